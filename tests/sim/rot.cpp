// SPDX-License-Identifier: GPL-3.0-or-later
// One row of a device is not what the bank said, as a defect of the program would leave it: the digests must tell, and /verify must mend it (I26).
#include "simulation.h"

#include "storage/records.h"

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPointsToNotice = 2; // consistent points
constexpr int kPointsToMend = 5;

} // namespace

void Simulation::rot()
{
    auto &device = *m_chance.pick(m_devices);
    if (!device.isOpen() || device.request() || device.rotten > 0 || device.isStale)
        return;
    QSet<QString> touched;
    for (const auto &op : device.ops())
        touched.insert(op.body[u"id"_s].toString());
    QList<LocalRow> sound;
    for (const auto &row : device.rows())
        if (row.version > 0 && !row.deleted && row.overlay.isEmpty() && row.type != "customer"_L1 && !touched.contains(row.id))
            sound.append(row);
    if (sound.isEmpty())
        return;
    SimDisk::instance().dieAfter(device.machine(), -1); // else nobody knows whether it went wrong
    const auto row = m_chance.pick(sound);
    const int kind = m_chance.below(3);
    storage::Records records(device.database(), Clock::frozen(toWireInstant(m_now))->today());
    const auto utf8 = row.id.toUtf8();
    const auto done = device.database().transaction([&]() -> Done {
        if (auto ok = records.begin(); !ok)
            return ok;
        auto found = records.find({utf8.constData(), size_t(utf8.size())});
        if (!found || !*found)
            return Error {ErrorCode::NotFound, {}, {}, {}};
        auto wrong = **found;
        Done ok = zhike::done();
        if (kind == 0) {
            ok = records.erase(wrong);
        } else if (kind == 1 && row.version > 1 && !row.columnar) {
            wrong.version -= 1;
            ok = records.update(**found, wrong, {row.raw.constData(), size_t(row.raw.size())}, wrong.gen);
        } else {
            wrong.version = 1;
            const auto id = newId().toUtf8();
            const auto inserted
                = records.insert(wrong, {id.constData(), size_t(id.size())}, row.type.toStdString(), {row.raw.constData(), size_t(row.raw.size())}, wrong.gen);
            if (!inserted || !*inserted)
                return inserted ? Error {ErrorCode::Conflict, {}, {}, {}} : inserted.error();
        }
        return ok ? records.flushSums() : ok;
    });
    note(u"d%1 row %2 %3 goes wrong (%4): %5"_s.arg(QString::number(device.number), row.type, row.id.left(8), QString::number(kind)).arg(bool(done)));
    if (done)
        device.rotten = 1;
}

void Simulation::checkRot(Device &device)
{
    if (device.request() || device.result().error || device.state("consistent") != "1"_L1 || !device.promised)
        return;
    QMap<QString, qint64> held;
    for (const auto &row : device.rows())
        if (!row.deleted && row.version > 0)
            held.insert(row.id, row.version);
    const bool mended = held == *device.promised;
    device.promised.reset();
    if (mended) {
        ++m_coverage[u"rot mended"_s];
        device.rotten = 0;
        device.forgetSeen();
        return;
    }
    // A scope that comes anew meanwhile is no point at which digests can be compared.
    ++device.rotten;
    if (device.rotten > kPointsToNotice && device.state("digest_mismatches") == "0"_L1)
        m_oracle.fail(u"I26"_s, u"the digests of device %1 do not tell of a wrong row"_s.arg(device.number));
    if (device.rotten > kPointsToMend)
        m_oracle.fail(u"I26"_s, u"a wrong row of device %1 is not mended"_s.arg(device.number));
}

} // namespace zhike::sim
