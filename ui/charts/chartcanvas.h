// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QChartView>
#include <functional>

namespace zhike::ui {

//! The view of Qt Charts inside a chart widget: it takes no input of its own and lets its owner paint under and over the series, in the
//! widget's own pixels.
class ChartCanvas final : public QChartView {
public:
    using Paint = std::function<void(QPainter &)>;
    ChartCanvas(QWidget *owner, Paint below, Paint above) : QChartView(owner), m_below(std::move(below)), m_above(std::move(above))
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        viewport()->setFocusPolicy(Qt::NoFocus);
        setFrameShape(QFrame::NoFrame);
        setRenderHint(QPainter::Antialiasing);
    }
    //! Shows a new chart and deletes the former one.
    void replaceChart(QChart *next)
    {
        next->legend()->hide();
        next->setBackgroundVisible(false);
        next->setMargins(QMargins(0, 0, 0, 0));
        next->setAnimationOptions(QChart::NoAnimation);
        auto *former = chart();
        setChart(next);
        delete former;
    }

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override
    {
        QChartView::drawBackground(painter, rect);
        paint(*painter, m_below);
    }
    void drawForeground(QPainter *painter, const QRectF &) override { paint(*painter, m_above); }

private:
    static void paint(QPainter &painter, const Paint &what)
    {
        if (!what)
            return;
        painter.save();
        painter.resetTransform();
        what(painter);
        painter.restore();
    }
    Paint m_below;
    Paint m_above;
};

} // namespace zhike::ui
