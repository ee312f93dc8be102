// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/auditpage.h"

#include "audit/auditwords.h"
#include "models/labels.h"
#include "widgets/badge.h"
#include "widgets/controls.h"
#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/panel.h"
#include "widgets/rowstable.h"

#include <QAccessible>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

namespace {

constexpr qsizetype kHashShown = 8;

QLabel *hashLabel(const QString &text)
{
    auto *label = makeLabel(text, TextStyle::Micro, Color::T2);
    auto font = label->font();
    font.setFamily(u"monospace"_s);
    font.setStyleHint(QFont::Monospace);
    label->setFont(font);
    return label;
}

} // namespace

ChainBanner::ChainBanner(QWidget *parent) : QFrame(parent)
{
    const auto &theme = Theme::of(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8));
    row->setSpacing(theme.px(12));
    row->addWidget(m_icon = new IconLabel(u"shield"_s, Color::Ok, 22));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title = makeLabel({}, TextStyle::BodyBold));
    words->addWidget(m_line = makeLabel({}, TextStyle::Small, Color::T2));
    row->addLayout(words, 1);
}

void ChainBanner::setState(State state, const QString &title, const QString &line)
{
    m_state = state;
    const auto tone = state == State::Intact ? Color::Ok : state == State::Broken ? Color::Crit : Color::Info;
    m_icon->setIcon(state == State::Intact ? u"shield"_s : state == State::Broken ? u"stop"_s : u"sync"_s, tone);
    m_title->setText(title);
    setTone(m_title, tone);
    m_line->setText(line);
    setAccessibleName(title + u". "_s + line);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    update();
}

QString ChainBanner::title() const
{
    return m_title->text();
}

void ChainBanner::paintEvent(QPaintEvent *)
{
    const auto &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool ok = m_state == State::Intact;
    const bool broken = m_state == State::Broken;
    painter.setPen(theme.color(ok ? Color::OkEdge : broken ? Color::CritEdge : Color::InfoEdge));
    painter.setBrush(theme.color(ok ? Color::OkTint : broken ? Color::CritTint : Color::InfoTint));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6));
}

AuditPage::AuditPage(services::Desk &desk, Theme &theme, QWidget *parent) : Page(desk, theme, parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(12));
    column->setSpacing(theme.px(8));
    auto *header = new PageHeader(tr("Audit log"));
    header->setNote(tr("Only ever added to · one copy here, one at the centre"));
    m_verify = new QPushButton(theme.icon(u"shield"_s, Color::On), tr("Verify the whole chain"));
    setButtonKind(m_verify, "primary");
    connect(m_verify, &QPushButton::clicked, this, &AuditPage::verify);
    header->addAction(m_verify);
    column->addWidget(header);
    column->addWidget(m_message = new MessageBar);
    connect(m_message, &MessageBar::actionTriggered, this, &AuditPage::refresh);
    column->addWidget(m_banner = new ChainBanner);
    column->addWidget(buildFilters());
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(12));
    auto *panel = new Panel;
    panel->body()->setContentsMargins(0, 0, 0, 0);
    m_table = new RowsTable(tr("Audit log"),
                            {{tr("No."), 82, false},
                             {tr("Time"), 96, false},
                             {tr("Who"), 84, false},
                             {tr("Action"), 176, false},
                             {tr("What"), 0, false},
                             {tr("Reason"), 140, false},
                             {tr("Hash"), 84, false},
                             {tr("Chain"), 48, false}});
    panel->body()->addWidget(m_table);
    row->addWidget(panel, 1);
    row->addWidget(buildSide());
    column->addLayout(row, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) { showRecord(now.row()); });
    connect(m_table, &RowsTable::rowActivated, this, [this](int at) {
        if (const auto id = m_shown.value(at).customer; !id.isEmpty())
            Q_EMIT openCustomer(id);
    });
}

QWidget *AuditPage::buildFilters()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().px(8));
    m_text = new QLineEdit;
    m_text->setPlaceholderText(tr("Customer, action, number"));
    m_text->setAccessibleName(tr("Filter the audit log"));
    m_text->setClearButtonEnabled(true);
    m_text->setFixedWidth(theme().px(220));
    m_kind = new QComboBox;
    m_kind->setAccessibleName(tr("Kind of action"));
    for (const auto &[prefix, text] : {std::pair(u""_s, tr("Action: all")), std::pair(u"cust."_s, tr("Customers")), std::pair(u"auth."_s, tr("Unlocking")),
                                       std::pair(u"sync."_s, tr("Sync")), std::pair(u"out."_s, tr("Export and print")), std::pair(u"vault."_s, tr("Store"))})
        m_kind->addItem(text, prefix);
    m_sensitive = new QPushButton(tr("Sensitive only"));
    m_failed = new QPushButton(tr("Failures only"));
    for (auto *button : {m_sensitive, m_failed}) {
        button->setCheckable(true);
        connect(button, &QPushButton::toggled, this, &AuditPage::fill);
    }
    m_count = makeLabel({}, TextStyle::Small, Color::T2);
    row->addWidget(m_text);
    row->addWidget(m_kind);
    row->addWidget(m_sensitive);
    row->addWidget(m_failed);
    row->addStretch(1);
    row->addWidget(m_count);
    connect(m_text, &QLineEdit::textChanged, this, &AuditPage::fill);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AuditPage::refresh);
    return bar;
}

