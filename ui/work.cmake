# SPDX-License-Identifier: GPL-3.0-or-later
# Charts and the screens of the daily work.
zhike_add_library(ui/charts
  HEADERS barlist.h categorychart.h chartcanvas.h chartpanel.h chartwidget.h donut.h scatterplot.h
  SOURCES barlist.cpp categorychart.cpp chartpanel.cpp chartwidget.cpp donut.cpp scatterplot.cpp
  PUBLIC Zhike::theme Zhike::widgets Qt6::Charts
  PRIVATE Zhike::exchange)
zhike_add_library(ui/agenda
  HEADERS blocks.h taskdialog.h timegrid.h
  SOURCES blocks.cpp taskdialog.cpp timegrid.cpp timegrid_input.cpp
  PUBLIC Zhike::widgets Zhike::models)
zhike_add_library(ui/today
  HEADERS todaypage.h callmodel.h calldelegate.h
  SOURCES todaypage.cpp todayfill.cpp callmodel.cpp calldelegate.cpp
  PUBLIC Zhike::agenda)
zhike_add_library(ui/planner
  HEADERS calendarpage.h calendarparts.h monthgrid.h
  SOURCES calendarpage.cpp calendarparts.cpp monthgrid.cpp
  PUBLIC Zhike::agenda)
zhike_add_library(ui/alerts
  HEADERS alertmodel.h alertspage.h
  SOURCES alertmodel.cpp alertsfill.cpp alertspage.cpp
  PUBLIC Zhike::charts Zhike::models)
zhike_add_library(ui/portfolio
  HEADERS portfoliopage.h
  SOURCES portfoliopage.cpp
  PUBLIC Zhike::charts Zhike::models)
zhike_add_library(ui/approvals
  HEADERS approvalspage.h
  SOURCES approvalspage.cpp
  PUBLIC Zhike::charts Zhike::models)
zhike_add_library(ui/settings
  HEADERS preferences.h settingspage.h
  SOURCES preferences.cpp settingspage.cpp
  PUBLIC Zhike::widgets Zhike::models
  PRIVATE Qt6::Concurrent)
zhike_add_library(ui/synccentre
  HEADERS conflictpanel.h syncpage.h
  SOURCES conflictpanel.cpp syncpage.cpp
  PUBLIC Zhike::widgets Zhike::models)
zhike_add_library(ui/audit
  HEADERS auditpage.h auditwords.h
  SOURCES auditpage.cpp auditwords.cpp
  PUBLIC Zhike::widgets Zhike::models)
