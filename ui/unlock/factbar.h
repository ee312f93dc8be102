// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace zhike::ui {

//! Three facts at the foot of the sign-in pages: icon, bold word, quiet line.
class FactBar : public QWidget {
    Q_OBJECT
public:
    explicit FactBar(QWidget *parent = nullptr);
    void clearFacts();
    void addFact(const QString &icon, Color tone, const QString &title, const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_row;
};

//! The column in the middle in which both pages stand, with the fact bar under it.
[[nodiscard]] QVBoxLayout *makeSignInColumn(QWidget *page, FactBar *facts);

} // namespace zhike::ui
