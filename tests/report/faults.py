"""Faults that people make in a finished plan workbook, each with the checks that must find it.

``live`` are the numbers of the checks that must say FAIL after a spreadsheet program has
recalculated, and no others; ``told`` is what `orgplan check` must say, ``None`` where it has
nothing to go by. Control totals (21) say FAIL as well wherever a sheet of the plan was changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from openpyxl import Workbook

import orgplan as op
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.report.optimality import ENDINGS
from orgplan.solver.outcome import Status
from sample_orgs.make import FOLDER
from tests.report.editing import Tab

LEAVER = "P07"
COST = ("id", "component", "action")
HIRES, COURSES = ("id", "role", "start_date"), ("id", "person_id", "course")


def organisation() -> Organisation:
    """The growing start-up with managers, positions and somebody who leaves, so that every check
    has something to look at.
    """
    org = op.load(FOLDER / "growing_startup" / "growing_startup.xlsx")
    leads = {team.id: team.lead for team in org.teams}
    people = []
    for number, person in enumerate(org.people, 1):
        lead = leads[person.team]
        people.append(
            person.replace(
                position_id=f"POS-{number:02}",
                manager_id=lead if lead != person.id else None,
                end_date=date(2027, 11, 15) if person.id == LEAVER else None,
            )
        )
    return org.replace(
        people=tuple(people), levers=(Lever(id="L-001", kind=LeverKind.BACKFILL, share=1.0),)
    )


@dataclass(frozen=True)
class Fault:
    """One fault."""

    name: str
    edit: Callable[[Workbook], None]
    live: frozenset[int]
    told: str | None


def _hire_moved(book: Workbook) -> None:
    tab = Tab(book, "Hiring plan", *HIRES)
    row = tab.find(id="H-001")
    tab.put(row, "start_date", tab.get(row, "start_date") + timedelta(days=31))


def _above_band(book: Workbook) -> None:
    tab = Tab(book, "Hiring plan", *HIRES)
    row = tab.find(id="H-001")
    tab.put(row, "base_salary", tab.get(row, "band_max") + 1_000)


def _two_in_a_seat(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "position_id")
    tab.put(
        tab.find(person_id="P05"), "position_id", tab.get(tab.find(person_id="P06"), "position_id")
    )


def _total_over(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    tab.put(tab.find(id="P05", component="base"), "total", 1_234.56)


def _grand_total_over(book: Workbook) -> None:
    tab = Tab(book, "Summary", "in horizon", "a year after")
    row = next(row for row in range(1, 40) if tab.sheet.cell(row, 1).value == "All cost")
    tab.put(row, "in horizon", 2_500_000)


def _rate(book: Workbook) -> None:
    tab = Tab(book, "Input Assumptions", "key", "value")
    tab.put(tab.find(key="employer_tax_pct"), "value", 0.21)


def _row_deleted(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    tab.delete(tab.find(id="P11", component="benefits"))


def _leaver_moved(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "end_date")
    tab.put(tab.find(person_id=LEAVER), "end_date", date(2027, 9, 30))


def _no_cost_centre(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    tab.put(tab.find(id="P11", component="tax"), "cost_centre", None)


def _same_id(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "name")
    tab.put(tab.find(person_id="P12"), "person_id", "P11")


def _circle(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "manager_id")
    row = tab.find(person_id="P05")
    tab.put(tab.find(person_id=tab.get(row, "manager_id")), "manager_id", "P05")


def _own_manager(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "manager_id")
    tab.put(tab.find(person_id="P06"), "manager_id", "P06")


def _unknown_manager(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "manager_id")
    tab.put(tab.find(person_id="P06"), "manager_id", "P99")


def _cost_over(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    tab.put(tab.find(id="P05", component="base"), "2027-05", 999.0)


def _deduction(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    tab.put(tab.find(id="P05", component="benefits"), "2027-05", -5_000.0)


def _opening(book: Workbook) -> None:
    tab = Tab(book, "Walk", "counted", "team", "reckoned")
    row = tab.find(counted="heads", team="Payments")
    tab.put(row, "opening", tab.get(row, "opening") + 1)


def _budget_raised(book: Workbook) -> None:
    tab = Tab(book, "Budget", "id", "budget", "verdict")
    row = tab.top + 1
    tab.put(row, "budget", tab.get(row, "budget") + 50_000)


def _course_added(book: Workbook) -> None:
    tab = Tab(book, "Upskilling plan", *COURSES)
    first = tab.top + 1
    copied = {header: tab.get(first, header) for header in ("skill", "to", "course", "start_date")}
    tab.add(id="U-009", person_id="P05", **copied)


def _coverage_over(book: Workbook) -> None:
    tab = Tab(book, "Coverage detail", "need", "planned", "gap")
    row = tab.top + 1
    tab.put(row, "planned", tab.get(row, "planned") + 1)


def _currency(book: Workbook) -> None:
    tab = Tab(book, "Input Settings", "key", "value")
    tab.put(tab.find(key="currency"), "value", "EUR")


def _foreign_salary(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "currency")
    tab.put(tab.find(person_id="P05"), "currency", "CHF")


def _hash(book: Workbook) -> None:
    sheet = book["Run log"]
    row = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "SHA-256")
    sheet.cell(row, 2).value = "0" * 64


def _gap_of_the_search(book: Workbook) -> None:
    sheet = book["Run log"]
    row = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Status")
    words = (ENDINGS[Status.OPTIMAL], ENDINGS[Status.GAP_LIMIT])
    sheet.cell(row, 2).value = words[sheet.cell(row, 2).value == words[0]]


def _seat_deleted(book: Workbook) -> None:
    tab = Tab(book, "Hiring plan", *HIRES)
    tab.delete(tab.find(id="H-002"))


def _outside(book: Workbook) -> None:
    tab = Tab(book, "Hiring plan", *HIRES)
    tab.put(tab.find(id="H-001"), "start_date", date(2028, 2, 1))


def _summed_over_time(book: Workbook) -> None:
    tab = Tab(book, "Key figures", "opening", "closing")
    walk = Tab(book, "Walk", "counted", "team", "reckoned")
    first, column = walk.top + 1, walk.sheet.cell(1, walk.columns["closing"]).column_letter
    periods = sum(
        walk.get(row, "counted") == "heads"
        for row in range(first, first + 60)
        if walk.get(row, "team") == "organisation"
    )
    row = next(
        row
        for row in range(tab.top, tab.top + 20)
        if tab.sheet.cell(row, 1).value == "Organisation"
    )
    tab.put(row, "closing", f"=SUM('Walk'!{column}{first}:{column}{first + periods - 1})")


def _vacancy(book: Workbook) -> None:
    tab = Tab(book, "Input Assumptions", "key", "value")
    row = tab.find(key="hours_per_month")
    tab.put(row, "key", "vacancy_factor")
    tab.put(row, "value", 0.05)


def _twice(book: Workbook) -> None:
    tab = Tab(book, "Input Assumptions", "key", "value")
    row = next(
        row for row in range(tab.top + 1, tab.sheet.max_row) if tab.get(row, "value") is not None
    )
    other = tab.find(key="hours_per_month")
    tab.put(other, "key", tab.get(row, "key"))
    tab.put(other, "value", tab.get(row, "value"))


def _part_time(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "fte")
    tab.put(tab.find(person_id="P05"), "fte", 0.5)


def _raise(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "base_salary")
    row = tab.find(person_id="P05")
    tab.put(row, "base_salary", tab.get(row, "base_salary") + 1)


def _no_run_rate(book: Workbook) -> None:
    tab = Tab(book, "Hiring plan", *HIRES)
    tab.put(tab.find(id="H-001"), "run_rate", None)


def _constraint_over(book: Workbook) -> None:
    tab = Tab(book, "Constraints", "family", "left_side", "short")
    row = tab.find(family="budget")
    tab.put(row, "left_side", tab.get(row, "right_side") + 100)
    tab.put(row, "short", 100)


def _no_date(book: Workbook) -> None:
    tab = Tab(book, "Hiring plan", *HIRES)
    tab.put(tab.find(id="H-001"), "start_date", "soon")


def _no_leaver(book: Workbook) -> None:
    tab = Tab(book, "Hiring plan", *HIRES)
    tab.put(tab.find(id="H-001"), "replaces", "P05")


def _swapped(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "base_salary")
    rows = tab.find(person_id="P05"), tab.find(person_id="P09")
    pay = [tab.get(row, "base_salary") for row in rows]
    assert pay[0] != pay[1]
    tab.put(rows[0], "base_salary", pay[1])
    tab.put(rows[1], "base_salary", pay[0])


def _contractor(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "employment_type")
    tab.put(tab.find(person_id="P05"), "employment_type", "contractor")


def _worth(tab: Tab, row: int, header: str) -> float:
    """What a formula of Cost by month came to when the plan was written."""
    planned = Tab(tab.book, "Planned cost", "id", "component", header)
    return float(
        planned.get(
            planned.find(id=tab.get(row, "id"), component=tab.get(row, "component")), header
        )
    )


def _shifted(tab: Tab, give: tuple[int, str], take: tuple[int, str], amount: float = 1_000) -> None:
    tab.put(*give, _worth(tab, *give) - amount)
    tab.put(*take, _worth(tab, *take) + amount)


def _last_day_over(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    tab.put(tab.find(id=LEAVER, component="base"), "last_day", date(2027, 9, 30))


def _between_people(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    rows = [tab.find(id=person, component="base") for person in ("P05", "P06")]
    _shifted(tab, (rows[0], "2027-05"), (rows[1], "2027-05"))


def _between_teams(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    first = tab.find(id="P05", component="base")
    team = tab.get(first, "team")
    other = next(
        row
        for row in range(first, tab.blank())
        if tab.get(row, "component") == "base" and tab.get(row, "team") != team
    )
    _shifted(tab, (first, "2027-05"), (other, "2027-05"))


def _between_months(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    row = tab.find(id="P05", component="base")
    _shifted(tab, (row, "2027-05"), (row, "2027-06"))


def _other_centre(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    row = tab.find(id="P05", component="base")
    other = next(
        tab.get(at, "cost_centre")
        for at in range(tab.top + 1, tab.blank())
        if tab.get(at, "cost_centre") != tab.get(row, "cost_centre")
    )
    tab.put(row, "cost_centre", other)


def _other_account(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    row = tab.find(id="P05", component="base")
    tab.put(row, "account", "A-001" if tab.get(row, "account") != "A-001" else "A-002")


def _other_component(book: Workbook) -> None:
    tab = Tab(book, "Cost by month", *COST)
    tab.put(tab.find(id="P05", component="tax"), "component", "benefits")


def _tolerance(book: Workbook) -> None:
    tab = Tab(book, "Checks", "check_no", "tolerance")
    tab.put(tab.find(check_no=10), "tolerance", 5_000)


def _passed(book: Workbook) -> None:
    tab = Tab(book, "Checks", "check_no", "result")
    tab.put(tab.find(check_no=10), "result", "PASS")


def _constant(book: Workbook) -> None:
    """The very figure that the formula comes to: today nothing is wrong, tomorrow it is."""
    tab = Tab(book, "Cost by month", *COST)
    row = tab.find(id="P05", component="base")
    months = [header for header in tab.columns if re.fullmatch(r"\d{4} \d\d", header)]
    assert len(months) == 12
    tab.put(row, "total", round(sum(_worth(tab, row, month) for month in months), 2))


def _pay_as_text(book: Workbook) -> None:
    tab = Tab(book, "Input Roster", "person_id", "base_salary")
    row = tab.find(person_id="P05")
    tab.put(row, "base_salary", f"{tab.get(row, 'base_salary')}")


def _seat_as_text(book: Workbook) -> None:
    tab = Tab(book, "Hiring plan", "id", "base_salary")
    row = tab.find(id="H-001")
    tab.put(row, "base_salary", f"{tab.get(row, 'base_salary')}")


def _cheaper_seat(book: Workbook) -> None:
    tab = Tab(book, "Hiring plan", *HIRES)
    row = tab.find(id="H-001")
    tab.put(row, "base_salary", tab.get(row, "base_salary") - 1_000)


def _need_elsewhere(book: Workbook) -> None:
    tab = Tab(book, "Coverage detail", "need", "planned", "gap")
    row = tab.top + 1
    tab.put(row, "scope", "Somewhere else")


def fault(name: str, edit: Callable[[Workbook], None], *live: int, told: str | None) -> Fault:
    return Fault(name, edit, frozenset(live), told)


FAULTS = (
    fault(
        "a hire moved by a month without its cost",
        _hire_moved,
        told="Cost by month shows 60,488.44 USD for H-001",
    ),
    fault("a salary above its band", _above_band, 7, told="above its band"),
    fault("two people in one seat", _two_in_a_seat, 3, told="Input Roster was changed"),
    fault("a total of a row typed over", _total_over, 10, told="shows 1,234.56, but should be"),
    fault(
        "a total of the Summary typed over",
        _grand_total_over,
        10,
        told="shows 2,500,000, but should be 2,794,801.35",
    ),
    # Cost by month follows the rate: the plan is dearer than its budget by now.
    fault("a rate edited on Assumptions", _rate, 18, told="Input Assumptions was changed"),
    fault(
        "a row deleted from the middle of Cost by month",
        _row_deleted,
        10,
        told="for P11; with the plan and the inputs as they stand",
    ),
    fault(
        "a leaver's end date moved",
        _leaver_moved,
        told=f"for {LEAVER}; with the plan and the inputs as they stand",
    ),
    fault(
        "a leaver's last day typed over in the report",
        _last_day_over,
        6,
        told="a constant stands where a formula was",
    ),
    fault(
        "a row of cost without a cost centre",
        _no_cost_centre,
        9,
        told="the cost centre of tax of P11 is nothing",
    ),
    # Cost by month follows the roster by id: whoever lost the id is paid no more, and has no days
    # there.
    fault("a person id that occurs twice", _same_id, 2, 6, told="each person once"),
    fault("managers in a circle", _circle, 4, told="managers with no circular reporting"),
    fault(
        "somebody who is the own manager",
        _own_manager,
        4,
        told="managers with no circular reporting",
    ),
    fault(
        "a manager who is not there",
        _unknown_manager,
        4,
        told="Input Roster was changed after the plan was made",
    ),
    fault("a cell of cost typed over", _cost_over, 10, told="base of P05 in 2027-05 shows 999"),
    fault("a deduction in place of a cost", _deduction, 10, 17, told="benefits of P05"),
    fault("a walk's opening changed", _opening, 11, told="shows 10, but should be 9"),
    fault(
        "a budget raised in the report alone",
        _budget_raised,
        18,
        told="shows 3,050,000, but should be 3,000,000",
    ),
    fault(
        "a course without its cost",
        _course_added,
        14,
        told="Cost by month has nothing for P05 (U-009)",
    ),
    fault("a figure of coverage typed over", _coverage_over, 20, told="Coverage detail, M"),
    fault("a currency changed", _currency, 8, told="expected an amount in EUR"),
    fault("a salary in a currency without a rate", _foreign_salary, 8, told="CHF"),
    fault("the hash of the input edited", _hash, 19, told="the seal does not fit"),
    fault("the ending of the search edited", _gap_of_the_search, told="the seal does not fit"),
    fault(
        "a seat deleted from the Hiring plan",
        _seat_deleted,
        14,
        told="Cost by month still has 61,160.55 USD for H-002",
    ),
    fault("a start outside the horizon", _outside, 5, told="a day of the horizon"),
    # What Cost by month makes of a day that is none is an error, in every sum of it.
    fault("a start that is no date", _no_date, 5, 6, 10, 14, 15, 17, told="year-month-day"),
    fault("heads summed over time", _summed_over_time, 12, told="another formula"),
    fault("a backfill of somebody who stays", _no_leaver, 13, told="backfilled"),
    fault("a vacancy factor beside dated hires", _vacancy, 17, told="a known key"),
    fault("a rate stated twice", _twice, 16, told="once"),
    fault("somebody set to half time", _part_time, 1, told="Input Roster was changed"),
    fault(
        "a salary of the roster raised by one",
        _raise,
        told="for P05; with the plan and the inputs as they stand",
    ),
    fault("a run rate taken out", _no_run_rate, 15, told="Hiring plan, "),
    fault("a limit broken by hand", _constraint_over, 20, told="Constraints, C"),
    fault("two salaries swapped", _swapped, told="for P05; with the plan and the inputs"),
    fault("an employee made a contractor", _contractor, told="Input Roster was changed"),
    fault("a thousand from one person to another", _between_people, told="base of P05 in 2027-05"),
    fault("a thousand from one team to another", _between_teams, told="base of P05 in 2027-05"),
    fault("a thousand from one month to the next", _between_months, told="for P05 in other months"),
    fault(
        "a cost booked on another cost centre", _other_centre, told="the cost centre of base of P05"
    ),
    fault("a cost booked on another account", _other_account, told="Cost by month, K"),
    fault("a cost under another component", _other_component, told="for P05; with the plan"),
    fault("a tolerance raised", _tolerance, told="Checks, F"),
    fault("a result typed over", _passed, told="a constant stands where a formula was"),
    fault("a constant over a formula", _constant, told="a constant stands where a formula was"),
    fault("a seat paid less than it is costed", _cheaper_seat, told="for H-001; with the plan"),
    fault("a need moved to another team in the report", _need_elsewhere, told="Coverage detail, "),
    fault("a salary of the roster typed as text", _pay_as_text, told="is typed as text"),
    fault("a seat's pay typed as text", _seat_as_text, 7, told="is typed as text"),
)
