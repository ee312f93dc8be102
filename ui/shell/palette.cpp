// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/palette.h"

#include "models/labels.h"
#include "services/textcheck.h"
#include "shell/topbar.h"
#include "theme/theme.h"
#include "widgets/answer.h"
#include "widgets/badge.h"
#include "widgets/controls.h"
#include "widgets/panel.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::of(option.widget);
        const auto kind = PaletteModel::Kind(index.data(PaletteModel::KindRole).toInt());
        const QRect box = option.rect;
        painter->save();
        if (kind == PaletteModel::Heading) {
            painter->setFont(theme.font(TextStyle::Micro));
            painter->setPen(theme.color(Color::T2));
            painter->drawText(box.adjusted(theme.px(14), 0, -theme.px(14), 0), Qt::AlignVCenter, index.data().toString());
            painter->restore();
            return;
        }
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(box, theme.color(Color::Sel));
            painter->fillRect(QRect(box.left(), box.top(), theme.px(3), box.height()), theme.color(Color::Accent));
        }
        const int side = theme.px(16);
        const bool company = index.data(PaletteModel::CompanyRole).toBool();
        const bool customer = kind == PaletteModel::Customer;
        const BadgeKind badge = tierBadge(Tier(index.data(PaletteModel::TierRole).toInt()), company ? CustomerKind::Company : CustomerKind::Person);
        painter->drawPixmap(box.left() + theme.px(16), box.top() + (box.height() - side) / 2,
                            theme.pixmap(index.data(PaletteModel::IconRole).toString(), theme.color(customer ? badgeText(badge) : Color::T2), side,
                                         painter->device()->devicePixelRatioF()));
        QRect text = box.adjusted(theme.px(40), 0, -theme.px(14), 0);
        const QString keys = index.data(PaletteModel::KeysRole).toString();
        if (!keys.isEmpty()) {
            painter->setFont(theme.font(TextStyle::Small));
            painter->setPen(theme.color(Color::T2));
            painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, keys);
            text.setRight(text.right() - painter->fontMetrics().horizontalAdvance(keys) - theme.px(12));
        }
        painter->setFont(theme.font(customer ? TextStyle::BodyBold : TextStyle::Body));
        painter->setPen(theme.color(Color::T1));
        const QString name = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width());
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, name);
        text.setLeft(text.left() + painter->fontMetrics().horizontalAdvance(name) + theme.px(10));
        painter->setFont(theme.font(TextStyle::Small));
        painter->setPen(theme.color(Color::T2));
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data(PaletteModel::NoteRole).toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::of(option.widget);
        return {0, theme.px(index.data(PaletteModel::KindRole).toInt() == PaletteModel::Heading ? 28 : 36)};
    }
};

} // namespace

void PaletteModel::setRows(QList<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &r = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return r.text;
    case Qt::AccessibleTextRole: return r.note.isEmpty() ? r.text : tr("%1, %2").arg(r.text, r.note);
    case KindRole: return int(r.kind);
    case IconRole: return r.icon;
    case NoteRole: return r.note;
    case KeysRole: return r.keys;
    case TierRole: return int(r.tier);
    case CompanyRole: return r.customerKind == CustomerKind::Company;
    default: return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return m_rows.at(index.row()).kind == Heading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

Palette::Palette(services::Desk &desk, QWidget *host) : Layer(host), m_desk(desk)
{
    const Theme &theme = Theme::of(this);
    auto *column = new QVBoxLayout(panel());
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10));
    head->setSpacing(theme.px(12));
    head->addWidget(new IconLabel(u"search"_s, Color::Accent, 16));
    m_input = new QLineEdit;
    m_input->setProperty("bare", true);
    m_input->setAccessibleName(tr("Search customers and commands"));
    m_input->setPlaceholderText(tr("Name, pinyin initials, number or phone tail; > for commands"));
    m_input->installEventFilter(this);
    head->addWidget(m_input, 1);
    column->addLayout(head);
    column->addWidget(makeLine(Qt::Horizontal));
    m_model = new PaletteModel(this);
    m_view = new QListView;
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Results"));
    column->addWidget(m_view, 1);
    column->addWidget(makeLine(Qt::Horizontal));
    m_foot = makeLabel(tr("↑↓ move · Enter open · Esc close"), TextStyle::Small, Color::T3);
    m_foot->setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6));
    column->addWidget(m_foot);
    connect(m_input, &QLineEdit::textChanged, this, &Palette::search);
    connect(m_view, &QListView::clicked, this, &Palette::activate);
}

void Palette::setCommands(const QList<QAction *> &commands)
{
    m_commands = commands;
}

void Palette::setCustomerActions(const QList<QAction *> &actions)
{
    m_customerActions = actions;
}

void Palette::open(const QString &text)
{
    m_input->setText(text);
    openLayer();
    m_input->setFocus(Qt::ShortcutFocusReason);
    search(m_input->text());
}

QRect Palette::panelGeometry() const
{
    const Theme &theme = Theme::of(this);
    const int w = std::min(theme.px(600), width() - theme.px(32));
    return {std::min(theme.px(252), (width() - w) / 2), theme.px(58), w, std::min(theme.px(484), height() - theme.px(90))};
}

