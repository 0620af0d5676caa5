"""The input sheet Scenarios."""

from orgplan.excel.read import texts

from .columns import CHOICE, ID, NUMBER, SHARE, TEXT, Choices, InputColumn, InputSheet

_CHANGES: Choices = {
    "budget": ("budgets", "money", "预算"),
    "pay": texts("salary | salaries | pay rise | 薪资 | 调薪"),
    "attrition": ("turnover", "流失率", "离职率"),
    "needs": ("demand", "requirements", "team grows", "需求"),
    "needs earlier": ("earlier", "需求提前", "提前"),
    "needs later": ("later", "deadline later", "需求推迟", "推迟"),
    "needs must": ("new product line", "needs on", "新产品线", "需求必须"),
    "needs should": ("需求尽量",),
    "needs off": ("需求停用",),
    "hiring freeze": ("freeze", "no hiring decisions", "冻结招聘", "招聘冻结"),
    "start freeze": ("no starts", "start late", "late start", "冻结入职", "推迟入职"),
    "leaves": ("leaver", "resigns", "离职"),
    "rule off": ("off", "规则停用"),
    "rule must": ("rule on", "规则必须"),
    "rule should": ("规则尽量",),
    "no hire": ("offer declined", "不招"),
    "hire": ("must hire", "必招"),
    "no course": ("course absent", "无此课程", "不培训"),
    "lead time": ("time to hire", "招聘周期"),
    "ramp": ("ramp up", "上手时间"),
    "without": ("remove", "drop", "去掉"),
}

SCENARIOS = InputSheet(
    "Scenarios", "情景", "What-ifs for `orgplan compare`: one row a change; rows of one scenario are made together.",
    (
        InputColumn("id", "编号", ID, "Unique id, W-001 and so on where blank", "W-001"),
        InputColumn("scenario", "情景", TEXT, "Name of the scenario; several rows with one name make one scenario", "Budget -10 %", required=True, aliases=("name", "what if", "名称")),
        InputColumn("base", "基于", TEXT, "Scenario on which it builds; the organisation as it is where blank", aliases=("based on", "inherits", "基础情景")),
        InputColumn("change", "变动", CHOICE, "What is changed", "budget", required=True, choices=_CHANGES, aliases=("what", "kind", "内容")),
        InputColumn("by", "幅度", SHARE, "Relative change: -10% is a tenth less (budget, pay, attrition, needs)", "-10%", low=-1, high=100, aliases=("percent", "relative", "比例")),
        InputColumn("amount", "数额", NUMBER, "Budget: limit on all cost, in plan currency; attrition: share a year; needs: heads or FTE more; needs earlier or later: periods; lead time, ramp: months; hire: seats", low=0, aliases=("how much", "value", "数值")),
        InputColumn("who", "对象", TEXT, "Whom it concerns: a team, role, person, skill, rule, course or id; blank is all", aliases=texts("scope | whom | team | role | 范围")),
        InputColumn("from", "起", TEXT, "First period (a freeze, hire or course), such as 2027-Q1; of a leaver the last day", aliases=texts("first | start | period | when | 开始")),
        InputColumn("to", "止", TEXT, "Last period; the first one alone where blank", aliases=("last", "until", "end", "结束")),
    ),
    aliases=texts("scenario | what if | what ifs | what-if | 情景分析 | 假设情景"),
)  # fmt: skip
