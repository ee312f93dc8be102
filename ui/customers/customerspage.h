// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/page.h"

class QBoxLayout;
class QButtonGroup;
class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QTableView;
class QTimer;

namespace zhike::ui {

class CustomerListModel;
class CustomerPreview;
class MessageBar;
class EmptyState;
class Segmented;

//! Segments with counts | filter, table | preview of the selected customer.
class CustomersPage : public Page {
    Q_OBJECT
public:
    CustomersPage(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);

    void refresh() override;
    //! Drill-down: exactly what the query says, with its title as a chip that takes it back.
    void show(const services::CustomerQuery &query, const QString &title);
    using QWidget::show;
    void showCustomers(const services::CustomerQuery &query, const QString &title) override { show(query, title); }
    [[nodiscard]] CustomerId currentCustomer() const override;
    [[nodiscard]] CustomerId neighbour(const CustomerId &customer, int step) const override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] CustomerListModel *model() const { return m_model; }
    void exportList(); //!< asks what for and where to

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct SegmentButton;
    QWidget *makeSegments();
    QWidget *makeTable();
    void addSegment(QBoxLayout *column, const QString &text, std::function<int(const services::SegmentCounts &)> count,
                    std::function<void(services::CustomerQuery &)> apply, bool urgent = false);
    void askSegments();
    void apply(); //!< asks with the filters as they are
    void showChips();
    void addChip(const QString &text, std::function<void()> remove);
    void fillFilterMenu(QMenu *menu);
    void onLoaded();
    void onCurrentChanged();
    void openCurrent();
    void showExport(); //!< whether it is offered, and why not
    void setPreviewVisible(bool visible);
    void showSegmentState();
    void fitColumns();

    CustomerListModel *m_model;
    services::CustomerQuery m_query;
    QString m_drillTitle; //!< not empty while a drill-down is in force
    CustomerId m_wanted; //!< select again after a reload
    PageHeader *m_header;
    QPushButton *m_export;
    QButtonGroup *m_segments;
    QList<std::function<int(const services::SegmentCounts &)>> m_segmentCounts;
    QList<std::function<void(services::CustomerQuery &)>> m_segmentApply;
    QLineEdit *m_search;
    QHBoxLayout *m_chips;
    MessageBar *m_message;
    QTableView *m_table;
    EmptyState *m_empty;
    QLabel *m_range;
    QLabel *m_sum;
    Segmented *m_density;
    CustomerPreview *m_preview;
    QTimer *m_typing;
    bool m_previewWanted = true;
};

} // namespace zhike::ui
