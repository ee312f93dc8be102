<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>zhike::ui::Agenda</name>
    <message>
        <source>%1, %2, all day</source>
        <translation>%1，%2，全天</translation>
    </message>
    <message>
        <source>%1, %2, %3 to %4</source>
        <translation>%1，%2，%3 至 %4</translation>
    </message>
    <message>
        <source>, done</source>
        <translation>，已完成</translation>
    </message>
    <message>
        <source>, overdue</source>
        <translation>，逾期</translation>
    </message>
</context>
<context>
    <name>zhike::ui::AlertDelegate</name>
    <message>
        <source>New</source>
        <comment>alert</comment>
        <translation>新</translation>
    </message>
</context>
<context>
    <name>zhike::ui::AlertModel</name>
    <message>
        <source>Snoozed to %1</source>
        <translation>推迟到 %1</translation>
    </message>
    <message>
        <source>To be planned</source>
        <translation>待安排</translation>
    </message>
    <message>
        <source>%1, %2, %3, %4 points, %5</source>
        <translation>%1，%2，%3，%4 分，%5</translation>
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
        <source>AUM %1</source>
        <translation>AUM %1</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>First reason</source>
        <translation>首要原因</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>zhike::ui::AlertsPage</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n 位</numerusform></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rules %1</source>
        <translation>规则 %1</translation>
    </message>
    <message>
        <source>no model installed, the rules stand alone</source>
        <translation>未装模型，仅按规则</translation>
    </message>
    <message>
        <source>AUM %1</source>
        <translation>AUM %1</translation>
    </message>
    <message>
        <source>of %1 decided</source>
        <translation>已定 %1 位中</translation>
    </message>
    <message>
        <source>precision %1</source>
        <translation>精确率 %1</translation>
    </message>
    <message>
        <source>Points of the rules</source>
        <translation>规则分值</translation>
    </message>
    <message>
        <source>Medium risk</source>
        <translation>中风险</translation>
    </message>
    <message>
        <source>High risk</source>
        <translation>高风险</translation>
    </message>
    <message>
        <source>High value × high risk</source>
        <translation>高价值 × 高风险</translation>
    </message>
    <message>
        <source>No customer in this book yet</source>
        <translation>名下还没有客户</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户数</translation>
    </message>
    <message>
        <source>No rule fired</source>
        <translation>没有规则触发</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>位</translation>
    </message>
    <message numerus="yes">
        <source>%n, most points first</source>
        <translation>
            <numerusform>%n 位，按分值排序</numerusform></translation>
    </message>
    <message>
        <source>High risk, other</source>
        <translation>高风险 · 其他</translation>
    </message>
    <message>
        <source>Clear the filter %1</source>
        <translation>清除筛选 %1</translation>
    </message>
    <message>
        <source>Nobody is selected</source>
        <translation>未选中客户</translation>
    </message>
    <message>
        <source>AUM %1 · raised %2</source>
        <translation>AUM %1 · 预警于 %2</translation>
    </message>
    <message>
        <source>Why %1 points</source>
        <translation>为什么是 %1 分</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>Cut at 100</source>
        <translation>以 100 封顶</translation>
    </message>
    <message>
        <source>Points of the rules, not a probability. The model speaks separately.</source>
        <translation>这是规则分值，不是概率；模型另行给出。</translation>
    </message>
    <message>
        <source>Points of the rules, not a probability. No model is installed; the rules stand alone.</source>
        <translation>这是规则分值，不是概率。未装模型，仅按规则。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Churn alerts</source>
        <translation>流失预警</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>零售</translation>
    </message>
    <message>
        <source>Companies</source>
        <translation>对公</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Value × risk</source>
        <translation>价值 × 风险</translation>
    </message>
    <message>
        <source>A click on a region filters</source>
        <translation>点击区域即筛选</translation>
    </message>
    <message>
        <source>By reason</source>
        <translation>按原因</translation>
    </message>
    <message>
        <source>Several per customer</source>
        <translation>可多个</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>挽留结果</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>近 90 天</translation>
    </message>
    <message>
        <source>Retained in 90 days</source>
        <translation>近 90 天留住</translation>
    </message>
    <message>
        <source>False alarms in 90 days</source>
        <translation>近 90 天误报</translation>
    </message>
    <message>
        <source>Needs action</source>
        <translation>需要行动</translation>
    </message>
    <message>
        <source>Alerts, most urgent first</source>
        <translation>预警，最急的在前</translation>
    </message>
    <message>
        <source>Nobody here needs action</source>
        <translation>没有需要行动的客户</translation>
    </message>
    <message>
        <source>The rules found no customer at risk, or the filter leaves nobody.</source>
        <translation>规则没有发现有风险的客户，或筛选后没有剩下。</translation>
    </message>
    <message>
        <source>Open 360</source>
        <translation>打开 360</translation>
    </message>
    <message>
        <source>Open 360 (Enter)</source>
        <translation>打开 360（Enter）</translation>
    </message>
    <message>
        <source>Why, in words</source>
        <translation>原因说明</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>Record outcome</source>
        <translation>登记结果</translation>
    </message>
    <message>
        <source>Record outcome (R)</source>
        <translation>登记结果（R）</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>Mark as seen (A)</source>
        <translation>标为已阅（A）</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Remind me later (S)</source>
        <translation>稍后提醒（S）</translation>
    </message>
    <message>
        <source>The alert of %1 is marked as seen.</source>
        <translation>%1 的预警已标为已阅。</translation>
    </message>
    <message>
        <source>In 3 days</source>
        <translation>3 天后</translation>
    </message>
    <message>
        <source>In a week</source>
        <translation>一周后</translation>
    </message>
    <message>
        <source>In two weeks</source>
        <translation>两周后</translation>
    </message>
    <message>
        <source>The alert of %1 comes back on %2.</source>
        <translation>%1 的预警将在 %2 再次出现。</translation>
    </message>
    <message>
        <source>Outcome of %1: %2.</source>
        <translation>%1 的结果：%2。</translation>
    </message>
