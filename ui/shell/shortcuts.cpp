// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/mainwindow.h"

#include "shell/topbar.h"

#include <QAction>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

//! The sheet lists the commands' own keys, so it cannot say anything else than what the keys do; the keys inside lists follow.
void MainWindow::showShortcuts()
{
    QDialog dialog(this);
    dialog.setWindowTitle(tr("Keyboard shortcuts"));
    auto *column = new QVBoxLayout(&dialog);
    column->setContentsMargins(m_theme.px(16), m_theme.px(16), m_theme.px(16), m_theme.px(16));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(m_theme.px(24));
    grid->setVerticalSpacing(m_theme.px(4));
    QList<std::pair<QString, QString>> rows;
    for (QAction *action : actions()) {
        if (!action->shortcut().isEmpty())
            rows.append({commandText(*action), action->shortcut().toString(QKeySequence::NativeText)});
    }
    rows.append({tr("Save in a form"), u"Ctrl+Enter"_s});
    rows.append({tr("Close the top layer"), u"Esc"_s});
    rows.append({tr("Open a row"), u"Enter"_s});
    rows.append({tr("Go to the list filter"), u"/"_s});
    rows.append({tr("Previous or next customer"), u"Ctrl+[  Ctrl+]"_s});
    const int half = (int(rows.size()) + 1) / 2;
    for (int i = 0; i < rows.size(); ++i) {
        grid->addWidget(makeLabel(rows[i].first, TextStyle::Body), i % half, (i / half) * 2);
        grid->addWidget(makeLabel(rows[i].second, TextStyle::Body, Color::T2), i % half, (i / half) * 2 + 1);
    }
    column->addLayout(grid);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog.exec();
}

} // namespace zhike::ui
