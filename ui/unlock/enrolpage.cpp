// SPDX-License-Identifier: GPL-3.0-or-later
#include "unlock/enrolpage.h"

#include "models/labels.h"
#include "unlock/factbar.h"
#include "widgets/controls.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

EnrolPage::EnrolPage(QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    auto *facts = new FactBar;
    QVBoxLayout *column = makeSignInColumn(this, facts);
    column->setSpacing(theme.px(8));
    column->addWidget(makeLabel(tr("Sign in and enrol this computer"), TextStyle::Display));
    QLabel *once = makeLabel(tr("Only once. After that the passphrase opens the workstation every day, without network too."), TextStyle::Body, Color::T2);
    once->setWordWrap(true);
    column->addWidget(once);
    m_server = new PassphraseEdit(tr("Server"), u"shield"_s, false);
    m_server->edit()->setPlaceholderText(u"https://"_s);
    m_login = new PassphraseEdit(tr("Login"), u"user"_s, false);
    m_password = new PassphraseEdit(tr("Password"), u"lock"_s, true);
    m_passphrase = new PassphraseEdit(tr("New passphrase for this computer"), u"key"_s, true);
    m_passphrase->setHint(tr("At least %n characters; a sentence only you know is good. Nobody can reset it.", nullptr, MinPassphrase));
    m_again = new PassphraseEdit(tr("Passphrase again"), u"key"_s, true);
    for (PassphraseEdit *edit : {m_server, m_login, m_password, m_passphrase, m_again}) {
        column->addWidget(edit);
        connect(edit, &PassphraseEdit::submitted, this, &EnrolPage::submit);
    }
    m_problem = makeLabel({}, TextStyle::Small, Color::Crit);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    m_enrol = new QPushButton(tr("Sign in and continue"));
    m_enrol->setProperty("scale", u"large"_s);
    setButtonKind(m_enrol, "primary");
    column->addWidget(m_enrol);
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the first sync"));
    m_progressText = makeLabel({}, TextStyle::Small, Color::T2);
    column->addWidget(m_progress);
    column->addWidget(m_progressText);
    m_back = new QPushButton(tr("Back to unlocking"));
    setButtonKind(m_back, "link");
    column->addWidget(m_back, 0, Qt::AlignRight);
    facts->addFact(u"shield"_s, Color::Accent, tr("No open network"), tr("https only, or this computer"));
    facts->addFact(u"eye"_s, Color::Accent, tr("Only what is needed"), tr("Your own customers, nobody else's"));
    facts->addFact(u"link"_s, Color::Accent, tr("Changes are recorded"), tr("The centre audits every change"));
    connect(m_enrol, &QPushButton::clicked, this, &EnrolPage::submit);
    connect(m_back, &QPushButton::clicked, this, &EnrolPage::backRequested);
    setFocusProxy(m_server);
    setBusy(false);
    setCanGoBack(false);
}

void EnrolPage::setServer(const QString &server)
{
    m_server->edit()->setText(server);
    if (!server.isEmpty())
        setFocusProxy(m_login);
}

PassphraseEdit *EnrolPage::field(const QString &name) const
{
    if (name == u"server")
        return m_server;
    if (name == u"login")
        return m_login;
    if (name == u"password")
        return m_password;
    if (name == u"passphrase")
        return m_passphrase;
    return name == u"again" ? m_again : nullptr;
}

void EnrolPage::submit()
{
    if (!m_enrol->isEnabled())
        return;
    setError({});
    PassphraseEdit *first = nullptr;
    const auto check = [&](PassphraseEdit *edit, bool ok, const QString &text) {
        if (ok || !edit->errorText().isEmpty())
            return;
        edit->setError(text);
        if (!first)
            first = edit;
    };
    for (PassphraseEdit *edit : {m_server, m_login, m_password, m_passphrase, m_again})
        edit->setError({});
    const QUrl url(m_server->text().trimmed(), QUrl::StrictMode);
    const bool local = url.host() == u"localhost" || url.host() == u"127.0.0.1" || url.host() == u"::1";
    check(m_server, url.isValid() && !url.host().isEmpty() && (url.scheme() == u"https" || (url.scheme() == u"http" && local)),
          tr("An address that starts with https://"));
    check(m_login, !m_login->text().trimmed().isEmpty(), tr("Type your login."));
    check(m_password, !m_password->text().isEmpty(), tr("Type your password."));
    const auto length = int(m_passphrase->text().size());
    check(m_passphrase, length >= MinPassphrase, tr("At least %1 characters; %2 now.").arg(MinPassphrase).arg(length));
    check(m_passphrase, m_passphrase->text() != m_password->text(), tr("Not the same as the password."));
    check(m_again, m_again->text() == m_passphrase->text(), tr("The two are not the same."));
    if (first) {
        first->setFocus(Qt::OtherFocusReason);
        return;
    }
    Q_EMIT enrolRequested(url.toString(), m_login->text().trimmed(), m_password->text(), m_passphrase->text());
}

void EnrolPage::setBusy(bool busy)
{
    for (PassphraseEdit *edit : {m_server, m_login, m_password, m_passphrase, m_again})
        edit->setEnabled(!busy);
    m_enrol->setEnabled(!busy);
    m_progress->setVisible(busy);
    m_progressText->setVisible(busy);
    if (busy)
        setProgress(tr("Signing in"), 0, 0);
}

void EnrolPage::setProgress(const QString &text, int done, int total)
{
    m_progress->setRange(0, total);
    m_progress->setValue(done);
    m_progressText->setText(total > 0 ? tr("%1 · %2 of %3").arg(text).arg(done).arg(total) : text);
}

void EnrolPage::setError(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void EnrolPage::setFieldError(const QString &field, const QString &text)
{
    if (PassphraseEdit *edit = this->field(field)) {
        edit->setError(text);
        edit->setFocus(Qt::OtherFocusReason);
    } else {
        setError(text);
    }
}

void EnrolPage::showFailure(const Error &error)
{
    const QString text = Labels::error(error);
    if (!error.field.isEmpty())
        setFieldError(error.field, text);
    else if (error.code == ErrorCode::Unauthorized)
        setFieldError(u"password"_s, text);
    else if (error.code == ErrorCode::Offline || error.code == ErrorCode::Protocol)
        setFieldError(u"server"_s, text);
    else
        setError(text);
}

void EnrolPage::setCanGoBack(bool can)
{
    m_back->setVisible(can);
}

QString EnrolPage::errorText() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

} // namespace zhike::ui
