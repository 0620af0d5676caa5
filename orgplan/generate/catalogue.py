"""What invented organisations are made of: disciplines with their skills, levels, places and names."""

from typing import NamedTuple

# discipline: pay of its middle level in thousands; the skills by which it is known
_DISCIPLINES = """
Backend engineer: 82; Java, SQL, Kafka, API design, Test automation, Distributed systems
Frontend engineer: 78; TypeScript, React, Accessibility, Design systems, Test automation, Performance tuning
Data engineer: 86; Python, SQL, Spark, Data modelling, Kafka, Cloud platforms
Site reliability engineer: 92; Kubernetes, Terraform, Observability, Incident response, Cloud platforms, Python
Product manager: 88; Roadmapping, Customer research, Prioritisation, Experiment design, Pricing, Market analysis
Mobile engineer: 83; Swift, Kotlin, Mobile releases, API design, Accessibility, Performance tuning
Machine learning engineer: 98; Python, Machine learning, Feature engineering, Model serving, Statistics, Spark
Security engineer: 96; Threat modelling, Identity management, Penetration testing, Cloud platforms, Incident response, Cryptography
Quality engineer: 70; Test automation, Test design, Load testing, Release management, SQL, Accessibility
Product designer: 76; Interaction design, Visual design, Prototyping, Customer research, Design systems, Accessibility
Support specialist: 48; Troubleshooting, Customer communication, Ticketing, Product knowledge, SQL, Knowledge management
Account executive: 72; Negotiation, Pipeline management, Product knowledge, Contract drafting, Market analysis, Presentations
Business analyst: 68; Process mapping, Requirements analysis, SQL, Data visualisation, Workshop facilitation, Domain modelling
Financial analyst: 66; Financial modelling, Budgeting, Data visualisation, Accounting standards, Forecasting, SQL
Recruiter: 54; Interviewing, Sourcing, Employer branding, Labour law, Negotiation, Data visualisation
Implementation consultant: 74; Solution design, Data migration, Workshop facilitation, Product knowledge, SQL, Presentations
Database administrator: 80; PostgreSQL, Backup and recovery, SQL, Performance tuning, Data security, Cloud platforms
Network engineer: 74; Routing, Firewalls, Network monitoring, Wireless networks, Incident response, Network design
Embedded engineer: 84; C++, Real-time systems, Hardware bring-up, Test design, Safety standards, Signal processing
Hardware engineer: 86; Circuit design, Signal processing, Hardware bring-up, Thermal design, Safety standards, Component sourcing
Mechanical engineer: 72; CAD, Tolerance analysis, Thermal design, Materials, Safety standards, Prototyping
Civil engineer: 70; Structural analysis, CAD, Surveying, Building codes, Site supervision, Materials
Electrical technician: 50; Wiring, Fault finding, Safety standards, Preventive maintenance, Meter reading, Circuit design
Maintenance technician: 46; Preventive maintenance, Fault finding, Welding, Hydraulics, Safety standards, Spare parts
Production planner: 58; Production scheduling, Inventory control, Forecasting, ERP, Lean methods, Data visualisation
Quality inspector: 47; Inspection methods, Metrology, Statistics, Audit reporting, Lean methods, Safety standards
Buyer: 60; Component sourcing, Negotiation, Contract drafting, ERP, Supplier audits, Market analysis
Logistics coordinator: 49; Route planning, Customs rules, Inventory control, ERP, Carrier management, Forecasting
Warehouse operative: 36; Forklift driving, Order picking, Inventory control, Safety standards, Packing, Scanner systems
Accountant: 58; Accounting standards, Bookkeeping, Tax rules, ERP, Audit reporting, Payroll
Payroll specialist: 50; Payroll, Labour law, Tax rules, ERP, Data security, Customer communication
Legal counsel: 94; Contract drafting, Labour law, Data protection, Negotiation, Litigation, Compliance
Compliance officer: 78; Compliance, Audit reporting, Data protection, Risk assessment, Policy writing, Supplier audits
Marketing specialist: 56; Campaign planning, Copywriting, Search advertising, Market analysis, Event planning, Data visualisation
Communications officer: 55; Copywriting, Media relations, Crisis communication, Event planning, Policy writing, Presentations
Learning specialist: 54; Course design, Workshop facilitation, Coaching, Knowledge management, Presentations, Video production
HR partner: 66; Labour law, Coaching, Interviewing, Conflict resolution, Policy writing, Forecasting
Data scientist: 92; Statistics, Python, Machine learning, Experiment design, Data visualisation, SQL
Research scientist: 90; Statistics, Laboratory methods, Grant writing, Experiment design, Scientific writing, Data visualisation
Laboratory technician: 44; Laboratory methods, Sample handling, Metrology, Safety standards, Documentation control, Inspection methods
Nurse: 56; Patient care, Medication, Triage, Infection control, Clinical documentation, Wound care
Social worker: 52; Case management, Crisis communication, Conflict resolution, Child protection, Clinical documentation, Policy writing
Librarian: 46; Cataloguing, Knowledge management, Customer communication, Event planning, Digital archives, Copywriting
Police officer: 58; Patrol, Investigation, First aid, Crisis communication, Report writing, Firearms
Firefighter: 55; Rescue, First aid, Hazardous materials, Pump operation, Report writing, Preventive maintenance
Bus operator: 42; Passenger driving, Defensive driving, Fare systems, First aid, Customer communication, Route planning
Clerk: 38; Records management, Customer communication, Report writing, Scheduling, Data entry, Bookkeeping
Building inspector: 60; Building codes, Inspection methods, Report writing, Surveying, Structural analysis, Compliance
"""


