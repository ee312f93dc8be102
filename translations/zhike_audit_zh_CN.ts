<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AuditWords</name>
    <message>
        <source>Shown in full</source>
        <translation>显示敏感字段</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>复制敏感字段</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Searched by number</source>
        <translation>按号码查找</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>Consent changed</source>
        <translation>同意变更</translation>
    </message>
    <message>
        <source>Removed from this computer</source>
        <translation>移出本机</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>同步冲突</translation>
    </message>
    <message>
        <source>Copy did not match</source>
        <translation>本地副本不一致</translation>
    </message>
    <message>
        <source>Certificate refused</source>
        <translation>证书被拒</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation>修改口令</translation>
    </message>
    <message>
        <source>Key renewed</source>
        <translation>更换密钥</translation>
    </message>
    <message>
        <source>Offline licence</source>
        <translation>离线许可</translation>
    </message>
    <message>
        <source>Computer registered</source>
        <translation>登记设备</translation>
    </message>
    <message>
        <source>Computer revoked</source>
        <translation>撤销设备</translation>
    </message>
    <message>
        <source>Computer wiped</source>
        <translation>擦除设备</translation>
    </message>
    <message>
        <source>Store made</source>
        <translation>建立保险库</translation>
    </message>
    <message>
        <source>Older copy found</source>
        <translation>发现旧副本</translation>
    </message>
    <message>
        <source>Damage found</source>
        <translation>发现损坏</translation>
    </message>
    <message>
        <source>Unsent work recovered</source>
        <translation>找回未上传的工作</translation>
    </message>
    <message>
        <source>Store upgraded</source>
        <translation>升级保险库</translation>
    </message>
    <message>
        <source>Clock set back</source>
        <translation>时钟回拨</translation>
    </message>
    <message>
        <source>Clock jumped</source>
        <translation>时钟跳变</translation>
    </message>
    <message>
        <source>Policy changed</source>
        <translation>策略更新</translation>
    </message>
    <message>
        <source>Audit check failed</source>
        <translation>审计校验失败</translation>
    </message>
    <message>
        <source>Many customers shown</source>
        <translation>短时显示多位客户</translation>
    </message>
    <message>
        <source>Program started</source>
        <translation>程序启动</translation>
    </message>
    <message>
        <source>Program ended</source>
        <translation>程序退出</translation>
    </message>
    <message>
        <source>Program crashed</source>
        <translation>程序崩溃</translation>
    </message>
    <message>
        <source>%1: refused</source>
        <translation>%1：被拒绝</translation>
    </message>
    <message>
        <source>Unlocking failed</source>
        <translation>解锁失败</translation>
    </message>
    <message>
        <source>Unlocking had to wait</source>
        <translation>解锁须等待</translation>
    </message>
    <message>
        <source>Offline licence ended</source>
        <translation>离线许可已到期</translation>
    </message>
    <message numerus="yes">
        <source>by %n minutes</source>
        <translation><numerusform>%n 分钟</numerusform></translation>
    </message>
    <message>
        <source>Added</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>a customer no longer here</source>
        <translation>已不在本机的客户</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>account number</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号</translation>
    </message>
    <message numerus="yes">
        <source>%n fields</source>
        <translation><numerusform>%n 个字段</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation><numerusform>%n 行</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>wrong passphrase, %n times</source>
        <translation><numerusform>口令错误 %n 次</numerusform></translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Contact the customer</source>
        <translation>联系客户</translation>
    </message>
    <message>
        <source>Check the identity</source>
        <translation>核验身份</translation>
    </message>
    <message>
        <source>Fill in a form</source>
        <translation>填写单据</translation>
    </message>
    <message>
        <source>Correct the data</source>
        <translation>更正资料</translation>
    </message>
    <message>
        <source>The customer asked</source>
        <translation>客户要求</translation>
    </message>
    <message>
        <source>Nobody at the computer</source>
        <translation>无人操作</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Screen of the computer locked</source>
        <translation>系统锁屏</translation>
    </message>
    <message>
        <source>Computer put to sleep</source>
        <translation>电脑休眠</translation>
    </message>
    <message>
        <source>Record #%1 was changed after it was written</source>
        <translation>记录 #%1 写入后被改动</translation>
    </message>
    <message>
        <source>Record #%1 is missing</source>
        <translation>缺少记录 #%1</translation>
    </message>
    <message>
        <source>Record #%1 was put in afterwards</source>
        <translation>记录 #%1 是事后插入的</translation>
    </message>
    <message>
        <source>Record #%1 stands in the wrong place</source>
        <translation>记录 #%1 位置不对</translation>
    </message>
    <message>
        <source>The records from #%1 on are missing</source>
        <translation>从 #%1 起的记录缺失</translation>
    </message>
    <message>
        <source>From #%1 on this is not the log that was signed</source>
        <translation>从 #%1 起与已签名的日志不一致</translation>
    </message>
    <message>
        <source>The signature at #%1 is not of this computer</source>
        <translation>#%1 处的签名不属于本机</translation>
    </message>
