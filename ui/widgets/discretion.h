// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/ids.h"

#include <QObject>

namespace zhike::ui {

//! Presentation mode: somebody else looks at the screen. Only one customer is shown, every amount is hidden, nothing pops up. One state for the whole
//! program, on the GUI thread; format:: asks it, so that an amount has no other way onto the screen.
class Discretion : public QObject {
    Q_OBJECT
public:
    static Discretion &instance();

    [[nodiscard]] bool isOn() const { return m_on; }
    [[nodiscard]] const CustomerId &customer() const { return m_customer; } //!< the only one shown; empty: nobody
    void turnOn(const CustomerId &customer);
    void turnOff();

Q_SIGNALS:
    void changed(bool on); //!< receivers hide at once, on this call

private:
    Discretion() = default;
    bool m_on = false;
    CustomerId m_customer;
};

} // namespace zhike::ui
