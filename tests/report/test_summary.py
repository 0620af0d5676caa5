"""Summary says in a minute what is asked for, when, for how much and what for, whether the budget
holds it, and what stays open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.budget_variance import is_whole
from orgplan.analysis.money.granted import granted_by_month
from orgplan.analysis.seats.hiring_requests import hiring_requests
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.domain.costs.budget import Category
from orgplan.domain.plan import Plan
from orgplan.domain.teams import ORGANISATION
from orgplan.report.headline import budget_label
from orgplan.report.sheets.overview import summary
from orgplan.report.sheets.overview.summary_rows import taught
from orgplan.report.sheets.workbook import write_workbook
from orgplan.report.wording import short_requirements
from tests.report.organisations import rich_organisation, rich_plan, run_of

ID = re.compile(r"\b[A-Z]{1,2}-\d+\b")


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    org = rich_organisation()
    short_ones = {item.name for item in short_requirements(org, Assessment(org, Plan()).shortfalls)}
    open_one = next(need.id for need in org.needs if need.id in short_ones)
    needs = tuple(
        need.replace(reason="audit of the bank") if need.id == open_one else need
        for need in org.needs
    )
    return Assessment(org.replace(needs=needs), rich_plan(org))


@pytest.fixture(scope="module")
def book(assessment: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return book_of(assessment, tmp_path_factory.mktemp("summary") / "plan.xlsx")


def book_of(assessment: Assessment, path: Path) -> Workbook:
    write_workbook(path, assessment, run_of(assessment))
    return load_workbook(path, data_only=True)


def words(book: Workbook) -> list[str]:
    return [
        cell
        for row in book["Summary"].iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
    ]


def test_seats_are_asked_for_by_role_team_and_quarter(
    assessment: Assessment, book: Workbook
) -> None:
    found = hiring_requests(assessment)
    assert sum(len(one.rows) for one in found) == len(assessment.plan.hires)
    assert sum(one.horizon for one in found) == sum(row.horizon for row in assessment.hires)
    for one in found:
        assert all(one.first_day <= row.hire.start_date <= one.last_day for row in one.rows)
        assert any(
            row[0] is not None
            and str(row[0]).startswith(one.role)
            and row[1:3] == (one.team, one.quarter)
            and row[4] == len(one.rows)
            and row[5] == pytest.approx(one.this_year / 100, abs=0.005)
            and row[6] == pytest.approx(one.run_rate / 100, abs=0.005)
            for row in book["Summary"].iter_rows(values_only=True)
        ), one


def test_what_must_be_decided_first_comes_first(assessment: Assessment) -> None:
    days = [one.decide_by for one in hiring_requests(assessment) if one.decide_by]
    assert days == sorted(days)


def test_no_id_stands_on_summary(book: Workbook) -> None:
    found = [text for text in words(book) if ID.search(text)]
    assert [text for text in found if not text.startswith("Left for cost centre ")] == []


def test_what_stays_open_is_said_in_the_words_that_were_typed(
    assessment: Assessment, tmp_path: Path
) -> None:
    idle = Assessment(assessment.org, Plan())
    said = " ".join(words(book_of(idle, tmp_path / "plan.xlsx")))
    assert "We ask for nothing." in said
    assert "audit of the bank" in said


def test_every_link_leads_to_a_cell_that_says_something(book: Workbook) -> None:
    links = [
        cell.hyperlink for row in book["Summary"].iter_rows() for cell in row if cell.hyperlink
    ]
    assert len(links) > 20
    for link in links:
        name, cell = link.location.replace("'", "").split("!")
        assert book[name][cell].value is not None, link.location


def test_every_figure_on_summary_leads_to_its_place(assessment: Assessment, tmp_path: Path) -> None:
    write_workbook(tmp_path / "plan.xlsx", assessment, run_of(assessment))
    for row in load_workbook(tmp_path / "plan.xlsx")["Summary"].iter_rows():
        for cell in row:
            if cell.data_type == "f" and str(cell.value).startswith("='"):
                assert cell.hyperlink is not None, cell.coordinate
                first, *_others = str(cell.value)[1:].split("+")
                assert cell.hyperlink.location == first.replace("$", "")


def test_a_budget_that_is_exceeded_is_said_to_be(assessment: Assessment, tmp_path: Path) -> None:
    org = assessment.org
    whole = next(line for line in org.budget if line.amount is not None)
    tight = Assessment(
        org.replace(budget=(whole.replace(amount=1_000.0), *org.budget[1:])), assessment.plan
    )
    said = " ".join(words(book_of(tight, tmp_path / "plan.xlsx")))
    assert "OVER" in said or "exceeded" in said


@pytest.mark.parametrize(("amount", "sentence"), [(9e6, "Within every budget"), (1e3, "OVER the")])
def test_a_budget_for_a_part_of_the_horizon_alone_is_judged_on_summary(
    assessment: Assessment, tmp_path: Path, amount: float, sentence: str
) -> None:
    """A budget for one year of a horizon that reaches further made no workbook at all, and a plan
    under such budgets was not said to be within them.
    """
    org = assessment.org
    whole = next(line for line in org.budget if line.amount is not None)
    part = whole.replace(
        amount=amount,
        scope=ORGANISATION,
        category=Category.TOTAL,
        periods=(0,),
        spent=0.0,
    )
    alone = Assessment(org.replace(budget=(part,)), assessment.plan)
    assert [one is None for one in granted_by_month(alone)].count(True) > 0
    said = words(book_of(alone, tmp_path / "plan.xlsx"))
    assert [one for one in said if sentence in one]
    assert "Not all of the horizon has a budget for all cost; the budgets that are set:" in said
    assert [one for one in said if one.startswith("Left for ")]


def test_budgets_of_quarters_that_cover_the_horizon_are_said_to(
    assessment: Assessment, tmp_path: Path
) -> None:
    """Four quarters with a total each were said to leave the horizon without a budget."""
    org = assessment.org
    whole = next(line for line in org.budget if line.amount is not None)
    parts = tuple(
        whole.replace(
            id=f"Q{period}",
            amount=9e6,
            scope=ORGANISATION,
            category=Category.TOTAL,
            periods=(period,),
            label=org.calendar.labels[period],
            spent=0.0,
        )
        for period in range(org.calendar.periods)
    )
    covered = Assessment(org.replace(budget=parts), assessment.plan)
    said = words(book_of(covered, tmp_path / "plan.xlsx"))
    assert "The budget is set in parts, which together cover the whole horizon:" in said
    assert not [one for one in said if "Not all of the horizon" in one]


def test_the_plan_is_said_before_what_puts_it_in_doubt(
    assessment: Assessment, tmp_path: Path
) -> None:
    run = replace(run_of(assessment), first=("Skills: nobody is rated in Java",))
    write_workbook(tmp_path / "plan.xlsx", assessment, run)
    sheet = load_workbook(tmp_path / "plan.xlsx", data_only=True)["Summary"]
    texts = [str(row[0].value or "") for row in sheet.iter_rows()]
    said = next(row for row, text in enumerate(texts) if text.startswith("We ask for"))
    doubt = next(row for row, text in enumerate(texts) if text.startswith("First of all"))
    asked = texts.index("What we ask for")
    assert said < doubt < asked
    assert {cell.fill.fgColor.rgb for cell in sheet[doubt + 1][:9]} == {"FFFCE9B8"}


def test_labels_of_needs_met_stand_beside_their_columns(book: Workbook) -> None:
    """Below columns, Chinese ones would be turned and hard to read."""
    charts = book["Summary"]._charts
    assert [getattr(chart, "barDir", "") for chart in charts].count("bar") == 1


def test_what_is_left_out_is_seats_and_nothing_else(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Courses and moves are one row each, and always there."""
    monkeypatch.setattr(summary, "MOST_ASKED", 2)
    monkeypatch.setattr(summary, "FEWEST", 1)
    texts = words(book_of(assessment, tmp_path / "plan.xlsx"))
    shown = hiring_requests(assessment)[0]
    more = len(assessment.plan.hires) - len(shown.rows)
    assert more
    assert f"{more} more seats, on Key figures" in texts or more == 1
    assert any(text.startswith("Courses: ") for text in texts)


