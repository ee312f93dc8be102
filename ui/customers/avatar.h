// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

#include <QWidget>

namespace zhike::ui {

//! First character on the tier's tint; a building for companies.
class Avatar : public QWidget {
    Q_OBJECT
public:
    explicit Avatar(int size, QWidget *parent = nullptr);
    void setCustomer(const QString &name, CustomerKind kind, Tier tier);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_size;
    QString m_name;
    CustomerKind m_kind = CustomerKind::Person;
    Tier m_tier = Tier::Mass;
};

} // namespace zhike::ui
