"""Control figures: what the inputs, the plan and the money came to when the workbook was made.

They stand on the Run log. Live checks compare figures over the input sheets with them, and
`orgplan check` works out the digests again. A *hash total* is the auditors' word for a sum that
means nothing in itself but moves when an entry does.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from orgplan._version import this_version
from orgplan.analysis.assessment import Assessment
from orgplan.domain import Action, Organisation, Person, Plan
from orgplan.excel.read import clean
from orgplan.io.output.input_rows import listings
from orgplan.io.output.table_rows import Listing
from orgplan.schema.in_english import in_english

from .run import APPROVED, Run

EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets
PROSE = {
    "note",
    "source",
    "sentence",
    "reason",
    "default",
    "default_basis",
    "unit",
}  # columns that nothing is calculated from
SHOWN = 16  # hexadecimal digits of a digest; enough to tell, short enough to read


def digests(org: Organisation, plan: Plan) -> Mapping[str, str]:
    """Input sheet, or field of the plan → digest of all that it says but for remarks, whatever the
    order of rows and columns.

    Parameters
    ----------
    org, plan
        What a workbook is written from.

    Returns
    -------
    Mapping[str, str]
        Digests of :data:`SHOWN` hexadecimal digits.
    """
    return {
        listing.spec.key: digest_of_rows(_rows(listing)) for listing in listings(org)
    } | digests_of_plan(plan)


def digest_of_rows(rows: Iterable[Mapping[str, object]]) -> str:
    """Digest of the rows of an input sheet, header → content, as they are written or as they stand
    in its cells.

    Parameters
    ----------
    rows
        Blank rows, and columns of :data:`PROSE`, count for nothing.

    Returns
    -------
    str
        The same for the same rows in any order.

    Examples
    --------
    >>> rows = [{"id": "a", "note": "x"}, {"id": "b", "note": None}]
    >>> digest_of_rows(rows) == digest_of_rows([{"id": "b"}, {"id": "a"}, {"id": None}])
    True
    """
    facts = (
        _in_a_line({header: content for header, content in row.items() if header not in PROSE})
        for row in rows
    )
    return _digest(fact for fact in facts if fact)


def digests_of_plan(plan: Plan) -> dict[str, str]:
    """Field of the plan → digest of its actions, whatever their order.

    Parameters
    ----------
    plan
        Every kind has a digest, also one without an action.

    Returns
    -------
    dict[str, str]
        Keys are the fields of :class:`orgplan.domain.Plan`.
    """
    actions: dict[str, tuple[Action, ...]] = {
        "hires": plan.hires,
        "trainings": plan.trainings,
        "moves": plan.moves,
        "exits": plan.exits,
        "short_times": plan.short_times,
        "group_actions": plan.group_actions,
        "takeovers": plan.takeovers,
    }
    return {
        kind: _digest(_in_a_line(action.model_dump()) for action in found)
        for kind, found in actions.items()
    }


def fields(action: Action) -> dict[str, str]:
    """Field of an action → what it says, as it goes into a digest.

    Parameters
    ----------
    action
        Of any kind.

    Returns
    -------
    dict[str, str]
        Every field, blank ones with an empty text.
    """
    return {name: text(content) for name, content in action.model_dump().items()}


def _rows(listing: Listing) -> Iterator[Mapping[str, object]]:
    headers = (*listing.keys, *listing.free)
    return (in_english(listing.spec, dict(zip(headers, row, strict=True))) for row in listing.rows)


def _in_a_line(fields: Mapping[str, object]) -> str:
    """Fields that say something, in one line."""
    return "|".join(
        sorted(
            f"{clean(name)}={text(content)}" for name, content in fields.items() if text(content)
        )
    )


def text(content: object) -> str:
    """How a content goes into a digest.

    Parameters
    ----------
    content
        A value of the tool, or what a cell holds; both have to come to the same text.

    Returns
    -------
    str
        Numbers to twelve digits, days in ISO form, other words without stray spaces; empty for
        nothing.

    Examples
    --------
    >>> text(1200.0), text(None), text(date(2027, 1, 1))
    ('1200', '', '2027-01-01')
    """
    if isinstance(content, int | float) and not isinstance(content, bool):
        return f"{content:.12g}"  # a spreadsheet program that saves the file keeps no more
    if isinstance(content, datetime):
        return content.date().isoformat()
    return "" if content is None else clean(str(content))


def _digest(facts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()[:SHOWN]


WRITTEN_BY = "written by"
SEALED = ("status", "gap", "SHA-256", "orgplan", WRITTEN_BY, APPROVED)  # labels of the Run log


def sealed(run: Run) -> dict[str, str]:
    """The facts of a run that are sealed, under their labels.

    Parameters
    ----------
    run
        An approval is sealed too, where it has one.

    Returns
    -------
    dict[str, str]
        Label of the Run log → fact, in English whatever the language of the workbook.
    """
    facts = (
        run.status.value,
        text(run.shown_gap),
        run.input_sha256,
        run.versions.get("orgplan", ""),
        this_version(),
    )
    found = dict(zip(SEALED, facts, strict=False))
    return found | ({APPROVED: run.options[APPROVED]} if APPROVED in run.options else {})


def seal(facts: Mapping[str, str], parts: Mapping[str, str]) -> str:
    """Digest over the facts of :data:`SEALED` that there are (earlier versions had fewer) and the
    digests of inputs and plan.

    Parameters
    ----------
    facts
        Label → fact; labels that are not sealed are left out.
    parts
        Input sheet or field of the plan → digest.

    Returns
    -------
    str
        The same in any order.
    """
    return _digest(
        [
            *(f"{label} {facts[label]}" for label in SEALED if label in facts),
            *(f"{name} {digest}" for name, digest in parts.items()),
        ]
    )


def roster_figures(org: Organisation) -> Mapping[str, float]:
    """Label → people, FTE and annual base (in plan currency) on the roster at the as-of date, and
    heads and FTE before the horizon.

    Parameters
    ----------
    org
        Groups count with their heads.

    Returns
    -------
    Mapping[str, float]
        Labels in English; the Run log translates them.
    """
    now, before = (
        _there(org, org.calendar.as_of),
        _there(org, org.calendar.start - timedelta(days=1)),
    )
    return {
        "people": sum(_heads(person) for person in now),
        "FTE": sum(_heads(person) * person.fte for person in now),
        "annual base": sum(_heads(person) * person.base_salary for person in now),
        "opening heads": sum(_heads(person) for person in before),
        "opening FTE": sum(_heads(person) * person.fte for person in before),
    }


def _there(org: Organisation, day: date) -> list[Person]:
    return [person for person in org.people if person.employed_on(day)]


def _heads(person: Person) -> float:
    return 1.0 if person.headcount is None else person.headcount


def all_cost(assessment: Assessment) -> int:
    """Cents of the whole ledger.

    Parameters
    ----------
    assessment
        Read for its ledger.

    Returns
    -------
    int
        Cents over the horizon, of people on the roster too.
    """
    return sum(line.cents for line in assessment.costs)
