// SPDX-License-Identifier: GPL-3.0-or-later
#include "synccentre/conflictpanel.h"

#include "models/labels.h"
#include "theme/theme.h"
#include "widgets/badge.h"
#include "widgets/controls.h"
#include "widgets/format.h"

#include <QButtonGroup>
#include <QCheckBox>
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

QString valueOf(const services::ConflictField &field, const QString &choice)
{
    return Labels::fieldValue(field.name, choice == kChoices[0] ? field.mine : choice == kChoices[1] ? field.theirs : field.base);
}

} // namespace

ConflictPanel::ConflictPanel(QWidget *parent) : Panel(tr("Conflicts"), parent)
{
    const auto &theme = Theme::of(this);
    m_view = new Segmented({tr("To decide"), tr("Merged")});
    m_view->setSmall(true);
    m_view->setAccessibleName(tr("Conflicts or what was merged by itself"));
    addTool(m_view);
    connect(m_view, &Segmented::currentChanged, this, &ConflictPanel::showView);
    m_filled = new QWidget;
    auto *column = new QVBoxLayout(m_filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    column->addWidget(buildBulk());
    column->addWidget(m_title = makeLabel({}, TextStyle::Section));
    column->addWidget(m_explain = makeLabel({}, TextStyle::Small, Color::T2));
    m_explain->setWordWrap(true);
    m_scroll = new QScrollArea;
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_scroll, 1);
    auto *rules = makeLabel(tr("Your change and the centre's are both kept in the history. Only fields that both sides changed are asked here; what one side "
                               "changed is taken by itself."),
                            TextStyle::Small, Color::T3);
    rules->setWordWrap(true);
    column->addWidget(rules);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(buildButtons());
    body()->addWidget(m_filled, 1);
    m_none = new EmptyState(u"check"_s, tr("Nothing waits for a decision"),
                            tr("When you and somebody else change the same field, both versions are kept and shown here."));
    body()->addWidget(m_none, 1);

    m_mergedBox = new QWidget;
    auto *merged = new QVBoxLayout(m_mergedBox);
    merged->setContentsMargins(0, 0, 0, 0);
    merged->addWidget(m_mergedHead = makeLabel({}, TextStyle::Small, Color::T2));
    m_mergedHead->setWordWrap(true);
    m_mergedRows = new QWidget;
    m_mergedRows->setProperty("plain", true);
    m_mergedRows->setLayout(new QVBoxLayout);
    m_mergedRows->layout()->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_mergedRows);
    merged->addWidget(scroll, 1);
    body()->addWidget(m_mergedBox, 1);
    rebuild();
}

QWidget *ConflictPanel::buildBulk()
{
    const auto &theme = Theme::of(this);
    m_bulk = new QWidget;
    auto *column = new QVBoxLayout(m_bulk);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    m_inbox = new QWidget;
    m_inbox->setLayout(new QVBoxLayout);
    m_inbox->layout()->setContentsMargins(0, 0, 0, 0);
    m_inbox->layout()->setSpacing(theme.px(2));
    column->addWidget(m_inbox);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    row->addWidget(m_bulkText = makeLabel({}, TextStyle::Small, Color::T2), 1);
    const auto add = [&](const QString &text, const QString &take) {
        auto *button = new QPushButton(text);
        button->setProperty("scale", u"small"_s);
        button->setObjectName(u"bulk-"_s + take);
        connect(button, &QPushButton::clicked, this, [this, take] {
            if (!m_ticked.isEmpty())
                Q_EMIT resolveAllRequested(ticked(), take);
        });
        row->addWidget(button);
    };
    add(tr("Ticked: take mine"), kChoices[0]);
    add(tr("Ticked: take theirs"), kChoices[1]);
    column->addLayout(row);
    column->addWidget(makeLine(Qt::Horizontal));
    return m_bulk;
}

QWidget *ConflictPanel::buildButtons()
{
    const auto &theme = Theme::of(this);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
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
    connect(m_save, &QPushButton::clicked, this, &ConflictPanel::save);
    const auto all = [this](const QString &choice) {
        for (int i = 0; i < m_groups.size(); ++i)
            choose(i, choice);
    };
    connect(m_allMine, &QPushButton::clicked, this, [all] { all(kChoices[0]); });
    connect(m_allTheirs, &QPushButton::clicked, this, [all] { all(kChoices[1]); });
    connect(drop, &QPushButton::clicked, this, [this] { Q_EMIT discardRequested(opId()); });
    return bar;
}

QString ConflictPanel::opId() const
{
    return m_index >= 0 && m_index < m_conflicts.size() ? m_conflicts.at(m_index).opId : QString();
}

