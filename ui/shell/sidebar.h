// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/ids.h"
#include "services/views.h"
#include "widgets/page.h"

#include <QAbstractButton>

class QVBoxLayout;

namespace zhike::ui {

//! One entry: icon, word, count. Collapsed it is the icon with the word as tooltip.
class NavButton : public QAbstractButton {
    Q_OBJECT
public:
    NavButton(const QString &icon, const QString &text, bool small, QWidget *parent = nullptr);
    void setCount(int count, bool urgent);
    void setCollapsed(bool collapsed);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QString m_icon;
    int m_count = 0;
    bool m_urgent = false;
    bool m_small;
    bool m_collapsed = false;
};

//! Left edge: sections of entries, the customers opened last, who is signed in. Only screens that exist have an entry.
class SideBar : public QWidget {
    Q_OBJECT
public:
    explicit SideBar(QWidget *parent = nullptr);
    void addEntry(Screen screen, const QString &icon, const QString &text); //!< in the section of the screen
    void setCurrent(Screen screen);
    void setOffered(Screen screen, bool offered); //!< one that is not has no entry
    void setCount(Screen screen, int count, bool urgent);
    void setUser(const QString &name, const QString &place);
    void addRecent(const CustomerId &customer, const QString &name, CustomerKind kind); //!< newest first, five at most
    void setCollapsed(bool collapsed);
    void setDiscreet(bool discreet); //!< no names, no counts
    [[nodiscard]] QList<Screen> screens() const; //!< in the order shown: Ctrl+1 …

Q_SIGNALS:
    void chosen(zhike::ui::Screen screen);
    void customerChosen(const zhike::CustomerId &customer);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Section {
        QLabel *title;
        QVBoxLayout *entries;
    };
    struct Recent {
        CustomerId id;
        QString name;
        CustomerKind kind;
    };
    Section addSection(QVBoxLayout *column, const QString &title);
    Section &sectionOf(Screen screen);
    void showTitles();
    void showRecent();

    Section m_work, m_team, m_data, m_recentSection;
    QList<std::pair<Screen, NavButton *>> m_entries;
    QList<Recent> m_recent;
    QWidget *m_user;
    QLabel *m_userName;
    QLabel *m_userPlace;
    bool m_collapsed = false;
    bool m_discreet = false;
};

} // namespace zhike::ui
