// SPDX-License-Identifier: GPL-3.0-or-later
#include "workstation.h"

#include "pages.h"

#include "services/usertext.h"
#include "services/wipe.h"
#include "translations/install.h"
#include "unlock/enrolpage.h"
#include "unlock/unlockpage.h"
#include "widgets/discretion.h"
#include "widgets/secretclip.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDrag>
#include <QStackedWidget>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>

namespace zhike::desktop {

using namespace Qt::Literals::StringLiterals;

Workstation::Workstation(const Options &options, ui::Theme &theme, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_vault(options.vault.isEmpty() ? services::defaultVaultDirectory() : options.vault)
    , m_theme(theme)
    , m_lockWindow(std::make_unique<QStackedWidget>())
    , m_unlockPage(new ui::UnlockPage)
    , m_enrolPage(new ui::EnrolPage)
{
    m_waiting.setMaxThreadCount(8);
    m_lockWindow->addWidget(m_unlockPage);
    m_lockWindow->addWidget(m_enrolPage);
    m_lockWindow->setWindowTitle(tr("Zhike · RM Workstation"));
    m_lockWindow->resize(640, 720);
    connect(m_unlockPage, &ui::UnlockPage::unlockRequested, this, &Workstation::unlock);
    connect(m_unlockPage, &ui::UnlockPage::enrolWanted, this, [this] {
        m_enrolPage->setCanGoBack(true);
        m_lockWindow->setCurrentWidget(m_enrolPage);
    });
    connect(m_unlockPage, &ui::UnlockPage::signInRequested, this, &Workstation::signIn);
    connect(&m_leaseTimer, &QTimer::timeout, this, &Workstation::checkLease);
    connect(&m_closed, &QFutureWatcher<void>::finished, this, [this] {
        if (m_lockReason == "revoked"_L1 && isLocked()) // an order may have destroyed the vault meanwhile
            fillFacts();
        reportRest();
    });
    connect(m_enrolPage, &ui::EnrolPage::backRequested, this, [this] { m_lockWindow->setCurrentWidget(m_unlockPage); });
    connect(m_enrolPage, &ui::EnrolPage::enrolRequested, this, &Workstation::enrol);
    m_enrolPage->setServer(options.server);
    m_enrolPage->setCanGoBack(false);
}

Workstation::~Workstation()
{
    lock(u"exit"_s);
    m_closing.waitForFinished();
    m_waiting.waitForDone();
    QThreadPool::globalInstance()->waitForDone();
    m_graves.clear();
}

QWidget *Workstation::lockScreen() const
{
    return m_lockWindow.get();
}

void Workstation::fillFacts()
{
    const auto vault = security::Vault::facts(m_vault);
    if (!vault) {
        m_lockWindow->setCurrentWidget(m_enrolPage);
        if (vault.error().code != ErrorCode::NotFound)
            m_enrolPage->setError(services::UserText::of(vault.error()));
        else if (m_lockReason == "revoked"_L1)
            m_enrolPage->setError(tr("The authorisation of this computer was withdrawn and its customer data destroyed. Contact your administrator."));
        return;
    }
    const auto clear = services::readClearFacts(m_vault, m_options.clock);
    ui::UnlockFacts facts;
    facts.user = vault->userName;
    facts.login = vault->login;
    facts.role = clear.role;
    facts.branch = clear.branch;
    facts.now = m_options.clock.now();
    facts.dataAsOf = clear.dataAsOf;
    facts.lastSync = clear.lastSync;
    facts.leaseUntil = clear.leaseUntil;
    facts.pending = clear.pending;
    facts.deviceBound = vault->deviceBinding == "keyring"_L1;
    facts.deviceName = clear.deviceName;
    facts.notice = lockNotice();
    facts.isNoticeCritical = m_lockReason == "revoked"_L1;
    m_unlockPage->setFacts(facts);
    m_lockWindow->setCurrentWidget(m_unlockPage);
    lookAtVault();
}

QString Workstation::lockNotice() const
{
    if (m_lockReason == "revoked"_L1)
        return tr("The authorisation of this computer was withdrawn. Contact your administrator; unsent work is kept for the bank.");
    if (m_lockReason == "lease"_L1)
        return tr("Locked: the offline licence has ended. Nothing unsent is lost.");
    if (m_lockReason == "purge"_L1)
        return tr("Locked to change the key of the store: customers have left it.");
    if (m_lockReason == "idle"_L1)
        return tr("Locked: the computer was not used for a while. What was half typed is kept, encrypted.");
    return m_lockReason.isEmpty() ? QString() : tr("Locked. What was half typed is kept, encrypted.");
}

// Tries, waiting time and lease are known to the keyring, which may take its time.
void Workstation::lookAtVault()
{
    QtConcurrent::run(&m_waiting, [dir = m_vault, clock = m_options.clock, closing = m_closing]() mutable -> Result<security::VaultState> {
        closing.waitForFinished();
        // A wipe that was broken off goes on; what needs the network may wait.
        (void)services::finishWipe(dir, clock);
        return services::Session::look(dir, clock);
    }).then(this, [this](const Result<security::VaultState> &state) {
        if (!isLocked())
            return;
        if (!state) {
            m_lockWindow->setCurrentWidget(m_enrolPage);
            return;
        }
        auto facts = m_unlockPage->facts();
        facts.triesLeft = state->triesLeft;
        facts.waitSeconds = int((state->waitMs + 999) / 1000);
        facts.needsSignIn = state->needsSignIn && state->hasSlots;
        if (state->leaseUntilMs > 0)
            facts.leaseUntil = QDateTime::fromMSecsSinceEpoch(state->leaseUntilMs, m_options.clock.zone());
        if (!state->hasKeyring)
            facts.keyringTrouble = services::UserText::of({ErrorCode::Keyring, {}, {}, {}});
        if (!state->hasSlots)
            facts.keyringTrouble = services::UserText::of({ErrorCode::Erased, {}, {}, {}});
        m_unlockPage->setFacts(facts);
    });
}

void Workstation::onFailure(const Error &error)
{
    const auto text = services::UserText::of(error);
    if (error.code == ErrorCode::SignInNeeded) {
        m_unlockPage->askSignIn(text);
    } else if (error.code == ErrorCode::Throttled) {
        m_unlockPage->setError(text);
        m_unlockPage->setWait(error.value.toInt());
    } else if (error.field == "password"_L1) {
        m_unlockPage->setPasswordError(text);
    } else {
        m_unlockPage->setError(text);
        if (error.code == ErrorCode::WrongPassphrase)
            lookAtVault();
    }
    Q_EMIT failed(error);
}

void Workstation::openBy(std::function<Result<SharedSession>()> work, std::function<void(const Error &)> refused,
                         std::function<void(const SharedSession &)> opened)
{
    m_opening = true;
    m_lockedMeanwhile.clear();
    QtConcurrent::run(
        &m_waiting,
        [work = std::move(work), closing = m_closing, started = m_started, refusedPlugins = m_options.refusedPlugins, crashes = m_options.crashes]() mutable {
            closing.waitForFinished();
            auto session = work();
            if (session && !started)
                (*session)->noteStart(refusedPlugins, crashes);
            return session;
        })
        .then(this, [this, refused = std::move(refused), opened = std::move(opened)](Result<SharedSession> session) {
            m_opening = false;
            m_started = m_started || session.ok();
            const auto why = std::exchange(m_lockedMeanwhile, {});
            if (!session) {
                refused(session.error());
                if (!why.isEmpty())
                    reportRest();
            } else if (why.isEmpty()) {
                opened(*session);
            } else {
                m_vault = (*session)->vault().directory();
                close(std::move(*session), why);
                m_unlockPage->setBusy(false);
                m_enrolPage->setBusy(false);
                m_unlockPage->clear();
                fillFacts();
                m_unlockPage->setError(tr("Locked while it was being opened. Enter the passphrase again; nothing was changed."));
            }
        });
}

void Workstation::openOnUnlockPage(std::function<Result<SharedSession>()> work)
{
    m_unlockPage->setError({});
    m_unlockPage->setBusy(true);
    openBy(
        std::move(work),
        [this](const Error &error) {
            m_unlockPage->setBusy(false);
            onFailure(error);
        },
        [this](const SharedSession &session) {
            m_unlockPage->setBusy(false);
            m_unlockPage->clear();
            accept(session);
        });
}

void Workstation::signIn(const QString &password, const QString &passphrase)
{
    openOnUnlockPage([dir = m_vault, password, passphrase, clock = m_options.clock]() -> Result<SharedSession> {
        if (auto ok = services::Session::signInOnline(dir, password, clock); !ok)
            return ok.error();
        auto session = services::Session::unlock(dir, passphrase, clock);
        if (!session)
            return session.error();
        return SharedSession(std::move(*session));
    });
}

void Workstation::showLockScreen()
{
    fillFacts();
    m_lockWindow->show();
}

void Workstation::unlock(const QString &passphrase)
{
    openOnUnlockPage([dir = m_vault, passphrase, clock = m_options.clock]() -> Result<SharedSession> {
        auto session = services::Session::unlock(dir, passphrase, clock);
        if (!session)
            return session.error();
        return SharedSession(std::move(*session));
    });
}

void Workstation::enrol(const QString &server, const QString &login, const QString &password, const QString &passphrase)
{
    m_enrolPage->setError({});
    m_enrolPage->setBusy(true);
    services::Enrolment enrolment {QUrl(server), login, password, passphrase, {}};
    // Another person, or a passphrase that is lost: the former vault stays as it is, with whatever it has not sent; the new one stands beside it.
    auto dir = m_vault;
    for (int n = 2; security::Vault::exists(dir); ++n) {
        enrolment.former.append(dir); // only one person's own is touched
        dir = m_vault + u'-' + QString::number(n);
    }
    const QPointer<ui::EnrolPage> page(m_enrolPage);
    openBy(
        [dir, enrolment, clock = m_options.clock, page]() -> Result<SharedSession> {
            auto session = services::Session::enrol(dir, enrolment, clock);
            if (!session)
                return session.error();
            auto database = (*session)->open(storage::Access::ReadWrite);
            if (!database)
                return database.error();
            network::HttpTransport transport(QUrl((*session)->vault().facts().server));
            // A first sync that breaks off is continued by the ordinary one.
            (void)services::SyncRound(**database, **session, transport).run([page](const sync::Progress &progress) {
                if (progress.phase == "bootstrap"_L1)
                    QMetaObject::invokeMethod(qApp, [page, progress] {
                        if (page)
                            page->setProgress(tr("Fetching your customers"), int(progress.done), int(progress.total));
                    });
            });
            return SharedSession(std::move(*session));
        },
        [this](const Error &error) {
            m_enrolPage->setBusy(false);
            m_enrolPage->showFailure(error);
            Q_EMIT failed(error);
        },
        [this](const SharedSession &session) {
            m_enrolPage->setBusy(false);
            m_vault = session->vault().directory();
            accept(session);
        });
}

void Workstation::accept(SharedSession session)
{
    m_session = std::move(session);
    m_lockReason.clear();
    const auto *open = m_session.get();
    m_desk = std::make_unique<services::Desk>(
        m_options.clock,
        [open] {
            auto queries = open->queries();
            return queries ? std::move(*queries) : std::unique_ptr<services::Queries>();
        },
        [open] {
            auto commands = open->commands();
            return commands ? std::move(*commands) : std::unique_ptr<services::Commands>();
        });
    m_line = std::make_shared<network::HttpTransport>(QUrl(m_session->vault().facts().server));
    m_desk->setOnline([open, line = m_line] {
        auto online = open->online(line);
        return online ? std::move(*online) : std::unique_ptr<services::OnlineCommands>();
    });
    buildWindow();
    m_desk->read([](services::Queries &queries) { return queries.status(); })
        .then(m_desk.get(), [desk = m_desk.get(), restored = m_session->isRestored(), rebuilt = m_session->isRebuilt()](Result<services::SyncStatus> status) {
            if (!status)
                return;
            status->restored = restored;
            status->rebuilt = rebuilt;
            desk->publish(*status);
        });
    connect(m_desk.get(), &services::Desk::storeLost, this, [this](const Error &error) {
        if (m_window)
            m_window->setStoreNotice(services::UserText::of(error));
    });
    connect(m_desk.get(), &services::Desk::storeBack, this, [this] {
        if (m_window)
            m_window->setStoreNotice({});
    });
    m_window->takeUpDrafts();
    m_window->open(ui::Screen::Today);
    m_leaseTimer.start(60'000);
    if (m_watch)
        m_watch->setIdleMinutes(m_session->idleLockMinutes());
    Q_EMIT unlocked();
}

services::DeviceFlows Workstation::flows() const
{
    services::DeviceFlows flows;
    // A page may outlive the session by a moment; it does not keep it.
    const std::weak_ptr<services::Session> weak = m_session;
    const Error locked {ErrorCode::Cancelled, u"the store is locked"_s, {}, {}};
    flows.changePassphrase = [weak, locked](const QString &current, const QString &next) -> Done {
        const auto session = weak.lock();
        return session ? session->changePassphrase(current, next) : Done(locked);
    };
    flows.rotateKey = [weak, locked]() -> Done {
        const auto session = weak.lock();
        return session ? session->wantNewKey() : Done(locked);
    };
    flows.check = [weak, locked]() -> Done {
        const auto session = weak.lock();
        if (!session)
            return locked;
        auto database = session->open(storage::Access::ReadOnly);
        if (!database)
            return database.error();
        const auto findings = (*database)->check();
        if (!findings)
            return findings.error();
        return findings->isEmpty() ? done() : Done(Error {ErrorCode::Damaged, findings->join(u' '), {}, {}});
    };
    return flows;
}

void Workstation::buildWindow()
{
    m_window = std::make_unique<ui::MainWindow>(*m_desk, m_theme);
    addPages(*m_window, *m_desk, m_theme, {flows(), [this] { Q_EMIT m_window->lockRequested(); }, [this](const QString &language) { rebuild(language); }});
    m_window->resize(m_options.size);
    connect(
        m_window.get(), &ui::MainWindow::lockRequested, this, [this] { lock(u"menu"_s); }, Qt::QueuedConnection);
}

void Workstation::rebuild(const QString &language)
{
    if (!language.isEmpty())
        installTranslations(*qApp, language);
    const auto geometry = m_window->geometry();
    m_window->keepDrafts();
    m_window.reset();
    buildWindow();
    m_window->takeUpDrafts();
    m_window->setGeometry(geometry);
    m_window->open(ui::Screen::Settings);
    m_window->show();
}

void Workstation::startSync()
{
    m_runner = std::make_unique<services::SyncRunner>(*m_session);
    connect(m_runner.get(), &services::SyncRunner::statusChanged, m_desk.get(), &services::Desk::publish);
    connect(m_runner.get(), &services::SyncRunner::dataChanged, m_desk.get(), &services::Desk::changed);
    connect(m_desk.get(), &services::Desk::syncRequested, m_runner.get(), &services::SyncRunner::requestRound);
    connect(m_runner.get(), &services::SyncRunner::revoked, this, [this](const QByteArray &order) {
        m_order = order;
        lock(u"revoked"_s);
    });
    // What a person did goes out soon; what sync itself brought does not start another round.
    connect(m_desk.get(), &services::Desk::written, m_runner.get(), &services::SyncRunner::noteChange);
}

void Workstation::watch(LockWatch &watch)
{
    m_watch = &watch;
    connect(&watch, &LockWatch::lockWanted, this, &Workstation::lock);
    connect(&watch, &LockWatch::woke, this, &Workstation::checkLease);
    connect(this, &Workstation::atRest, &watch, &LockWatch::allowSleep);
}

// The licence to work offline may end while the computer is unlocked, or asleep.
void Workstation::checkLease()
{
    if (m_session && m_session->isLeaseOver())
        lock(u"lease"_s);
    // Customers left longer ago than the bank allows their traces to stay; locking changes the key.
    else if (m_session && m_session->isNewKeyOverdue())
        lock(u"purge"_s);
}

// What shows anything of a customer goes from the screen first; dialogs, menus and drags are told to end.
void Workstation::hideAll()
{
    QDrag::cancel();
    while (auto *popup = QApplication::activePopupWidget()) {
        if (!popup->close())
            popup->hide();
    }
    const auto widgets = QApplication::topLevelWidgets();
    for (auto *widget : widgets) {
        if (widget == m_lockWindow.get() || !widget->isVisible())
            continue;
        if (auto *dialog = qobject_cast<QDialog *>(widget))
            dialog->reject();
        widget->hide();
    }
}

void Workstation::lock(const QString &why)
{
    if (!m_session) {
        if (m_opening)
            m_lockedMeanwhile = why;
        reportRest();
        return;
    }
    m_lockReason = why;
    hideAll();
    if (why != "exit"_L1)
        m_lockWindow->show();
    // A value that was copied from here does not stay behind.
    if (auto *clipboard = QGuiApplication::clipboard(); clipboard && clipboard->ownsClipboard())
        clipboard->clear();
    if (m_window) {
        m_window->keepDrafts();
        m_window->shut();
    }
    m_runner.reset();
    ui::Discretion::instance().turnOff();
    ui::SecretClip::instance().clear();
    if (m_line)
        m_line->cancel(); // a decision on its way does not keep the store open
    services::writeClearFacts(m_vault, m_desk->syncStatus());
    m_desk->close();
    m_leaseTimer.stop();
    close(std::move(m_session), why);
    m_session.reset();
    m_graves.emplace_back(std::move(m_desk), std::move(m_window));
    bury();
    if (why != "exit"_L1)
        fillFacts();
    Q_EMIT locked(why);
}

// What ends a session needs disk and keyring, and after a purge a new key: on a worker, and with the session go the keys.
void Workstation::close(SharedSession session, const QString &why)
{
    m_closing = QtConcurrent::run(&m_waiting,
                                  [session = std::move(session), why, order = std::exchange(m_order, {}), dir = m_vault, clock = m_options.clock]() mutable {
                                      // A signed order destroys the vault; anything else that came with a refusal only locks.
                                      if (!order.isEmpty() && services::obeyWipe(*session, order)) {
                                          session.reset();
                                          (void)services::finishWipe(dir, clock);
                                          return;
                                      }
                                      if (const auto wanted = session->wantsNewKey(); wanted && *wanted)
                                          (void)session->rotateKey();
                                      (void)session->noteLock(why); // locking never waits for a disk that is full
                                      session.reset();
                                  });
    m_closed.setFuture(m_closing);
}

void Workstation::reportRest()
{
    if (!m_session && !m_opening && m_closing.isFinished() && m_graves.empty())
        Q_EMIT atRest();
}

void Workstation::saveDrafts()
{
    if (!m_window || !m_desk)
        return;
    m_window->keepDrafts();
    m_desk->finishWrites();
}

void Workstation::bury()
{
    // A dialog or a menu that was running has not returned yet: its code still stands in the window.
    if (QThread::currentThread()->loopLevel() > 1) {
        QTimer::singleShot(20, this, &Workstation::bury);
        return;
    }
    for (auto &[desk, window] : m_graves)
        window.reset();
    m_graves.clear();
    reportRest();
}

} // namespace zhike::desktop
