// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "central/keys/bankkeys.h"

//! How long a device may work, and the share of its key that goes with it (security.md §2): the share is made here, sealed to the
//! device's own key and kept only so; whoever is no longer given it has a vault that nothing opens.
namespace zhike::central {

inline constexpr qint64 kLeaseStepMs = 3600 * 1000; //!< a lease is renewed in steps, so that a quiet poll writes nothing

QJsonObject keyOf(const Device &device); //!< its public JWK; empty when it brought none
//! Extends the lease; false when it hardly changes and need not be written.
bool renewLease(Device &device, int days, qint64 nowMs);
//! The share of this generation has served for half a lease, or there is none.
bool isShareDue(const Device &device, int days, qint64 nowMs);
//! A fresh share under the next generation; the one before stays until the device has taken over. Nothing happens without a device key.
Done beginGeneration(Device &device, qint64 nowMs);

//! Cuts the device off and orders its vault wiped under the bank's wipe key.
Done orderWipe(Device &device, const BankKeys &keys, bool discardOutbox, qint64 nowMs);
//! The device says that it wiped itself. Denied: not signed by it, or not of this order.
Done acknowledgeWipe(Device &device, const QByteArray &proof);

} // namespace zhike::central
