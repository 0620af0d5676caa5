"""Actions of two plans side by side: added, removed, moved in time, or changed.

Ids are numbered afresh in every plan, so an action is known by what it is: a seat by its role and
team, a course by person and course, a move by person and where it leads. What of it begins on
another day has moved; it was not taken out and put in again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.seats.filled_hires import filled_hires
from orgplan.domain import (
    Action,
    Exit,
    GroupAction,
    Hire,
    Move,
    Organisation,
    Person,
    ShortTime,
    Takeover,
    Training,
)
from orgplan.language import N_, _

from ..results.figures import money
from ..results.table import Field, Record

MADE, ADDED, REMOVED, MOVED, CHANGED, BOTH = (
    N_("made"), N_("added"), N_("removed"), N_("moved"), N_("changed"), N_("moved and changed"),
)  # fmt: skip
ORDER = (MADE, ADDED, REMOVED, MOVED, BOTH, CHANGED)


@dataclass(frozen=True)
class ActionRecord:
    """One action in the terms in which it is compared.

    Attributes
    ----------
    id, kind
        Of the action.
    what, where
        In words, without its date; and the team.
    who
        What stays the same when it is moved or changed.
    start
        First day; of a redundancy the last day of work.
    position
        Position that it fills.
    traits
        What else may change about it.
    cents
        What it changes over the horizon; below zero it saves.
    """

    id: str
    kind: str
    what: str
    where: str
    who: tuple[str, ...]
    start: date
    position: str | None = None
    traits: Mapping[str, Field] = field(default_factory=dict)
    cents: int = 0


ActionPair = tuple[ActionRecord | None, ActionRecord | None]


def action_changes(before: Assessment, after: Assessment) -> list[Record]:
    """One record an action that is not the same in both plans; hires whose seat somebody on the
    roster fills by now are made.

    Parameters
    ----------
    before, after
        The two plans; they may be of different organisations.

    Returns
    -------
    list[Record]
        By kind of action, then in :data:`ORDER`, then by day. Money in plan currency.
    """
    made = filled_hires(before.org, before.plan, after.org, after.plan)
    old = action_records(before)
    rows = [_made(action, made[action.id], after) for action in old if action.id in made]
    rest = (action for action in old if action.id not in made)
    rows += [_record(*pair) for pair in paired(rest, action_records(after)) if _differs(*pair)]
    kinds = list(dict.fromkeys(str(row["kind"]) for row in rows))
    return sorted(
        rows,
        key=lambda row: (
            kinds.index(str(row["kind"])),
            ORDER.index(str(row["change"])),
            str(row["after"] or row["before"]),
        ),
    )


def action_records(assessment: Assessment) -> list[ActionRecord]:
    """All actions of a plan, at the cost that its own sheets state: what each changes against doing
    nothing.

    Parameters
    ----------
    assessment
        Read for the effect of each action over the horizon.

    Returns
    -------
    list[ActionRecord]
        In the order of the plan; cents.
    """
    return [
        _action_record(assessment.org, action, assessment.effects[action.id].horizon)
        for action in assessment.plan.actions.values()
    ]


def _action_record(org: Organisation, action: Action, cents: int) -> ActionRecord:
    """An action in the terms in which it is compared; of a group the period belongs to what it is,
    since each period is an action of its own.
    """
    if isinstance(action, Hire):
        return _seat(action, cents)
    if isinstance(action, GroupAction):
        where = (
            org.person[action.group].team
            if action.group in org.person
            else org.need[action.group].scope.label
        )
        kind = action.kind.value if action.kind else N_("recruit")
        goal = _(" to {group}", group=action.to_group) if action.to_group else ""
        what = (kind, action.group, action.to_group or "", f"{action.start_date}")
        return ActionRecord(
            action.id,
            kind,
            _("{kind}: {group}{goal}", kind=_(kind), group=action.group, goal=goal),
            where,
            what,
            action.start_date,
            None,
            {"heads": action.heads},
            cents,
        )
    if isinstance(action, Takeover):
        return _takeover(org, action, cents)
    person = org.person[action.person_id]
    named = person.name_and_id
    if isinstance(action, Training):
        return ActionRecord(
            action.id, "course", _("train {who}: {course}", who=named, course=action.course),
            person.team, ("course", person.id, action.course), action.start_date, cents=cents
        )  # fmt: skip
    if isinstance(action, Move):
        return _move(action, named, cents)
    if isinstance(action, Exit):
        return ActionRecord(
            action.id,
            "redundancy",
            _("redundancy of {who}", who=named),
            person.team,
            ("redundancy", person.id),
            action.last_day,
            cents=cents,
        )
    return _short_time(action, named, person.team, cents)


def _seat(hire: Hire, cents: int) -> ActionRecord:
    """A seat: known by kind, role and team, so that another start, pay or place is a change of
    it.
    """
    kind = N_("contractor") if hire.is_contractor else N_("hire")
    traits: dict[str, Field] = {
        "base_salary": round(hire.base_salary, 2),
        "location": hire.location,
        N_("last day"): hire.end_date,
        N_("in place of"): hire.replaces,
        N_("position"): hire.position_id,
        N_("candidate"): hire.candidate_id,
    }
    return ActionRecord(
        hire.id,
        kind,
        _("{kind} {role}", kind=_(kind), role=hire.role),
        hire.team,
        (kind, hire.role, hire.team),
        hire.start_date,
        hire.candidate_id or hire.position_id,
        traits,
        cents,
    )


def _move(move: Move, named: str, cents: int) -> ActionRecord:
    kind = move.kind.value
    what = _(
        "{kind} of {who} to {role} in {team}",
        kind=_(kind),
        who=named,
        role=move.role,
        team=move.team,
    )
    traits: dict[str, Field] = {"base_salary": round(move.base_salary, 2)}
    return ActionRecord(
        move.id,
        kind,
        what,
        move.team,
        (kind, move.person_id, move.role, move.team),
        move.start_date,
        None,
        traits,
        cents,
    )


def _short_time(action: ShortTime, named: str, team: str, cents: int) -> ActionRecord:
    traits: dict[str, Field] = {"last day": action.end_date, "lever": action.lever}
    return ActionRecord(
        action.id,
        "short time",
        _("short time of {who}", who=named),
        team,
        ("short time", action.person_id),
        action.start_date,
        None,
        traits,
        cents,
    )


def _takeover(org: Organisation, action: Takeover, cents: int) -> ActionRecord:
    """A takeover; by a seat it is known as that, since seats have other ids in every plan."""
    who = action.who if action.who in org.person else N_("a seat")  # seats are numbered anew
    named = org.person[who].name if who in org.person else _(who)
    return ActionRecord(
        action.id,
        N_("takeover"),
        _("{who} takes over {team}", who=named, team=action.team),
        action.team,
        ("takeover", who, action.team),
        action.start_date,
        None,
        {},
        cents,
    )


def paired(before: Iterable[ActionRecord], after: Iterable[ActionRecord]) -> list[ActionPair]:
    """Every action once, beside its like in the other plan; ``None`` where there is none.

    Parameters
    ----------
    before, after
        Actions of the two plans; of several of one kind and place, those with the same position,
        day and traits belong together, else those that begin nearest.

    Returns
    -------
    list[Pair]
        Both sides, or one and ``None``.
    """
    groups: dict[tuple[str, ...], tuple[list[ActionRecord], list[ActionRecord]]] = {}
    for side, found in enumerate((before, after)):
        for action in found:
            groups.setdefault(action.who, ([], []))[side].append(action)
    return [pair for old, new in groups.values() for pair in _pairs(old, new)]


def _pairs(old: list[ActionRecord], new: list[ActionRecord]) -> Iterator[ActionPair]:
    """Pairs among actions of one kind and place: by position, then those that are the same, then by
    day, then the nearest in time.
    """
    sameness: tuple[Callable[[ActionRecord], object], ...] = (
        lambda action: action.position,
        lambda action: (action.start, *action.traits.items()),
        lambda action: action.start,
    )
    for same in sameness:
        for one in tuple(old):
            other = next(
                (action for action in new if same(one) is not None and same(action) == same(one)),
                None,
            )
            if other is not None:
                old.remove(one)
                new.remove(other)
                yield one, other
    yield from _nearest(old, new)


def _nearest(old: list[ActionRecord], new: list[ActionRecord]) -> Iterator[ActionPair]:
    """The closest starts first; whatever is left over stands alone."""
    near = sorted(
        (
            (abs((one.start - other.start).days), place, partner)
            for place, one in enumerate(old)
            for partner, other in enumerate(new)
        ),
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _days, place, partner in near:
        if place not in taken[0] and partner not in taken[1]:
            taken[0].add(place)
            taken[1].add(partner)
            yield old[place], new[partner]
    yield from ((one, None) for place, one in enumerate(old) if place not in taken[0])
    yield from ((None, other) for partner, other in enumerate(new) if partner not in taken[1])


def _differs(old: ActionRecord | None, new: ActionRecord | None) -> bool:
    return old is None or new is None or old.start != new.start or old.traits != new.traits


def _record(old: ActionRecord | None, new: ActionRecord | None) -> Record:
    action = new or old
    assert action is not None
    return {
        "change": _change(old, new),
        "kind": action.kind,
        "action": action.what,
        "team": action.where,
        "before": old.start if old else None,
        "after": new.start if new else None,
        "details": _details(old.traits, new.traits) if old and new else "",
        "cost_before": money(old.cents) if old else 0.0,
        "cost_after": money(new.cents) if new else 0.0,
        "id_before": old.id if old else None,
        "id_after": new.id if new else None,
    }


def _made(action: ActionRecord, person: Person, after: Assessment) -> Record:
    """A hire that has been made: who came, when, and at what cost over the later horizon."""
    spent = sum(line.cents for line in after.costs if line.entity == person.id)
    base = {"base_salary": round(person.base_salary, 2)}
    pay = _details({name: action.traits[name] for name in base}, base)
    named = person.name_and_id
    return _record(action, replace(action, start=person.start_date, cents=spent)) | {
        "change": MADE,
        "details": _("; ").join(text for text in (named, pay) if text),
        "id_after": person.id,
    }


def _change(old: ActionRecord | None, new: ActionRecord | None) -> str:
    if old is None or new is None:
        return ADDED if old is None else REMOVED
    if old.start == new.start:
        return CHANGED
    return MOVED if old.traits == new.traits else BOTH


def _details(old: Mapping[str, Field], new: Mapping[str, Field]) -> str:
    return _("; ").join(
        f"{_(name)} {as_text(old[name])} → {as_text(new[name])}"
        for name in old
        if old[name] != new[name]
    )


def as_text(content: Field | Sequence[Field]) -> str:
    """A value in a sentence: money and other numbers with separators, a dash for nothing.

    Parameters
    ----------
    content
        A value of a record.

    Returns
    -------
    str
        In the language of the run; a list with commas.

    Examples
    --------
    >>> as_text(1234.5), as_text(None), as_text(True), as_text(("a", "b"))
    ('1,234.50', '–', 'yes', 'a, b')
    """
    if content is None or content == "":
        return "–"
    if isinstance(content, bool):
        return _("yes") if content else _("no")
    if isinstance(content, float) and content != int(content):
        return f"{content:,.2f}" if abs(content) >= 100 else f"{content:g}"
    if isinstance(content, int | float):
        return f"{content:,.0f}"
    return (
        _(", ").join(map(as_text, content)) if isinstance(content, tuple | list) else str(content)
    )