void ConflictPanel::setConflicts(const QList<services::ConflictRow> &conflicts, QDate today)
{
    m_conflicts = conflicts;
    m_today = today;
    QSet<QString> here;
    for (const auto &conflict : conflicts)
        here.insert(conflict.opId);
    m_ticked &= here;
    rebuild();
}

void ConflictPanel::setMerged(const QList<services::MergedRow> &merged, QDate today)
{
    m_merged = merged;
    m_today = today;
    showMerged();
    showView();
}

void ConflictPanel::tick(const QString &opId, bool ticked)
{
    if (ticked)
        m_ticked.insert(opId);
    else
        m_ticked.remove(opId);
    m_bulkText->setText(tr("%n ticked", nullptr, int(m_ticked.size())));
    for (auto *button : m_bulk->findChildren<QPushButton *>(QRegularExpression(u"^bulk-"_s)))
        button->setEnabled(!m_ticked.isEmpty());
}

QStringList ConflictPanel::ticked() const
{
    QStringList ids;
    for (const auto &conflict : m_conflicts)
        if (m_ticked.contains(conflict.opId))
            ids.append(conflict.opId);
    return ids;
}

void ConflictPanel::showView()
{
    const bool inbox = m_view->current() == 0;
    m_filled->setVisible(inbox && !m_conflicts.isEmpty());
    m_none->setVisible(inbox && m_conflicts.isEmpty());
    m_mergedBox->setVisible(!inbox);
}

void ConflictPanel::showMerged()
{
    const auto &theme = Theme::of(this);
    clearLayout(m_mergedRows->layout());
    int open = 0;
    auto *holder = new QWidget;
    auto *grid = new QGridLayout(holder);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme.px(12));
    int line = 0;
    for (const auto &one : std::as_const(m_merged)) {
        open += one.undone ? 0 : 1;
        const auto name = Labels::fieldName(one.field);
        grid->addWidget(makeLabel(format::dayTime(one.at, m_today), TextStyle::Small, Color::T2), line, 0);
        grid->addWidget(makeLabel(one.customerName.isEmpty() ? Labels::recordType(one.type) : one.customerName, TextStyle::BodyBold), line, 1);
        grid->addWidget(makeLabel(name, TextStyle::Body), line, 2);
        auto *value = makeLabel(Labels::fieldValue(one.field, one.before) + u" → "_s + Labels::fieldValue(one.field, one.after), TextStyle::Body);
        value->setWordWrap(true);
        grid->addWidget(value, line, 3);
        grid->addWidget(new Badge(one.undone ? tr("Put back") : Labels::mergeKind(one.kind), one.undone ? BadgeKind::Neutral : BadgeKind::Ok, u"merge"_s), line,
                        4);
        auto *undo = new QPushButton(tr("Undo"));
        setButtonKind(undo, "link");
        undo->setAccessibleName(tr("Undo: %1, %2").arg(one.customerName, name));
        undo->setToolTip(tr("Puts the field back to what it was, as a change of yours"));
        undo->setEnabled(!one.undone);
        connect(undo, &QPushButton::clicked, this, [this, n = one.n] { Q_EMIT undoMergeRequested(n); });
        grid->addWidget(undo, line, 5);
        ++line;
    }
    grid->setColumnStretch(3, 1);
    m_mergedRows->layout()->addWidget(holder);
    static_cast<QVBoxLayout *>(m_mergedRows->layout())->addStretch(1);
    m_mergedHead->setText(
        m_merged.isEmpty() ? tr("Nothing was merged by itself in the last 24 hours.")
                           : tr("Merged by itself in the last 24 hours: where only one side had changed a field, its value was taken. Each can be put back."));
    m_view->setLabels({tr("To decide %1").arg(m_conflicts.size()), tr("Merged %1").arg(open)});
}

void ConflictPanel::rebuildInbox()
{
    m_bulk->setVisible(m_conflicts.size() > 1);
    clearLayout(m_inbox->layout());
    if (m_conflicts.size() < 2)
        return;
    for (int i = 0; i < m_conflicts.size(); ++i) {
        const auto &conflict = m_conflicts.at(i);
        auto *row = new QWidget;
        auto *lay = new QHBoxLayout(row);
        lay->setContentsMargins(0, 0, 0, 0);
        QStringList fields;
        for (const auto &field : conflict.fields)
            fields.append(Labels::fieldName(field.name));
        const auto whose = conflict.customerName.isEmpty() ? Labels::recordType(conflict.type) : conflict.customerName;
        auto *tickBox = new QCheckBox;
        tickBox->setChecked(m_ticked.contains(conflict.opId));
        tickBox->setAccessibleName(tr("Tick the conflict of %1").arg(whose));
        connect(tickBox, &QCheckBox::toggled, this, [this, id = conflict.opId](bool on) { tick(id, on); });
        lay->addWidget(tickBox);
        auto *choice = new QPushButton(whose + u" · "_s + fields.join(tr(", ")));
        setButtonKind(choice, i == m_index ? "chip" : "flat");
        choice->setAccessibleName(tr("Show the conflict of %1").arg(whose));
        connect(choice, &QPushButton::clicked, this, [this, i] {
            m_index = i;
            rebuild();
        });
        lay->addWidget(choice);
        lay->addStretch(1);
        lay->addWidget(makeLabel(format::dayTime(conflict.capturedAt, m_today), TextStyle::Small, Color::T2));
        m_inbox->layout()->addWidget(row);
    }
    tick({}, false);
}