</context>
<context>
    <name>zhike::ui::AuditPage</name>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Only ever added to · one copy here, one at the centre</source>
        <translation>只增不改 · 本机与中心各一份</translation>
    </message>
    <message>
        <source>Verify the whole chain</source>
        <translation>重新验证全链</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>What</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>链</translation>
    </message>
    <message>
        <source>Customer, action, number</source>
        <translation>人、客户、动作、序号</translation>
    </message>
    <message>
        <source>Filter the audit log</source>
        <translation>筛选审计日志</translation>
    </message>
    <message>
        <source>Kind of action</source>
        <translation>动作类别</translation>
    </message>
    <message>
        <source>Action: all</source>
        <translation>动作：全部</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Unlocking</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Export and print</source>
        <translation>导出与打印</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>保险库</translation>
    </message>
    <message>
        <source>Sensitive only</source>
        <translation>仅敏感操作</translation>
    </message>
    <message>
        <source>Failures only</source>
        <translation>仅失败</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Place in the chain</source>
        <translation>链上位置</translation>
    </message>
    <message>
        <source>Signed checkpoints</source>
        <translation>签名检查点</translation>
    </message>
    <message>
        <source>Chain SHA-256 · signatures ES256</source>
        <translation>验证算法 SHA-256 链 · 签名 ES256</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Verifying the chain</source>
        <translation>正在验证全链</translation>
    </message>
    <message>
        <source>Every record is hashed again and compared with what was signed.</source>
        <translation>逐条重新计算哈希，并与已签名的值比对。</translation>
    </message>
    <message>
        <source>Chain complete: #%1 – #%2 verified</source>
        <translation>链完整：#%1 – #%2 全部验证通过</translation>
    </message>
    <message>
        <source>Nothing is on record yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>took %1 s</source>
        <translation>用时 %1 秒</translation>
    </message>
    <message numerus="yes">
        <source>%n signatures hold</source>
        <translation><numerusform>%n 个签名有效</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n records wait for upload</source>
        <translation><numerusform>%n 条本机记录等待上传</numerusform></translation>
    </message>
    <message>
        <source>Chain broken at #%1</source>
        <translation>链在 #%1 处断开</translation>
    </message>
    <message>
        <source>Tell compliance; the centre's copy decides.</source>
        <translation>告知合规部门，以中心副本为准。</translation>
    </message>
    <message>
        <source>no</source>
        <translation>断</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>未通过验证</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已验证</translation>
    </message>
    <message>
        <source>%1 of %2 records shown</source>
        <translation>显示 %1 条，共 %2 条</translation>
    </message>
    <message>
        <source>Record #%1</source>
        <translation>记录 #%1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>here %1</source>
        <translation>本机 %1</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心时差</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>at the centre</source>
        <translation>已上传</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待上传</translation>
    </message>
    <message>
        <source>Hash of the one before and the text → SHA-256: as stored</source>
        <translation>前一条哈希 + 内容 → SHA-256，与存储值一致</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>up to #%1</source>
        <translation>止于 #%1</translation>
    </message>
    <message>
        <source>At the centre</source>
        <translation>中心已收</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
</context>
<context>
    <name>zhike::ui::RevealField</name>
    <message>
        <source>Contact the customer</source>
        <translation>联系客户</translation>
    </message>
    <message>
        <source>Check the identity</source>
        <translation>核验身份</translation>
    </message>
    <message>
        <source>Fill in a form</source>
        <translation>填写单据</translation>
    </message>
    <message>
        <source>Correct the data</source>
        <translation>更正资料</translation>
    </message>
    <message>
        <source>The customer asked</source>
        <translation>客户要求</translation>
    </message>
    <message>
        <source>Reason for showing</source>
        <translation>显示事由</translation>
    </message>
    <message>
        <source>Why do you need it? The look is recorded.</source>
        <translation>选择事由（显示会留痕）</translation>
    </message>
    <message>
        <source>Show in full…</source>
        <translation>显示完整内容…</translation>
    </message>
    <message>
        <source>Copy for 30 seconds</source>
        <translation>复制（30 秒后清除）</translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation><numerusform>%n 秒</numerusform></translation>
    </message>
</context>
<context>
    <name>zhike::ui::QuickLog</name>
    <message>
        <source>This looks like a card number, a PIN or a password. Such things are never written down; take them out.</source>
        <translation>内容像是卡号、密码或验证码。这类信息一律不得记录，删去后再保存。</translation>
    </message>
</context>
<context>
    <name>zhike::ui::MainWindow</name>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>&amp;Presentation mode</source>
        <translation>演示模式(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Leave presentation mode (locks)</source>
        <translation>退出演示模式（将锁定）(&amp;L)</translation>
    </message>
    <message>
        <source>Presentation mode</source>
        <translation>演示模式</translation>
    </message>
    <message>
        <source>Amounts and all other customers are hidden. F8 locks; after unlocking everything is shown again.</source>
        <translation>金额与其他客户均已隐藏。按 F8 锁定，解锁后恢复显示。</translation>
    </message>
    <message>
        <source>Presentation mode · F8 locks</source>
        <translation>演示模式 · F8 锁定</translation>
    </message>
</context>
</TS>
