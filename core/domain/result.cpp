// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/result.h"

namespace zhike {

QString toWire(ErrorCode code)
{
    using namespace Qt::Literals::StringLiterals;
    switch (code) {
    case ErrorCode::Invalid: return u"invalid"_s;
    case ErrorCode::NotFound: return u"not-found"_s;
    case ErrorCode::Denied: return u"denied"_s;
    case ErrorCode::Conflict: return u"conflict"_s;
    case ErrorCode::WrongPassphrase: return u"wrong-passphrase"_s;
    case ErrorCode::Throttled: return u"throttled"_s;
    case ErrorCode::Locked: return u"locked"_s;
    case ErrorCode::Damaged: return u"damaged"_s;
    case ErrorCode::TooNew: return u"too-new"_s;
    case ErrorCode::Full: return u"full"_s;
    case ErrorCode::Busy: return u"busy"_s;
    case ErrorCode::Offline: return u"offline"_s;
    case ErrorCode::Unauthorized: return u"unauthorized"_s;
    case ErrorCode::Revoked: return u"revoked"_s;
    case ErrorCode::Server: return u"server"_s;
    case ErrorCode::Protocol: return u"protocol"_s;
    case ErrorCode::Unsupported: return u"unsupported"_s;
    case ErrorCode::Io: return u"io"_s;
    case ErrorCode::Cancelled: return u"cancelled"_s;
    case ErrorCode::SignInNeeded: return u"signin-needed"_s;
    case ErrorCode::Keyring: return u"keyring"_s;
    case ErrorCode::Restored: return u"restored-copy"_s;
    case ErrorCode::Erased: return u"erased"_s;
    case ErrorCode::Internal: return u"internal"_s;
    }
    return u"internal"_s;
}

} // namespace zhike