def test_courses_that_lead_on_fit_into_a_line() -> None:
    """Not every program breaks the words of a link."""
    assert taught(["Java", "Kafka"]) == "Courses: Java, Kafka"
    assert (
        taught(["Test automation", "Stakeholder management", "SQL"])
        == "Courses: Test automation, and 2 more"
    )
    assert taught(["Stakeholder management in finance", *"ABCDE"]) == "Courses in 6 skills"


def links_of(book: Workbook) -> dict[str, str]:
    """What a cell of Summary says → where a click leads."""
    return {
        str(cell.value): cell.hyperlink.location.replace("'", "")
        for row in book["Summary"].iter_rows()
        for cell in row
        if cell.hyperlink
    }


def test_what_stays_open_leads_to_its_own_row(assessment: Assessment, tmp_path: Path) -> None:
    org, held = assessment.org, {person.role for person in assessment.org.people}
    nobody = next(role.id for role in org.roles if role.id not in held)
    headed = Director(id="head", scopes=(ORGANISATION,), roles=(nobody,), weight=1000)
    idle = Assessment(org.replace(rules=(*org.rules, headed)), Plan())
    book = book_of(idle, tmp_path / "plan.xlsx")
    places = {text: place for text, place in links_of(book).items() if text.startswith("• Must: ")}
    names = {book[tab][cell].value for tab, cell in (one.split("!") for one in places.values())}
    open_ones = short_requirements(
        idle.org, [one for one in idle.shortfalls if one.strength is not None]
    )
    assert names <= {item.requirement[1] for item in open_ones}
    assert "head" in names
    assert not any(place.endswith("!A1") for place in links_of(book).values())


