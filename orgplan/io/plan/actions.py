"""Actions of a plan, row by row of its sheets; a row with a fault gives none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from orgplan.domain import MOVES as MOVE_KINDS
from orgplan.domain import (
    Counting,
    Exit,
    GroupAction,
    Hire,
    LeverKind,
    Move,
    Organisation,
    Person,
    Role,
    ShortTime,
    Takeover,
    Training,
)
from orgplan.excel.read import listed
from orgplan.finance.unit_costs import moved_pay, offered_hire
from orgplan.language import _
from orgplan.schema.plan import RECRUITING

from ..tables.build import build_or_report
from ..tables.row import Row
from ..tables.table import Table
from ..terms.amounts import Amount, amount_of
from ..terms.currency import exchange_of
from .resolve import PlanNames, is_total_row, is_unread, kinds_of_seat, seat_is_whole


class PlanReader:
    """Reads the sheets row by row; a row with a fault gives no action."""

    def __init__(self, org: Organisation) -> None:
        self.org = org
        self.names = PlanNames(org)
        self.exchange = exchange_of(org)
        self.seen: dict[str, Row] = {}
        self.seats: dict[str, str] = {}
        self.held = {person.id: (person.role, person.team) for person in org.people}

    def _rows(
        self, table: Table | None, prefix: str, keys: tuple[str, ...]
    ) -> Iterator[tuple[Row, str]]:
        """Rows that state an action, with their ids; totals are passed over, blank ids are filled
        up, taken ones are faults.
        """
        rows = [
            row
            for row in table or ()
            if any(row.has(key) for key in keys) and not is_total_row(row)
        ]
        sound = []
        for row in rows:
            name = row.text("id")
            first = self.seen.get(name.casefold()) if name else None
            if first is not None:
                place = (
                    first.at("id")
                    if first.sheet == row.sheet
                    else f"{first.sheet}!{first.at('id')}"
                )
                row.fault(
                    "id",
                    _("each id once"),
                    _("It is already in {place}: change one, or leave it blank.", place=place),
                )
                continue
            sound.append(row)
            if name:
                self.seen[name.casefold()] = row
        number = 1
        for row in sound:
            name = row.text("id")
            while name is None:
                fresh = f"{prefix}-{number:03}"
                number += 1
                name = fresh if fresh.casefold() not in self.seen else None
            self.seen[name.casefold()] = row
            yield row, name

    def hires(self, table: Table | None) -> Iterator[Hire]:
        """Seats of the Hiring plan.

        Parameters
        ----------
        table
            ``None`` for a plan without that sheet. Rows without role, team and first day are no
            seats.

        Yields
        ------
        Hire
            A blank pay is what the candidate asks for, else what an offer of the role would be. The
            id is kept, so that the sheet Leads may name the seat: seats are read first.
        """
        for row, name in self._rows(table, "H", ("role", "team", "start_date")):
            hire = self._hire(row, name)
            if hire is not None:
                self.seats[name.casefold()] = name
                yield hire

    def _hire(self, row: Row, name: str) -> Hire | None:
        """A seat; ``None``, with faults, where a cell cannot be read, or a contractor or backfill
        lacks what its kind needs.
        """
        names = self.names
        role, team, start = names.role(row), names.team(row), names.day(row)
        end = names.day(row, "end_date", since=start, open_end=True)
        position, replaced = names.position(row), names.person(row, "replaces", group=None)
        candidate = names.candidate(row)
        location = self._place(row, role)
        salary = self._seat_salary(row, role, location, candidate)
        base = salary.value
        if role is None or team is None or start is None or base is None:
            return None
        if is_unread(
            row,
            ("end_date", end),
            ("location", location),
            ("position_id", position),
            ("candidate", candidate),
            ("replaces", replaced),
        ):
            return None
        kinds = kinds_of_seat(row)
        lever = names.lever(row, kinds, role.id, (team, location)) if kinds else None
        if not seat_is_whole(row, lever.kind if lever else None) or (kinds and lever is None):
            return None
        return build_or_report(
            row,
            "role",
            lambda: Hire(
                id=name,
                role=role.id,
                team=team,
                start_date=start,
                base_salary=base,
                stated=salary.stated,
                location=location,
                end_date=end,
                lever=lever.id if lever else None,
                replaces=replaced.id if replaced else None,
                position_id=position,
                candidate_id=candidate,
            ),
        )

    def _place(self, row: Row, role: Role | None) -> str | None:
        """Where a seat is; of a role that is hired in one place alone, there."""
        if role is None or row.has("location"):
            return self.names.place(row)
        if len(role.locations) > 1:
            row.fault(
                "location",
                _("one of {locations}", locations=listed(role.locations)),
                _("{role} is hired in several places: fill in which.", role=role.id),
            )
        return role.locations[0] if len(role.locations) == 1 else None

    def _seat_salary(
        self, row: Row, role: Role | None, location: str | None, candidate: str | None
    ) -> Amount:
        """Pay of a seat: as stated, else what the candidate asks for, else what an offer of the
        role would be at the start of the horizon.
        """
        if row.has("base_salary") or role is None:
            return amount_of(row, "base_salary", self.exchange)
        who = self.org.candidate.get(candidate or "")
        if who is not None and who.base_salary is not None:
            return Amount(who.base_salary, who.stated)
        if role.band_mid is None:
            row.fault(
                "base_salary",
                _("the annual base"),
                _("{role} has no band to take it from: fill it in.", role=role.id),
            )
            return Amount(None)
        seat = offered_hire(self.org, role.id, self.org.teams[0].id, 0, location=location)
        return Amount(seat.base_salary, seat.stated)

    def trainings(self, table: Table | None) -> Iterator[Training]:
        """Courses begun of the Upskilling plan.

        Parameters
        ----------
        table
            ``None`` for a plan without that sheet.
        """
        for row, name in self._rows(table, "U", ("person_id", "course", "skill")):
            person, course, start = (
                self.names.person(row),
                self.names.course(row),
                self.names.day(row),
            )
            if person is not None and course is not None and start is not None:
                yield Training(id=name, person_id=person.id, course=course.id, start_date=start)

    def moves(self, table: Table | None) -> Iterator[Move]:
        """Promotions, transfers, retrainings and downgradings of Moves.

        Parameters
        ----------
        table
            ``None`` for a plan without that sheet. A blank role or team is the one that the row
            above leaves the person with: rows of one person stand in the order of their days.
        """
        for row, name in self._rows(table, "M", ("person_id", "role", "team", "start_date")):
            move = self._move(row, name)
            if move is not None:
                yield move

    def _move(self, row: Row, name: str) -> Move | None:
        """A move; a blank role or team stays as it was after the person's last move, and pay
        follows from the lever where it is blank.
        """
        kind, person, start = row.choice("kind"), self.names.person(row), self.names.day(row)
        role, team = self.names.role(row), self.names.team(row)
        salary = self._pay_after(row, person, start)
        if (
            kind is None
            or person is None
            or start is None
            or is_unread(row, ("role", role), ("team", team), ("base_salary", salary.value))
        ):
            return None
        held, at = self.held[person.id]
        to_role, to_team = role.id if role else held, team or at
        if (to_role, to_team) == (held, at):
            row.fault(
                "role",
                _("another role or team"),
                _(
                    "{person} is {held} in {at} already: fill in where the move leads.",
                    person=person.id,
                    held=held,
                    at=at,
                ),
            )
            return None
        self.held[person.id] = (to_role, to_team)
        lever = self.names.lever(
            row, (LeverKind(kind),), person.role, (person.team, person.location)
        )
        if lever is None:
            return None
        base, stated = salary
        if base is None:
            base, stated = moved_pay(self.org, person, lever, to_role, start)
        fields = {"id": name, "kind": lever.kind, "lever": lever.id, "person_id": person.id}
        return build_or_report(
            row,
            "role",
            lambda: Move(
                **fields,
                role=to_role,
                team=to_team,
                start_date=start,
                base_salary=base,
                stated=stated,
            ),
        )

    def _pay_after(self, row: Row, person: Person | None, start: date | None) -> Amount:
        """Pay after a move; at the rate of the person's place, where that has one of its own."""
        pay = self.org.paid_on(person, start) if person and start else None
        paid = pay.stated_as("base_salary", pay.base_salary) if pay else None
        if paid is None or paid.fx is None:
            return amount_of(row, "base_salary", self.exchange)
        own = replace(self.exchange.at(paid.currency, paid.fx), usual=None)
        return amount_of(row, "base_salary", own)

    def exits(self, table: Table | None) -> Iterator[Exit]:
        """Redundancies.

        Parameters
        ----------
        table
            ``None`` for a plan without that sheet. A blank lever stands for the only one that is
            meant for the person.
        """
        for row, name in self._rows(table, "X", ("person_id", "last_day")):
            person, last = self.names.person(row), self.names.day(row, "last_day")
            lever = self._own_lever(row, LeverKind.REDUNDANCY, person)
            if person is not None and last is not None and lever is not None:
                yield Exit(id=name, lever=lever, person_id=person.id, last_day=last)

    def short_times(self, table: Table | None) -> Iterator[ShortTime]:
        """Short time of people.

        Parameters
        ----------
        table
            ``None`` for a plan without that sheet. First and last day both lie within the horizon.
        """
        for row, name in self._rows(table, "S", ("person_id", "start_date")):
            person, start = self.names.person(row), self.names.day(row)
            end = self.names.day(row, "end_date", since=start)
            lever = self._own_lever(row, LeverKind.SHORT_TIME, person)
            if person is not None and start is not None and end is not None and lever is not None:
                yield ShortTime(
                    id=name, lever=lever, person_id=person.id, start_date=start, end_date=end
                )

    def takeovers(self, table: Table | None) -> Iterator[Takeover]:
        """Takeovers of Leads.

        Parameters
        ----------
        table
            ``None`` for a plan without that sheet. Read after :meth:`hires`, for a seat may take a
            team over.
        """
        for row, name in self._rows(table, "L", ("team", "who", "start_date")):
            team, start = self.names.team(row), self.names.day(row)
            who = self._who(row)
            if team is not None and who is not None and start is not None:
                yield Takeover(id=name, who=who, team=team, start_date=start)

    def _who(self, row: Row) -> str | None:
        """A seat of the Hiring plan that was read before, or somebody of the roster."""
        text = row.text("who")
        seat = self.seats.get((text or "").casefold())
        if seat is not None:
            return seat
        person = self.names.person(row, "who")
        return person.id if person else None

    def _own_lever(self, row: Row, kind: LeverKind, person: Person | None) -> str | None:
        if person is None:
            return None
        lever = self.names.lever(row, (kind,), person.role, (person.team, person.location))
        return lever.id if lever else None

    def group_actions(self, table: Table | None) -> Iterator[GroupAction]:
        """What is done to groups.

        Parameters
        ----------
        table
            ``None`` for a plan without that sheet.
        """
        for row, name in self._rows(table, "G", ("group", "kind", "heads")):
            action = self._group_action(row, name)
            if action is not None:
                yield action

    def _group_action(self, row: Row, name: str) -> GroupAction | None:
        """What is done to a group; the kind *recruiting* needs no lever, and a move needs the group
        that receives.
        """
        word, day = row.choice("kind"), self.names.day(row)
        heads = self._heads(row, counted=word == LeverKind.OVERSTAFFING)
        if word == LeverKind.OVERSTAFFING.value:
            return self._kept_beyond(row, name, day, heads)
        group, to_group = (
            self.names.person(row, "group", group=True),
            self.names.person(row, "to_group", group=True),
        )
        if (
            word is None
            or group is None
            or day is None
            or heads is None
            or is_unread(row, ("to_group", to_group))
        ):
            return None
        kind = None if word == RECRUITING else LeverKind(word)
        lever = self._own_lever(row, kind, group) if kind else None
        if kind in MOVE_KINDS and to_group is None:
            row.fault("to_group", _("the group that receives them"), _("Fill in 'To group'."))
            return None
        if kind and lever is None:
            return None
        return self._group_flow(
            row,
            day,
            id=name,
            kind=kind,
            lever=lever,
            group=group.id,
            to_group=to_group.id if to_group and kind in MOVE_KINDS else None,
            heads=heads,
        )

    def _kept_beyond(
        self, row: Row, name: str, day: date | None, heads: float | None
    ) -> GroupAction | None:
        """Heads kept beyond a need for staff."""
        need = self.names.staff_need(row, "group")
        if need is None or day is None or heads is None:
            return None
        lever = self.names.lever_beyond(row, need)
        if lever is None:
            return None
        return self._group_flow(
            row, day, id=name, kind=lever.kind, lever=lever.id, group=need.id, heads=heads
        )

    def _group_flow(self, row: Row, day: date, **fields: Any) -> GroupAction | None:
        """An action from the first day of a period on, or a fault for what does not fit
        together.
        """
        first = self.org.calendar.first_day(self.org.calendar.period_of(day))
        return build_or_report(row, "kind", lambda: GroupAction(start_date=first, **fields))

    def _heads(self, row: Row, *, counted: bool) -> float | None:
        """Heads of a group; those kept beyond need are only `counted`, and may be parts, since
        expected heads are.
        """
        heads = row.number_in("heads")
        if heads == 0:
            row.fault("heads", _("how many heads"), _("Fill in how many, or delete the row."))
        elif (
            heads is not None
            and not counted
            and self.org.counting is Counting.WHOLE
            and not heads.is_integer()
        ):
            row.fault(
                "heads",
                _("a whole number of heads"),
                _("Round it; fractions need counting = fractional on Settings."),
                f"{heads:g}",
            )
        else:
            return heads
        return None
