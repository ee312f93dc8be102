// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/commands.h"
#include "services/onlinecommands.h"
#include "services/queries.h"

#include "domain/clock.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>
#include <optional>

namespace zhike::services {

//! The screens' only door to the data: questions and commands run on threads of their own, answers come back as values.
//!
//!     desk.read([](Queries &q) { return q.today(); }).then(this, [this](Result<Today> today) { … });
//!
//! A page keeps a request number and drops an answer that is not the newest. Lives on the GUI thread; destroying it waits for what runs.
class Desk : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Desk)
public:
    using MakeQueries = std::function<std::unique_ptr<Queries>()>;
    using MakeCommands = std::function<std::unique_ptr<Commands>()>;
    //! The factories run on the thread the object will live on; one that gives nothing leaves every answer an error.
    Desk(Clock clock, MakeQueries makeQueries, MakeCommands makeCommands, QObject *parent = nullptr);
    ~Desk() override;
    //! Lets go of the data: what is queued still runs, then the connections close; every later question and command is answered with an error. For locking,
    //! where pages may outlive the data for the moment a dialog needs to end.
    void close();
    void finishWrites(); //!< waits for every command accepted so far

    [[nodiscard]] const Clock &clock() const { return m_clock; }

    template<class F>
    auto read(F question) -> QFuture<std::invoke_result_t<F, Queries &>>
    {
        using R = std::invoke_result_t<F, Queries &>;
        auto promise = std::make_shared<QPromise<R>>();
        auto future = promise->future();
        promise->start();
        post(m_reader, [this, promise, question = std::move(question)]() mutable {
            promise->addResult(m_queries ? question(*m_queries) : R(unavailable()));
            promise->finish();
        });
        return future;
    }

    //! Runs a command that changes nothing a screen shows: what goes on record only.
    template<class F>
    auto record(F command) -> QFuture<std::invoke_result_t<F, Commands &>>
    {
        using R = std::invoke_result_t<F, Commands &>;
        auto promise = std::make_shared<QPromise<R>>();
        auto future = promise->future();
        promise->start();
        post(m_writer, [this, promise, command = std::move(command)]() mutable {
            promise->addResult(m_commands ? command(*m_commands) : R(unavailable()));
            promise->finish();
        });
        return future;
    }

    //! Runs a command; changed() follows when it succeeded.
    template<class F>
    auto write(F command) -> QFuture<std::invoke_result_t<F, Commands &>>
    {
        using R = std::invoke_result_t<F, Commands &>;
        auto promise = std::make_shared<QPromise<R>>();
        auto future = promise->future();
        promise->start();
        post(m_writer, [this, promise, command = std::move(command)]() mutable {
            R result = m_commands ? command(*m_commands) : R(unavailable());
            const bool ok = result.ok();
            const auto error = ok ? std::optional<Error>() : result.error();
            promise->addResult(std::move(result));
            promise->finish();
            if (ok)
                QMetaObject::invokeMethod(
                    this,
                    [this] {
                        noteStore({});
                        Q_EMIT changed();
                        Q_EMIT written();
                    },
                    Qt::QueuedConnection);
            else if (error->code == ErrorCode::Io && error->field == QLatin1StringView("vault"))
                QMetaObject::invokeMethod(
                    this, [this, error] { noteStore(error); }, Qt::QueuedConnection);
        });
        return future;
    }

    using MakeOnline = std::function<std::unique_ptr<OnlineCommands>()>;
    //! What needs a connection has a lane of its own: a slow network holds up no save. Without it every such answer is Offline.
    void setOnline(MakeOnline makeOnline);
    //! Runs an online command; changed() follows when it succeeded.
    template<class F>
    auto online(F command) -> QFuture<std::invoke_result_t<F, OnlineCommands &>>
    {
        using R = std::invoke_result_t<F, OnlineCommands &>;
        auto promise = std::make_shared<QPromise<R>>();
        auto future = promise->future();
        promise->start();
        post(m_line, [this, promise, command = std::move(command)]() mutable {
            R result = m_online ? command(*m_online) : R(Error {ErrorCode::Offline, QStringLiteral("no connection"), QStringLiteral("decision"), {}});
            const bool ok = result.ok();
            promise->addResult(std::move(result));
            promise->finish();
            if (ok)
                QMetaObject::invokeMethod(this, &Desk::changed, Qt::QueuedConnection);
        });
        return future;
    }

    //! As write(), for what changes nothing that a page shows.
    template<class F>
    auto keep(F command) -> QFuture<std::invoke_result_t<F, Commands &>>
    {
        using R = std::invoke_result_t<F, Commands &>;
        auto promise = std::make_shared<QPromise<R>>();
        auto future = promise->future();
        promise->start();
        post(m_writer, [this, promise, command = std::move(command)]() mutable {
            promise->addResult(m_commands ? command(*m_commands) : R(unavailable()));
            promise->finish();
        });
        return future;
    }

    //! Called by whoever runs sync, on the GUI thread.
    void publish(const SyncStatus &status);
    [[nodiscard]] const SyncStatus &syncStatus() const { return m_sync; }
    //! A status read from the store, with what only the running sync knows.
    [[nodiscard]] SyncStatus withLive(SyncStatus kept) const;

Q_SIGNALS:
    void changed(); //!< data changed, by a command or by sync: pages ask again
    void written(); //!< a command was queued: whoever runs sync may start soon
    void syncStatusChanged(const zhike::services::SyncStatus &status);
    void storeLost(const zhike::Error &error); //!< a command could not be kept because the store is not where it was
    void storeBack(); //!< a command was kept again
    void syncRequested(); //!< F5, 立即同步: whoever runs sync listens

public Q_SLOTS:
    void requestSync() { Q_EMIT syncRequested(); }

private:
    struct Lane {
        QThread thread;
        QObject *context = nullptr; //!< lives on `thread`
    };
    void noteStore(const std::optional<Error> &lost);
    static Error unavailable() { return {ErrorCode::Io, QStringLiteral("the store could not be opened again"), {}, {}}; }
    static void post(Lane &lane, std::function<void()> work);

    Clock m_clock;
    SyncStatus m_sync;
    bool m_storeLost = false;
    Lane m_reader;
    Lane m_writer;
    Lane m_line;
    std::unique_ptr<Queries> m_queries; // used on m_reader only
    std::unique_ptr<Commands> m_commands; // used on m_writer only
    std::unique_ptr<OnlineCommands> m_online; // used on m_line only
};

} // namespace zhike::services
