"""Every input sheet and column, declared once; reader, template, writer and docs follow it."""

from collections.abc import Iterator, Mapping
from functools import cache

from orgplan.constraints import rule_families, rule_module_of
from orgplan.excel.read import texts
from orgplan.language import N_, _, available, speaking

from .columns import (
    ANY,
    CHOICE,
    DATE,
    ID,
    LEVEL,
    LIST,
    MONEY,
    NUMBER,
    SHARE,
    TEXT,
    WHOLE,
    YES_NO,
    Choices,
    Free,
    InputColumn,
    InputSheet,
)
from .levers import (
    CANDIDATES,
    CHARGES,
    COST_SPLITS,
    LEVERS,
    LOCATIONS,
    LOCKS,
    POSITIONS,
)
from .scenarios import SCENARIOS

INPUT_PREFIX = N_("Input ")  # in a plan workbook, where report sheets have the plain names

_STRENGTHS: Choices = {
    "must": ("required", "hard", "必须", "硬约束"),
    "should": texts("wish | soft | nice to have | 应该 | 尽量 | 软约束"),
    "off": ("no", "关", "停用"),
}
_KINDS: Choices = {
    "holders": ("heads", "people", "人数", "持有人"),
    "capacity": texts("fte | work | 产能 | 人力 | 工作量"),
    "staff": texts("staffing | exact heads | headcount | 编制人数 | 岗位人数"),
}
_CATEGORIES: Choices = {
    "total": ("all", "合计", "总计"),
    "pay": texts(
        "salary | salaries | personnel | personnel cost | staff cost | payroll | personal | personalkosten | gehälter | 薪资 | 薪酬 | 工资 | 人力成本"
    ),
    "hiring": texts(
        "recruiting | recruitment | rekrutierung | personalbeschaffung | recrutement | contratación | 招聘 | 招聘费"
    ),
    "training": texts(
        "upskilling | learning | courses | weiterbildung | weiterbildungen | fortbildung | fortbildungen | schulung | schulungen | formation | formations | formación | 培训 | 培训费"
    ),
}
_EMPLOYMENT: Choices = {
    "employee": texts(
        "permanent | regular | employees | fixed term | temporary | apprentice | full time | part time | ft | pt | intern | internal | permanent employee | permanent full time | permanent part time | regular full time | regular part time | full time employee | part time employee | seasonal | variable | trainee | working student | salaried | hourly | unbefristet | befristet | festangestellt | festanstellung | werkstudent | werkstudentin | praktikant | praktikum | auszubildende | azubi | vollzeit | teilzeit | cdi | cdd | stage | stagiaire | alternance | apprentissage | temps plein | temps partiel | indefinido | temporal | contrato indefinido | prácticas | tiempo completo | tiempo parcial | jornada completa | part time under twenty hours | part time twenty plus hours | w2 | 正式 | 正式员工 | 全职 | 兼职 | 合同制 | 编制内 | 实习 | 实习生 | 试用 | 固定期限 | 无固定期限 | 退休返聘"
    ),
    "contractor": texts(
        "contract | contingent | contingent worker | contingent workers | independent contractor | consultant | freelance | freelancer | external | agency | temp | 1099 | independent contractors | service provider | temp agency | freier mitarbeiter | freiberufler | extern | externe | leiharbeit | zeitarbeit | intérim | intérimaire | prestataire | indépendant | autónomo | consultor externo | 外包 | 合同工 | 劳务 | 外包人员 | 劳务派遣 | 派遣 | 顾问"
    ),
}
_STATUSES: Choices = {
    "active": texts(
        "employed | y | current | working | at work | regular | permanent | full time | part time | ft | pt | contractor | intern | temporary | temp | probation | on probation | a | yes | true | 1 | aktiv | actif | active employee | activo | present | présent | alta | 在职 | 在岗 | 正式 | 试用 | 试用期 | 实习 | 是 | 正常"
    ),
    "leave": texts(
        "on leave | loa | leave of absence | paid leave | unpaid leave | parental leave | maternity leave | parental | maternity | paternity | medical leave | family leave | long term leave | leave without pay | elternzeit | mutterschutz | beurlaubt | krank | langzeitkrank | congé | congé maternité | congé parental | congé maladie | arrêt maladie | excedencia | baja maternal | paternity leave | l | sick | sick leave | long term sick | sabbatical | absent | 休假 | 休假中 | 产假 | 病假 | 育儿假 | 请假 | 长期休假 | 停薪留职"
    ),
    "left": texts(
        "terminated | n | inactive | leaver | former | former employee | ex employee | resigned | retired | dismissed | deceased | separated | exited | departed | ausgetreten | ausgeschieden | sorti | baja | offboarded | quit | discharged | terminated employee | t | no | false | 0 | 离职 | 已离职 | 退休 | 辞退 | 解聘 | 否 | ausgeschieden | inaktiv | inactif | sorti | parti | inactivo | baja | cesado"
    ),
    "notice": texts(
        "on notice | notice period | serving notice | under notice | resigning | offboarding | pending termination | garden leave | gardening leave | gekündigt | en préavis | préavis | 待离职 | 离职中"
    ),
    "starting": texts(
        "pending | pre hire | prehire | pre start | onboarding | preboarding | future hire | hired | not started | offer accepted | upcoming | 待入职"
    ),
    "vacant": texts(
        "open | vacancy | unfilled | to be hired | tbh | requisition | recruiting | open position | 待招 | 空缺 | 招聘中 | 缺编"
    ),
}
PAY_PERIODS: Choices = {
    "year": texts(
        "yearly | annual | annually | annum | per year | per annum | salaried | salary | y | yr | pa | p a | 年 | 年薪 | 按年 | jährlich | jahr | annuel | anual"
    ),
    "month": texts(
        "monthly | per month | m | mo | mth | 月 | 月薪 | 每月 | 按月 | monatlich | monat | mensuel | mensual"
    ),
    "half_month": texts(
        "semi monthly | semimonthly | twice a month | twice per month | 半月 | quincenal"
    ),
    "two_weeks": texts(
        "biweekly | bi weekly | fortnightly | fortnight | every two weeks | every other week | every 2 weeks | 两周 | 双周 | zweiwöchentlich"
    ),
    "four_weeks": texts(
        "4 weekly | four weekly | every four weeks | every 4 weeks | vierwöchentlich"
    ),
    "half_year": texts(
        "semi annual | semi annually | half yearly | halbjährlich | semestriel | 半年"
    ),
    "week": texts(
        "weekly | per week | w | wk | 周 | 每周 | 周薪 | wöchentlich | hebdomadaire | semanal"
    ),
    "day": texts("daily | per day | d | 日 | 天 | 每天 | 日薪 | täglich"),
    "hour": texts(
        "hourly | per hour | h | hr | 小时 | 时薪 | 每小时 | 按小时 | stündlich | stunde | horaire"
    ),
}
_TRACKS: Choices = {
    "individual": texts("ic | individual contributor | expert | professional | 专业 | 技术"),
    "management": ("manager", "managerial", "管理"),
}


class _Families(Mapping[str, tuple[str, ...]]):
    """Families of rules and their other names, those from outside too: asked for when they are needed."""

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return rule_module_of(name).PARAMETERS.aliases

    def __iter__(self) -> Iterator[str]:
        return iter(rule_families())

    def __len__(self) -> int:
        return len(rule_families())