QWidget *AuditPage::buildSide()
{
    auto *inner = new QWidget;
    inner->setProperty("plain", true);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(12));
    const auto add = [&](Panel *panel) {
        auto *body = new QVBoxLayout;
        body->setSpacing(theme().px(4));
        panel->body()->addLayout(body);
        column->addWidget(panel);
        return body;
    };
    m_record = add(m_recordPanel = new Panel(tr("Record")));
    m_links = add(new Panel(tr("Place in the chain")));
    m_checkpoints = add(new Panel(tr("Signed checkpoints")));
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inner);
    scroll->setFixedWidth(theme().px(318));
    return scroll;
}

QString AuditPage::hint() const
{
    return tr("Chain SHA-256 · signatures ES256");
}

void AuditPage::refresh()
{
    services::AuditQuery query;
    query.event = m_kind->currentData().toString();
    ask([query](services::Queries &q) { return q.audit(query); },
        [this](const Result<services::AuditBoard> &board) {
            if (!board) {
                m_message->showMessage(MessageKind::Critical, Labels::error(board.error()), tr("Try again"));
                return;
            }
            m_message->hide();
            m_board = *board;
            fill();
            showCheckpoints();
            if (!m_verified)
                verify();
            setReady();
        });
}

void AuditPage::verify()
{
    m_verified = true;
    m_verify->setEnabled(false);
    m_banner->setState(ChainBanner::State::Verifying, tr("Verifying the chain"), tr("Every record is hashed again and compared with what was signed."));
    ask([](services::Queries &q) { return q.verifyAudit(); },
        [this](const Result<services::AuditFinding> &finding) {
            m_verify->setEnabled(true);
            if (!finding) {
                m_message->showMessage(MessageKind::Critical, Labels::error(finding.error()), tr("Try again"));
                return;
            }
            m_finding = *finding;
            if (m_finding.intact()) {
                const auto first = m_finding.headSeq - m_finding.events + 1;
                m_banner->setState(ChainBanner::State::Intact,
                                   m_finding.events > 0 ? tr("Chain complete: #%1 – #%2 verified").arg(format::number(first), format::number(m_finding.headSeq))
                                                        : tr("Nothing is on record yet"),
                                   QStringList {tr("took %1 s").arg(QLocale().toString(double(m_finding.elapsedMs) / 1000, 'f', 2)),
                                                tr("%n signatures hold", nullptr, int(m_finding.checkpoints)),
                                                tr("%n records wait for upload", nullptr, int(m_board.waiting))}
                                       .join(u" · "_s));
            } else {
                order([kind = m_finding.kind, at = m_finding.brokenAt](services::Commands &c) { return c.noteBrokenAudit(kind, at); }, [](const Done &) {});
                m_banner->setState(ChainBanner::State::Broken, tr("Chain broken at #%1").arg(format::number(m_finding.brokenAt)),
                                   AuditWords::finding(m_finding) + u" · "_s + tr("Tell compliance; the centre's copy decides."));
            }
            fill();
        },
        1);
}

void AuditPage::fill()
{
    const auto text = m_text->text().trimmed();
    const auto today = todayDate();
    m_shown.clear();
    QList<QList<Cell>> rows;
    for (const auto &entry : std::as_const(m_board.rows)) {
        const auto action = AuditWords::action(entry);
        const auto object = AuditWords::object(entry);
        const auto number = u'#' + format::number(entry.seq);
        if ((m_sensitive->isChecked() && !AuditWords::sensitive(entry)) || (m_failed->isChecked() && !AuditWords::failed(entry)))
            continue;
        if (!text.isEmpty() && !action.contains(text, Qt::CaseInsensitive) && !object.contains(text, Qt::CaseInsensitive) && !number.contains(text)
            && !entry.user.contains(text, Qt::CaseInsensitive))
            continue;
        const bool broken = !m_finding.intact() && entry.seq >= m_finding.brokenAt;
        rows.append({{number, Color::T3},
                     {format::dayTime(entry.at, today), Color::T2, false, format::fullTime(entry.at)},
                     {entry.user, Color::T1},
                     {action, AuditWords::tone(entry), false, entry.event, AuditWords::icon(entry)},
                     {object, Color::T1, false, object},
                     {AuditWords::reason(entry), Color::T2},
                     {entry.hash.left(kHashShown), Color::T3, false, entry.hash},
                     {broken ? tr("no") : QString(), broken ? Color::Crit : Color::Ok, false, broken ? tr("Not verified") : tr("Verified"),
                      broken ? u"stop"_s : u"check"_s}});
        m_shown.append(entry);
    }
    m_table->setRows(rows);
    m_count->setText(tr("%1 of %2 records shown").arg(format::number(m_shown.size()), format::number(m_board.headSeq)));
    if (!m_shown.isEmpty())
        select(0);
    else
        showRecord(-1);
}

