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
<context>
    <name>zhike::ui::ApprovalsPage</name>
    <message>
        <source>Decided this month</source>
        <translation>本月已复核</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待我复核</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我发起的</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Which requests</source>
        <translation>哪些申请</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>这里没有申请</translation>
    </message>
    <message>
        <source>Requests arrive with the next sync.</source>
        <translation>新的申请随下一次同步到来。</translation>
    </message>
    <message>
        <source>Four eyes: what you made yourself is never yours to decide and does not appear under “To decide”.</source>
        <translation>四眼原则：你不能复核自己发起的事项，这些事项不会出现在「待我复核」。</translation>
    </message>
    <message>
        <source>My decisions · this month</source>
        <translation>我的复核 · 本月</translation>
    </message>
    <message>
        <source>Comment (needed to send back: say what is missing)</source>
        <translation>复核意见（退回时必填，写明要补什么）</translation>
    </message>
    <message>
        <source>Earlier requests of this customer</source>
        <translation>该客户以往的变更</translation>
    </message>
    <message>
        <source>No request is chosen</source>
        <translation>尚未选择申请</translation>
    </message>
    <message>
        <source>Choose one at the left: its fields, its reason and its history are shown here.</source>
        <translation>在左侧选择一项，这里显示字段、事由和以往的变更。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Approve (Ctrl+Enter)</source>
        <translation>批准（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>退回补件</translation>
    </message>
    <message>
        <source>Send back with the comment (Ctrl+Backspace)</source>
        <translation>附意见退回（Ctrl+Backspace）</translation>
    </message>
    <message>
        <source>Take the request back</source>
        <translation>撤回申请</translation>
    </message>
    <message>
        <source>J / K up and down · Ctrl Enter approve · Ctrl Backspace send back</source>
        <translation>J / K 上下 · Ctrl Enter 批准 · Ctrl Backspace 退回</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>%n to decide</source>
        <translation>
            <numerusform>待我复核 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>nearest deadline %1</source>
        <translation>最近的时限 %1</translation>
    </message>
    <message>
        <source>To decide %1</source>
        <translation>待我复核 %1</translation>
    </message>
    <message>
        <source>Mine %1</source>
        <translation>我发起的 %1</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Half of them within %1</source>
        <translation>半数在 %1 内完成</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>From the former manager</source>
        <translation>前任经理提交</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩 %1</translation>
    </message>
    <message>
        <source>Lapsed</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Late change of the former manager</source>
        <translation>前任经理的迟到变更</translation>
    </message>
    <message>
        <source>Change of a guarded field</source>
        <translation>高影响字段变更</translation>
    </message>
    <message>
        <source>Deadline %1, %2 left</source>
        <translation>时限 %1，剩 %2</translation>
    </message>
    <message>
        <source>Made by %1, %2</source>
        <translation>发起 %1，%2</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>未写事由</translation>
    </message>
    <message>
        <source>reason: %1</source>
        <translation>事由：%1</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>Comment: %1</source>
        <translation>意见：%1</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效值</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>Source and check</source>
        <translation>来源与校验</translation>
    </message>
    <message>
        <source>%1, in force: %2</source>
        <translation>%1，生效值：%2</translation>
    </message>
    <message>
        <source>%1, wanted: %2</source>
        <translation>%1，新值：%2</translation>
    </message>
    <message>
        <source>changed meanwhile: an approval comes to nothing</source>
        <translation>期间已被改动，批准将不生效</translation>
    </message>
    <message>
        <source>unchanged since the request</source>
        <translation>申请后未变</translation>
    </message>
    <message>
        <source>Its way</source>
        <translation>流转</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>发起</translation>
    </message>
    <message>
        <source>Checked by rule</source>
        <translation>自动检查</translation>
    </message>
    <message>
        <source>at the centre</source>
        <translation>在中心</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>you · now</source>
        <translation>你 · 现在</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>On record</source>
        <translation>留痕</translation>
    </message>
    <message>
        <source>both persons</source>
        <translation>双方留痕</translation>
    </message>
    <message>
        <source>Asking the centre…</source>
        <translation>正在提交中心…</translation>
    </message>
    <message>
        <source>Possible again with a connection: decisions are made online only</source>
        <translation>联网后可用：复核必须在线完成</translation>
    </message>
    <message>
        <source>A second person decides what you made</source>
        <translation>你发起的事项由第二人复核</translation>
    </message>
    <message>
        <source>Your role does not decide this request</source>
        <translation>你的岗位不复核这项申请</translation>
    </message>
    <message>
        <source>Approved. It is in force at the centre and on its way to every device.</source>
        <translation>已批准，在中心生效并下发到各设备。</translation>
    </message>
    <message>
        <source>Say what is missing: the maker reads it.</source>
        <translation>写明要补什么，发起人会看到。</translation>
    </message>
    <message>
        <source>Sent back to the maker with your comment.</source>
        <translation>已附意见退回发起人。</translation>
    </message>
    <message>
        <source>Taken back. Nothing was changed at the centre.</source>
        <translation>已撤回，中心数据未改动。</translation>
    </message>
    <message>
        <source>Takes effect</source>
        <translation>生效</translation>
    </message>