_FAMILIES = _Families()
_ROUNDINGS: Choices = {
    "up": ("ceiling", "向上"),
    "nearest": ("round", "四舍五入"),
    "down": ("floor", "向下"),
}
_SHARED: Choices = {"no": ("不计入", "否"), "also": ("同样计入",), "only": ("仅计入",)}
_FREEZES: Choices = {"decisions": ("decision", "决定"), "starts": ("start", "first days", "入职")}

SKILL, PERSON, TEAM, ROLE = ("技能", "工号", "团队", "岗位")

SETTINGS = InputSheet(
    "Settings", "设置", "The horizon, the currency and the goal; one key a row.",
    (
        InputColumn("key", "项目", TEXT, "What is set", "as_of", required=True, aliases=texts("setting | name | parameter | item | 键 | 参数 | 设置项 | 名称")),
        InputColumn("value", "值", ANY, "Its value", "2027-01-01", aliases=("数值", "取值", "设定")),
        InputColumn("unit", "单位", TEXT, "Unit of the value"),
        InputColumn("scope", "范围", TEXT, "Where it applies; blank is everywhere", aliases=("适用范围",)),
        InputColumn("source", "来源", TEXT, "Where it comes from", aliases=("basis", "依据")),
        InputColumn("note", "备注", TEXT, "Remark", aliases=texts("notes | remark | comment | meaning | 说明")),
    ),
    aliases=("setting", "config", "参数", "基本设置"),
)  # fmt: skip

ASSUMPTIONS = InputSheet(
    "Assumptions", "假设", "Rates and norms. A blank value takes the default; a scope (team, role, location or person) makes an exception.",
    (
        InputColumn("key", "项目", TEXT, "Which assumption", "attrition", required=True, aliases=texts("assumption | parameter | 键 | 参数 | 名称")),
        InputColumn("value", "值", ANY, "Your value; blank takes the default", "0.10", aliases=("数值", "取值")),
        InputColumn("unit", "单位", TEXT, "Unit of the value", "share a year"),
        InputColumn("scope", "范围", TEXT, "Team, role, location or person; for fx the currency; blank is everywhere", aliases=("适用范围",)),
        InputColumn("source", "来源", TEXT, "Where your value comes from", aliases=("basis", "依据")),
        InputColumn("note", "备注", TEXT, "Remark", aliases=("notes", "remark", "comment", "说明")),
        InputColumn("default", "默认值", TEXT, "What holds where value is blank (only shown)"),
        InputColumn("default_basis", "默认依据", TEXT, "Where the default comes from (only shown)"),
    ),
    aliases=("assumption", "norms", "假设参数"),
)  # fmt: skip

_PERSON_IDS = texts(
    "pers nr | personal nr | employee id | employee number | employee # | employee no | employee code | employee identifier | emp no | emp # | emp number | worker id | worker # | person number | person id external | personnel number | personnel no | personnel id | staff id | staff number | staff no | payroll id | payroll number | user id | emp id | no | # | personalnummer | mitarbeiter id | mitarbeiternummer | mitarbeiter nr"
)

