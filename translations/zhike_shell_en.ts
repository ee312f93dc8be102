<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CustomerHeader</name>
    <message numerus="yes">
        <source>%1 · %n years</source>
        <translation><numerusform>%1 · %n year</numerusform><numerusform>%1 · %n years</numerusform></translation>
    </message>
</context>
<context>
    <name>CustomerListModel</name>
    <message numerus="yes">
        <source>Last contact %1 · standard: every %n days</source>
        <translation><numerusform>Last contact %1 · standard: every day</numerusform><numerusform>Last contact %1 · standard: every %n days</numerusform></translation>
    </message>
</context>
<context>
    <name>CustomerParts</name>
    <message numerus="yes">
        <source>%n years old</source>
        <translation><numerusform>%n year old</numerusform><numerusform>%n years old</numerusform></translation>
    </message>
</context>
<context>
    <name>CustomerPreview</name>
    <message numerus="yes">
        <source>AUM of %n month ends, now %1</source>
        <translation><numerusform>AUM of %n month end, now %1</numerusform><numerusform>AUM of %n month ends, now %1</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n points</source>
        <translation><numerusform>%n point</numerusform><numerusform>%n points</numerusform></translation>
    </message>
</context>
<context>
    <name>CustomersPage</name>
    <message numerus="yes">
        <source>%n customers · AUM %1</source>
        <translation><numerusform>%n customer · AUM %1</numerusform><numerusform>%n customers · AUM %1</numerusform></translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message numerus="yes">
        <source>At least %n characters; a sentence only you know is good. Nobody can reset it.</source>
        <translation><numerusform>At least %n character; a sentence only you know is good. Nobody can reset it.</numerusform><numerusform>At least %n characters; a sentence only you know is good. Nobody can reset it.</numerusform></translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation><numerusform>%n day ago</numerusform><numerusform>%n days ago</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n days overdue</source>
        <translation><numerusform>%n day overdue</numerusform><numerusform>%n days overdue</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation><numerusform>%n day</numerusform><numerusform>%n days</numerusform></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n customers may leave</source>
        <translation><numerusform>%n customer may leave</numerusform><numerusform>%n customers may leave</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n conflicts to settle</source>
        <translation><numerusform>%n conflict to settle</numerusform><numerusform>%n conflicts to settle</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n changes were refused</source>
        <translation><numerusform>%n change was refused</numerusform><numerusform>%n changes were refused</numerusform></translation>
    </message>
</context>
<context>
    <name>OverviewTab</name>
    <message numerus="yes">
        <source>%n kinds</source>
        <translation><numerusform>%n kind</numerusform><numerusform>%n kinds</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n accounts</source>
        <translation><numerusform>%n account</numerusform><numerusform>%n accounts</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n employees</source>
        <translation><numerusform>%n employee</numerusform><numerusform>%n employees</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n points</source>
        <translation><numerusform>%n point</numerusform><numerusform>%n points</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>AUM · last %n months</source>
        <translation><numerusform>AUM · last month</numerusform><numerusform>AUM · last %n months</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n points · rules %2</source>
        <translation><numerusform>%1 · %n point · rules %2</numerusform><numerusform>%1 · %n points · rules %2</numerusform></translation>
    </message>
</context>
<context>
    <name>ProfileTab</name>
    <message numerus="yes">
        <source>%n years old</source>
        <translation><numerusform>%n year old</numerusform><numerusform>%n years old</numerusform></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n changes waiting</source>
        <translation><numerusform>%n change waiting</numerusform><numerusform>%n changes waiting</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n conflicts</source>
        <translation><numerusform>%n conflict</numerusform><numerusform>%n conflicts</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation><numerusform>%n to review</numerusform><numerusform>%n to review</numerusform></translation>
    </message>
</context>
<context>
    <name>TransactionsTab</name>
    <message numerus="yes">
        <source>%1 (%n bookings)</source>
        <translation><numerusform>%1 (%n booking)</numerusform><numerusform>%1 (%n bookings)</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n transactions</source>
        <translation><numerusform>%n transaction</numerusform><numerusform>%n transactions</numerusform></translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message numerus="yes">
        <source>Offline licence: %n hours left.</source>
        <translation><numerusform>Offline licence: %n hour left.</numerusform><numerusform>Offline licence: %n hours left.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n tries left. Ten wrong ones in a row ask for an online sign-in; nothing unsent is lost.</source>
        <translation><numerusform>%n try left. Ten wrong ones in a row ask for an online sign-in; nothing unsent is lost.</numerusform><numerusform>%n tries left. Ten wrong ones in a row ask for an online sign-in; nothing unsent is lost.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n changes on this computer are not uploaded yet. They are stored encrypted and continue after unlocking.</source>
        <translation><numerusform>%n change on this computer is not uploaded yet. It is stored encrypted and continues after unlocking.</numerusform><numerusform>%n changes on this computer are not uploaded yet. They are stored encrypted and continue after unlocking.</numerusform></translation>
    </message>
</context>
</TS>
