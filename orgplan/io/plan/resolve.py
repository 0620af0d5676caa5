"""What the cells of a plan's sheets name in an organisation: people, roles, teams, places, courses,
levers and days.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from orgplan.domain import (
    Course,
    Lever,
    LeverKind,
    Need,
    NeedKind,
    Organisation,
    Person,
    Role,
    applies_to,
)
from orgplan.excel.read import did_you_mean, fold, listed
from orgplan.finance.groups import serves
from orgplan.language import _

from ..output.input_rows import places_of
from ..tables.row import Row
from ..tables.table import TOTALS
from ..terms.skill_names import folded


class PlanNames:
    """Finds what a row names; whatever it can't find becomes a fault at the cell and ``None``."""

    def __init__(self, org: Organisation) -> None:
        self.org = org
        self._teams = folded(org.team)
        self._roles = folded(org.role)
        self._places = places_of(org)
        self._courses = folded(org.course)
        self._people = {person.id.casefold(): person for person in org.people}
        self._levers = {lever.id.casefold(): lever for lever in org.levers}
        self._candidates = {candidate.id.casefold(): candidate.id for candidate in org.candidates}
        self._positions = {position.id.casefold(): position.id for position in org.positions}

    def role(self, row: Row) -> Role | None:
        """Role by id, by name where it has one level, or by name and level.

        Parameters
        ----------
        row
            Its cells role and level are read; capitals, hyphens and width do not matter.

        Returns
        -------
        Role or None
            ``None`` for a blank, or with a fault, also where a name has several levels and none is
            given.
        """
        text = row.text("role")
        if text is None:
            return None
        level = row.text("level") if row.table.place("level") else None
        named = [role for role in self.org.roles if fold(role.name) == fold(text)]
        if level is not None:
            return self._at_level(row, text, level, named)
        if fold(text) in self._roles:
            return self.org.role[self._roles[fold(text)]]
        if len(named) == 1:
            return named[0]
        if named:
            row.fault(
                "role",
                _("the role with its level: {names}", names=listed(role.id for role in named)),
                _("Fill in the level."),
            )
        else:
            row.fault(
                "role",
                _("a role of the organisation"),
                did_you_mean(
                    text, self.org.role, _("Known roles: {role}.", role=listed(self.org.role))
                ),
            )
        return None

    def _at_level(self, row: Row, text: str, level: str, named: list[Role]) -> Role | None:
        whole = self.org.role.get(self._roles.get(fold(text), ""))
        for role in [*named, *([whole] if whole else [])]:
            if role.level is not None and fold(role.level) == fold(level):
                return role
        known = [role.level or "" for role in named] or list(self.org.role)
        row.fault(
            "level",
            _("a level of the role"),
            did_you_mean(level, known, _("Known: {known}.", known=listed(known))),
        )
        return None

    def team(self, row: Row) -> str | None:
        """Team by name.

        Parameters
        ----------
        row
            Its cell team is read.

        Returns
        -------
        str or None
            As the organisation spells it; ``None`` for a blank, or with a fault.
        """
        return self._name(row, "team", self._teams, _("a team"))

    def place(self, row: Row) -> str | None:
        """Location by name.

        Parameters
        ----------
        row
            Its cell location is read.

        Returns
        -------
        str or None
            As the organisation spells it; ``None`` for a blank, or with a fault.
        """
        return self._name(row, "location", self._places, _("a location"))

    def _name(self, row: Row, key: str, known: Mapping[str, str], what: str) -> str | None:
        text = row.text(key)
        if text is not None and fold(text) not in known:
            row.fault(
                key,
                _("{what} of the organisation", what=what),
                did_you_mean(
                    text, known.values(), _("Known: {names}.", names=listed(known.values()))
                ),
            )
        return known.get(fold(text)) if text is not None else None

    def person(self, row: Row, key: str = "person_id", group: bool | None = False) -> Person | None:
        """Person by id; with `group` off a named one, with `group` on a group, with ``None``
        either.

        Parameters
        ----------
        row
            Row of an action.
        key
            Column with the id; a name is not looked for, since two people may share one.
        group
            Which kind of people the sheet is for; the other kind is a fault.

        Returns
        -------
        Person or None
            ``None`` for a blank, or with a fault.
        """
        text = row.text(key)
        if text is None:
            return None
        found = self._people.get(text.casefold())
        if found is None:
            known = [
                person.id for person in self.org.people if group is None or person.is_group is group
            ]
            what = _("a group") if group else _("a person")
            row.fault(
                key,
                _("{what} of the roster", what=what),
                did_you_mean(text, known, _("Enter an id from the roster.")),
            )
        elif group is not None and found.is_group is not group:
            expected, fix = (
                (
                    "a group of the roster",
                    "This is a named person: put the action on the sheet for people.",
                )
                if group
                else (
                    "a named person",
                    "This is a group, which is planned by numbers: put the action on Group plan.",
                )
            )
            row.fault(key, expected, fix)
            return None
        return found

    def staff_need(self, row: Row, key: str) -> Need | None:
        """Need for staff by id, or by a group if that serves only one.

        Parameters
        ----------
        row
            Row of the Group plan.
        key
            Column with the id of the need, or of a group that serves just one need for staff.

        Returns
        -------
        Need or None
            ``None`` for a blank, or with a fault.
        """
        text = row.text(key)
        if text is None:
            return None
        needs = [need for need in self.org.needs if need.kind is NeedKind.STAFF]
        found = next((need for need in needs if need.id.casefold() == text.casefold()), None)
        group = self._people.get(text.casefold())
        served = [need for need in needs if group is not None and serves(self.org, need, group)]
        if found is None and len(served) == 1:
            return served[0]
        if found is None:
            expected = _("the need for staff of Input Requirements that is exceeded")
            among = [need.id for need in served or needs]
            row.fault(
                key,
                expected,
                did_you_mean(text, among, _("Needs for staff: {names}.", names=_listed(among))),
            )
        return found

    def candidate(self, row: Row) -> str | None:
        """Candidate by id.

        Parameters
        ----------
        row
            Its cell candidate is read.

        Returns
        -------
        str or None
            Id as the sheet Candidates spells it; ``None`` for a blank, or with a fault.
        """
        text = row.text("candidate")
        if text is not None and text.casefold() not in self._candidates:
            row.fault(
                "candidate",
                _("a candidate of Input Candidates"),
                did_you_mean(text, self._candidates.values(), _("Correct it, or leave it blank.")),
            )
        return self._candidates.get(text.casefold()) if text is not None else None

    def position(self, row: Row) -> str | None:
        """Position by id.

        Parameters
        ----------
        row
            Its cell position_id is read.

        Returns
        -------
        str or None
            Id as the sheet Positions spells it; ``None`` for a blank, or with a fault.
        """
        text = row.text("position_id")
        if text is not None and text.casefold() not in self._positions:
            known = self._positions.values()
            row.fault(
                "position_id",
                _("a position of Input Positions"),
                did_you_mean(text, known, _("Correct it, or leave it blank.")),
            )
        return self._positions.get(text.casefold()) if text is not None else None

    def lever(
        self, row: Row, kinds: Iterable[LeverKind], role: str, place: tuple[str, str | None]
    ) -> Lever | None:
        """Lever by id, or where the cell is blank the only one of these kinds that is meant for a
        role and place.

        Parameters
        ----------
        row
            Its cell lever is read.
        kinds
            Kinds that would do; a lever of another kind is a fault.
        role
            Id of the role held, or of the seat.
        place
            Team and, if it is known, location.

        Returns
        -------
        Lever or None
            ``None``, with a fault, also where the cell is blank and no lever is meant, or several
            are.
        """
        kinds_meant = tuple(kinds)
        meant = [
            lever
            for lever in self.org.levers_of(*kinds_meant)
            if applies_to(self.org, lever, role, place)
        ]
        return self._one_of(row, kinds_meant, meant)

    def lever_beyond(self, row: Row, need: Need) -> Lever | None:
        """Lever by id, or where the cell is blank the only one of overstaffing that is meant for a
        need for staff.

        Parameters
        ----------
        row
            Its cell lever is read.
        need
            Need whose heads are exceeded. A lever is meant if it shares a team and a role with it.
        """
        here = self.org.teams_of(need.scope)
        roles = [role.id for role in self.org.roles if self.org.matches(role.id, (need.skill,))]
        meant = [
            lever
            for lever in self.org.levers_of(LeverKind.OVERSTAFFING)
            if here & self.org.teams_of(lever.scope)
            and any(self.org.matches(role, lever.roles) for role in roles)
        ]
        return self._one_of(row, (LeverKind.OVERSTAFFING,), meant)

    def _one_of(
        self, row: Row, kinds: tuple[LeverKind, ...], meant: Sequence[Lever]
    ) -> Lever | None:
        """The lever that a cell names, else the only one that is meant; a fault where there is
        none, or several.
        """
        what = _(" or ").join(_(kind.value) for kind in kinds)
        text = row.text("lever")
        if text is not None:
            return self._lever(row, text, kinds, what)
        if len(meant) == 1:
            return meant[0]
        if meant:
            fix = _("Fill in one of {names}.", names=listed(lever.id for lever in meant))
        else:
            fix = _(
                "No row of Input Levers allows it: add one for {what}, or remove the action.",
                what=what,
            )
        row.fault("lever", _("the lever that allows it ({what})", what=what), fix)
        return None

    def _lever(self, row: Row, text: str, kinds: tuple[LeverKind, ...], what: str) -> Lever | None:
        """A lever by its id; a fault for one of another kind."""
        found = self._levers.get(text.casefold())
        fitting = [lever.id for lever in self.org.levers_of(*kinds)]
        otherwise = _("Levers of this kind: {names}.", names=_listed(fitting))
        if found is None:
            row.fault(
                "lever",
                _("a lever of Input Levers ({what})", what=what),
                did_you_mean(text, [lever.id for lever in self.org.levers], otherwise),
            )
        elif found.kind not in kinds:
            row.fault(
                "lever",
                _("a lever for {what}", what=what),
                _(
                    "{found} is for {kind}. {otherwise}",
                    found=found.id,
                    kind=found.kind,
                    otherwise=otherwise,
                ),
            )
            return None
        return found

    def course(self, row: Row) -> Course | None:
        """Course by id, else by skill and level; the three must not contradict each other.

        Parameters
        ----------
        row
            Its cells course, skill and to (the level reached, 0-5) are read; skill and level alone
            are enough where one course leads there.

        Returns
        -------
        Course or None
            ``None`` for a blank, or with a fault.
        """
        text, skill, level = row.text("course"), row.text("skill"), row.whole("to")
        if text is None:
            return self._course_for(row, skill, level)
        if fold(text) not in self._courses:
            otherwise = _("Enter the id of a course on Input Training.")
            row.fault(
                "course",
                _("a course of the organisation"),
                did_you_mean(text, self.org.course, otherwise),
            )
            return None
        course = self.org.course[self._courses[fold(text)]]
        if skill is not None and fold(skill) != fold(course.skill):
            row.fault(
                "skill",
                course.skill,
                _(
                    "The course '{course}' teaches {skill}: change the course, or the skill.",
                    course=course.id,
                    skill=course.skill,
                ),
            )
        elif level is not None and level != course.to_level:
            fix = _(
                "The course '{course}' leads to level {to_level}: change the course, or the level.",
                course=course.id,
                to_level=course.to_level,
            )
            row.fault("to", str(course.to_level), fix)
        else:
            return course
        return None

    def _course_for(self, row: Row, skill: str | None, level: int | None) -> Course | None:
        """The only course that leads to a level in a skill; a fault where there is none, or
        several.
        """
        fitting = [
            course
            for course in self.org.courses
            if skill and fold(course.skill) == fold(skill) and course.to_level == level
        ]
        if len(fitting) == 1:
            return fitting[0]
        among = listed(course.id for course in fitting or self.org.courses)
        row.fault("course", _("a course: {among}", among=among), _("Fill in the id of the course."))
        return None

    def day(
        self, row: Row, key: str = "start_date", since: date | None = None, open_end: bool = False
    ) -> date | None:
        """A day of the horizon; with `open_end` it may lie after it, with `since` not before a day.

        Parameters
        ----------
        row
            Row of an action.
        key
            Column with the day.
        since
            First day that is allowed, the start of what ends here; ``None`` sets no such bound.
        open_end
            For last days of contracts, which may lie after the horizon.

        Returns
        -------
        date or None
            ``None`` for a blank, or with a fault.
        """
        day, calendar = row.day(key), self.org.calendar
        if day is None:
            return None
        if not calendar.start <= day or (day > calendar.end and not open_end):
            expected = _(
                "a day of the horizon, {start} to {end}", start=calendar.start, end=calendar.end
            )
            row.fault(key, expected, _("Move it, or plan over another horizon."), day)
            return None
        if since is not None and day < since:
            row.fault(
                key,
                _("a day from {since} on", since=since),
                _("The last day lies before the first: correct one of the two."),
                day,
            )
            return None
        return day