ROSTER = InputSheet(
    "Roster", "花名册", "One row a person at work, or due to start, at the as-of date; or a row a group, with its headcount.",
    (
        InputColumn("person_id", PERSON, ID, "Unique id of the person", "P-001", required=True, instead="name", aliases=(*_PERSON_IDS, *texts("员工编号 | 员工号 | 人员编号 | employee identifier | bhr number | employee id in company | gusto employee id | emplid | empid | matricule | numéro de matricule | matricule paie | código empleado | código de empleado | número de empleado | personal id | 人员编码 | 员工代码 | 职员编号")), fallbacks=("id", "uid", "编号", "编码"), of="id"),
        InputColumn("name", "姓名", TEXT, "Name; blank takes the id", "Ada Lovelace", instead="last_name", aliases=texts("full name | employee | employee name | person | worker | worker name | display name | legal name | name of employee | mitarbeiter | 员工姓名 | 员工 | employee full name | full name 1 | full name 5 | name of worker | nom complet | nom et prénom | nombre completo | nombre y apellidos | 中文名 | 人员姓名 | who | who is it | surname, first name | nachname, vorname")),
        InputColumn("role", ROLE, TEXT, "Role: of the sheet Roles, or of the library", "Java engineer", required=True, aliases=texts("job | job title | title | position | job name | role name | job role | stelle | 职位 | 角色 | 职务 | designation | position name | poste | emploi | fonction | intitulé du poste | intitulé de l'emploi | puesto | puesto de trabajo | cargo | stellenbezeichnung | tätigkeit | funktion | 职位名称 | 岗位名称 | 职务名称 | 担任职务 | does what | what they do | occupation | craft | trade | beruf | berufsgruppe | berufsbezeichnung | dienstart | rolle | 工种"), fallbacks=texts("job profile | job profile name | business title | position title | job classification | job code | jobcode | categoría | job profile code")),
        InputColumn("level", "职级", TEXT, "Level of the role, where it has levels", "senior", aliases=texts("grade | job level | job grade | career level | seniority | 级别 | 等级 | niveau | 職級 | 职等 | 级别职等 | job grade level | hierarchical level | nivel"), fallbacks=texts("management level | pay grade | salary grade | compensation grade | entgeltgruppe | entgeltstufe | coefficient | 职位级别")),
        InputColumn("team", TEAM, TEXT, "Team", "Platform", required=True, aliases=texts("group | squad | team name | 小组 | 所属团队 | squad name | équipe | equipo | 班组 | 研发小组 | service | département | departamento | area de trabajo | bereich | nom du service | line | production line | station | ward | crew | client team | practice | pod | cell | shop | 产线 | 车间 | 工段 | 科室 | 病区 | 团队名称"), fallbacks=texts("department | dept | department name | dept name | home department | abteilung | 部门 | 部门名称 | 所属部门 | 所在部门 | 二级部门 | supervisory organization | supervisory organisation | primary supervisory organization | org unit | organisational unit | organizational unit | unit | business unit | sub department | division | division name | organization name | organisation name | sub team")),
        InputColumn("start_date", "入职日期", DATE, "First day of employment", "2024-05-01", required=True, aliases=texts("start | hire date | date of hire | date hired | hired on | joined | joined on | join date | joining date | date joined | date of joining | employment start date | employment start | first day | eintrittsdatum | 入司日期 | 到岗日期 | 开始日期 | 入职时间 | start date of employment | employment begin | entry date | anstelldatum | eintritt | beschäftigungsbeginn | date d'entrée | date d'embauche | date de début | fecha de alta | fecha de ingreso | fecha de contratación | fecha de inicio | 进入公司时间 | 入司时间 | 到岗时间 | since | hired | started | here since | seit | im haus seit"), fallbacks=texts("first date worked | original hire date | original start date | continuous service date | company service date | seniority date | contract start | dt contract start | date de début de contrat | date d'ancienneté | fecha de antigüedad")),
        InputColumn("base_salary", "薪资", MONEY, "Annual base for the person's own FTE (a month's with salary_period = month)", "85000", required=True, low=0, aliases=texts("salary | base | average salary | avg salary | average pay | salary per head | 平均薪资 | 人均薪资 | annual salary | annual base salary | annual base pay | annualized salary | base annual salary | yearly salary | monthly salary | monthly base salary | monthly pay | monthly base pay | hourly rate | hourly pay | hourly wage | weekly pay | weekly salary | daily rate | day rate | base pay | base salary amount | pay | pay rate | pay amount | rate of pay | compensation | compensation amount | compensation rate | base compensation | total base pay | fix salary | fixed salary | gross salary | gehalt | fixgehalt | grundgehalt | bruttogehalt | jahresgehalt | jahresbrutto | jahresbruttogehalt | annual base | base salary | 月薪 | 月工资 | 月基本工资 | 税前月薪 | 时薪 | 日薪 | 年度薪资 | 基本工资 | 工资 | 年薪 | 基本年薪 | annual summary total base pay | annual currency summary total base pay | employee compensation total base pay | fix salary amount | hourly salary | pay rate amount | current salary | basic salary | festgehalt | grundgehalt | jahresgehalt | bruttojahresgehalt | monatsgehalt | bruttogehalt | bruttomonatsgehalt | stundenlohn | salaire | salaire brut | salaire de base | salaire brut annuel | salaire annuel brut | salaire annuel | salaire mensuel | salaire brut mensuel | salaire mensuel brut | salario | salario base | salario bruto | salario bruto anual | salario anual | salario mensual | sueldo | sueldo base | sueldo mensual | sueldo bruto anual | 薪酬 | 底薪 | 固定工资 | 月度基本工资 | contract pay rate | hourly wages | rate | monatsbrutto | monatsgehalt brutto | brutto monatsgehalt | gehalt brutto | brutto | jahresgehalt brutto | brutto jahresgehalt | lohn | monthly wage | wage | salary per month | monatslohn | monatsentgelt | bruttolohn | gross monthly salary | gross monthly pay | monthly gross | gross pay | gross annual salary")),
        InputColumn("end_date", "离职日期", DATE, "Last day of a known leaver", aliases=texts("end | leave date | leaving date | last day | last working day | last day of work | last day of employment | date of leaving | left on | left date | date left | departure date | separation date | exit date | resignation effective date | austrittsdatum | 结束日期 | 离职时间 | 最后工作日 | last date worked | last working day of employment | letzter arbeitstag | austritt | date de sortie | date de départ | fecha de salida | fecha de baja | 离开日期 | until | till | ends | leaves on | leaving on | bis"), fallbacks=texts("termination date | termination effective date | date terminated | employment end date | employment end | end employment date | kündigungsdatum | future leave date | contract end date | contract end | vertragsende | date de fin de contrat | date de fin | fecha de fin de contrato | fecha de término | 合同到期日 | 合同到期日期 | 合同结束日期 | 合同结束时间 | 合同终止日期 | 劳动合同到期日")),
        InputColumn("fte", "全时当量", NUMBER, "Contracted share of full time, 1 where blank", "1", unit="FTE", low=0.01, high=1.5, aliases=texts("workload | employment rate | full time equivalent | fte % | fte percent | fte percentage | fte value | percent fte | employment percentage | work percentage | working time percentage | beschäftigungsgrad | 工时比例 | 工作比例 | stellenprozent | pensum | arbeitspensum | taux d'occupation | taux d'activité | taux de temps de travail | porcentaje de jornada | working time share | beschäftigungsgrad % | pensum % | teilzeitgrad | teilzeitquote | vk | vollkräfte | vollzeitkräfte | vzä | etp | wte | stellenanteil")),
        InputColumn("manager_id", "上级工号", ID, "person_id of the manager", "P-000", aliases=texts("manager | manager name | reports to | reporting to | reporting manager | line manager | direct manager | supervisor | supervisor name | boss | boss name | line manager name | worker's manager | vorgesetzter | 直接上级 | 汇报上级 | 直接主管 | 上级 | 主管 | 直属上级 | 汇报对象 | responsable | supérieur hiérarchique | manager hiérarchique | n+1 | jefe | jefe directo | jefe inmediato | responsable directo | führungskraft | vorgesetzte | 直线经理 | 直接上级姓名 | lead | team lead | squad lead | leader | chef | 直属领导 | 部门领导"), fallbacks=texts("manager email | manager work email | supervisor email | reports to email | email responsable | reports to id in company | supervisor e id | supervisor employee number | manager employee number | manager employee id | manager employee code | manager person id | supervisor id | reports to id | worker manager id | 直接上级工号")),
        InputColumn("location", "地点", TEXT, "Place of work", aliases=texts("site | office | office location | work location | work site | location name | place of work | standort | 办公地点 | 工作城市 | 工作地点 | location city | primary work location | base location | arbeitsort | arbeitsplatz | betriebsstätte | lieu de travail | site de travail | lieu | centro de trabajo | lugar de trabajo | ubicación | localización | 工作地 | 所在城市 | 办公城市"), fallbacks=texts("work city | city | 城市 | country | work country | work state | state | país | site id")),
        InputColumn("employment_type", "用工类型", CHOICE, "employee or contractor; contractors cost no tax, benefits, bonus or merit", "employee", choices=_EMPLOYMENT, aliases=texts("employment | contract type | worker type | employment type name | employee type | type of employment | 用工形式 | 员工类别 | 合同类型 | 雇佣类型 | 员工类型 | contract | employment contract | employment contract type | employee type name | beschäftigungsart | vertragsart | type de contrat | nature du contrat | tipo de contrato | 聘用形式 | 用工类型名称 | 用工性质"), fallbacks=texts("type | worker sub type | worker subtype | employee class | time type | position time type | full part time | full time part time | worker type code | tipo de jornada"), of="employment"),
        InputColumn("currency", "币种", TEXT, "Currency of the salary; that of the location, or the plan's, where blank", "USD", aliases=texts("pay currency | salary currency | pay rate currency | pay rate currency code | compensation currency | base salary currency | currency code | 货币 | 薪资币种 | compensation currency code | annual summary currency | annual currency summary currency | employee compensation currency | contract currency | contract currency code | currency of pay | währung | devise | moneda")),
        InputColumn("bonus_pct", "奖金比例", SHARE, "Target bonus as a share of base", "10%", unit="share of base", low=0, high=5, aliases=texts("bonus | bonus % | target bonus | 奖金 | target bonus % | bonus target | bonus target percent | bonus percentage")),
        InputColumn("cost_centre", "成本中心", ID, "Where the cost goes, the team's where blank", aliases=texts("cost center | costcentre | costcenter | cost centre code | cost center code | cost center name | kostenstelle | 成本部门 | cost centers | cost centres | cost center id | cost centre name | centre de coût | centre de coûts | centro de coste | centro de costes | centro de costo | 费用归属")),
        InputColumn("attrition", "离职率", SHARE, "Expected yearly attrition of this person", unit="share a year", low=0, high=0.95, aliases=("attrition risk", "flight risk", "离职风险", "流失率")),
        InputColumn("headcount", "人数", NUMBER, "Heads of a group that is planned by numbers, at the pay and FTE of one; blank for a named person", unit="heads", low=0, high=1_000_000, aliases=("heads", "group size", "number of people", "群组人数")),
        InputColumn("position_id", "编制号", ID, "Id of the seat", aliases=texts("seat | seat id | position number | position code | requisition id | req id | 职位编号 | position no | seat number | planstelle")),
        InputColumn("first_name", "名", TEXT, "First name; read with last_name where there is no name", exported=True, aliases=texts("first | given name | forename | legal first name | vorname | 名字 | prénom | prénoms | primer nombre | nombre | nombres | first names"), fallbacks=("preferred first name", "preferred name", "known as", "bevorzugter name")),
        InputColumn("last_name", "姓", TEXT, "Last name", exported=True, aliases=texts("last | surname | family name | legal last name | nachname | 姓氏 | second name | nom | nom de famille | apellido | apellidos | primer apellido | apellido paterno")),
        InputColumn("email", "邮箱", TEXT, "Work e-mail, by which others may name the person as manager", exported=True, aliases=texts("work email | work e-mail | e-mail | email address | company email | business email | email work | primary work email | 工作邮箱 | 公司邮箱 | 电子邮箱 | 邮件 | mail | e mail | e-mail professionnel | email professionnel | email corporativo | correo | correo electrónico | dienstliche e-mail | user email | 企业邮箱 | 电子邮件 | employee work email"), fallbacks=("best email", "email primary")),
        InputColumn("status", "在职状态", CHOICE, "Whether the person is at work (active, leave, notice), has left, is still to start, or the row is a vacancy", exported=True, choices=_STATUSES, aliases=texts("employment status | employee status | worker status | hr status | emp status | active status | currently active | is active | active | work status | 员工状态 | 人员状态 | 状态 | 是否在职 | lifecycle status | internal lifecycle status | empl status | user status | statut | estado | estado del empleado | activo | beschäftigungsstatus | mitarbeiterstatus | 人员在职状态 | 在岗状态"), fallbacks=("employment history status",)),
        InputColumn("has_left", "是否离职", YES_NO, "Whether the person has left, where an export says it with yes or no", exported=True, aliases=texts("terminated | resigned | has resigned | is terminated | left | has terminated | is inactive | inactive | leaver | has left company | ausgeschieden | 离职 | 已离职")),
        InputColumn("pay_period", "计薪周期", CHOICE, "What base_salary is paid for: a year, month, two weeks, week or hour; a year where blank", exported=True, choices=PAY_PERIODS, aliases=texts("per | paid per | pay per | pay unit | pay basis | pay type | salary basis | salary type | salary unit | rate type | salary period | pay rate period | pay rate unit | compensation period | compensation unit | salary interval | 薪资周期 | 薪资单位 | 计薪方式 | payment unit | gehaltsintervall | fix salary interval | pay rate type | compensation band interval | contract frequency | périodicité du salaire | contract frequency name")),
        InputColumn("pay_frequency", "发薪频率", CHOICE, "How often pay is paid, which does not say what base_salary is for", exported=True, choices=PAY_PERIODS, aliases=texts("pay schedule | payment frequency | payroll frequency | compensation frequency | salary frequency | frequency | pay cycle | salary pay frequency | 发薪周期 | periodicidad de pago | périodicité de paie")),
        InputColumn("weekly_hours", "每周工时", NUMBER, "Contracted hours a week; FTE where that is not given", exported=True, unit="hours a week", low=0.5, high=80, aliases=texts("hours per week | hours a week | scheduled weekly hours | contracted hours | contract hours | contractual hours | working hours | scheduled hours | weekly working hours | work hours per week | hours | wochenstunden | 周工时 | 周工作小时 | weekly working time | weekly contract hours | work hours | hours per week contracted | wochenarbeitszeit | arbeitsstunden pro woche | vertragliche wochenstunden | heures hebdomadaires | heures par semaine | durée hebdomadaire | horas semanales | horas por semana | std hours | std hrs | weekly hrs | hrs per week | hours/week | hrs/wk | hrs / wk | hrs/week | hours/wk | h/week | h/wk | hrs wk | std/woche")),
        InputColumn("full_time_hours", "全职周工时", NUMBER, "Hours a week of full time, against which weekly_hours count", exported=True, unit="hours a week", low=20, high=60, aliases=texts("full time weekly hours | default weekly hours | standard hours | standard weekly hours | standard hours per week | fte hours | full time hours per week | vollzeit wochenstunden | vollzeitstunden | 标准周工时")),
    ),
    required=True, aliases=texts("people | staff | employees | headcount | team members | 人员 | 员工 | 人员名单 | 员工花名册"),
)  # fmt: skip

