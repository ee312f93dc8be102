# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of the work screens, and a program that grabs every one of them over the sample bank, to be looked at.
add_library(zhike_test_screens INTERFACE)
target_link_libraries(zhike_test_screens INTERFACE Zhike::alerts Zhike::approvals Zhike::settings Zhike::planner Zhike::portfolio Zhike::synccentre Zhike::today Zhike::support Zhike::translations Zhike::audit)
zhike_add_executable(screens SOURCES screens.cpp LINK zhike_test_screens)
zhike_add_test(tst_today SOURCES tst_today.cpp workfixture.h LINK zhike_test_screens LABELS ui)
zhike_add_test(tst_planner SOURCES tst_planner.cpp workfixture.h LINK zhike_test_screens LABELS ui)
zhike_add_test(tst_alerts SOURCES tst_alerts.cpp workfixture.h LINK zhike_test_screens LABELS ui)
zhike_add_test(tst_portfolio SOURCES tst_portfolio.cpp workfixture.h LINK zhike_test_screens LABELS ui)
zhike_add_test(tst_synccentre SOURCES tst_synccentre.cpp workfixture.h LINK zhike_test_screens LABELS ui)
zhike_add_test(tst_approvals SOURCES tst_approvals.cpp workfixture.h LINK zhike_test_screens LABELS ui)
zhike_add_test(tst_settings SOURCES tst_settings.cpp workfixture.h LINK zhike_test_screens LABELS ui)
zhike_add_test(tst_layout SOURCES tst_layout.cpp workfixture.h LINK zhike_test_screens LABELS ui)
zhike_add_test(tst_charts SOURCES tst_charts.cpp LINK Zhike::charts LABELS ui)
