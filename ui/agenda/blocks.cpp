// SPDX-License-Identifier: GPL-3.0-or-later
#include "agenda/blocks.h"

#include "models/labels.h"
#include "widgets/format.h"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>

namespace zhike::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(zhike::ui::Agenda)
};

constexpr int kDayEnd = 24 * 60;
constexpr int kShortest = 30;

} // namespace

QDate taskDay(const services::TaskRow &task)
{
    return task.allDay ? task.due : task.start.date();
}

QList<BlockPlace> placeBlocks(const QList<services::TaskRow> &tasks, QDate day)
{
    QList<BlockPlace> places;
    for (int i = 0; i < tasks.size(); ++i) {
        const auto &task = tasks.at(i);
        if (task.allDay || task.start.date() > day || task.end.date() < day
            || (task.end.date() == day && task.start.date() < day && task.end.time() == QTime(0, 0)))
            continue;
        BlockPlace place;
        place.task = i;
        place.fromMinute = task.start.date() < day ? 0 : task.start.time().msecsSinceStartOfDay() / 60000;
        place.toMinute = task.end.date() > day ? kDayEnd : task.end.time().msecsSinceStartOfDay() / 60000;
        if (place.toMinute <= place.fromMinute)
            place.toMinute = std::min(place.fromMinute + kShortest, kDayEnd);
        places.append(place);
    }
    std::stable_sort(places.begin(), places.end(), [](const BlockPlace &a, const BlockPlace &b) {
        return a.fromMinute != b.fromMinute ? a.fromMinute < b.fromMinute : a.toMinute > b.toMinute;
    });
    // A group is a run of blocks each of which overlaps one before it; its width is shared by as many columns as it needs.
    qsizetype first = 0;
    while (first < places.size()) {
        QList<int> ends;
        int groupEnd = places.at(first).toMinute;
        qsizetype next = first;
        for (; next < places.size() && (next == first || places.at(next).fromMinute < groupEnd); ++next) {
            auto &place = places[next];
            const auto free = std::find_if(ends.begin(), ends.end(), [&](int end) { return end <= place.fromMinute; });
            place.column = int(free - ends.begin());
            if (free == ends.end())
                ends.append(place.toMinute);
            else
                *free = place.toMinute;
            groupEnd = std::max(groupEnd, place.toMinute);
        }
        for (auto i = first; i < next; ++i)
            places[i].columns = int(ends.size());
        first = next;
    }
    return places;
}

BlockColors blockColors(const services::TaskRow &task)
{
    if (task.kind == u"service" || task.kind == u"maturity")
        return {Color::Warn, Color::WarnTint};
    if (task.kind == u"retention")
        return {Color::Crit, Color::CritTint};
    if (task.customer.isEmpty())
        return {Color::Neu, Color::NeuTint};
    if (task.customerKind == CustomerKind::Company)
        return {Color::Corp, Color::CorpTint};
    switch (task.tier) {
    case Tier::Private: return {Color::Gold, Color::GoldTint};
    case Tier::Wealth: return {Color::Wealth, Color::WealthTint};
    case Tier::Mass: return {Color::Info, Color::InfoTint};
    }
    return {Color::Neu, Color::NeuTint};
}

QString blockTitle(const services::TaskRow &task)
{
    return task.customerName.isEmpty() ? task.title : task.customerName + QStringLiteral(" · ") + task.title;
}

QString blockSentence(const services::TaskRow &task, QDate today)
{
    const auto day = format::dayWithWeekday(taskDay(task), today);
    auto text = task.allDay ? Text::tr("%1, %2, all day").arg(blockTitle(task), day)
                            : Text::tr("%1, %2, %3 to %4").arg(blockTitle(task), day, format::time(task.start), format::time(task.end));
    if (task.status == TaskStatus::Done)
        text += Text::tr(", done");
    else if (task.overdue)
        text += Text::tr(", overdue");
    if (!task.note.isEmpty())
        text += QLatin1Char('\n') + task.note;
    return text;
}

BlockColors dateColors(const services::DateRow &date)
{
    if (date.kind == u"birthday" || date.kind == u"anniversary" || date.kind == u"risk_assessment" || date.kind == u"kyc_review" || date.kind == u"founding")
        return {Color::Info, Color::InfoTint};
    if (date.kind == u"festival")
        return {Color::Crit, Color::CritTint};
    if (date.customerKind == CustomerKind::Company)
        return {Color::Corp, Color::CorpTint};
    return {Color::Warn, Color::WarnTint};
}

QString dateTitle(const services::DateRow &date)
{
    QStringList words;
    if (!date.customerName.isEmpty())
        words.append(date.customerName);
    words.append(date.label.isEmpty() || date.kind == u"birthday" || date.kind == u"risk_assessment" ? Labels::dateKind(date.kind) : date.label);
    if (date.kind == u"birthday" && !date.label.isEmpty())
        words.last() = date.label;
    if (date.amount)
        words.append(format::amount(*date.amount));
    return words.join(QLatin1Char(' '));
}

void paintChip(QPainter &painter, const Theme &theme, const QRectF &box, BlockColors colors, const QString &icon, const QString &title, bool struck,
               bool selected)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(struck ? Color::NeuTint : colors.fill));
    painter.drawRoundedRect(box, theme.px(3), theme.px(3));
    painter.setBrush(theme.color(struck ? Color::Ctl : colors.edge));
    painter.drawRoundedRect(QRectF(box.left(), box.top(), theme.px(3), box.height()), 1, 1);
    const int size = theme.px(12);
    painter.drawPixmap(
        QPointF(box.left() + theme.px(7), box.center().y() - size / 2.0).toPoint(),
        theme.pixmap(struck ? QStringLiteral("check") : icon, theme.color(struck ? Color::T3 : colors.edge), size, painter.device()->devicePixelRatioF()));
    auto font = theme.font(TextStyle::Micro);
    font.setStrikeOut(struck);
    painter.setFont(font);
    painter.setPen(theme.color(struck ? Color::T3 : Color::T1));
    const QRectF text = box.adjusted(theme.px(22), 0, -theme.px(3), 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(title, Qt::ElideRight, int(text.width())));
    if (selected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Color::Accent), 2));
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.px(3), theme.px(3));
    }
    painter.restore();
}

} // namespace zhike::ui