SKILLS = InputSheet(
    "Skills", "技能矩阵", "Who can do what, 0-5: a column a skill, or one row a person and skill. A blank is a gap.",
    (
        InputColumn("person_id", PERSON, ID, "Person of the roster, by id or by unique name", "P-001", required=True, instead="name", aliases=(*texts("person | people | who | team member | member | id"), *_PERSON_IDS, "员工编号", "员工号", "编号", "人员编号")),
        InputColumn("skill", SKILL, TEXT, "Skill (long form)", aliases=texts("skills | skill name | competency | competence | capability | kompetenz | fähigkeit | qualifikation | compétence | competencia | 技能名称 | 技能项 | 能力 | 能力项")),
        InputColumn("level", "等级", LEVEL, "Assessed level (long form)", low=0, high=5, aliases=texts("proficiency | proficiency level | skill level | competency level | competence level | rating | score | expertise | mastery | current level | niveau | stufe | kompetenzniveau | ausprägung | bewertung | nivel | 水平 | 熟练度 | 熟练程度 | 掌握程度 | 技能等级 | 能力等级 | 技能水平 | 评分 | 当前等级")),
        InputColumn("self_level", "自评", LEVEL, "What people say of themselves (long form); counts where there is no other rating", low=0, high=5, aliases=texts("self | self rating | self assessment | self assessed | own rating | 自评等级 | 自评分 | 自我评价")),
        InputColumn("manager_level", "上级评分", LEVEL, "What the manager says (long form); goes before what people say of themselves", low=0, high=5, aliases=texts("manager rating | manager assessment | lead rating | supervisor rating | manager level | 主管评分 | 经理评分 | 他评 | 上级评价 | 主管评价")),
        InputColumn("name", "姓名", TEXT, "Only for reading; names the person where there is no person_id", aliases=texts("full name | employee | employee name | person name | mitarbeiter | mitarbeiterin | mitarbeitende | collaborateur | salarié | empleado | 员工姓名 | 员工 | 人员")),
        InputColumn("role", ROLE, TEXT, "Only for reading", aliases=("job title", "职位", "角色")),
        InputColumn("team", TEAM, TEXT, "Only for reading", aliases=("department", "部门", "小组")),
        InputColumn("assessed_by", "评估人", TEXT, "Who assessed it"),
        InputColumn("assessed_on", "评估日期", TEXT, "When it was assessed; of two ratings the later counts", aliases=texts("date | assessed | assessment date | rated on | last assessed | review date | 评估时间 | 评定日期 | 日期")),
        InputColumn("validated", "已核实", TEXT, "Whether somebody else confirmed it"),
        InputColumn("note", "备注", TEXT, "Remark", aliases=texts("notes | comment | comments | remark | 说明")),
    ),
    free=Free.SKILLS, aliases=texts("skill | skill matrix | skills matrix | skill map | skills map | competencies | competency matrix | 技能 | 人员技能 | 技能表 | 能力矩阵"),
)  # fmt: skip

