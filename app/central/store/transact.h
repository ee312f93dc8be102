// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/store/store.h"

#include <type_traits>

namespace zhike::central {

inline constexpr int kTransactionTries = 6; //!< the first and at most five more

//! A transaction that gave way to another one: nothing of it was kept, and it may run again from its start.
Error lostRace(const QString &detail);
//! The same by the loss of the connection; at a commit this leaves open whether it was kept.
Error lostConnection(const QString &detail);
bool isLostRace(const Error &error); //!< either of them
bool isLostConnection(const Error &error);
//! Waits longer with every try, and never as long as the neighbour.
void pauseBeforeRetry(int tries);

//! Runs `work(WriteSession &)` in a transaction, which it commits itself; again from its start while it gives way to others.
//! What `work` keeps outside of the session must be the same after any number of runs.
template<class Work>
auto transact(Store &store, const Work &work) -> std::invoke_result_t<Work, WriteSession &>
{
    for (int tries = 1;; ++tries) {
        auto session = store.write();
        if (!session)
            return session.error();
        auto result = work(**session);
        if (result.ok() || tries == kTransactionTries || !isLostRace(result.error()))
            return result;
        session->reset();
        pauseBeforeRetry(tries);
    }
}

} // namespace zhike::central
