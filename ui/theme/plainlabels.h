// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

namespace zhike::ui {

//! Qt's labels guess whether a text is markup, and markup may load files. What a person typed is never markup: every label that would guess – tool tips,
//! message boxes, any other – is told when it is polished, before it is first laid out. One for the application, installed with the theme.
class PlainLabels : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace zhike::ui