SCALE = InputSheet(
    "Scale", "评分标准", "What the signs or words on the sheet Skills mean, where they are your own: a row a sign, with its level 0-5.",
    (
        InputColumn("sign", "符号", TEXT, "Word, letter, number or sign, as the sheet Skills has it", "Expert", required=True, aliases=texts("word | rating | label | symbol | term | code | score | expertise | proficiency | name | 词 | 等级名称 | 标记 | 名称 | 评分")),
        InputColumn("level", "等级", LEVEL, "Level 0-5: 3 works alone and counts as coverage", "4", required=True, low=0, high=5, aliases=texts("number | value | 0-5 | points | 分值 | 数值 | 对应等级 | 级别")),
        InputColumn("meaning", "含义", TEXT, "Only for reading", aliases=texts("description | definition | note | 说明 | 定义 | 描述 | 备注")),
    ),
    aliases=texts("skala | bewertungsskala | kompetenzskala | legende | légende | échelle | escala | leyenda | legend | key | rating scale | skill scale | scales | levels | skill levels | 图例 | 等级说明 | 技能等级 | 评分制 | 等级制"),
)  # fmt: skip

ROLES = InputSheet(
    "Roles", "岗位", "Roles that can be held and hired. Of a role of the library only what differs has to be filled in.",
    (
        InputColumn("role", ROLE, TEXT, "Name of the role", "Java engineer", required=True, aliases=texts("name | job | job title | title | 岗位名称 | 职位 | 角色"), of="name"),
        InputColumn("level", "职级", TEXT, "Level, where the role has levels", "senior", aliases=texts("grade | job level | seniority | 级别 | 等级")),
        InputColumn("family", "职族", TEXT, "Group of roles that rules count together", "engineering", aliases=texts("job family | group | 岗位族 | 序列 | 岗位序列 | 职类")),
        InputColumn("track", "通道", CHOICE, "individual or management", "individual", choices=_TRACKS, aliases=("career track", "发展通道", "职业通道")),
        InputColumn("band_min", "薪资下限", MONEY, "Lowest annual base", "70000", low=0, aliases=texts("薪带下限 | min | salary min | minimum | 最低薪资 | 最低")),
        InputColumn("band_mid", "薪资中位", MONEY, "Annual base of a new seat; the middle of the band where blank", "80000", low=0, aliases=texts("薪带中位 | mid | salary mid | midpoint | 中位 | 中位薪资 | 薪资")),
        InputColumn("band_max", "薪资上限", MONEY, "Highest annual base", "95000", low=0, aliases=texts("薪带上限 | max | salary max | maximum | 最高薪资 | 最高")),
        InputColumn("currency", "币种", TEXT, "Currency of the band and of recruiting_cost, the plan's where blank", aliases=("货币",)),
        InputColumn("recruiting_cost", "招聘成本", MONEY, "One-time cost of a hire", low=0, aliases=("cost per hire", "招聘费用")),
        InputColumn("recruiting_currency", "招聘成本币种", TEXT, "Currency of recruiting_cost; that of the row where blank", aliases=("recruiting cost currency",)),
        InputColumn("lead_time", "招聘周期", NUMBER, "Months from decision to first day", unit="months", low=0, high=24, aliases=("time to hire", "time to fill", "招聘时长")),
        InputColumn("ramp", "上手期", NUMBER, "Months from first day to full output", unit="months", low=0, high=36, aliases=("ramp up", "ramp time", "适应期")),
        InputColumn("max_hires", "每期招聘上限", WHOLE, "Most hires decided in one period", unit="heads a period", low=0, aliases=("hiring cap", "招聘上限")),
        InputColumn("max_hires_year", "每年招聘上限", WHOLE, "Most hires that start in one fiscal year", unit="heads a year", low=0, aliases=("yearly hiring cap", "max hires a year", "年度招聘上限")),
        InputColumn("max_hires_total", "总招聘上限", ANY, "Most hires that start over the horizon; 1 where the role looks like one candidate (see Candidates), none for no cap", unit="heads", low=0, aliases=("max hires in total", "total hiring cap", "max hires over the horizon", "招聘总数上限")),
        InputColumn("teams", "招聘团队", LIST, "Teams into which it may be hired; blank is where the role or its family is, there or below the same parent, and where a team's own need, rule or lock asks for it", "Platform; Apps", aliases=("hired into", "teams hired into", "适用团队")),
        InputColumn("locations", "招聘地点", LIST, "Locations in which it may be hired, of the sheet Locations if there is one; blank is anywhere at the rates of everywhere", aliases=texts("location | sites | places | 地点 | 工作地点")),
        InputColumn("next_role", "晋升岗位", TEXT, "Role to which holders are promoted (a level alone is one of the same role); the library's next level where blank; none for none", aliases=("promoted to", "next level", "下一岗位", "下一级")),
        InputColumn("can_manage", "可带人", YES_NO, "Whether holders lead people", "no", aliases=("manages", "people manager", "可管理")),
        InputColumn("span_min", "最少下属", WHOLE, "Fewest direct reports of a holder", unit="heads", low=0),
        InputColumn("span_max", "最多下属", WHOLE, "Most direct reports of a holder", unit="heads", low=1),
        InputColumn("stages", "适合阶段", LIST, "Company stages that an archetype of a head fits, the library's where blank", "platform", aliases=("fits stages", "企业阶段")),
        InputColumn("library_id", "岗位库编号", TEXT, "Role of the library that fills the blanks, found by its name where blank; none for none", aliases=("library", "岗位库")),
        InputColumn("note", "备注", TEXT, "Only for reading; `orgplan import` says here from what a drafted row was made", exported=True, aliases=texts("notes | remark | remarks | comment | comments | 说明")),
    ),
    aliases=texts("role | jobs | job catalogue | 岗位表 | 职位 | 岗位目录"),
)  # fmt: skip

ROLE_SKILLS = InputSheet(
    "Role skills", "岗位技能", "What a new holder of a role brings: a row a role and skill, or a column a skill.",
    (
        InputColumn("role", ROLE, TEXT, "Role", "Java engineer", required=True, aliases=texts("name | job | job title | 岗位名称 | 职位 | 角色")),
        InputColumn("level", "职级", TEXT, "Level of the role; blank is all its levels", "senior", aliases=("grade", "job level", "role level", "级别")),
        InputColumn("skill", SKILL, TEXT, "Skill (long form)", "Kubernetes", aliases=("skill name", "competency", "技能名称", "能力")),
        InputColumn("at_start", "入职水平", LEVEL, "Level on the first day (long form)", "2", low=0, high=5, aliases=texts("start level | level on start | start | level at start | proficiency | 入职等级 | 初始等级 | 技能等级 | 水平")),
        InputColumn("after_ramp", "上手后水平", LEVEL, "Level once ramped up (long form)", "3", low=0, high=5, aliases=("level after ramp", "ramped level", "ramped", "上手后等级")),
    ),
    free=Free.SKILLS, aliases=texts("role skill map | role skill matrix | roles skills | 岗位技能要求 | 岗位技能矩阵"),
)  # fmt: skip

