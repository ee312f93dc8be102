<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>UnlockPage</name>
    <message numerus="yes">
        <source>Wait %n seconds</source>
        <translation><numerusform>Wait %n second</numerusform><numerusform>Wait %n seconds</numerusform></translation>
    </message>
</context>
</TS>
