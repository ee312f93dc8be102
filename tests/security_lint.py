# SPDX-License-Identifier: GPL-3.0-or-later
"""What security.md asks of the sources, held by a machine: security_lint.py RULE ROOT. Each rule first finds the offences planted for it, then reads the tree.

plain-driver (SEC-2)   rich-text (SEC-32)   sql-building (SEC-34)   primitives (SEC-37)   secrets (SEC-38)"""
import re
import sys
from pathlib import Path


def literal_free(code):
    """The code without what stands in string literals and comments, places kept."""
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*', lambda m: m.group(0)[0] + " " * (len(m.group(0)) - 1), code)


def found(pattern, text, why, flags=0):
    return [(text.count("\n", 0, m.start()) + 1, why.format(m.group(0).strip())) for m in re.finditer(pattern, text, flags)]


def plain_driver(path, text):
    code = literal_free(text)
    offences = found(r"QSQLITE", text, "names Qt's plain driver")
    if path.startswith("app/ctl/bench/"):
        return []  # compares with the plain engine on purpose, on files of its own
    if not path.startswith(("core/sqlite/", "core/storage/sqlcipherdriver")):
        offences += found(r"\bsqlite3_(open\w*|key\w*|rekey\w*)\s*\(", code, "opens or keys a database by itself: {}")
    if not path.startswith(("app/central/", "core/sqlite/")):
        offences += found(r"\bopenPlain\s*\(", code, "opens an unencrypted file")
    offences += found(r"addDatabase\((?!\s*SqlCipherDriver::driverName\(\))", code, "a connection that is not of the encrypted driver")
    offences += found(r"ATTACH\s+(DATABASE|'|\?)", text, "attaches a database") if not path.startswith(("core/storage/", "core/sqlite/")) else []
    return offences


def rich_text(path, text):
    code = literal_free(text)
    if not path.startswith(("ui/", "app/desktop/")) or path.startswith("ui/theme/plainlabels"):
        return []
    offences = found(r"\b(setHtml|toHtml|insertHtml|appendHtml|setMarkdown|QTextBrowser|QTextDocument|QStaticText|QWebEngine\w*|setOpenExternalLinks|Qt::TextBrowserInteraction|Qt::LinksAccessible\w*|Qt::RichText|"
                     r"Qt::MarkdownText|Qt::AutoText)\b", code, "text may become markup: {}")
    if not re.search(r"setAcceptRichText\(\s*false", code):
        offences += found(r"\bnew QTextEdit\b|\bQTextEdit\s+\w+\s*[({;]", code, "an editor that takes markup in: {}")
    # Labels that guess (tool tips, message boxes, new QLabel) are told so when they are first shown; that must be in force.
    if path == "ui/theme/theme.cpp" and "PlainLabels" not in code:
        offences.append((1, "PlainLabels is not installed with the theme"))
    return offences


# What may be put into a statement: numbers made here, columns and conditions that are literals elsewhere in the same file.
SQL_PARTS = {"core/storage/workreader.cpp": {"column"}, "core/storage/customerlist.cpp": {"*where", "orderBy(query.sort)", "direction", "where", '(joined ? " JOIN customer_v c ON c.ordinal = f.ordinal" : "")'}, "core/storage/portfolioreader.cpp": {"dimension(portfolio.by)"},
             "core/storage/changereader.cpp": {"where"}, "core/storage/records.cpp": {"where"}, "core/storage/transplant.cpp": {"version->value(0).toLatin1()"},
             "app/central/store": {"kSqliteSchema"}}
SQL_TABLES = ("core/storage/transplant.cpp",)  # copies every table of our own schema, by its name


