"""The input sheets of what a plan may do besides hire and train, of what is decided already, and of places of work."""

from orgplan.excel.read import texts

from .columns import (
    CHOICE,
    DATE,
    ID,
    LIST,
    MONEY,
    NUMBER,
    SHARE,
    TEXT,
    WHOLE,
    Choices,
    InputColumn,
    InputSheet,
)

_LEVERS: Choices = {
    "promotion": ("promote", "promotions", "晋升", "升职"),
    "transfer": texts("transfers | move | relocation | 调动 | 调岗 | 内部调动"),
    "retraining": texts("retrain | reskilling | retraining to a role | 转岗 | 转岗培训"),
    "downgrading": texts("downgrade | downgrades | demotion | 降级 | 降职"),
    "redundancy": texts(
        "redundancies | lay off | layoff | lay offs | layoffs | severance | let go | 裁员 | 裁减"
    ),
    "short time": texts(
        "short time work | short time working | reduced hours | part time working | 缩短工时 | 短时工作 | 减少工时"
    ),
    "overstaffing": texts("overstaff | over | surplus | overmanning | 超编 | 冗员"),
    "contractor": texts(
        "contractors | freelancers | contract | temps | external staff | 外包 | 外包人员 | 合同工"
    ),
    "backfill": texts("backfills | replacement | replacements | 补缺 | 补员 | 离职补缺"),
}
_STATUS: Choices = {
    "filled": texts("occupied | active | hired | 在岗 | 已填补 | 已到岗"),
    "open": texts("vacant | vacancy | recruiting | in recruitment | 空缺 | 招聘中"),
    "approved": texts(
        "requisition approved | approved requisition | released | budgeted | 已批准 | 已审批"
    ),
    "proposed": texts("planned | requested | draft | pending | requisition | 拟设 | 待批 | 申请中"),
    "frozen": texts(
        "closed | hold | on hold | cancelled | canceled | rejected | 冻结 | 已关闭 | 取消 | 暂停"
    ),
}
_DIRECTION: Choices = {
    "add": texts("new | growth | addition | incremental | new headcount | no | false | 否 | 新增"),
    "backfill": texts("replacement | replace | yes | true | 是 | 补缺 | 替补"),
    "convert": ("conversion", "converted", "转换", "转正"),
    "remove": texts("close | reduction | cut | 撤销 | 减少"),
}
_LOCK: Choices = {
    "must": texts("fix | fixed | required | yes | 必须 | 锁定"),
    "must-not": texts("must not | forbid | forbidden | never | no | 不得 | 禁止"),
}
_LOCK_ACTIONS: Choices = {
    **_LOCK,
    "at-most": texts("at most | no more than | max | maximum | 至多 | 最多"),
}
_LOCKED: Choices = {
    "hire": ("hires", "hiring", "recruit", "招聘"),
    "train": texts("training | course | upskill | upskilling | 培训"),
    **{kind: aliases for kind, aliases in _LEVERS.items() if kind != "overstaffing"},
    "takeover": texts("take over | takes over | lead | 接任 | 接管"),
}

