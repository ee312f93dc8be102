// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

//! Sun and moon as far as the Chinese calendar needs them. Floating point is at home here: these are angles and instants of the sky, never amounts.
//! Instants are astronomical Julian days in universal time. Good to about a minute from 1950 to 2100.
namespace zhike::calendar {

//! Apparent longitude of the sun in degrees, 0…360.
double sunLongitude(double julianDay);
//! The instant of a new moon; lunation 0 is that of 2000-01-06.
double newMoon(int lunation);

} // namespace zhike::calendar
