"""Control figures: what the inputs, the plan and the money came to when the workbook was made.

They stand on the Run log. Live checks compare figures over the input sheets with them, and `orgplan check` works out the
digests again. A *hash total* is the auditors' word for a sum that means nothing in itself but moves when an entry does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from orgplan.analysis.assessment import Assessment
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Action, Plan
from orgplan.io.content import Content
from orgplan.io.inputs import listings
from orgplan.io.listing import Listing
from orgplan.report.run import Run

EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets
SHOWN = 16  # hexadecimal digits of a digest; enough to tell, short enough to read


def hash_totals(org: Organisation) -> Mapping[str, float]:
    """Input sheet → cells that are filled, plus all numbers and dates in them."""
    return {listing.spec.key: _hash_total(listing) for listing in listings(org)}


def _hash_total(listing: Listing) -> float:
    filled = [content for row in listing.rows for content in row if content is not None and content != ""]
    return len(filled) + sum(_number(content) for content in filled)


def _number(content: Content) -> float:
    if isinstance(content, date):
        return float((content - EPOCH).days)
    return float(content) if isinstance(content, int | float) and not isinstance(content, bool) else 0.0


def digests(org: Organisation, plan: Plan) -> Mapping[str, str]:
    """Input sheet, or field of the plan → digest of all that it says, whatever the order of rows and columns."""
    inputs = {listing.spec.key: _digest(_facts(listing)) for listing in listings(org)}
    return inputs | {kind: _digest(_said(action.model_dump()) for action in found) for kind, found in _actions(plan).items()}


def _actions(plan: Plan) -> Mapping[str, tuple[Action, ...]]:
    return {
        "hires": plan.hires,
        "trainings": plan.trainings,
        "moves": plan.moves,
        "exits": plan.exits,
        "short_times": plan.short_times,
        "group_actions": plan.group_actions,
    }


def _facts(listing: Listing) -> Iterator[str]:
    headers = (*listing.keys, *listing.free)
    for row in listing.rows:
        yield _said(dict(zip(headers, row, strict=True)))


def _said(fields: Mapping[str, Content]) -> str:
    """Fields that say something, in one line."""
    return "|".join(sorted(f"{name}={_text(content)}" for name, content in fields.items() if _text(content)))


def _text(content: Content) -> str:
    if isinstance(content, int | float) and not isinstance(content, bool):
        return f"{content:.12g}"  # a spreadsheet program that saves the file keeps no more
    return "" if content is None else str(content)


def _digest(facts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()[:SHOWN]


def seal(input_sha256: str, version: str, parts: Mapping[str, str]) -> str:
    """Digest over the hash of the input file, the tool's version and the digests of inputs and plan."""
    return _digest([input_sha256, version, *(f"{name} {digest}" for name, digest in parts.items())])


def seal_of(run: Run, parts: Mapping[str, str]) -> str:
    """The seal of a run."""
    return seal(run.input_sha256, run.versions.get("orgplan", ""), parts)


def roster_figures(org: Organisation) -> Mapping[str, float]:
    """People, FTE and annual base (in plan currency) on the roster at the as-of date."""
    there = [person for person in org.people if person.employed_on(org.calendar.as_of)]
    return {
        "people": float(sum(_heads(person) for person in there)),
        "fte": sum(_heads(person) * person.fte for person in there),
        "annual base": sum(_heads(person) * person.base_salary for person in there),
    }


def _heads(person: Person) -> float:
    return 1.0 if person.headcount is None else person.headcount


def all_cost(assessment: Assessment) -> int:
    """Cents of the whole ledger."""
    return sum(line.cents for line in assessment.costs)
