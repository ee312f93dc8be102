// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "screens.h"

#include <QMutexLocker>
#include <QTest>

namespace zhike::tests {

//! A page over a fresh sample bank for each test; said() is what reached the bank.
class WorkFixture : public QObject {
    Q_OBJECT
protected:
    void open()
    {
        m_bank = std::make_shared<support::FixtureBank>();
        m_desk = support::fixtureDesk(m_bank);
        m_theme = std::make_unique<ui::Theme>();
        m_theme->applyTo(*qApp);
    }
    void close()
    {
        m_page.reset();
        m_desk.reset();
        m_theme.reset();
    }
    template<class P>
    P *open(const QSize &size = {1260, 830})
    {
        auto *page = new P(*m_desk, *m_theme);
        m_page.reset(page);
        page->resize(size);
        page->show();
        if (!QTest::qWaitFor([page] { return page->isReady(); }))
            qFatal("the page did not get ready");
        return page;
    }
    [[nodiscard]] QStringList said() const
    {
        const QMutexLocker lock(&m_bank->mutex);
        return m_bank->log;
    }

    std::shared_ptr<support::FixtureBank> m_bank;
    std::unique_ptr<services::Desk> m_desk;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::Page> m_page;
};

} // namespace zhike::tests
