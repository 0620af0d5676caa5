"""Whether pay fits the bands of its roles: pay of a month taken for a year's, or thousands for units, is seen here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median

from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.excel.read.cells import at
from orgplan.excel.read.faults import Findings
from orgplan.io.inputs.roster import Roster

_LEAST_PEOPLE = 3
_NEAR = (
    0.5,
    2.0,
)  # pay as a share of the band's middle that is nothing to ask about, also where it is far off
_MISTAKES = (
    (
        12.0,
        "a month's",
        "write the period into the header (Base pay per month), or put salary_period = month on Settings",
    ),
    (
        1000.0,
        "in thousands",
        "write the unit into the header (Base pay in k), or multiply the figures out",
    ),
    (
        1 / 12,
        "twelve times a year's",
        "take salary_period = month out of Settings, or correct the header",
    ),
    (
        1e-3,
        "a thousand times a year's",
        "take the thousands out of the header, or correct the figures",
    ),
    (
        1e-4,
        "ten thousand times a year's",
        "take the unit out of the header, or correct the figures",
    ),
)


def weigh_pay(
    roster: Roster, people: Iterable[Person], roles: Mapping[str, Role], findings: Findings
) -> None:
    """A fault where everybody's pay is a twelfth, a thousandth … of the bands; a note where that is so for some."""
    shares = {
        person.id: share
        for person in people
        if (share := _share(person, roles.get(person.role))) is not None
    }
    for times, what, mend in _MISTAKES:
        off = [person for person, share in shares.items() if _NEAR[0] <= share * times <= _NEAR[1]]
        if not off:
            continue
        row = roster.rows[off[0]]
        header = row.table.place("base_salary") or 1
        shown = f"{median(shares[person] for person in off):.2%} of the bands of Roles"
        if len(off) == len(shares) and len(off) >= _LEAST_PEOPLE:
            said = f"pay at {shown}, as if it were {what}"
            text = f"Either {mend}; or, if the pay is right, correct the bands of Roles."
            findings.fault(
                row.sheet,
                at(row.table.header, header),
                said,
                "pay of a year, near the bands",
                text,
                quoted=False,
            )
        else:
            row.note(
                "base_salary",
                f"{len(off)} people, this one first, are paid {shown}, as if it were {what}: check the figures",
                first=True,
            )


def _share(person: Person, role: Role | None) -> float | None:
    """Pay for full time as a share of the middle of the band; ``None`` where one of the two is unknown."""
    middle = role.band_mid if role else None
    if not middle or not person.base_salary:
        return None
    return person.base_salary / person.fte / middle
