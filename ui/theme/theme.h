// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "theme/tokens.h"

#include <QFont>
#include <QIcon>
#include <QLabel>
#include <QObject>
#include <QPixmap>

class QApplication;
class QWidget;

namespace zhike::ui {

enum class TextStyle { Display, Page, Figure, Section, Body, BodyBold, Small, SmallBold, Micro, MicroBold };

//! Colours of money movements; the sign and an arrow always say it too.
enum class Directions { RedUp, GreenUp, BlueUp };

//! The look: tokens, type, sizes and icons, and what is built from them (palette and style sheet of the application).
//! main makes exactly one and it outlives every window; widgets reach it with Theme::of(this). Painters ask it at paint time, so that a
//! change of mode or zoom needs no more than update().
class Theme : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Theme)
public:
    enum class Mode { Light, Dark };

    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;
    static Theme &of(const QWidget *widget); //!< the one theme; the widget is the promise that this is the GUI thread

    //! Gives the application Fusion, our palette, font and style sheet, now and after each change.
    void applyTo(QApplication &app);

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] bool isDark() const { return m_mode == Mode::Dark; }
    void setMode(Mode mode);
    [[nodiscard]] Directions directions() const { return m_directions; }
    void setDirections(Directions directions);
    [[nodiscard]] int zoom() const { return m_zoom; } //!< percent, 90…200
    void setZoom(int percent);

    [[nodiscard]] QColor color(Color role) const { return token(role, isDark()); }
    [[nodiscard]] Color up() const; //!< money came in or grew
    [[nodiscard]] Color down() const;
    [[nodiscard]] Color direction(qint64 value) const { return value > 0 ? up() : value < 0 ? down() : Color::T2; }

    [[nodiscard]] QFont font(TextStyle style) const;
    [[nodiscard]] int lineHeight(TextStyle style) const;
    [[nodiscard]] int px(double n) const; //!< round(n × zoom): the only way to a size

    //! Icon by design name ("phone"), tinted when it is painted, so it follows the mode and the screen's resolution.
    [[nodiscard]] QIcon icon(const QString &name, Color role = Color::T2) const;
    [[nodiscard]] QPixmap pixmap(const QString &name, const QColor &color, int size, qreal dpr) const; //!< size in device-independent px
    [[nodiscard]] QPixmap mark(int size, qreal dpr) const;
    static QStringList iconNames();

    [[nodiscard]] QString styleSheet() const;
    [[nodiscard]] QPalette palette() const;

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication *m_app = nullptr;
    Mode m_mode = Mode::Light;
    Directions m_directions = Directions::RedUp;
    int m_zoom = 100;
    QStringList m_families;
};

//! Properties the style sheet looks at: how a label reads and how a button presents itself.
void setTextStyle(QWidget *label, TextStyle style, Color tone = Color::T1);
void setTone(QWidget *label, Color tone);
//! kind: "primary", "secondary" (as is), "danger", "flat", "link"
void setButtonKind(QWidget *button, const char *kind);
void repolish(QWidget *widget);
//! A plain label in a style; the text is never taken for rich text.
[[nodiscard]] QLabel *makeLabel(const QString &text, TextStyle style, Color tone = Color::T1, QWidget *parent = nullptr);

} // namespace zhike::ui
