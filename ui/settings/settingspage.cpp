// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settingspage.h"

#include "models/labels.h"
#include "widgets/controls.h"
#include "widgets/format.h"
#include "widgets/panel.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDialog>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QLocale>
#include <QPalette>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QtConcurrent/QtConcurrentRun>

using namespace Qt::Literals::StringLiterals;

namespace zhike::ui {
namespace {

const QStringList kModes = {u"light"_s, u"dark"_s, u"system"_s};
const QList<int> kZooms = {90, 100, 125, 150, 200};
const QStringList kDirections = {u"red-up"_s, u"green-up"_s, u"blue-up"_s};
const QStringList kLanguages = {u"zh_CN"_s, u"en"_s};

} // namespace

SettingsPage::SettingsPage(services::Desk &desk, Theme &theme, services::DeviceFlows flows, QWidget *parent)
    : Page(desk, theme, parent)
    , m_flows(std::move(flows))
    , m_preferences(Preferences::load())
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(12));
    column->setSpacing(0);
    m_header = new PageHeader(tr("Settings"));
    m_find = new QLineEdit;
    m_find->setPlaceholderText(tr("Find a setting"));
    m_find->setAccessibleName(tr("Find a setting"));
    m_find->addAction(theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    m_find->setFixedWidth(theme.px(200));
    connect(m_find, &QLineEdit::textChanged, this, &SettingsPage::filter);
    m_header->addAction(m_find);
    m_message = new MessageBar;
    column->addWidget(m_header);
    column->addWidget(m_message);
    auto *inner = new QWidget;
    inner->setProperty("plain", true);
    auto *row = new QHBoxLayout(inner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(16));
    row->addWidget(buildDevice(), 3);
    row->addWidget(buildLook(), 2);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inner);
    column->addWidget(scroll, 1);
}

QWidget *SettingsPage::row(QBoxLayout *into, const QString &name, const QString &text, QWidget *control, bool managed)
{
    auto *box = new QWidget;
    auto *lay = new QHBoxLayout(box);
    lay->setContentsMargins(0, theme().px(7), 0, theme().px(7));
    lay->setSpacing(theme().px(12));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(makeLabel(name, TextStyle::Body, managed ? Color::T3 : Color::T1));
    if (!text.isEmpty()) {
        auto *line = makeLabel(text, TextStyle::Small, managed ? Color::T3 : Color::T2);
        line->setWordWrap(true);
        words->addWidget(line);
    }
    lay->addLayout(words, 1);
    if (control) {
        lay->addWidget(control, 0, Qt::AlignVCenter);
        if (control->accessibleName().isEmpty() && !qobject_cast<QLabel *>(control))
            control->setAccessibleName(name);
    }
    if (into->count() > 0)
        into->addWidget(makeLine(Qt::Horizontal));
    into->addWidget(box);
    m_rows.append({box, name + u' ' + text});
    return box;
}