void AuditPage::select(int row)
{
    m_table->setCurrentIndex(m_table->model()->index(row, 0));
    showRecord(row);
}

void AuditPage::showRecord(int row)
{
    clearLayout(m_record);
    clearLayout(m_links);
    if (row < 0 || row >= m_shown.size()) {
        m_recordPanel->setTitle(tr("Record"));
        return;
    }
    const auto &entry = m_shown.at(row);
    m_recordPanel->setTitle(tr("Record #%1").arg(format::number(entry.seq)));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme().px(12));
    grid->setVerticalSpacing(theme().px(2));
    grid->setColumnStretch(1, 1);
    const auto add = [&](const QString &name, const QString &value, Color tone = Color::T1, const QString &tip = {}) {
        if (value.isEmpty() || value == u"—")
            return;
        const int at = grid->rowCount();
        grid->addWidget(makeLabel(name, TextStyle::Small, Color::T3), at, 0, Qt::AlignTop);
        auto *label = makeLabel(value, TextStyle::Small, tone);
        label->setWordWrap(true);
        label->setToolTip(tip);
        grid->addWidget(label, at, 1);
    };
    add(tr("Action"), AuditWords::action(entry), AuditWords::tone(entry), entry.event);
    add(tr("Who"), entry.role.isEmpty() ? entry.user : tr("%1 · %2").arg(entry.user, Labels::role(entry.role)));
    add(tr("What"), AuditWords::object(entry));
    add(tr("Reason"), AuditWords::reason(entry));
    add(tr("Device"), entry.device.left(13), Color::T1, entry.device);
    add(tr("Time"), tr("here %1").arg(entry.at.toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s)));
    if (entry.trustedAt.isValid() && entry.at.isValid()) {
        const auto off = entry.at.msecsTo(entry.trustedAt);
        add(tr("Centre"), tr("%1 s").arg((off < 0 ? u"\u2212"_s : u"+"_s) + QLocale().toString(double(qAbs(off)) / 1000, 'f', 2)));
    }
    add(tr("Upload"), entry.delivered ? tr("at the centre") : tr("waits"), entry.delivered ? Color::Ok : Color::Warn);
    m_record->addLayout(grid);
    showLinks(row);
}

void AuditPage::addLink(const services::AuditEntry &entry, bool current)
{
    auto *box = new QFrame;
    box->setProperty("card", true);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(theme().px(10), theme().px(4), theme().px(10), theme().px(4));
    column->setSpacing(0);
    auto *first = new QHBoxLayout;
    first->addWidget(makeLabel(u'#' + format::number(entry.seq), TextStyle::BodyBold, current ? Color::Accent : Color::T1));
    first->addStretch(1);
    const bool broken = !m_finding.intact() && entry.seq >= m_finding.brokenAt;
    first->addWidget(new IconLabel(broken ? u"stop"_s : u"check"_s, broken ? Color::Crit : Color::Ok, 14));
    column->addLayout(first);
    column->addWidget(hashLabel(entry.prev.left(kHashShown) + u" ··· "_s + entry.hash.left(kHashShown)));
    column->addWidget(new ElidedLabel(AuditWords::action(entry)));
    m_links->addWidget(box);
}

void AuditPage::showLinks(int row)
{
    // The two before it in the chain, whatever the filter hides.
    const auto seq = m_shown.at(row).seq;
    for (auto at = seq - 2; at <= seq; ++at)
        for (const auto &entry : std::as_const(m_board.rows))
            if (entry.seq == at && entry.incarnation == m_shown.at(row).incarnation)
                addLink(entry, at == seq);
    auto *line = new QHBoxLayout;
    const bool broken = !m_finding.intact() && seq >= m_finding.brokenAt;
    line->addWidget(new IconLabel(broken ? u"stop"_s : u"shield"_s, broken ? Color::Crit : Color::Ok, 14));
    auto *words = makeLabel(broken ? tr("Not verified") : tr("Hash of the one before and the text → SHA-256: as stored"), TextStyle::Small, Color::T2);
    words->setWordWrap(true);
    line->addWidget(words, 1);
    m_links->addLayout(line);
}

void AuditPage::showCheckpoints()
{
    clearLayout(m_checkpoints);
    if (m_board.checkpoints.isEmpty())
        m_checkpoints->addWidget(makeLabel(tr("None yet"), TextStyle::Small, Color::T2));
    for (const auto &checkpoint : m_board.checkpoints.first(qMin<qsizetype>(6, m_board.checkpoints.size()))) {
        auto *line = new QHBoxLayout;
        auto *when = makeLabel(format::dayTime(checkpoint.at, todayDate()), TextStyle::Small, Color::T2);
        when->setFixedWidth(theme().px(84));
        line->addWidget(when);
        line->addWidget(makeLabel(tr("up to #%1").arg(format::number(checkpoint.seq)), TextStyle::Small));
        line->addStretch(1);
        line->addWidget(
            new Badge(checkpoint.delivered ? tr("At the centre") : tr("Signed"), checkpoint.delivered ? BadgeKind::Ok : BadgeKind::Soft, u"check"_s));
        m_checkpoints->addLayout(line);
    }
}

} // namespace zhike::ui
