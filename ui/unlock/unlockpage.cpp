// SPDX-License-Identifier: GPL-3.0-or-later
#include "unlock/unlockpage.h"

#include "models/labels.h"
#include "unlock/factbar.h"
#include "widgets/controls.h"
#include "widgets/format.h"
#include "widgets/panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

UnlockPage::UnlockPage(QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    m_facts = new FactBar;
    QVBoxLayout *column = makeSignInColumn(this, m_facts);
    auto *who = new QHBoxLayout;
    who->setSpacing(theme.px(14));
    m_initial = makeLabel({}, TextStyle::Display, Color::Wealth);
    m_initial->setAlignment(Qt::AlignCenter);
    m_initial->setFixedSize(theme.px(52), theme.px(52));
    m_initial->setProperty("card", true);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    m_name = makeLabel({}, TextStyle::Display);
    m_place = makeLabel({}, TextStyle::Body, Color::T2);
    lines->addWidget(m_name);
    lines->addWidget(m_place);
    who->addWidget(m_initial);
    who->addLayout(lines, 1);
    auto *other = new QPushButton(tr("Other user"));
    setButtonKind(other, "link");
    who->addWidget(other);
    column->addLayout(who);
    m_age = new MessageBar;
    column->addWidget(m_age);
    m_why = new MessageBar;
    m_why->hide();
    column->addWidget(m_why);
    m_password = new PassphraseEdit(tr("Password"), u"lock"_s, true);
    m_password->hide();
    column->addWidget(m_password);
    m_passphrase = new PassphraseEdit(tr("Passphrase"), u"key"_s, true);
    column->addWidget(m_passphrase);
    m_countdown = new QTimer(this);
    m_countdown->setInterval(1000);
    connect(m_countdown, &QTimer::timeout, this, &UnlockPage::tick);
    m_unlock = new QPushButton(theme.icon(u"lock"_s, Color::On), tr("Unlock"));
    m_unlock->setProperty("scale", u"large"_s);
    setButtonKind(m_unlock, "primary");
    column->addWidget(m_unlock);
    m_progress = new QProgressBar;
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Unlocking"));
    m_progressText = makeLabel({}, TextStyle::Small, Color::T2);
    column->addWidget(m_progress);
    column->addWidget(m_progressText);
    m_tries = makeLabel({}, TextStyle::Small, Color::T2);
    m_tries->setWordWrap(true);
    column->addWidget(m_tries);
    auto *forgot = new QPushButton(tr("Passphrase lost"));
    setButtonKind(forgot, "link");
    column->addWidget(forgot, 0, Qt::AlignRight);
    column->addWidget(makeLine(Qt::Horizontal));
    m_pending = makeLabel({}, TextStyle::Small, Color::T2);
    m_pending->setWordWrap(true);
    column->addWidget(m_pending);
    connect(other, &QPushButton::clicked, this, &UnlockPage::enrolWanted);
    connect(forgot, &QPushButton::clicked, this, &UnlockPage::enrolWanted);
    connect(m_unlock, &QPushButton::clicked, this, &UnlockPage::submit);
    connect(m_passphrase, &PassphraseEdit::submitted, this, &UnlockPage::submit);
    connect(m_password, &PassphraseEdit::submitted, m_passphrase, qOverload<>(&QWidget::setFocus));
    setFocusProxy(m_passphrase);
    setBusy(false);
}

void UnlockPage::setFacts(const UnlockFacts &facts)
{
    m_known = facts;
    m_initial->setText(facts.user.left(1));
    m_name->setText(facts.user);
    QStringList place;
    for (const QString &part :
         {facts.role.isEmpty() ? QString() : Labels::role(facts.role), facts.branch, facts.login.isEmpty() ? QString() : tr("login %1").arg(facts.login)}) {
        if (!part.isEmpty())
            place << part;
    }
    m_place->setText(place.join(u" · "_s));
    const QDate today = facts.now.date();
    if (facts.dataAsOf.isValid()) {
        const bool old = facts.dataAsOf.secsTo(facts.now) > 36 * 3600;
        QStringList text {tr("Data on this computer as of %1.").arg(format::dayTime(facts.dataAsOf, today))};
        if (facts.lastSync.isValid())
            text << tr("Last sync %1. Work offline if need be; the rest follows when connected.").arg(format::dayTime(facts.lastSync, today));
        if (facts.leaseUntil.isValid()) {
            const auto hours = int(facts.now.secsTo(facts.leaseUntil) / 3600);
            text << (hours >= 48     ? tr("Offline licence: %1 d %2 h left.").arg(hours / 24).arg(hours % 24)
                         : hours > 0 ? tr("Offline licence: %n hours left.", nullptr, hours)
                                     : tr("The offline licence is over: connect to unlock."));
        }
        m_age->showMessage(old ? MessageKind::Warning : MessageKind::Info, text.join(u'\n'), {}, false);
    }
    showTries(facts.triesLeft);
    setWait(facts.waitSeconds);
    if (!facts.needsSignIn) {
        m_password->hide();
        m_why->hide();
        m_unlock->setText(tr("Unlock"));
    } else if (!asksPassword()) {
        askSignIn(tr("Sign in online with your password to open this vault again. Nothing unsent is lost."));
    }
    if (!facts.needsSignIn && !facts.notice.isEmpty())
        m_why->showMessage(facts.isNoticeCritical ? MessageKind::Critical : MessageKind::Info, facts.notice, {}, false);
    if (!facts.keyringTrouble.isEmpty())
        m_why->showMessage(MessageKind::Warning, facts.keyringTrouble, {}, false);
    m_pending->setText(facts.pending > 0 ? tr("%n changes on this computer are not uploaded yet. They are stored encrypted and continue after unlocking.",
                                              nullptr, facts.pending)
                                         : QString());
    m_pending->setVisible(facts.pending > 0);
    m_facts->clearFacts();
    m_facts->addFact(u"db"_s, Color::Ok, tr("Local store encrypted"), u"SQLCipher"_s);
    if (facts.online)
        m_facts->addFact(u"cloudok"_s, Color::Ok, tr("Online"), tr("The server answers"));
    else
        m_facts->addFact(u"offline"_s, Color::Warn, tr("Offline"), tr("The server is not reached"));
    if (facts.deviceBound)
        m_facts->addFact(u"laptop"_s, Color::Ok, tr("Device bound"), facts.deviceName);
    else
        m_facts->addFact(u"laptop"_s, Color::Warn, tr("Device not bound"), tr("No key in the system keyring"));
}

