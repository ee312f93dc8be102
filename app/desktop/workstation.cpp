// SPDX-License-Identifier: GPL-3.0-or-later
#include "workstation.h"

#include "pages.h"

#include "services/usertext.h"
#include "unlock/enrolpage.h"
#include "unlock/unlockpage.h"
#include "widgets/discretion.h"
#include "widgets/secretclip.h"

#include <QFutureWatcher>
#include <QStackedWidget>
#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>

namespace zhike::desktop {

using namespace Qt::Literals::StringLiterals;
using SharedSession = std::shared_ptr<services::Session>;

Workstation::Workstation(const Options &options, ui::Theme &theme, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_vault(options.vault.isEmpty() ? services::defaultVaultDirectory() : options.vault)
    , m_theme(theme)
    , m_lockWindow(std::make_unique<QStackedWidget>())
    , m_unlockPage(new ui::UnlockPage)
    , m_enrolPage(new ui::EnrolPage)
{
    m_lockWindow->addWidget(m_unlockPage);
    m_lockWindow->addWidget(m_enrolPage);
    m_lockWindow->setWindowTitle(tr("Zhike · RM Workstation"));
    m_lockWindow->resize(640, 720);
    connect(m_unlockPage, &ui::UnlockPage::unlockRequested, this, &Workstation::unlock);
    connect(m_unlockPage, &ui::UnlockPage::enrolWanted, this, [this] {
        m_enrolPage->setCanGoBack(true);
        m_lockWindow->setCurrentWidget(m_enrolPage);
    });
    connect(m_enrolPage, &ui::EnrolPage::backRequested, this, [this] { m_lockWindow->setCurrentWidget(m_unlockPage); });
    connect(m_enrolPage, &ui::EnrolPage::enrolRequested, this, &Workstation::enrol);
    m_enrolPage->setServer(options.server);
    m_enrolPage->setCanGoBack(false);
}

Workstation::~Workstation()
{
    lock();
    QThreadPool::globalInstance()->waitForDone();
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
    m_unlockPage->setFacts(facts);
    m_lockWindow->setCurrentWidget(m_unlockPage);
}

void Workstation::showLockScreen()
{
    fillFacts();
    m_lockWindow->show();
}

void Workstation::unlock(const QString &passphrase)
{
    m_unlockPage->setError({});
    m_unlockPage->setBusy(true);
    QtConcurrent::run([dir = m_vault, passphrase, clock = m_options.clock]() -> Result<SharedSession> {
        auto session = services::Session::unlock(dir, passphrase, clock);
        if (!session)
            return session.error();
        return SharedSession(std::move(*session));
    }).then(this, [this](Result<SharedSession> session) {
        m_unlockPage->setBusy(false);
        if (!session) {
            m_unlockPage->setError(services::UserText::of(session.error()));
            Q_EMIT failed(session.error());
            return;
        }
        m_unlockPage->clear();
        accept(*session);
    });
}

void Workstation::enrol(const QString &server, const QString &login, const QString &password, const QString &passphrase)
{
    m_enrolPage->setError({});
    m_enrolPage->setBusy(true);
    services::Enrolment enrolment {QUrl(server), login, password, passphrase, {}};
    // Another person, or a passphrase that is lost: the former vault stays as it is, with whatever it has not sent; the new one stands beside it.
    auto dir = m_vault;
    for (int n = 2; security::Vault::exists(dir); ++n)
        dir = m_vault + u'-' + QString::number(n);
    const QPointer<ui::EnrolPage> page(m_enrolPage);
    QtConcurrent::run([dir, enrolment, clock = m_options.clock, page]() -> Result<SharedSession> {
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
    }).then(this, [this](Result<SharedSession> session) {
        m_enrolPage->setBusy(false);
        if (!session) {
            m_enrolPage->showFailure(session.error());
            Q_EMIT failed(session.error());
            return;
        }
        m_vault = (*session)->vault().directory();
        accept(*session);
    });
}

void Workstation::accept(std::shared_ptr<services::Session> session)
{
    m_session = std::move(session);
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
    m_window = std::make_unique<ui::MainWindow>(*m_desk, m_theme);
    addPages(*m_window, *m_desk, m_theme);
    m_window->resize(m_options.size);
    connect(
        m_window.get(), &ui::MainWindow::lockRequested, this,
        [this] {
            lock();
            showLockScreen();
        },
        Qt::QueuedConnection);
    m_desk->read([](services::Queries &queries) { return queries.status(); }).then(m_desk.get(), [desk = m_desk.get()](Result<services::SyncStatus> status) {
        if (status)
            desk->publish(*status);
    });
    m_window->open(ui::Screen::Today);
    Q_EMIT unlocked();
}

void Workstation::startSync()
{
    m_runner = std::make_unique<services::SyncRunner>(*m_session);
    connect(m_runner.get(), &services::SyncRunner::statusChanged, m_desk.get(), &services::Desk::publish);
    connect(m_runner.get(), &services::SyncRunner::dataChanged, m_desk.get(), &services::Desk::changed);
    connect(m_desk.get(), &services::Desk::syncRequested, m_runner.get(), &services::SyncRunner::requestRound);
    // What a person did goes out soon; what sync itself brought does not start another round.
    connect(m_desk.get(), &services::Desk::written, m_runner.get(), &services::SyncRunner::noteChange);
}

void Workstation::lock()
{
    if (m_window)
        m_window->hide();
    m_runner.reset();
    m_window.reset();
    ui::Discretion::instance().turnOff();
    ui::SecretClip::instance().clear();
    if (m_desk)
        services::writeClearFacts(m_vault, m_desk->syncStatus());
    m_desk.reset();
    if (m_session)
        (void)m_session->noteLock(u"menu"_s); // locking never waits for a disk that is full
    m_session.reset();
}

} // namespace zhike::desktop
