// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

QByteArray svg(const QString &name)
{
    static QHash<QString, QByteArray> loaded;
    auto it = loaded.find(name);
    if (it == loaded.end()) {
        QFile file(u":/zhike/icons/%1.svg"_s.arg(name));
        const bool known = file.open(QIODevice::ReadOnly);
        Q_ASSERT_X(known, "Theme::icon", qUtf8Printable(name));
        it = loaded.insert(name, known ? file.readAll() : QByteArray());
    }
    return *it;
}

QPixmap render(QByteArray source, const QString &key, const QColor &color, const QColor &contrast, int size, qreal dpr)
{
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    source.replace("currentColor", color.name().toLatin1());
    source.replace("contrastColor", contrast.name().toLatin1());
    pixmap = QPixmap(QSize(size, size) * dpr);
    pixmap.setDevicePixelRatio(dpr);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(source);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, size, size));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TintedIcon : public QIconEngine {
public:
    TintedIcon(const Theme &theme, QString name, Color role) : m_theme(theme), m_name(std::move(name)), m_role(role) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const int size = std::min(rect.width(), rect.height());
        const QPixmap pixmap = tinted(size, mode, painter->device()->devicePixelRatioF());
        painter->drawPixmap(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, pixmap);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        // Qt asks in device pixels and sets the ratio itself.
        QPixmap pixmap = tinted(qRound(std::min(size.width(), size.height()) / scale), mode, scale);
        pixmap.setDevicePixelRatio(1);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new TintedIcon(m_theme, m_name, m_role); }

private:
    [[nodiscard]] QPixmap tinted(int size, QIcon::Mode mode, qreal dpr) const
    {
        return m_theme.pixmap(m_name, m_theme.color(mode == QIcon::Disabled ? Color::T3 : m_role), size, dpr);
    }

    const Theme &m_theme;
    QString m_name;
    Color m_role;
};

} // namespace

QIcon Theme::icon(const QString &name, Color role) const
{
    return QIcon(new TintedIcon(*this, name, role));
}

QPixmap Theme::pixmap(const QString &name, const QColor &color, int size, qreal dpr) const
{
    const QString key = u"zhike/%1/%2/%3/%4"_s.arg(name, color.name()).arg(size).arg(dpr);
    return render(svg(name), key, color, color, size, dpr);
}

QPixmap Theme::mark(int size, qreal dpr) const
{
    const QString key = u"zhike/mark/%1/%2/%3"_s.arg(int(m_mode)).arg(size).arg(dpr);
    return render(svg(u"mark"_s), key, color(Color::Accent), color(Color::On), size, dpr);
}

QStringList Theme::iconNames()
{
    QStringList names = QDir(u":/zhike/icons"_s).entryList({u"*.svg"_s});
    for (QString &name : names)
        name.chop(4);
    return names;
}

} // namespace zhike::ui
