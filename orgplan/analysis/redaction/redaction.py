"""A plan that may be shown around: names become ids, pay becomes the middle of the band, and
nothing of the originals is left.

Everything but money stays as it was planned: who does what and when, coverage, rules, heads. Money
is calculated again from the redacted pay, so that a redacted plan ties in itself. What is kept and
what is not stands in ``docs/decisions.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from orgplan.domain import (
    MONEY,
    NORM_OF,
    Assumption,
    Assumptions,
    BudgetLine,
    ChargeOf,
    Exit,
    Move,
    Organisation,
    Person,
    Plan,
    ShortTime,
    Training,
)
from orgplan.finance.charges import charges_of, months_for_service
from orgplan.finance.unit_costs import moved_base, pay_index
from orgplan.language import _

from ..assessment import Assessment
from .aliases import Aliases, Redactor, doubtful
from .deidentification import (
    ABOUT_CENTRES,
    ABOUT_DATES,
    ABOUT_LAST_DAYS,
    Dates,
    booked_alone,
    generalised,
    generalised_last,
    names_with_parts,
    without_centres,
)

INDEX = 100.0  # annual base of a full-time year where no role at all has a band
PAY_UNITS = (
    "share of base",
    "share of pay",
    "pay a year",
    MONEY,
)  # of assumptions that say what somebody is paid
FEWEST_IN_A_SUM = 3  # of two, each knows the other's share
MOST_MONTHS = 36.0  # of base in a severance, as Levers takes them

_A = TypeVar("_A", Training, Move, Exit, ShortTime)


@dataclass(frozen=True)
class RedactedPlan:
    """A redacted plan.

    Attributes
    ----------
    assessment
        The redacted organisation and plan, judged and costed again.
    says
        What was done to it, in sentences that may stand in the file; the first is the headline.
    doubts
        Words that were kept and hold a part of somebody's name; for the owner's eyes only.
    """

    assessment: Assessment
    says: tuple[str, ...]
    doubts: tuple[str, ...]


def redacted(
    assessment: Assessment, *, keep_ids: bool = False, dates: Dates = Dates.MONTH
) -> RedactedPlan:
    """Redact a plan.

    Parameters
    ----------
    assessment
        The plan as it is.
    keep_ids
        Keep ids of persons and positions that tell nobody who it is; ids that look like names or
        e-mail addresses are replaced all the same. Without it all are replaced, and people stand in
        the order of teams, roles and start dates.
    dates
        How exactly first days stand: a day on which nobody else came tells who somebody is.
    """
    org, plan = _with_dates(assessment.org, dates), assessment.plan
    alone = frozenset() if dates is Dates.DAY else booked_alone(org, assessment.costs)
    org = without_centres(org, alone)
    aliases = Aliases.of(org, plan, keep_ids)
    pay = _Pay(org)
    words = Redactor(aliases.texts())
    words = Redactor(aliases.texts() | names_with_parts(org, aliases.common, words.replaced))
    at_midpoints = _without_pay(_without_names(_with_even_severance(org, plan), aliases), pay)
    bare = words.rewritten(at_midpoints)
    decided = words.rewritten(
        _plan_without_pay(_plan_without_names(plan, aliases), at_midpoints, pay)
    )
    says = (
        *_says(assessment, pay, keep_ids, dates),
        *([_(ABOUT_CENTRES)] if alone else []),
        *_of_severance(org, plan),
        *_of_budget(assessment),
    )
    return RedactedPlan(Assessment(bare, decided), says, doubtful(words.kept, org))


def _with_dates(org: Organisation, dates: Dates) -> Organisation:
    """The organisation with first and known last days no more exact than asked."""
    if dates is Dates.DAY:
        return org
    people = tuple(
        person.replace(
            start_date=generalised(org, person, dates), end_date=generalised_last(org, person)
        )
        for person in org.people
    )
    return org.replace(people=people)


def _with_even_severance(org: Organisation, plan: Plan) -> Organisation:
    """Nobody's years of service show in a severance: each has the average months that service
    earns, of few redundancies none.
    """
    earned = _earned_by_service(org, plan)
    if not earned:
        return org
    mean = round(sum(earned) / len(earned), 2) if len(earned) >= FEWEST_IN_A_SUM else 0.0
    used = {leaving.lever for leaving in plan.exits}
    return org.replace(
        charges=tuple(charge for charge in org.charges if charge.of is not ChargeOf.SERVICE),
        levers=tuple(
            (
                lever.replace(months_of_base=min(MOST_MONTHS, lever.months_of_base + mean))
                if lever.id in used
                else lever
            )
            for lever in org.levers
        ),
    )


def _earned_by_service(org: Organisation, plan: Plan) -> list[float]:
    """Months of base that service earns whoever is let go; empty where none does."""
    found = []
    for leaving in plan.exits:
        person = org.person[leaving.person_id]
        place = org.place_on(person, leaving.last_day)
        dues = charges_of(org, (person.id, person.team, person.role, place))
        found.append(months_for_service(dues, person.start_date, leaving.last_day))
    return found if any(found) else []


def _of_severance(org: Organisation, plan: Plan) -> Iterator[str]:
    earned = _earned_by_service(org, plan)
    if len(earned) >= FEWEST_IN_A_SUM:
        yield _(
            "Severance by service is the same number of months for everybody who is let go: the "
            "average."
        )
    elif earned:
        yield _(
            "Severance by service is left out: fewer than {fewest} people are let go.",
            fewest=FEWEST_IN_A_SUM,
        )


def _says(assessment: Assessment, pay: _Pay, keep_ids: bool, dates: Dates) -> Iterator[str]:
    ids = (
        _("names are replaced by ids")
        if keep_ids
        else _("names and ids are replaced by neutral ids")
    )
    people = len(assessment.org.people)
    yield _(
        "Redacted: {ids} ({people} on the roster), and all money is of band midpoints instead of"
        " actual pay.",
        ids=ids,
        people=people,
    )
    if pay.unbanded:
        what = (
            _("the average of all midpoints")
            if pay.banded
            else _("an index of {index:g} for a full-time year", index=INDEX)
        )
        yield _(
            "Roles without a band are taken at {what}: {unbanded}.",
            what=what,
            unbanded=_(", ").join(pay.unbanded),
        )
    yield _(
        "Bonuses and other pay terms of single persons are left out: the assumptions of team and"
        " role hold."
    )
    yield _(
        "Reasons, notes, sources and sentences of rules are left out, and so are remarks on the"
        " input and next steps."
    )
    if dates is not Dates.DAY:
        yield _(ABOUT_DATES[dates])
        org = assessment.org
        if any(one.end_date != generalised_last(org, one) for one in org.people):
            yield _(ABOUT_LAST_DAYS)
    yield _("Heads, coverage, rules and dates of actions are those of the plan as it was made.")


def _of_budget(assessment: Assessment) -> Iterator[str]:
    """How many budget lines the plan keeps with actual pay: the amounts themselves are left out."""
    lines = assessment.budget if assessment.org.budget else ()
    if lines:
        over = sum(row.planned > row.budget for row in lines)
        kept = (
            _("all {lines} budget lines", lines=len(lines))
            if not over
            else _("{lines} of {lines2} budget lines", lines=len(lines) - over, lines2=len(lines))
        )
        yield _(
            "Budgets in money are left out, since band midpoints cannot be compared with them. With"
            " actual pay, the plan as made keeps {kept}.",
            kept=kept,
        )


def _without_names(org: Organisation, aliases: Aliases) -> Organisation:
    """The organisation under its aliases; scenarios, the previous plan, and pay terms and charges
    of single persons are left out, as they would tell pay or names.
    """
    people, person = aliases.people, org.person

    def maybe(name: str | None) -> str | None:
        return people.get(name, name) if name is not None else None

    return org.replace(
        people=tuple(
            person[name].replace(
                id=people[name],
                name=people[name],
                manager_id=maybe(person[name].manager_id),
                position_id=_seat(aliases, person[name].position_id),
            )
            for name in aliases.order
        ),
        teams=tuple(team.replace(lead=maybe(team.lead)) for team in org.teams),
        positions=tuple(
            position.replace(id=aliases.seats[position.id]) for position in org.positions
        ),
        candidates=tuple(
            candidate.replace(
                id=aliases.candidates[candidate.id], position=_seat(aliases, candidate.position)
            )
            for candidate in org.candidates
        ),
        locks=tuple(lock.replace(who=maybe(lock.who)) for lock in org.locks),
        scenarios=(),
        previous=None,
        assumptions=Assumptions(
            rows=tuple(
                row.replace(scope=maybe(row.scope))
                for row in org.assumptions.rows
                if not _pay_term(row, person)
            )
        ),
        charges=tuple(charge for charge in org.charges if charge.scope not in person),
        cost_splits=tuple(
            split.replace(person_id=people[split.person_id]) for split in org.cost_splits
        ),
        relocations=tuple(one.replace(person_id=people[one.person_id]) for one in org.relocations),
    )


def _seat(aliases: Aliases, position: str | None) -> str | None:
    return aliases.seats[position] if position else None


def _pay_term(row: Assumption, person: Mapping[str, Person]) -> bool:
    return row.scope in person and NORM_OF[row.key].unit.startswith(PAY_UNITS)


def _without_pay(org: Organisation, pay: _Pay) -> Organisation:
    """Pay at midpoints, no budgets in money, no actuals, and no free text."""
    return org.replace(
        people=tuple(
            person.replace(
                base_salary=pay.of(person.role, person.location, person.fte),
                bonus_pct=None,
                stated=(),
            )
            for person in org.people
        ),
        relocations=tuple(
            (
                one
                if one.base_salary is None
                else one.replace(
                    base_salary=pay.of(person.role, one.location, person.fte), stated=()
                )
            )
            for one in org.relocations
            for person in (org.person[one.person_id],)
        ),
        positions=tuple(
            position.replace(budget_salary=None, stated=()) for position in org.positions
        ),
        candidates=tuple(
            candidate.replace(base_salary=None, stated=()) for candidate in org.candidates
        ),
        budget=tuple(chain.from_iterable(map(_heads_only, org.budget))),
        actuals=(),
        assumptions=Assumptions(
            rows=tuple(row.replace(source="", note="") for row in org.assumptions.rows)
        ),
        charges=tuple(charge.replace(source="") for charge in org.charges),
        needs=tuple(need.replace(reason=None) for need in org.needs),
        rules=tuple(rule.replace(sentence="", source="") for rule in org.rules),
    )


def _heads_only(line: BudgetLine) -> Iterator[BudgetLine]:
    if line.headcount is not None:
        yield line.replace(amount=None, spent=0.0, stated=())


def _plan_without_names(plan: Plan, aliases: Aliases) -> Plan:
    """The plan under the aliases of the organisation."""
    people = aliases.people
    return Plan(
        hires=tuple(
            hire.replace(
                replaces=people.get(hire.replaces, hire.replaces) if hire.replaces else None,
                position_id=_seat(aliases, hire.position_id),
                candidate_id=aliases.candidates.get(hire.candidate_id or ""),
            )
            for hire in plan.hires
        ),
        trainings=_of_person(plan.trainings, people),
        moves=_of_person(plan.moves, people),
        exits=_of_person(plan.exits, people),
        short_times=_of_person(plan.short_times, people),
        takeovers=tuple(one.replace(who=people.get(one.who, one.who)) for one in plan.takeovers),
        group_actions=tuple(
            action.replace(
                group=people.get(action.group, action.group),
                to_group=people[action.to_group] if action.to_group else None,
            )
            for action in plan.group_actions  # heads kept beyond a need name the need
        ),
    )


def _of_person(actions: tuple[_A, ...], people: Mapping[str, str]) -> tuple[_A, ...]:
    return tuple(action.replace(person_id=people[action.person_id]) for action in actions)


def _plan_without_pay(plan: Plan, org: Organisation, pay: _Pay) -> Plan:
    """The plan with pay of bands; amounts as they were stated in other currencies are dropped."""
    return plan.replace(
        hires=tuple(
            hire.replace(base_salary=pay.of(hire.role, hire.location), stated=())
            for hire in plan.hires
        ),
        moves=tuple(
            move.replace(base_salary=_moved(org, move, pay), stated=()) for move in plan.moves
        ),
    )


def _moved(org: Organisation, move: Move, pay: _Pay) -> float:
    """What somebody paid at the midpoint would be offered on a move."""
    person, lever = org.person[move.person_id], org.lever.get(move.lever)
    return (
        moved_base(org, person, lever, move.role, move.start_date)
        if lever
        else pay.of(move.role, person.location, person.fte)
    )


class _Pay:
    """The pay that stands for that of a role."""

    def __init__(self, org: Organisation) -> None:
        self.mid = {role.id: role.band_mid for role in org.roles}
        self.org = org
        known = [mid for mid in self.mid.values() if mid]
        self.banded = bool(known)
        self.other = sum(known) / len(known) if known else INDEX
        held = dict.fromkeys(person.role for person in org.people)
        self.unbanded = tuple(role for role in held if not self.mid[role])

    def of(self, role: str, location: str | None = None, fte: float = 1.0) -> float:
        """Annual base: the middle of the band, by FTE and the pay index of the location, to the
        cent.

        Parameters
        ----------
        role
            Id; a role without a band gets what stands in for the others.
        location
            ``None`` takes no pay index of a place.
        fte
            Contracted share of full time.

        Returns
        -------
        float
            Plan currency a year.
        """
        return round((self.mid.get(role) or self.other) * pay_index(self.org, location) * fte, 2)