</context>
<context>
    <name>zhike::ui::ConflictPanel</name>
    <message>
        <source>To decide</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已自动</translation>
    </message>
    <message>
        <source>Conflicts or what was merged by itself</source>
        <translation>冲突或自动合并</translation>
    </message>
    <message>
        <source>Ticked: take mine</source>
        <translation>勾选的用我的</translation>
    </message>
    <message>
        <source>Ticked: take theirs</source>
        <translation>勾选的用中心</translation>
    </message>
    <message numerus="yes">
        <source>%n ticked</source>
        <translation>
            <numerusform>已勾选 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo: %1, %2</source>
        <translation>撤销：%1，%2</translation>
    </message>
    <message>
        <source>Puts the field back to what it was, as a change of yours</source>
        <translation>把字段改回原值，算作你的一次改动</translation>
    </message>
    <message>
        <source>Nothing was merged by itself in the last 24 hours.</source>
        <translation>近 24 小时没有自动合并。</translation>
    </message>
    <message>
        <source>Merged by itself in the last 24 hours: where only one side had changed a field, its value was taken. Each can be put back.</source>
        <translation>近 24 小时自动合并：只有一边改动的字段自动采用，可逐条撤销。</translation>
    </message>
    <message>
        <source>To decide %1</source>
        <translation>待处理 %1</translation>
    </message>
    <message>
        <source>Merged %1</source>
        <translation>已自动 %1</translation>
    </message>
    <message>
        <source>Tick the conflict of %1</source>
        <translation>勾选 %1 的冲突</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Show the conflict of %1</source>
        <translation>查看 %1 的冲突</translation>
    </message>
    <message>
        <source>Here the centre's state can only be taken.</source>
        <translation>这里只能以中心为准。</translation>
    </message>
    <message>
        <source>me · %1</source>
        <translation>我 · %1</translation>
    </message>
    <message>
        <source>both sides changed it</source>
        <translation>两边都改了</translation>
    </message>
    <message>
        <source>you chose: mine</source>
        <translation>你选择了：我的</translation>
    </message>
    <message>
        <source>you chose: theirs</source>
        <translation>你选择了：中心</translation>
    </message>
    <message>
        <source>you chose: base</source>
        <translation>你选择了：起点</translation>
    </message>
