"""A plan that may be shown around: names become ids, pay becomes the middle of the band, and
nothing of the originals is left.

Everything but money stays as it was planned: who does what and when, coverage, rules, heads. Money
is calculated again from the redacted pay, so that a redacted plan ties in itself. What is kept and
what is not stands in ``docs/decisions.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.domain import (
    ChargeOf,
    Organisation,
    Plan,
)
from orgplan.finance.charges import charges_of, months_for_service
from orgplan.language import _, in_a_row, ngettext

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
from .midpoint_pay import INDEX, MidpointPay, plan_without_pay, without_pay
from .without_names import plan_without_names, without_names

FEWEST_IN_A_SUM = 3  # of two, each knows the other's share
MOST_MONTHS = 36.0  # of base in a severance, as Levers takes them


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
    pay = MidpointPay(org)
    words = Redactor(aliases.texts())
    words = Redactor(aliases.texts() | names_with_parts(org, aliases.common, words.replaced))
    at_midpoints = without_pay(without_names(_with_even_severance(org, plan), aliases), pay)
    bare = words.rewritten(at_midpoints)
    decided = words.rewritten(
        plan_without_pay(plan_without_names(plan, aliases), at_midpoints, pay)
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


def _says(assessment: Assessment, pay: MidpointPay, keep_ids: bool, dates: Dates) -> Iterator[str]:
    ids = (
        _("names are replaced by ids")
        if keep_ids
        else _("names and ids are replaced by neutral ids")
    )
    people = len(assessment.org.people)
    what = (
        _("the average of all midpoints")
        if pay.banded
        else _("an index of {index:g} for a full-time year", index=INDEX)
    )
    without = sum(person.role in pay.unbanded for person in assessment.org.people)
    first = _(
        "Redacted: {ids} ({people} on the roster), and all money is of band midpoints instead of"
        " actual pay.",
        ids=ids,
        people=people,
    )
    rough = ngettext(
        "{n} of {people} has a role without a band and stands at {what}, so that totals of cost are"
        " rough.",
        "{n} of {people} have roles without a band and stand at {what}, so that totals of cost are"
        " rough.",
        without,
        people=people,
        what=what,
    )
    yield in_a_row((first, rough if without else ""))
    if pay.unbanded:
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
        "Reasons that you typed for needs, notes, sources and sentences of rules are left out, and"
        " so are remarks on the input and next steps. What each action serves stays, by skill and"
        " team."
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
