// SPDX-License-Identifier: GPL-3.0-or-later
#include "synccentre/conflictpanel.h"

#include "models/labels.h"
#include "theme/theme.h"
#include "widgets/controls.h"
#include "widgets/format.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

const QString kChoices[] = {u"mine"_s, u"theirs"_s, u"base"_s};

QString shown(const QString &value)
{
    return value.isEmpty() ? u"—"_s : value;
}

} // namespace

ConflictPanel::ConflictPanel(QWidget *parent) : Panel(tr("Conflicts"), parent)
{
    const auto &theme = Theme::of(this);
    m_previous = addLink(tr("Previous"));
    m_next = addLink(tr("Next"));
    connect(m_previous, &QPushButton::clicked, this, [this] {
        --m_index;
        rebuild();
    });
    connect(m_next, &QPushButton::clicked, this, [this] {
        ++m_index;
        rebuild();
    });
    m_filled = new QWidget;
    auto *column = new QVBoxLayout(m_filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    column->addWidget(m_title = makeLabel({}, TextStyle::Section));
    column->addWidget(m_explain = makeLabel({}, TextStyle::Small, Color::T2));
    m_explain->setWordWrap(true);
    column->addWidget(makeLine(Qt::Horizontal));
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_scroll, 1);
    auto *rules = makeLabel(tr("Your change and the centre's are both kept in the history. Only fields that both sides changed are asked here; what one side "
                               "changed is taken by itself."),
                            TextStyle::Small, Color::T3);
    rules->setWordWrap(true);
    column->addWidget(rules);
    column->addWidget(makeLine(Qt::Horizontal));
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    m_save = new QPushButton(tr("Save the result"));
    setButtonKind(m_save, "primary");
    m_save->setToolTip(tr("Save the result (Ctrl+Enter)"));
    m_save->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    row->addWidget(m_save);
    row->addWidget(m_left = makeLabel({}, TextStyle::Small, Color::Warn), 1);
    m_allMine = new QPushButton(tr("All mine"));
    m_allTheirs = new QPushButton(tr("All theirs"));
    auto *drop = new QPushButton(tr("Drop my change"));
    setButtonKind(drop, "flat");
    row->addWidget(m_allMine);
    row->addWidget(m_allTheirs);
    row->addWidget(drop);
    column->addLayout(row);
    body()->addWidget(m_filled, 1);
    m_none = new EmptyState(u"check"_s, tr("Nothing waits for a decision"),
                            tr("When you and somebody else change the same field, both versions are kept and shown here."));
    body()->addWidget(m_none, 1);
    connect(m_save, &QPushButton::clicked, this, &ConflictPanel::save);
    const auto all = [this](const QString &choice) {
        for (int i = 0; i < m_groups.size(); ++i)
            choose(i, choice);
    };
    connect(m_allMine, &QPushButton::clicked, this, [all] { all(kChoices[0]); });
    connect(m_allTheirs, &QPushButton::clicked, this, [all] { all(kChoices[1]); });
    connect(drop, &QPushButton::clicked, this, [this] { Q_EMIT discardRequested(opId()); });
    rebuild();
}

QString ConflictPanel::opId() const
{
    return m_index >= 0 && m_index < m_conflicts.size() ? m_conflicts.at(m_index).opId : QString();
}

void ConflictPanel::setConflicts(const QList<services::ConflictRow> &conflicts, QDate today)
{
    m_conflicts = conflicts;
    m_today = today;
    rebuild();
}