LEVERS = InputSheet(
    "Levers", "手段", "What the plan may do besides hire and train: one row a lever. A lever without a row is not pulled.",
    (
        InputColumn("id", "编号", ID, "Unique id, L-001 and so on where blank", "L-001", aliases=("lever id", "手段编号")),
        InputColumn("lever", "手段", CHOICE, "What may be done", "promotion", required=True, choices=_LEVERS, aliases=texts("kind | type | action | measure | 类型 | 措施"), of="kind"),
        InputColumn("scope", "范围", TEXT, "Whose people (or seats): organisation, a team, a department, a product line or a location; whoever leads a team is not moved out of it", "organisation", aliases=("where", "team", "适用范围")),
        InputColumn("roles", "适用岗位", LIST, "Roles or families that it is meant for; blank is all", aliases=("role", "from role", "from roles", "原岗位")),
        InputColumn("to_role", "目标岗位", TEXT, "Role after the move; blank for a promotion: the next role of each (next_role on Roles)", aliases=("target role", "new role", "新岗位")),
        InputColumn("to_team", "目标团队", TEXT, "Team after a transfer; blank is any other team of the scope", aliases=("target team", "new team", "新团队")),
        InputColumn("max", "每期上限", NUMBER, "Most heads in one period; blank is no cap", "2", unit="heads a period", low=0, aliases=texts("most | cap | limit | maximum | 上限"), of="most"),
        InputColumn("share_of_receiving", "占接收岗位比例", SHARE, "Most heads in one period as a share of the receiving role's heads", unit="share of heads", low=0, high=1, aliases=("share of the receiving role", "接收比例")),
        InputColumn("shared_cap", "共用上限", TEXT, "Rows with the same name here share their max", aliases=("shared limit", "cap group", "共享上限"), of="cap"),
        InputColumn("cost", "费用", MONEY, "Once for each head (moves, redundancy), for each head and year (short time, overstaffing), for each engagement (contractor)", "1000", low=0, aliases=("price", "one time cost", "成本")),
        InputColumn("raise_pct", "加薪比例", SHARE, "Raise of the base on a move; the new base stays in the band", "8%", unit="share of base", low=-0.9, high=5, aliases=("raise", "raise %", "加薪", "调薪")),
        InputColumn("months", "月数", NUMBER, "Hand-over (moves), notice (redundancy), delay (backfill), lead time from decision to first day (contractor)", "1", unit="months", low=0, high=36, aliases=texts("notice | hand over | handover | delay | 通知期 | 交接期 | 延迟")),
        InputColumn("share", "比例", SHARE, "Output lost in the hand-over (moves), those who leave because of it (downgrading), hours not worked (short time), leavers that may be replaced (backfill; all where blank), premium on base (contractor)", "20%", unit="share", low=0, high=5, aliases=texts("percentage | premium | loss | 溢价 | 损失比例")),
        InputColumn("min_match", "最低匹配度", SHARE, "Share of the new role's skills at start that somebody must have on the day of a promotion or a transfer into another role; all where blank", "100%", unit="share of skills", low=0, high=1, aliases=texts("minimum match | match | readiness | 匹配度 | 胜任度")),
        InputColumn("months_of_base", "补偿月数", NUMBER, "Severance in months of base (redundancy)", unit="months", low=0, high=36, aliases=("severance", "severance months", "经济补偿", "补偿金月数")),
        InputColumn("min_stay", "最短月数", NUMBER, "Fewest months of an engagement (contractor); 3 where blank", unit="months", low=1, high=60, aliases=("minimum stay", "最短期限")),
        InputColumn("max_stay", "最长月数", NUMBER, "Most months of an engagement (contractor); 12 where blank", unit="months", low=1, high=60, aliases=("maximum stay", "最长期限")),
        InputColumn("currency", "币种", TEXT, "Currency of the cost, the plan's where blank", aliases=("货币",)),
    ),
    aliases=texts("lever | measures | actions | 调整手段 | 措施"),
)  # fmt: skip

POSITIONS = InputSheet(
    "Positions", "编制", "Seats that are decided or asked for: position control, or the recruiter's requisitions. One row a seat.",
    (
        InputColumn("position_id", "编制号", ID, "Position or requisition id", "POS-001", required=True, aliases=texts("id | position | seat | seat id | requisition | requisition id | req id | position number | 职位编号 | 需求单号 | requisition code | requisition number | requisition no | opening id | req number | job requisition id | 编制编号 | 需求编号"), fallbacks=("job id", "position code"), of="id"),
        InputColumn("role", "岗位", TEXT, "Role", "Java engineer", required=True, aliases=texts("job | job title | title | 职位 | 角色 | job name | requisition title | job profile | position title | 岗位名称 | 职位名称 | 招聘岗位"), fallbacks=("name", "requisition name")),
        InputColumn("level", "职级", TEXT, "Level of the role, where it has levels", "senior", aliases=("grade", "job level", "级别")),
        InputColumn("team", "团队", TEXT, "Team", "Platform", required=True, aliases=texts("department | group | 部门 | 小组 | team name | department name | 用人部门 | 需求部门"), fallbacks=("departments", "supervisory organization", "division", "office department")),
        InputColumn("status", "状态", CHOICE, "filled, open, approved, proposed or frozen; approved where blank", "approved", choices=_STATUS, aliases=texts("state | stage | 审批状态 | requisition status | job status | opening status | position status | 招聘状态")),
        InputColumn("direction", "方向", CHOICE, "add, backfill, convert or remove; add where blank", "add", choices=_DIRECTION, aliases=texts("change | reason | 变动 | backfill | is backfill | hire type | opening type | 招聘类型")),
        InputColumn("start", "开始日期", DATE, "First day on which somebody is wanted in it; blank is any", "2027-07-01", aliases=texts("start date | needed from | target start | 到岗日期 | target start date | target hire date | desired start date | earliest hire date | planned start date | expected start date | 期望到岗日期 | 到岗时间")),
        InputColumn("budget_salary", "预算薪资", MONEY, "Annual base that was budgeted; the middle of the band where blank", "85000", low=0, aliases=("salary", "budget", "budgeted salary", "薪资预算")),
        InputColumn("lock", "锁定", CHOICE, "must: the plan fills it; must-not: it doesn't; blank leaves it to the plan", choices=_LOCK, aliases=("locked", "decision")),
        InputColumn("currency", "币种", TEXT, "Currency of the salary, the plan's where blank", aliases=("货币", "compensation band currency", "salary currency")),
        InputColumn("seats", "人数", WHOLE, "How many seats the row stands for, where a requisition has several; 1 where blank", exported=True, unit="seats", low=0, high=1000, aliases=texts("openings | number of openings | headcount | headcount total | open positions | vacancies | 需求人数 | 招聘人数 | 编制人数")),
        InputColumn("filled_seats", "已招人数", WHOLE, "How many of them are filled by now", exported=True, unit="seats", low=0, high=1000, aliases=texts("headcount hired | hired | filled | filled openings | 已到岗人数 | 已入职人数")),
    ),
    aliases=texts("position | requisitions | position control | seats | 编制表 | 编制控制 | 招聘需求单"),
)  # fmt: skip