def _listed(names: Sequence[str]) -> str:
    return listed(names) or _("none")


def is_total_row(row: Row) -> bool:
    """Whether a row sums up others.

    Parameters
    ----------
    row
        With at least one cell. Only its first cell counts, and only as a whole: ``Total``, not
        ``Total Rewards``, which may be a team.
    """
    first = row.cells[min(row.cells)]
    return isinstance(first, str) and fold(first) in TOTALS


def is_unread(row: Row, *read: tuple[str, object]) -> bool:
    """Whether a cell says something that could not be read.

    Parameters
    ----------
    row
        Row of an action.
    *read
        Key of a column, and what was found there; ``None`` for nothing. A blank cell is allowed, a
        filled one without a value was a fault.
    """
    return any(row.has(key) and found is None for key, found in read)


def kinds_of_seat(row: Row) -> tuple[LeverKind, ...]:
    """Kinds of lever that a seat needs: none for an ordinary hire.

    Parameters
    ----------
    row
        Row of the Hiring plan: a last day makes it a contractor, a person replaced a backfill.

    Returns
    -------
    tuple of LeverKind
        Both kinds where a lever alone is given, so that it decides.
    """
    if row.has("end_date"):
        return (LeverKind.CONTRACTOR,)
    if row.has("replaces"):
        return (LeverKind.BACKFILL,)
    return (LeverKind.CONTRACTOR, LeverKind.BACKFILL) if row.has("lever") else ()


def seat_is_whole(row: Row, kind: LeverKind | None) -> bool:
    """Whether a contractor has a last day, and a backfill the person who is replaced.

    Parameters
    ----------
    row
        Row of the Hiring plan; it takes the fault of what is missing.
    kind
        Kind of the lever that was found; ``None`` for an ordinary hire, which is whole.
    """
    if kind is LeverKind.CONTRACTOR and not row.has("end_date"):
        row.fault(
            "end_date",
            _("the last day of the engagement"),
            _("A contract needs an end date: fill it in, or remove the lever."),
        )
        return False
    if kind is LeverKind.BACKFILL and not row.has("replaces"):
        row.fault(
            "replaces",
            _("the leaver that it replaces"),
            _("Fill in who is replaced, or take the lever out."),
        )
        return False
    return True
