<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountsTab</name>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Choose an account to see its number</source>
        <translation>选中账户后可查看账号</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>In base currency</source>
        <translation>折本币</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>开户日</translation>
    </message>
    <message>
        <source>Matures</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>%1 (joint)</source>
        <translation>%1（联名）</translation>
    </message>
    <message>
        <source>Rate %1 of %2</source>
        <translation>汇率 %1，%2</translation>
    </message>
</context>
<context>
    <name>AlertsTab</name>
    <message>
        <source>Alerts</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>触发</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Enter acknowledges</source>
        <translation>Enter 确认收到</translation>
    </message>
    <message>
        <source>No alert</source>
        <translation>没有预警</translation>
    </message>
    <message>
        <source>No rule has raised one that is still open.</source>
        <translation>没有规则触发的未结预警。</translation>
    </message>
</context>
<context>
    <name>CreditLines</name>
    <message>
        <source>%1: %2 of %3 used, until %4</source>
        <translation>%1：已用 %2 / %3，%4 到期</translation>
    </message>
    <message>
        <source>used %1 / %2</source>
        <translation>已用 %1 / %2</translation>
    </message>
    <message>
        <source>Dotted: reminder at 80 % · in %1</source>
        <translation>虚线：用信 80 % 提醒线 · 单位 %1</translation>
    </message>
</context>
<context>
    <name>CustomerField</name>
    <message>
        <source>Name, pinyin initials, number or phone tail</source>
        <translation>姓名、拼音首字母、客户号、手机尾号</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
</context>
<context>
    <name>CustomerHeader</name>
    <message>
        <source>Log a call</source>
        <translation>记电话</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>建跟进</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>记互动</translation>
    </message>
    <message>
        <source>The customer asked not to be contacted</source>
        <translation>客户要求不联系</translation>
    </message>
    <message>
        <source>Do not contact</source>
        <translation>勿联系</translation>
    </message>
    <message>
        <source>%1 · until %2</source>
        <translation>%1 · 至 %2</translation>
    </message>
    <message>
        <source>Assessed on %1</source>
        <translation>%1 测评</translation>
    </message>
    <message>
        <source>Rating %1</source>
        <translation>内评 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n years</source>
        <translation><numerusform>%1 · %n 年</numerusform></translation>
    </message>
    <message>
        <source>Consent given</source>
        <translation>已授权</translation>
    </message>
    <message>
        <source>No consent</source>
        <translation>未授权</translation>
    </message>
    <message>
        <source>Marketing</source>
        <translation>营销</translation>
    </message>
    <message>
        <source>Profiling</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>跨机构共享</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Holds changes that are not uploaded yet</source>
        <translation>有改动尚未上传</translation>
    </message>
    <message>
        <source>Credit code %1</source>
        <translation>统一社会信用代码 %1</translation>
    </message>
    <message>
        <source>No. %1</source>
        <translation>客户号 %1</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Core data %1</source>
        <translation>核心数据 %1</translation>
    </message>
</context>
<context>
    <name>CustomerListModel</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2, AUM %3, 30 days %4, churn %5, last contact %6</source>
        <translation>%1，%2，AUM %3，30 日 %4，流失 %5，最近联系 %6</translation>
    </message>
    <message>
        <source>%1 · %2 · holds changes that are not uploaded yet</source>
        <translation>%1 · %2 · 有改动尚未上传</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 points of the rules</source>
        <translation>%1 · 规则 %2 分</translation>
    </message>
    <message numerus="yes">
        <source>Last contact %1 · standard: every %n days</source>
        <translation><numerusform>最近联系 %1 · 服务标准 %n 天一次</numerusform></translation>
    </message>
    <message>
        <source>Do not contact</source>
        <translation>勿联系</translation>
    </message>
    <message>
        <source>Marketing: %1 · profiling: %2 · sharing: %3</source>
        <translation>营销：%1 · 画像：%2 · 跨机构共享：%3</translation>
    </message>
    <message>
        <source>given</source>
        <translation>已授权</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>未授权</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>分层</translation>
    </message>
    <message>
        <source>AUM (%1)</source>
        <translation>AUM（%1）</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 日</translation>
    </message>
    <message>
        <source>12 months</source>
        <translation>12 个月</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>Churn</source>
        <translation>流失</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>授权</translation>
    </message>
