"""One invented export of each system that a preset knows: headers as documented, people made up."""

from __future__ import annotations

BAMBOOHR = """\
Employee #,First Name,Last Name,Status,Hire Date,Termination Date,Job Title,Department,Division,Location,Reporting to,Supervisor Email,Work Email,Pay rate,Pay type,Paid per,Gender,Mobile Phone
1001,Ida,Vogel,Active,2018-02-05,,Engineering Manager,Payments,Product,Austin,,,ida@ex.org,148000.00 USD,Salary,Year,Female,555-0101
1002,Omar,Haddad,Active,2020-06-15,,Backend Engineer,Payments,Product,Austin,Ida Vogel,ida@ex.org,omar@ex.org,121000.00 USD,Salary,Year,Male,555-0102
1003,Lena,Koch,Active,2021-09-01,,Backend Engineer,Payments,Product,Boston,Ida Vogel,ida@ex.org,lena@ex.org,118500.00 USD,Salary,Year,Female,555-0103
1004,Paul,Reed,Inactive,2019-01-07,2026-03-31,QA Engineer,Payments,Product,Boston,Ida Vogel,ida@ex.org,paul@ex.org,90000.00 USD,Salary,Year,Male,555-0104
"""

WORKDAY = """\
Worker,Employee ID,Worker Type,Active Status,Hire Date,Original Hire Date,Business Title,Job Profile,Management Level,Supervisory Organization,Worker's Manager,Location,Cost Center,FTE,Total Base Pay Annualized - Amount,Total Base Pay Annualized - Currency,Time Type,Company
Rosa Lind,21001,Employee,Yes,2017-04-03,2017-04-03,Head of Rail,Engineering Director,Director,Rail,,Lyon,CC-210,1,"139,000.00",EUR,Full time,Ex SAS
Tom Vance,21002,Employee,Yes,2019-10-01,2015-10-01,Senior Java Person,Software Engineer,Individual Contributor,Rail,Rosa Lind (21001),Lyon,CC-210,1,"78,000.00",EUR,Full time,Ex SAS
Uma Roy,21003,Employee,Yes,2022-01-10,2022-01-10,Java Person,Software Engineer,Individual Contributor,Rail,Rosa Lind (21001),Lyon,CC-210,0.8,"56,800.00",EUR,Part time,Ex SAS
"""

PERSONIO = """\
Personnel number,First name,Last name,Email,Status,Position,Department,Team,Office,Supervisor,Hire date,Probation period end,Employment type,Weekly working hours,FTE,Fix salary,Salary interval,Currency,Subcompany,Vacation day balance
P7,Jana,Brandt,jana@ex.org,active,Team Lead,Engineering,Checkout,Berlin,,2016-05-01,,permanent,40,1,8200.00,monthly,EUR,Ex GmbH,12
P8,Ole,Krug,ole@ex.org,active,Software Engineer,Engineering,Checkout,Berlin,Jana Brandt,2021-03-01,2021-08-31,permanent,40,1,5900.00,monthly,EUR,Ex GmbH,9
P9,Mia,Sander,mia@ex.org,leave,Software Engineer,Engineering,Checkout,Berlin,Jana Brandt,2022-03-01,2022-08-31,permanent,32,0.8,4600.00,monthly,EUR,Ex GmbH,20
"""

PERSONIO_GERMAN = """\
Personalnummer;Vorname;Nachname;Position;Abteilung;Vorgesetzter;Arbeitsplatz;Eintrittsdatum;Probezeitende;Vertragsende;Beschäftigungsart;Wochenstunden;Festgehalt;Gehaltsintervall;Währung;Untergesellschaft;Feiertagskalender
7;Jana;Brandt;Teamleiterin;Checkout;;Berlin;01.05.2016;31.10.2016;;unbefristet;40;8.200,00;monatlich;EUR;Ex GmbH;Berlin
8;Ole;Krug;Entwickler;Checkout;Jana Brandt;Berlin;15.03.2021;15.09.2021;;unbefristet;40;5.900,50;monatlich;EUR;Ex GmbH;Berlin
"""

HIBOB = """\
Employee ID in company,First name,Surname,Email,Lifecycle status,Start date,Site,Department,Job title,Reports to,Employment type,FTE %,Base salary - Amount,Base salary - Currency,Base salary - Pay period,Tenure duration
B-1,Noa,Levi,noa@ex.org,Employed,2018-08-01,London,Data,Head of Data,,Permanent,100,"118,000",GBP,Annual,8 years
B-2,Sam,Okoye,sam@ex.org,Employed,2020-11-16,London,Data,Data Engineer,Noa Levi,Permanent,100,"84,000",GBP,Annual,6 years
B-3,Liv,Dahl,liv@ex.org,Employed,2023-02-01,London,Data,Data Engineer,Noa Levi,Permanent,60,"49,200",GBP,Annual,3 years
"""