CANDIDATES = InputSheet(
    "Candidates", "候选人", "People outside who could be hired, each once: one row a candidate, with pay and skills of their own.",
    (
        InputColumn("candidate", "候选人", ID, "Name or id", "Zoe Example", required=True, aliases=texts("name | id | candidate id | candidate name | applicant | 姓名 | 候选人编号"), of="id"),
        InputColumn("role", "岗位", TEXT, "Role; that of the position where blank", "Java engineer", aliases=texts("job | job title | title | 职位 | 角色")),
        InputColumn("level", "职级", TEXT, "Level of the role, where it has levels", "senior", aliases=("grade", "job level", "级别")),
        InputColumn("team", "团队", TEXT, "Team that they would join; blank is that of the position, or any", "Platform", aliases=("department", "group", "部门", "小组")),
        InputColumn("position_id", "编制号", ID, "The one position that they would fill; blank is any that is open, or none", aliases=texts("position | requisition | requisition id | req id | 职位编号"), of="position"),
        InputColumn("base_salary", "期望薪资", MONEY, "Annual base that they ask for; the budget of the position, or the middle of the band, where blank", "82000", low=0, aliases=texts("salary | asks for | ask | expected salary | offer | base | 薪资 | 年薪")),
        InputColumn("skills", "技能", LIST, "Their own skills with level, from the first day on: Java 4; SQL 3. Blank is what the role brings", "Java 4; SQL 3", aliases=("skill", "own skills", "能力")),
        InputColumn("earliest", "最早到岗", DATE, "First day on which they can begin; blank is any", "2027-03-01", aliases=texts("available from | earliest day | earliest start | start | start date | 到岗日期")),
        InputColumn("notice", "通知期", NUMBER, "Months from the decision to the first day; blank is none where earliest is filled in, else the lead time of the role", "2", unit="months", low=0, high=24, aliases=("notice months", "notice period", "通知期月数")),
        InputColumn("acceptance", "接受概率", SHARE, "Chance that they accept an offer: kept, and not reckoned with (the plan takes each offer as accepted); certain where blank", "80%", unit="share", low=0.01, high=1, aliases=("chance", "chance of acceptance", "probability", "接受率")),
        InputColumn("currency", "币种", TEXT, "Currency of the salary, the plan's where blank", aliases=("货币",)),
    ),
    aliases=texts("candidate | applicants | shortlist | pipeline | 应聘者 | 候选人名单"),
)  # fmt: skip