TEAMS = InputSheet(
    "Teams", "团队", "Teams and how they hang together. Without this sheet the teams of the roster are taken.",
    (
        InputColumn("team", TEAM, TEXT, "Name of the team", "Platform", required=True, aliases=texts("name | team name | 部门 | 团队名称 | 小组"), of="id"),
        InputColumn("product_line", "产品线", TEXT, "Product line it works for", "Payments", aliases=("product", "line", "产品")),
        InputColumn("parent", "上级团队", TEXT, "Team or department it belongs to", "Engineering", aliases=texts("parent team | department | belongs to | 上级部门 | 所属部门")),
        InputColumn("lead", "负责人", ID, "person_id of its lead", "P-000", aliases=texts("team lead | leader | manager | 团队负责人 | 组长")),
        InputColumn("min_headcount", "最少人数", WHOLE, "Fewest people at the end of any period", unit="heads", low=0, aliases=("min", "minimum", "人数下限")),
        InputColumn("max_headcount", "最多人数", WHOLE, "Most people at the end of any period", unit="heads", low=0, aliases=("max", "maximum", "人数上限", "编制")),
        InputColumn("partners", "合作部门", LIST, "Partner departments that need a named contact", aliases=("partner departments", "协作部门")),
        InputColumn("cost_centre", "成本中心", ID, "Where its seats are booked, under its own name where blank", aliases=("cost center", "costcentre", "costcenter")),
        InputColumn("capitalised_pct", "资本化比例", SHARE, "Share of its pay that is capitalised; nothing where blank", "40%", unit="share of pay", low=0, high=1, aliases=("capitalised", "capitalized", "capex share", "研发资本化比例"), of="capitalised"),
    ),
    aliases=texts("team | departments | org | organisation | 组织 | 部门"),
)  # fmt: skip

WORTH = "What closing one head or FTE short is worth in a period: up to that price it is closed, beyond it not; blank: it is closed before money is looked at, unless Settings say what a should is worth"

REQUIREMENTS = InputSheet(
    "Requirements", "需求", "What is needed: so many people, or so much work, in a skill. A column a period overrides need.",
    (
        InputColumn("id", "编号", ID, "Unique id, N-001 and so on where blank", "N-001", aliases=("need id", "requirement id", "需求编号")),
        InputColumn("scope", "范围", TEXT, "organisation, a team, a department, a product line or a location", "Platform", required=True, aliases=texts("team | where | department | product line | 团队 | 部门 | 适用范围 | line | production line | station | ward | crew | client team | practice | pod | cell | shop | squad | unit | abteilung | bereich | équipe | service | 产线 | 车间 | 工段 | 科室 | 病区 | 团队名称 | 小组")),
        InputColumn("skill", SKILL, TEXT, "Skill that is needed; for kind staff the role, or family of roles", "Kubernetes", required=True, instead="role", aliases=texts("skill name | competency | 技能名称 | 能力 | skills | qualification | qualifikation | competence | kompetenz | capability | compétence | fähigkeit")),
        InputColumn("role", "岗位", TEXT, "Role, or family of roles, of which so many heads are needed: kind staff", exported=True, aliases=texts("job | job title | title | position | role / family | profile | beruf | berufsgruppe | dienstart | funktion | rolle | stelle | poste | fonction | puesto | 职位 | 岗位名称 | 职务")),
        InputColumn("from", "起始期间", ANY, "First period in which it is needed, and from then on", exported=True, aliases=texts("needed from | from period | start | since | by | needed by | due | deadline | ab | 开始期间 | 到位时间 | 到岗时间")),
        InputColumn("period", "期间", ANY, "The periods in which it is needed, and in no other", exported=True, aliases=texts("quarter | month | year | fiscal year | 时期 | 季度 | 月份 | 年度 | 年份")),
        InputColumn("need", "需要", NUMBER, "How many people or FTE in every period", "2", unit="heads or FTE", low=0, high=100_000, aliases=texts("required | amount | count | quantity | how many | 需求 | 需求量 | 数量 | 人数 | 需求数 | people | persons | people needed | heads needed | number needed | how many people | needed | heads | number | anzahl | soll | nombre | 需求人数"), of="required"),
        InputColumn("kind", "类型", CHOICE, "holders: people at or above the level; capacity: FTE of work; staff: exactly so many heads of a role", "holders", choices=_KINDS, aliases=("type", "measure", "需求类型")),
        InputColumn("min_level", "最低等级", LEVEL, "Level that counts, 3 where blank", "3", low=1, high=5, aliases=texts("level | minimum level | required level | 等级 | 最低水平 | 要求等级")),
        InputColumn("strength", "强度", CHOICE, "must or should, must where blank", "must", choices=_STRENGTHS, aliases=("priority", "优先级", "约束强度")),
        InputColumn("weight", "权重", NUMBER, "How much one short counts beside others", "1", low=0.001, high=1000),
        InputColumn("tolerance", "容差", NUMBER, "FTE by which a need for capacity may be missed in a period without being short; where blank 2 % of the need, at least 0.05 FTE (Assumptions)", "0.1", unit="FTE", low=0, high=100_000, aliases=("give or take", "允许偏差")),
        InputColumn("worth", "价值", MONEY, WORTH, low=0, aliases=texts("price | worth a period | worth per unit | 单价 | 每期价值")),
        InputColumn("reason", "原因", TEXT, "Why it is needed", "Launch in Q3", aliases=texts("why | note | notes | comment | 备注 | 说明 | 理由")),
    ),
    free=Free.PERIODS, aliases=texts("requirement | needs | demand | coverage needs | 能力需求 | 技能需求 | what we need | bedarf | personalbedarf | besoins | 编制需求 | 人员需求"),
)  # fmt: skip