QWidget *SettingsPage::buildDevice()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(8));
    const auto section = [&](const QString &title) {
        column->addWidget(makeLabel(title, TextStyle::Section));
        auto *panel = new Panel;
        panel->body()->setSpacing(0);
        column->addWidget(panel);
        return panel->body();
    };
    const auto button = [&](const QString &icon, const QString &text, bool possible) {
        auto *b = new QPushButton(theme().icon(icon), text);
        b->setProperty("possible", possible);
        b->setEnabled(possible);
        if (!possible)
            b->setToolTip(tr("Not available on this device"));
        m_buttons.append(b);
        return b;
    };
    auto *lock = section(tr("Unlocking and locking"));
    row(lock, tr("Lock when idle"), tr("Decided by the bank's policy"), m_idle = makeLabel({}, TextStyle::BodyBold, Color::T3), true);
    row(lock, tr("Reveal of masked fields"), tr("With a reason, for a short time, and put on record"), m_reveal = makeLabel({}, TextStyle::BodyBold, Color::T3),
        true);
    auto *passphrase = button(u"key"_s, tr("Change…"), bool(m_flows.changePassphrase));
    connect(passphrase, &QPushButton::clicked, this, &SettingsPage::askPassphrase);
    row(lock, tr("Passphrase"), tr("Opens the store on this computer; the sign-in password is another one"), passphrase);
    auto *now = new QPushButton(theme().icon(u"lock"_s), tr("Lock now"));
    now->setToolTip(tr("Lock now (Ctrl+Alt+L)"));
    connect(now, &QPushButton::clicked, this, &SettingsPage::lockRequested);
    row(lock, tr("Lock"), tr("Drafts are kept, encrypted"), now);

    // Nothing here can keep another program from picturing the screen; that is said, not passed over (security.md §1.3).
    auto *capture = makeLabel(tr("Not protected"), TextStyle::BodyBold, Color::Warn);
    capture->setObjectName(u"capture"_s);
    capture->setAccessibleName(tr("Screen capture: not protected"));
    row(lock, tr("Screen capture"), tr("On this system other programs can take pictures of the screen; lock it, or use presentation mode, before sharing it"),
        capture);

    auto *store = section(tr("Encrypted store on this computer"));
    row(store, tr("Encryption"), tr("SQLCipher 4 · AES-256 · the key is never written in the clear"), m_store = makeLabel({}, TextStyle::BodyBold, Color::Ok));
    row(store, tr("Key bound to this device"), tr("A share of the key in the system keyring: a copied store opens nowhere else"),
        m_binding = makeLabel({}, TextStyle::BodyBold));
    row(store, tr("Offline licence"), tr("Renewed by every sync; when it ends the store locks, nothing is deleted"),
        m_lease = makeLabel({}, TextStyle::BodyBold));
    auto *check = button(u"shield"_s, tr("Check now"), bool(m_flows.check));
    auto *checkBox = new QWidget;
    auto *checkRow = new QHBoxLayout(checkBox);
    checkRow->setContentsMargins(0, 0, 0, 0);
    checkRow->addWidget(m_check = makeLabel({}, TextStyle::Small, Color::T2));
    checkRow->addWidget(check);
    connect(check, &QPushButton::clicked, this, [this] { runFlow(m_flows.check, tr("Every file of the store is sound.")); });
    row(store, tr("Integrity"), tr("Reads every page and compares it with its seal"), checkBox);
    auto *rotate = button(u"key"_s, tr("Replace…"), bool(m_flows.rotateKey));
    rotate->setVisible(bool(m_flows.rotateKey)); // offered where it can be done
    connect(rotate, &QPushButton::clicked, this,
            [this] { runFlow(m_flows.rotateKey, tr("The store gets a new key when it is locked; the old one is destroyed then.")); });
    row(store, tr("Key of the database"), tr("Replaced when locking: after customers have left by itself, at any other time on demand"), rotate);

    auto *device = section(tr("This device"));
    row(device, tr("Device name"), {}, m_name = makeLabel({}, TextStyle::BodyBold));
    row(device, tr("Generation"), tr("Counts registrations and licences; a copy put back is known by it"),
        m_generation = makeLabel({}, TextStyle::Body, Color::T2));
    column->addStretch(1);
    return side;
}

