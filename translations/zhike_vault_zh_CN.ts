<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>UserText</name>
    <message>
        <source>Ten wrong tries: sign in online with your password, then the passphrase opens again. Nothing unsent is lost.</source>
        <translation>已连续输错 10 次：请联网用登录密码登录，之后解锁口令即可再次使用。未上传的改动不会丢。</translation>
    </message>
    <message>
        <source>The offline licence is over. Connect and sign in with your password; nothing unsent is lost.</source>
        <translation>离线许可已到期。请联网并用登录密码登录；未上传的改动不会丢。</translation>
    </message>
    <message>
        <source>This computer's clock is behind the server's. Set it right, or connect and sign in with your password.</source>
        <translation>本机时钟比服务器慢。请校准时钟，或联网用登录密码登录。</translation>
    </message>
    <message>
        <source>Sign in online with your password to open this vault again. Nothing unsent is lost.</source>
        <translation>请联网用登录密码登录，再次打开本机数据库。未上传的改动不会丢。</translation>
    </message>
    <message>
        <source>The key of this vault is not in the system keyring. Open it with the former keyring, or sign in online anew; nothing was changed.</source>
        <translation>系统钥匙串里没有这个数据库的密钥。请用原来的钥匙串打开，或联网重新登录；未作任何改动。</translation>
    </message>
    <message>
        <source>The system keyring does not answer or is locked. Open it and try again; nothing was changed.</source>
        <translation>系统钥匙串没有响应或已锁定。请先打开钥匙串再试；未作任何改动。</translation>
    </message>
    <message>
        <source>This store is older than what was last seen here: a copy was put back. It can be read; changes are possible again after a sync.</source>
        <translation>本机数据比上次使用时旧：有人放回了旧副本。现在只能查看，同步之后才能修改。</translation>
    </message>
    <message>
        <source>The keys of this vault were destroyed. Sign in to fetch your customers anew; unsent work is delivered from its sealed copy.</source>
        <translation>这个数据库的密钥已销毁。请登录后重新领取客户数据；未上传的改动从密封副本送达。</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Password</source>
        <translation>登录密码</translation>
    </message>
    <message>
        <source>Sign in online with your password to open this vault again. Nothing unsent is lost.</source>
        <translation>请联网用登录密码登录，再次打开本机数据库。未上传的改动不会丢。</translation>
    </message>
    <message>
        <source>Offline licence: %1 d %2 h left.</source>
        <translation>离线许可还剩 %1 天 %2 小时。</translation>
    </message>
    <message>
        <source>Sign in and unlock</source>
        <translation>登录并解锁</translation>
    </message>
    <message>
        <source>Wait %1:%2</source>
        <translation>请等待 %1:%2</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>请输入登录密码。</translation>
    </message>
    <message numerus="yes">
        <source>Wait %n seconds</source>
        <translation><numerusform>请等待 %n 秒</numerusform></translation>
    </message>
</context>
<context>
    <name>zhike::desktop::Workstation</name>
    <message>
        <source>The authorisation of this computer was withdrawn and its customer data destroyed. Contact your administrator.</source>
        <translation>这台电脑的授权已撤销，本机客户数据已清除。请联系管理员。</translation>
    </message>
    <message>
        <source>The authorisation of this computer was withdrawn. Contact your administrator; unsent work is kept for the bank.</source>
        <translation>这台电脑的授权已撤销。请联系管理员；未上传的工作仍为本行保留。</translation>
    </message>
    <message>
        <source>Locked: the offline licence has ended. Nothing unsent is lost.</source>
        <translation>已锁定：离线许可已到期，未上传的内容不会丢失。</translation>
    </message>
    <message>
        <source>Locked to change the key of the store: customers have left it.</source>
        <translation>已锁定以更换本地库密钥：有客户已不在名下。</translation>
    </message>
    <message>
        <source>Locked: the computer was not used for a while. What was half typed is kept, encrypted.</source>
        <translation>已锁定：有一段时间无人操作。未保存的草稿已加密保留。</translation>
    </message>
    <message>
        <source>Locked. What was half typed is kept, encrypted.</source>
        <translation>已锁定。未保存的草稿已加密保留。</translation>
    </message>
    <message>
        <source>Locked while it was being opened. Enter the passphrase again; nothing was changed.</source>
        <translation>正在打开时屏幕已锁定。请重新输入口令；未作任何改动。</translation>
    </message>
