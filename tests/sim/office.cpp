// SPDX-License-Identifier: GPL-3.0-or-later
#include "office.h"

#include "domain/random.h"
#include "wire/recordtypes.h"

#include <QFile>

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

Office::Office(const QString &folder) : m_path(folder + u"/office/bank.db"_s), m_machine((folder + u"/office"_s).toStdString()) { }

void Office::create()
{
    static SimDisk::Image made; // one set of tables does for all runs of the process
    auto &disk = SimDisk::instance();
    QDir().mkpath(QFileInfo(m_path).path());
    QFile::remove(m_path);
    if (made.empty()) {
        if (auto ok = central::SqliteStore::create(m_path); !ok)
            qFatal("bank: %s", qPrintable(ok.error().detail));
        made = disk.image(m_machine);
    }
    QFile marker(m_path); // the store looks for its file before it opens it
    if (!marker.open(QIODevice::WriteOnly))
        qFatal("no place for the bank");
    disk.restore(m_machine, made);
    open();
}

void Office::open()
{
    auto store = central::SqliteStore::open(m_path);
    if (!store)
        qFatal("the bank does not open: %s", qPrintable(store.error().detail));
    m_store = std::move(*store);
}

sync::HttpResponse Office::handle(const sync::HttpRequest &asked, qint64 nowMs)
{
    auto api = central::Api::make(*m_store, *Clock::frozen(toWireInstant(nowMs)), {});
    if (!api)
        return {};
    central::Request request {asked.method, asked.path, {}, asked.body};
    for (const auto &[name, value] : asked.headers)
        request.headers.insert(name.toLower(), value);
    const auto answer = (*api)->handle(request);
    if (SimDisk::instance().isDead(m_machine))
        return {};
    sync::HttpResponse response;
    response.status = answer.status;
    response.body = answer.body;
    for (const auto &[name, value] : answer.headers)
        response.headers.append({name.toLower(), value});
    return response;
}

bool Office::write(const std::function<void(central::WriteSession &)> &work, qint64 nowMs)
{
    auto session = m_store->write();
    if (!session)
        return false;
    work(**session);
    return (*session)->seal(nowMs).ok() && (*session)->commit().ok();
}

central::Sealer Office::cursors()
{
    auto session = m_store->read();
    return central::Sealer(session ? (*session)->setting(u"cursor_key"_s).value() : QByteArray(32, '\0'));
}

void Office::restart(Loss loss, Chance &chance)
{
    m_store.reset();
    SimDisk::instance().restart(m_machine, loss, chance);
    open();
}

SimDisk::Image Office::backup() const
{
    return SimDisk::instance().image(m_machine);
}

void Office::putBack(const SimDisk::Image &image, bool restored)
{
    m_store.reset();
    SimDisk::instance().restore(m_machine, image);
    open();
    if (!restored)
        return;
    auto session = m_store->write();
    const auto epoch = "e-" + QByteArray::number(random64(), 16);
    if (!session || !(*session)->putSetting(u"epoch"_s, epoch) || !(*session)->commit())
        qFatal("no new epoch");
}

void Office::rotateCursorKey()
{
    QByteArray key;
    while (key.size() < 32)
        key += QByteArray::number(random64(), 16);
    auto session = m_store->write();
    if (!session || !(*session)->putSetting(u"cursor_key"_s, key.left(32)) || !(*session)->commit())
        qFatal("no new key");
}

central::StoredRecord makeRecord(const QString &type, const QString &id, const QString &scope, const QString &customer, const QJsonObject &data, qint64 nowMs)
{
    central::StoredRecord record;
    record.type = type;
    record.id = id;
    record.scope = scope;
    record.customerId = customer;
    record.version = record.guardVersion = 1;
    record.createdAt = record.updatedAt = toWireInstant(nowMs);
    record.updatedBy = u"s:core"_s;
    record.setObject(data);
    return record;
}

} // namespace zhike::sim