</context>
<context>
    <name>zhike::ui::BacklogList</name>
    <message>
        <source>Due today</source>
        <translation>今天到期</translation>
    </message>
</context>
<context>
    <name>zhike::ui::CalendarPage</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>往前</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Today (T)</source>
        <translation>今天（T）</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>往后</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>New</source>
        <comment>calendar entry</comment>
        <translation>新建</translation>
    </message>
    <message>
        <source>New follow-up (N)</source>
        <translation>新建跟进（N）</translation>
    </message>
    <message>
        <source>Week, entries by day and time</source>
        <translation>周视图，按日期和时间</translation>
    </message>
    <message>
        <source>Entries of the month</source>
        <translation>本月事项</translation>
    </message>
    <message>
        <source>To be placed</source>
        <translation>待安排</translation>
    </message>
    <message>
        <source>Drag onto the calendar, or S picks a time</source>
        <translation>拖到日历，或选中后按 S 选时间</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Wealth</source>
        <translation>财富</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>私行</translation>
    </message>
    <message>
        <source>Corporate</source>
        <translation>对公</translation>
    </message>
    <message>
        <source>Due, service</source>
        <translation>到期 / 服务</translation>
    </message>
    <message>
        <source>Mass, dates</source>
        <translation>大众 / 日期</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>a month</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n 项</numerusform></translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation>已完成 %1</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>first day of a week</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>last day of a week</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>%1 is moved to %2, %3.</source>
        <translation>%1 已移到 %2 %3。</translation>
    </message>
    <message>
        <source>%1 is moved to %2.</source>
        <translation>%1 已移到 %2。</translation>
    </message>
    <message>
        <source>%1 is open again.</source>
        <translation>%1 已恢复为未完成。</translation>
    </message>
    <message>
        <source>%1 is done. Space on it opens it again.</source>
        <translation>%1 已完成；再按空格可恢复。</translation>
    </message>
    <message>
        <source>This occurrence of %1 is skipped; the others stay.</source>
        <translation>已跳过 %1 的这一次，其余不变。</translation>
    </message>
    <message>
        <source>%1 is cancelled.</source>
        <translation>%1 已取消。</translation>
    </message>
    <message>
        <source>Saved on this computer, sent with the next sync.</source>
        <translation>已存本机，下次同步时上传。</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>打开客户</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>恢复未完成</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>移动到…</translation>
    </message>
    <message>
        <source>Skip this occurrence</source>
        <translation>跳过这一次</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>取消此项</translation>
    </message>
    <message>
        <source>Log an interaction</source>
        <translation>记互动</translation>
    </message>
</context>
<context>
    <name>zhike::ui::CallDelegate</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>Log a call (C)</source>
        <translation>记电话（C）</translation>
    </message>
    <message>
        <source>Log another contact (L)</source>
        <translation>记其他联系（L）</translation>
    </message>
    <message>
        <source>Put off (S)</source>
        <translation>延后（S）</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>恢复未完成</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Best time %1</source>
        <translation>最易接通 %1</translation>
    </message>
