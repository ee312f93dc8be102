// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar/sky.h"

#include <cmath>

namespace zhike::calendar {
namespace {

constexpr double kJ2000 = 2451545.0;

double degreesSin(double degrees)
{
    return std::sin(degrees * (M_PI / 180.0));
}

// Days dynamical time is ahead of universal time: Espenak and Meeus' polynomials around the present.
double dynamicalAhead(double julianDay)
{
    const double y = (julianDay - kJ2000) / 365.25;
    double seconds = 0;
    if (y >= 5)
        seconds = 62.92 + y * (0.32217 + y * 0.005589);
    else if (y >= -14)
        seconds = 63.86 + y * (0.3345 + y * (-0.060374 + y * (0.0017275 + y * (0.000651814 + y * 0.00002373599))));
    else
        seconds = 45.45 + (y + 25) * (1.067 - (y + 25) * (1 / 260.0 + (y + 25) / 718.0));
    return seconds / 86400.0;
}

} // namespace

// After Bretagnon and Simon's planetary programs (1986).
double sunLongitude(double julianDay)
{
    struct Term {
        double amount, speed, phase;
    };
    static constexpr Term terms[] = {
        {403406, 0.9287892, 270.54861},
        {195207, 35999.1376958, 340.19128},
        {119433, 35999.4089666, 63.91854},
        {112392, 35998.7287385, 331.26220},
        {3891, 71998.20261, 317.843},
        {2819, 71998.4403, 86.631},
        {1721, 36000.35726, 240.052},
        {660, 71997.4812, 310.26},
        {350, 32964.4678, 247.23},
        {334, -19.4410, 260.87},
        {314, 445267.1117, 297.82},
        {268, 45036.8840, 343.14},
        {242, 3.1008, 166.79},
        {234, 22518.4434, 81.53},
        {158, -19.9739, 3.50},
        {132, 65928.9345, 132.75},
        {129, 9038.0293, 182.95},
        {114, 3034.7684, 162.03},
        {99, 33718.148, 29.8},
        {93, 3034.448, 266.4},
        {86, -2280.773, 249.2},
        {78, 29929.992, 157.6},
        {72, 31556.493, 257.8},
        {68, 149.588, 185.1},
        {64, 9037.750, 69.9},
        {46, 107997.405, 8.0},
        {38, -4444.176, 197.1},
        {37, 151.771, 250.4},
        {32, 67555.316, 65.3},
        {29, 31556.080, 162.7},
        {28, -4561.540, 341.5},
        {27, 107996.706, 291.6},
        {27, 1221.655, 98.5},
        {25, 62894.167, 146.7},
        {24, 31437.369, 110.0},
        {21, 14578.298, 5.2},
        {21, -31931.757, 342.6},
        {20, 34777.243, 230.9},
        {18, 1221.999, 256.1},
        {17, 62894.511, 45.3},
        {14, -4442.039, 242.9},
        {13, 107997.909, 115.2},
        {13, 119.066, 151.8},
        {13, 16859.071, 285.3},
        {12, -4.578, 53.3},
        {10, 26895.292, 126.6},
        {10, -39.127, 205.7},
        {10, 12297.536, 85.9},
        {10, 90073.778, 146.1},
    };
    const double c = (julianDay + dynamicalAhead(julianDay) - kJ2000) / 36525.0; // Julian centuries
    double sum = 0;
    for (const auto &term : terms)
        sum += term.amount * degreesSin(term.phase + term.speed * c);
    double longitude = 282.7771834 + 36000.76953744 * c + 0.000005729577951308232 * sum;
    longitude += 0.0000974 * degreesSin(90.0 + 177.63 + 35999.01848 * c) - 0.005575; // aberration
    longitude
        -= 0.004778 * degreesSin(124.90 - 1934.134 * c + 0.002063 * c * c) + 0.0003667 * degreesSin(201.11 + 72001.5377 * c + 0.00057 * c * c); // nutation
    longitude = std::fmod(longitude, 360.0);
    return longitude < 0 ? longitude + 360.0 : longitude;
}

// After Meeus, Astronomical Algorithms, chapter 49.
double newMoon(int lunation)
{
    struct Term {
        double days;
        int eccentricity; // power of E
        int m, mm, f; // multiples of the arguments
    };
    static constexpr Term terms[] = {
        {-0.40720, 0, 0, 1, 0}, {0.17241, 1, 1, 0, 0},   {0.01608, 0, 0, 2, 0},  {0.01039, 0, 0, 0, 2},    {0.00739, 1, -1, 1, 0}, {-0.00514, 1, 1, 1, 0},
        {0.00208, 2, 2, 0, 0},  {-0.00111, 0, 0, 1, -2}, {-0.00057, 0, 0, 1, 2}, {0.00056, 1, 1, 2, 0},    {-0.00042, 0, 0, 3, 0}, {0.00042, 1, 1, 0, 2},
        {0.00038, 1, 1, 0, -2}, {-0.00024, 1, -1, 2, 0}, {-0.00007, 0, 2, 1, 0}, {0.00004, 0, 0, 2, -2},   {0.00004, 0, 3, 0, 0},  {0.00003, 0, 1, 1, -2},
        {0.00003, 0, 0, 2, 2},  {-0.00003, 0, 1, 1, 2},  {0.00003, 0, -1, 1, 2}, {-0.00002, 0, -1, 1, -2}, {-0.00002, 0, 1, 3, 0}, {0.00002, 0, 0, 4, 0},
    };
    struct Planetary {
        double phase, speed, days;
    };
    static constexpr Planetary planets[] = {
        {299.77, 0.107408, 0.000325},  {251.88, 0.016321, 0.000165},  {251.83, 26.651886, 0.000164}, {349.42, 36.412478, 0.000126},
        {84.66, 18.206239, 0.000110},  {141.74, 53.303771, 0.000062}, {207.14, 2.453732, 0.000060},  {154.84, 7.306860, 0.000056},
        {34.52, 27.261239, 0.000047},  {207.19, 0.121824, 0.000042},  {291.34, 1.844379, 0.000040},  {161.72, 24.198154, 0.000037},
        {239.56, 25.513099, 0.000035}, {331.55, 3.592518, 0.000023},
    };
    const double k = lunation;
    const double t = k / 1236.85;
    const double e = 1 - t * (0.002516 + t * 0.0000074);
    const double m = 2.5534 + 29.10535670 * k - t * t * (0.0000014 + t * 0.00000011);
    const double mm = 201.5643 + 385.81693528 * k + t * t * (0.0107582 + t * (0.00001238 - t * 0.000000058));
    const double f = 160.7108 + 390.67050284 * k - t * t * (0.0016118 + t * (0.00000227 - t * 0.000000011));
    const double node = 124.7746 - 1.56375588 * k + t * t * (0.0020672 + t * 0.00000215);
    double day = 2451550.09766 + 29.530588861 * k + t * t * (0.00015437 + t * (-0.000000150 + t * 0.00000000073)) - 0.00017 * degreesSin(node);
    for (const auto &term : terms)
        day += term.days * std::pow(e, term.eccentricity) * degreesSin(term.m * m + term.mm * mm + term.f * f);
    for (const auto &planet : planets)
        day += planet.days * degreesSin(planet.phase + planet.speed * k);
    return day - dynamicalAhead(day);
}

} // namespace zhike::calendar
