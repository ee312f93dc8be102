// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace zhike::ui {

class Avatar;
class Badge;
class IconButton;
class RiskLadder;
class Sparkline;

//! Right of the list: enough of the selected customer to decide whether to open or call.
class CustomerPreview : public QFrame {
    Q_OBJECT
public:
    explicit CustomerPreview(QWidget *parent = nullptr);
    void setFile(const services::CustomerFile &file, QDate today);
    void clear();

Q_SIGNALS:
    void openRequested();
    void logRequested(const QString &channel);
    void followUpRequested();

private:
    QWidget *m_content;
    Avatar *m_avatar;
    QLabel *m_name;
    Badge *m_tier;
    IconButton *m_call;
    QLabel *m_line;
    QLabel *m_aum;
    QLabel *m_net;
    Sparkline *m_months;
    QWidget *m_churn;
    RiskLadder *m_ladder;
    QLabel *m_points;
    QVBoxLayout *m_reasons;
    QGridLayout *m_facts;
    QVBoxLayout *m_recent;
};

} // namespace zhike::ui
