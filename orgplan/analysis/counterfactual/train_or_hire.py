"""Train or hire: the best plan in which no course leads to what a need asks for, and the one in
which no hire brings it.
"""

from collections.abc import Iterator

from orgplan.domain import Lock, LockedAction, LockRow, Need, NeedKind, Organisation, scope_in_words
from orgplan.errors import BadArgument
from orgplan.language import _
from orgplan.solver.solve import Progress, silent

from ..assessment import Assessment
from .differences import need_as_typed
from .explain import Reason, compared
from .search import answers

BASE = ""  # the organisation as it is, among those that lack a way
SEATS = (LockedAction.HIRE, LockedAction.BACKFILL, LockedAction.CONTRACTOR)


def train_or_hire(
    assessment: Assessment,
    need: str,
    *,
    time_limit: float = 30.0,
    on_progress: Progress = silent,
) -> tuple[Reason, ...]:
    """What it costs to meet a need without training, and without hiring.

    Parameters
    ----------
    assessment
        Any plan of the organisation; it is searched anew.
    need
        Id of the need.
    time_limit
        Seconds for each search.
    on_progress
        Called with a sentence on the search and how much of all is behind (0-1).

    Returns
    -------
    tuple of Reason
        One a way; not searched where nothing on offer opens it.

    Raises
    ------
    BadArgument
        If there is no such need, or it is one for heads of a role.
    """
    org = assessment.org
    if need not in org.need or org.need[need].kind is NeedKind.STAFF:
        known = ", ".join(one.id for one in org.needs if one.kind is not NeedKind.STAFF)
        raise BadArgument("train_or_hire", f"need={need!r}", f"one of {known}")
    ways = tuple(_ways(org, org.need[need]))
    orgs = {way: org.replace(locks=(*org.locks, *rows)) for way, _no, rows in ways if rows}
    found = answers({BASE: org} | orgs, seconds=time_limit, on_progress=on_progress) if orgs else {}
    serves = (need_as_typed(org.need[need]),)
    return tuple(
        (
            compared(assessment, Reason(need, way, serves), found[BASE], found[way])
            if way in found
            else Reason(need, nothing, serves)
        )
        for way, nothing, _rows in ways
    )


def _ways(org: Organisation, need: Need) -> Iterator[tuple[str, str, tuple[LockRow, ...]]]:
    """Each way closed, in words; what is said where nothing on offer opens it; and the locks that
    close it.
    """
    what = _("{skill} at level {min_level}", skill=need.skill, min_level=need.min_level)
    scope = scope_in_words(need.scope.label)
    yield (
        _("without a course that leads to {what}", what=what),
        _("no course on offer leads to {what}", what=what),
        tuple(_courses(org, need)),
    )
    yield (
        _("without a hire that brings {what} to {scope}", what=what, scope=scope),
        _("no role on offer brings {what}", what=what),
        tuple(_hires(org, need)),
    )


def _courses(org: Organisation, need: Need) -> Iterator[LockRow]:
    for course in org.courses:
        if course.skill == need.skill and course.to_level >= need.min_level:
            yield _lock(f"no {course.id}", LockedAction.TRAIN, what=course.id)


def _hires(org: Organisation, need: Need) -> Iterator[LockRow]:
    for role in org.roles:
        if role.level_at(need.skill, ramped=True) >= need.min_level:
            for team in sorted(org.teams_of(need.scope)):
                for seat in SEATS:
                    yield _lock(f"no {seat} {role.id} {team}", seat, who=role.id, team=team)


def _lock(name: str, action: LockedAction, **of: str) -> LockRow:
    return LockRow(id=name, lock=Lock.MUST_NOT, action=action, **of)
