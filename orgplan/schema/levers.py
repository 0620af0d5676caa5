"""The input sheets of what a plan may do besides hire and train, of what is decided already, and of
places of work.
"""

from orgplan.domain import Candidate, Lever, Location, Position
from orgplan.domain.positions import LockRow
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
    InputColumn,
    InputSheet,
)
from .names import Choices, entries
from .words import FAMILY_WORDS, FIRST_DAY, NOTHING, SCOPES

_LEVERS = entries("lever")
_STATUS = entries("status of a position")
_DIRECTION = entries("direction")
_LOCK_ACTIONS = entries("lock")
_LOCK = {kind: names for kind, names in _LOCK_ACTIONS.items() if kind != "at-most"}
_LOCKED: Choices = {
    "hire": ("hires", "hiring", "recruit", "招聘"),
    "train": texts("training | course | upskill | upskilling | 培训"),
    **{kind: aliases for kind, aliases in _LEVERS.items() if kind != "overstaffing"},
    "takeover": texts("take over | takes over | lead | 接任 | 接管"),
}

LEVERS = InputSheet(
    "Levers", "手段", "What the plan may do besides hire and train: one row per lever. A lever "
                    "without a row is not used.",
    (
        InputColumn("id", "编号", ID, "Unique id, L-001 and so on if blank", "L-001"),
        InputColumn("lever", "手段", CHOICE, "What may be done", "promotion", required=True,
            choices=_LEVERS, of="kind"),
        InputColumn("scope", "范围", TEXT,
            "Whose people (or seats): organisation, a team, a department, a product line or a "
            "location; team leads are not moved out of their team, and nobody who leads a team or "
            "has reports into a role that does not manage", "organisation", words=SCOPES),
        InputColumn("roles", "适用岗位", LIST,
            "Roles or families that it is meant for; blank means all", words=FAMILY_WORDS),
        InputColumn("to_role", "目标岗位", TEXT,
            "Role after the move; blank for a promotion: the next role of each (Next role on "
            "Roles)"),
        InputColumn("to_team", "目标团队", TEXT,
            "Team after a transfer; blank means any other team of the scope"),
        InputColumn("max", "每期上限", NUMBER, "Most heads in one period; blank means no cap", "2",
            unit="heads a period", of="most"),
        InputColumn("share_of_receiving", "占接收岗位比例", SHARE,
            "Most heads in one period as a share of the receiving role's heads",
            unit="share of heads"),
        InputColumn("shared_cap", "共用上限", TEXT, "Rows with the same name here share their max",
            of="cap"),
        InputColumn("cost", "费用", MONEY,
            "Once for each head (moves, redundancy), for each head and year (short time, "
            "overstaffing), for each engagement (contractor)", "1000"),
        InputColumn("raise_pct", "加薪比例", SHARE,
            "Raise of the base on a move; the new base stays in the band", "8%",
            unit="share of base"),
        InputColumn("months", "月数", NUMBER,
            "Hand-over (moves), notice (redundancy), delay (backfill), lead time from decision to "
            "first day (contractor)", "1", unit="months"),
        InputColumn("share", "比例", SHARE,
            "Output lost in the hand-over (moves), those who leave because of it (downgrading), "
            "hours not worked (short time), leavers that may be replaced (backfill; all if blank), "
            "premium on base (contractor)", "20%", unit="share"),
        InputColumn("min_match", "最低匹配度", SHARE,
            "Share of the new role's skills at start that somebody must have on the day of a "
            "promotion or a transfer into another role; all if blank", "100%",
            unit="share of skills"),
        InputColumn("months_of_base", "补偿月数", NUMBER,
            "Severance in months of base (redundancy)",
            unit="months"),
        InputColumn("min_stay", "最短月数", NUMBER,
            "Fewest months of an engagement (contractor); 3 if blank", unit="months"),
        InputColumn("max_stay", "最长月数", NUMBER,
            "Most months of an engagement (contractor); 12 if blank", unit="months"),
        InputColumn("currency", "币种", TEXT, "Currency of the cost, the plan's if blank"),
    ),
    value=Lever,
)  # fmt: skip

POSITIONS = InputSheet(
    "Positions", "编制", "Seats that are decided or asked for: position control, or the "
                       "recruiter's "
                       "requisitions. One row per seat.",
    (
        InputColumn("position_id", "编制号", ID, "Position or requisition id", "POS-001",
            required=True, of="id"),
        InputColumn("role", "岗位", TEXT, "Role", "Java engineer", required=True),
        InputColumn("level", "职级", TEXT, "Level of the role, where it has levels", "senior"),
        InputColumn("team", "团队", TEXT, "Team", "Platform", required=True),
        InputColumn("status", "状态", CHOICE,
            "filled, open, approved, proposed or frozen; approved if blank", "approved",
            choices=_STATUS),
        InputColumn("direction", "方向", CHOICE, "add, backfill, convert or remove; add if blank",
            "add", choices=_DIRECTION),
        InputColumn("start", "开始日期", DATE,
            "First day on which it should be filled; blank means any", "2027-07-01"),
        InputColumn("budget_salary", "预算薪资", MONEY,
            "Annual base that was budgeted; the middle of the band if blank", "85000"),
        InputColumn("lock", "锁定", CHOICE,
            "must: the plan fills it; must-not: it doesn't; blank leaves it to the plan",
            choices=_LOCK),
        InputColumn("currency", "币种", TEXT, "Currency of the salary, the plan's if blank"),
        InputColumn("seats", "人数", WHOLE,
            "How many seats the row stands for, where a requisition has several; 1 where blank",
            exported=True, unit="seats", low=0, high=1000),
        InputColumn("filled_seats", "已招人数", WHOLE, "How many of them are filled by now",
            exported=True, unit="seats", low=0, high=1000),
    ),
    value=Position,
)  # fmt: skip

