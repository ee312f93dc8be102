// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QTimer;

namespace zhike::ui {

class IconLabel;

//! Trust is always visible: connectivity and last sync, waiting, conflicts, as-of date, encryption, device binding. At the right a hint of
//! the screen, or for ten seconds what just happened.
class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);
    void setStatus(const services::SyncStatus &status, QDate today);
    void setHint(const QString &hint);
    void showNotice(const QString &text);
    void setDiscreet(bool discreet); //!< no notices: they may name somebody

Q_SIGNALS:
    void syncClicked(); //!< any of the sync facts: opens the sync centre

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    struct Fact {
        QWidget *box;
        IconLabel *icon;
        QLabel *text;
    };
    Fact addFact(QHBoxLayout *row);
    static void setFact(const Fact &fact, const QString &icon, const QString &text, Color tone, const QString &why);
    void showRight();

    Fact m_link, m_pending, m_conflicts, m_asOf, m_store, m_device;
    QLabel *m_hint;
    QString m_hintText;
    QString m_notice;
    QTimer *m_noticeTimer;
    bool m_discreet = false;
};

} // namespace zhike::ui
