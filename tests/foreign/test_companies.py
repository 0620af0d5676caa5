"""What invented companies write, each in its own words: kinds of headers, needs and totals that
were not understood at first.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.foreign.books import Rows, understood, write

PEOPLE: Rows = [
    ["Who", "Does what", "Squad", "Lead", "Since", "Pay (k€ / month)", "Until"],
    ["Mara Lindqvist", "VP", "Core", None, "1-Sept-2017", 11.5, None],
    ["Tobias Renner", "Engineer", "Core", "Mara Lindqvist", "15-Sept-2019", 6.4, None],
    ["Greta Blum", "Engineer", "Core", "Mara Lindqvist", "1-Feb-2021", 6.6, "31-Dec-2025"],
    ["Total", None, None, None, None, 24.5, None],
]
BUDGET: Rows = [["Squad", "Q1", "Q2", "Q3", "Q4", "FY27"], ["Core", 90, 90, 95, 95, 370]]


def needs(*rows: list[object], by: str = "By") -> Rows:
    return [["Squad", "Role", "Heads", by], *[list(row) for row in rows]]


def test_a_tech_company_in_its_own_words(tmp_path: Path) -> None:
    found = understood(
        write(
            tmp_path / "a.xlsx",
            {
                "Who does what": PEOPLE,
                "Budget FY27": BUDGET,
                "What we need": needs(["Core", "Engineer", 3, "Q3 2027"]),
            },
        )
    )
    assert found.understanding.open == ()
    assert found.org is not None
    assert found.org.calendar.start == date(2027, 1, 1)
    assert [line.amount for line in found.org.budget] == [90, 90, 95, 95]
    assert [need.required for need in found.org.needs] == [(0, 0, 3, 3)]
    pay = next(count for count in found.understanding.counts if count.what.startswith("base pay"))
    assert (pay.ours, pay.theirs) == (pytest.approx(214_800), pytest.approx(294_000))


@pytest.mark.parametrize(
    ("by", "cell", "wanted"),
    [
        ("From", "2027-Q2", (0, 3, 3, 3)),
        ("Needed by", date(2027, 4, 1), (0, 3, 3, 3)),
        ("Quarter", "Q2", (0, 3, 0, 0)),
        ("Period", "2027", (3, 3, 3, 3)),
        ("Period", "some day", None),
    ],
)
def test_a_need_from_or_in_a_period(
    tmp_path: Path, by: str, cell: object, wanted: tuple[int, ...] | None
) -> None:
    sheets = {"Staff 2027": PEOPLE, "Needs 2027": needs(["Core", "Engineer", 3, cell], by=by)}
    found = understood(write(tmp_path / "a.xlsx", sheets))
    if wanted is None:
        assert [fault.cell for fault in found.understanding.open] == ["D2"]
    else:
        assert found.org is not None
        assert found.org.needs[0].required == wanted


@pytest.mark.parametrize(
    ("name", "rows", "word"),
    [
        (
            "Manpower by month",
            [["Line", "Job", "Jan", "Feb"], ["Core", "VP", 1, 1]],
            "Requirements",
        ),
        ("Labor budget", [["Line", "Jan", "Feb"], ["Core", 1, 1]], "Budget"),
        ("Machine hours", [["Machine", "Q1", "Q2"], ["A", 7, 9]], None),
    ],
)
def test_figures_over_time_are_asked_about(
    tmp_path: Path, name: str, rows: Rows, word: str | None
) -> None:
    found = understood(write(tmp_path / "a.xlsx", {"Staff 2027": PEOPLE, name: rows}))
    asked = [(fault.sheet, fault.fix) for fault in found.understanding.open]
    assert [sheet for sheet, _ in asked] == ([name] if word else [])
    assert word is None or word in asked[0][1]


def test_a_sheet_that_may_be_the_roster_is_named(tmp_path: Path) -> None:
    rows: Rows = [["Crewman", "Since", "FTE", "Boss"], ["Ann Lee", date(2020, 1, 1), 1, None]]
    (fault,) = understood(write(tmp_path / "a.xlsx", {"My lot": rows})).understanding.open
    assert "'My lot'" in fault.fix
    assert "'Crewman'" in fault.fix


def test_the_currency_of_most_pay_is_drafted(tmp_path: Path) -> None:
    rows: Rows = [
        ["Name", "Title", "Team", "Start", "Annual salary"],
        ["Ann Lee", "Designer", "Aurora", date(2020, 1, 1), "£41,500"],
        ["Bo Ek", "Designer", "Aurora", date(2021, 1, 1), "£42,000"],
        ["Cem Ay", "Designer", "Aurora", date(2021, 1, 1), "€46,000"],
    ]
    found = understood(write(tmp_path / "a.xlsx", {"Staff": rows})).understanding
    assert ("currency", "GBP") in [(one.what, one.value) for one in found.drafted]


def test_thousands_in_the_name_of_a_sheet_are_asked_about(tmp_path: Path) -> None:
    rows: Rows = [["Team", "Amount"], ["Core", 480]]
    found = understood(write(tmp_path / "a.xlsx", {"Staff 2027": PEOPLE, "Budget $k": rows}))
    assert any("thousands" in fault.fix for fault in found.understanding.open)


@pytest.mark.parametrize(("title", "asked"), [("Budget FY27 (k€)", 1), ("In USD", 1), ("Draft", 0)])
def test_units_over_amounts_by_period_are_asked_about(
    tmp_path: Path, title: str, asked: int
) -> None:
    sheets = {"Staff 2027": PEOPLE, "Budget FY27": [[title], *BUDGET]}
    found = understood(write(tmp_path / "a.xlsx", sheets)).understanding
    assert [fault.cell for fault in found.open] == ["A1"] * asked


def test_needs_by_month_make_a_plan_by_months(tmp_path: Path) -> None:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    sheets: dict[str, Rows] = {
        "Staff 2027": PEOPLE,
        "Needs 2027": [["Line", "Job", *months], ["Core", "Engineer", 1, 1, *[2] * 10]],
        "Budget 2027": [["Line", *months], ["Core", *[32] * 12]],
    }
    found = understood(write(tmp_path / "a.xlsx", sheets))
    assert found.org is not None
    assert found.org.needs[0].required == (1, 1, *[2] * 10)
    assert len(found.org.budget) == 12