CANDIDATES = InputSheet(
    "Candidates", "候选人", "External people who could be hired, each once: one row per candidate, "
                         "with their own pay and skills.",
    (
        InputColumn("candidate", "候选人", ID, "Name or id", "Zoe Example", required=True, of="id"),
        InputColumn("role", "岗位", TEXT, "Role; that of the position if blank", "Java engineer"),
        InputColumn("level", "职级", TEXT, "Level of the role, where it has levels", "senior"),
        InputColumn("team", "团队", TEXT,
            "Team that they would join; blank means that of the position, or any", "Platform"),
        InputColumn("position_id", "编制号", ID,
            "The one position that they would fill; blank means any that is open, or none",
            of="position"),
        InputColumn("base_salary", "期望薪资", MONEY,
            "Annual base that they ask for; the budget of the position, or the middle of the band, "
            "if blank", "82000"),
        InputColumn("skills", "技能", LIST,
            "Their own skills with level, from the first day on: Java 4; SQL 3. Blank is what the "
            "role brings", "Java 4; SQL 3", words=NOTHING),
        InputColumn("earliest", "最早到岗", DATE,
            "First day on which they can begin; blank means any",
            "2027-03-01"),
        InputColumn("notice", "通知期", NUMBER,
            "Months from the decision to the first day; blank means none where earliest is filled "
            "in, else the lead time of the role", "2", unit="months"),
        InputColumn("acceptance", "接受概率", SHARE,
            "Probability that they accept an offer: recorded only (the plan assumes acceptance); "
            "certain if blank", "80%", unit="share"),
        InputColumn("currency", "币种", TEXT, "Currency of the salary, the plan's if blank"),
    ),
    value=Candidate,
)  # fmt: skip

LOCKS = InputSheet(
    "Locks", "锁定", "Actions that must, or must not, be in the plan: one row each.",
    (
        InputColumn("id", "编号", ID, "Unique id, K-001 and so on if blank", "K-001"),
        InputColumn("lock", "锁定", CHOICE, "must, must-not or at-most", "must", required=True,
            choices=_LOCK_ACTIONS),
        InputColumn("action", "行动", CHOICE, "What is fixed or forbidden", "hire", required=True,
            choices=_LOCKED),
        InputColumn("who", "对象", TEXT,
            "Person (id or name); for hires, contractors and backfills the role; blank means "
            "anybody, for takeovers seats too", "Java engineer / senior"),
        InputColumn("team", "团队", TEXT,
            "Team of the person or seat, or that is taken over; blank means any", "Platform"),
        InputColumn("what", "内容", TEXT,
            "Course (train), role (promotion, retraining, downgrading) or team (transfer) that it "
            "leads to; blank means any"),
        InputColumn("periods", "期间", LIST,
            "Periods in which it begins, such as 2027-Q1; 2027-Q2; blank means any", "2027"),
        InputColumn("count", "人数", WHOLE, "How many there must be, or may be at most; 1 if blank",
            "1", unit="actions"),
    ),
    value=LockRow,
)  # fmt: skip

LOCATIONS = InputSheet(
    "Locations", "地点", "Places of work with their currency and rates; blanks are taken from "
                       "Assumptions.",
    (
        InputColumn("location", "地点", TEXT, "Name of the place, as on the roster", "Berlin",
            required=True, of="id"),
        InputColumn("currency", "币种", TEXT,
            "Currency in which people there are paid, the plan's if blank", "EUR"),
        InputColumn("fx", "汇率", NUMBER,
            "Plan currency for one unit of it; the rate on Assumptions if blank", "1.1",
            unit="plan currency per unit"),
        InputColumn("pay_index", "薪资指数", NUMBER,
            "Pay of a new seat there against the band of its role; 1 if blank", "0.9",
            unit="1 = the band"),
        InputColumn("employer_tax_pct", "雇主税率", SHARE,
            "Employer's tax as a share of base and bonus", "21%", unit="share of pay"),
        InputColumn("tax_cap", "税基上限", MONEY,
            "Pay of a calendar year above which no employer's tax is due, in its currency; blank "
            "means no cap"),
        InputColumn("benefits_pct", "福利比例", SHARE, "Benefits as a share of base", "5%",
            unit="share of base"),
        InputColumn("benefits_per_head", "人均福利", MONEY,
            "Benefits for each head and year in its currency, beside the share"),
        InputColumn("entity", "法人实体", ID,
            "Legal entity that employs people there, for the exported ledger; blank means the "
            "organisation", "Acme GmbH"),
    ),
    value=Location,
)  # fmt: skip