void ConflictPanel::rebuild()
{
    m_index = std::clamp(m_index, 0, std::max(0, int(m_conflicts.size()) - 1));
    setNote(tr("%n to decide", nullptr, int(m_conflicts.size())));
    showMerged();
    showView();
    rebuildInbox();
    if (m_conflicts.isEmpty())
        return;
    const auto &conflict = m_conflicts.at(m_index);
    if (m_shownOp != conflict.opId) // choices survive a refresh of the same conflict
        m_choices.clear();
    m_shownOp = conflict.opId;
    m_title->setText(conflict.customerName.isEmpty() ? Labels::recordType(conflict.type)
                                                     : conflict.customerName + u" · "_s + Labels::recordType(conflict.type));
    m_explain->setText(tr("%1 You changed it on %2.").arg(Labels::conflictKind(conflict.kind), format::dayTime(conflict.capturedAt, m_today))
                       + (conflict.fields.isEmpty() ? u' ' + tr("Here the centre's state can only be taken.") : QString()));
    rebuildFields();
    m_allMine->setEnabled(!conflict.fields.isEmpty());
    showChoices();
}

void ConflictPanel::rebuildFields()
{
    const auto &theme = Theme::of(this);
    const auto &conflict = m_conflicts.at(m_index);
    qDeleteAll(m_groups);
    m_groups.clear();
    m_results.clear();
    m_whys.clear();
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
        grid->addWidget(label, row, 0, Qt::AlignTop);
        auto *group = new QButtonGroup(this);
        for (int i = 0; i < 3; ++i) {
            const auto value = valueOf(field, kChoices[i]);
            auto *cell = new QVBoxLayout;
            cell->setSpacing(0);
            auto *button = new QRadioButton(value);
            button->setAccessibleName(tr("%1, %2: %3").arg(name, heads[i + 1], value));
            button->setToolTip(value);
            button->installEventFilter(this);
            group->addButton(button, i);
            cell->addWidget(button);
            if (i == 0)
                cell->addWidget(makeLabel(tr("me · %1").arg(format::dayTime(conflict.capturedAt, m_today)), TextStyle::Micro, Color::T3));
            if (i == 1 && !field.theirsBy.isEmpty())
                cell->addWidget(makeLabel(field.theirsBy + u" · "_s + format::dayTime(field.theirsAt, m_today), TextStyle::Micro, Color::T3));
            cell->addStretch(1);
            grid->addLayout(cell, row, i + 1);
        }
        auto *cell = new QVBoxLayout;
        cell->setSpacing(0);
        auto *result = makeLabel({}, TextStyle::BodyBold);
        result->setWordWrap(true);
        auto *why = makeLabel({}, TextStyle::Micro, Color::T3);
        cell->addWidget(result);
        cell->addWidget(why);
        cell->addStretch(1);
        grid->addLayout(cell, row, 4);
        m_results.append(result);
        m_whys.append(why);
        const int index = row - 1;
        connect(group, &QButtonGroup::idClicked, this, [this, index](int id) { choose(index, kChoices[id]); });
        m_groups.append(group);
        ++row;
    }
    for (int i = 0; i < 5; ++i)
        grid->setColumnStretch(i, i == 0 ? 2 : 3);
    grid->setRowStretch(row, 1);
    m_scroll->setWidget(holder);
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
        m_results.at(i)->setText(choice.isEmpty() ? tr("Not chosen yet") : valueOf(fields.at(i), choice));
        setTone(m_results.at(i), choice.isEmpty() ? Color::Warn : Color::T1);
        m_whys.at(i)->setText(choice.isEmpty()            ? tr("both sides changed it")
                                  : choice == kChoices[0] ? tr("you chose: mine")
                                  : choice == kChoices[1] ? tr("you chose: theirs")
                                                          : tr("you chose: base"));
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
    if (m_conflicts.at(m_index).fields.isEmpty()) {
        Q_EMIT resolveAllRequested({opId()}, kChoices[1]);
        return;
    }
    QJsonObject choices;
    for (const auto &field : m_conflicts.at(m_index).fields)
        choices.insert(field.name, m_choices.value(field.name));
    Q_EMIT resolveRequested(opId(), choices);
}

} // namespace zhike::ui
