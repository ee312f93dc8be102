// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "shell/entrylayer.h"

class QCheckBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

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

protected:
    void save() override;
    [[nodiscard]] QJsonObject draft() const override;
    void setDraft(const QJsonObject &draft) override;

private:
    void clear();

    CustomerField *m_customer;
    Segmented *m_channel;
    QCheckBox *m_incoming;
    Segmented *m_outcome;
    QSpinBox *m_minutes;
    QPlainTextEdit *m_summary;
    QLabel *m_secret; //!< what was typed looks like something that must be stored nowhere
    QLineEdit *m_next;
    QCheckBox *m_follow;
    QDateEdit *m_nextOn;
};

} // namespace zhike::ui