</context>
<context>
    <name>zhike::ui::CallModel</name>
    <message>
        <source>%1, %2, %3, %4, priority %5</source>
        <translation>%1，%2，%3，%4，优先级 %5</translation>
    </message>
    <message>
        <source>%1, %2, done</source>
        <translation>%1，%2，已完成</translation>
    </message>
    <message numerus="yes">
        <source>%1 left within %n day(s) (%2 of the assets)</source>
        <translation>
            <numerusform>%n 天转出 %1（占资产 %2）</numerusform></translation>
    </message>
    <message>
        <source>Assets fell by %1</source>
        <translation>资产下降 %1</translation>
    </message>
    <message>
        <source>The churn rules fired</source>
        <translation>触发流失规则</translation>
    </message>
    <message numerus="yes">
        <source>%1 is overdue by %n day(s)</source>
        <translation>
            <numerusform>%1，逾期 %n 天</numerusform></translation>
    </message>
    <message>
        <source>%1 is due today</source>
        <translation>%1，今天到期</translation>
    </message>
    <message numerus="yes">
        <source>%1 is due in %n day(s)</source>
        <translation>
            <numerusform>%1，%n 天后到期</numerusform></translation>
    </message>
    <message>
        <source>A product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>%1 %2 matures today</source>
        <translation>%1 %2 今天到期</translation>
    </message>
    <message numerus="yes">
        <source>%1 %2 matures in %n day(s)</source>
        <translation>
            <numerusform>%1 %2，%n 天后到期</numerusform></translation>
    </message>
    <message>
        <source> (%1)</source>
        <translation>（%1）</translation>
    </message>
    <message>
        <source>Birthday today%1</source>
        <translation>今天生日%1</translation>
    </message>
    <message numerus="yes">
        <source>Birthday in %n day(s)%1</source>
        <translation>
            <numerusform>%n 天后生日%1</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>No contact for %n day(s), longer than the service standard</source>
        <translation>
            <numerusform>%n 天未联系，超过服务标准</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>KYC review overdue by %n day(s)</source>
        <translation>
            <numerusform>尽职复核逾期 %n 天</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>KYC review due in %n day(s)</source>
        <translation>
            <numerusform>尽职复核 %n 天后到期</numerusform></translation>
    </message>
    <message>
        <source>%1 came in and is not placed yet</source>
        <translation>新入账 %1，尚未配置</translation>
    </message>
    <message>
        <source>Room for more business</source>
        <translation>有业务潜力</translation>
    </message>
    <message>
        <source>Suggestion: listen first, then agree on a meeting</source>
        <translation>建议：先听后讲，约面谈</translation>
    </message>
    <message>
        <source>Suggestion: do it now or move it to a day that holds</source>
        <translation>建议：今天办结，或改到能做的日子</translation>
    </message>
    <message>
        <source>Suggestion: agree on what follows before the money is free</source>
        <translation>建议：到期前谈定续作安排</translation>
    </message>
    <message>
        <source>Suggestion: congratulate, no selling</source>
        <translation>建议：致电问候，不谈产品</translation>
    </message>
    <message>
        <source>Suggestion: a short call on how things are</source>
        <translation>建议：打个电话问问近况</translation>
    </message>
    <message>
        <source>Suggestion: name the papers and a day to bring them</source>
        <translation>建议：说明要补的材料，约定送交日期</translation>
    </message>
    <message>
        <source>Suggestion: ask for plans and horizon before proposing</source>
        <translation>建议：先问资金用途和期限，再谈方案</translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation>流失风险</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) overdue</source>
        <translation>
            <numerusform>逾期 %n 天</numerusform></translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今天到期</translation>
    </message>
    <message numerus="yes">
        <source>Due in %n day(s)</source>
        <translation>
            <numerusform>%n 天后到期</numerusform></translation>
    </message>
    <message>
        <source>Matures today</source>
        <translation>今天到期</translation>
    </message>
    <message numerus="yes">
        <source>Matures in %n day(s)</source>
        <translation>
            <numerusform>%n 天后到期</numerusform></translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>Contact due</source>
        <translation>该联系了</translation>
    </message>
    <message>
        <source>KYC</source>
        <translation>尽调</translation>
    </message>
    <message>
        <source>Potential</source>
        <translation>潜力</translation>
    </message>
</context>
<context>
    <name>zhike::ui::ChartPanel</name>
    <message>
        <source>More about %1</source>
        <translation>%1：更多</translation>
    </message>
    <message>
        <source>As table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>Copy the numbers</source>
        <translation>复制数据</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>存为图片…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>存为 CSV…</translation>
    </message>
    <message>
        <source>Save as picture</source>
        <translation>存为图片</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>存为 CSV</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>“%1” could not be written: %2 Choose another folder.</source>
        <translation>无法写入“%1”：%2 请另选文件夹。</translation>
    </message>
</context>
<context>
    <name>zhike::ui::ConflictPanel</name>
    <message>
        <source>Conflicts</source>
        <translation>冲突收件箱</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一项</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>Your change and the centre's are both kept in the history. Only fields that both sides changed are asked here; what one side changed is taken by itself.</source>
        <translation>你的改动和中心的改动都留在历史里。这里只问两边都改过的字段，只有一边改动的自动采用。</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存合并结果</translation>
    </message>
    <message>
        <source>Save the result (Ctrl+Enter)</source>
        <translation>保存合并结果（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>全部用我的</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>全部用中心</translation>
    </message>
    <message>
        <source>Drop my change</source>
        <translation>放弃我的改动</translation>
    </message>
    <message>
        <source>Nothing waits for a decision</source>
        <translation>没有待处理的冲突</translation>
    </message>
    <message>
        <source>When you and somebody else change the same field, both versions are kept and shown here.</source>
        <translation>你和别人改了同一字段时，两个版本都会保留并显示在这里。</translation>
    </message>
    <message numerus="yes">
        <source>%n to decide</source>
        <translation>
            <numerusform>%n 项待处理</numerusform></translation>
    </message>
    <message>
        <source>%1 You changed it on %2.</source>
        <translation>%1 你的改动时间：%2。</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Mine (1)</source>
        <translation>我的改动（1）</translation>
    </message>
    <message>
        <source>Theirs (2)</source>
        <translation>中心的改动（2）</translation>
    </message>
    <message>
        <source>Base (B)</source>
        <translation>起点（B）</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>尚未选择</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) without a choice</source>
        <translation>
            <numerusform>还剩 %n 个字段未选</numerusform></translation>
    </message>
