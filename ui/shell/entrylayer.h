// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"
#include "services/desk.h"
#include "shell/layer.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace zhike::ui {

class IconButton;

//! What the quick log and the new follow-up share: a titled floating form whose errors stand under the field they speak of. Ctrl+Enter saves.
//! Closing keeps what was typed until it is saved.
class EntryLayer : public Layer {
    Q_OBJECT
public:
    EntryLayer(services::Desk &desk, const QString &title, QWidget *host);
    [[nodiscard]] QString errorFor(const QString &field) const; //!< the sentence under a field, for tests

Q_SIGNALS:
    void saved(const QString &notice);

protected:
    //! A labelled input; `field` is the name errors use.
    void addField(const QString &field, const QString &label, QWidget *input);
    void addWide(QWidget *widget);
    [[nodiscard]] services::Desk &desk() const { return m_desk; }
    void clearErrors();
    void showError(const QString &field, const QString &text); //!< unknown fields show at the bottom
    void showFailure(const Error &error);
    void setSaving(bool saving);
    virtual void save() = 0;

    [[nodiscard]] QRect panelGeometry() const override;
    void onScrimClicked() override { }
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Field {
        QString name;
        QWidget *input;
        QLabel *error;
    };
    void resizeToContents();

    services::Desk &m_desk;
    QVBoxLayout *m_form;
    QList<Field> m_fields;
    QLabel *m_problem;
    QPushButton *m_save;
};

} // namespace zhike::ui
