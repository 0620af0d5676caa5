"""Names of columns that exports of HR and recruiting systems have, and that no plan needs: passed over knowingly, each with its reason.

What belongs here must not be able to change a plan: neither who is there, nor when, nor what they
cost or can do. What could (a bonus amount, an allowance, overtime) does not, and is asked about.
"""

from collections.abc import Mapping
from functools import cache

from orgplan.excel.read import header_key, texts

from .columns import InputSheet

PERSONAL = "personal data"
CONTACT = "address and ways to reach somebody"
ADMINISTRATION = "bank, tax and insurance data: cost of employment comes from Assumptions"
STAMP = "a stamp or key of the system that it comes from"
WORKED_OUT = "worked out from dates that are read"
HISTORY = "history: the plan begins with what is so on the as-of date"
STRUCTURE = "a unit above or beside the team; what counts for rules stands on Teams"
READING = "text for reading"
RECRUITING = "how candidates are found: a position counts with its role, team, start and pay"
ABSENCE = "balances of leave: absence is in the assumption availability"
CALENDAR = "working pattern: hours and FTE count"

NEEDLESS: Mapping[str, tuple[str, ...]] = {
    PERSONAL: texts("gender | sex | date of birth | birth date | birthdate | birthday | place of birth | age | ethnicity | race | eeo | nationality | citizenship | marital status | family status | children | number of children | religion | religious affiliation | middle name | middle initial | salutation | title prefix | pronouns | nickname | photo | photo uploaded | is photo uploaded | profile picture | avatar | education | highest degree | country of birth | veteran status | disability status | linkedin | about | geschlecht | geburtsdatum | geburtsort | familienstand | nationalität | staatsangehörigkeit | anrede | kinderfreibetrag | konfession | sexe | date de naissance | lieu de naissance | nationalité | civilité | situation familiale | situation de famille | sexo | género | fecha de nacimiento | nacionalidad | estado civil | segundo nombre | segundo apellido | apellido materno | nivel académico | 性别 | 出生日期 | 出生年月 | 年龄 | 民族 | 籍贯 | 政治面貌 | 婚姻状况 | 学历 | 最高学历 | 文化程度 | 毕业院校 | 专业 | 毕业时间 | 国籍 | 英文名 | 拼音 | 户籍 | 户口性质 | 职称"),
    CONTACT: texts("primary work phone | primary work address text | address | address 1 | address 2 | street | house number | zip | zip code | zipcode | postal code | state code | home address | home phone | home email | personal email | private email | mobile | mobile phone | phone | telephone | work phone | work phone extension | work phone plus extension | work mobile | business phone | biz phone | fax | emergency contact | emergency phone | straße | hausnummer | postleitzahl | plz | telefon | mobilnummer | persönliche e-mail | notfallkontakt | adresse | téléphone | code postal | ville de résidence | dirección | teléfono | teléfono fijo | celular | email personal | código postal | 手机 | 手机号 | 手机号码 | 联系电话 | 联系方式 | 办公电话 | 住址 | 家庭住址 | 现住址 | 紧急联系人 | 紧急联系电话 | 个人邮箱 | 微信 | 办公工位"),
    ADMINISTRATION: texts("financial bank name | contract vendor name | ssn | sin | nin | national id | passport number | tax id | tax category | tax class | iban | bic | bank name | bank account | health insurance | health insurance type | flsa status | flsa code | overtime status | exempt | aca status | aca status category | pay group | pay group id | payroll provider | union code | two percent shareholder | visa | work permit | sort code | steueridentifikationsnummer | steuerklasse | lohnsteuerklasse | sozialversicherungsnummer | kirchensteuer | krankenversicherung | krankenkasse | abrechnungsart | numéro de sécurité sociale | nir | titre de séjour | número de identificación | tipo de documento | país de emisión | número de seguro social | nit | curp | rfc | dni | nif | clabe interbancaria | 身份证 | 身份证号 | 身份证号码 | 护照号 | 社保账号 | 公积金账号 | 银行卡号 | 开户行 | 银行账号 | 外籍人员 | 社保缴纳地"),
    STAMP: texts("creation date time | role principal | supervisory organization id | last changed | last modified | last modified at | last updated | created at | created on | updated at | created by | modified by | uuid | guid | username | user name | login | time zone | timezone | language | locale | culture | version | company id | onboarded | remote id | source system | hr | hr representative | internal id | sort order | serial number | reason for change | erstellt am | letzte änderung | rôle principal | 序号 | 创建时间 | 更新时间 | 修改时间"),
    WORKED_OUT: texts("supervisory organizations managed | direct report | age risk indicator | length of service | years of service | tenure | tenure years | tenure duration | tenure duration years | duration of employment | days of previous service | work anniversary | direct reports | indirect reports | number of direct reports | short start date | is manager | betriebszugehörigkeit | ancienneté | antigüedad | 司龄 | 工龄 | 合同期限 | 工作年限"),
    HISTORY: texts("active status date | current active status start date | end reason | eligible for hire | gültig von | gültig bis | pay change reason | pay rate effective date | pay effective date | compensation effective date | compensation change reason | job effective date | effective date | active effective date | last promotion date | date in job | last review date | termination reason | termination type | termination regrettable | eligible for rehire | hire reason | probation end | probation end date | probation period end | probationary period end | date entered workforce | benefits service date | contract sign date | contract start date | bonus date | bonus reason | bonus comment | commission date | commission comment | probezeitende | kündigungsgrund | art der kündigung | motif de départ | fin de période d'essai | motivo de baja | fin del periodo de prueba | 转正日期 | 转正时间 | 试用期到期日 | 试用期 | 参加工作时间 | 参加工作日期 | 首次参加工作时间 | 合同起始日期 | 合同起始时间 | 合同开始日期 | 合同签订日期 | 离职原因 | 异动记录 | 续签次数"),
    STRUCTURE: texts("company | company name | legal entity | subcompany | subsidiary | entity | establishment | region | area | function | sub function | sector | second level manager | dotted line manager | matrix manager | hr business partner | buddy | mentor | job family | job family group | job category | eeo job category | job category id | critical job | top level organization | superior organization | country of company | custom group | untergesellschaft | gesellschaft | firma | etablissement | établissement | société | empresa | sucursal | 公司 | 所属公司 | 子公司 | 法人主体 | 序列 | 职务序列 | 职系 | 一级部门 | 隔级上级 | 导师 | hrbp"),
    READING: texts("comment | comments | note | notes | remark | remarks | description | job description | job description summary | internal notes | summary | work history | tags | url | link | attachment | attachments | hobbies | superpowers | bemerkung | bemerkungen | kommentar | remarque | remarques | commentaire | observaciones | comentarios | 备注 | 说明 | 照片 | 附件"),
    RECRUITING: texts("offices | available for hire | hiring manager | hiring manager id | hiring team | recruiter | recruiter id | coordinator | sourcer | source | source of hire | referrer | creator id | owner | owner id | opened at | closed at | date opened | requested on | approved on | posting id | posting | posting title | job posting title | candidate | candidate name | candidate id | application id | number of candidates | active candidates | days open | confidential | confidentiality | close reason | job board | is template | 招聘负责人 | 招聘渠道 | 用人经理 | 需求原因 | 发布日期"),
    ABSENCE: texts("vacation day balance | vacation days | sickness days | parental leave days | unpaid vacation days | maternity protection days | absence entitlement | paid time off | time off balance | urlaubsanspruch | resturlaub | solde de congés | días de vacaciones | 年假天数 | 剩余年假"),
    CALENDAR: texts("work schedule | working pattern | actual working pattern | holiday calendar | work shift | shift | work shift required | feiertagskalender | arbeitszeitmodell | horario | 班次 | 考勤组"),
}  # fmt: skip
_EXPORTED = ("Roster", "Positions")


@cache
def _reasons() -> Mapping[str, str]:
    return {
        header_key(name).replace(" ", ""): reason
        for reason, names in NEEDLESS.items()
        for name in names
    }


def needless_because(spec: InputSheet, header: object) -> str | None:
    """Why a plan needs no column of this name, on a sheet that exports have; ``None`` if it may."""
    if spec.key not in _EXPORTED or not isinstance(header, str):
        return None
    return _reasons().get(header_key(header).replace(" ", ""))