</context>
<context>
    <name>zhike::ui::Labels</name>
    <message>
        <source>Mass</source>
        <translation>大众</translation>
    </message>
    <message>
        <source>Wealth</source>
        <translation>财富</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>私行</translation>
    </message>
    <message>
        <source>Corporate</source>
        <translation>对公</translation>
    </message>
    <message>
        <source>Companies</source>
        <translation>对公</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>零售</translation>
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
        <source>Low activity</source>
        <translation>低活跃</translation>
    </message>
    <message>
        <source>Medium activity</source>
        <translation>中活跃</translation>
    </message>
    <message>
        <source>High activity</source>
        <translation>高活跃</translation>
    </message>
    <message>
        <source>No churn signal</source>
        <translation>无流失信号</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>关注</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>需行动</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Demand deposit</source>
        <translation>活期存款</translation>
    </message>
    <message>
        <source>Time deposit</source>
        <translation>定期存款</translation>
    </message>
    <message>
        <source>Wealth product</source>
        <translation>理财</translation>
    </message>
    <message>
        <source>Fund</source>
        <translation>基金</translation>
    </message>
    <message>
        <source>Bond</source>
        <translation>债券</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>保险</translation>
    </message>
    <message>
        <source>Securities</source>
        <translation>证券</translation>
    </message>
    <message>
        <source>Precious metal</source>
        <translation>贵金属</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>Mortgage</source>
        <translation>按揭</translation>
    </message>
    <message>
        <source>Credit card</source>
        <translation>信用卡</translation>
    </message>
    <message>
        <source>Settlement account</source>
        <translation>结算账户</translation>
    </message>
    <message>
        <source>C1 conservative</source>
        <translation>C1 保守</translation>
    </message>
    <message>
        <source>C2 steady</source>
        <translation>C2 稳健</translation>
    </message>
    <message>
        <source>C3 balanced</source>
        <translation>C3 平衡</translation>
    </message>
    <message>
        <source>C4 growth</source>
        <translation>C4 成长</translation>
    </message>
    <message>
        <source>C5 aggressive</source>
        <translation>C5 进取</translation>
    </message>
    <message>
        <source>Spouse</source>
        <translation>配偶</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>子女</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>父母</translation>
    </message>
    <message>
        <source>Sibling</source>
        <translation>兄弟姐妹</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>同一家庭</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Shareholder</source>
        <translation>股东</translation>
    </message>
    <message>
        <source>Beneficial owner</source>
        <translation>受益所有人</translation>
    </message>
    <message>
        <source>Director</source>
        <translation>董事</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Guarantor</source>
        <translation>担保人</translation>
    </message>
    <message>
        <source>Group parent</source>
        <translation>集团母公司</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>任职单位</translation>
    </message>
    <message>
        <source>Referrer</source>
        <translation>推荐人</translation>
    </message>
    <message>
        <source>Trustee</source>
        <translation>受托人</translation>
    </message>
    <message>
        <source>Heir</source>
        <translation>继承人</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>Anniversary</source>
        <translation>纪念日</translation>
    </message>
    <message>
        <source>Founding day</source>
        <translation>成立日</translation>
    </message>
    <message>
        <source>Festival</source>
        <translation>节日</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Maturity</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>KYC review</source>
        <translation>尽职复核</translation>
    </message>
    <message>
        <source>Risk assessment ends</source>
        <translation>风险测评失效</translation>
    </message>
    <message>
        <source>Credit line ends</source>
        <translation>授信到期</translation>
    </message>
    <message>
        <source>Licence ends</source>
        <translation>证照到期</translation>
    </message>
    <message>
        <source>Agreement ends</source>
        <translation>协议到期</translation>
    </message>
    <message>
        <source>Consent ends</source>
        <translation>授权到期</translation>
    </message>
    <message>
        <source>Prospect</source>
        <translation>潜在客户</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Dormant</source>
        <translation>睡眠</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>KYC in order</source>
        <translation>尽调正常</translation>
    </message>
    <message>
        <source>KYC due</source>
        <translation>尽调将到期</translation>
    </message>
    <message>
        <source>KYC overdue</source>
        <translation>尽调逾期</translation>
    </message>
    <message>
        <source>KYC blocked</source>
        <translation>尽调受限</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>到店</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>拜访</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>线上</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜面</translation>
    </message>
    <message>
        <source>ATM</source>
        <translation>自助机</translation>
    </message>
    <message>
        <source>Mobile bank</source>
        <translation>手机银行</translation>
    </message>
    <message>
        <source>Web bank</source>
        <translation>网上银行</translation>
    </message>
    <message>
        <source>Card terminal</source>
        <translation>刷卡机</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>来访</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>外呼</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已接通</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未接通</translation>
    </message>
    <message>
        <source>Interested</source>
        <translation>有意向</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>已承诺</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>跟进</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>检视</translation>
    </message>
    <message>
        <source>Plan step</source>
        <translation>方案步骤</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>挽留</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Low priority</source>
        <translation>低优先级</translation>
    </message>
    <message>
        <source>Normal priority</source>
        <translation>普通优先级</translation>
    </message>
    <message>
        <source>High priority</source>
        <translation>高优先级</translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>Service request</source>
        <translation>服务请求</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Not taken yet</source>
        <translation>未受理</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>已受理</translation>
    </message>
    <message>
        <source>Being looked into</source>
        <translation>调查中</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Call-back due</source>
        <translation>待回访</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Complex</source>
        <translation>复杂</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>转账</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>Salary</source>
        <translation>代发工资</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>手续费</translation>
    </message>
    <message>
        <source>Loan drawn</source>
        <translation>放款</translation>
    </message>
    <message>
        <source>Repayment</source>
        <translation>还款</translation>
    </message>
    <message>
        <source>Purchase</source>
        <translation>申购</translation>
    </message>
    <message>
        <source>Redemption</source>
        <translation>赎回</translation>
    </message>
    <message>
        <source>Currency exchange</source>
        <translation>结售汇</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税费</translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation>流失风险</translation>
    </message>
    <message>
        <source>Low balance</source>
        <translation>余额过低</translation>
    </message>
    <message>
        <source>Outflow</source>
        <translation>资金流出</translation>
    </message>
    <message>
        <source>Maturity without follow-up</source>
        <translation>到期无跟进</translation>
    </message>
    <message>
        <source>Card ends</source>
        <translation>卡片到期</translation>
    </message>
    <message>
        <source>KYC review due</source>
        <translation>尽职复核将到期</translation>
    </message>
    <message>
        <source>Rating lowered</source>
        <translation>评级下调</translation>
    </message>
    <message>
        <source>Unusual booking</source>
        <translation>异常交易</translation>
    </message>
    <message>
        <source>Service time at risk</source>
        <translation>服务时限告急</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>New alert</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>已推迟</translation>
    </message>
    <message>
        <source>In action</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已了结</translation>
    </message>
    <message>
        <source>Retained</source>
        <translation>留住</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>流失</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>No action</source>
        <translation>未行动</translation>
    </message>
    <message>
        <source>Fewer transactions</source>
        <translation>交易减少</translation>
    </message>
    <message>
        <source>Money leaving</source>
        <translation>资金转出</translation>
    </message>
    <message>
        <source>No contact</source>
        <translation>长期未联系</translation>
    </message>
    <message>
        <source>Complaint overdue</source>
        <translation>投诉超时</translation>
    </message>
    <message>
        <source>Low satisfaction</source>
        <translation>满意度低</translation>
    </message>
    <message>
        <source>Transfers to own name elsewhere</source>
        <translation>转往他行本人户</translation>
    </message>
    <message>
        <source>Transactions down %1 on the 6-month median (limit %2)</source>
        <translation>交易笔数较近 6 个月中位数下降 %1（阈值 %2）</translation>
    </message>
    <message>
        <source>%1 of the assets left within 30 days (limit %2)</source>
        <translation>30 天内转出资产的 %1（阈值 %2）</translation>
    </message>
    <message numerus="yes">
        <source>No contact for %n day(s), service standard %1</source>
        <translation>
            <numerusform>%n 天未联系，服务标准 %1 天</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n complaint(s) open beyond the time promised</source>
        <translation>
            <numerusform>%n 件投诉超过承诺时限未结</numerusform></translation>
    </message>
    <message>
        <source>Satisfaction %1 of 5 in the last survey</source>
        <translation>最近一次满意度 %1 分（满分 5）</translation>
    </message>
    <message>
        <source>NPS answer %1 of 10 in the last survey</source>
        <translation>最近一次 NPS 打分 %1（满分 10）</translation>
    </message>
    <message>
        <source>%1 of transfers go to own accounts elsewhere (before: %2)</source>
        <translation>转出中 %1 去往他行本人账户，此前 %2</translation>
    </message>
    <message numerus="yes">
        <source>A product matures in %n day(s) and no follow-up is planned</source>
        <translation>
            <numerusform>有产品 %n 天后到期，尚未安排跟进</numerusform></translation>
    </message>
    <message>
        <source>Transactions %1</source>
        <translation>交易笔数 %1</translation>
    </message>
    <message>
        <source>30-day outflow %1</source>
        <translation>30 天转出 %1</translation>
    </message>
    <message numerus="yes">
        <source>No contact for %n day(s)</source>
        <translation>
            <numerusform>%n 天未联系</numerusform></translation>
    </message>
    <message>
        <source>Satisfaction %1 of 5</source>
        <translation>满意度 %1/5</translation>
    </message>
    <message>
        <source>NPS answer %1</source>
        <translation>NPS 打分 %1</translation>
    </message>
    <message>
        <source>Own-name transfers %1</source>
        <translation>他行本人户转出 %1</translation>
    </message>
    <message numerus="yes">
        <source>Matures in %n day(s), unplanned</source>
        <translation>
            <numerusform>%n 天后到期未安排</numerusform></translation>
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
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Branch office</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Risk grade</source>
        <translation>风险等级</translation>
    </message>
    <message>
        <source>Not stated</source>
        <translation>未填写</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Week 2</source>
        <translation>2 周</translation>
    </message>
    <message>
        <source>Week 3</source>
        <translation>3 周</translation>
    </message>
    <message>
        <source>Week 4</source>
        <translation>4 周</translation>
    </message>
    <message>
        <source>Month 2</source>
        <translation>2 个月</translation>
    </message>
    <message>
        <source>Month 3</source>
        <translation>3 个月</translation>
    </message>
    <message>
        <source>Next quarter</source>
        <translation>下季度</translation>
    </message>
    <message>
        <source>customer file</source>
        <translation>客户资料</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>important date</source>
        <translation>重要日期</translation>
    </message>
    <message>
        <source>consent</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>interaction</source>
        <translation>互动</translation>
    </message>
    <message>
        <source>follow-up</source>
        <translation>跟进</translation>
    </message>
    <message>
        <source>alert</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>service request</source>
        <translation>服务请求</translation>
    </message>
    <message>
        <source>account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>opportunity</source>
        <translation>商机</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>简称</translation>
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
        <source>Preferred time</source>
        <translation>偏好联系时间</translation>
    </message>
    <message>
        <source>Preferred channel</source>
        <translation>偏好渠道</translation>
    </message>
    <message>
        <source>Occupation</source>
        <translation>职业</translation>
    </message>
    <message>
        <source>Education</source>
        <translation>学历</translation>
    </message>
    <message>
        <source>Marital status</source>
        <translation>婚姻状况</translation>
    </message>
    <message>
        <source>Annual income</source>
        <translation>年收入</translation>
    </message>
    <message>
        <source>Home address</source>
        <translation>居住地址</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>需求</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好</translation>
    </message>
    <message>
        <source>Special care</source>
        <translation>特别关怀</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Next date</source>
        <translation>下次日期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Snoozed until</source>
        <translation>推迟至</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Do not contact</source>
        <translation>勿扰</translation>
    </message>
    <message>
        <source>Risk tolerance</source>
        <translation>风险承受能力</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>上传中</translation>
    </message>
    <message>
        <source>Needs a decision</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Changed on both sides</source>
        <translation>两边都有改动</translation>
    </message>
    <message>
        <source>Refused by the centre</source>
        <translation>中心拒绝</translation>
    </message>
    <message>
        <source>Held back for a check</source>
        <translation>暂缓待查</translation>
    </message>
    <message>
        <source>A value was refused by the centre</source>
        <translation>中心拒绝其中一个值</translation>
    </message>
    <message>
        <source>The right is missing</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>The record no longer exists at the centre</source>
        <translation>中心已没有此记录</translation>
    </message>
    <message>
        <source>Both sides changed the same fields.</source>
        <translation>两边改了相同的字段。</translation>
    </message>
    <message>
        <source>The centre deleted the record you changed.</source>
        <translation>你改的记录已被中心删除。</translation>
    </message>
    <message>
        <source>The centre merged the record you changed into another one.</source>
        <translation>你改的记录已被中心合并到另一条。</translation>
    </message>
    <message>
        <source>What your change rested on has changed at the centre.</source>
        <translation>你改动所依据的内容在中心已变。</translation>
    </message>
    <message>
        <source>Customer files</source>
        <translation>客户资料</translation>
    </message>
    <message>
        <source>Accounts and holdings</source>
        <translation>账户与持仓</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易流水</translation>
    </message>
    <message>
        <source>Follow-ups and interactions</source>
        <translation>跟进与互动</translation>
    </message>
    <message>
        <source>Products, rates and rules</source>
        <translation>产品、汇率与规则</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Synced after a retry</source>
        <translation>重试后成功</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Sending your changes</source>
        <translation>正在上传你的改动</translation>
    </message>
    <message>
        <source>Fetching changes</source>
        <translation>正在获取更新</translation>
    </message>
    <message>
        <source>First copy of your book</source>
        <translation>首次下载名下数据</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>正在收尾</translation>
    </message>
    <message>
        <source>Relationship manager</source>
        <translation>客户经理</translation>
    </message>
    <message>
        <source>Private banker</source>
        <translation>私人银行客户经理</translation>
    </message>
    <message>
        <source>Team lead</source>
        <translation>团队主管</translation>
    </message>
    <message>
        <source>Checker</source>
        <translation>复核员</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>合规</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消，没有任何改动。</translation>
    </message>
