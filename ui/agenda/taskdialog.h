// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/desk.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QCompleter;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QTimeEdit;

namespace zhike::ui {

//! A new entry of the calendar, or only the time of one that exists. Stays open with everything typed when the command fails.
class TaskDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Mode { Create, Schedule };
    //! \param start midnight means all-day
    TaskDialog(services::Desk &desk, Mode mode, const QDateTime &start, QWidget *parent = nullptr);
    void setTask(const services::TaskRow &task); //!< the one to be given a time

Q_SIGNALS:
    void saved();

private:
    void save();
    void searchCustomers(const QString &text);
    void fail(const Error &error);

    services::Desk &m_desk;
    Mode m_mode;
    services::TaskRow m_task;
    QLineEdit *m_title;
    QLineEdit *m_customer;
    QCompleter *m_completer;
    QList<services::SearchHit> m_hits;
    QComboBox *m_kind;
    QDateEdit *m_date;
    QCheckBox *m_allDay;
    QTimeEdit *m_start;
    QSpinBox *m_minutes;
    QComboBox *m_repeat;
    QPlainTextEdit *m_note;
    QLabel *m_error;
};

} // namespace zhike::ui
