// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/hardening.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <sys/resource.h>
#include <sys/stat.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace zhike::process {

QStringList harden()
{
    ::umask(077);
    QStringList dropped;
    // Each of these makes Qt, its platform themes, the C library or OpenSSL load code or files from a place it names. QT_QPA_PLATFORM and the input methods stay.
    for (const char *name : {"QT_PLUGIN_PATH",
                             "QT_QPA_PLATFORM_PLUGIN_PATH",
                             "QT_STYLE_OVERRIDE",
                             "QT_QPA_PLATFORMTHEME",
                             "QT_QPA_GENERIC_PLUGINS",
                             "QT_XCB_GL_INTEGRATION",
                             "QT_LOGGING_CONF",
                             "QML_IMPORT_PATH",
                             "QML2_IMPORT_PATH",
                             "QML_DISK_CACHE_PATH",
                             "GTK_MODULES",
                             "GTK_PATH",
                             "GTK_EXE_PREFIX",
                             "GIO_EXTRA_MODULES",
                             "GCONV_PATH",
                             "ICU_DATA",
                             "OPENSSL_CONF",
                             "OPENSSL_ENGINES",
                             "OPENSSL_MODULES",
                             "SSLKEYLOGFILE"})
        if (qEnvironmentVariableIsSet(name)) {
            dropped.append(QString::fromLatin1(name));
            qunsetenv(name);
        }
#if defined(NDEBUG)
    const bool closed = true;
#else
    const bool closed = qEnvironmentVariableIsSet("ZHIKE_HARDEN");
#endif
    if (closed) {
        const rlimit none {0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__)
        ::prctl(PR_SET_DUMPABLE, 0);
#endif
    }
    return dropped;
}

void fixPluginFolder()
{
    QCoreApplication::setLibraryPaths({QLibraryInfo::path(QLibraryInfo::PluginsPath)});
}

} // namespace zhike::process
