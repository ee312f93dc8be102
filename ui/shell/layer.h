// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QPointer>

namespace zhike::ui {

//! A floating panel over the main window: a scrim that swallows clicks and keeps the Tab key inside. Esc closes it and gives the focus back.
class Layer : public QWidget {
    Q_OBJECT
public:
    explicit Layer(QWidget *host); //!< covers the host and follows its size
    void openLayer();
    void closeLayer();

Q_SIGNALS:
    void closed();

protected:
    [[nodiscard]] QFrame *panel() const { return m_panel; }
    [[nodiscard]] virtual QRect panelGeometry() const = 0; //!< in the layer's coordinates
    virtual void onScrimClicked() { closeLayer(); }

    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void place();

private:
    QFrame *m_panel;
    QPointer<QWidget> m_before; //!< had the focus before
};

} // namespace zhike::ui
