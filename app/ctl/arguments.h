// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"
#include "domain/result.h"

#include <QHash>
#include <QStringList>

namespace zhike::ctl {

//! The command line, read: words in order, options by name. Secrets never come this way.
struct Arguments {
    QStringList words; //!< command and positional arguments
    QHash<QString, QString> options; //!< without the dashes; flags hold ""
    QString vault;
    QString lang;
    bool json = false;
    Clock clock;

    [[nodiscard]] bool has(const QString &option) const { return options.contains(option); }
    [[nodiscard]] QString value(const QString &option, const QString &fallback = {}) const { return options.value(option, fallback); }
    [[nodiscard]] int number(const QString &option, int fallback) const;
};

//! Error with code Invalid means wrong usage: exit 2.
Result<Arguments> parseArguments(const QStringList &arguments);

} // namespace zhike::ctl
