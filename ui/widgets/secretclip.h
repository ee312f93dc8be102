// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>

class QMimeData;

namespace zhike::ui {

//! What was revealed, on the clipboard for 30 seconds: marked so that clipboard histories leave it out, taken away at the end, at lock and at exit –
//! only while it is still ours; what somebody else put there stays.
class SecretClip : public QObject {
    Q_OBJECT
public:
    static SecretClip &instance();
    void copy(const QString &text);
    void clear(); //!< now, if it is still ours
    [[nodiscard]] bool holds() const;

private:
    SecretClip();
    QTimer m_timer;
    QByteArray m_mark; //!< known by this and not by its text
};

} // namespace zhike::ui
