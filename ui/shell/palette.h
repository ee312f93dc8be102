// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/desk.h"
#include "shell/layer.h"

#include <QAbstractListModel>

class QAction;
class QLabel;
class QLineEdit;
class QListView;

namespace zhike::ui {

//! Rows of the palette: headings, customers found, what can be done with the first of them, commands.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Kind { Heading, Customer, CustomerAction, Command };
    enum Role { KindRole = Qt::UserRole + 1, IconRole, NoteRole, KeysRole, TierRole, CompanyRole };
    struct Row {
        Kind kind = Heading;
        QString icon;
        QString text;
        QString note;
        QString keys;
        CustomerId customer;
        CustomerKind customerKind = CustomerKind::Person;
        Tier tier = Tier::Mass;
        QAction *action = nullptr; //!< Command; CustomerAction is told apart by `keys`' action
    };
    using QAbstractListModel::QAbstractListModel;
    void setRows(QList<Row> rows);
    [[nodiscard]] const Row &row(int index) const { return m_rows.at(index); }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<Row> m_rows;
};

//! Ctrl+K: customers as you type (hanzi, pinyin, initials, number, phone tail), actions on the first hit, and every command of the menus.
class Palette : public Layer {
    Q_OBJECT
public:
    Palette(services::Desk &desk, QWidget *host);
    void setCommands(const QList<QAction *> &commands);
    //! Commands that act on a customer; chosen ones arrive as customerActionChosen.
    void setOnly(const std::optional<CustomerId> &customer) { m_only = customer; } //!< presentation mode: nobody else is found
    void setCustomerActions(const QList<QAction *> &actions);
    void open(const QString &text = {});

Q_SIGNALS:
    void customerChosen(const zhike::CustomerId &customer);
    void customerActionChosen(QAction *action, const zhike::CustomerId &customer);

protected:
    [[nodiscard]] QRect panelGeometry() const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void noteAndFill(const QString &text, const QString &kind, const QList<services::SearchHit> &hits);
    void fill(const QString &text, const QList<services::SearchHit> &hits, const QString &problem);
    void activate(const QModelIndex &index);
    void step(int by);

    services::Desk &m_desk;
    quint64 m_request = 0;
    std::optional<CustomerId> m_only;
    QList<QAction *> m_commands;
    QList<QAction *> m_customerActions;
    QLineEdit *m_input;
    QListView *m_view;
    QLabel *m_foot;
    PaletteModel *m_model;
};

} // namespace zhike::ui
