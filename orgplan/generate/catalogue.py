"""What invented organisations are made of: disciplines with their skills, levels, places and
names.
"""

from pathlib import Path
from typing import NamedTuple


class Discipline(NamedTuple):
    """A line of work: its name, pay of its middle level a year, and skills, the most typical first.

    Attributes
    ----------
    name
        Also the family of its roles.
    pay
        Middle of the band of the middle level, plan currency a year.
    skills
        The most typical first.
    """

    name: str
    pay: float
    skills: tuple[str, ...]


class RoleLevel(NamedTuple):
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
    """``name: pay of its middle level in thousands; the skills by which it is known``."""
    name, _, rest = line.partition(": ")
    pay, _, skills = rest.partition("; ")
    return Discipline(name, 1000.0 * float(pay), tuple(skills.split(", ")))


_LINES = Path(__file__).with_name("disciplines.txt").read_text("utf-8").splitlines()
DISCIPLINES = tuple(map(_discipline, _LINES))

# In the order in which a discipline takes them up: a small one has no principals.
INDIVIDUAL = (
    RoleLevel("middle", 1.0, 2.8, 1, 0.40),
    RoleLevel("senior", 1.32, 3.6, 2, 0.28),
    RoleLevel("junior", 0.76, 1.8, 0, 0.20),
    RoleLevel("staff", 1.62, 4.1, 3, 0.09),
    RoleLevel("principal", 1.95, 4.5, 3, 0.03),
)
MANAGER = RoleLevel("manager", 1.55, 3.0, 4, 0.0)
HEAD = RoleLevel("head", 2.2, 2.8, 5, 0.0)
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

# The first four fit the first of TEAM_NAMES, eight to a department.
DEPARTMENT_NAMES = (
    "Commerce", "Customers", "Operations", "Supply", "Payments", "Platform", "Data", "Mobile",
    "Infrastructure", "Security",
    "Marketing", "Finance", "Logistics", "Lending", "Insurance", "Travel", "Media", "Health",
    "Energy", "Education",
    "Real estate", "Advertising", "Wholesale", "Retail", "Manufacturing", "Research",
    "Public sector", "Partnerships", "Field services", "International",
)  # fmt: skip
TEAM_NAMES = (
    "Checkout", "Ledger", "Risk", "Search", "Catalogue", "Pricing", "Loyalty", "Fulfilment",
    "Returns", "Identity", "Messaging", "Billing",
    "Insights", "Partners", "Onboarding", "Content", "Planning", "Archive", "Devices", "Exports",
    "Permits", "Claims", "Training",
    "Facilities", "Fleet", "Treasury", "Sourcing", "Outreach", "Intake", "Dispatch",
)  # fmt: skip
GIVEN = (
    "Ada", "Amir", "Anna", "Bilal", "Chen", "Clara", "Dario", "Elif", "Emeka", "Eva", "Farah",
    "Finn", "Grace", "Hana", "Hugo", "Ines",
    "Ivan", "Jana", "Jonas", "Kofi", "Lara", "Leon", "Lin", "Lucia", "Mara", "Mateo", "Mei", "Mila",
    "Nadia", "Noah", "Olga", "Omar",
    "Paula", "Pavel", "Priya", "Rosa", "Samir", "Sara", "Sofia", "Tariq", "Tomas", "Uma", "Vera",
    "Wei", "Yara", "Yusuf", "Zoe", "Zofia",
)  # fmt: skip
FAMILY = (
    "Abebe", "Ahmed", "Andersen", "Bauer", "Becker", "Costa", "Cruz", "Diaz", "Dubois", "Eriksen",
    "Fischer", "Garcia", "Hansen", "Haas",
    "Ito", "Ivanova", "Jansen", "Kaya", "Keller", "Khan", "Kim", "Kovacs", "Lang", "Lopez", "Marin",
    "Meyer", "Mora", "Nagy", "Nguyen",
    "Novak", "Okafor", "Olsen", "Park", "Patel", "Peters", "Popescu", "Reyes", "Rossi", "Santos",
    "Sato", "Schmidt", "Silva", "Singh",
    "Tanaka", "Torres", "Vogel", "Wagner", "Weber", "Wong", "Yilmaz", "Zhang",
)  # fmt: skip