</context>
<context>
    <name>zhike::ui::MonthGrid</name>
    <message>
        <source>Work</source>
        <comment>mark on a make-up working day</comment>
        <translation>班</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>mark on a holiday</comment>
        <translation>休</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n 项</numerusform></translation>
    </message>
    <message>
        <source>Move to %1</source>
        <translation>移到 %1</translation>
    </message>
    <message>
        <source>a day off</source>
        <translation>休息日</translation>
    </message>
    <message>
        <source>Enter confirms, Esc cancels</source>
        <translation>Enter 确认，Esc 取消</translation>
    </message>
</context>
<context>
    <name>zhike::ui::PortfolioPage</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation>组合看板</translation>
    </message>
    <message>
        <source>By %1</source>
        <comment>dimension</comment>
        <translation>按%1</translation>
    </message>
    <message>
        <source>Divide by</source>
        <translation>划分维度</translation>
    </message>
    <message>
        <source>AUM</source>
        <translation>AUM</translation>
    </message>
    <message>
        <source>Net inflow this month</source>
        <translation>本月净流入</translation>
    </message>
    <message>
        <source>Maturing in 7 days</source>
        <translation>7 天内到期资金</translation>
    </message>
    <message>
        <source>High value × high risk</source>
        <translation>高价值 × 高风险</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户数</translation>
    </message>
    <message>
        <source>AUM by tier</source>
        <translation>AUM 按分层</translation>
    </message>
    <message>
        <source>Net inflow</source>
        <translation>净流入</translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation>集中度</translation>
    </message>
    <message>
        <source>AUM and customers</source>
        <translation>AUM 与客户数</translation>
    </message>
    <message>
        <source>Share of customers</source>
        <translation>客户占比</translation>
    </message>
    <message>
        <source>Maturity ladder</source>
        <translation>到期阶梯</translation>
    </message>
    <message>
        <source>Matures: %1</source>
        <translation>到期：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n 位</numerusform></translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>rules %1</source>
        <translation>规则 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n 笔</numerusform></translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>%1 · %2 in 12 months</source>
        <translation>%1 · 12 个月累计 %2</translation>
    </message>
    <message>
        <source>AUM of the last 12 months</source>
        <translation>近 12 个月 AUM</translation>
    </message>
    <message>
        <source>No month has ended yet</source>
        <translation>还没有完整的月份</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Share of AUM</source>
        <translation>占 AUM</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>The %1 largest hold %2, limit %3</source>
        <translation>前 %1 户占 %2，限额 %3</translation>
    </message>
    <message>
        <source>No customer in this book yet</source>
        <translation>名下还没有客户</translation>
    </message>
    <message>
        <source>AUM · customers</source>
        <translation>AUM · 客户数</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>位</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>Matures</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Nothing matures within the next quarter</source>
        <translation>下季度内没有到期</translation>
    </message>
