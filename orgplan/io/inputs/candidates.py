"""Candidates: people outside who can be hired once; and roles that stand for one, which would be
hired as often as their caps allow.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from orgplan.domain import (
    Candidate,
    LockedAction,
    Organisation,
    Position,
    Role,
    first_day_of_candidate,
    positions_for,
)
from orgplan.excel.read import Findings, did_you_mean, fold
from orgplan.language import N_, _, ngettext
from orgplan.schema import inputs

from ..tables.build import build_or_report, fields_of
from ..tables.keyed_rows import KeyedRows
from ..tables.row import Row
from ..tables.table import Table
from ..terms.amounts import amount_of
from ..terms.currency import Exchange
from ..terms.skill_names import SkillNames, is_slip
from .capability.role_build import NONE
from .capability.roles import RoleRegistry
from .capability.training import skills_with_levels
from .teams import TeamRegistry

_SHEET = "Candidates"


@dataclass(frozen=True)
class CandidateContext:
    """What rows of Candidates are read against; `months` is 12 where salaries are a month's.

    Attributes
    ----------
    roles, teams, skills
        Find what a row names; a role of the library joins.
    exchange
        Rates, for pay in other currencies.
    months
        12 where salaries are a month's, else 1.
    """

    roles: RoleRegistry
    teams: TeamRegistry
    skills: SkillNames
    exchange: Exchange
    months: int


def read_candidates(
    table: Table | None, context: CandidateContext, positions: Iterable[Position]
) -> tuple[Candidate, ...]:
    """The domain's candidates, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet: nobody outside is known.
    context
        Finds roles, teams and skills by name, and converts pay.
    positions
        Seats that a candidate may be meant for: role and team are then those of the position.

    Returns
    -------
    tuple of Candidate
        Pay is a year's, in plan currency; ``None`` where the cell is blank.
    """
    listed = {fold(position.id): position for position in positions}
    found: list[Candidate] = []
    rows = KeyedRows[str](
        "candidate",
        _("each candidate once"),
        N_("{name} is already in {cell}: delete one row, or tell the two apart by name."),
    )
    for row in table or ():
        name = row.text("candidate")
        if name is None or not rows.put(fold(name), row, name):
            continue
        candidate = _candidate(row, name, context, listed)
        if candidate is not None:
            found.append(candidate)
    return tuple(found)


def _candidate(
    row: Row, name: str, context: CandidateContext, listed: dict[str, Position]
) -> Candidate | None:
    """A candidate; role and team of the position where the row leaves them blank, and ``None``,
    with a fault, where the two contradict each other.
    """
    position = _position(row, listed)
    if row.has("position_id") and position is None:
        return None
    role = position.role if position is not None else None
    team = position.team if position is not None else None
    if row.has("role"):
        role = context.roles.resolve(row)
    if row.has("team"):
        team = context.teams.resolve(row, "team")
    if not row.has("role") and position is None:
        row.fault(
            "role", _("a role, or a position"), _("Fill in which role they would be hired in.")
        )
    if role is None or (team is None and row.has("team")) or not _agree(row, role, team, position):
        return None
    skills = None
    if row.has("skills"):
        bare = fold(row.text("skills") or "") in NONE
        skills = {} if bare else skills_with_levels(row, "skills", context.skills)
    asked = amount_of(row, "base_salary", context.exchange, context.months)
    return build_or_report(
        row,
        "candidate",
        lambda: Candidate(
            id=name,
            role=role,
            team=team,
            position=position.id if position is not None else None,
            base_salary=asked.value,
            stated=asked.stated,
            skills=skills,
            **fields_of(row, "earliest", "notice", "acceptance"),
        ),
    )


def _position(row: Row, listed: dict[str, Position]) -> Position | None:
    """The position that a row names, if somebody can be hired into it."""
    text = row.text("position_id")
    if text is None:
        return None
    position = listed.get(fold(text))
    if position is None:
        known = [each.id for each in listed.values()]
        row.fault(
            "position_id",
            _("a position of Positions"),
            did_you_mean(text, known, _("Correct it, or leave it blank.")),
        )
    elif not position.to_fill:
        row.fault(
            "position_id",
            _("a position that is to be filled"),
            _(
                "{position} is {value} ({value2}) on Positions: change it there, or name another.",
                position=position.id,
                value=position.lock or position.status.value,
                value2=position.direction.value,
            ),
        )
        return None
    return position


def _agree(row: Row, role: str, team: str | None, position: Position | None) -> bool:
    """Whether role and team are those of the position; a fault where not."""
    if position is None:
        return True
    for key, own, its in (("role", role, position.role), ("team", team, position.team)):
        if own != its:
            row.fault(
                key,
                _("{its}, as {position} says", its=its, position=position.id),
                _(
                    "A candidate for {position} must have the same {key} as the position: correct"
                    " one of the two, or leave {key} blank.",
                    position=position.id,
                    key=row.shown(key),
                ),
            )
    return (role, team) == (position.role, position.team)


def weigh_candidates(org: Organisation, findings: Findings) -> None:
    """Say which candidates cannot be hired within the horizon and why, and that chances of
    acceptance are not taken into account; refuse those whose pay is not known.

    Parameters
    ----------
    org
        Read for its candidates, roles, positions and horizon.
    findings
        Takes notes; and a fault for a candidate without pay, where neither a position nor a band
        gives one.
    """
    uncertain = [candidate.id for candidate in org.candidates if candidate.acceptance < 1]
    if uncertain:
        text = ngettext(
            "chances of acceptance are recorded but not used: the plan takes the offer to {n}"
            " candidate as accepted",
            "chances of acceptance are recorded but not used: the plan takes the offers to {n}"
            " candidates as accepted",
            len(uncertain),
        )
        findings.note(_SHEET, "", text)
    for candidate in org.candidates:
        days = _first_days(org, candidate)
        why = _why_not_hired(org, candidate, days)
        if why:
            findings.note(_SHEET, "", why)
        elif not days:
            findings.fault(
                _SHEET,
                "",
                _("{candidate} asks for no pay, and none is known", candidate=candidate.id),
                _("base salary, a budgeted position, or a role with a band"),
                _("Fill in base salary."),
            )


def _first_days(org: Organisation, candidate: Candidate) -> list[date]:
    """Days on which a candidate can begin at the earliest, one for each seat that is open to them
    and has a pay.
    """
    teams = [candidate.team] if candidate.team is not None else list(org.team)
    return [
        first_day_of_candidate(org, candidate, team, org.position[name] if name else None)
        for team in teams
        for name in positions_for(org, candidate, team)
    ]


def _why_not_hired(org: Organisation, candidate: Candidate, days: Sequence[date]) -> str:
    """Why a candidate cannot be hired within the horizon; empty where they can, or where their pay
    alone is not known.
    """
    role = org.role[candidate.role]
    if role.max_hires == 0:
        return _(
            "{candidate}: nobody is hired as {role} ('Max hires' 0)",
            candidate=candidate.id,
            role=role.id,
        )
    if not days and org.only_positions and candidate.position is None:
        return _(
            "{candidate}: no position of {role} is open to them, and only listed seats are hired"
            " ('Only positions')",
            candidate=candidate.id,
            role=role.id,
        )
    if days and min(days) > org.calendar.end:
        return _(
            "{candidate} can begin on {min} at the earliest, after the horizon",
            candidate=candidate.id,
            min=min(days),
        )
    return ""


def refuse_near_skills(table: Table | None, names: SkillNames, known: Set[str]) -> None:
    """A fault for each skill of a candidate that nobody else has and that is called nearly like one
    that somebody does; a note on each other skill that nothing in the workbook knows.

    Parameters
    ----------
    table
        The sheet Candidates, ``None`` if there is none.
    names
        Gives the one name of two spellings.
    known
        Skills that people have, roles bring, courses teach or needs ask for.
    """
    for row in table or ():
        if fold(row.text("skills") or "none") in NONE:
            continue
        for skill in _quietly(row, names):
            if skill in known:
                continue
            near = next((name for name in sorted(known) if is_slip(skill, name)), None)
            if near is None:
                text = _("nothing else in the workbook names the skill {skill}", skill=skill)
                row.note("skills", text)
            else:
                fix = did_you_mean(
                    skill, [near], _("Write '{near}' if it is the same, or drop it.", near=near)
                )
                row.fault(
                    "skills",
                    _("'{near}', or a skill with a different name", near=near),
                    fix,
                    skill,
                )


def _quietly(row: Row, names: SkillNames) -> Iterator[str]:
    """Skills of a row whose faults have been reported already."""
    for text in row.names("skills", wide=True):
        skill, _, level = text.rpartition(" ")
        if skill.strip() and level.isdigit():
            yield names.name(skill.strip())


def with_single_candidates(
    org: Organisation, uncapped: Set[str], findings: Findings
) -> Organisation:
    """The organisation, with each role that evidently stands for one candidate hired once at most,
    and a note on it.

    Parameters
    ----------
    org
        Read for what shows that a role is one; with one period the cap of a period is enough.
    uncapped
        Ids of the roles whose row says that there is no cap over the horizon.
    findings
        Takes a note for each such role.
    """
    if org.calendar.periods == 1:
        return org
    single = {
        role.id
        for role in org.roles
        if role.id not in uncapped and looks_like_one(role) and not named_elsewhere(org, role)
    }
    for role in sorted(single):
        findings.note(
            inputs.ROLES.shown,
            "",
            _(
                "{role} looks like one candidate (one pay, one hire a period, nobody in it): it is"
                " hired at most once. If it may be hired in each of {periods} periods, put none in"
                " 'Max hires total'",
                role=role,
                periods=org.calendar.periods,
            ),
        )
    return org.replace(
        roles=tuple(
            role.replace(max_hires_total=1) if role.id in single else role for role in org.roles
        )
    )


def looks_like_one(role: Role) -> bool:
    """Whether a role of no library and no level has one pay, and one hire a period with nothing
    said of longer times.

    Parameters
    ----------
    role
        Bands of one figure alone are one pay. Such a role stands for a single person, and would be
        hired again in every period.
    """
    bands = {pay for pay in (role.band_min, role.band_mid, role.band_max) if pay is not None}
    own = role.library_id is None and role.level is None
    return (
        own
        and len(bands) == 1
        and role.max_hires == 1
        and role.max_hires_year is None
        and role.max_hires_total is None
    )


def named_elsewhere(org: Organisation, role: Role) -> bool:
    """Whether something shows that a role is one: it is held, listed, risen to, or named where
    heads of it are counted.

    Parameters
    ----------
    org
        Read for holders, positions, promotions, levers, needs, rules, and locks on more than one
        hire.
    role
        One that :func:`looks_like_one`.
    """
    held = {person.role for person in org.people} | {position.role for position in org.positions}
    risen_to = {other.next_role for other in org.roles} | {lever.to_role for lever in org.levers}
    counted = {need.skill for need in org.needs}
    for rule in org.rules:
        counted |= set(rule.roles_named)
    many = {lock.who for lock in org.locks if lock.action is LockedAction.HIRE and lock.count > 1}
    return role.id in held | risen_to | counted | many or role.name in counted