def test_what_it_takes_says_how_many_more_there_are(assessment: Assessment, tmp_path: Path) -> None:
    steps = tuple(f"Step {number}." for number in range(5))
    run = replace(run_of(assessment), next_steps=steps)
    write_workbook(tmp_path / "plan.xlsx", assessment, run)
    book = load_workbook(tmp_path / "plan.xlsx", data_only=True)
    tab, cell = links_of(book)["• and 2 more, on Trade-offs"].split("!")
    assert book[tab][cell].value == "Step 0."


def test_gaps_of_the_input_have_links_and_no_addresses(
    assessment: Assessment, tmp_path: Path
) -> None:
    gap = "Hiring plan!I4: nobody is rated in iOS, which 'Hiring plan'!C11 asks for"
    run = replace(run_of(assessment), first=(gap.replace("Hiring plan!", "Rules!"),))
    write_workbook(tmp_path / "plan.xlsx", assessment, run)
    book = load_workbook(tmp_path / "plan.xlsx", data_only=True)
    said = "First of all: Rules: nobody is rated in iOS, which 'Hiring plan' asks for"
    assert links_of(book)[said] == "Rules!A1"


def test_budgets_stand_in_the_order_of_the_sheet(assessment: Assessment, tmp_path: Path) -> None:
    org = assessment.org
    line = next(one for one in org.budget if one.amount is not None)
    quarters = tuple(
        line.replace(id=f"Q-{t}", periods=(t,), label=org.calendar.label(t), amount=amount)
        for t, amount in enumerate((20_000.0, 10_000.0))
    )
    made = Assessment(org.replace(budget=(*org.budget, *quarters)), assessment.plan)
    texts = words(book_of(made, tmp_path / "plan.xlsx"))
    shown = [text for text in texts if text.startswith("Left for 2")]
    assert shown == [f"Left for {org.calendar.label(t)}" for t in (0, 1)]


def test_the_budget_by_month_says_where_it_is_spread(assessment: Assessment) -> None:
    org = assessment.org
    line = next(one for one in org.budget if is_whole(one)).replace(amount=1e6)
    calendar = org.calendar
    assert budget_label(replace(assessment, org=org.replace(budget=(line,)))) == (
        "budget, spread evenly"
    )
    each = tuple(
        line.replace(id=f"Q-{t}", periods=(t,), label=calendar.label(t))
        for t in range(calendar.periods)
    )
    assert budget_label(replace(assessment, org=org.replace(budget=each))) == "budget"


def test_coverage_has_the_words_that_were_typed(book: Workbook) -> None:
    rows = list(book["Coverage"].iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if "Reason" in row)
    place = rows[top].index("Reason")
    assert "audit of the bank" in {row[place] for row in rows[top + 1 :]}


def test_it_prints_on_one_page(book: Workbook) -> None:
    sheet = book["Summary"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert sheet.page_setup.orientation == "landscape"


def test_summary_says_who_joins_and_who_leaves_between_the_ends(
    assessment: Assessment, tmp_path: Path
) -> None:
    """60 heads and three hires that end at 61 read as an error where nobody says that two go."""
    label = "Heads before the plan"
    org = assessment.org
    stay = tuple(person.replace(end_date=None) for person in org.people)
    leave = (stay[0].replace(end_date=org.calendar.start), *stay[1:])
    for people, between in ((stay, []), (leave, ["Join, replacements included", "Leave"])):
        one = Assessment(org.replace(people=people), Plan())
        sheet = book_of(one, tmp_path / "plan.xlsx")["Summary"]
        rows = [(row[0].value, row[4].value) for row in sheet.iter_rows()]
        first = [name for name, _figure in rows].index(label)
        shown = dict(rows[first : first + 2 + len(between)])
        assert list(shown) == [label, *between, "Heads at the end"]
        opening, *come_and_go, closing = (float(str(figure)) for figure in shown.values())
        assert come_and_go == ([1, 1] if between else [])
        assert closing == opening + 1 - sum(come_and_go[1:])