</context>
<context>
    <name>zhike::ui::CustomerPage</name>
    <message>
        <source>%1: %2 → %3 (%4)</source>
        <translation>%1：%2 → %3（%4）</translation>
    </message>
    <message>
        <source>Waiting for a second person: %1. Shown below is what is in force.</source>
        <translation>待复核：%1。下面显示的是生效值。</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>zhike::ui::Labels</name>
    <message>
        <source>Tier set by hand</source>
        <translation>人工分层</translation>
    </message>
    <message>
        <source>Assessed on</source>
        <translation>测评日期</translation>
    </message>
    <message>
        <source>Assessment valid until</source>
        <translation>测评有效期</translation>
    </message>
    <message>
        <source>KYC status</source>
        <translation>KYC 状态</translation>
    </message>
    <message>
        <source>Next KYC review</source>
        <translation>下次 KYC 复核</translation>
    </message>
    <message>
        <source>AML mark</source>
        <translation>反洗钱标记</translation>
    </message>
    <message>
        <source>Politically exposed</source>
        <translation>政治公众人物</translation>
    </message>
    <message>
        <source>Identity document</source>
        <translation>证件类型</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Tax residence</source>
        <translation>税收居民身份</translation>
    </message>
    <message>
        <source>Credit rating</source>
        <translation>信用评级</translation>
    </message>
    <message>
        <source>Risk class</source>
        <translation>洗钱风险等级</translation>
    </message>
    <message>
        <source>Unified social credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Registered address</source>
        <translation>注册地址</translation>
    </message>
    <message>
        <source>Primary contact</source>
        <translation>首选联系方式</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Waiting for a decision</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Lapsed</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Overtaken</source>
        <translation>已失效</translation>
    </message>
    <message>
        <source>Only changed here</source>
        <translation>仅本机改动</translation>
    </message>
    <message>
        <source>Only changed at the centre</source>
        <translation>仅中心改动</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>暂缓</translation>
    </message>
    <message>
        <source>Waits for another</source>
        <translation>等待同组</translation>
    </message>
    <message>
        <source>This field is not yours to write</source>
        <translation>这个字段不由你填写</translation>
    </message>
    <message>
        <source>A request on this field waits for a decision</source>
        <translation>这个字段已有申请待复核</translation>
    </message>
    <message>
        <source>The record is in a state that does not allow this</source>
        <translation>记录当前状态不允许这样改</translation>
    </message>
    <message>
        <source>Goes out together with a change that was refused</source>
        <translation>与一条被拒的改动同组，等它处理后再发</translation>
    </message>