void UnlockPage::showTries(int left)
{
    m_tries->setText(left > 0 ? tr("%n tries left. Ten wrong ones in a row ask for an online sign-in; nothing unsent is lost.", nullptr, left) : QString());
    m_tries->setVisible(left > 0);
}

void UnlockPage::askSignIn(const QString &why)
{
    m_why->showMessage(MessageKind::Warning, why, {}, false);
    m_password->show();
    m_tries->hide();
    m_unlock->setText(tr("Sign in and unlock"));
    m_password->setFocus(Qt::OtherFocusReason);
}

void UnlockPage::setPasswordError(const QString &text)
{
    m_password->setError(text);
    m_password->setFocus(Qt::OtherFocusReason);
    m_password->edit()->selectAll();
}

bool UnlockPage::asksPassword() const
{
    return !m_password->isHidden();
}

void UnlockPage::setWait(int seconds)
{
    m_waitSeconds = seconds + 1;
    m_countdown->start();
    tick();
}

void UnlockPage::tick()
{
    if (--m_waitSeconds <= 0) {
        m_countdown->stop();
        m_waitSeconds = 0;
    }
    const bool closed = m_busy || m_waitSeconds > 0;
    m_passphrase->setEnabled(!closed);
    m_unlock->setEnabled(!closed);
    if (m_waitSeconds > 0)
        m_unlock->setText(m_waitSeconds < 60 ? tr("Wait %n seconds", nullptr, m_waitSeconds)
                                             : tr("Wait %1:%2").arg(m_waitSeconds / 60).arg(m_waitSeconds % 60, 2, 10, QLatin1Char('0')));
    else
        m_unlock->setText(asksPassword() ? tr("Sign in and unlock") : tr("Unlock"));
}

void UnlockPage::submit()
{
    if (!m_unlock->isEnabled())
        return;
    if (asksPassword() && m_password->text().isEmpty()) {
        m_password->setError(tr("Type your password."));
        m_password->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_password->setError({});
    if (m_passphrase->text().isEmpty()) {
        setError(tr("Type the passphrase."));
        return;
    }
    setError({});
    if (asksPassword())
        Q_EMIT signInRequested(m_password->text(), m_passphrase->text());
    else
        Q_EMIT unlockRequested(m_passphrase->text());
}

void UnlockPage::setBusy(bool busy)
{
    m_busy = busy;
    m_password->setEnabled(!busy);
    m_passphrase->setEnabled(!busy && m_waitSeconds == 0);
    m_unlock->setEnabled(!busy && m_waitSeconds == 0);
    m_progress->setVisible(busy);
    m_progressText->setVisible(busy);
    if (busy && m_progressText->text().isEmpty())
        m_progressText->setText(tr("Deriving the key; this takes about a second on purpose"));
}

void UnlockPage::setProgress(const QString &text)
{
    m_progressText->setText(text);
}

void UnlockPage::setError(const QString &text)
{
    m_passphrase->setError(text);
    if (!text.isEmpty()) {
        m_passphrase->setFocus(Qt::OtherFocusReason);
        m_passphrase->edit()->selectAll();
    }
}

QString UnlockPage::errorText() const
{
    return m_passphrase->errorText();
}

void UnlockPage::clear()
{
    m_passphrase->edit()->clear();
    m_password->edit()->clear();
    setError({});
}

void UnlockPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_passphrase->setFocus(Qt::OtherFocusReason);
}

} // namespace zhike::ui
