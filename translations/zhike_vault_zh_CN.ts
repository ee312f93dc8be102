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
</TS>
