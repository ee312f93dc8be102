// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/enums.h"
#include "theme/theme.h"

#include <QWidget>

namespace zhike::ui {

//! Sparkline for delegates and figures: the span is at least 22 % of the maximum so that flat series look flat, the end dot is today,
//! a fall of more than 10 % is drawn in the risk colour.
void paintSparkline(QPainter &painter, const Theme &theme, const QRectF &rect, const QList<qint64> &values, bool filled = false);
//! Three bars; none, watch, act and critical light 0, 1, 2 and 3 of them.
void paintLadder(QPainter &painter, const Theme &theme, const QRectF &rect, ChurnLevel level);
//! A bar of a share 0…1 on a quiet track.
void paintShareBar(QPainter &painter, const Theme &theme, const QRectF &rect, double share, Color fill);

class Sparkline : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(QWidget *parent = nullptr);
    void setValues(const QList<qint64> &values, const QString &summary); //!< summary: what a screen reader says
    void setFilled(bool filled);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<qint64> m_values;
    bool m_filled = false;
};

class RiskLadder : public QWidget {
    Q_OBJECT
public:
    explicit RiskLadder(QWidget *parent = nullptr);
    void setLevel(ChurnLevel level, const QString &word);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChurnLevel m_level = ChurnLevel::None;
};

class ShareBar : public QWidget {
    Q_OBJECT
public:
    explicit ShareBar(QWidget *parent = nullptr);
    void setShare(double share, Color fill = Color::Accent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_share = 0;
    Color m_fill = Color::Accent;
};

} // namespace zhike::ui
