"""The page: everything shown is escaped, nothing is fetched, its words are complete in both
languages, its figures are the plan's.
"""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

import orgplan as op
from orgplan.analysis.counterfactual.steps import Step
from orgplan.analysis.open_points import open_in_words
from orgplan.cli.main import app
from orgplan.domain import Scope
from orgplan.language import speaking
from orgplan.library.samples import sample_workbook
from orgplan.report.headline import headline, whole_budget
from orgplan.report.page import as_page
from orgplan.report.page.labels import LABELS, labels
from orgplan.report.page.org_chart import org_charts
from orgplan.report.page.page import _square, scope_on_page
from orgplan.report.page.timeline import timeline
from orgplan.report.quantities import whole_units
from orgplan.report.sheets.trade_offs import read_steps

SAMPLE = sample_workbook("growing_startup")
assert SAMPLE is not None
PROBE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def planned() -> op.Result:
    org = op.load(SAMPLE)
    named = org.replace(name=PROBE, people=(org.people[0].replace(name=PROBE), *org.people[1:]))
    needs = tuple(need.replace(reason=PROBE) for need in named.needs)
    return op.plan(named.replace(needs=needs), next_steps=False)


class Seen(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_names_stay_text(planned: op.Result) -> None:
    seen = Seen(as_page(planned.assessment, planned.run))
    assert seen.tags.count("script") == 1
    assert "img" not in seen.tags
    assert not any(name.startswith("on") for name, _ in seen.attributes)
    assert PROBE in seen.text


def test_nothing_is_fetched_and_only_its_own_script_runs(planned: op.Result) -> None:
    page = as_page(planned.assessment, planned.run)
    seen = Seen(page)
    assert not {"src", "href", "action", "background"} & {name for name, _ in seen.attributes}
    assert "url(" not in page
    policy = next(v for n, v in seen.attributes if n == "content" and v and "default-src" in v)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    for tag in ("script", "style"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inside is not None
        digest = base64.b64encode(sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_its_words_are_in_the_language_of_the_run(planned: op.Result) -> None:
    with speaking("zh"):
        chinese, words = as_page(planned.assessment, planned.run), labels()
    assert 'lang="zh-CN"' in chinese
    for key in ("ask", "coverage", "by_month"):
        assert words[key] in chinese
        assert LABELS[key] not in Seen(chinese).text


def test_its_figures_are_those_of_the_plan(planned: op.Result) -> None:
    text = Seen(as_page(planned.assessment, planned.run)).text
    spent = sum(line.cents for line in planned.assessment.costs) / 100
    assert f"{spent:,.0f} {planned.org.currency}" in text
    for hire in planned.plan.hires:
        assert hire.id in text
        assert str(hire.start_date) in text


def test_the_command_writes_it_also_without_names(tmp_path: Path) -> None:
    org = op.load(SAMPLE)
    op.save(op.evaluate(org, op.Plan()), tmp_path / "plan.xlsx")
    out = tmp_path / "plan.html"
    ran = CliRunner().invoke(
        app, ["page", str(tmp_path / "plan.xlsx"), "--out", str(out), "--redact"]
    )
    assert ran.exit_code == 0, ran.output
    assert org.people[0].name not in out.read_text(encoding="utf-8")
    again = CliRunner().invoke(app, ["page", str(tmp_path / "plan.xlsx"), "--out", str(out)])
    assert isinstance(again.exception, op.NotWritable)


def test_steps_of_the_frontier_are_read_from_the_workbook(
    planned: op.Result, tmp_path: Path
) -> None:
    step = Step(planned.assessment, None, 2_900_000.0, 2.0, 0.5, 0.0, True)
    steps = (step, replace(step, cost=3_100_000.0, must_short=0.0, buys=("a seat", PROBE)))
    made = replace(planned, run=replace(planned.run, frontier=steps))
    op.save(made, tmp_path / "plan.xlsx")
    read = read_steps(tmp_path / "plan.xlsx")
    assert [one["cost over the horizon"] for one in read] == [2_900_000, 3_100_000]
    page = Seen(as_page(made.assessment, made.run, read))
    assert ("value", "0") in page.attributes  # the budget of 3,000,000 allows the first
    assert f"what it buys a seat; {PROBE}" in page.text
    assert page.tags.count("script") == 1
    assert as_page(made.assessment, made.run).count('type="range"') == 0


def test_the_page_says_what_summary_says_and_shows_open_positions() -> None:
    org = op.load(SAMPLE)
    seats = [
        op.Position(id=name, role=org.people[0].role, team=org.people[0].team)
        for name in ("POS-1", "POS-2", "POS-3")
    ]
    people = (*org.people[:-1], org.people[-1].replace(position_id="POS-3"))
    org = org.replace(positions=tuple(seats), people=people)
    hire = op.Hire(
        id="H-001", role=seats[0].role, team=seats[0].team, start_date=date(2027, 7, 1),
        base_salary=90_000, position_id="POS-1",
    )  # fmt: skip
    found = op.evaluate(org, op.Plan(hires=(hire,)))
    today, after = (
        {one.name: one.change for one in chart} for chart in org_charts(found.assessment)
    )
    assert today["POS-1"] == today["POS-2"] == after["POS-2"] == "open position"
    assert "POS-1" not in after
    assert "POS-3" not in {*today, *after}
    page = Seen(as_page(found.assessment, found.run)).text
    assert " ".join(headline(found.assessment)) in " ".join(page.split())


def test_the_page_says_what_is_left_of_the_budget_and_by_when_to_decide(
    planned: op.Result,
) -> None:
    page = Seen(as_page(planned.assessment, planned.run)).text
    row = planned.assessment.budget[whole_budget(planned.assessment) or 0]
    assert f"{whole_units(row.budget - row.planned)} USD" in " ".join(page.split())
    for hire in planned.assessment.hires:
        assert str(planned.org.calendar.first_day(hire.decided)) in page
    scarce = planned.org.replace(budget=(planned.org.budget[0].replace(amount=1_000.0),))
    over = op.evaluate(scarce, planned.plan)
    assert labels()["over"] in Seen(as_page(over.assessment, over.run)).text


@pytest.mark.parametrize(
    ("there", "tolerance", "said", "state"),
    [
        (6.895, 0.14, "6.9", "nearly"),
        (6.97, 0.01, "6.97", "partly"),  # "7/7" would hide the gap
        (7.0, 0.14, "7", "covered"),
        (0.0, 0.14, "0", "short"),
    ],
)
def test_fte_are_said_to_one_place_unless_that_hides_a_gap(
    planned: op.Result, there: float, tolerance: float, said: str, state: str
) -> None:
    row = next(row for row in planned.assessment.coverage if row.need.kind.value == "capacity")
    square = _square(replace(row, required=7.0, now=there, tolerance=tolerance))
    assert (square.there[0], square.state[0]) == (said, state)


def test_headcount_begins_with_today_and_ends_with_all_teams(planned: op.Result) -> None:
    page = as_page(planned.assessment, planned.run)
    headcount = page.partition(f"<h2>{labels()['by_period']}</h2>")[2].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", headcount)
    header, *teams, together = (re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in rows)
    assert header[:2] == [labels()["team"], labels()["now"]]
    assert together[0] == labels()["all_teams"]
    for place in range(1, len(header)):
        assert float(together[place]) == sum(float(row[place]) for row in teams)
    opening = sum(row.opening for row in planned.assessment.headcount if row.period == 0)
    assert float(together[1]) == opening


def test_what_is_met_within_the_tolerance_has_a_sign_of_its_own(planned: op.Result) -> None:
    """A tick beside 1.3 of 1.4 reads like an error."""
    page = as_page(planned.assessment, planned.run)
    near = re.findall(r'class="view v\d nearly"[^>]*>(.)', page)
    assert {*near} <= {"≈"}
    assert bool(near) == (f"≈ {labels()['nearly']}" in page)


def test_every_team_of_a_row_can_be_chosen(planned: op.Result) -> None:
    page = as_page(planned.assessment, planned.run)
    chosen = {unescape(team) for team in re.findall(r"<option>(.*?)</option>", page)}
    rows = {unescape(team) for team in re.findall(r'<tr[^>]*data-team="(.*?)"', page)}
    assert rows - {""} <= chosen


def test_a_scope_is_a_name_on_the_page_and_says_its_kind_where_two_have_it() -> None:
    org = op.generate(30, teams=4, seed=2)
    whole, own = (Scope(kind=kind, name="Commerce") for kind in ("department", "team"))
    assert scope_on_page(org, whole) == "Commerce"
    first = org.needs[0]
    both = org.replace(needs=(*org.needs, first.replace(id="N-999", scope=own)))
    assert scope_on_page(both, whole) == "department: Commerce"
    assert scope_on_page(org, first.scope) == "organisation"


def test_the_page_tells_shoulds_from_musts() -> None:
    org = op.load(SAMPLE)
    idle = op.evaluate(org, op.Plan())
    page = Seen(as_page(idle.assessment, idle.run)).text
    musts, shoulds = open_in_words(idle.assessment)
    assert musts
    assert shoulds
    assert all(f"Must: {line}" in page and f"Should: {line}" not in page for line in musts)
    assert all(f"Should: {line}" in page for line in shoulds)


def test_whatever_is_planned_must_be_decided_by_a_month_of_the_timeline(
    planned: op.Result,
) -> None:
    """Summary says by which day courses and moves must be decided, and so does the page."""
    decided = [line for _month, due, _begun in timeline(planned.assessment) for line in due]
    assert planned.plan.trainings
    for course in planned.plan.trainings:
        name = planned.org.person[course.person_id].name
        assert any(name in line and course.course in line for line in decided)