RULES = InputSheet(
    "Rules", "规则", "Structural rules. A rule of the library needs only its name; what a row fills in overrides it.",
    (
        InputColumn("rule", "规则", TEXT, "Name: of the library, or your own", "echelon", required=True, aliases=("name", "id", "rule name", "规则名称"), of="id"),
        InputColumn("strength", "强度", CHOICE, "must, should or off; must where blank", "must", choices=_STRENGTHS, aliases=("priority", "优先级", "约束强度")),
        InputColumn("scope", "范围", LIST, "organisation, names, or each team, each department, each product line, each location", "each team", aliases=("where", "适用范围")),
        InputColumn("family", "规则类型", CHOICE, "Which constraint executes it", "echelon", choices=_FAMILIES, aliases=("type", "kind", "类型")),
        InputColumn("threshold", "阈值", WHOLE, "Heads from which it bites", "10", unit="heads", low=1, aliases=("from heads", "trigger", "触发人数", "门槛")),
        InputColumn("counts", "统计对象", LIST, "Roles or families whose heads trigger it; blank is everybody", "engineering", aliases=("counted roles", "计数岗位")),
        InputColumn("below", "少于", WHOLE, "Bites only with fewer heads than this (grouping)", unit="heads", low=2, aliases=("smaller than", "人数少于")),
        InputColumn("product_lines_over", "产品线多于", WHOLE, "Bites only with more product lines than this", low=0, aliases=("product lines",)),
        InputColumn("load_over", "人均工作量超过", NUMBER, "Heavy load: bites only where capacity needs inside the scope ask for more FTE of work than this for each counted head; beside product_lines_over either will do", "1.2", unit="FTE a head", low=0.01, high=100, aliases=("heavy load", "load", "work per head")),
        InputColumn("also_counts", "另统计对象", LIST, "Roles or families of a second condition: bites only if their heads have reached also_threshold too", "management"),
        InputColumn("also_threshold", "另需人数", WHOLE, "Heads that the second condition asks for", "2", unit="heads", low=1),
        InputColumn("also_anywhere", "另统计全组织", YES_NO, "Whether the heads of also_counts are counted in the whole organisation, and not in the scope; no where blank", aliases=("also in the organisation",)),
        InputColumn("from", "起始期间", ANY, "First period in which it is in force; blank is from the start", "2027-Q2", aliases=("from period", "since", "开始期间")),
        InputColumn("to", "结束期间", ANY, "Last period in which it is in force; blank is to the end", "2027-Q3", aliases=("to period", "until", "截止期间")),
        InputColumn("roles", "要求岗位", LIST, "Roles or families that satisfy it; managers that are judged (direct_reports), or one layer, of which nobody reports to another (layers)", "Engineering director", aliases=("required role", "required roles", "role", "所需岗位")),
        InputColumn("count", "人数", WHOLE, "How many are required; most layers from the top (layers)", "1", unit="heads", low=1, aliases=("how many", "数量")),
        InputColumn("ready", "就绪人数", WHOLE, "How many of the successors are ready now (succession), 1 where blank", unit="heads", low=0, aliases=("ready now",)),
        InputColumn("shared", "产品线外", CHOICE, "Whether holders outside every product line count: no, also or only (director)", choices=_SHARED, aliases=("outside lines", "产品线之外")),
        InputColumn("per", "每", WHOLE, "One for so many (ratio), or reports for each manager (span, direct_reports)", "7", unit="heads", low=1, aliases=("one per", "ratio", "每多少人")),
        InputColumn("per_min", "最少下属", WHOLE, "Fewest reports for each manager (span, direct_reports); blank asks for none", "4", unit="heads", low=1, aliases=("fewest reports", "span min")),
        InputColumn("tolerance", "容差", SHARE, "Share by which the heads may be missed (ratio); points of share (seniority_mix)", "10%", unit="share", low=0, high=0.99, aliases=("give or take", "允许偏差")),
        InputColumn("rounding", "取整", CHOICE, "How heads are made whole: up (ratio), nearest (seniority_mix), down (growth_cap) where blank", "nearest", choices=_ROUNDINGS, aliases=("round", "舍入")),
        InputColumn("least_share", "最低占比", SHARE, "Least share of roles among the counted heads (seniority_mix)", "20%", unit="share of heads", low=0, high=1, aliases=("at least", "min share", "至少占比")),
        InputColumn("most_share", "最高占比", SHARE, "Most share (seniority_mix); seats a quarter for each head at its opening (growth_cap)", "33%", unit="share of heads", low=0, high=10, aliases=("at most", "max share", "至多占比")),
        InputColumn("skill", "领导技能", TEXT, "Skill of a qualified holder of the role (director), a successor (echelon, succession), contact (liaison), reviewer (review_cadence; blank is the lead), of who is on call, or of who takes over (team_lead)", aliases=("leadership skill", "技能")),
        InputColumn("skills", "技能清单", LIST, "Critical skills (bus_factor) or areas (one_owner); blank is those of the must needs inside the scope", "Java; Kubernetes", aliases=("critical skills", "areas", "关键技能")),
        InputColumn("level", "等级", LEVEL, "Level asked of that skill or of these, or of the deep line (talent_shape)", low=1, high=5, aliases=("ready level", "就绪等级")),
        InputColumn("owner_level", "负责人等级", LEVEL, "Level at which somebody owns an area (echelon, grouping)", low=1, high=5),
        InputColumn("most_areas", "最多方向数", WHOLE, "Most areas that one person owns (one_owner), 1 where blank", unit="areas", low=1, aliases=("areas each",)),
        InputColumn("min_fte", "最低工时比例", NUMBER, "Least FTE with which somebody is on call (on_call), 0.5 where blank", unit="FTE", low=0, high=1.5, aliases=("least fte",)),
        InputColumn("all_seats", "全部冻结", YES_NO, "Whether backfills and contractors are frozen too (hiring_freeze), no where blank", aliases=("freeze backfills",)),
        InputColumn("freezes", "冻结对象", CHOICE, "What a hiring_freeze holds back: decisions taken in its periods (where blank), or starts in them", choices=_FREEZES, aliases=("frozen", "freeze on")),
        InputColumn("every_months", "每隔月数", WHOLE, "Months between reviews (review_cadence); blank is every period", unit="months", low=1, aliases=("cadence", "考核间隔")),
        InputColumn("stages", "企业阶段", LIST, "Company stages that are told apart (stage_fit)", aliases=("company stages",)),
        InputColumn("deep_groups", "主线技能组", LIST, "Groups of skills of the deep line (talent_shape)"),
        InputColumn("broad_groups", "横向技能组", LIST, "Groups of skills of the breadth (talent_shape)"),
        InputColumn("broad_level", "横向等级", LEVEL, "Level of the breadth (talent_shape)", low=1, high=5),
        InputColumn("leg_groups", "第二条腿技能组", LIST, "Groups of skills of the second leg (talent_shape)"),
        InputColumn("leg_level", "第二条腿等级", LEVEL, "Level of the second leg (talent_shape)", low=1, high=5),
        InputColumn("weight", "权重", NUMBER, "How much one short counts beside others", "1", low=0.001, high=1000),
        InputColumn("worth", "价值", MONEY, WORTH, low=0, aliases=texts("price | worth a period | worth per unit | 单价 | 每期价值")),
        InputColumn("sentence", "说明", TEXT, "The rule in plain words", aliases=("description", "text", "meaning", "描述")),
        InputColumn("source", "来源", TEXT, "Where it comes from", aliases=("basis", "依据")),
    ),
    aliases=("rule", "constraints", "组织规则"),
)  # fmt: skip

TRAINING = InputSheet(
    "Training", "培训", "Courses on offer. A needed skill without a row is taken to be learnt by one level at the norms of Assumptions.",
    (
        InputColumn("course", "课程", ID, "Unique id, made of skill and levels where blank", "Kubernetes 2→3", aliases=("id", "course id", "课程编号", "课程名称"), of="id"),
        InputColumn("skill", SKILL, TEXT, "Skill that is taught", "Kubernetes", required=True, aliases=("skill name", "competency", "技能名称", "能力")),
        InputColumn("from", "起始等级", LEVEL, "Level needed to begin", "2", required=True, low=0, high=5, aliases=("from level", "start level", "现等级", "从"), of="from_level"),
        InputColumn("to", "目标等级", LEVEL, "Level reached", "3", required=True, low=1, high=5, aliases=("to level", "target level", "到"), of="to_level"),
        InputColumn("cost", "费用", MONEY, "Price of a seat", "1500", required=True, low=0, aliases=("price", "fee", "成本", "培训费用")),
        InputColumn("hours", "学时", NUMBER, "Working hours it takes", "80", required=True, unit="hours", low=0, high=2000, aliases=("working hours", "课时", "小时")),
        InputColumn("duration", "时长", NUMBER, "Months until the level is reached", "3", required=True, unit="months", low=0, high=36, aliases=("months", "duration months", "周期", "时长月")),
        InputColumn("seats", "名额", WHOLE, "Most people that may begin it in one period", low=0, aliases=("capacity", "places", "人数上限")),
        InputColumn("eligible_roles", "适用岗位", LIST, "Roles or families that may take it; blank is everybody", aliases=("roles", "for roles", "可参加岗位"), of="roles"),
        InputColumn("success", "成功率", SHARE, "Share of those who begin it that reach the level; all where blank", unit="share", low=0.01, high=1, aliases=("success rate", "pass rate", "通过率")),
        InputColumn("mentored", "需导师", YES_NO, "Whether each learner needs a mentor at level 4 or above", "no", aliases=("needs mentor", "mentor", "mentoring", "导师制")),
        InputColumn("mentor_hours", "导师学时", NUMBER, "Working hours that a learner takes from the mentor", unit="hours", low=0, high=2000, aliases=("hours of the mentor", "带教学时")),
        InputColumn("dates", "开课日期", LIST, "Dates or periods in which it begins, such as 2027-02-01; 2027-Q3; blank is any", aliases=("start dates", "begins", "开课时间")),
        InputColumn("after", "先修技能", LIST, "Skills that must be reached before, with their levels: SQL 3; Linux 2", aliases=("prerequisites", "requires", "先修", "前置技能")),
        InputColumn("currency", "币种", TEXT, "Currency of the cost, the plan's where blank", aliases=("货币",)),
    ),
    aliases=texts("courses | trainings | upskilling | learning | 课程 | 培训课程"),
)  # fmt: skip

