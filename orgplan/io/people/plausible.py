"""Whether pay fits the bands of its roles: pay of a month taken for a year's, or thousands for units, is seen here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from orgplan.domain import Person, Role
from orgplan.excel.read import Findings, at
from orgplan.io.inputs.roster import Roster

UNIT_OF_PAY = "unit of pay"
_LEAST_PEOPLE = 3
_NEAR = (
    0.5,
    2.0,
)  # pay as a share of the band's middle that is nothing to ask about, also where it is far off
# median pay as a share of the bands, beyond which it can't be right for everybody
_FAR = (0.05, 20.0)
_MISTAKES = (
    (
        2080.0,
        "an hour's",
        "write the period into the header (Hourly rate), and put weekly_hours on Settings",
    ),
    (52.0, "a week's", "write the period into the header (Weekly pay)"),
    (26.0, "two weeks'", "write the period into the header (Biweekly pay)"),
    (
        12.0,
        "a month's",
        "write the period into the header (Base pay per month)",
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
    if findings.asked(UNIT_OF_PAY):
        return
    shares = {
        person.id: share
        for person in people
        if (share := _share(person, roles.get(person.role))) is not None
    }
    told: set[str] = set()
    for times, what, mend in _MISTAKES:
        off = [person for person, share in shares.items() if _NEAR[0] <= share * times <= _NEAR[1]]
        if len(off) == len(shares) and len(off) >= _LEAST_PEOPLE:
            _refuse(
                roster, off, shares, f", as if it were {what}", f"Either {mend}; or, if", findings
            )
            return
        fresh = [person for person in off if person not in told]
        if fresh:
            roster.rows[fresh[0]].note(
                "base_salary",
                f"{len(fresh)} people, this one first, are paid {_shown(fresh, shares)}, as if it were {what}: check the figures",
                first=True,
            )
        told |= set(fresh)
    if len(shares) >= _LEAST_PEOPLE and not _FAR[0] < median(shares.values()) < _FAR[1]:
        _refuse(roster, list(shares), shares, "", "Check the unit of pay; if", findings)


def _refuse(
    roster: Roster,
    off: Sequence[str],
    shares: Mapping[str, float],
    what: str,
    mend: str,
    findings: Findings,
) -> None:
    row = roster.rows[off[0]]
    findings.fault(
        row.sheet,
        at(row.table.header, row.table.place("base_salary") or 1),
        f"pay at {_shown(off, shares)}{what}",
        "pay of a year, near the bands",
        f"{mend} the pay is right, correct the bands of Roles.",
        quoted=False,
        cause=UNIT_OF_PAY,
    )


def _shown(people: Sequence[str], shares: Mapping[str, float]) -> str:
    return f"{median(shares[person] for person in people):.2%} of the bands of Roles"


def _share(person: Person, role: Role | None) -> float | None:
    """Pay for full time as a share of the middle of the band; ``None`` where one of the two is unknown."""
    middle = role.band_mid if role else None
    if not middle or not person.base_salary:
        return None
    return person.base_salary / person.fte / middle
