// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "shell/entrylayer.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;
class QTimeEdit;

namespace zhike::ui {

class CustomerField;
class Segmented;

//! Ctrl+Shift+F: a task, all-day or at a time.
class FollowUp : public EntryLayer {
    Q_OBJECT
public:
    FollowUp(services::Desk &desk, QWidget *host);
    void open(const CustomerId &customer);
    void setTitle(const QString &text);
    [[nodiscard]] QString title() const;

protected:
    void save() override;
    [[nodiscard]] QJsonObject draft() const override;
    void setDraft(const QJsonObject &draft) override;

private:
    void clear();

    CustomerField *m_customer;
    QLineEdit *m_title;
    QComboBox *m_kind;
    QDateEdit *m_day;
    QCheckBox *m_timed;
    QTimeEdit *m_from;
    QTimeEdit *m_to;
    Segmented *m_priority;
    QPlainTextEdit *m_note;
};

} // namespace zhike::ui
