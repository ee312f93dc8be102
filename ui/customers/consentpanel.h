// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/commands.h"
#include "widgets/panel.h"

class QGridLayout;

namespace zhike::ui {

//! What the customer allowed, purpose by purpose. A withdrawal takes one press; a consent asks which notice he read and how he said it.
class ConsentPanel : public Panel {
    Q_OBJECT
public:
    explicit ConsentPanel(QWidget *parent = nullptr);
    //! \param mayRecord the right to write down what he said
    void setCustomer(const services::CustomerRow &head, bool mayRecord);

Q_SIGNALS:
    void consentChanged(const zhike::services::ConsentNote &note);

private:
    void addRow(const QString &purpose, const QString &name, bool given, bool mayRecord);
    void askNotice(const QString &purpose, const QString &name);

    QGridLayout *m_grid;
};

} // namespace zhike::ui
