// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "domain/result.h"
#include "services/desk.h"
#include "shell/layer.h"

#include <QJsonObject>

class QLabel;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace zhike::ui {

class IconButton;

//! What the quick log and the new follow-up share: a titled floating form whose errors stand under the field they speak of. Ctrl+Enter saves.
//! Closing keeps what was typed until it is saved; so does a lock, a crash or the end of the program, inside the vault.
class EntryLayer : public Layer {
    Q_OBJECT
public:
    //! \param form name under which a draft is kept
    EntryLayer(services::Desk &desk, const QString &form, const QString &title, QWidget *host);
    void keepDraft(); //!< what is half typed goes into the vault, or is forgotten there when nothing is
    void takeUpDraft(); //!< asks for what was kept and fills the form with it, unless somebody types already
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
    [[nodiscard]] virtual QJsonObject draft() const = 0; //!< empty: nothing was typed; "customer" says whose it is
    virtual void setDraft(const QJsonObject &draft) = 0;
    void touched(); //!< somebody types: the draft is kept when he pauses

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
    QString m_formName;
    QString m_kept; //!< as it lies in the vault
    QTimer *m_keep;
    QVBoxLayout *m_form;
    QList<Field> m_fields;
    QLabel *m_problem;
    QPushButton *m_save;
};

} // namespace zhike::ui