void Palette::search(const QString &text)
{
    const quint64 request = ++m_request;
    if (text.trimmed().isEmpty() || text.startsWith(u'>') || m_only) {
        fill(text, {}, {});
        return;
    }
    whenAnswered(m_desk.read([text](services::Queries &q) { return q.search(text, 8); }), m_desk, this,
                 [this, request, text](const Result<QList<services::SearchHit>> &hits) {
                     if (request != m_request)
                         return;
                     if (const auto kind = services::numberSearched(text); hits && !kind.isEmpty())
                         noteAndFill(text, kind, hits.value());
                     else if (hits)
                         fill(text, hits.value(), {});
                     else
                         fill(text, {}, Labels::error(hits.error()));
                 });
}

//! A number in full is on record before anybody is shown.
void Palette::noteAndFill(const QString &text, const QString &kind, const QList<services::SearchHit> &hits)
{
    const quint64 request = m_request;
    const int count = int(hits.size());
    whenAnswered(m_desk.record([kind, text, count](services::Commands &c) { return c.noteSearch(kind, text, count); }), m_desk, this,
                 [this, request, text, hits](const Done &noted) {
                     if (request == m_request)
                         fill(text, noted ? hits : QList<services::SearchHit>(), noted ? QString() : Labels::error(noted.error()));
                 });
}

void Palette::fill(const QString &text, const QList<services::SearchHit> &hits, const QString &problem)
{
    QList<PaletteModel::Row> rows;
    const auto heading = [&](const QString &title) {
        PaletteModel::Row row;
        row.text = title;
        rows << row;
    };
    if (!problem.isEmpty())
        heading(problem);
    if (!hits.isEmpty())
        heading(tr("Customers"));
    for (const services::SearchHit &hit : hits) {
        PaletteModel::Row row;
        row.kind = PaletteModel::Customer;
        row.icon = hit.kind == CustomerKind::Company ? u"building"_s : u"user"_s;
        row.text = hit.name;
        const QString tier = Labels::tierOf(hit.kind, hit.tier);
        row.note = hit.maskedPhone.isEmpty() ? tr("%1 · %2").arg(tier, hit.number) : tr("%1 · %2 · %3").arg(tier, hit.number, hit.maskedPhone);
        row.customer = hit.id;
        row.customerKind = hit.kind;
        row.tier = hit.tier;
        if (rows.size() == 1)
            row.keys = tr("Enter to open");
        rows << row;
    }
    const auto addCommand = [&](QAction *action, PaletteModel::Kind kind) {
        PaletteModel::Row row;
        row.kind = kind;
        row.icon = action->property("iconName").toString();
        row.text = commandText(*action);
        row.keys = action->shortcut().toString(QKeySequence::NativeText);
        row.action = action;
        if (kind == PaletteModel::CustomerAction) {
            row.customer = hits.constFirst().id;
            row.customerKind = hits.constFirst().kind;
        }
        rows << row;
    };
    if (!hits.isEmpty()) {
        heading(tr("For %1").arg(hits.constFirst().name));
        for (QAction *action : m_customerActions)
            addCommand(action, PaletteModel::CustomerAction);
    }
    const QString wanted = text.startsWith(u'>') ? text.mid(1).trimmed() : text.trimmed();
    bool first = true;
    for (QAction *action : m_commands) {
        if (!action->isEnabled() || !commandText(*action).contains(wanted, Qt::CaseInsensitive))
            continue;
        if (std::exchange(first, false))
            heading(tr("Commands"));
        addCommand(action, PaletteModel::Command);
    }
    if (rows.isEmpty())
        heading(tr("Nothing matches \"%1\"").arg(text));
    m_model->setRows(rows);
    for (int i = 0; i < m_model->rowCount(); ++i) {
        if (m_model->row(i).kind != PaletteModel::Heading) {
            m_view->setCurrentIndex(m_model->index(i));
            break;
        }
    }
    m_view->scrollToTop();
}

void Palette::activate(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const PaletteModel::Row row = m_model->row(index.row());
    if (row.kind == PaletteModel::Heading)
        return;
    closeLayer();
    switch (row.kind) {
    case PaletteModel::Customer: Q_EMIT customerChosen(row.customer); break;
    case PaletteModel::CustomerAction: Q_EMIT customerActionChosen(row.action, row.customer); break;
    case PaletteModel::Command: row.action->trigger(); break;
    case PaletteModel::Heading: break;
    }
}

void Palette::step(int by)
{
    int i = m_view->currentIndex().row();
    do
        i += by;
    while (i >= 0 && i < m_model->rowCount() && m_model->row(i).kind == PaletteModel::Heading);
    if (i >= 0 && i < m_model->rowCount())
        m_view->setCurrentIndex(m_model->index(i));
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Down: step(1); return true;
        case Qt::Key_Up: step(-1); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: activate(m_view->currentIndex()); return true;
        default: break;
        }
    }
    return Layer::eventFilter(watched, event);
}

} // namespace zhike::ui
