// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

//! Wrong passphrases cost time (security.md §4). Time is counted since the start of the computer: no clock a person can set shortens the wait.
namespace zhike::security {

inline constexpr int kMaxTries = 10; //!< in a row; then K_s is deleted and an online sign-in is needed

//! Milliseconds since the computer started, sleep included, and which start that was.
struct BootTime {
    QString id;
    qint64 ms = 0;

    static BootTime now();
};

struct Tries {
    int fails = 0; //!< wrong ones in a row
    QString bootId; //!< notBeforeMs counts from this start of the computer
    qint64 notBeforeMs = 0;

    [[nodiscard]] bool isUsedUp() const { return fails >= kMaxTries; }
    [[nodiscard]] int left() const { return qMax(0, kMaxTries - fails); }
    //! Milliseconds to wait. After a restart of the computer the whole delay counts again, because nobody knows how long it was off.
    [[nodiscard]] qint64 waitMs(const BootTime &now) const;
    //! The state to keep before a wait: bound to this start of the computer.
    [[nodiscard]] Tries anchored(const BootTime &now) const;
    [[nodiscard]] Tries afterFailure(const BootTime &now) const;
    //! Of the two copies (keyring, header) the sterner one counts, so that putting one back gains nothing.
    static Tries sterner(const Tries &a, const Tries &b, const BootTime &now);
};

//! 0, 0, 0, 5, 15, 30, 60, 300, 300 … seconds after the n-th wrong try in a row, n from 1.
qint64 delayAfterMs(int fails);

} // namespace zhike::security
