// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "zhike_pch_core.h"
#include <QAbstractItemModel>
#include <QApplication>
#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QWidget>