</context>
<context>
    <name>zhike::ui::MainWindow</name>
    <message>
        <source>Approvals</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>The local store was damaged and is built anew: read-only until the data has been fetched again. What you typed is safe.</source>
        <translation>本地库没有通过校验，正在重建：取回数据前只读，已录入的内容安全。</translation>
    </message>
    <message>
        <source>A restored copy: read-only until this computer has signed in anew. Nothing you typed is lost.</source>
        <translation>由副本恢复的库：重新登记前只读，已录入的内容不会丢失。</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message numerus="yes">
        <source>%n tries to upload did not get through; your changes are safe on this computer</source>
        <translation>
            <numerusform>%n 次上传未成功，改动仍安全保存在本机</numerusform>
        </translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Working offline · data as of %1</source>
        <translation>离线工作中 · 数据截至 %1</translation>
    </message>
    <message>
        <source>Working offline</source>
        <translation>离线工作中</translation>
    </message>
    <message numerus="yes">
        <source>%n changes waiting</source>
        <translation>
            <numerusform>待上传 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>The centre refused %n changes; they are kept here</source>
        <translation>
            <numerusform>中心拒绝了 %n 条改动，均保留在本机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The data ends on %1, %n days ago: balances and maturities may have changed</source>
        <translation>
            <numerusform>数据停在 %1（%n 天前）：余额和到期日可能已变</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests to decide</source>
        <translation>
            <numerusform>%n 项待复核</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zhike::ui::Placeholder</name>
    <message>
        <source>Being read</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>Still reading the local store…</source>
        <translation>仍在读取本地库…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>zhike::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>Not available on this device</source>
        <translation>这台设备暂不支持</translation>
    </message>
    <message>
        <source>Unlocking and locking</source>
        <translation>解锁与锁定</translation>
    </message>
    <message>
        <source>Lock when idle</source>
        <translation>空闲自动锁定</translation>
    </message>
    <message>
        <source>Decided by the bank's policy</source>
        <translation>由行内策略决定</translation>
    </message>
    <message>
        <source>Reveal of masked fields</source>
        <translation>敏感字段显示</translation>
    </message>
    <message>
        <source>With a reason, for a short time, and put on record</source>
        <translation>每次显示需选事由，限时遮盖，并写入审计</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>解锁口令</translation>
    </message>
    <message>
        <source>Opens the store on this computer; the sign-in password is another one</source>
        <translation>用于打开本机加密库，与登录密码不同</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Lock now (Ctrl+Alt+L)</source>
        <translation>立即锁定（Ctrl+Alt+L）</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Drafts are kept, encrypted</source>
        <translation>草稿加密保留</translation>
    </message>
    <message>
        <source>Encrypted store on this computer</source>
        <translation>本机加密库</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>SQLCipher 4 · AES-256 · the key is never written in the clear</source>
        <translation>SQLCipher 4 · AES-256 · 密钥不以明文写入磁盘</translation>
    </message>
    <message>
        <source>Key bound to this device</source>
        <translation>密钥绑定本机</translation>
    </message>
    <message>
        <source>A share of the key in the system keyring: a copied store opens nowhere else</source>
        <translation>密钥的一份在系统钥匙串中，复制出去的库打不开</translation>
    </message>
    <message>
        <source>Offline licence</source>
        <translation>离线许可</translation>
    </message>
    <message>
        <source>Renewed by every sync; when it ends the store locks, nothing is deleted</source>
        <translation>每次同步续期；到期锁定，数据不删除</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即校验</translation>
    </message>
    <message>
        <source>Every file of the store is sound.</source>
        <translation>本地库完整无损。</translation>
    </message>
    <message>
        <source>Integrity</source>
        <translation>完整性校验</translation>
    </message>
    <message>
        <source>Reads every page and compares it with its seal</source>
        <translation>逐页读取并核对校验值</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>更换…</translation>
    </message>
    <message>
        <source>The store gets a new key when it is locked; the old one is destroyed then.</source>
        <translation>锁定时更换密钥，旧密钥随即销毁。</translation>
    </message>
    <message>
        <source>Key of the database</source>
        <translation>更换数据库密钥</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代次</translation>
    </message>
    <message>
        <source>Counts registrations and licences; a copy put back is known by it</source>
        <translation>登记与许可的次数，用来识别被恢复的旧副本</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Colours of up and down</source>
        <translation>涨跌颜色</translation>
    </message>
    <message>
        <source>Red up, green down</source>
        <translation>红涨绿跌</translation>
    </message>
    <message>
        <source>Green up, red down</source>
        <translation>绿涨红跌</translation>
    </message>
    <message>
        <source>Blue up, orange down (colour-blind friendly)</source>
        <translation>蓝涨橙跌（色觉友好）</translation>
    </message>
    <message>
        <source>The arrow and the sign always say it too.</source>
        <translation>始终同时显示 ▲▼ 与正负号，不只靠颜色。</translation>
    </message>
    <message>
        <source>Language and formats</source>
        <translation>语言与格式</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>In force at once; amounts follow it: 万 / 亿 or k / m</source>
        <translation>改后立即生效；金额单位随之：万 / 亿 或 k / m</translation>
    </message>
    <message>
        <source>Grey rows are the bank's policy</source>
        <translation>灰色项由行内策略管理</translation>
    </message>
    <message>
        <source>Grey rows are the bank's policy (%1)</source>
        <translation>灰色项由行内策略管理（策略 %1）</translation>
    </message>
    <message>
        <source>%1 min, at most %2</source>
        <translation>%1 分钟，上限 %2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>已绑定</translation>
    </message>
    <message>
        <source>Not bound</source>
        <translation>未绑定</translation>
    </message>
    <message>
        <source>%1 d %2 h left</source>
        <translation>剩 %1 天 %2 小时</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>Sound, %1</source>
        <translation>%1 通过</translation>
    </message>
    <message>
        <source>Damage found, %1</source>
        <translation>%1 发现损坏</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>尚未校验</translation>
    </message>
    <message>
        <source>registration %1 · licence %2</source>
        <translation>登记 %1 · 许可 %2</translation>
    </message>
    <message>
        <source>registration %1</source>
        <translation>登记 %1</translation>
    </message>
    <message>
        <source>Encrypted · %1</source>
        <translation>已加密 · %1</translation>
    </message>
    <message>
        <source>At work; you can go on.</source>
        <translation>正在进行，可以继续工作。</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>修改口令</translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation>当前口令</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>再输一遍新口令</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>The two new ones differ. Nothing was changed.</source>
        <translation>两次输入的新口令不同，未作改动。</translation>
    </message>
    <message>
        <source>The passphrase is changed.</source>
        <translation>口令已修改。</translation>
    </message>
    <message>
        <source>Replaced when locking: after customers have left by itself, at any other time on demand</source>
        <translation>锁定时更换：有客户离开后自动更换，其他时候按需更换</translation>
    </message>
    <message>
        <source>Device name</source>
        <translation>设备名</translation>
    </message>
