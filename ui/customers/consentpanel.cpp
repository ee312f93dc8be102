// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/consentpanel.h"

#include "models/labels.h"
#include "theme/theme.h"
#include "widgets/controls.h"

#include <QComboBox>
#include <QDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {

ConsentPanel::ConsentPanel(QWidget *parent) : Panel(tr("Consents"), parent)
{
    const Theme &theme = Theme::of(this);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(theme.px(16));
    m_grid->setVerticalSpacing(theme.px(4));
    m_grid->setColumnMinimumWidth(0, theme.px(110));
    m_grid->setColumnStretch(1, 1);
    body()->addLayout(m_grid);
}

void ConsentPanel::setCustomer(const services::CustomerRow &head, bool mayRecord)
{
    clearLayout(m_grid);
    addRow(u"marketing"_s, tr("Marketing"), head.consents.marketing, mayRecord);
    addRow(u"profiling"_s, tr("Profiling"), head.consents.profiling, mayRecord);
    addRow(u"third_party"_s, tr("Sharing"), head.consents.thirdParty, mayRecord);
}

void ConsentPanel::addRow(const QString &purpose, const QString &name, bool given, bool mayRecord)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(makeLabel(name, TextStyle::Small, Color::T3), row, 0);
    m_grid->addWidget(makeLabel(given ? tr("Consent given") : tr("No consent: not used for this"), TextStyle::Small, given ? Color::Ok : Color::T2), row, 1);
    auto *button = new QPushButton(given ? tr("Withdraw") : tr("Record consent…"));
    button->setObjectName(u"consent-"_s + purpose);
    button->setAccessibleName(u"%1: %2"_s.arg(name, button->text()));
    button->setEnabled(mayRecord);
    if (!mayRecord) {
        button->setToolTip(tr("Your role does not record consents"));
        button->setAccessibleDescription(button->toolTip());
    }
    m_grid->addWidget(button, row, 2);
    connect(button, &QPushButton::clicked, this, [this, purpose, name, given] {
        if (given)
            Q_EMIT consentChanged({.purpose = purpose, .given = false});
        else
            askNotice(purpose, name);
    });
}

void ConsentPanel::askNotice(const QString &purpose, const QString &name)
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Record consent"));
    auto *form = new QFormLayout(dialog);
    form->addRow(makeLabel(tr("%1: only what the customer agreed to after reading the notice.").arg(name), TextStyle::Small, Color::T2));
    auto *notice = new QLineEdit;
    notice->setAccessibleName(tr("Version of the notice"));
    form->addRow(tr("Version of the notice"), notice);
    auto *channel = new QComboBox;
    channel->setAccessibleName(tr("How he said it"));
    for (const auto &wire : {u"branch"_s, u"visit"_s, u"call"_s, u"online"_s, u"wechat"_s})
        channel->addItem(Labels::channel(wire), wire);
    form->addRow(tr("How he said it"), channel);
    auto *save = new QPushButton(tr("Record"));
    setButtonKind(save, "primary");
    save->setEnabled(false);
    connect(notice, &QLineEdit::textChanged, save, [save](const QString &text) { save->setEnabled(!text.trimmed().isEmpty()); });
    form->addRow(save);
    connect(save, &QPushButton::clicked, dialog, [this, dialog, purpose, notice, channel] {
        Q_EMIT consentChanged({.purpose = purpose, .given = true, .channel = channel->currentData().toString(), .noticeVersion = notice->text().trimmed()});
        dialog->accept();
    });
    dialog->open();
}

} // namespace zhike::ui