LOCKS = InputSheet(
    "Locks", "锁定", "Actions that must, or must not, be in the plan: one row each.",
    (
        InputColumn("id", "编号", ID, "Unique id, K-001 and so on where blank", "K-001", aliases=("lock id",)),
        InputColumn("lock", "锁定", CHOICE, "must, must-not or at-most", "must", required=True, choices=_LOCK_ACTIONS, aliases=("locked", "decision")),
        InputColumn("action", "行动", CHOICE, "What is fixed or forbidden", "hire", required=True, choices=_LOCKED, aliases=texts("what is done | lever | kind | type | 措施")),
        InputColumn("who", "对象", TEXT, "Person (id or name); for hires, contractors and backfills the role; blank is anybody, for takeovers seats too", "Java engineer / senior", aliases=texts("person | person id | role | 人员 | 岗位 | 工号")),
        InputColumn("team", "团队", TEXT, "Team of the person or seat, or that is taken over; blank is any", "Platform", aliases=("department", "部门")),
        InputColumn("what", "内容", TEXT, "Course (train), role (promotion, retraining, downgrading) or team (transfer) that it leads to; blank is any", aliases=texts("to | course | target | 目标 | 课程")),
        InputColumn("periods", "期间", LIST, "Periods in which it begins, such as 2027-Q1; 2027-Q2; blank is any", "2027", aliases=("period", "when", "时期")),
        InputColumn("count", "人数", WHOLE, "How many there must be, or may be at most; 1 where blank", "1", unit="actions", low=0, aliases=("how many", "number", "数量")),
    ),
    aliases=("lock", "decisions", "fixed actions", "锁定项"),
)  # fmt: skip

LOCATIONS = InputSheet(
    "Locations", "地点", "Places of work with their currency and rates; what is blank, Assumptions say.",
    (
        InputColumn("location", "地点", TEXT, "Name of the place, as on the roster", "Berlin", required=True, aliases=texts("name | id | site | office | city | place | 城市 | 工作地点"), of="id"),
        InputColumn("currency", "币种", TEXT, "Currency in which people there are paid, the plan's where blank", "EUR", aliases=("货币",)),
        InputColumn("fx", "汇率", NUMBER, "Plan currency for one unit of it; the rate on Assumptions where blank", "1.1", unit="plan currency per unit", low=1e-9, high=1e9, aliases=("rate", "exchange rate", "fx rate")),
        InputColumn("pay_index", "薪资指数", NUMBER, "Pay of a new seat there against the band of its role; 1 where blank", "0.9", unit="1 = the band", low=0.01, high=10, aliases=("index", "pay level", "薪酬指数")),
        InputColumn("employer_tax_pct", "雇主税率", SHARE, "Employer's tax as a share of base and bonus", "21%", unit="share of pay", low=0, high=2, aliases=("employer tax", "social security", "社保比例")),
        InputColumn("tax_cap", "税基上限", MONEY, "Pay of a calendar year above which no employer's tax is due, in its currency; blank is no cap", low=0, aliases=("employer tax cap", "contribution ceiling", "社保基数上限")),
        InputColumn("benefits_pct", "福利比例", SHARE, "Benefits as a share of base", "5%", unit="share of base", low=0, high=2, aliases=("benefits",)),
        InputColumn("benefits_per_head", "人均福利", MONEY, "Benefits for each head and year in its currency, beside the share", low=0, aliases=("benefits a head",)),
    ),
    aliases=texts("location | sites | offices | places | 工作地点 | 办公地点"),
)  # fmt: skip

_CHARGE_OF: Choices = {
    "pay": texts("base and bonus | gross pay | gross | 薪酬 | 工资总额"),
    "base": texts("base salary | salary | basic | 基本工资 | 底薪"),
    "head": texts("per head | a head | person | employee | 人头 | 人均"),
    "fee": ("contractor fee", "fees", "contractor", "外包费"),
    "service": ("years of service", "seniority", "工龄"),
}
_CHARGE_COMPONENTS: Choices = {
    "tax": texts("employer tax | social security | contributions | 税费 | 社保"),
    "benefits": ("benefit", "福利"),
    "bonus": texts("pay | 13th salary | equity | sign on | 奖金"),
    "contractor": ("fee", "外包"),
    "severance": ("redundancy", "补偿金"),
}
_CHARGE_PER: Choices = {
    "month": ("monthly", "a month", "每月", "月"),
    "year": texts("yearly | annual | a year | calendar year | 每年 | 年"),
}

