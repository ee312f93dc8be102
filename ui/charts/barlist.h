// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "charts/chartwidget.h"

namespace zhike::ui {

struct BarRow {
    QString key;
    QString name;
    qint64 value = 0;
    QString text; //!< the value in words, at the right end
    Color color = Color::C1;
    QString readout; //!< what hovering says; empty: name and text
};

//! Horizontal bars from the largest down, name at the left and figure at the right. A mark is a row.
class BarList final : public ChartWidget {
    Q_OBJECT
public:
    explicit BarList(QWidget *parent = nullptr);
    void setRows(const QList<BarRow> &rows, const QString &nameTitle, const QString &valueTitle);
    void setSelected(int row); //!< −1: none
    [[nodiscard]] const QList<BarRow> &rows() const { return m_rows; }

    [[nodiscard]] int markCount() const override { return int(m_rows.size()); }
    [[nodiscard]] QRectF markRect(int mark) const override;
    [[nodiscard]] QString readout(int mark) const override;
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void styleChanged() override;

private:
    QList<BarRow> m_rows;
    QString m_nameTitle;
    QString m_valueTitle;
    int m_selected = -1;
};

//! How a rule score is made of its parts: from 0 through each contribution to the sum; the parts always add up to the sum shown.
class Waterfall final : public ChartWidget {
    Q_OBJECT
public:
    struct Part {
        QString name;
        int points = 0;
    };
    explicit Waterfall(QWidget *parent = nullptr);
    //! A last row "limit" is added when the parts exceed the sum.
    void setParts(const QList<Part> &parts, int sum, const QString &sumName, const QString &limitName);

    [[nodiscard]] int markCount() const override { return int(m_parts.size()) + 1; }
    [[nodiscard]] QRectF markRect(int mark) const override;
    [[nodiscard]] QString readout(int mark) const override;
    [[nodiscard]] ChartTable table() const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Part> m_parts;
    int m_sum = 0;
    int m_top = 1; //!< largest running value: the scale
    QString m_sumName;
};

} // namespace zhike::ui
