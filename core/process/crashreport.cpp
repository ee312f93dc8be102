// SPDX-License-Identifier: GPL-3.0-or-later
#include "process/crashreport.h"

#include <QDir>
#include <QFile>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <unistd.h>

namespace zhike::process {

namespace {

constexpr int kFrames = 64;
// Prepared beforehand: a dying process allocates nothing.
char reportPath[4096];
size_t stampAt = 0;
char headLine[256];
alignas(16) char signalStack[64 * 1024];

void put(int fd, const char *text, size_t size)
{
    while (size > 0) {
        const auto done = ::write(fd, text, size);
        if (done <= 0)
            return;
        text += done;
        size -= size_t(done);
    }
}

void put(int fd, const char *text)
{
    put(fd, text, std::strlen(text));
}

void putNumber(int fd, quint64 value, unsigned base)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    put(fd, digits + at, sizeof digits - at);
}

void onSignal(int number)
{
    auto stamp = quint64(::time(nullptr));
    for (size_t i = 10; i > 0; --i, stamp /= 10)
        reportPath[stampAt + i - 1] = char('0' + stamp % 10);
    const int fd = ::open(reportPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
        put(fd, headLine);
        put(fd, "signal ");
        putNumber(fd, quint64(number), 10);
        put(fd, "\n");
        void *frames[kFrames];
        const int count = ::backtrace(frames, kFrames);
        for (int i = 0; i < count; ++i) {
            Dl_info info {};
            if (::dladdr(frames[i], &info) && info.dli_fname) {
                const char *slash = std::strrchr(info.dli_fname, '/');
                put(fd, slash ? slash + 1 : info.dli_fname);
                put(fd, "+0x");
                putNumber(fd, quint64(frames[i]) - quint64(info.dli_fbase), 16);
            } else {
                put(fd, "?");
            }
            put(fd, "\n");
        }
        ::close(fd);
    }
    ::signal(number, SIG_DFL);
    ::raise(number);
}

} // namespace

QList<CrashReport> crashReports(const QString &folder)
{
    QList<CrashReport> reports;
    const auto names = QDir(folder).entryList({QStringLiteral("crash-*.txt")}, QDir::Files, QDir::Name); // ten digits each: by time
    for (const auto &name : names) {
        CrashReport report;
        report.atS = name.mid(6, name.size() - 10).toLongLong();
        QFile file(folder + QLatin1Char('/') + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const auto &line : file.read(4096).split('\n'))
            if (line.startsWith("signal "))
                report.signal = line.mid(7).toInt();
        if (report.atS > 0)
            reports.append(report);
    }
    return reports;
}

void reportCrashes(const QString &folder, const QString &version)
{
    if (!QDir().mkpath(folder))
        return;
    const auto path = QFile::encodeName(folder) + "/crash-0000000000.txt";
    const auto head = "zhike " + version.toLatin1() + '\n';
    if (path.size() >= qsizetype(sizeof reportPath) || head.size() >= qsizetype(sizeof headLine))
        return;
    std::memcpy(reportPath, path.constData(), size_t(path.size()) + 1);
    std::memcpy(headLine, head.constData(), size_t(head.size()) + 1);
    stampAt = size_t(path.size()) - 14;
    void *warm[2];
    ::backtrace(warm, 2); // loads what it needs now, not in the handler

    stack_t stack {};
    stack.ss_sp = signalStack;
    stack.ss_size = sizeof signalStack;
    ::sigaltstack(&stack, nullptr);
    struct sigaction action { };
    action.sa_handler = onSignal;
    action.sa_flags = SA_ONSTACK | SA_RESETHAND;
    ::sigemptyset(&action.sa_mask);
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) // an uncaught exception ends in abort()
        ::sigaction(number, &action, nullptr);
}

} // namespace zhike::process