def sql_building(path, text):
    if not path.startswith(("core/", "app/central/")) or "/seed/" in path:
        return []
    offences = []
    literal = r'"((?:[^"\\\n]|\\.)*)"(?:_s|_L1|_ba|sv)?'
    allowed = set().union(*(v for k, v in SQL_PARTS.items() if path.startswith(k)))
    for m in re.finditer(literal, text):
        if not re.search(r"(SELECT |INSERT INTO|INSERT OR|UPDATE \w+ SET|DELETE FROM|PRAGMA |^ (AND|OR|WHERE|ORDER BY|LIMIT|IN) |\bWHERE |\bORDER BY |\bVALUES )", m.group(1)):
            continue
        line = text.count("\n", 0, m.start()) + 1
        if re.search(r"%[1-9L]", m.group(1)) or re.match(r"\s*\)?\s*\.arg\(", text[m.end():]):
            if path not in SQL_TABLES:
                offences.append((line, "text is filled into a statement"))
        if m.group(1).count("'") % 2:
            offences.append((line, "a quote is left open for something to be put in"))
        after = re.match(r'\)?\s*\+\s*([^;]*?)(?=\s*(?:\+\s*(?:u|U)?"|\+\s*\'|;|$))', text[m.end():], re.S)
        if not after or after.group(1).startswith(('"', "'")):
            continue
        part = re.sub(r"\s+", " ", after.group(1)).strip()
        for piece in re.split(r"\s\+\s", part):
            depth = 0
            for at, c in enumerate(piece):  # what closes around the whole expression is not of the piece
                depth += (c == "(") - (c == ")")
                if depth < 0:
                    piece = piece[:at]
                    break
            piece = piece.strip()
            if piece in allowed or re.fullmatch(r"\d+", piece) or re.match(r"(QByteArray::number|integers|std::to_string)\(", piece) or re.match(r'[uU]?"', piece) or re.match(r"'.'", piece):
                continue
            offences.append((line, f"‘{piece}’ is put into a statement; bind it"))
    return offences


PRIMITIVES = r"\b(s?rand|random|[de]rand48|rand_r)\s*\(\s*\)|\bsrand\s*\(|std::(mt19937(_64)?|minstd_rand0?|default_random_engine|random_device|rand)\b|\bq?s?rand\(\)|" \
             r"\bMD[245]\b|\bMd[45]\b|\bSha1\b|\bSHA1\b|EVP_(md[45]|sha1|rc4|des\w*|bf\w*|cast5\w*|\w*_ecb)\b|\bRC4\b|\bcrypto_stream_xor\b|\bDES_\w+|\bAES_(encrypt|decrypt|ecb_encrypt)\b"
# Random numbers that protect nothing: back-off, and the simulator's stand-in for ids.
CHANCE = ("core/sync/engine", "core/sync/pacer", "core/services/syncrunner", "core/domain/random", "app/central/store/transact", "app/central/sync/feed")
CRYPTO_HOMES = ("core/crypto/", "core/process/", "core/security/", "core/keyring/", "core/domain/checkdigits", "app/central/", "core/wire/", "core/sync/", "core/network/", "core/services/session", "core/storage/", "core/services/")


def primitives(path, text):
    code = literal_free(text)
    if path.startswith(("app/central/seed/", "app/ctl/bench/")):
        return []
    offences = found(PRIMITIVES, code, "not a primitive to build on: {}")
    if not path.startswith(CHANCE):
        offences += found(r"\bQRandomGenerator\b", code, "randomness comes from libsodium: {}")
    offences += found(r"#\s*include\s*<(openssl/(md[245]|rc4|des|blowfish|aes|rand|cast)\.h|gcrypt|mbedtls|cryptopp|botan)", text, "another crypto interface: {}")
    if not path.startswith(CRYPTO_HOMES):
        offences += found(r"#\s*include\s*<(sodium|openssl/evp)\.h>", text, "cryptography outside its home: {}")
    return offences


SECRET_NAMES = r"(?:dek|kek|m_dek|m_kek|dataKey\(\)|deviceShare|serverShare|passphrase|m_passphrase|secretKey|privateKey|deviceJwk|nextDek|newDek)"


