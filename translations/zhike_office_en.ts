<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>zhike::ui::ApprovalsPage</name>
    <message numerus="yes">
        <source>%n to decide</source>
        <translation>
            <numerusform>%n to decide</numerusform>
            <numerusform>%n to decide</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zhike::ui::ConflictPanel</name>
    <message numerus="yes">
        <source>%n ticked</source>
        <translation>
            <numerusform>%n ticked</numerusform>
            <numerusform>%n ticked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zhike::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n tries to upload did not get through; your changes are safe on this computer</source>
        <translation>
            <numerusform>%n try to upload did not get through; your changes are safe on this computer</numerusform>
            <numerusform>%n tries to upload did not get through; your changes are safe on this computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The centre refused %n changes; they are kept here</source>
        <translation>
            <numerusform>The centre refused %n change; it is kept here</numerusform>
            <numerusform>The centre refused %n changes; they are kept here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The data ends on %1, %n days ago: balances and maturities may have changed</source>
        <translation>
            <numerusform>The data ends on %1, %n day ago: balances and maturities may have changed</numerusform>
            <numerusform>The data ends on %1, %n days ago: balances and maturities may have changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests to decide</source>
        <translation>
            <numerusform>%n request to decide</numerusform>
            <numerusform>%n requests to decide</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zhike::ui::SyncPage</name>
    <message numerus="yes">
        <source>%n tries in a row did not get through; your changes are safe on this computer.</source>
        <translation>
            <numerusform>%n try did not get through; your changes are safe on this computer.</numerusform>
            <numerusform>%n tries in a row did not get through; your changes are safe on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) settled. Sent in 10 seconds.</source>
        <translation>
            <numerusform>%n conflict settled. Sent in 10 seconds.</numerusform>
            <numerusform>%n conflicts settled. Sent in 10 seconds.</numerusform>
        </translation>
    </message>
</context>
</TS>
