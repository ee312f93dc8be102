// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "arguments.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace zhike::ctl {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;

//! One JSON document on stdout, indented for people, compact with --json.
int print(const Arguments &arguments, const QJsonObject &document);
int print(const Arguments &arguments, const QJsonArray &document);
//! One compact object per line.
void printLine(const QJsonObject &object);
//! The sentence for a person on stderr, with --json the error object on stdout; detail to stderr.
int fail(const Arguments &arguments, const Error &error, const QJsonObject &more = {}); //!< `more`: further members of the error object

//! Prints a result's value or its error.
template<class T, class F>
int answer(const Arguments &arguments, const Result<T> &result, F toDocument)
{
    if (!result)
        return fail(arguments, result.error());
    return print(arguments, toDocument(*result));
}

} // namespace zhike::ctl
