// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "charts/chartwidget.h"

#include <functional>

namespace zhike::ui {

class ChartCanvas;

struct DonutSlice {
    QString name;
    qint64 value = 0;
    Color color = Color::C1;
};

//! At most six slices round a total, with their names and values beside it. A mark is a slice.
class Donut final : public ChartWidget {
    Q_OBJECT
public:
    explicit Donut(QWidget *parent = nullptr);
    //! \param total the text in the middle, \param unit the quiet line under it, \param text a value in words
    void setData(const QList<DonutSlice> &slices, const QString &total, const QString &unit, std::function<QString(qint64)> text);

    [[nodiscard]] int markCount() const override { return int(m_slices.size()); }
    [[nodiscard]] QRectF markRect(int mark) const override; //!< the slice's line in the legend
    [[nodiscard]] QString readout(int mark) const override;
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void styleChanged() override { rebuild(); }
    int markAt(const QPointF &at) const override;

private:
    void rebuild();
    void place();
    void paintAbove(QPainter &painter) const;
    [[nodiscard]] QRectF ring() const;
    [[nodiscard]] qint64 sum() const;

    QList<DonutSlice> m_slices;
    QString m_total;
    QString m_unit;
    std::function<QString(qint64)> m_text;
    ChartCanvas *m_canvas;
};

} // namespace zhike::ui