GUSTO = """\
gusto_employee_id,First name,Last name,Work email,Job title,Department,Manager,Start date,Terminated,Rate,Payment unit,FLSA status,Work location
g-11,Kay,Moss,kay@ex.org,Store Lead,Denver,,2019-03-04,FALSE,"72,000.00",Year,Exempt,Denver
g-12,Ray,Pine,ray@ex.org,Associate,Denver,Kay Moss,2022-05-02,FALSE,"48,500.00",Year,Exempt,Denver
g-13,Joy,Ash,joy@ex.org,Associate,Denver,Kay Moss,2023-07-10,FALSE,"47,900.00",Year,Exempt,Denver
"""

SUCCESSFACTORS = """\
STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,EMAIL,MANAGER,HR,DEPARTMENT,JOBCODE,DIVISION,LOCATION,TIMEZONE,HIREDATE,EMPID,TITLE,FTE,Annualized salary,Currency code
active,80001,eve.k,Eve,Kern,eve@ex.org,NO_MANAGER,80009,Turbines,J100,Energy,Zug,Europe/Zurich,2015-06-01,E1,Lead Engineer,1,"152,000",CHF
active,80002,ian.f,Ian,Frey,ian@ex.org,80001,80009,Turbines,J200,Energy,Zug,Europe/Zurich,2018-06-01,E2,Engineer,1,"118,000",CHF
active,80003,zoe.w,Zoe,Wyss,zoe@ex.org,80001,80009,Turbines,J200,Energy,Zug,Europe/Zurich,2020-06-01,E3,Engineer,0.5,"58,000",CHF
"""

HUAMINGCE = """\
序号,工号,姓名,性别,所属部门,岗位,职级,直接上级,入职日期,聘用形式,员工状态,基本工资,工作地点,身份证号,手机号,学历
1,A001,陈立,男,研发一组,研发经理,M1,,2016-03-01,正式,在职,42000,上海,310000000000000001,13000000001,硕士
2,A002,林芳,女,研发一组,后端工程师,P6,陈立,2019-07-15,正式,在职,28000,上海,310000000000000002,13000000002,本科
3,A003,周强,男,研发一组,后端工程师,P5,陈立,2022-04-06,正式,在职,21500,上海,310000000000000003,13000000003,本科
4,A004,吴敏,女,研发一组,测试工程师,P5,陈立,2020-04-06,正式,离职,19000,上海,310000000000000004,13000000004,本科
"""

GREENHOUSE = """\
Requisition ID,Opening ID,Job name,Departments,Offices,Status,Opened at,Closed at,Target start date,Confidential,Hiring team
R-31,O-311,Backend Engineer,Payments,Austin,open,2026-10-01,,2027-02-01,FALSE,Ida Vogel
R-31,O-312,Backend Engineer,Payments,Austin,open,2026-10-01,,2027-02-01,FALSE,Ida Vogel
R-32,O-321,QA Engineer,Payments,Boston,closed,2026-07-01,2026-09-01,2026-12-01,FALSE,Ida Vogel
"""

LEVER = """\
id,requisition_code,name,status,team,department,location,headcount_total,headcount_hired,headcount_infinite,backfill,compensation_band_currency,compensation_band_interval,compensation_band_min,compensation_band_max,hiring_manager_id,internal_notes
a1,ENG-7,Backend Engineer,open,Payments,Product,Austin,2,1,FALSE,FALSE,USD,per-year-salary,110000,130000,u-1,
a2,ENG-8,Backend Engineer,draft,Payments,Product,Austin,1,0,FALSE,TRUE,USD,per-year-salary,110000,130000,u-1,
"""

ROSTERS = {
    "bamboohr": (BAMBOOHR, "USD", 3, 387_500.0),
    "workday": (WORKDAY, "EUR", 3, 273_800.0),
    "personio": (PERSONIO, "EUR", 3, 12 * 18_700.0),
    "personio german": (PERSONIO_GERMAN, "EUR", 2, 12 * 14_100.5),
    "hibob": (HIBOB, "GBP", 3, 251_200.0),
    "gusto": (GUSTO, "USD", 3, 168_400.0),
    "successfactors": (SUCCESSFACTORS, "CHF", 3, 328_000.0),
    "huamingce": (HUAMINGCE, "CNY", 3, 12 * 91_500.0),
}
REQUISITIONS = {"greenhouse": GREENHOUSE, "lever": LEVER}
