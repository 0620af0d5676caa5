"""Whether pay fits the bands of its roles: pay of a month taken for a year's, or thousands for
units, is seen here.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from orgplan.domain import Person, Role
from orgplan.excel.read import Findings, at, listed
from orgplan.language import N_, _, ngettext

from ..inputs.roster import Roster

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
        N_("an hour's"),
        N_("write the period into the header (Hourly rate), and put 'Weekly hours' on Settings"),
    ),
    (52.0, N_("a week's"), N_("write the period into the header (Weekly pay)")),
    (26.0, N_("two weeks'"), N_("write the period into the header (Biweekly pay)")),
    (
        12.0,
        N_("a month's"),
        N_("write the period into the header (Base pay per month)"),
    ),
    (
        1000.0,
        N_("in thousands"),
        N_("write the unit into the header (Base pay in k), or multiply the figures out"),
    ),
    (
        1 / 12,
        N_("twelve times a year's"),
        N_("remove 'Salary period' = month from Settings, or correct the header"),
    ),
    (
        1e-3,
        N_("a thousand times a year's"),
        N_("remove the thousands from the header, or correct the figures"),
    ),
    (
        1e-4,
        N_("ten thousand times a year's"),
        N_("remove the unit from the header, or correct the figures"),
    ),
)

_A_MONTHS_BANDS = N_(
    "remove 'Salary period' = month from Settings (it also multiplies the bands of"
    " Roles by twelve),"
    " and write the period into the header (Base pay per month)"
)


def weigh_pay(
    roster: Roster,
    people: Sequence[Person],
    roles: Mapping[str, Role],
    months: int,
    findings: Findings,
) -> None:
    """A fault where everybody's pay is a twelfth, a thousandth … of the bands; a note where that is
    so for some.

    Parameters
    ----------
    roster
        Its rows take the notes, at base_salary.
    people
        With a year's pay in plan currency.
    roles
        Id → role; only those with a band say what pay should be.
    months
        12 where Settings say that pay and bands are a month's.
    findings
        Takes the fault; nothing is asked where the unit of pay was asked about already.
    """
    if findings.asked(UNIT_OF_PAY):
        return
    _tell_unpaid(roster, people, findings)
    shares = {
        person.id: share
        for person in people
        if (share := _share(person, roles.get(person.role))) is not None
    }
    reported: set[str] = set()
    for times, what, fix in _MISTAKES:
        if times == months:
            fix = _A_MONTHS_BANDS
        off = [person for person, share in shares.items() if _NEAR[0] <= share * times <= _NEAR[1]]
        if len(off) == len(shares) and len(off) >= _LEAST_PEOPLE:
            _refuse(
                roster,
                off,
                _("pay at {shown}, as if it were {what}", shown=_shown(off, shares), what=_(what)),
                _(
                    "Either {fix}; or, if the pay is right, correct the bands of Roles.",
                    fix=_(fix),
                ),
                findings,
            )
            return
        fresh = [person for person in off if person not in reported]
        if fresh:
            roster.rows[fresh[0]].note(
                "base_salary",
                _(
                    "{count} people, this one first, are paid {shown}, as if it were {what}: check"
                    " the figures",
                    count=len(fresh),
                    shown=_shown(fresh, shares),
                    what=_(what),
                ),
                first=True,
            )
        reported |= set(fresh)
    if len(shares) >= _LEAST_PEOPLE and not _FAR[0] < median(shares.values()) < _FAR[1]:
        sentence = _("pay at {shown}", shown=_shown(list(shares), shares))
        fix = _("Check the unit of pay; if the pay is right, correct the bands of Roles.")
        _refuse(roster, list(shares), sentence, fix, findings)


def _tell_unpaid(roster: Roster, people: Iterable[Person], findings: Findings) -> None:
    """Say first of all whose pay is 0: nothing of them is in any cost."""
    rows = [
        row
        for person in people
        if not person.base_salary
        and (row := roster.rows.get(person.id)) is not None
        and row.has("base_salary")
    ]
    for row in rows[:1]:
        text = ngettext(
            "{n} person has a pay of 0, so no cost includes them: {names}. Fill in base salary,"
            " unless that is meant",
            "{n} people have a pay of 0, so no cost includes them: {names}. Fill in base salary,"
            " unless that is meant",
            len(rows),
            names=listed(row.text("name") or row.text("person_id") or "" for row in rows),
        )
        findings.note(row.sheet, row.at("base_salary"), text, first=True)


def _refuse(
    roster: Roster,
    off: Sequence[str],
    found: str,
    fix: str,
    findings: Findings,
) -> None:
    """One fault at the header of base_salary for all who are paid in another unit."""
    row = roster.rows[off[0]]
    findings.fault(
        row.sheet,
        at(row.table.header, row.table.place("base_salary") or 1),
        found,
        _("pay of a year, near the bands"),
        fix,
        quoted=False,
        cause=UNIT_OF_PAY,
    )


def _shown(people: Sequence[str], shares: Mapping[str, float]) -> str:
    return _(
        "{median:.2%} of the bands of Roles", median=median(shares[person] for person in people)
    )


def _share(person: Person, role: Role | None) -> float | None:
    """Pay for full time as a share of the middle of the band; ``None`` where one of the two is
    unknown.
    """
    middle = role.band_mid if role else None
    if not middle or not person.base_salary:
        return None
    return person.base_salary / person.fte / middle
