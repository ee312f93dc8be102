<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>zhike::ui::AlertsPage</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n customer</numerusform><numerusform>%n customers</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n, most points first</source>
        <translation>
            <numerusform>%n, most points first</numerusform><numerusform>%n, most points first</numerusform></translation>
    </message>
    </context>
<context>
    <name>zhike::ui::CalendarPage</name>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n entry</numerusform><numerusform>%n entries</numerusform></translation>
    </message>
    </context>
<context>
    <name>zhike::ui::CallModel</name>
    <message numerus="yes">
        <source>%1 left within %n day(s) (%2 of the assets)</source>
        <translation>
            <numerusform>%1 left within %n day (%2 of the assets)</numerusform><numerusform>%1 left within %n days (%2 of the assets)</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1 is overdue by %n day(s)</source>
        <translation>
            <numerusform>%1 is overdue by %n day</numerusform><numerusform>%1 is overdue by %n days</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1 is due in %n day(s)</source>
        <translation>
            <numerusform>%1 is due in %n day</numerusform><numerusform>%1 is due in %n days</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1 %2 matures in %n day(s)</source>
        <translation>
            <numerusform>%1 %2 matures in %n day</numerusform><numerusform>%1 %2 matures in %n days</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Birthday in %n day(s)%1</source>
        <translation>
            <numerusform>Birthday in %n day%1</numerusform><numerusform>Birthday in %n days%1</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>No contact for %n day(s), longer than the service standard</source>
        <translation>
            <numerusform>No contact for %n day, longer than the service standard</numerusform><numerusform>No contact for %n days, longer than the service standard</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>KYC review overdue by %n day(s)</source>
        <translation>
            <numerusform>KYC review overdue by %n day</numerusform><numerusform>KYC review overdue by %n days</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>KYC review due in %n day(s)</source>
        <translation>
            <numerusform>KYC review due in %n day</numerusform><numerusform>KYC review due in %n days</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) overdue</source>
        <translation>
            <numerusform>%n day overdue</numerusform><numerusform>%n days overdue</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Due in %n day(s)</source>
        <translation>
            <numerusform>Due in %n day</numerusform><numerusform>Due in %n days</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Matures in %n day(s)</source>
        <translation>
            <numerusform>Matures in %n day</numerusform><numerusform>Matures in %n days</numerusform></translation>
    </message>
    </context>
<context>
    <name>zhike::ui::ConflictPanel</name>
    <message numerus="yes">
        <source>%n to decide</source>
        <translation>
            <numerusform>%n to decide</numerusform><numerusform>%n to decide</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) without a choice</source>
        <translation>
            <numerusform>%n field without a choice</numerusform><numerusform>%n fields without a choice</numerusform></translation>
    </message>
</context>
<context>
    <name>zhike::ui::Labels</name>
    <message numerus="yes">
        <source>No contact for %n day(s), service standard %1</source>
        <translation>
            <numerusform>No contact for %n day, service standard %1</numerusform><numerusform>No contact for %n days, service standard %1</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n complaint(s) open beyond the time promised</source>
        <translation>
            <numerusform>%n complaint open beyond the time promised</numerusform><numerusform>%n complaints open beyond the time promised</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>A product matures in %n day(s) and no follow-up is planned</source>
        <translation>
            <numerusform>A product matures in %n day and no follow-up is planned</numerusform><numerusform>A product matures in %n days and no follow-up is planned</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>No contact for %n day(s)</source>
        <translation>
            <numerusform>No contact for %n day</numerusform><numerusform>No contact for %n days</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Matures in %n day(s), unplanned</source>
        <translation>
            <numerusform>Matures in %n day, unplanned</numerusform><numerusform>Matures in %n days, unplanned</numerusform></translation>
    </message>
    </context>
<context>
    <name>zhike::ui::MonthGrid</name>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n entry</numerusform><numerusform>%n entries</numerusform></translation>
    </message>
    </context>
<context>
    <name>zhike::ui::PortfolioPage</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n customer</numerusform><numerusform>%n customers</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n product</numerusform><numerusform>%n products</numerusform></translation>
    </message>
    </context>
<context>
    <name>zhike::ui::SyncPage</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform><numerusform>%n changes</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform><numerusform>%n rows</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) old</source>
        <translation>
            <numerusform>%n day old</numerusform><numerusform>%n days old</numerusform></translation>
    </message>
    </context>
<context>
    <name>zhike::ui::TodayPage</name>
    <message numerus="yes">
        <source>%n customer(s) to contact first</source>
        <translation>
            <numerusform>%n customer to contact first</numerusform><numerusform>%n customers to contact first</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n service time(s) end within 4 hours</source>
        <translation>
            <numerusform>%n service time end within 4 hours</numerusform><numerusform>%n service times end within 4 hours</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1 from %2, %n day(s) off</source>
        <translation>
            <numerusform>%1 from %2, %n day off</numerusform><numerusform>%1 from %2, %n days off</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n product</numerusform><numerusform>%n products</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) with a time</source>
        <translation>
            <numerusform>%n item with a time</numerusform><numerusform>%n items with a time</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n more to contact</source>
        <translation>
            <numerusform>%n more to contact</numerusform><numerusform>%n more to contact</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n left out: %1</source>
        <translation>
            <numerusform>%n left out: %1</numerusform><numerusform>%n left out: %1</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform><numerusform>%n open</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform><numerusform>%n changes waiting</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform><numerusform>%n conflicts</numerusform></translation>
    </message>
    </context>
</TS>