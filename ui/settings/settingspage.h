// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/deviceflows.h"
#include "services/views.h"
#include "settings/preferences.h"
#include "widgets/page.h"

class QBoxLayout;
class QLineEdit;
class QPushButton;

namespace zhike::ui {

class MessageBar;

//! Security and device at the left, how the program looks at the right. What the bank's policy decides is shown, greyed, with the policy named.
class SettingsPage final : public Page {
    Q_OBJECT
public:
    SettingsPage(services::Desk &desk, Theme &theme, services::DeviceFlows flows, QWidget *parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    void lockRequested();
    //! Language or zoom: every screen is built anew by whoever owns the window.
    void rebuildRequested(const QString &language);

private:
    QWidget *buildDevice();
    QWidget *buildLook();
    void fill();
    void change(const Preferences &preferences);
    void filter(const QString &text);
    void askPassphrase();
    void runFlow(std::function<Done()> flow, const QString &said);
    QWidget *row(QBoxLayout *into, const QString &name, const QString &text, QWidget *control, bool managed = false);

    services::DeviceFlows m_flows;
    services::DeviceFacts m_facts;
    Preferences m_preferences;
    bool m_busy = false;
    PageHeader *m_header;
    MessageBar *m_message;
    QLineEdit *m_find;
    QLabel *m_idle;
    QLabel *m_reveal;
    QLabel *m_binding;
    QLabel *m_lease;
    QLabel *m_generation;
    QLabel *m_check;
    QLabel *m_name;
    QLabel *m_store;
    QList<QPushButton *> m_buttons;
    QList<std::pair<QWidget *, QString>> m_rows; //!< for the search
};

} // namespace zhike::ui
