// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/desk.h"

#include <QAbstractTableModel>

namespace zhike::ui {

//! The customer list as virtual rows: the number of rows is known at once, the rows come in pages of 100 when they are looked at.
//! The old answer stays until the new one is there, so typing does not make the list blink.
class CustomerListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Tier, Aum, Change, Months, Risk, Churn, LastContact, Next, Consents, ColumnCount };
    static constexpr int PageSize = 100;

    explicit CustomerListModel(services::Desk &desk, QObject *parent = nullptr);

    void setQuery(const services::CustomerQuery &query);
    [[nodiscard]] const services::CustomerQuery &query() const { return m_query; }
    void reload();
    [[nodiscard]] int sortColumn() const; //!< −1: by something that is no column
    //! nullptr while the page of the row is on its way (asking starts it).
    [[nodiscard]] const services::CustomerRow *customer(int row) const;
    [[nodiscard]] int rowOf(const CustomerId &customer) const; //!< among the loaded rows; −1
    [[nodiscard]] Money aumTotal() const { return m_aumTotal; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void loaded(); //!< a first page for the query is there
    void failed(const zhike::Error &error);

private:
    void fetch(int page) const;
    void answer(int page, bool first, const services::CustomerPage &rows);
    [[nodiscard]] static QString headerText(int section);
    [[nodiscard]] QString text(const services::CustomerRow &row, int column) const;
    [[nodiscard]] QString sentence(const services::CustomerRow &row) const;
    [[nodiscard]] QString toolTip(const services::CustomerRow &row, int column) const;

    services::Desk &m_desk;
    services::CustomerQuery m_query;
    quint64 m_generation = 0;
    int m_total = 0;
    Money m_aumTotal;
    QHash<int, QList<services::CustomerRow>> m_pages;
    mutable QSet<int> m_asked; //!< pages on their way
};

} // namespace zhike::ui
