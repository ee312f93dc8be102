// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "shell/entrylayer.h"

class QCheckBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QTimer;

namespace zhike::ui {

class CustomerField;
class Segmented;

//! Ctrl+L: what was said, on which channel, with what result, and what comes next.
class QuickLog : public EntryLayer {
    Q_OBJECT
public:
    QuickLog(services::Desk &desk, QWidget *host);
    //! A draft that was not saved comes back when it is for the same customer or for none.
    void open(const CustomerId &customer, const QString &channel);
    void setSummary(const QString &text);
    [[nodiscard]] QString summary() const;
    void keepDraft(); //!< what is half typed goes into the vault, or is forgotten there when nothing is
    void takeUpDraft(); //!< asks for what was kept and fills the form with it, unless somebody types already

protected:
    void save() override;

private:
    void clear();
    [[nodiscard]] bool isEmpty() const;

    QTimer *m_keep;
    QString m_kept;
    CustomerField *m_customer;
    Segmented *m_channel;
    Segmented *m_outcome;
    QSpinBox *m_minutes;
    QPlainTextEdit *m_summary;
    QLabel *m_secret; //!< what was typed looks like something that must be stored nowhere
    QLineEdit *m_next;
    QCheckBox *m_follow;
    QDateEdit *m_nextOn;
};

} // namespace zhike::ui
