// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "customers/revealfield.h"
#include "services/views.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace zhike::ui {

class Avatar;

//! Who it is: name, badges whose tooltip says why, masked contact, data age; call, follow-up, log.
class CustomerHeader : public QWidget {
    Q_OBJECT
public:
    explicit CustomerHeader(QWidget *parent = nullptr);
    void setFile(const services::CustomerFile &file, QDate today, const Disclosure &disclosure);

Q_SIGNALS:
    void logRequested(const QString &channel);
    void followUpRequested();
    void customerActivated(const zhike::CustomerId &customer);
    void revealFailed(const zhike::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addBadges(const services::CustomerFile &file, QDate today);
    void fitBadges();
    void addLine(const services::CustomerFile &file, QDate today, const Disclosure &disclosure);

    Avatar *m_avatar;
    QLabel *m_name;
    QHBoxLayout *m_badges;
    QHBoxLayout *m_line;
    QWidget *m_buttons;
    QPushButton *m_call;
};

} // namespace zhike::ui