SKILL_GROUPS = InputSheet(
    "Skill groups", "技能组", "To which group a skill belongs, for rules that ask for groups. Skills of the library need no row.",
    (
        InputColumn("skill", SKILL, TEXT, "Skill", "Kubernetes", required=True, aliases=("skill name", "competency", "技能名称", "能力")),
        InputColumn("group", "组", TEXT, "Its group: of the library, or your own", "technology", required=True, aliases=("skill group", "技能组", "组别")),
    ),
    aliases=("groups of skills", "skill group"),
)  # fmt: skip

BUDGET = InputSheet(
    "Budget", "预算", "Money and heads that must not be exceeded; one amount a row, or a column for each period.",
    (
        InputColumn("id", "编号", ID, "Unique id, B-001 and so on where blank", "B-001", aliases=("budget id", "budget line", "预算编号")),
        InputColumn("scope", "范围", TEXT, "organisation, a team, a department, a product line or a cost centre; everybody where the sheet has no such column", "organisation", required=True, instead="category", aliases=texts("line | what | where | for | cost centre | cost center | team | department | cost centre or team | 成本中心 | 团队 | 部门 | 适用范围 | production line | station | ward | crew | client team | practice | pod | cell | shop | squad | unit | abteilung | bereich | équipe | service | 产线 | 车间 | 工段 | 科室 | 病区 | 团队名称 | 小组")),
        InputColumn("period", "期间", ANY, "2027-Q1, 2027-01, 2027, FY2027 or total", "2027", aliases=texts("when | year | month | quarter | 时期 | 年度 | 年份 | 季度 | 月份"), of="label"),
        InputColumn("amount", "金额", MONEY, "Most money over the period", "2500000", low=0, aliases=texts("budget | annual budget | limit | money | betrag | montant | 预算 | 预算金额 | 额度 | 年度预算 | 人力成本 | 人工成本 | 人力预算 | 薪酬预算 | labor budget | labour budget | personnel budget | staff budget | personalbudget")),
        InputColumn("category", "类别", CHOICE, "What it pays for: total, pay, hiring or training; total where blank", "total", choices=_CATEGORIES, aliases=texts("type | cost type | kostenart | art | kategorie | catégorie | nature | 费用类别 | 费用项目 | 类型")),
        InputColumn("headcount", "人数上限", WHOLE, "Most heads at the end of each period", unit="heads", low=0, aliases=("heads", "headcount cap", "编制", "人数")),
        InputColumn("currency", "币种", TEXT, "Currency of the amount, the plan's where blank", aliases=("货币",)),
    ),
    free=Free.PERIODS, aliases=("budgets", "年度预算"),
)  # fmt: skip

ACTUALS = InputSheet(
    "Actuals", "实际", "What was spent, month by month, to set beside the plan; the plan is not made from it.",
    (
        InputColumn("scope", "范围", TEXT, "A team or a cost centre", "Platform", required=True, aliases=texts("cost centre | cost center | team | cost centre or team | 成本中心 | 团队 | 部门 | 适用范围")),
        InputColumn("month", "月份", ANY, "2027-01: of the horizon, or of its first fiscal year before", "2027-01", required=True, aliases=("period", "when", "期间", "时期")),
        InputColumn("category", "类别", CHOICE, "What it was spent on: total, pay, hiring or training; total where blank", "pay", choices=_CATEGORIES, aliases=("type", "cost type", "费用类别", "类型")),
        InputColumn("amount", "金额", MONEY, "What was spent; negative where more was given back", "85000", required=True, low=-1e9, high=1e9, aliases=texts("actual | actuals | cost | spend | 实际金额 | 实际 | 支出")),
        InputColumn("heads", "人数", NUMBER, "People paid in the month on average (pay and total)", "12", unit="heads", low=0, aliases=("headcount", "average heads", "平均人数", "在职人数")),
        InputColumn("currency", "币种", TEXT, "Currency of the amount, the plan's where blank", aliases=("货币",)),
    ),
    aliases=texts("actual | actual cost | spend | 实际数 | 实际支出"),
)  # fmt: skip

RATES = InputSheet(
    "Rates", "汇率", "What other currencies are worth, for every month or for some; amounts stay as they are typed, and count at the rate of their month.",
    (
        InputColumn("currency", "币种", TEXT, "Currency, three letters", "USD", required=True, aliases=("code", "currency code", "from", "货币")),
        InputColumn("month", "月份", ANY, "Months in which it holds: 2027-03, 2027-Q2, 2027; blank is every month that no other row names", "2027-03", aliases=texts("period | months | when | year | 期间 | 时期"), of="label"),
        InputColumn("rate", "汇率", NUMBER, "Plan currency for one unit of it", "0.92", required=True, unit="plan currency per unit", low=1e-9, high=1e9, aliases=texts("fx | fx rate | exchange rate | value | 数值")),
        InputColumn("source", "来源", TEXT, "Where it comes from (only for reading)", aliases=("basis", "note", "依据", "备注")),
    ),
    aliases=texts("exchange rates | fx rates | fx | currencies | currency rates | 汇率表"),
)  # fmt: skip

UNDERSTOOD, UNDERSTOOD_ZH = "What we understood", "导入说明"  # the first sheet of an import

ABOUT = (
    "About",
    UNDERSTOOD,
    UNDERSTOOD_ZH,
    *texts("说明 | guide | read me | readme | legend"),
)  # sheets for people, which are no inputs

INPUT_SHEETS: tuple[InputSheet, ...] = (
    SETTINGS,
    ASSUMPTIONS,
    RATES,
    ROSTER,
    SKILLS,
    ROLES,
    ROLE_SKILLS,
    TEAMS,
    REQUIREMENTS,
    RULES,
    TRAINING,
    BUDGET,
    SKILL_GROUPS,
    SCALE,
    LEVERS,
    POSITIONS,
    CANDIDATES,
    LOCKS,
    LOCATIONS,
    CHARGES,
    COST_SPLITS,
    ACTUALS,
    SCENARIOS,
)


def input_tab(spec: InputSheet) -> str:
    """Name of an input sheet in a plan workbook, in the language of the run."""
    return _(INPUT_PREFIX) + spec.shown


@cache
def input_tabs() -> Mapping[str, str]:
    """Name of an input sheet in a plan workbook, in every language → its key."""
    found: dict[str, str] = {}
    for code in available():
        with speaking(code):
            found |= {input_tab(spec): spec.key for spec in INPUT_SHEETS}
    return found
