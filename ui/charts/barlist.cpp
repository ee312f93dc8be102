// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/barlist.h"

#include <QLocale>
#include <QPainter>

namespace zhike::ui {

BarList::BarList(QWidget *parent) : ChartWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void BarList::setRows(const QList<BarRow> &rows, const QString &nameTitle, const QString &valueTitle)
{
    m_rows = rows;
    m_nameTitle = nameTitle;
    m_valueTitle = valueTitle;
    updateGeometry();
    update();
}

void BarList::setSelected(int row)
{
    m_selected = row;
    update();
}

void BarList::styleChanged()
{
    updateGeometry();
    update();
}

QRectF BarList::markRect(int mark) const
{
    const double line = std::clamp(height() / std::max(1.0, double(markCount())), double(theme().px(18)), double(theme().px(26)));
    return QRectF(0, mark * line, width(), line);
}

void BarList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics bold(theme().font(TextStyle::SmallBold));
    const QFontMetrics plain(theme().font(TextStyle::Small));
    qint64 top = 1;
    int names = 0, figures = 0;
    for (const auto &row : std::as_const(m_rows)) {
        top = std::max(top, row.value);
        names = std::max(names, plain.horizontalAdvance(row.name));
        figures = std::max(figures, bold.horizontalAdvance(row.text));
    }
    names = std::min(names, int(width() * 0.45)) + theme().px(4);
    const double barLeft = names + theme().px(8);
    const double barWidth = std::max(8.0, width() - barLeft - figures - theme().px(10));
    for (int i = 0; i < markCount(); ++i) {
        const QRectF row = markRect(i);
        if (i == m_selected) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme().color(Color::Sel));
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 3, 3);
        }
        painter.setFont(theme().font(TextStyle::Small));
        painter.setPen(theme().color(Color::T1));
        painter.drawText(QRectF(theme().px(2), row.top(), names, row.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         plain.elidedText(m_rows.at(i).name, Qt::ElideRight, names));
        const double h = theme().px(8);
        const QRectF track(barLeft, row.center().y() - h / 2, barWidth, h);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().color(Color::SevOff));
        painter.drawRoundedRect(track, 2, 2);
        const double share = double(std::max<qint64>(0, m_rows.at(i).value)) / double(top);
        if (share > 0) {
            painter.setBrush(theme().color(m_rows.at(i).color));
            painter.drawRoundedRect(QRectF(track.left(), track.top(), std::max(2.0, track.width() * share), h), 2, 2);
        }
        painter.setFont(theme().font(TextStyle::SmallBold));
        painter.setPen(theme().color(Color::T1));
        painter.drawText(row.adjusted(0, 0, -theme().px(2), 0), Qt::AlignVCenter | Qt::AlignRight, m_rows.at(i).text);
    }
    paintCursor(painter);
}

QString BarList::readout(int mark) const
{
    const auto &row = m_rows.at(mark);
    return row.readout.isEmpty() ? row.name + QLatin1Char(' ') + row.text : row.readout;
}

ChartTable BarList::table() const
{
    ChartTable table;
    table.header = {m_nameTitle, m_valueTitle};
    for (const auto &row : m_rows)
        table.rows.append({row.name, row.text});
    return table;
}

QSize BarList::sizeHint() const
{
    return {theme().px(260), std::max(1, markCount()) * theme().px(26)};
}

QSize BarList::minimumSizeHint() const
{
    return {theme().px(140), std::max(1, markCount()) * theme().px(18)};
}

Waterfall::Waterfall(QWidget *parent) : ChartWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Waterfall::setParts(const QList<Part> &parts, int sum, const QString &sumName, const QString &limitName)
{
    m_parts = parts;
    m_sum = sum;
    m_sumName = sumName;
    int running = 0;
    m_top = 1;
    for (const auto &part : parts) {
        running += part.points;
        m_top = std::max(m_top, running);
    }
    if (running != sum)
        m_parts.append({limitName, sum - running});
    updateGeometry();
    update();
}

QRectF Waterfall::markRect(int mark) const
{
    const double line = theme().px(26);
    return QRectF(0, mark * line, width(), line);
}

void Waterfall::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double names = width() * 0.52;
    const double figures = QFontMetrics(theme().font(TextStyle::SmallBold)).horizontalAdvance(QStringLiteral("+100")) + theme().px(8);
    const double scale = (width() - names - figures) / m_top;
    int running = 0;
    for (int i = 0; i < markCount(); ++i) {
        const bool last = i == markCount() - 1;
        const QRectF row = markRect(i);
        const int points = last ? m_sum : m_parts.at(i).points;
        const int from = last ? 0 : running;
        running = last ? m_sum : running + points;
        const QRectF bar(names + std::min(from, from + points) * scale, row.top() + theme().px(4), std::max(1.0, std::abs(points) * scale),
                         row.height() - theme().px(8));
        painter.fillRect(bar, theme().color(last ? Color::T2 : points >= 0 ? Color::Sev : Color::C3));
        if (!last) {
            painter.setPen(QPen(theme().color(Color::Axis), 1, Qt::DotLine));
            const double x = names + running * scale;
            painter.drawLine(QPointF(x, bar.bottom()), QPointF(x, bar.bottom() + theme().px(8)));
        }
        painter.setPen(theme().color(Color::T1));
        painter.setFont(theme().font(last ? TextStyle::SmallBold : TextStyle::Small));
        const auto name = last ? m_sumName : m_parts.at(i).name;
        painter.drawText(QRectF(0, row.top(), names - theme().px(8), row.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(name, Qt::ElideRight, int(names) - theme().px(8)));
        auto text = QLocale().toString(std::abs(points));
        if (!last)
            text.prepend(points < 0 ? QChar(0x2212) : QChar(u'+'));
        painter.drawText(QRectF(bar.right() + theme().px(5), row.top(), figures, row.height()), Qt::AlignVCenter | Qt::AlignLeft, text);
    }
    paintCursor(painter);
}

QString Waterfall::readout(int mark) const
{
    if (mark >= m_parts.size())
        return m_sumName + QLatin1Char(' ') + QString::number(m_sum);
    const int points = m_parts.at(mark).points;
    return m_parts.at(mark).name + QStringLiteral("  ") + (points < 0 ? QChar(0x2212) : QChar(u'+')) + QString::number(std::abs(points));
}

ChartTable Waterfall::table() const
{
    ChartTable table;
    table.header = {QString(), QString()};
    for (const auto &part : m_parts)
        table.rows.append({part.name, QString::number(part.points)});
    table.rows.append({m_sumName, QString::number(m_sum)});
    return table;
}

QSize Waterfall::sizeHint() const
{
    return {theme().px(300), markCount() * theme().px(26)};
}

} // namespace zhike::ui
