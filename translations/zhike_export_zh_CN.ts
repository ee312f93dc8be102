<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>UserText</name>
    <message>
        <source>Target file</source>
        <translation>目标文件</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>The list is empty: there is nothing to export. Take a filter away.</source>
        <translation>列表为空，没有可导出的客户。请减少筛选条件。</translation>
    </message>
    <message>
        <source>Your role does not export customer lists by itself. Ask the client manager of these customers; nothing was exported.</source>
        <translation>您的角色不能单独导出客户名单。请联系这些客户的客户经理，未导出任何内容。</translation>
    </message>
    <message>
        <source>More than %1 customers need a second person, and exports cannot be approved yet. Narrow the list to %1 or fewer; nothing was exported.</source>
        <translation>超过 %1 位客户须第二人复核，目前还不能为导出办理复核。请把名单缩小到 %1 位以内，未导出任何内容。</translation>
    </message>
    <message>
        <source>More than %1 customers leave only right after a sync. Sync, then export again; nothing was exported.</source>
        <translation>超过 %1 位客户只能在刚同步之后导出。请先同步再导出，未导出任何内容。</translation>
    </message>
    <message>
        <source>Target file: there is a file of this name already, and none is replaced. Choose another name; nothing was exported.</source>
        <translation>目标文件：已有同名文件，不会覆盖。请换一个名称，未导出任何内容。</translation>
    </message>
    <message>
        <source>Target file: it cannot be written there. Choose a folder of your own that is not the vault's; nothing was exported.</source>
        <translation>目标文件：无法写入该位置。请选择您自己的目录（不能是保险库目录），未导出任何内容。</translation>
    </message>
</context>
<context>
    <name>zhike::services::CustomerExport</name>
    <message>
        <source>Customer number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Name (masked)</source>
        <translation>姓名（脱敏）</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>分层</translation>
    </message>
    <message>
        <source>Lifecycle</source>
        <translation>生命周期</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活跃度</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>开户日期</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation>下次联系</translation>
    </message>
    <message>
        <source>Phone (masked)</source>
        <translation>电话（脱敏）</translation>
    </message>
    <message>
        <source>Identity or credit code (masked)</source>
        <translation>证件号或信用代码（脱敏）</translation>
    </message>
    <message>
        <source>Address (masked)</source>
        <translation>地址（脱敏）</translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation>水印</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>私行</translation>
    </message>
    <message>
        <source>Wealth</source>
        <translation>财富</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>大众</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新客</translation>
    </message>
    <message>
        <source>Growing</source>
        <translation>成长</translation>
    </message>
    <message>
        <source>Mature</source>
        <translation>成熟</translation>
    </message>
    <message>
        <source>Long-standing</source>
        <translation>资深</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
</context>
<context>
    <name>zhike::ui::ExportDialog</name>
    <message>
        <source>customers-%1.csv</source>
        <translation>客户名单-%1.csv</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>导出名单</translation>
    </message>
    <message numerus="yes">
        <source>%n customers of the list as it is filtered and sorted now</source>
        <translation><numerusform>按当前筛选和排序的名单，共 %n 位客户</numerusform></translation>
    </message>
    <message>
        <source>C1, in full</source>
        <translation>C1，原值</translation>
    </message>
    <message>
        <source>customer number, kind, tier, lifecycle, activity, branch, dates</source>
        <translation>客户号、类型、分层、生命周期、活跃度、机构、日期</translation>
    </message>
    <message>
        <source>C2, masked</source>
        <translation>C2，脱敏</translation>
    </message>
    <message>
        <source>name, phone, identity or credit code, address</source>
        <translation>姓名、电话、证件号或信用代码、地址</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不包含</translation>
    </message>
    <message>
        <source>amounts, risk, scores, notes</source>
        <translation>金额、风险、评分、备注</translation>
    </message>
    <message>
        <source>Goes on record; no customer's name</source>
        <translation>记入审计；请勿填写客户姓名</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>事由(&amp;R)</translation>
    </message>
    <message>
        <source>UTF-8, for most programs</source>
        <translation>UTF-8，适用于多数程序</translation>
    </message>
    <message>
        <source>GB18030, for older spreadsheets</source>
        <translation>GB18030，适用于旧版表格软件</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>编码(&amp;E)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the target file</source>
        <translation>选择目标文件</translation>
    </message>
    <message>
        <source>&amp;Target file</source>
        <translation>目标文件(&amp;T)</translation>
    </message>
    <message>
        <source>The last line names you, this device, the time and the record. The file is not encrypted.</source>
        <translation>末行为水印：您、本设备、时间和审计记录。文件未加密。</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Target file</source>
        <translation>目标文件</translation>
    </message>
</context>
<context>
    <name>zhike::ui::CustomersPage</name>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Your role does not export customer lists</source>
        <translation>您的角色不能导出客户名单</translation>
    </message>
    <message>
        <source>The list is empty</source>
        <translation>列表为空</translation>
    </message>
    <message>
        <source>Save the list shown as a file</source>
        <translation>把当前名单存为文件</translation>
    </message>
    <message numerus="yes">
        <source>%n customers exported to %1</source>
        <translation><numerusform>已导出 %n 位客户到 %1</numerusform></translation>
    </message>
</context>
<context>
    <name>zhike::ui::Labels</name>
    <message>
        <source>customer list</source>
        <translation>客户名单</translation>
    </message>
</context>
<context>
    <name>AuditWords</name>
    <message>
        <source>Export ended without a file</source>
        <translation>导出未产生文件</translation>
    </message>
</context>
</TS>