</context>
<context>
    <name>zhike::ui::RoundStrip</name>
    <message>
        <source>%1 of the last %2 rounds succeeded</source>
        <translation>最近 %2 次中 %1 次成功</translation>
    </message>
</context>
<context>
    <name>zhike::ui::SyncPage</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation>同步中心</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>How fresh the data is</source>
        <translation>数据新鲜度</translation>
    </message>
    <message>
        <source>The result is saved on this computer and sent with the next sync.</source>
        <translation>合并结果已存本机，下次同步时上传。</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Sync now (F5)</source>
        <translation>立即同步（F5）</translation>
    </message>
    <message>
        <source>Progress of the sync</source>
        <translation>同步进度</translation>
    </message>
    <message>
        <source>Recent rounds, newest at the right; short ones did not get through</source>
        <translation>最近各次同步，最新在右；短格表示未成功</translation>
    </message>
    <message>
        <source>Without a connection</source>
        <translation>离线时</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>可以</translation>
    </message>
    <message>
        <source>reading every customer, logging, planning, moving</source>
        <translation>查看全部名下客户、记互动、安排、改期</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>先排队</translation>
    </message>
    <message>
        <source>changes to files, outcomes of alerts</source>
        <translation>资料修改、预警结果</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>不可以</translation>
    </message>
    <message>
        <source>first sign-in on a new computer, fresh balances</source>
        <translation>在新电脑首次登录、获取最新余额</translation>
    </message>
    <message>
        <source>Device %1</source>
        <translation>设备 %1</translation>
    </message>
    <message>
        <source>works offline for %1 d %2 h</source>
        <translation>离线许可剩 %1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>You can go on working.</source>
        <translation>可以继续工作。</translation>
    </message>
    <message>
        <source>The last round failed</source>
        <translation>上一次同步失败</translation>
    </message>
    <message>
        <source>Your changes are kept here. Code %1</source>
        <translation>你的改动已存本机。代码 %1</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>尚未同步</translation>
    </message>
    <message>
        <source>Offline, last synced %1</source>
        <translation>离线，上次同步 %1</translation>
    </message>
    <message>
        <source>Everything you do is kept here and sent when the centre answers.</source>
        <translation>改动先存本机，连上中心后上传。</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <translation>%1 已同步</translation>
    </message>
    <message>
        <source>Core data as of %1</source>
        <translation>核心数据截至 %1</translation>
    </message>
    <message>
        <source>The local copy did not match the centre in the last check. The next sync fetches it again; your changes are kept.</source>
        <translation>上次校验时本机数据与中心不一致。下次同步会重新获取，你的改动保留。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n 项</numerusform></translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>最早 %1</translation>
    </message>
    <message>
        <source>Everything is at the centre</source>
        <translation>改动已全部上传</translation>
    </message>
    <message>
        <source>What waits is in the encrypted store; a power cut loses nothing</source>
        <translation>未上传的改动已写入加密库，断电不丢失</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n 行</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) old</source>
        <translation>
            <numerusform>%n 天前</numerusform></translation>
    </message>
    <message>
        <source>Never fetched</source>
        <translation>从未获取</translation>
    </message>
    <message>
        <source>Fresh</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Local store %1</source>
        <translation>本地库 %1</translation>
    </message>
    <message>
        <source>Take the change back</source>
        <translation>撤回改动</translation>
    </message>
    <message>
        <source>The change to %1 is dropped and the record returns to what the centre knows. This cannot be undone.</source>
        <translation>对 %1 的改动将被丢弃，记录回到中心的版本。此操作不能撤销。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>The change is taken back.</source>
        <translation>改动已撤回。</translation>
    </message>