def secrets(path, text):
    code = literal_free(text)
    offences = []
    if path == "core/crypto/secret.h":
        for needed in ("Secret(const Secret &) = delete", "operator=(const Secret &) = delete"):
            if needed not in text:
                offences.append((1, f"a Secret can be copied: ‘{needed}’ is gone"))
        offences += found(r"\b(QString|QByteArray|std::string|operator\s+\w+)\b", code, "a Secret can become {}")
    if path.startswith(("core/security/", "core/crypto/", "core/keyring/")):
        offences += found(rf"\b(QByteArray|QString|std::string|std::vector<[^>]*>)\s+{SECRET_NAMES}\b\s*[;={{(]", code, "key material in a type that is not wiped: {}")
        offences += found(rf"\b(QByteArray|QString|std::string)(::from\w+)?\([^;\n]*\b{SECRET_NAMES}(->|\.)(bytes|data)\(\)", code, "key material copied: {}")
        offences += found(rf"{SECRET_NAMES}\.(toHex|toBase64|toUtf8|toLatin1)\(", code, "key material turned into text: {}")
    offences += found(r"\bq(Debug|Info|Warning|Critical)\(\)[^;\n]*(assphrase|ecret|[tT]oken|[kK]ey\b)", code, "a secret may reach the log: {}")
    return offences


RULES = {"plain-driver": plain_driver, "rich-text": rich_text, "sql-building": sql_building, "primitives": primitives, "secrets": secrets}
PLANTS = {
    "plain-driver": [("core/services/a.cpp", 'auto d = u"QSQLITE"_s;'), ("ui/a.cpp", "sqlite3_open_v2(p, &db, 0, nullptr);"), ("core/storage/a.cpp", "Connection::openPlain(path, Mode::Create);"),
                     ("core/storage/a.cpp", "QSqlDatabase::addDatabase(name);")],
    "rich-text": [("ui/today/a.cpp", "label->setTextFormat(Qt::RichText);"), ("ui/today/a.cpp", "view->setHtml(note);"), ("app/desktop/a.cpp", "label->setTextInteractionFlags(Qt::TextBrowserInteraction);"), ("ui/theme/theme.cpp", "void applyTo();"), ("ui/a/a.cpp", "auto *e = new QTextEdit(this);")],
    "sql-building": [("core/storage/a.cpp", 'auto s = "SELECT id FROM base WHERE id = \'" + id + "\'";'), ("core/storage/a.cpp", 'auto s = u"SELECT id FROM base WHERE id = %1"_s.arg(id);'),
                     ("app/central/store/a.cpp", 'sql += " AND name = " + name;'), ("core/storage/a.cpp", 'auto s = QByteArray("DELETE FROM base WHERE id = ") + id;')],
    "primitives": [("core/security/a.cpp", "int n = rand();"), ("core/security/a.cpp", "QCryptographicHash::hash(b, QCryptographicHash::Md5);"), ("core/wire/a.cpp", "EVP_sha1();"),
                   ("core/security/a.cpp", "EVP_aes_128_ecb();"), ("core/security/a.cpp", "std::mt19937 g;"), ("core/keyring/a.cpp", "QRandomGenerator::global();"), ("ui/a/a.cpp", "#include <sodium.h>")],
    "secrets": [("core/security/a.cpp", "QByteArray dek;"), ("core/security/a.cpp", "auto s = QString::fromUtf8(kek.bytes());"), ("core/crypto/secret.h", "Secret(const Secret &) = delete; operator=(const Secret &) = delete; QByteArray toBytes();"),
                ("core/services/a.cpp", "qWarning() << token;")],
}

if __name__ == "__main__":
    rule, root = RULES[sys.argv[1]], Path(sys.argv[2])
    for where, line in PLANTS[sys.argv[1]]:
        if not rule(where, line + "\n"):
            sys.exit(f"self-test: {where} with ‘{line}’ was not found")
    offences, seen = [], 0
    for folder in ("core", "app", "ui"):
        for path in sorted(p for p in (root / folder).rglob("*") if p.suffix in (".h", ".cpp")):
            seen += 1
            name = str(path.relative_to(root))
            offences += [f"{name}:{line}: {why}" for line, why in rule(name, path.read_text(encoding="utf-8"))]
    print("\n".join(offences) or f"{seen} files hold {sys.argv[1]}; {len(PLANTS[sys.argv[1]])} planted offences found")
    sys.exit(1 if offences or seen < 100 else 0)
