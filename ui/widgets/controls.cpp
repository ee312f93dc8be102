// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls.h"

#include "widgets/elidedlabel.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

IconButton::IconButton(const QString &icon, const QString &name, const QKeySequence &shortcutHint, QWidget *parent) : QToolButton(parent)
{
    const Theme &theme = Theme::of(this);
    setIcon(theme.icon(icon));
    setIconSize(QSize(theme.px(16), theme.px(16)));
    setAccessibleName(name);
    setToolTip(shortcutHint.isEmpty() ? name : u"%1  %2"_s.arg(name, shortcutHint.toString(QKeySequence::NativeText)));
    setFocusPolicy(Qt::TabFocus);
}

void IconButton::setFramed(bool framed)
{
    setProperty("framed", framed);
    repolish(this);
}

void IconButton::setSmall(bool small)
{
    setProperty("scale", small ? u"small"_s : QString());
    const int side = Theme::of(this).px(small ? 14 : 16);
    setIconSize(QSize(side, side));
    repolish(this);
}

void IconButton::setDot(bool dot)
{
    m_dot = dot;
    update();
}

void IconButton::setIconName(const QString &icon, Color role)
{
    setIcon(Theme::of(this).icon(icon, role));
}

void IconButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (!m_dot)
        return;
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Color::RedMoney));
    const qreal d = theme.px(6);
    painter.drawEllipse(QRectF(width() / 2.0 + theme.px(3), height() / 2.0 - theme.px(8), d, d));
}

Segmented::Segmented(const QStringList &labels, QWidget *parent) : QWidget(parent)
{
    m_layout = new QHBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_group = new QButtonGroup(this);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &Segmented::currentChanged);
    setLabels(labels);
}

void Segmented::setLabels(const QStringList &labels)
{
    const int before = std::max(0, current());
    while (m_group->buttons().size() > labels.size()) {
        QAbstractButton *button = m_group->buttons().constLast();
        m_group->removeButton(button);
        delete button;
    }
    for (int i = 0; i < labels.size(); ++i) {
        auto *button = static_cast<QPushButton *>(m_group->button(i));
        if (!button) {
            button = new QPushButton(this);
            button->setCheckable(true);
            button->setProperty("segment", true);
            m_group->addButton(button, i);
            m_layout->addWidget(button);
        }
        button->setText(labels[i]);
        button->setProperty("edge", labels.size() == 1 ? u"only"_s : i == 0 ? u"first"_s : i == labels.size() - 1 ? u"last"_s : u"mid"_s);
        button->setProperty("scale", m_small ? u"small"_s : QString());
        // The bold text of the chosen one must fit too, or the row would jump.
        QFont bold = Theme::of(this).font(TextStyle::SmallBold);
        button->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(labels[i]) + 2 * Theme::of(this).px(9));
        repolish(button);
    }
    setCurrent(std::min(before, int(labels.size()) - 1));
}

int Segmented::current() const
{
    return m_group->checkedId();
}

void Segmented::setCurrent(int index)
{
    if (QAbstractButton *button = m_group->button(index))
        button->setChecked(true);
}

void Segmented::setSmall(bool small)
{
    m_small = small;
    for (QAbstractButton *button : m_group->buttons()) {
        button->setProperty("scale", small ? u"small"_s : QString());
        repolish(button);
    }
}

void Segmented::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int next = current() + step;
    if (step == 0 || !m_group->button(next)) {
        QWidget::keyPressEvent(event);
        return;
    }
    setCurrent(next);
    m_group->button(next)->setFocus(Qt::TabFocusReason);
    Q_EMIT currentChanged(next);
}

KeyFigure::KeyFigure(const QString &label, QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(theme.px(14), theme.px(8), theme.px(10), theme.px(8));
    m_row->setSpacing(theme.px(8));
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    m_label = new ElidedLabel(label);
    setTextStyle(m_label, TextStyle::Micro, Color::T2);
    auto *line = new QHBoxLayout;
    line->setSpacing(theme.px(4));
    m_figure = makeLabel({}, TextStyle::Figure);
    m_unit = makeLabel({}, TextStyle::Small, Color::T2);
    line->addWidget(m_figure, 0, Qt::AlignBaseline);
    line->addWidget(m_unit, 0, Qt::AlignBaseline);
    line->addStretch(1);
    m_note = new ElidedLabel(QString());
    setTextStyle(m_note, TextStyle::Micro, Color::T2);
    column->addStretch(1);
    column->addWidget(m_label);
    column->addLayout(line);
    column->addWidget(m_note);
    column->addStretch(1);
    m_row->addLayout(column, 1);
    m_unit->hide();
    m_note->hide();
}