</context>
<context>
    <name>zhike::ui::TaskDialog</name>
    <message>
        <source>New follow-up</source>
        <translation>新建跟进</translation>
    </message>
    <message>
        <source>Pick a time</source>
        <translation>选时间</translation>
    </message>
    <message>
        <source>Name, pinyin or number; empty for internal</source>
        <translation>姓名、拼音或编号；留空为内部事项</translation>
    </message>
    <message>
        <source>All day</source>
        <translation>全天</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>Every two weeks</source>
        <translation>每两周</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Customer</source>
        <translation>客户(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>日期(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>D&amp;uration</source>
        <translation>时长(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Repeat</source>
        <translation>重复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>备注(&amp;N)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save (Ctrl+Enter)</source>
        <translation>保存（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No customer is chosen. Pick one from the list or leave the field empty.</source>
        <translation>未选定客户。从列表中选一位，或留空。</translation>
    </message>
</context>
<context>
    <name>zhike::ui::TimeGrid</name>
    <message>
        <source>Move to %1, %2–%3</source>
        <translation>移到 %1 %2–%3</translation>
    </message>
    <message>
        <source>That is a day off · Esc cancels</source>
        <translation>当天休息 · Esc 取消</translation>
    </message>
    <message>
        <source>That day is a holiday (%1) · Esc cancels</source>
        <translation>当天是假日（%1）· Esc 取消</translation>
    </message>
</context>
<context>
    <name>zhike::ui::TodayPage</name>
    <message>
        <source>ddd d MMM</source>
        <comment>date in the page header</comment>
        <translation>M月d日 ddd</translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) to contact first</source>
        <translation>
            <numerusform>先联系 %n 位客户</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n service time(s) end within 4 hours</source>
        <translation>
            <numerusform>%n 个服务时限在 4 小时内到期</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1 from %2, %n day(s) off</source>
        <translation>
            <numerusform>%2起%1放假 %n 天</numerusform></translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>%1 done</source>
        <translation>已完成 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n 笔</numerusform></translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>新增 %1</translation>
    </message>
    <message>
        <source>Net inflow of the last 12 months</source>
        <translation>近 12 个月净流入</translation>
    </message>
    <message>
        <source>%1 within standard</source>
        <translation>覆盖率 %1</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>%1 with a time, %2 more without</source>
        <translation>%1 项定时，另有 %2 项未定时</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) with a time</source>
        <translation>
            <numerusform>%n 项定时</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n more to contact</source>
        <translation>
            <numerusform>另有 %n 位可联系</numerusform></translation>
    </message>
    <message>
        <source>All %1 are shown</source>
        <translation>已全部显示 %1 位</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>no consent to be contacted %1</source>
        <translation>未授权营销联系 %1</translation>
    </message>
    <message>
        <source>open complaint %1</source>
        <translation>投诉处理期 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n left out: %1</source>
        <translation>
            <numerusform>已排除 %n 位：%1</numerusform></translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1, %2, %3 left</source>
        <translation>%1，%2，剩 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n 件未结</numerusform></translation>
    </message>
    <message>
        <source>New</source>
        <comment>alert</comment>
        <translation>新</translation>
    </message>
    <message>
        <source>%1, %2, %3 points</source>
        <translation>%1，%2，%3 分</translation>
    </message>
    <message>
        <source>No new alert</source>
        <translation>没有新预警</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <translation>%1 已同步</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>%1 起离线</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>尚未同步</translation>
    </message>
    <message>
        <source>Core data as of %1</source>
        <translation>核心数据截至 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>待上传 %n</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>冲突 %n</numerusform></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Today</source>
        <comment>title of the screen</comment>
        <translation>今日</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>先联系谁</translation>
    </message>
    <message>
        <source>Agenda</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>New follow-up</source>
        <translation>新建跟进</translation>
    </message>
    <message>
        <source>New follow-up (N)</source>
        <translation>新建跟进（N）</translation>
    </message>
    <message>
        <source>To contact</source>
        <translation>待联系</translation>
    </message>
    <message>
        <source>Maturing in 7 days</source>
        <translation>7 天内到期资金</translation>
    </message>
    <message>
        <source>Churn alerts</source>
        <translation>流失预警</translation>
    </message>
    <message>
        <source>Net inflow this month</source>
        <translation>本月净流入</translation>
    </message>
    <message>
        <source>Contacts this month</source>
        <translation>本月有效联系</translation>
    </message>
    <message>
        <source>Done today</source>
        <translation>今日进度</translation>
    </message>
    <message>
        <source>Without a time</source>
        <translation>未定时</translation>
    </message>
    <message>
        <source>Agenda of today</source>
        <translation>今天的日程</translation>
    </message>
    <message>
        <source>Whom to contact first</source>
        <translation>今天先联系谁</translation>
    </message>
    <message>
        <source>By due date, churn, service standard and potential</source>
        <translation>按到期、流失、服务标准、潜力排序</translation>
    </message>
    <message>
        <source>How it is ranked</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>Customers to contact today</source>
        <translation>今天要联系的客户</translation>
    </message>
    <message>
        <source>The customers are not all here yet</source>
        <translation>客户资料尚未全部到齐</translation>
    </message>
    <message>
        <source>They come from the bank with the next sync; whom to contact then shows by itself.</source>
        <translation>下次同步时从银行取回，届时会自动列出今天该联系谁。</translation>
    </message>
    <message>
        <source>No customer in this book yet</source>
        <translation>名下还没有客户</translation>
    </message>
    <message>
        <source>The list fills when customers are assigned to you.</source>
        <translation>分配给您客户后，列表会自动出现。</translation>
    </message>
    <message>
        <source>Nobody left to contact today</source>
        <translation>今天的客户都联系完了</translation>
    </message>
    <message>
        <source>The list fills again when something falls due or an alert is raised.</source>
        <translation>有事项到期或新预警时，列表会再出现客户。</translation>
    </message>
    <message>
        <source>Service times</source>
        <translation>服务时限</translation>
    </message>
    <message>
        <source>New churn alerts</source>
        <translation>新流失预警</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Important dates</source>
        <translation>重要日期</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Sync and this computer</source>
        <translation>同步与本机</translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation>同步中心</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>In 3 days</source>
        <translation>3 天后</translation>
    </message>
    <message>
        <source>Next Monday</source>
        <translation>下周一</translation>
    </message>
    <message>
        <source>In two weeks</source>
        <translation>两周后</translation>
    </message>
    <message>
        <source>%1 is put off to %2. Saved on this computer, sent with the next sync.</source>
        <translation>%1 已延后到 %2。已存本机，随后上传。</translation>
    </message>
    <message>
        <source>%1 is open again.</source>
        <translation>%1 已恢复为未完成。</translation>
    </message>
    <message>
        <source>%1 is done. Space on it opens it again.</source>
        <translation>%1 已完成；再按空格可恢复。</translation>
    </message>
    <message>
        <source>The priority runs from 0 to 100. Churn rules weigh most, then what is overdue, money that matures, important dates, the service standard of the tier, and room for more business.

Left out are customers who gave no consent to be contacted for business and customers with an open complaint.</source>
        <translation>优先级为 0 到 100。流失规则权重最大，其次是逾期事项、到期资金、重要日期、分层服务标准和业务潜力。

未授权营销联系的客户和有未结投诉的客户不列入。</translation>
    </message>
</context>
<context>
    <name>zhike::ui::WeekHead</name>
    <message>
        <source>W %1</source>
        <comment>number of the week</comment>
        <translation>第%1周</translation>
    </message>
    <message>
        <source>All day</source>
        <translation>全天</translation>
    </message>
    <message>
        <source>Work</source>
        <comment>mark on a make-up working day</comment>
        <translation>班</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>mark on a holiday</comment>
        <translation>休</translation>
    </message>
</context>
</TS>