</context>
<context>
    <name>CustomerPage</name>
    <message>
        <source>Parts of the customer file</source>
        <translation>客户档案各部分</translation>
    </message>
    <message>
        <source>Follow-up done, saved on this computer</source>
        <translation>跟进已完成，已存本机</translation>
    </message>
    <message>
        <source>Alert acknowledged, saved on this computer</source>
        <translation>预警已确认收到，已存本机</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Interactions</source>
        <translation>互动</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>跟进</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>Alt+← back · Ctrl+[ ] previous or next customer</source>
        <translation>Alt+← 返回 · Ctrl+[ ] 上/下一位客户</translation>
    </message>
</context>
<context>
    <name>CustomerParts</name>
    <message>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message numerus="yes">
        <source>%n years old</source>
        <translation><numerusform>%n 岁</numerusform></translation>
    </message>
</context>
<context>
    <name>CustomerPreview</name>
    <message>
        <source>AUM</source>
        <translation>AUM</translation>
    </message>
    <message>
        <source>Net inflow, 30 days</source>
        <translation>30 日净流入</translation>
    </message>
    <message>
        <source>Why the alert</source>
        <translation>为什么预警</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最近互动</translation>
    </message>
    <message>
        <source>Open 360</source>
        <translation>打开 360</translation>
    </message>
    <message>
        <source>Open 360  Enter</source>
        <translation>打开 360  Enter</translation>
    </message>
    <message>
        <source>Log a call</source>
        <translation>记电话</translation>
    </message>
    <message>
        <source>Log interaction</source>
        <translation>记互动</translation>
    </message>
    <message>
        <source>New follow-up</source>
        <translation>建跟进</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>AUM of %n month ends, now %1</source>
        <translation><numerusform>近 %n 个月末 AUM，现为 %1</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n points</source>
        <translation><numerusform>%n 分</numerusform></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>内评</translation>
    </message>
    <message>
        <source>Risk tolerance</source>
        <translation>风险承受</translation>
    </message>
    <message>
        <source>%1 · until %2</source>
        <translation>%1 · 至 %2</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>持有产品</translation>
    </message>
    <message>
        <source>%1 kinds, %2 accounts</source>
        <translation>%1 类 / %2 个账户</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>No interaction yet</source>
        <translation>还没有互动</translation>
    </message>
</context>
<context>
    <name>CustomersPage</name>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>All customers</source>
        <translation>全部客户</translation>
    </message>
    <message>
        <source>Need action</source>
        <translation>需要行动</translation>
    </message>
    <message>
        <source>Due within 7 days</source>
        <translation>7 天内到期</translation>
    </message>
    <message>
        <source>Churn alert</source>
        <translation>流失预警</translation>
    </message>
    <message>
        <source>Contact overdue</source>
        <translation>超服务标准未联系</translation>
    </message>
    <message>
        <source>Risk test expiring</source>
        <translation>测评 30 天内失效</translation>
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
        <source>Name, pinyin initials, number</source>
        <translation>姓名、拼音首字母、尾号</translation>
    </message>
    <message>
        <source>Filter the list  /</source>
        <translation>筛选列表  /</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>筛选列表</translation>
    </message>
    <message>
        <source>Add filter</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>No customer matches</source>
        <translation>没有符合条件的客户</translation>
    </message>
    <message>
        <source>Take a filter away or search all customers.</source>
        <translation>去掉一个条件，或在全部客户里找。</translation>
    </message>
    <message>
        <source>Show all customers</source>
        <translation>看全部客户</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation>第 %1–%2 位，共 %3 位</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>所选客户</translation>
    </message>
    <message>
        <source>Remove filter %1</source>
        <translation>去掉条件 %1</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活跃度</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>客户类别</translation>
    </message>
    <message numerus="yes">
        <source>%n customers · AUM %1</source>
        <translation><numerusform>%n 位 · AUM 合计 %1</numerusform></translation>
    </message>
    <message>
        <source>AUM in total %1</source>
        <translation>合计 AUM %1</translation>
    </message>
    <message>
        <source>↑↓ move · Enter open · P preview · / filter</source>
        <translation>↑↓ 移动 · Enter 打开 · P 预览 · / 筛选</translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>Sign in and enrol this computer</source>
        <translation>登录并登记这台电脑</translation>
    </message>
    <message>
        <source>Only once. After that the passphrase opens the workstation every day, without network too.</source>
        <translation>只需一次。之后每天用解锁口令即可，断网也能打开。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>登录口令</translation>
    </message>
    <message>
        <source>New passphrase for this computer</source>
        <translation>设这台电脑的解锁口令</translation>
    </message>
    <message numerus="yes">
        <source>At least %n characters; a sentence only you know is good. Nobody can reset it.</source>
        <translation><numerusform>至少 %n 个字符，一句只有你知道的话就很好。无人能代为重置。</numerusform></translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>再输一遍解锁口令</translation>
    </message>
    <message>
        <source>Sign in and continue</source>
        <translation>登录并继续</translation>
    </message>
    <message>
        <source>Progress of the first sync</source>
        <translation>首次同步进度</translation>
    </message>
    <message>
        <source>Back to unlocking</source>
        <translation>返回解锁</translation>
    </message>
    <message>
        <source>No open network</source>
        <translation>不走明网</translation>
    </message>
    <message>
        <source>https only, or this computer</source>
        <translation>仅 https 或本机</translation>
    </message>
    <message>
        <source>Only what is needed</source>
        <translation>最小必要</translation>
    </message>
    <message>
        <source>Your own customers, nobody else's</source>
        <translation>只领取名下客户</translation>
    </message>
    <message>
        <source>Changes are recorded</source>
        <translation>改动留痕</translation>
    </message>
    <message>
        <source>The centre audits every change</source>
        <translation>每次改动由中心留痕</translation>
    </message>
    <message>
        <source>An address that starts with https://</source>
        <translation>需为 https:// 开头的地址</translation>
    </message>
    <message>
        <source>Type your login.</source>
        <translation>填写工号。</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>填写登录口令。</translation>
    </message>
    <message>
        <source>At least %1 characters; %2 now.</source>
        <translation>至少 %1 个字符，现有 %2 个。</translation>
    </message>
    <message>
        <source>Not the same as the password.</source>
        <translation>不能与登录口令相同。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>正在登录</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 / %3</translation>
    </message>
