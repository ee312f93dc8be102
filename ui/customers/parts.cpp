// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/parts.h"

#include "models/labels.h"
#include "widgets/elidedlabel.h"
#include "widgets/smallcharts.h"

#include <QGridLayout>
#include <QHBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(CustomerParts)
};

} // namespace

void addFact(QGridLayout *grid, const QString &name, const QString &value, Color tone)
{
    const int row = grid->rowCount();
    grid->addWidget(makeLabel(name, TextStyle::Small, Color::T3), row, 0, Qt::AlignTop);
    QLabel *text = makeLabel(value, TextStyle::Small, tone);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setFocusPolicy(Qt::NoFocus);
    grid->addWidget(text, row, 1);
    grid->setColumnStretch(1, 1);
}

QWidget *makeReason(const services::ChurnReasonRow &reason)
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *text = new ElidedLabel(Labels::churnReasonShort(reason));
    setTextStyle(text, TextStyle::Small);
    text->setToolTip(Labels::churnReason(reason));
    auto *bar = new ShareBar;
    bar->setShare(reason.points / 50.0, Color::Sev);
    bar->setFixedWidth(Theme::of(line).px(76));
    QLabel *points = makeLabel(u"+%1"_s.arg(reason.points), TextStyle::Small, Color::T2);
    points->setFixedWidth(Theme::of(line).px(28));
    points->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(text, 1);
    row->addWidget(bar);
    row->addWidget(points);
    return line;
}

QString sexName(QStringView wire)
{
    if (wire == u"f" || wire == u"female")
        return Text::tr("Female");
    if (wire == u"m" || wire == u"male")
        return Text::tr("Male");
    return {};
}

QString personLine(const services::CustomerFile &file)
{
    QStringList parts;
    if (const QString sex = sexName(file.sex); !sex.isEmpty())
        parts << sex;
    if (file.age > 0)
        parts << Text::tr("%n years old", nullptr, file.age);
    if (!file.occupation.isEmpty())
        parts << file.occupation;
    return parts.join(u" · "_s);
}

} // namespace zhike::ui