QWidget *SettingsPage::buildLook()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(12));
    auto *look = new Panel(tr("Appearance"));
    look->body()->setSpacing(0);
    auto *modes = new Segmented({tr("Light"), tr("Dark"), tr("As the system")});
    modes->setCurrent(int(std::max<qsizetype>(0, kModes.indexOf(m_preferences.mode))));
    modes->setObjectName(u"mode"_s);
    connect(modes, &Segmented::currentChanged, this, [this](int i) {
        auto next = m_preferences;
        next.mode = kModes.at(i);
        change(next);
    });
    row(look->body(), tr("Theme"), {}, modes);
    auto *zooms = new Segmented({u"90%"_s, u"100%"_s, u"125%"_s, u"150%"_s, u"200%"_s});
    zooms->setCurrent(int(std::max<qsizetype>(0, kZooms.indexOf(m_preferences.zoom))));
    zooms->setObjectName(u"zoom"_s);
    connect(zooms, &Segmented::currentChanged, this, [this](int i) {
        auto next = m_preferences;
        next.zoom = kZooms.at(i);
        change(next);
    });
    row(look->body(), tr("Zoom"), {}, zooms);
    column->addWidget(look);

    auto *colours = new Panel(tr("Colours of up and down"));
    auto *group = new QButtonGroup(colours);
    const QString names[] = {tr("Red up, green down"), tr("Green up, red down"), tr("Blue up, orange down (colour-blind friendly)")};
    const Color pairs[][2] = {{Color::RedMoney, Color::GreenMoney}, {Color::GreenMoney, Color::RedMoney}, {Color::Info, Color::C6}};
    const auto now = theme().directions();
    for (int i = 0; i < 3; ++i) {
        auto *line = new QWidget;
        auto *lay = new QHBoxLayout(line);
        lay->setContentsMargins(0, 0, 0, 0);
        auto *radio = new QRadioButton(names[i]);
        radio->setChecked(int(now) == i);
        group->addButton(radio, i);
        lay->addWidget(radio, 1);
        lay->addWidget(makeLabel(u"▲ +4.2%"_s, TextStyle::Small, pairs[i][0]));
        lay->addWidget(makeLabel(u"▼ −3.1%"_s, TextStyle::Small, pairs[i][1]));
        colours->body()->addWidget(line);
        m_rows.append({line, names[i]});
    }
    colours->body()->addWidget(makeLabel(tr("The arrow and the sign always say it too."), TextStyle::Micro, Color::T3));
    connect(group, &QButtonGroup::idClicked, this, [this](int i) {
        auto next = m_preferences;
        next.directions = kDirections.at(i);
        change(next);
    });
    column->addWidget(colours);

    auto *words = new Panel(tr("Language and formats"));
    words->body()->setSpacing(0);
    auto *language = new QComboBox;
    language->addItems({u"简体中文"_s, u"English"_s});
    language->setCurrentIndex(QLocale().language() == QLocale::English ? 1 : 0);
    language->setObjectName(u"language"_s);
    connect(language, &QComboBox::activated, this, [this](int i) {
        auto next = m_preferences;
        next.language = kLanguages.at(i);
        change(next);
    });
    row(words->body(), tr("Language"), tr("In force at once; amounts follow it: 万 / 亿 or k / m"), language);
    column->addWidget(words);
    column->addStretch(1);
    return side;
}

void SettingsPage::change(const Preferences &preferences)
{
    const auto former = std::exchange(m_preferences, preferences);
    m_preferences.save();
    const bool rebuild = former.zoom != preferences.zoom || (!preferences.language.isEmpty() && former.language != preferences.language);
    m_preferences.applyTo(theme(), QGuiApplication::palette().color(QPalette::Window).lightness() < 128);
    if (rebuild)
        Q_EMIT rebuildRequested(preferences.language);
}

void SettingsPage::refresh()
{
    ask([](services::Queries &q) { return q.deviceFacts(); },
        [this](Result<services::DeviceFacts> facts) {
            if (!facts) {
                m_message->showMessage(MessageKind::Critical, Labels::error(facts.error()));
                return;
            }
            m_facts = *facts;
            fill();
            setReady();
        });
}

