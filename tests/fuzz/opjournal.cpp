// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/opjournal.h"
#include "fuzz.h"
#include "security/wipeorder.h"

#include <QFile>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace zhike::security;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QTemporaryDir folder;
    QFile file(folder.filePath(u"op.journal"_s));
    (void)file.remove(); // a file made anew is not flushed when it is closed, one that is cut short may be
    zhike::fuzz::hold(file.open(QIODevice::WriteOnly));
    file.write(zhike::fuzz::bytesOf(data, size));
    file.close();
    const auto journal = OpJournal::read(folder.path());
    zhike::fuzz::hold(!journal || journal->operation == OpJournal::Operation::Rotate || journal->operation == OpJournal::Operation::Wipe);
    zhike::fuzz::hold(!wipeUnderWay(folder.path()) || journal);
    return 0;
}
