// SPDX-License-Identifier: GPL-3.0-or-later
#include "unlock/passphraseedit.h"

#include "theme/theme.h"
#include "widgets/controls.h"

#include <QAccessible>
#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

QWidget *noteRow(const QString &icon, Color tone, QLabel *text)
{
    const Theme &theme = Theme::of(text);
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(6));
    row->addWidget(new IconLabel(icon, tone, 14), 0, Qt::AlignTop);
    row->addWidget(text, 1);
    box->hide();
    return box;
}

} // namespace

PassphraseEdit::PassphraseEdit(const QString &label, const QString &icon, bool secret, QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    QLabel *name = makeLabel(label, TextStyle::Small, Color::T2);
    m_edit = new QLineEdit;
    m_edit->setAccessibleName(label);
    m_edit->setProperty("scale", u"large"_s);
    m_edit->addAction(theme.icon(icon), QLineEdit::LeadingPosition);
    name->setBuddy(m_edit);
    column->addWidget(name);
    column->addWidget(m_edit);
    if (secret) {
        m_edit->setEchoMode(QLineEdit::Password);
        m_edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhSensitiveData);
        m_eye = m_edit->addAction(theme.icon(u"eyeoff"_s), QLineEdit::TrailingPosition);
        m_eye->setToolTip(tr("Show what is typed"));
        connect(m_eye, &QAction::triggered, this, [this] { setVisibleText(m_edit->echoMode() == QLineEdit::Password); });
        m_edit->installEventFilter(this);
    }
    QLabel *caps = makeLabel(tr("Caps Lock seems to be on: the passphrase tells capitals apart"), TextStyle::Small, Color::Warn);
    caps->setWordWrap(true);
    m_capsHint = noteRow(u"keyboard"_s, Color::Warn, caps);
    m_error = makeLabel({}, TextStyle::Small, Color::Crit);
    m_error->setWordWrap(true);
    m_errorRow = noteRow(u"stop"_s, Color::Crit, m_error);
    m_hint = makeLabel({}, TextStyle::Small, Color::T3);
    m_hint->setWordWrap(true);
    m_hint->hide();
    column->addWidget(m_capsHint);
    column->addWidget(m_errorRow);
    column->addWidget(m_hint);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::returnPressed, this, &PassphraseEdit::submitted);
}

QString PassphraseEdit::text() const
{
    return m_edit->text();
}

void PassphraseEdit::setError(const QString &text)
{
    m_error->setText(text);
    m_errorRow->setVisible(!text.isEmpty());
    m_edit->setProperty("invalid", !text.isEmpty());
    repolish(m_edit);
    if (text.isEmpty())
        return;
    QAccessibleEvent alert(m_error, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString PassphraseEdit::errorText() const
{
    return m_errorRow->isHidden() ? QString() : m_error->text();
}

void PassphraseEdit::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void PassphraseEdit::setVisibleText(bool visible)
{
    m_edit->setEchoMode(visible ? QLineEdit::Normal : QLineEdit::Password);
    m_eye->setIcon(Theme::of(this).icon(visible ? u"eye"_s : u"eyeoff"_s));
}

//! Qt does not tell the state of Caps Lock, but a letter whose case contradicts Shift does.
void PassphraseEdit::showCapsLock(bool on)
{
    m_capsHint->setVisible(on);
}

bool PassphraseEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const QString text = key->text();
        if (key->key() == Qt::Key_CapsLock) {
            showCapsLock(false); // whatever it was, the next letter tells
        } else if (text.size() == 1 && text.at(0).isLetter() && text.at(0).toLower() != text.at(0).toUpper()) {
            showCapsLock(text.at(0).isUpper() != bool(key->modifiers() & Qt::ShiftModifier));
        }
    } else if (watched == m_edit && event->type() == QEvent::FocusOut) {
        setVisibleText(false);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace zhike::ui
