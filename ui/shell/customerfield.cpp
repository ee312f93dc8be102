// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/customerfield.h"

#include "models/labels.h"
#include "theme/theme.h"
#include "widgets/answer.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr int IdRole = Qt::UserRole + 1;
constexpr int NameRole = Qt::UserRole + 2;

} // namespace

CustomerField::CustomerField(services::Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_edit = new QLineEdit;
    m_edit->setPlaceholderText(tr("Name, pinyin initials, number or phone tail"));
    m_edit->setAccessibleName(tr("Customer"));
    m_edit->addAction(Theme::of(this).icon(u"user"_s), QLineEdit::LeadingPosition);
    row->addWidget(m_edit);
    setFocusProxy(m_edit);
    m_hits = new QStandardItemModel(this);
    m_completer = new QCompleter(m_hits, this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, &CustomerField::search);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &index) {
        m_customer = CustomerId(index.data(IdRole).toString());
        m_edit->setText(index.data(NameRole).toString());
        Q_EMIT chosen(m_customer);
    });
}

void CustomerField::setCustomer(const CustomerId &customer)
{
    const quint64 request = ++m_request;
    m_customer = customer;
    m_edit->clear();
    if (customer.isEmpty())
        return;
    whenAnswered(m_desk.read([customer](services::Queries &q) { return q.customer(customer); }), m_desk, this,
                 [this, request](const Result<services::CustomerFile> &file) {
                     if (request == m_request && file)
                         m_edit->setText(file->head.name);
                 });
}

void CustomerField::search(const QString &text)
{
    m_customer = {};
    const quint64 request = ++m_request;
    if (text.trimmed().isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    whenAnswered(m_desk.read([text](services::Queries &q) { return q.search(text, 8); }), m_desk, this,
                 [this, request](const Result<QList<services::SearchHit>> &hits) {
                     if (request != m_request || !hits)
                         return;
                     m_hits->clear();
                     for (const services::SearchHit &hit : hits.value()) {
                         auto *item = new QStandardItem(tr("%1 · %2 · %3").arg(hit.name, Labels::tierOf(hit.kind, hit.tier), hit.number));
                         item->setData(hit.id.text(), IdRole);
                         item->setData(hit.name, NameRole);
                         m_hits->appendRow(item);
                     }
                     if (m_hits->rowCount() > 0 && m_edit->hasFocus())
                         m_completer->complete();
                     else
                         m_completer->popup()->hide();
                 });
}

} // namespace zhike::ui
