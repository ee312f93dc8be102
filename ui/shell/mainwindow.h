// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/desk.h"
#include "widgets/page.h"

#include <QMainWindow>

class QStackedWidget;

namespace zhike::ui {

class FollowUp;
class MessageBar;
class Palette;
class QuickLog;
class SideBar;
class StatusLine;
class TopBar;

using PageFactory = std::function<Page *(QWidget *parent)>;

//! Top bar, side bar, the screens, status line; the palette and the quick log float over them. Screens are given by factories and built when
//! first opened; those without a factory have no entry.
class MainWindow : public QMainWindow {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)
public:
    MainWindow(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    void addPage(Screen screen, PageFactory factory);
    void open(Screen screen);
    void openCustomer(const CustomerId &customer);
    void openCustomers(const services::CustomerQuery &query, const QString &title);
    [[nodiscard]] QWidget *page(Screen screen); //!< builds it if need be; nullptr without a factory
    [[nodiscard]] Screen current() const { return m_places.isEmpty() ? Screen::Today : m_places.at(m_place).screen; }
    void keepDrafts(); //!< before the desk closes
    void takeUpDrafts();
    void shut(); //!< the store is locked: no command, key or button does anything any more, for as long as a dialog keeps the window alive
    //! A sentence that stands above every screen as long as it holds, such as that the store is read-only; empty: none.
    void setStoreNotice(const QString &text);
    [[nodiscard]] QuickLog *quickLog() const { return m_quickLog; }
    [[nodiscard]] FollowUp *followUp() const { return m_followUpLayer; }
    //! Only the customer shown, no amounts, no notices; leaving it locks, so that coming back takes the passphrase.
    void present();
    [[nodiscard]] Palette *searchPalette() const { return m_palette; }

public Q_SLOTS:
    void openPalette();
    void logInteraction(const zhike::CustomerId &customer = {}, const QString &channel = {});
    void addFollowUp(const zhike::CustomerId &customer = {});
    void goBack();
    void goForward();

Q_SIGNALS:
    void lockRequested();
    void screenChanged(zhike::ui::Screen screen);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Place {
        Screen screen = Screen::Today;
        CustomerId customer;
        std::optional<services::CustomerQuery> query; //!< drill-down
        QString title;
    };
    void applyDiscretion(bool on);
    QWidget *cover();
    void buildActions();
    QAction *command(QMenu *menu, const QString &icon, const QString &text, const QKeySequence &keys, std::function<void()> run);
    void go(const Place &place);
    void present(const Place &place);
    Page *build(Screen screen);
    void askCounts();
    void showStatus(const services::SyncStatus &status);
    void showNotices();
    void showShortcuts();
    void updateHistory();
    void showOffers();
    void numberEntries();
    void showBanner();
    void remember(const CustomerId &customer);

    services::Desk &m_desk;
    Theme &m_theme;
    QHash<Screen, PageFactory> m_factories;
    QHash<Screen, Page *> m_pages;
    QList<Place> m_places; //!< history of views
    int m_place = 0;
    services::SegmentCounts m_counts;
    services::SyncStatus m_status;
    services::Approvals m_approvals;
    QString m_storeNotice;
    QString m_bannerKey; //!< what the banner speaks of; one that was closed stays closed until this changes
    std::function<void()> m_bannerAction;
    quint64 m_countRequest = 0;

    QMenu *m_goMenu = nullptr;
    QMenu *m_noticeMenu;
    QAction *m_back = nullptr;
    QAction *m_forward = nullptr;
    QAction *m_search = nullptr;
    QAction *m_log = nullptr;
    QAction *m_followUp = nullptr;
    QAction *m_lock = nullptr;
    QAction *m_goEnd = nullptr; //!< entries of the screens go before it
    QHash<Screen, QAction *> m_goActions;
    TopBar *m_top;
    SideBar *m_side;
    MessageBar *m_banner;
    QStackedWidget *m_stack;
    QWidget *m_cover = nullptr; //!< in place of every screen that shows others
    QAction *m_present = nullptr;
    StatusLine *m_line;
    QuickLog *m_quickLog;
    FollowUp *m_followUpLayer;
    Palette *m_palette;
};

} // namespace zhike::ui
