// SPDX-License-Identifier: GPL-3.0-or-later
#include "office.h"

#include "domain/random.h"
#include "wire/recordtypes.h"

#include <QFile>

namespace zhike::sim {

using namespace Qt::Literals::StringLiterals;

namespace {

//! The store as other transactions leave it: before each of a request's own begins, another one may have committed, or holds it.
class Gate final : public central::Store {
public:
    Gate(central::Store &store, const std::function<Done(int)> &before) : m_store(store), m_before(before) { }
    Result<std::unique_ptr<central::ReadSession>> read() override { return m_store.read(); }
    Result<std::unique_ptr<central::WriteSession>> write() override
    {
        if (m_before)
            if (auto ok = m_before(++m_writes); !ok)
                return ok.error();
        return m_store.write();
    }
    Done ping() override { return m_store.ping(); }

private:
    central::Store &m_store;
    const std::function<Done(int)> &m_before;
    int m_writes = 0;
};

} // namespace

Office::Office(const QString &folder, const QString &name) : m_path(folder + u'/' + name + u"/bank.db"_s), m_machine((folder + u'/' + name).toStdString()) { }

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
    m_cursors.reset();
}

sync::HttpResponse Office::handle(const sync::HttpRequest &asked, qint64 nowMs)
{
    Gate gate(*m_store, m_gate);
    auto api = central::Api::make(gate, *Clock::frozen(toWireInstant(nowMs)), {});
    if (!api)
        return {};
    central::Request request {asked.method, asked.path, {}, asked.body};
    for (const auto &[name, value] : asked.headers)
        request.headers.insert(name.toLower(), value);
    const auto answer = (*api)->handle(request);
    m_gate = {};
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

const central::Sealer &Office::cursors()
{
    if (!m_cursors) {
        auto session = m_store->read();
        m_cursors.emplace(session ? (*session)->setting(u"cursor_key"_s).value() : QByteArray(32, '\0'));
    }
    return *m_cursors;
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

void Office::putBack(const SimDisk::Image &image, bool restored, const QString &reofferFrom)
{
    m_store.reset();
    QDir().mkpath(QFileInfo(m_path).path());
    if (QFile marker(m_path); !marker.open(QIODevice::WriteOnly))
        qFatal("no place for the bank");
    SimDisk::instance().restore(m_machine, image);
    open();
    if (!restored)
        return;
    auto session = m_store->write();
    if (!session || !central::BankKeys::startEpoch(**session, reofferFrom) || !(*session)->commit())
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
    m_cursors.reset();
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