</context>
<context>
    <name>zhike::desktop::LockWatch</name>
    <message>
        <source>The customers' data is locked before the computer sleeps</source>
        <translation>电脑休眠前先锁定客户数据</translation>
    </message>
</context>
<context>
    <name>UserText</name>
    <message>
        <source>The customer asked not to be contacted. What he came with himself can be logged as incoming; nothing was saved.</source>
        <translation>客户要求不要联系。客户主动来电或来访可记为“客户主动”；未保存任何内容。</translation>
    </message>
    <message>
        <source>%1 searches by a full number within the hour are the limit. Search by name, or wait; every such search is on record.</source>
        <translation>一小时内按完整号码最多搜索 %1 次。请按姓名搜索或稍后再试；每次此类搜索都会记录在案。</translation>
    </message>
    <message>
        <source>The vault's folder was moved, deleted or closed to this program. Put it back where it was; until then nothing is written, what is on the screen can be read.</source>
        <translation>数据库文件夹被移走、删除或不再允许访问。请放回原处；在此之前不再写入，屏幕上的内容仍可查看。</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Version of the notice</source>
        <translation>告知书版本</translation>
    </message>
</context>
<context>
    <name>zhike::ui::RevealField</name>
    <message>
        <source>%1: he asked not to be contacted</source>
        <translation>%1：客户要求不要联系</translation>
    </message>
</context>
<context>
    <name>zhike::ui::CustomerPreview</name>
    <message>
        <source>The customer asked not to be contacted</source>
        <translation>客户要求不要联系</translation>
    </message>
</context>
<context>
    <name>zhike::ui::QuickLog</name>
    <message>
        <source>The customer came to us</source>
        <translation>客户主动联系</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
</context>
<context>
    <name>zhike::ui::CustomerPage</name>
    <message>
        <source>Consent recorded, in force from now on</source>
        <translation>已记录同意，即时生效</translation>
    </message>
    <message>
        <source>Consent withdrawn, in force from now on</source>
        <translation>已撤回同意，即时生效</translation>
    </message>
</context>
<context>
    <name>zhike::ui::ConsentPanel</name>
    <message>
        <source>Consents</source>
        <translation>授权同意</translation>
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
        <source>Consent given</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>No consent: not used for this</source>
        <translation>未同意：不作此用途</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Record consent…</source>
        <translation>记录同意…</translation>
    </message>
    <message>
        <source>Your role does not record consents</source>
        <translation>您的岗位不能记录授权同意</translation>
    </message>
    <message>
        <source>Record consent</source>
        <translation>记录同意</translation>
    </message>
    <message>
        <source>%1: only what the customer agreed to after reading the notice.</source>
        <translation>%1：仅限客户阅读告知书后同意的内容。</translation>
    </message>
    <message>
        <source>Version of the notice</source>
        <translation>告知书版本</translation>
    </message>
    <message>
        <source>How he said it</source>
        <translation>表达方式</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
</context>
<context>
    <name>zhike::ui::SettingsPage</name>
    <message>
        <source>Not protected</source>
        <translation>未受保护</translation>
    </message>
    <message>
        <source>Screen capture: not protected</source>
        <translation>屏幕截取：未受保护</translation>
    </message>
    <message>
        <source>Screen capture</source>
        <translation>屏幕截取</translation>
    </message>
    <message>
        <source>On this system other programs can take pictures of the screen; lock it, or use presentation mode, before sharing it</source>
        <translation>本系统上其他程序可以截取屏幕；共享屏幕前请锁定或使用演示模式</translation>
    </message>
</context>
<context>
    <name>AuditWords</name>
    <message>
        <source>Another user took the screen</source>
        <translation>切换到其他用户</translation>
    </message>
    <message>
        <source>Signed out of the computer</source>
        <translation>注销系统</translation>
    </message>
    <message>
        <source>Offline licence ended</source>
        <translation>离线许可到期</translation>
    </message>
    <message>
        <source>Screen of the computer locked</source>
        <translation>系统锁屏</translation>
    </message>
    <message>
        <source>Code from a foreign place refused</source>
        <translation>拒绝加载外来代码</translation>
    </message>
</context>
</TS>