</context>
<context>
    <name>zhike::ui::SyncPage</name>
    <message>
        <source>The decision is taken back.</source>
        <translation>决定已撤回。</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>修正…</translation>
    </message>
    <message>
        <source>The field is put back; the change is sent with the next sync.</source>
        <translation>字段已改回，随下一次同步上传。</translation>
    </message>
    <message>
        <source>deciding requests, first sign-in on a new computer, fresh balances</source>
        <translation>复核审批、新电脑首次登录、最新余额</translation>
    </message>
    <message>
        <source>Next try %1.</source>
        <translation>下一次约 %1。</translation>
    </message>
    <message>
        <source>This store did not pass its check and is built anew. What could be read was taken over, the rest is fetched again; nothing you typed is lost.</source>
        <translation>本地库没有通过校验，正在重建。能读出的数据已保留，其余从中心重新取回；已录入的内容不会丢失。</translation>
    </message>
    <message>
        <source>This store was put back from a copy. The device signs in anew; nothing you typed is lost.</source>
        <translation>本地库由副本恢复，设备正在重新登记；已录入的内容不会丢失。</translation>
    </message>
    <message numerus="yes">
        <source>%n tries in a row did not get through; your changes are safe on this computer.</source>
        <translation>
            <numerusform>连续 %n 次未成功，改动仍安全保存在本机。</numerusform>
        </translation>
    </message>
    <message>
        <source>The offline licence ends in %1. Connect before then, or the store locks; nothing is deleted.</source>
        <translation>离线许可还剩 %1，到期前联网，否则锁定；数据不删除。</translation>
    </message>
    <message>
        <source>The offline licence has ended. Connect to go on.</source>
        <translation>离线许可已到期，联网后继续。</translation>
    </message>
    <message>
        <source>Catching up: lists and figures are complete again when this sync is through.</source>
        <translation>正在追上中心：这次同步完成后列表与数字恢复完整。</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) settled. Sent in 10 seconds.</source>
        <translation>
            <numerusform>已处理 %n 项冲突，10 秒后上传。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Correct and send again</source>
        <translation>修正并重试</translation>
    </message>
    <message>
        <source>%1. %2:</source>
        <translation>%1。%2：</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Corrected; it is sent with the next sync.</source>
        <translation>已修正，随下一次同步上传。</translation>
    </message>
    <message>
        <source>At the centre; in force after a second person's decision</source>
        <translation>已到中心，复核后生效</translation>
    </message>
</context>
</TS>
