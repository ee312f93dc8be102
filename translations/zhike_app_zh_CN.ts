<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>zhike::desktop::Workstation</name>
    <message>
        <source>Zhike · RM Workstation</source>
        <translation>知客 · 客户经理工作台</translation>
    </message>
    <message>
        <source>Fetching your customers</source>
        <translation>正在领取名下客户</translation>
    </message>
</context>
</TS>