class Discipline(NamedTuple):
    """A line of work: its name, pay of its middle level a year, and skills, the most typical first."""

    name: str
    pay: float
    skills: tuple[str, ...]


class Level(NamedTuple):
    """A step of the ladder.

    `pay` is against the middle level; `skill` is the level at which a typical holder has the
    discipline's skills, `leads` the one in leading a team; `share` is out of those who lead nobody.
    """

    name: str
    pay: float
    skill: float
    leads: int
    share: float


def _discipline(line: str) -> Discipline:
    name, _, rest = line.partition(": ")
    pay, _, skills = rest.partition("; ")
    return Discipline(name, 1000.0 * float(pay), tuple(skills.split(", ")))


DISCIPLINES = tuple(_discipline(line) for line in _DISCIPLINES.strip().splitlines())

# In the order in which a discipline takes them up: a small one has no principals.
INDIVIDUAL = (
    Level("middle", 1.0, 2.8, 1, 0.40),
    Level("senior", 1.32, 3.6, 2, 0.28),
    Level("junior", 0.76, 1.8, 0, 0.20),
    Level("staff", 1.62, 4.1, 3, 0.09),
    Level("principal", 1.95, 4.5, 3, 0.03),
)
MANAGER = Level("manager", 1.55, 3.0, 4, 0.0)
HEAD = Level("head", 2.2, 2.8, 5, 0.0)
LADDER = (INDIVIDUAL[0], INDIVIDUAL[1], MANAGER, INDIVIDUAL[2], HEAD, INDIVIDUAL[3], INDIVIDUAL[4])
TITLES_OF_A_DISCIPLINE = len(LADDER)

LEADING = "Team leadership"
SHARED_SKILLS = (LEADING, "Mentoring", "Project management", "Stakeholder management")

# place, pay there against the band, share of teams
PLACES = (
    ("Berlin", 1.0, 0.5),
    ("Munich", 1.12, 0.2),
    ("Leipzig", 0.88, 0.2),
    ("Lisbon", 0.74, 0.1),
)

TEAM_NAMES = (
    "Checkout", "Ledger", "Risk", "Search", "Catalogue", "Pricing", "Loyalty", "Fulfilment", "Returns", "Identity", "Messaging", "Billing",
    "Insights", "Partners", "Onboarding", "Content", "Planning", "Archive", "Devices", "Exports", "Permits", "Claims", "Training",
    "Facilities", "Fleet", "Treasury", "Sourcing", "Outreach", "Intake", "Dispatch",
)  # fmt: skip
GIVEN = (
    "Ada", "Amir", "Anna", "Bilal", "Chen", "Clara", "Dario", "Elif", "Emeka", "Eva", "Farah", "Finn", "Grace", "Hana", "Hugo", "Ines",
    "Ivan", "Jana", "Jonas", "Kofi", "Lara", "Leon", "Lin", "Lucia", "Mara", "Mateo", "Mei", "Mila", "Nadia", "Noah", "Olga", "Omar",
    "Paula", "Pavel", "Priya", "Rosa", "Samir", "Sara", "Sofia", "Tariq", "Tomas", "Uma", "Vera", "Wei", "Yara", "Yusuf", "Zoe", "Zofia",
)  # fmt: skip
FAMILY = (
    "Abebe", "Ahmed", "Andersen", "Bauer", "Becker", "Costa", "Cruz", "Diaz", "Dubois", "Eriksen", "Fischer", "Garcia", "Hansen", "Haas",
    "Ito", "Ivanova", "Jansen", "Kaya", "Keller", "Khan", "Kim", "Kovacs", "Lang", "Lopez", "Marin", "Meyer", "Mora", "Nagy", "Nguyen",
    "Novak", "Okafor", "Olsen", "Park", "Patel", "Peters", "Popescu", "Reyes", "Rossi", "Santos", "Sato", "Schmidt", "Silva", "Singh",
    "Tanaka", "Torres", "Vogel", "Wagner", "Weber", "Wong", "Yilmaz", "Zhang",
)  # fmt: skip