_CHARGE_OF = entries("charge of")
_CHARGE_COMPONENTS = entries("booked as")
_CHARGE_PER = entries("charge per")

COST_SPLITS = InputSheet(
    "Cost splits", "成本分摊", "Whose pay is booked on several cost centres: one row per person "
                           "and "
                           "cost centre; the rest stays on the person's own.",
    (
        InputColumn("person_id", "人员", TEXT, "Person, by id or name", "P-001", required=True),
        InputColumn("cost_centre", "成本中心", TEXT, "Cost centre that bears the share", "CC-200",
            required=True),
        InputColumn("share", "比例", SHARE, "Share of all pay", "40%", required=True,
            unit="share of pay", low=0, high=1),
        InputColumn("valid_from", "生效日", DATE,
            "First day on which it applies, the first of a month; rows with a later day replace "
            "all earlier ones; blank means always", "2027-07-01", of="first"),
    ),
)  # fmt: skip

RELOCATIONS = InputSheet(
    "Relocations", "工作地变更", "Who works at another place from a date on: its charges and norms "
                            "hold "
                            "from then on, and the pay and cost centre stated here; one row a "
                            "person and date.",
    (
        InputColumn("person_id", "人员", TEXT, "Person, by id or name", "P-001", required=True),
        InputColumn("location", "地点", TEXT, "Place of work from that day on", "Warsaw",
            required=True),
        InputColumn("valid_from", "生效日", DATE,
            "First day there: the first of a month after the as-of date", "2027-07-01",
            required=True, of="first"),
        InputColumn("base_salary", "薪资", MONEY,
            "Annual base from then on, for their own FTE; blank keeps the pay agreed, in its "
            "currency", "240000", low=0),
        InputColumn("currency", "币种", TEXT,
            "Currency of that salary; that of the place, or the plan's, if blank", "PLN"),
        InputColumn("cost_centre", "成本中心", TEXT,
            "Their own cost centre from then on; blank keeps the one they have"),
    ),
)  # fmt: skip

CHARGES = InputSheet(
    "Charges", "用工费用", "What an employer pays on top of the flat rates on Locations and "
                       "Assumptions: social contributions in tiers, 13th salaries, benefits and "
                       "grants by head, tax on fees, severance by service. All rows that fit "
                       "somebody add up.",
    (
        InputColumn("id", "编号", ID, "Unique id, C-001 and so on if blank", "C-001"),
        InputColumn("charge", "费用", TEXT,
            "What it is called; tiers are rows with the same name. The name of a pack (DE 2026) "
            "with nothing but a scope stands for all rows of the pack", "Pension insurance",
            required=True, of="name"),
        InputColumn("scope", "范围", TEXT,
            "A person, team, role or location; blank means everybody",
            "Berlin"),
        InputColumn("of", "计费基础", CHOICE,
            "What it is a share of: pay (base and bonus; if blank), base, fee (of contractors), or "
            "service (months of base for each year, when somebody is let go); head is an amount a "
            "head", "pay", choices=_CHARGE_OF),
        InputColumn("rate", "费率", SHARE, "Share of it; of service, months of base for a year",
            "9.3%", unit="share; months of base for service", low=0, high=24),
        InputColumn("amount", "金额", MONEY, "Amount a head", low=0),
        InputColumn("floor", "基数下限", MONEY, "Least that a month's pay counts as", low=0),
        InputColumn("above", "起征点", MONEY,
            "Only what lies above it is charged; of service, years",
            low=0, of="low"),
        InputColumn("up_to", "基数上限", MONEY,
            "Only what lies below it is charged; of service, years",
            "8450", low=0, of="high"),
        InputColumn("per", "周期", CHOICE,
            "Whether floor, above, 'Up to' and amount are per month (if blank) or per calendar "
            "year",
            "month", choices=_CHARGE_PER),
        InputColumn("months", "支付月份", LIST,
            "Calendar months in which a bonus, or an amount a head, is paid: 12, or 6; 12, or "
            "start for the month of the first day; blank means every month", "12", words=FIRST_DAY),
        InputColumn("booked_as", "入账科目", CHOICE,
            "Component of cost: tax (if blank), benefits, or bonus for what is pay itself", "tax",
            choices=_CHARGE_COMPONENTS, of="component"),
        InputColumn("valid_from", "生效日", DATE,
            "First day on which it applies, the first of a month; blank means always", of="first"),
        InputColumn("valid_to", "失效日", DATE,
            "Last day on which it applies, the last of a month; blank means always", of="last"),
        InputColumn("currency", "币种", TEXT, "Currency of the amounts, the plan's if blank"),
        InputColumn("source", "来源", TEXT, "Where it comes from, and of which year"),
    ),
)  # fmt: skip