COST_SPLITS = InputSheet(
    "Cost splits", "成本分摊", "Whose pay is booked on several cost centres: one row a person and cost centre; what the rows leave stays on the person's own.",
    (
        InputColumn("person_id", "人员", TEXT, "Person, by id or name", "P-001", required=True, aliases=texts("person | name | employee | 员工 | 姓名 | 工号")),
        InputColumn("cost_centre", "成本中心", TEXT, "Cost centre that bears the share", "CC-200", required=True, aliases=("cost center", "kostenstelle")),
        InputColumn("share", "比例", SHARE, "Share of all pay", "40%", required=True, unit="share of pay", low=0, high=1, aliases=("percentage", "allocation", "分摊比例")),
        InputColumn("valid_from", "生效日", DATE, "First day on which it holds, the first of a month; all rows of a later day take the place of earlier ones; blank is always", "2027-07-01", aliases=("from", "holds from", "effective from", "开始日期"), of="first"),
    ),
    aliases=texts("cost split | cost allocation | cost allocations | splits | 分摊"),
)  # fmt: skip

CHARGES = InputSheet(
    "Charges", "用工费用", "What an employer pays beside the flat rates of Locations and Assumptions: social contributions in tiers, 13th salaries, benefits and grants by head, tax on fees, severance by service. All rows that fit somebody add up.",
    (
        InputColumn("id", "编号", ID, "Unique id, C-001 and so on where blank", "C-001", aliases=("charge id", "费用编号")),
        InputColumn("charge", "费用", TEXT, "What it is called; tiers are rows of one name. The name of a pack (DE 2026), and nothing else but its scope, stands for all rows of the pack", "Pension insurance", required=True, aliases=texts("name | contribution | what | 费用名称 | 险种"), of="name"),
        InputColumn("scope", "范围", TEXT, "A person, team, role or location; blank is everybody", "Berlin", aliases=texts("where | who | for | location | 适用范围")),
        InputColumn("of", "计费基础", CHOICE, "What it is a share of: pay (base and bonus; where blank), base, fee (of contractors), or service (months of base for each year, when somebody is let go); head is an amount a head", "pay", choices=_CHARGE_OF, aliases=("basis", "base", "charged on", "基数")),
        InputColumn("rate", "费率", SHARE, "Share of it; of service, months of base for a year", "9.3%", unit="share; months of base for service", low=0, high=24, aliases=("percentage", "employer rate", "比例", "单位比例")),
        InputColumn("amount", "金额", MONEY, "Amount a head", low=0, aliases=("amount a head", "per head", "人均金额")),
        InputColumn("floor", "基数下限", MONEY, "What a month's pay counts as at the least", low=0, aliases=("minimum base", "least", "下限")),
        InputColumn("above", "起征点", MONEY, "Only what lies above it is charged; of service, years", low=0, aliases=("threshold", "from amount", "起点"), of="low"),
        InputColumn("up_to", "基数上限", MONEY, "Only what lies below it is charged; of service, years", "8450", low=0, aliases=texts("ceiling | cap | maximum base | to amount | 上限"), of="high"),
        InputColumn("per", "周期", CHOICE, "Whether floor, above, up_to and amount are those of a month (where blank) or of a calendar year", "month", choices=_CHARGE_PER, aliases=("each", "period", "按")),
        InputColumn("months", "支付月份", LIST, "Calendar months in which a bonus, or an amount a head, is paid: 12, or 6; 12, or start for the month of the first day; blank is every month", "12", aliases=("paid in", "payout months", "发放月份")),
        InputColumn("booked_as", "入账科目", CHOICE, "Component of cost: tax (where blank), benefits, or bonus for what is pay itself", "tax", choices=_CHARGE_COMPONENTS, aliases=("component", "account", "books as", "科目"), of="component"),
        InputColumn("valid_from", "生效日", DATE, "First day on which it holds, the first of a month; blank is always", aliases=("holds from", "effective from", "开始日期"), of="first"),
        InputColumn("valid_to", "失效日", DATE, "Last day on which it holds, the last of a month; blank is always", aliases=("holds to", "effective to", "结束日期"), of="last"),
        InputColumn("currency", "币种", TEXT, "Currency of the amounts, the plan's where blank", aliases=("货币",)),
        InputColumn("source", "来源", TEXT, "Where it comes from, and of which year", aliases=("basis of the figures", "note", "依据", "备注")),
    ),
    aliases=texts("charge | employer charges | social contributions | on costs | oncosts | 社保 | 五险一金 | 附加成本"),
)  # fmt: skip