void KeyFigure::setLabel(const QString &label)
{
    m_label->setText(label);
}

void KeyFigure::setFigure(const QString &figure, const QString &unit, Color tone)
{
    m_figure->setText(figure);
    setTone(m_figure, tone);
    m_unit->setText(unit);
    m_unit->setVisible(!unit.isEmpty());
}

void KeyFigure::setNote(const QString &note, Color tone)
{
    m_note->setText(note);
    setTone(m_note, tone);
    m_note->setVisible(!note.isEmpty());
}

void KeyFigure::setAside(QWidget *widget)
{
    m_row->addWidget(widget, 0, Qt::AlignVCenter);
}

EmptyState::EmptyState(const QString &icon, const QString &title, const QString &text, QWidget *parent) : QWidget(parent)
{
    const Theme &theme = Theme::of(this);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(theme.px(4));
    column->addStretch(1);
    column->addWidget(new IconLabel(icon, Color::T3, 30), 0, Qt::AlignHCenter);
    m_title = makeLabel(title, TextStyle::BodyBold);
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWordWrap(true);
    m_text = makeLabel(text, TextStyle::Small, Color::T2);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setWordWrap(true);
    m_text->setVisible(!text.isEmpty());
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addStretch(1);
}

void EmptyState::setText(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

QPushButton *EmptyState::addAction(const QString &text)
{
    auto *button = new QPushButton(text);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(column->count() - 1, button, 0, Qt::AlignHCenter);
    return button;
}

namespace {

struct MessageColors {
    Color text, tint, edge;
    const char *icon;
};

MessageColors messageColors(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Info: return {Color::Info, Color::InfoTint, Color::InfoEdge, "info"};
    case MessageKind::Ok: return {Color::Ok, Color::OkTint, Color::OkEdge, "check"};
    case MessageKind::Warning: return {Color::Warn, Color::WarnTint, Color::WarnEdge, "warn"};
    case MessageKind::Critical: return {Color::Crit, Color::CritTint, Color::CritEdge, "stop"};
    }
    return {Color::Info, Color::InfoTint, Color::InfoEdge, "info"};
}

} // namespace

MessageBar::MessageBar(QWidget *parent) : QFrame(parent)
{
    const Theme &theme = Theme::of(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(10), theme.px(6), theme.px(6), theme.px(6));
    row->setSpacing(theme.px(8));
    m_icon = new QLabel;
    m_text = makeLabel({}, TextStyle::Body);
    m_text->setWordWrap(true);
    m_action = new QPushButton;
    setButtonKind(m_action, "link");
    m_close = new IconButton(u"close"_s, tr("Dismiss"));
    m_close->setSmall(true);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void MessageBar::showMessage(MessageKind kind, const QString &text, const QString &action, bool closable)
{
    m_kind = kind;
    const Theme &theme = Theme::of(this);
    const MessageColors c = messageColors(kind);
    m_icon->setPixmap(theme.pixmap(QString::fromLatin1(c.icon), theme.color(c.text), theme.px(16), devicePixelRatioF()));
    m_text->setText(text);
    setTone(m_text, Color::T1);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setVisible(closable);
    setAccessibleName(text);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    const MessageColors c = messageColors(m_kind);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(c.edge));
    painter.setBrush(theme.color(c.tint));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4));
}

IconLabel::IconLabel(const QString &icon, Color role, int size, QWidget *parent) : QWidget(parent), m_icon(icon), m_role(role), m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(const QString &icon, Color role)
{
    m_icon = icon;
    m_role = role;
    update();
}

QSize IconLabel::sizeHint() const
{
    const int side = Theme::of(this).px(m_size);
    return {side, side};
}

void IconLabel::paintEvent(QPaintEvent *)
{
    if (m_icon.isEmpty())
        return;
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.drawPixmap(0, 0, theme.pixmap(m_icon, theme.color(m_role), theme.px(m_size), devicePixelRatioF()));
}

} // namespace zhike::ui
