// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/page.h"

#include <QFrame>

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace zhike::ui {

class IconLabel;
class MessageBar;
class Panel;
class RowsTable;

//! Says in colour, icon and word whether the chain holds.
class ChainBanner final : public QFrame {
    Q_OBJECT
public:
    explicit ChainBanner(QWidget *parent = nullptr);
    enum class State { Verifying, Intact, Broken };
    void setState(State state, const QString &title, const QString &line);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString title() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    State m_state = State::Verifying;
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_line;
};

//! The device's audit: whether the chain holds, what is on record, one record with its place in the chain, and what was signed.
class AuditPage final : public Page {
    Q_OBJECT
public:
    AuditPage(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);
    void refresh() override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] ChainBanner *banner() const { return m_banner; }
    [[nodiscard]] int rowCount() const { return int(m_shown.size()); }
    void select(int row);

private:
    QWidget *buildFilters();
    QWidget *buildSide();
    void verify();
    void fill();
    void showRecord(int row);
    void showLinks(int row);
    void showCheckpoints();
    void addLink(const services::AuditEntry &entry, bool current);

    services::AuditBoard m_board;
    services::AuditFinding m_finding;
    QList<services::AuditEntry> m_shown;
    bool m_verified = false;
    MessageBar *m_message;
    ChainBanner *m_banner;
    QPushButton *m_verify;
    QLineEdit *m_text;
    QComboBox *m_kind;
    QPushButton *m_sensitive;
    QPushButton *m_failed;
    QLabel *m_count;
    RowsTable *m_table;
    Panel *m_recordPanel;
    QVBoxLayout *m_record;
    QVBoxLayout *m_links;
    QVBoxLayout *m_checkpoints;
};

} // namespace zhike::ui