</context>
<context>
    <name>EntryLayer</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Saved here first, uploaded after</source>
        <translation>先存本机，随后上传</translation>
    </message>
</context>
<context>
    <name>FilterButton</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>FollowUp</name>
    <message>
        <source>New follow-up</source>
        <translation>建跟进</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>做什么</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>At a time</source>
        <translation>定时</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Choose a customer from the list.</source>
        <translation>从列表里选一位客户。</translation>
    </message>
    <message>
        <source>Write what to do.</source>
        <translation>写明要做什么。</translation>
    </message>
    <message>
        <source>The day lies in the past.</source>
        <translation>日期已过。</translation>
    </message>
    <message>
        <source>The end is not after the start.</source>
        <translation>结束不晚于开始。</translation>
    </message>
    <message>
        <source>Follow-up saved on this computer, waiting for upload</source>
        <translation>跟进已存本机，待上传</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation><numerusform>%n 天前</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n days overdue</source>
        <translation><numerusform>逾期 %n 天</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation><numerusform>%n 天</numerusform></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Churn alerts</source>
        <translation>流失预警</translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation>组合看板</translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation>同步中心</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Zhike · RM Workstation</source>
        <translation>知客 · 客户经理工作台</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>立即同步(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Lock now</source>
        <translation>立即锁定(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>前往(&amp;G)</translation>
    </message>
    <message>
        <source>S&amp;earch</source>
        <translation>搜索(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>F&amp;orward</source>
        <translation>前进(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Customer</source>
        <translation>客户(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Log interaction</source>
        <translation>记互动(&amp;L)</translation>
    </message>
    <message>
        <source>New &amp;follow-up</source>
        <translation>建跟进(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Previous customer</source>
        <translation>上一位客户(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next customer</source>
        <translation>下一位客户(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Dark or light</source>
        <translation>深色或浅色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Next colours for up and down</source>
        <translation>换一种涨跌颜色(&amp;N)</translation>
    </message>
    <message>
        <source>Show or hide the &amp;menu bar</source>
        <translation>显示或隐藏菜单栏(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n customers may leave</source>
        <translation><numerusform>%n 位客户有流失迹象</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n conflicts to settle</source>
        <translation><numerusform>%n 个冲突待处理</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n changes were refused</source>
        <translation><numerusform>%n 项改动被退回</numerusform></translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>没有新消息</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Save in a form</source>
        <translation>在表单中保存</translation>
    </message>
    <message>
        <source>Close the top layer</source>
        <translation>关闭最上层</translation>
    </message>
    <message>
        <source>Open a row</source>
        <translation>打开一行</translation>
    </message>
    <message>
        <source>Go to the list filter</source>
        <translation>到列表筛选</translation>
    </message>
    <message>
        <source>Previous or next customer</source>
        <translation>上/下一位客户</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>NavButton</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>OverviewTab</name>
    <message>
        <source>AUM</source>
        <translation>AUM</translation>
    </message>
    <message>
        <source>3M</source>
        <translation>3 个月</translation>
    </message>
    <message>
        <source>12M</source>
        <translation>12 个月</translation>
    </message>
    <message>
        <source>24M</source>
        <translation>24 个月</translation>
    </message>
    <message>
        <source>In and out</source>
        <translation>资金进出</translation>
    </message>
    <message>
        <source>Holdings</source>
        <translation>持有产品</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Balance (%1)</source>
        <translation>余额（%1）</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Matures</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>全部账户</translation>
    </message>
    <message>
        <source>Credit lines</source>
        <translation>授信与用信</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>资产配置</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>互动</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation>流失风险</translation>
    </message>
    <message>
        <source>Household and relations</source>
        <translation>家庭与关联</translation>
    </message>
    <message>
        <source>Coming up</source>
        <translation>近期日期</translation>
    </message>
    <message>
        <source>%1%2 · 30 d</source>
        <translation>%1%2 · 30 日</translation>
    </message>
    <message>
        <source>AUM of the last months</source>
        <translation>近几个月 AUM</translation>
    </message>
    <message>
        <source>Net inflow, 30 days</source>
        <translation>30 日净流入</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>存款</translation>
    </message>
    <message>
        <source>investments %1</source>
        <translation>投资 %1</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>Liabilities</source>
        <translation>负债</translation>
    </message>
    <message>
        <source>net assets %1</source>
        <translation>净资产 %1</translation>
    </message>
    <message>
        <source>used %1</source>
        <translation>已用 %1</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品覆盖</translation>
    </message>
    <message numerus="yes">
        <source>%n kinds</source>
        <translation><numerusform>%n 类</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n accounts</source>
        <translation><numerusform>%n 个账户</numerusform></translation>
    </message>
    <message>
        <source>Registered capital</source>
        <translation>注册资本</translation>
    </message>
    <message numerus="yes">
        <source>%n employees</source>
        <translation><numerusform>员工 %n 人</numerusform></translation>
    </message>
    <message>
        <source>CSAT · NPS</source>
        <translation>满意度 · NPS</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>last survey</source>
        <translation>最近回访</translation>
    </message>
    <message>
        <source>no survey yet</source>
        <translation>还没有回访</translation>
    </message>
    <message numerus="yes">
        <source>%n points</source>
        <translation><numerusform>%n 分</numerusform></translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Investments</source>
        <translation>投资</translation>
    </message>
    <message numerus="yes">
        <source>AUM · last %n months</source>
        <translation><numerusform>AUM · 近 %n 个月</numerusform></translation>
    </message>
    <message>
        <source>No month ends yet</source>
        <translation>还没有月末数据</translation>
    </message>
    <message>
        <source>In</source>
        <translation>流入</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>流出</translation>
    </message>
    <message>
        <source>Settlement flows</source>
        <translation>结算流水</translation>
    </message>
    <message>
        <source>%1 · click a month for its transactions</source>
        <translation>%1 · 点月份看当月交易</translation>
    </message>
    <message>
        <source>No transactions yet</source>
        <translation>还没有交易</translation>
    </message>
    <message>
        <source>Wealth products</source>
        <translation>理财</translation>
    </message>
    <message>
        <source>Funds</source>
        <translation>基金</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>保险信托</translation>
    </message>
    <message>
        <source>Securities</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>No holdings</source>
        <translation>没有持有产品</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n points · rules %2</source>
        <translation><numerusform>%1 · %n 分 · 规则 %2</numerusform></translation>
    </message>
    <message>
        <source>No rule speaks for a risk today.</source>
        <translation>今天没有规则提示风险。</translation>
    </message>
    <message>
        <source>Shareholders and relations</source>
        <translation>股权与关联</translation>
    </message>
    <message>
        <source>household AUM %1</source>
        <translation>家庭 AUM %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>in %1 · out %2 %3</source>
        <translation>转入 %1 · 转出 %2 %3</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Search customers and commands</source>
        <translation>搜索客户与命令</translation>
    </message>
    <message>
        <source>Name, pinyin initials, number or phone tail; &gt; for commands</source>
        <translation>姓名、拼音首字母、客户号、手机尾号；&gt; 只找命令</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>↑↓ move · Enter open · Esc close</source>
        <translation>↑↓ 移动 · Enter 打开 · Esc 关闭</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Enter to open</source>
        <translation>Enter 打开</translation>
    </message>
    <message>
        <source>For %1</source>
        <translation>对 %1 可以</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Nothing matches "%1"</source>
        <translation>没有与“%1”相符的结果</translation>
    </message>
</context>
<context>
    <name>PaletteModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>PassphraseEdit</name>
    <message>
        <source>Show what is typed</source>
        <translation>显示输入内容</translation>
    </message>
    <message>
        <source>Caps Lock seems to be on: the passphrase tells capitals apart</source>
        <translation>大写锁定似已开启 — 口令区分大小写</translation>
    </message>
</context>
<context>
    <name>ProfileTab</name>
    <message>
        <source>Identity</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>Work and income</source>
        <translation>职业与收入</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Founded</source>
        <translation>成立日</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Registered capital</source>
        <translation>注册资本</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>营业收入</translation>
    </message>
    <message>
        <source>Profit</source>
        <translation>利润</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>员工人数</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>内评</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message numerus="yes">
        <source>%n years old</source>
        <translation><numerusform>%n 岁</numerusform></translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号</translation>
    </message>
    <message>
        <source>Occupation</source>
        <translation>职业</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Annual income</source>
        <translation>年收入</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>开户日</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 · preferred</source>
        <translation>%1 · 首选</translation>
    </message>
    <message>
        <source>Preferred channel</source>
        <translation>偏好渠道</translation>
    </message>
    <message>
        <source>Preferred time</source>
        <translation>偏好时间</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Risk tolerance</source>
        <translation>风险承受</translation>
    </message>
    <message>
        <source>%1 · assessed %2 · until %3</source>
        <translation>%1 · %2 测评 · 至 %3</translation>
    </message>
    <message>
        <source>KYC</source>
        <translation>KYC</translation>
    </message>
    <message>
        <source>%1 · next review %2</source>
        <translation>%1 · 下次复核 %2</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>QuickLog</name>
    <message>
        <source>Log interaction</source>
        <translation>记互动</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>What was said, in a sentence or two</source>
        <translation>一两句话写下谈了什么</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Becomes a follow-up when it has a date</source>
        <translation>选了日期就会建跟进</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Follow up on</source>
        <translation>跟进日期</translation>
    </message>
    <message>
        <source>Follow-up date</source>
        <translation>跟进日期</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Choose a customer from the list.</source>
        <translation>从列表里选一位客户。</translation>
    </message>
    <message>
        <source>Write what was said, or that nobody was reached.</source>
        <translation>写下谈了什么，或写明未联系上。</translation>
    </message>
    <message>
        <source>At most %1 characters; %2 now.</source>
        <translation>至多 %1 个字符，现有 %2 个。</translation>
    </message>
    <message>
        <source>The follow-up lies in the past.</source>
        <translation>跟进日期已过。</translation>
    </message>
    <message>
        <source>Write what to do on that day.</source>
        <translation>写明当天要做什么。</translation>
    </message>
    <message>
        <source>Interaction saved on this computer, waiting for upload</source>
        <translation>互动已存本机，待上传</translation>
    </message>
</context>
<context>
    <name>RelationGraph</name>
    <message>
        <source>Relations</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Not a customer</source>
        <translation>非本行客户</translation>
    </message>
    <message>
        <source>%1: %2
%3</source>
        <translation>%1：%2
%3</translation>
    </message>
</context>
<context>
    <name>SideBar</name>
    <message>
        <source>Work</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Recent customers</source>
        <translation>最近客户</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Last sync %1</source>
        <translation>上次同步 %1</translation>
    </message>
    <message>
        <source>Syncing %1 of %2</source>
        <translation>正在同步 %1 / %2</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>Online · synced %1</source>
        <translation>在线 · %1 已同步</translation>
    </message>
    <message>
        <source>Offline · last synced %1</source>
        <translation>离线 · %1 曾同步</translation>
    </message>
    <message>
        <source>Offline · never synced</source>
        <translation>离线 · 尚未同步</translation>
    </message>
    <message numerus="yes">
        <source>%n changes waiting</source>
        <translation><numerusform>待上传 %n</numerusform></translation>
    </message>
    <message>
        <source>Saved on this computer, to be uploaded</source>
        <translation>已存本机，等待上传</translation>
    </message>
    <message>
        <source>Nothing waiting</source>
        <translation>无待上传</translation>
    </message>
    <message>
        <source>Every change has reached the server</source>
        <translation>所有改动都已送达</translation>
    </message>
    <message numerus="yes">
        <source>%n conflicts</source>
        <translation><numerusform>冲突 %n</numerusform></translation>
    </message>
    <message>
        <source>Choose in the sync centre</source>
        <translation>在同步中心处理</translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation><numerusform>待处理 %n</numerusform></translation>
    </message>
    <message>
        <source>Core data as of %1</source>
        <translation>核心数据截至 %1</translation>
    </message>
    <message>
        <source>Local store encrypted</source>
        <translation>本地库已加密</translation>
    </message>
    <message>
        <source>Readable only with your passphrase</source>
        <translation>只有你的口令能打开</translation>
    </message>
    <message>
        <source>Device not bound</source>
        <translation>设备未绑定</translation>
    </message>
    <message>
        <source>The system keyring holds no part of the key: the passphrase alone opens a copy of this store.</source>
        <translation>系统钥匙串里没有密钥份额：仅凭口令就能打开本库的拷贝。</translation>
    </message>
</context>
<context>
    <name>TasksTab</name>
    <message>
        <source>Open follow-ups</source>
        <translation>未完成跟进</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>做什么</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Enter marks as done</source>
        <translation>Enter 标记完成</translation>
    </message>
    <message>
        <source>Nothing open</source>
        <translation>没有未完成事项</translation>
    </message>
    <message>
        <source>Add a follow-up with Ctrl+Shift+F.</source>
        <translation>按 Ctrl+Shift+F 建跟进。</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>RM Workstation</source>
        <translation>客户经理工作台</translation>
    </message>
    <message>
        <source>Search customers, pinyin initials, phone tail or commands</source>
        <translation>搜索客户、拼音首字母、手机尾号或命令</translation>
    </message>
    <message>
        <source>Log interaction  %1</source>
        <translation>记互动  %1</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
</context>
<context>
    <name>TransactionsTab</name>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>入账日</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Counterparty</source>
        <translation>对方</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Balance after</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最近交易</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n bookings)</source>
        <translation><numerusform>%1（%n 笔）</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n transactions</source>
        <translation><numerusform>%n 笔</numerusform></translation>
    </message>
    <message>
        <source>in %1 · out %2</source>
        <translation>转入 %1 · 转出 %2</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Other user</source>
        <translation>换用户</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>解锁口令</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Unlocking</source>
        <translation>正在解锁</translation>
    </message>
    <message>
        <source>Passphrase lost</source>
        <translation>忘记口令</translation>
    </message>
    <message>
        <source>login %1</source>
        <translation>工号 %1</translation>
    </message>
    <message>
        <source>Data on this computer as of %1.</source>
        <translation>本机数据截至 %1。</translation>
    </message>
    <message>
        <source>Last sync %1. Work offline if need be; the rest follows when connected.</source>
        <translation>上次同步 %1 成功。可先离线工作，联网后自动补齐。</translation>
    </message>
    <message numerus="yes">
        <source>Offline licence: %n hours left.</source>
        <translation><numerusform>离线许可还剩 %n 小时。</numerusform></translation>
    </message>
    <message>
        <source>The offline licence is over: connect to unlock.</source>
        <translation>离线许可已到期：联网后解锁。</translation>
    </message>
    <message numerus="yes">
        <source>%n tries left. Ten wrong ones in a row ask for an online sign-in; nothing unsent is lost.</source>
        <translation><numerusform>还可尝试 %n 次。连续错 10 次需联网重新登录，未上传的改动不会丢。</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n changes on this computer are not uploaded yet. They are stored encrypted and continue after unlocking.</source>
        <translation><numerusform>本机有 %n 项改动尚未上传，已加密保存，解锁后继续排队。</numerusform></translation>
    </message>
    <message>
        <source>Local store encrypted</source>
        <translation>本地库已加密</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>The server answers</source>
        <translation>服务器已应答</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>当前离线</translation>
    </message>
    <message>
        <source>The server is not reached</source>
        <translation>未连上服务器</translation>
    </message>
    <message>
        <source>Device bound</source>
        <translation>本设备已绑定</translation>
    </message>
    <message>
        <source>Device not bound</source>
        <translation>设备未绑定</translation>
    </message>
    <message>
        <source>No key in the system keyring</source>
        <translation>系统钥匙串无密钥份额</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>输入解锁口令。</translation>
    </message>
    <message>
        <source>Deriving the key; this takes about a second on purpose</source>
        <translation>正在派生密钥，有意需要约一秒</translation>
    </message>
</context>
</TS>
