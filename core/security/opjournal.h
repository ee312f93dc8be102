// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"

#include <QCborMap>
#include <QString>
#include <functional>
#include <optional>

namespace zhike::security {

//! `op.journal`: how far a change of several files has come. It is read before anything else of a vault opens, and whatever it names is finished or
//! undone first. It needs no key and holds no customer data.
struct OpJournal {
    enum class Operation { Rotate = 1, Wipe = 2 };
    Operation operation = Operation::Rotate;
    int step = 1;
    QCborMap more; //!< what the operation has to know to go on

    static std::optional<OpJournal> read(const QString &dir);
    [[nodiscard]] Done write(const QString &dir) const;
    static Done clear(const QString &dir);
};

//! Called with a name when a step of such an operation is on disk; for tests that stop the program there.
using StepHook = std::function<void(const char *step)>;
void setStepHook(StepHook hook);
void reachedStep(const char *step);

} // namespace zhike::security
