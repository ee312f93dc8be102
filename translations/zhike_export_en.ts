<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>zhike::ui::ExportDialog</name>
    <message numerus="yes">
        <source>%n customers of the list as it is filtered and sorted now</source>
        <translation><numerusform>%n customer of the list as it is filtered and sorted now</numerusform><numerusform>%n customers of the list as it is filtered and sorted now</numerusform></translation>
    </message>
</context>
<context>
    <name>zhike::ui::CustomersPage</name>
    <message numerus="yes">
        <source>%n customers exported to %1</source>
        <translation><numerusform>%n customer exported to %1</numerusform><numerusform>%n customers exported to %1</numerusform></translation>
    </message>
</context>
</TS>
