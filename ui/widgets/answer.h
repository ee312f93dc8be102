// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/desk.h"

#include <QPointer>

namespace zhike::ui {

//! Hands the desk's answer to a receiver that may be gone by then. A receiver given to QFuture::then() itself must outlive the answer (Qt 6.4 asserts
//! it); the desk does, since it waits for its threads.
template<class R, class Answer>
void whenAnswered(QFuture<R> future, services::Desk &desk, QObject *receiver, Answer answer)
{
    future.then(&desk, [guard = QPointer<QObject>(receiver), answer = std::move(answer)](R result) mutable {
        if (guard)
            answer(std::move(result));
    });
}

} // namespace zhike::ui
