// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/secretclip.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMimeData>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

constexpr int kSeconds = 30;
const QString kMark = u"application/x-zhike-secret"_s;

} // namespace

SecretClip &SecretClip::instance()
{
    static SecretClip clip;
    return clip;
}

SecretClip::SecretClip()
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSeconds * 1000);
    connect(&m_timer, &QTimer::timeout, this, &SecretClip::clear);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &SecretClip::clear);
}

void SecretClip::copy(const QString &text)
{
    m_mark = QUuid::createUuid().toByteArray();
    auto *data = new QMimeData;
    data->setText(text);
    data->setData(u"x-kde-passwordManagerHint"_s, "secret"); // read by Klipper and others
    data->setData(kMark, m_mark);
    QGuiApplication::clipboard()->setMimeData(data);
    m_timer.start();
}

bool SecretClip::holds() const
{
    const auto *data = QGuiApplication::clipboard()->mimeData();
    return !m_mark.isEmpty() && data && data->data(kMark) == m_mark;
}

void SecretClip::clear()
{
    m_timer.stop();
    if (holds())
        QGuiApplication::clipboard()->clear();
    m_mark.clear();
}

} // namespace zhike::ui
