"""Exports of well-known systems, known by their headers; docs/import.md names where the headers are documented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from orgplan.excel.read import Grid, header_key, texts

_WITHIN = 20  # rows in which a header is looked for


@dataclass(frozen=True)
class Preset:
    """The export of a system.

    Attributes
    ----------
    id, name
        As ``--preset`` and as people name it.
    sheet
        Which of our sheets it is.
    columns
        Header → key of our column, where the system means it more narrowly than a header of that name
        alone would say.
    units
        Header → the unit in which the system gives its figures.
    left
        Headers that such an export has and a plan has no use for.
    signature
        Headers by which it is told from others; at least `least` of them must be there.
    settings
        Key of Settings → value that holds for every such export.
    source
        Address of the public page that names the headers.
    """

    id: str
    name: str
    sheet: str
    source: str
    signature: tuple[str, ...]
    least: int = 3
    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def keys(self) -> dict[str, str]:
        """Key of a header → key of our column."""
        return {joined(header): key for header, key in self.columns.items()}

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """Key of a header → unit."""
        return {joined(header): unit for header, unit in self.units.items()}

    @cached_property
    def unused(self) -> frozenset[str]:
        """Keys of headers that are left out."""
        return frozenset(map(joined, self.left))

    @cached_property
    def signs(self) -> frozenset[str]:
        """Keys of the headers by which it is known."""
        return frozenset(map(joined, self.signature))


def joined(header: object) -> str:
    """Key of a header without spaces: exports have ``Job title`` and ``jobTitle``."""
    return header_key(header).replace(" ", "") if isinstance(header, str) else ""


# Headers as the public pages at `source` name them, and as the reports of the systems show them; more are in docs/column_names.md.
PRESETS: tuple[Preset, ...] = (
    Preset(
        "bamboohr", "BambooHR", "Roster",
        "https://documentation.bamboohr.com/docs/list-of-field-names",
        texts("Employee # | employeeNumber | supervisorEId | employmentHistoryStatus | Pay rate | Pay type | Paid per | payPer | acaStatus | acaStatusCategory | Reporting to | isPhotoUploaded | payChangeReason | payRateEffectiveDate | bestEmail | supervisorEmail"),
        columns={"supervisorEId": "manager_id", "Job title": "role", "Pay rate": "base_salary", "Paid per": "pay_period", "payPer": "pay_period"},
    ),
    Preset(
        "workday", "Workday", "Roster",
        "https://github.com/fivetran/dbt_workday/blob/main/models/staging/stg_workday.yml",
        texts("Worker | Worker ID | Supervisory Organization | Primary supervisory organization | Business title | Job Profile | Job profile code | Management Level | Worker Type | Total Base Pay Annualized - Amount | annual_summary_total_base_pay | Compensation Grade | annual_currency_summary_total_base_pay | Continuous Service Date | supervisory_organization_id"),
        columns={"Job Profile": "role", "Total Base Pay Annualized - Amount": "base_salary", "Total Base Pay Annualized - Currency": "currency",
                 "annual_summary_total_base_pay": "base_salary", "Worker's Manager": "manager_id"},
        units={"Total Base Pay Annualized - Amount": "per year", "annual_summary_total_base_pay": "per year"},
        left=("Compensation Grade Profile", "Total Base Pay - Amount", "Primary Compensation Basis"),
    ),
    Preset(
        "personio", "Personio", "Roster",
        "https://support.personio.de/hc/en-us/articles/115003457645-Best-Practice-Preliminary-Payroll",
        texts("Personnel number | Fix salary | Fixed salary | Salary interval | Weekly working hours | Probation period end | Last day of work | Subcompany | Absence entitlement | Holiday calendar | Festgehalt | Gehaltsintervall | Beschäftigungsart | Probezeitende | Untergesellschaft | Letzter Arbeitstag | Feiertagskalender | Vacation day balance | Hire date"),
        columns={"Position": "role", "Supervisor": "manager_id", "Office": "location"},
    ),
    Preset(
        "hibob", "HiBob", "Roster",
        "https://apidocs.hibob.com/reference/post_people-search",
        texts("Lifecycle status | Site | Reports to | reportsTo | Reports to ID in company | Employee ID in company | Active effective date | Second level manager | Tenure duration | Short start date | siteId | internalLifecycleStatus | Actual working pattern | Base salary - Currency"),
        columns={"Base salary - Amount": "base_salary", "Base salary - Currency": "currency", "Base salary - Pay period": "pay_period",
                 "Base salary - Pay frequency": "pay_frequency", "Base salary": "base_salary", "Salary pay period": "pay_period",
                 "Job title": "role", "Department": "team"},
    ),
    Preset(
        "gusto", "Gusto", "Roster",
        "https://docs.gusto.com/embedded-payroll/docs/jobs-and-compensations",
        texts("Payment unit | FLSA status | gusto_employee_id | Two percent shareholder | Onboarded | Compensation amount | Rate"),
        columns={"Rate": "base_salary", "Compensation amount": "base_salary", "Payment unit": "pay_period", "Manager": "manager_id"},
        settings={"currency": "USD"},
    ),
    Preset(
        "successfactors", "SuccessFactors", "Roster",
        "https://learning.sap.com/courses/sap-successfactors-performance-and-goals-project-team-orientation/managing-user-data",
        texts("USERID | USERNAME | FIRSTNAME | LASTNAME | HR | TIMEZONE | JOBCODE | EMPID | HIREDATE | emplStatus | employeeClass | BIZ_PHONE"),
        least=5,
        columns={"USERID": "person_id", "TITLE": "role", "MANAGER": "manager_id", "DEPARTMENT": "team", "STATUS": "status", "HIREDATE": "start_date",
                 "Annualized salary": "base_salary"},
        units={"Annualized salary": "per year"},
        left=texts("MATRIX_MANAGER | CUSTOM_MANAGER | DEFAULT_LOCALE | PROXY | REVIEW_FREQ | LAST_REVIEW_DATE | LOGIN_METHOD"),
    ),
    Preset(
        "greenhouse", "Greenhouse", "Positions",
        "https://schemas.apis.io/schemas/greenhouse-io/greenhouse-job/",
        texts("Requisition ID | Opening ID | Openings | Hiring team | Opened at | Closed at | Confidential | Departments | Offices | Job name | Target start date"),
        columns={"name": "role", "Job name": "role", "Departments": "team", "Department": "team", "Opening ID": "position_id"},
        left=("id", "Job ID", "Application count", "Close reason"),
    ),
    Preset(
        "lever", "Lever", "Positions",
        "https://fivetran.com/docs/connectors/applications/lever/connector-schema",
        texts("requisition_code | headcount_total | headcount_hired | headcount_infinite | compensation_band_currency | compensation_band_interval | compensation_band_min | compensation_band_max | hiring_manager_id | creator_id | internal_notes | employment_status"),
        columns={"name": "role", "team": "team", "headcount_total": "seats", "headcount_hired": "filled_seats"},
        left=texts("id | headcount_infinite | compensation_band_min | compensation_band_max | compensation_band_interval | employment_status | department"),
    ),
    Preset(
        "huamingce", "花名册", "Roster",
        "https://www.hkyyi.com/html/qi-ye-yuan-gong-ming-dan-biao-ru-he-gao-xiao-guan-li-yu-geng-xin.html",
        texts("工号 | 员工编号 | 姓名 | 所属部门 | 部门 | 岗位 | 职位 | 入职日期 | 直接上级 | 身份证号 | 身份证号码 | 用工形式 | 聘用形式 | 员工状态 | 合同类型 | 手机号 | 学历 | 民族 | 籍贯 | 政治面貌"),
        least=5,
        units={"基本工资": "per month", "工资": "per month", "底薪": "per month", "固定工资": "per month", "月度基本工资": "per month"},
        settings={"currency": "CNY"},
    ),
)  # fmt: skip


def preset_of(grid: Grid, forced: Preset | None = None) -> Preset | None:
    """The system from which a sheet was exported; ``None`` where its headers are those of none, or of several alike."""
    scores: dict[str, int] = {}
    for number in list(grid.rows)[:_WITHIN]:
        there = {joined(raw) for raw in grid.rows[number].values()}
        if forced is not None:
            if len(there & (forced.signs | set(forced.keys))) > 1:
                return forced
            continue
        for preset in PRESETS:
            signs = len(there & preset.signs)
            if signs >= preset.least:
                scores[preset.id] = max(scores.get(preset.id, 0), signs)
    most = max(scores.values(), default=0)
    best = [preset for preset in PRESETS if most and scores.get(preset.id) == most]
    return best[0] if len(best) == 1 else None


def by_id(name: str) -> Preset | None:
    """The preset of a name."""
    return next((preset for preset in PRESETS if preset.id == name.casefold()), None)
