// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/enums.h"
#include "theme/theme.h"
#include "widgets/badge.h"

#include <QWidget>

namespace zhike::ui {

//! One line of a short list in a side panel; what is empty takes no room.
struct ListRow {
    enum class Lead { None, Icon, Ring, Ladder };
    QString key; //!< given back on activation; empty: the row is not for clicking
    Lead lead = Lead::None;
    QString icon;
    Color iconTone = Color::T2;
    double share = 0; //!< of the ring still open, 0…1
    ChurnLevel level = ChurnLevel::None;
    QString title; //!< bold
    QString text; //!< beside the title
    QString second; //!< small, below
    QString badge;
    BadgeKind badgeKind = BadgeKind::Neutral;
    QString end; //!< at the right
    Color endTone = Color::T2;
    bool endBold = false;
    bool struck = false;
    QString spoken; //!< accessible sentence; empty: the texts in order
};

//! A short list, painted: as high as its rows, walked with ↑ ↓, opened with Enter or a click.
class RowList : public QWidget {
    Q_OBJECT
public:
    explicit RowList(QWidget *parent = nullptr);
    void setRows(const QList<ListRow> &rows);
    void setSelecting(bool selecting); //!< the current row stays marked without the focus: what is shown beside the list
    void setTitleWidth(int width); //!< of the title column at 100 %, 0: as wide as the title
    [[nodiscard]] const QList<ListRow> &rows() const { return m_rows; }
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated(const QString &key);
    void currentChanged(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void paintRow(QPainter &painter, int row) const;
    void paintLead(QPainter &painter, const ListRow &row, const QRectF &box) const;
    [[nodiscard]] int rowHeight(int row) const;
    [[nodiscard]] int rowAt(const QPoint &at) const;

    const Theme &m_theme;
    QList<ListRow> m_rows;
    int m_titleWidth = 0;
    bool m_selecting = false;
    int m_current = -1;
    int m_hover = -1;
};

//! A ring of which `share` is filled: the time that is left.
void paintRing(QPainter &painter, const Theme &theme, const QRectF &box, double share, Color color);

} // namespace zhike::ui
