// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/clock.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace zhike::central {

//! The command line, split: words, --name value, --name.
struct Options {
    QStringList words; //!< command and its arguments
    QHash<QString, QString> values;
    QStringList flags;
    Clock clock;

    [[nodiscard]] QString value(const QString &name, const QString &standard = {}) const { return values.value(name, standard); }
    [[nodiscard]] bool has(const QString &flag) const { return flags.contains(flag); }

    //! \param problem what is wrong with the line, when nullopt comes back
    static std::optional<Options> parse(const QStringList &arguments, QString &problem);
};

} // namespace zhike::central
