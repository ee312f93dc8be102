// SPDX-License-Identifier: GPL-3.0-or-later
#include "central/store/transact.h"

#include <QRandomGenerator>
#include <chrono>
#include <thread>

namespace zhike::central {

using namespace Qt::Literals::StringLiterals;

Error lostRace(const QString &detail)
{
    return {ErrorCode::Busy, detail, u"transaction"_s};
}

Error lostConnection(const QString &detail)
{
    return {ErrorCode::Busy, detail, u"connection"_s};
}

bool isLostRace(const Error &error)
{
    return error.code == ErrorCode::Busy && (error.field == "transaction"_L1 || error.field == "connection"_L1);
}

bool isLostConnection(const Error &error)
{
    return isLostRace(error) && error.field == "connection"_L1;
}

void pauseBeforeRetry(int tries)
{
    const int most = 10 << qMin(tries, 6); // milliseconds
    std::this_thread::sleep_for(std::chrono::milliseconds(1 + QRandomGenerator::global()->bounded(most)));
}

} // namespace zhike::central
