// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/desk.h"

#include <QWidget>

class QCompleter;
class QLineEdit;
class QStandardItemModel;

namespace zhike::ui {

//! Chooses one customer by name, pinyin, number or phone tail; what was chosen is shown by name and can be typed over.
class CustomerField : public QWidget {
    Q_OBJECT
public:
    explicit CustomerField(services::Desk &desk, QWidget *parent = nullptr);
    void setCustomer(const CustomerId &customer); //!< asks for the name; empty clears
    [[nodiscard]] CustomerId customer() const { return m_customer; }
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }

Q_SIGNALS:
    void chosen(const zhike::CustomerId &customer);

private:
    void search(const QString &text);

    services::Desk &m_desk;
    quint64 m_request = 0;
    CustomerId m_customer;
    QLineEdit *m_edit;
    QCompleter *m_completer;
    QStandardItemModel *m_hits;
};

} // namespace zhike::ui
