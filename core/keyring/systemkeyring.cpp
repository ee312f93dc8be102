// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyring/systemkeyring.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QLibrary>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>
#include <atomic>
#include <memory>
#include <qt6keychain/keychain.h>

namespace zhike::keyring {

using namespace Qt::Literals::StringLiterals;
using security::KeyRecord;

namespace {

const QString kService = u"zhike"_s;

// What a job leaves for whoever waits; shared, because the waiting may end first.
struct Answer {
    QMutex mutex;
    QWaitCondition arrived;
    bool done = false;
    QKeychain::Error error = QKeychain::NoError;
    QString text;
    crypto::Secret value;
};

// libsecret keeps its connection for the life of the process, also to a keyring that has gone; after a failure the next job makes a new one.
// QtKeychain loads the library by itself and offers no way to say this.
void dropConnection()
{
    static QLibrary library(u"secret-1"_s, 0);
    static const auto disconnect = reinterpret_cast<void (*)()>(library.resolve("secret_service_disconnect"));
    if (disconnect)
        disconnect();
}

// One thread for all keyrings of the process: QtKeychain queues its jobs in one place.
class Lane {
public:
    static Lane &instance()
    {
        static Lane lane;
        return lane;
    }

    template<class Job, class Prepare>
    std::shared_ptr<Answer> run(const QString &key, int timeoutMs, Prepare prepare)
    {
        auto answer = std::make_shared<Answer>();
        ++m_underWay;
        QMetaObject::invokeMethod(
            m_context,
            [this, answer, key, prepare = std::move(prepare)] {
                auto *job = new Job(kService);
                job->setInsecureFallback(false);
                job->setKey(key);
                prepare(*job);
                QObject::connect(job, &QKeychain::Job::finished, job, [this, answer, job] {
                    --m_underWay;
                    if (job->error() != QKeychain::NoError && job->error() != QKeychain::EntryNotFound)
                        dropConnection();
                    const QMutexLocker guard(&answer->mutex);
                    answer->error = job->error();
                    answer->text = job->errorString();
                    if constexpr (std::is_same_v<Job, QKeychain::ReadPasswordJob>) {
                        auto bytes = job->binaryData();
                        answer->value = crypto::Secret::copyOf({reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size())});
                        bytes.fill('\0');
                    }
                    answer->done = true;
                    answer->arrived.wakeAll();
                });
                job->start();
            },
            Qt::QueuedConnection);
        const QDeadlineTimer deadline(timeoutMs);
        const QMutexLocker guard(&answer->mutex);
        while (!answer->done && answer->arrived.wait(&answer->mutex, deadline)) { }
        return answer;
    }

private:
    Lane()
    {
        m_thread.setObjectName(u"keyring"_s);
        m_context = new QObject;
        m_context->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
        m_thread.start();
        // Ends with the application, not with the program's static objects: by then its event loop would be gone.
        if (auto *application = QCoreApplication::instance())
            QObject::connect(application, &QObject::destroyed, application, [this] { stop(); });
    }
    ~Lane() { stop(); }
    void stop()
    {
        // What nobody waits for may still be on its way.
        for (const QDeadlineTimer deadline(3000); m_underWay > 0 && m_thread.isRunning() && !deadline.hasExpired();)
            QThread::msleep(5);
        m_thread.quit();
        m_thread.wait(2000);
    }

    std::atomic<int> m_underWay = 0;
    QThread m_thread;
    QObject *m_context;
};

Error errorOf(const Answer &answer)
{
    if (!answer.done)
        return {ErrorCode::Keyring, u"the keyring does not answer"_s, {}, u"silent"_s};
    switch (answer.error) {
    case QKeychain::EntryNotFound: return {ErrorCode::NotFound, answer.text, {}, {}};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser: return {ErrorCode::Keyring, answer.text, {}, u"locked"_s};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented: return {ErrorCode::Keyring, answer.text, {}, u"absent"_s};
    default: return {ErrorCode::Keyring, answer.text, {}, u"failed"_s};
    }
}

// A Secret does not copy, a closure handed to another thread must.
std::shared_ptr<crypto::Secret> shared(crypto::Secret secret)
{
    return std::make_shared<crypto::Secret>(std::move(secret));
}

} // namespace

SystemKeyring::SystemKeyring(int timeoutMs) : m_timeoutMs(timeoutMs) { }

QString SystemKeyring::backend() const
{
    return u"system"_s;
}

Result<KeyRecord> SystemKeyring::read(const QString &vaultId)
{
    const auto answer = Lane::instance().run<QKeychain::ReadPasswordJob>(security::keyringItem(vaultId), m_timeoutMs, [](auto &) {});
    const QMutexLocker guard(&answer->mutex);
    if (!answer->done || answer->error != QKeychain::NoError)
        return errorOf(*answer);
    if (answer->value.isEmpty())
        return Error {ErrorCode::NotFound, u"empty item"_s, {}, {}};
    return KeyRecord::decode(answer->value.bytes());
}

Done SystemKeyring::write(const QString &vaultId, const KeyRecord &record)
{
    return write(vaultId, record, m_timeoutMs);
}

void SystemKeyring::writeLater(const QString &vaultId, const KeyRecord &record)
{
    (void)write(vaultId, record, 0);
}

Done SystemKeyring::write(const QString &vaultId, const KeyRecord &record, int timeoutMs)
{
    const auto bytes = shared(record.encode());
    const auto answer = Lane::instance().run<QKeychain::WritePasswordJob>(security::keyringItem(vaultId), timeoutMs, [bytes](auto &job) {
        job.setBinaryData(QByteArray(reinterpret_cast<const char *>(bytes->bytes().data()), qsizetype(bytes->size())));
    });
    const QMutexLocker guard(&answer->mutex);
    if (!answer->done || answer->error != QKeychain::NoError) {
        auto error = errorOf(*answer);
        if (error.code == ErrorCode::NotFound)
            error.code = ErrorCode::Keyring;
        return error;
    }
    return done();
}

Done SystemKeyring::remove(const QString &vaultId)
{
    const auto answer = Lane::instance().run<QKeychain::DeletePasswordJob>(security::keyringItem(vaultId), m_timeoutMs, [](auto &) {});
    const QMutexLocker guard(&answer->mutex);
    if (!answer->done || (answer->error != QKeychain::NoError && answer->error != QKeychain::EntryNotFound))
        return errorOf(*answer);
    return done();
}

} // namespace zhike::keyring
