"""Inputs of two plans side by side: settings, assumptions, people, roles, needs, rules, courses,
budgets and what else a plan rests on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from orgplan.domain import Actual, BudgetLine, Lever, LockRow, Need, Organisation, Person, Value
from orgplan.language import _, in_a_phrase, in_clauses

from ..results.table import Field, Record

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
SETTINGS = (
    "name",
    "currency",
    "goal",
    "stages",
    "counting",
    "only_positions",
    "stay_close",
    "worth",
)
CALENDAR = ("as_of", "start", "period", "periods", "fiscal_year_start")

EntryKey = tuple[object, ...]


@dataclass(frozen=True)
class Collection:
    """A sheet whose rows are compared.

    Attributes
    ----------
    field, sheet
        Field of the organisation, and the sheet from which it is read.
    key
        What tells rows apart; for sheets whose ids follow from the number of the row, what the row
        is about.
    loose
        What must be the same, beside the id, where the key has changed.
    unsaid
        Fields that are not compared: ids, and what follows from others.
    """

    field: str
    sheet: str
    key: Callable[[Any], EntryKey] = lambda value: (value.id,)
    loose: Callable[[Any], EntryKey] | None = None
    unsaid: tuple[str, ...] = ("id",)


def _need(need: Need) -> EntryKey:
    return need.scope.label, need.skill, need.kind, need.min_level


def _line(line: BudgetLine) -> EntryKey:
    return line.scope.label, line.category, line.label


def _lever(lever: Lever) -> EntryKey:
    return lever.kind, lever.scope.label, lever.roles, lever.to_role, lever.to_team


def _lock(lock: LockRow) -> EntryKey:
    return lock.lock, lock.action, lock.who, lock.team, lock.what


COLLECTIONS = (
    Collection(
        "rates", "Rates", lambda rate: (rate.currency, rate.label), unsaid=("first", "last")
    ),
    Collection("people", "Roster"),
    Collection("positions", "Positions"),
    Collection("candidates", "Candidates"),
    Collection("needs", "Requirements", _need, lambda need: (need.scope.label, need.skill)),
    Collection("rules", "Rules"),
    Collection("budget", "Budget", _line, lambda line: (line.scope.label,), ("id", "periods")),
    Collection("actuals", "Actuals", unsaid=()),
    Collection("levers", "Levers", _lever, lambda lever: (lever.kind,)),
    Collection("locks", "Locks", _lock, lambda lock: (lock.action,)),
    Collection("scenarios", "Scenarios", lambda line: (line.scenario, line.change, line.who)),
    Collection("roles", "Roles"),
    Collection("teams", "Teams"),
    Collection("courses", "Training"),
    Collection("locations", "Locations"),
    Collection("cost_splits", "Cost splits"),
    Collection("relocations", "Relocations"),
    Collection("charges", "Charges", lambda one: (one.name, one.scope, one.low, one.first)),
)
COLUMNS = {
    "employment": "employment_type",
    "from_level": "from",
    "to_level": "to",
    "manager_id": "manager",
}
MAPPINGS = {
    "skills": "Skills",
    "skills_at_start": "Role skills",
    "skills_after_ramp": "Role skills",
}


def input_changes(before: Organisation, after: Organisation) -> list[Record]:
    """One record a cell that is not the same, a row that is new, or one that is gone.

    Parameters
    ----------
    before, after
        The two organisations.

    Returns
    -------
    list[Record]
        Settings and assumptions first; rows are known by what names them.
    """
    rows = [*_settings(before, after), *_assumptions(before, after)]
    for collection in COLLECTIONS:
        rows += _collection(collection, before, after)
    groups = _mapping("Skill groups", "", before.skill_groups, after.skill_groups)
    return [*rows, *groups]


def _of(value: Value, field: str) -> Any:
    """A field by its name."""
    return value.__dict__[field]


def _record(
    sheet: str, item: str, change: str, field: str, before: object, after: object
) -> Record:
    return {
        "sheet": sheet,
        "item": item,
        "change": change,
        "field": field,
        "before": _plain(before),
        "after": _plain(after),
    }


def _plain(content: object) -> Field:
    """A value as a sheet would have it."""
    if isinstance(content, Enum):
        return str(content.value)
    if content is None or isinstance(content, str | int | float | date):
        return content
    if isinstance(content, Sequence):
        return tuple(str(_plain(part)) for part in content)
    return str(content)


def _settings(before: Organisation, after: Organisation) -> Iterator[Record]:
    parts: tuple[tuple[Value, Value, tuple[str, ...]], ...] = (
        (before, after, SETTINGS),
        (before.calendar, after.calendar, CALENDAR),
    )
    for old, new, names in parts:
        for name in names:
            if _of(old, name) != _of(new, name):
                yield _record("Settings", name, CHANGED, "value", _of(old, name), _of(new, name))


def _assumptions(before: Organisation, after: Organisation) -> Iterator[Record]:
    """Assumptions with another value, by key and scope; where one plan does not say the one for
    all, its default stands there.
    """
    old, new = (
        {(row.key, row.scope): row for row in org.assumptions.rows} for org in (before, after)
    )
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if (one and one.value) != (other and other.value):
            item = _("{key} of {scope}", key=_(key[0]), scope=key[1]) if key[1] else _(key[0])
            default = None if key[1] else before.assumptions.get(key[0])
            yield _record(
                "Assumptions", item, CHANGED if one and other else ADDED if other else REMOVED,
                "value",
                one.value if one else default,
                other.value if other else (None if key[1] else after.assumptions.get(key[0])),
            )  # fmt: skip


def _collection(
    collection: Collection, before: Organisation, after: Organisation
) -> Iterator[Record]:
    """Rows of a sheet that are new, gone or changed, paired by what names them."""
    old, new = _of(before, collection.field), _of(after, collection.field)
    for one, other in _paired(collection, old, new):
        if one is None or other is None:
            value, org = (other, after) if one is None else (one, before)
            summary = _summary(org, value)
            what = (ADDED, None, summary) if one is None else (REMOVED, summary, None)
            yield _record(collection.sheet, _item(value), what[0], "", what[1], what[2])
        elif one != other:
            yield from _fields(collection, (before, one), (after, other))


def _paired(
    collection: Collection, old: Sequence[Any], new: Sequence[Any]
) -> Iterator[tuple[Any, Any]]:
    """Rows side by side: by their key, those of one key by id and then by order; then by id where
    what they are about is the same.
    """
    left, right = list(old), list(new)
    rounds: list[Callable[[Any], EntryKey]] = [
        lambda value: (*collection.key(value), value.id),
        collection.key,
    ]
    if collection.loose is not None:
        loose = collection.loose
        rounds.append(lambda value: (*loose(value), value.id))
    matched: dict[int, Any] = {}
    for key in rounds:
        waiting: dict[EntryKey, list[Any]] = {}
        for value in right:
            waiting.setdefault(key(value), []).append(value)
        for value in [value for value in left if id(value) not in matched]:
            like = waiting.get(key(value))
            if like:
                matched[id(value)] = like.pop(0)
        taken = {id(value) for value in matched.values()}
        right = [value for value in right if id(value) not in taken]
    yield from ((value, matched.get(id(value))) for value in left)
    yield from ((None, value) for value in right)


def _fields(
    collection: Collection, old: tuple[Organisation, Value], new: tuple[Organisation, Value]
) -> Iterator[Record]:
    """Fields of a row that differ, periods by their labels: two horizons may number them
    otherwise.
    """
    item = _item(new[1])
    for name in type(new[1]).model_fields:
        before, after = _of(old[1], name), _of(new[1], name)
        if name in collection.unsaid or name == "stated" or before == after:
            continue
        if name in MAPPINGS:
            yield from _mapping(
                MAPPINGS[name],
                item,
                before,
                after,
                "" if name == "skills" else f" {name.removeprefix('skills_')}",
            )
        elif name == "required":
            yield from _amounts(
                collection.sheet, item, _by_label(old[0], before), _by_label(new[0], after)
            )
        elif name in ("periods", "dates"):
            labels = [
                tuple(org.calendar.label(number) for number in numbers)
                for org, numbers in ((old[0], before), (new[0], after))
            ]
            if labels[0] != labels[1]:
                yield _record(collection.sheet, item, CHANGED, name, *labels)
        else:
            yield _record(collection.sheet, item, CHANGED, COLUMNS.get(name, name), before, after)


def _by_label(org: Organisation, amounts: Sequence[float]) -> dict[str, float]:
    return dict(zip(org.calendar.labels, amounts, strict=True))


def _amounts(
    sheet: str, item: str, old: Mapping[str, float], new: Mapping[str, float]
) -> Iterator[Record]:
    """Amounts of periods that both horizons hold; said once where they change alike."""
    changes = {
        label: (old[label], new[label])
        for label in old
        if label in new and old[label] != new[label]
    }
    if len(set(changes.values())) == 1 and len(changes) == len(old) == len(new):
        yield _record(sheet, item, CHANGED, "need", *next(iter(changes.values())))
    else:
        yield from (_record(sheet, item, CHANGED, label, *pair) for label, pair in changes.items())


def _mapping(
    sheet: str, item: str, old: Mapping[str, Any], new: Mapping[str, Any], more: str = ""
) -> Iterator[Record]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield _record(
                sheet,
                item or name,
                CHANGED,
                f"{name}{more}" if item else "group",
                old.get(name),
                new.get(name),
            )


def _item(value: Any) -> str:
    if isinstance(value, Person):
        return value.name_and_id
    if isinstance(value, Need):
        return _(
            "{skill} ≥ {level} in {scope} ({kind})",
            skill=value.skill,
            level=value.min_level,
            scope=value.scope,
            kind=_(value.kind.value),
        )
    if isinstance(value, BudgetLine):
        line, category = _(value.label), _(value.category.value)
        return _("{scope}, {line} ({category})", scope=value.scope, line=line, category=category)
    if isinstance(value, Lever):
        kind = _(value.kind.value)
        return _("{kind} in {scope} ({id})", kind=kind, scope=value.scope, id=value.id)
    if isinstance(value, LockRow):
        words = (_(value.lock.value), _(value.action.value), value.who, value.team, value.what)
        return in_a_phrase(word or "" for word in words)
    return str(value.id)


def _summary(org: Organisation, value: Any) -> str:
    """What a row that is new, or gone, says."""
    if isinstance(value, Person):
        return _(
            "{role} in {team} from {start}, base {base:,.2f} {currency}",
            role=value.role,
            team=value.team,
            start=value.start_date,
            base=value.base_salary,
            currency=org.currency,
        )
    if isinstance(value, Need):
        amounts = dict.fromkeys(f"{amount:g}" for amount in value.required)
        least, most = min(amounts, key=float), max(amounts, key=float)
        sentence = _("{first} to {last}", first=least, last=most) if least != most else least
        return in_clauses((sentence, _(value.strength.value)))
    if isinstance(value, Actual):
        return f"{value.amount:,.2f} {org.currency}"
    if isinstance(value, BudgetLine):
        money = [] if value.amount is None else [f"{value.amount:,.2f} {org.currency}"]
        return in_clauses(
            [*money, *([] if value.headcount is None else [_("{n} heads", n=value.headcount)])]
        )
    fields = {
        name: _plain(_of(value, name))
        for name in ("role", "team", "status", "start", "strength", "cost")
        if name in type(value).model_fields
    }
    return in_clauses(
        f"{_(name)} {sentence}" for name, sentence in fields.items() if sentence not in (None, "")
    )
