<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>zhike::services::UserText</name>
    <message>
        <source>You made this request yourself. A second person decides it; nothing was changed.</source>
        <translation>这项申请由你发起，须由第二人复核；未作任何改动。</translation>
    </message>
    <message>
        <source>Your role does not decide this request. A lead or a checker does; nothing was changed.</source>
        <translation>你的岗位不能复核这项申请，由主管或复核岗处理；未作任何改动。</translation>
    </message>
    <message>
        <source>Only who made a request takes it back. Nothing was changed.</source>
        <translation>只有发起人能撤回申请；未作任何改动。</translation>
    </message>
    <message>
        <source>The request has been decided already. Sync to see by whom; nothing was changed.</source>
        <translation>这项申请已有结论，同步后可看到由谁处理；未作任何改动。</translation>
    </message>
    <message>
        <source>The connection broke off while the decision was on its way. Sync, then look whether the request is still open.</source>
        <translation>提交途中连接断开。同步后再看这项申请是否仍待复核。</translation>
    </message>
    <message>
        <source>Decisions need a connection. Nothing was sent and nothing is kept; the request is still open.</source>
        <translation>复核必须在线完成。什么都没有发出，也没有留到以后；这项申请仍待复核。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
</context>
</TS>
