// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "services/views.h"
#include "widgets/badge.h"

#include <QAbstractListModel>

namespace zhike::ui {

//! Whom to contact today, best first, then those already done.
class CallModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { CallRole = Qt::UserRole, DoneRole };
    struct DoneCall {
        services::TaskRow task;
    };
    using QAbstractListModel::QAbstractListModel;
    void setCalls(const QList<services::CallRow> &calls, const QList<services::TaskRow> &done);
    void setLimit(int limit); //!< how many calls are shown, −1: all
    [[nodiscard]] int hidden() const { return int(m_calls.size()) - shownCalls(); }
    [[nodiscard]] const services::CallRow *call(int row) const; //!< null for a done row
    [[nodiscard]] const services::TaskRow *done(int row) const;
    [[nodiscard]] int shownCalls() const { return m_limit < 0 ? int(m_calls.size()) : std::min(m_limit, int(m_calls.size())); }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    //! The reason in one sentence, with its figures; what to do about it; and the badge that names it.
    static QString reason(const services::CallRow &call);
    static QString advice(const services::CallRow &call);
    static QString badge(const services::CallRow &call);
    static BadgeKind badgeKind(const services::CallRow &call);
    static QString badgeIcon(const services::CallRow &call);

private:
    QList<services::CallRow> m_calls;
    QList<services::TaskRow> m_done;
    int m_limit = -1;
};

} // namespace zhike::ui
