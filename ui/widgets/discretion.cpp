// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/discretion.h"

namespace zhike::ui {

Discretion &Discretion::instance()
{
    static Discretion state;
    return state;
}

void Discretion::turnOn(const CustomerId &customer)
{
    if (m_on)
        return;
    m_on = true;
    m_customer = customer;
    Q_EMIT changed(true);
}

void Discretion::turnOff()
{
    if (!m_on)
        return;
    m_on = false;
    m_customer = {};
    Q_EMIT changed(false);
}

} // namespace zhike::ui
