// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer where there is none: replays a folder of seeds, then changes them, always in the same way, until the inputs or the seconds run out.
#include "fuzz.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QList>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <random>
#include <unistd.h>

namespace {

QByteArray current; // what is being tried, for the handler

void keepInput(int signal)
{
    if (const int fd = ::open("fuzz-crash", O_WRONLY | O_CREAT | O_TRUNC, 0600); fd >= 0) {
        (void)!::write(fd, current.constData(), size_t(current.size()));
        ::close(fd);
    }
    static const char message[] = "the input is in ./fuzz-crash\n";
    (void)!::write(2, message, sizeof message - 1);
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

class Mutator {
public:
    explicit Mutator(const QList<QByteArray> &seeds) : m_seeds(seeds) { }

    QByteArray next()
    {
        auto bytes = m_seeds.at(below(m_seeds.size()));
        for (auto rounds = 1 + below(4); rounds > 0; --rounds)
            change(bytes);
        return bytes.left(kLargest);
    }

private:
    static constexpr qsizetype kLargest = 16 * 1024;

    qsizetype below(qsizetype limit) { return limit > 1 ? qsizetype(m_random() % quint64(limit)) : 0; }
    char any() { return char(m_random() & 0xff); }

    void change(QByteArray &bytes)
    {
        static constexpr char kTelling[] = "\0\x01\x7f\x80\xff\"\\{}[],:.-0919eE \n";
        const auto at = below(bytes.size() + 1);
        const auto length = below(qMin<qsizetype>(bytes.size() - at, 64) + 1);
        switch (below(bytes.isEmpty() ? 2 : 9)) {
        case 0: bytes.insert(at, QByteArray(1 + below(8), any())); break;
        case 1: bytes.insert(at, piece()); break;
        case 2: bytes.remove(at, length); break;
        case 3: bytes.truncate(at); break;
        case 4: bytes.insert(at, bytes.mid(below(bytes.size()), below(64))); break;
        case 5: bytes.replace(at, length, piece()); break;
        case 6: bytes[below(bytes.size())] = any(); break;
        case 7: bytes[below(bytes.size())] = kTelling[below(sizeof kTelling - 1)]; break;
        default: {
            auto &byte = bytes[below(bytes.size())];
            byte = char(byte ^ (1 << below(8)));
        }
        }
    }

    QByteArray piece()
    {
        const auto &seed = m_seeds.at(below(m_seeds.size()));
        return seed.mid(below(seed.size()), below(64));
    }

    const QList<QByteArray> &m_seeds;
    std::mt19937_64 m_random {20261127};
};

void tryInput(const QByteArray &input)
{
    current = input;
    (void)LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(current.constData()), size_t(current.size()));
}

} // namespace

int main(int argc, char **argv)
{
    for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        ::signal(signal, keepInput);
    QList<QByteArray> seeds {QByteArray()};
    const QDir folder(QFile::decodeName(argc > 1 ? argv[1] : "."));
    for (const auto &name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            seeds.append(file.readAll());
    }
    if (seeds.size() < 2) {
        std::fprintf(stderr, "no seeds in the folder\n");
        return 1;
    }
    const qint64 milliseconds = 1000 * (qEnvironmentVariableIsSet("ZHIKE_FUZZ_SECONDS") ? qEnvironmentVariableIntValue("ZHIKE_FUZZ_SECONDS") : 2);
    const qint64 limit = qEnvironmentVariableIsSet("ZHIKE_FUZZ_INPUTS") ? qEnvironmentVariableIntValue("ZHIKE_FUZZ_INPUTS") : 1'000'000;
    for (const auto &seed : seeds)
        tryInput(seed);
    Mutator mutator(seeds);
    QElapsedTimer timer;
    timer.start();
    qint64 tried = 0;
    for (; tried < limit && !timer.hasExpired(milliseconds); ++tried)
        tryInput(mutator.next());
    std::printf("%lld seeds, %lld inputs, %lld ms\n", (long long)seeds.size(), (long long)tried, (long long)timer.elapsed());
    return 0;
}
