<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>UserText</name>
    <message>
        <source>Passphrase</source>
        <translation>解锁口令</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>登录密码</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Next date</source>
        <translation>下次日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Unified social credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Recurrence</source>
        <translation>重复规则</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Vault folder</source>
        <translation>保险库目录</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>Preferred time</source>
        <translation>偏好联系时间</translation>
    </message>
    <message>
        <source>Preferred channel</source>
        <translation>偏好联系渠道</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Occupation</source>
        <translation>职业</translation>
    </message>
    <message>
        <source>Home address</source>
        <translation>家庭住址</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Device binding</source>
        <translation>设备绑定</translation>
    </message>
    <message>
        <source>The passphrase needs at least %1 characters and must not be a common one. Nothing was changed.</source>
        <translation>解锁口令至少 %1 个字符，且不能是常见口令。未做任何改动。</translation>
    </message>
    <message>
        <source>Identity number: the check digit or the date in it is wrong. Compare it with the document. Nothing was saved.</source>
        <translation>证件号码：校验位或其中的日期不对。核对证件后再填，尚未保存。</translation>
    </message>
    <message>
        <source>Unified social credit code: the check character is wrong. Compare it with the licence. Nothing was saved.</source>
        <translation>统一社会信用代码：校验字符不对。核对营业执照后再填，尚未保存。</translation>
    </message>
    <message>
        <source>Server address: use https://, or http:// on this computer only. Nothing was changed.</source>
        <translation>服务器地址：使用 https://，http:// 只能用于本机。未做任何改动。</translation>
    </message>
    <message>
        <source>An input was refused. Nothing was saved.</source>
        <translation>有一项输入未被接受，尚未保存。</translation>
    </message>
    <message>
        <source>%1: missing or not valid. Correct it and try again; nothing was saved.</source>
        <translation>%1：缺失或无效。改正后重试，尚未保存。</translation>
    </message>
    <message>
        <source>%1: “%2” is not accepted. Correct it and try again; nothing was saved.</source>
        <translation>%1：不接受“%2”。改正后重试，尚未保存。</translation>
    </message>
    <message>
        <source>Not found. It may have been handed over or removed; sync and look again.</source>
        <translation>未找到，可能已转办或移除。同步后再看。</translation>
    </message>
    <message>
        <source>Not found: %1. Check the spelling, or sync and look again.</source>
        <translation>未找到：%1。核对写法，或同步后再看。</translation>
    </message>
    <message>
        <source>You do not have the right for this. Ask your team lead; nothing was changed.</source>
        <translation>没有此项权限，联系团队主管。未做任何改动。</translation>
    </message>
    <message>
        <source>There is a vault in this folder already. Unlock it or choose another folder.</source>
        <translation>此目录已有保险库。解锁它，或换一个目录。</translation>
    </message>
    <message>
        <source>It was changed elsewhere meanwhile. Sync and try again; what you typed is kept.</source>
        <translation>该内容已在别处改动。同步后重试，已输入的内容仍保留。</translation>
    </message>
    <message>
        <source>Wrong passphrase, or a vault of another computer. Your data is safe; try again.</source>
        <translation>解锁口令不对，或保险库属于另一台电脑。数据安全，可重试。</translation>
    </message>
    <message>
        <source>Too many tries. Wait %1 seconds and try again.</source>
        <translation>尝试次数过多，%1 秒后再试。</translation>
    </message>
    <message>
        <source>The vault is open in another window or program. Close that one first.</source>
        <translation>保险库已在另一个窗口或程序中打开，先关闭那一个。</translation>
    </message>
    <message>
        <source>A file of the vault is damaged and was not opened. Unsent work is kept; sign in again to fetch the data anew.</source>
        <translation>保险库的文件已损坏，未打开。未上传的改动仍保留；重新登录即可再次领取数据。</translation>
    </message>
    <message>
        <source>The vault was written by a newer version. Update the program; nothing was changed.</source>
        <translation>保险库由更新的版本写入。升级程序后再打开，未做任何改动。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again; what was saved is safe.</source>
        <translation>磁盘已满。腾出空间后重试，已保存的内容安全。</translation>
    </message>
    <message>
        <source>Busy at the moment. Try again shortly; nothing was lost.</source>
        <translation>暂时繁忙，稍后重试，内容没有丢失。</translation>
    </message>
    <message>
        <source>The server cannot be reached. Everything typed is kept on this computer and will be uploaded later.</source>
        <translation>无法连接服务器。已输入的内容保存在本机，稍后自动上传。</translation>
    </message>
    <message>
        <source>Sign-in was refused. Check login and password; unsent work is kept.</source>
        <translation>登录被拒绝。核对登录名和密码，未上传的改动仍保留。</translation>
    </message>
    <message>
        <source>This device was revoked. Contact your administrator.</source>
        <translation>本设备已被停用，联系管理员。</translation>
    </message>
    <message>
        <source>The server reported a failure. Unsent work is kept and will be tried again.</source>
        <translation>服务器报告故障。未上传的改动仍保留，稍后再试。</translation>
    </message>
    <message>
        <source>The answer did not come from the central endpoint, or arrived damaged. Check the network; nothing was changed.</source>
        <translation>收到的应答不是来自中心服务器，或已损坏。检查网络，未做任何改动。</translation>
    </message>
    <message>
        <source>The bank's policy asks for a key in the system keyring, which is not available here. Nothing was set up.</source>
        <translation>本行策略要求使用系统密钥环，此处不可用。未做任何设置。</translation>
    </message>
    <message>
        <source>This version cannot do that. Update the program; nothing was changed.</source>
        <translation>当前版本不支持此操作。升级程序后再试，未做任何改动。</translation>
    </message>
    <message>
        <source>A file could not be read or written. Check the folder's rights and space; nothing was changed.</source>
        <translation>文件无法读写。检查目录权限和空间，未做任何改动。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消，未做任何改动。</translation>
    </message>
    <message>
        <source>Something unexpected happened. Nothing was saved; the details are in the log.</source>
        <translation>发生意外情况，尚未保存，详情见日志。</translation>
    </message>
</context>
</TS>