void ConflictPanel::rebuild()
{
    const auto &theme = Theme::of(this);
    m_index = std::clamp(m_index, 0, std::max(0, int(m_conflicts.size()) - 1));
    const bool any = !m_conflicts.isEmpty();
    setNote(tr("%n to decide", nullptr, int(m_conflicts.size())));
    m_filled->setVisible(any);
    m_none->setVisible(!any);
    m_previous->setVisible(m_conflicts.size() > 1);
    m_next->setVisible(m_conflicts.size() > 1);
    m_previous->setEnabled(m_index > 0);
    m_next->setEnabled(m_index + 1 < m_conflicts.size());
    if (!any)
        return;
    const auto &conflict = m_conflicts.at(m_index);
    if (m_shownOp != conflict.opId) // choices survive a refresh of the same conflict
        m_choices.clear();
    m_shownOp = conflict.opId;
    m_title->setText(conflict.customerName.isEmpty() ? Labels::recordType(conflict.type)
                                                     : conflict.customerName + u" · "_s + Labels::recordType(conflict.type));
    m_explain->setText(tr("%1 You changed it on %2.").arg(Labels::conflictKind(conflict.kind), format::dayTime(conflict.capturedAt.toLocalTime(), m_today)));
    qDeleteAll(m_groups);
    m_groups.clear();
    m_results.clear();
    auto *holder = new QWidget;
    holder->setProperty("plain", true);
    auto *grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme.px(12));
    grid->setVerticalSpacing(theme.px(10));
    const QString heads[] = {tr("Field"), tr("Mine (1)"), tr("Theirs (2)"), tr("Base (B)"), tr("Result")};
    for (int i = 0; i < 5; ++i)
        grid->addWidget(makeLabel(heads[i], TextStyle::Small, Color::T2), 0, i);
    int row = 1;
    for (const auto &field : conflict.fields) {
        const auto name = Labels::fieldName(field.name);
        auto *label = makeLabel(name, TextStyle::BodyBold);
        label->setWordWrap(true);
        grid->addWidget(label, row, 0);
        auto *group = new QButtonGroup(this);
        const QString values[] = {field.mine, field.theirs, field.base};
        for (int i = 0; i < 3; ++i) {
            auto *cell = new QVBoxLayout;
            cell->setSpacing(0);
            auto *button = new QRadioButton(shown(values[i]));
            button->setAccessibleName(tr("%1, %2: %3").arg(name, heads[i + 1], shown(values[i])));
            button->setToolTip(shown(values[i]));
            button->installEventFilter(this);
            group->addButton(button, i);
            cell->addWidget(button);
            if (i == 1 && !field.theirsBy.isEmpty())
                cell->addWidget(makeLabel(field.theirsBy + u" · "_s + format::dayTime(field.theirsAt.toLocalTime(), m_today), TextStyle::Micro, Color::T3));
            grid->addLayout(cell, row, i + 1);
        }
        auto *result = makeLabel({}, TextStyle::BodyBold);
        result->setWordWrap(true);
        grid->addWidget(result, row, 4);
        m_results.append(result);
        const int index = row - 1;
        connect(group, &QButtonGroup::idClicked, this, [this, index](int id) { choose(index, kChoices[id]); });
        m_groups.append(group);
        ++row;
    }
    for (int i = 0; i < 5; ++i)
        grid->setColumnStretch(i, i == 0 ? 2 : 3);
    grid->setRowStretch(row, 1);
    m_scroll->setWidget(holder);
    showChoices();
}

void ConflictPanel::choose(int field, const QString &choice)
{
    if (m_conflicts.isEmpty() || field < 0 || field >= m_conflicts.at(m_index).fields.size())
        return;
    m_choices.insert(m_conflicts.at(m_index).fields.at(field).name, choice);
    showChoices();
}

int ConflictPanel::open() const
{
    if (m_conflicts.isEmpty())
        return 0;
    int left = 0;
    for (const auto &field : m_conflicts.at(m_index).fields)
        if (!m_choices.contains(field.name))
            ++left;
    return left;
}

void ConflictPanel::showChoices()
{
    const auto &fields = m_conflicts.at(m_index).fields;
    for (int i = 0; i < m_groups.size(); ++i) {
        const auto choice = m_choices.value(fields.at(i).name);
        for (int c = 0; c < 3; ++c)
            if (choice == kChoices[c])
                m_groups.at(i)->button(c)->setChecked(true);
        const auto &field = fields.at(i);
        m_results.at(i)->setText(choice.isEmpty()            ? tr("Not chosen yet")
                                     : choice == kChoices[0] ? shown(field.mine)
                                     : choice == kChoices[1] ? shown(field.theirs)
                                                             : shown(field.base));
        setTone(m_results.at(i), choice.isEmpty() ? Color::Warn : Color::T1);
    }
    const int left = open();
    m_left->setText(left > 0 ? tr("%n field(s) without a choice", nullptr, left) : QString());
    m_save->setEnabled(left == 0);
}

bool ConflictPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        for (int i = 0; i < m_groups.size(); ++i) {
            if (!m_groups.at(i)->buttons().contains(static_cast<QAbstractButton *>(watched)))
                continue;
            const int choice = key->key() == Qt::Key_1 ? 0 : key->key() == Qt::Key_2 ? 1 : key->key() == Qt::Key_B ? 2 : -1;
            if (choice >= 0 && key->modifiers() == Qt::NoModifier) {
                choose(i, kChoices[choice]);
                return true;
            }
            const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
            if (step != 0) {
                const int next = std::clamp(i + step, 0, int(m_groups.size()) - 1);
                m_groups.at(next)->button(std::max(0, m_groups.at(i)->id(static_cast<QAbstractButton *>(watched))))->setFocus();
                return true;
            }
        }
    }
    return Panel::eventFilter(watched, event);
}

void ConflictPanel::save()
{
    if (m_conflicts.isEmpty() || open() > 0)
        return;
    QJsonObject choices;
    for (const auto &field : m_conflicts.at(m_index).fields)
        choices.insert(field.name, m_choices.value(field.name));
    Q_EMIT resolveRequested(opId(), choices);
}

} // namespace zhike::ui
