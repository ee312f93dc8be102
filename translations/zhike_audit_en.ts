<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AuditWords</name>
    <message numerus="yes">
        <source>%n fields</source>
        <translation><numerusform>%n field</numerusform><numerusform>%n fields</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>by %n minutes</source>
        <translation><numerusform>by %n minute</numerusform><numerusform>by %n minutes</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation><numerusform>%n row</numerusform><numerusform>%n rows</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>wrong passphrase, %n times</source>
        <translation><numerusform>wrong passphrase once</numerusform><numerusform>wrong passphrase, %n times</numerusform></translation>
    </message>
</context>
<context>
    <name>zhike::ui::AuditPage</name>
    <message numerus="yes">
        <source>%n signatures hold</source>
        <translation><numerusform>%n signature holds</numerusform><numerusform>%n signatures hold</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n records wait for upload</source>
        <translation><numerusform>%n record waits for upload</numerusform><numerusform>%n records wait for upload</numerusform></translation>
    </message>
</context>
<context>
    <name>zhike::ui::RevealField</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation><numerusform>%n s</numerusform><numerusform>%n s</numerusform></translation>
    </message>
</context>
</TS>
