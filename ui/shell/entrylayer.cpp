// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/entrylayer.h"

#include "models/labels.h"
#include "theme/theme.h"
#include "widgets/answer.h"
#include "widgets/controls.h"
#include "widgets/panel.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QPushButton>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr int kKeepAfterMs = 800; // a pause in typing

} // namespace

EntryLayer::EntryLayer(services::Desk &desk, const QString &form, const QString &title, QWidget *host)
    : Layer(host)
    , m_desk(desk)
    , m_formName(form)
    , m_keep(new QTimer(this))
{
    m_keep->setSingleShot(true);
    m_keep->setInterval(kKeepAfterMs);
    connect(m_keep, &QTimer::timeout, this, &EntryLayer::keepDraft);
    const Theme &theme = Theme::of(this);
    auto *column = new QVBoxLayout(panel());
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme.px(14), theme.px(6), theme.px(8), theme.px(6));
    head->addWidget(makeLabel(title, TextStyle::BodyBold));
    head->addStretch(1);
    auto *close = new IconButton(u"close"_s, tr("Close"), QKeySequence(Qt::Key_Escape));
    connect(close, &QToolButton::clicked, this, &Layer::closeLayer);
    head->addWidget(close);
    column->addLayout(head);
    column->addWidget(makeLine(Qt::Horizontal));

    m_form = new QVBoxLayout;
    m_form->setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10));
    m_form->setSpacing(theme.px(4));
    column->addLayout(m_form, 1);

    m_problem = makeLabel({}, TextStyle::Small, Color::Crit);
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(theme.px(14), 0, theme.px(14), theme.px(8));
    m_problem->hide();
    column->addWidget(m_problem);
    column->addWidget(makeLine(Qt::Horizontal));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10));
    foot->setSpacing(theme.px(8));
    m_save = new QPushButton(tr("Save"));
    m_save->setToolTip(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText));
    setButtonKind(m_save, "primary");
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
    foot->addWidget(m_save);
    foot->addWidget(makeLabel(tr("Ctrl+Enter"), TextStyle::Small, Color::T3));
    foot->addStretch(1);
    foot->addWidget(new IconLabel(u"cloudup"_s, Color::T2, 14));
    foot->addWidget(makeLabel(tr("Saved here first, uploaded after"), TextStyle::Small, Color::T2));
    column->addLayout(foot);
    close->setFocusPolicy(Qt::TabFocus);
}

void EntryLayer::touched()
{
    m_keep->start();
}

void EntryLayer::keepDraft()
{
    m_keep->stop();
    const auto typed = draft();
    const auto text = typed.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(typed).toJson(QJsonDocument::Compact));
    if (text == m_kept)
        return;
    m_kept = text;
    (void)m_desk.keep(
        [form = m_formName, customer = CustomerId(typed[u"customer"_s].toString()), text](services::Commands &c) { return c.saveDraft(form, customer, text); });
}

void EntryLayer::takeUpDraft()
{
    whenAnswered(m_desk.read([form = m_formName](services::Queries &q) { return q.draft(form); }), m_desk, this, [this](const Result<QString> &kept) {
        if (!kept || kept->isEmpty() || !draft().isEmpty())
            return;
        m_kept = *kept;
        setDraft(QJsonDocument::fromJson(kept->toUtf8()).object());
    });
}

void EntryLayer::addField(const QString &field, const QString &label, QWidget *input)
{
    const Theme &theme = Theme::of(this);
    QLabel *name = makeLabel(label, TextStyle::Small, Color::T2);
    name->setBuddy(input);
    if (input->accessibleName().isEmpty())
        input->setAccessibleName(label);
    QLabel *error = makeLabel({}, TextStyle::Small, Color::Crit);
    error->setWordWrap(true);
    error->hide();
    m_form->addWidget(name);
    m_form->addWidget(input);
    m_form->addWidget(error);
    m_form->addSpacing(theme.px(4));
    m_fields.append({field, input, error});
}

void EntryLayer::addWide(QWidget *widget)
{
    m_form->addWidget(widget);
}

QString EntryLayer::errorFor(const QString &field) const
{
    for (const Field &f : m_fields) {
        if (f.name == field)
            return f.error->isHidden() ? QString() : f.error->text();
    }
    return {};
}

void EntryLayer::clearErrors()
{
    for (const Field &f : std::as_const(m_fields)) {
        f.error->hide();
        if (f.input->property("invalid").toBool()) {
            f.input->setProperty("invalid", false);
            repolish(f.input);
        }
    }
    m_problem->hide();
    resizeToContents();
}

void EntryLayer::showError(const QString &field, const QString &text)
{
    for (const Field &f : std::as_const(m_fields)) {
        if (f.name != field)
            continue;
        const bool first = std::none_of(m_fields.cbegin(), m_fields.cend(), [](const Field &other) { return !other.error->isHidden(); });
        f.error->setText(text);
        f.error->show();
        f.input->setProperty("invalid", true);
        repolish(f.input);
        if (first)
            f.input->setFocus(Qt::OtherFocusReason);
        resizeToContents();
        return;
    }
    m_problem->setText(text);
    m_problem->show();
    resizeToContents();
}

void EntryLayer::showFailure(const Error &error)
{
    showError(error.field, Labels::error(error));
}

void EntryLayer::setSaving(bool saving)
{
    m_save->setEnabled(!saving);
}

QRect EntryLayer::panelGeometry() const
{
    const Theme &theme = Theme::of(this);
    const int w = std::min(theme.px(500), width() - theme.px(32));
    const int h = panel()->layout()->hasHeightForWidth() ? panel()->layout()->totalHeightForWidth(w) : panel()->layout()->totalSizeHint().height();
    return {width() - w - theme.px(56), theme.px(48), w, std::min(h, height() - theme.px(64))};
}

void EntryLayer::resizeToContents()
{
    panel()->layout()->invalidate();
    panel()->layout()->activate();
    QTimer::singleShot(0, this, [this] { place(); });
}

void EntryLayer::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers() == Qt::ControlModifier)
        m_save->click();
    else
        Layer::keyPressEvent(event);
}

} // namespace zhike::ui