void SettingsPage::fill()
{
    const auto now = desk().clock().now();
    m_header->setNote(m_facts.policy.isEmpty() ? tr("Grey rows are the bank's policy") : tr("Grey rows are the bank's policy (%1)").arg(m_facts.policy));
    m_idle->setText(tr("%1 min, at most %2").arg(m_facts.idleLockMinutes).arg(m_facts.idleLockLimit));
    m_reveal->setText(tr("%1 s").arg(m_facts.revealSeconds));
    const bool bound = m_facts.binding == u"keyring";
    m_binding->setText(bound ? tr("Bound") : tr("Not bound"));
    setTone(m_binding, bound ? Color::Ok : Color::Warn);
    const auto left = m_facts.leaseUntil.isValid() ? now.secsTo(m_facts.leaseUntil) : 0;
    m_lease->setText(left > 0 ? tr("%1 d %2 h left").arg(left / 86400).arg(left % 86400 / 3600) : tr("Ended"));
    setTone(m_lease, left < 3 * 86400 ? Color::Warn : Color::T1);
    m_check->setText(m_facts.lastCheck.isValid()
                         ? (m_facts.lastCheckSound ? tr("Sound, %1") : tr("Damage found, %1")).arg(format::dayTime(m_facts.lastCheck, now.date()))
                         : tr("Not checked yet"));
    setTone(m_check, m_facts.lastCheckSound ? Color::T2 : Color::Crit);
    m_name->setText(m_facts.deviceName);
    m_name->setToolTip(m_facts.deviceId);
    m_generation->setText(m_facts.leaseGeneration > 0 ? tr("registration %1 · licence %2").arg(m_facts.incarnation).arg(m_facts.leaseGeneration)
                                                      : tr("registration %1").arg(m_facts.incarnation));
    m_store->setText(tr("Encrypted · %1").arg(QLocale().formattedDataSize(m_facts.storeBytes, 1, QLocale::DataSizeSIFormat)));
}

void SettingsPage::filter(const QString &text)
{
    for (const auto &[widget, words] : std::as_const(m_rows))
        widget->setVisible(text.trimmed().isEmpty() || words.contains(text.trimmed(), Qt::CaseInsensitive));
}

void SettingsPage::runFlow(std::function<Done()> flow, const QString &said)
{
    if (m_busy || !flow)
        return;
    m_busy = true;
    for (auto *button : std::as_const(m_buttons))
        button->setEnabled(false);
    m_message->showMessage(MessageKind::Info, tr("At work; you can go on."), {}, false);
    whenAnswered(QtConcurrent::run([flow] { return flow(); }), desk(), this, [this, said](Done result) {
        m_busy = false;
        for (auto *button : std::as_const(m_buttons))
            button->setEnabled(button->property("possible").toBool());
        m_message->showMessage(result ? MessageKind::Ok : MessageKind::Critical, result ? said : Labels::error(result.error()));
        refresh();
    });
}

void SettingsPage::askPassphrase()
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Change the passphrase"));
    auto *form = new QFormLayout(dialog);
    QLineEdit *edits[3];
    const QString names[] = {tr("Present passphrase"), tr("New passphrase"), tr("New passphrase again")};
    for (int i = 0; i < 3; ++i) {
        edits[i] = new QLineEdit;
        edits[i]->setEchoMode(QLineEdit::Password);
        edits[i]->setAccessibleName(names[i]);
        form->addRow(names[i], edits[i]);
    }
    auto *error = makeLabel({}, TextStyle::Small, Color::Crit);
    error->setWordWrap(true);
    form->addRow(error);
    auto *save = new QPushButton(tr("Change it"));
    setButtonKind(save, "primary");
    form->addRow(save);
    connect(save, &QPushButton::clicked, dialog, [this, dialog, error, edits0 = edits[0], edits1 = edits[1], edits2 = edits[2]] {
        if (edits1->text() != edits2->text()) {
            error->setText(tr("The two new ones differ. Nothing was changed."));
            edits2->setFocus();
            return;
        }
        runFlow([flow = m_flows.changePassphrase, from = edits0->text(), to = edits1->text()] { return flow(from, to); }, tr("The passphrase is changed."));
        dialog->accept();
    });
    dialog->open();
}

} // namespace zhike::ui
