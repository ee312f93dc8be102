// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "theme/theme.h"
#include "widgets/answer.h"

#include <QHash>
#include <QLabel>
#include <QWidget>

class QHBoxLayout;

namespace zhike::ui {

class Placeholder;

enum class Screen { Today, Customers, Calendar, Alerts, Portfolio, Approvals, Sync, Audit, Settings, Customer };

//! A screen of the main window. It asks the desk when it is shown and again when data changed; while hidden it only remembers that it is stale.
class Page : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Page)
public:
    Page(services::Desk &desk, Theme &theme, QWidget *parent = nullptr);
    ~Page() override;

    //! Asks for the data again; what is on screen stays until the answer is there.
    virtual void refresh() = 0;
    [[nodiscard]] bool isReady() const { return m_ready; }
    //! Whom the quick log and a new follow-up speak of when called from here; empty: ask.
    [[nodiscard]] virtual CustomerId currentCustomer() const { return {}; }
    //! The customer before or after one in the list shown; empty at the ends.
    [[nodiscard]] virtual CustomerId neighbour(const CustomerId &, int /*step*/) const { return {}; }
    virtual void showCustomer(const CustomerId &) { } //!< Screen::Customer: become this one
    virtual void showCustomers(const services::CustomerQuery &, const QString & /*title*/) { } //!< Screen::Customers: a drill-down
    [[nodiscard]] virtual QString hint() const { return {}; } //!< keys of this screen, for the status bar

Q_SIGNALS:
    void ready(); //!< first data is painted
    void openCustomer(const zhike::CustomerId &customer);
    void openCustomers(const zhike::services::CustomerQuery &query, const QString &title); //!< drill-down: the customer list shows these
    void openScreen(zhike::ui::Screen screen);
    void logInteraction(const zhike::CustomerId &customer, const QString &channel); //!< opens the quick log; channel may be empty
    void addFollowUp(const zhike::CustomerId &customer); //!< opens the new follow-up dialog
    void leaveRequested(); //!< the person does not wait for the first answer
    void notice(const QString &text); //!< one line for the status bar, e.g. "Saved on this computer"

protected:
    [[nodiscard]] services::Desk &desk() const { return m_desk; }
    [[nodiscard]] Theme &theme() const { return m_theme; }
    [[nodiscard]] QDate todayDate() const { return m_desk.clock().today(); }

    //! Asks; only the newest answer of a channel arrives, older ones are dropped. `answer` gets a Result<…>.
    template<class Question, class Answer>
    void ask(Question question, Answer answer, int channel = 0)
    {
        const quint64 number = ++m_requests[channel];
        using R = std::invoke_result_t<Question, services::Queries &>;
        whenAnswered(m_desk.read(std::move(question)), m_desk, this, [this, channel, number, answer = std::move(answer)](R result) mutable {
            if (m_requests[channel] == number)
                answer(std::move(result));
        });
    }
    //! Does; `answer` gets the command's Result.
    template<class Command, class Answer>
    void order(Command command, Answer answer)
    {
        using R = std::invoke_result_t<Command, services::Commands &>;
        whenAnswered(m_desk.write(std::move(command)), m_desk, this, [answer = std::move(answer)](R result) mutable { answer(std::move(result)); });
    }
    //! Call when the first answer is in the widgets; ready() follows once they are painted.
    void setReady();
    void showEvent(QShowEvent *event) override;

private:
    Placeholder *m_placeholder = nullptr; //!< until the first answer
    services::Desk &m_desk;
    Theme &m_theme;
    QHash<int, quint64> m_requests;
    bool m_ready = false;
    bool m_stale = true;
};

//! Title line of a page: 52 px, title, a quiet sentence, actions at the right.
class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(const QString &title, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setNote(const QString &note);
    void addAction(QWidget *widget); //!< from left to right, at the right end
    using QWidget::addAction;

private:
    QLabel *m_title;
    QLabel *m_note;
    QHBoxLayout *m_layout;
};

} // namespace zhike::ui
