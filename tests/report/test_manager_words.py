"""What a manager reads: why, what stays open, by when to decide and whether the budget holds,
without ids and words of the machine.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import orgplan as op
from orgplan.analysis.attribution import LossIfRemoved
from orgplan.analysis.causes import rule_in_words
from orgplan.analysis.counterfactual.differences import in_words
from orgplan.analysis.money.leavers import all_replaced, freed, short_if_replaced
from orgplan.analysis.money.value_for_money import yields
from orgplan.analysis.next_steps import _costs_in_all, _moved_in_time
from orgplan.analysis.seats.hiring_requests import decide_by, recruiting_months
from orgplan.cli.main import app
from orgplan.constraints.structure.hierarchy.direct_reports import DirectReports
from orgplan.domain import Measure, Organisation
from orgplan.finance.cost_totals import charged
from orgplan.finance.ledger import ledger
from orgplan.library.samples import sample_workbook
from orgplan.report.action_text import action_text
from orgplan.report.decide_by import decide_by_reasons
from orgplan.report.headline import headline
from orgplan.report.page.page import as_page
from orgplan.report.quantities import whole_units
from orgplan.report.reasons import serves_in_own_words
from orgplan.report.seat_value import dear_in_words, passing_in_words
from orgplan.report.sheets.rules import _with_source
from orgplan.report.unused import unused
from orgplan.report.wording import requirement, short_requirements
from orgplan.solver.outcome import Status

MACHINE = re.compile(
    r"≥|\(holders|\(FTE,|\(rule |\bN-\d{3}\b|\w+\([A-Z]\w+\):|time_limit|lever_caps"
)


@pytest.fixture(scope="module")
def planned() -> op.Result:
    sample = sample_workbook("growing_startup")
    assert sample is not None
    return op.plan(op.load(sample), next_steps=False)


@pytest.fixture(scope="module")
def book(planned: op.Result, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    op.save(planned, path)
    return load_workbook(path, data_only=True)


def column(sheet: Any, header: str) -> list[str]:
    """Texts below a header, wherever it stands."""
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == header)
    cells = (sheet.cell(row, head.column).value for row in range(head.row + 1, sheet.max_row + 1))
    return [str(content) for content in cells if content]


@pytest.mark.parametrize("tab", ["Hiring plan", "Upskilling plan"])
def test_why_is_said_as_a_manager_says_it_and_ids_stand_apart(book: Any, tab: str) -> None:
    for header in ("Why", "Lost without it"):
        said = column(book[tab], header)
        assert said
        assert [text for text in said if MACHINE.search(text)] == []
    served = column(book[tab], "Serves")
    assert all(re.search(r"N-\d{3}|\w+ in ", text) for text in served)
    assert not [text for text in served if "(" in text]


@pytest.mark.parametrize("tab", ["Summary", "Key figures", "Trade-offs"])
def test_no_word_of_the_machine_stands_where_people_decide(book: Any, tab: str) -> None:
    texts = [str(cell.value) for row in book[tab].iter_rows() for cell in row if cell.value]
    assert [text for text in texts if MACHINE.search(text)] == []


def holders(planned: op.Result) -> Measure:
    return next(m for m in planned.assessment.measures if m.family == "holders")


def test_a_need_says_how_many_people_and_at_which_level(planned: op.Result) -> None:
    assert re.fullmatch(
        r"\d+ (person|people) with .+ \d or better in .+",
        requirement(planned.org, holders(planned)),
    )


def director(planned: op.Result) -> Measure:
    return next(m for m in planned.assessment.idle_measures if m.family == "director")


def test_a_rule_that_asks_for_a_director_names_one(planned: op.Result) -> None:
    said = rule_in_words(planned.org, director(planned))
    assert said == "Technical director for the organisation"


def test_somebody_of_whom_one_is_asked_is_missing(planned: op.Result) -> None:
    nobody = replace(director(planned), required=1, planned=0, shortfall=1, triggered=True)
    (item,) = short_requirements(planned.org, [nobody])
    assert item.shortfall == f"missing in {nobody.key[-1]}"


def test_what_a_move_makes_unnecessary_is_said_to_be(planned: op.Result) -> None:
    loss = LossIfRemoved(director(planned), 1.0, spared=True)
    assert serves_in_own_words(planned.org, [loss]).endswith("(made unnecessary by this)")
    served = LossIfRemoved(director(planned), 1.0)
    assert not serves_in_own_words(planned.org, [served]).endswith("by this)")


def test_the_words_of_a_rule_end_before_its_source(planned: op.Result) -> None:
    rule = planned.org.rule["director"]
    words = _with_source(rule.replace(sentence="The board decided", source="minutes"))
    assert words == "The board decided. Source: minutes."
    assert _with_source(rule.replace(sentence="It is so.", source="")) == "It is so."


def test_a_move_says_where_it_comes_from(planned: op.Result) -> None:
    org = planned.org
    person = next(one for one in org.people if one.team == "Apps")
    move = op.Move(
        id="M-1", person_id=person.id, kind="transfer", role=person.role, team="Payments",
        start_date=date(2027, 4, 1), base_salary=person.base_salary, lever="L-1",
    )  # fmt: skip
    plan = op.Plan(moves=(move,))
    said = action_text(org, plan, move)
    assert said.what == f"transfer of {person.name}: {person.role}, Apps → {person.role}"
    assert said.where == "Payments"


def test_a_budget_that_holds_only_while_leavers_are_not_replaced_says_so(
    planned: op.Result,
) -> None:
    """What is left is less than what expected leavers free."""
    cost, free = planned.assessment.costs, freed(planned.assessment.costs)
    spent = sum(line.cents for line in cost)
    assert free > 0
    for more, words in (
        (free // 2, "ONLY while expected leavers are not replaced"),
        (3 * free, "if expected leavers are replaced at once."),
    ):
        org = with_budget(planned.org, (spent + more) / 100)
        *_, said = headline(op.evaluate(org, planned.plan).assessment)
        assert words in said
        assert (whole_units(free) in said) is (more < free)


def with_budget(org: Organisation, amount: float) -> Organisation:
    whole = next(line for line in org.budget if line.label == "total")
    return org.replace(budget=(whole.replace(amount=amount),))


def test_replacing_leavers_costs_what_they_free(planned: op.Result) -> None:
    org, plan = planned.org, planned.plan
    full = sum(line.cents for line in ledger(all_replaced(org), plan))
    net = sum(line.cents for line in planned.assessment.costs)
    assert full - net == freed(planned.assessment.costs)


def test_summary_shows_what_replacing_leavers_takes_and_every_budget(book: Any) -> None:
    labels = {str(row[0].value): row for row in book["Summary"].iter_rows() if row[0].value}
    net, full = labels["All cost"], labels["All cost if leavers are replaced"]
    assert all(more.value > less.value for less, more in zip(net[4:7], full[4:7], strict=True))
    left, less = labels["Left in the budget"][4].value, labels["Left if leavers are replaced"]
    assert left - less[4].value == pytest.approx(full[4].value - net[4].value, abs=0.01)
    assert labels["Left for training"][5].value == "within budget"


def test_a_seat_is_decided_as_late_as_recruiting_allows(planned: op.Result) -> None:
    org = planned.org
    for row in planned.assessment.hires:
        months, start = recruiting_months(org, row), row.hire.start_date
        due = decide_by(org, row)
        between = (start.year - due.year) * 12 + start.month - due.month
        assert between >= months
        assert between - months < 1 or due == org.calendar.first_day(row.decided)


def test_why_a_day_is_the_last_one_is_said(planned: op.Result) -> None:
    said = " ".join(decide_by_reasons(planned.assessment))
    assert "3 months for" in said
    assert "6 months for Technical director" in said
    assert "Technical director: to be decided on the first day of the plan, 2027-01-01" in said


def test_rules_say_each_shortfall_once(tmp_path: Path, planned: op.Result) -> None:
    others = tuple(one for one in planned.plan.hires if one.role != "Technical director")
    less = op.evaluate(planned.org, planned.plan.replace(hires=others))
    op.save(less, tmp_path / "less.xlsx")
    sheet = load_workbook(tmp_path / "less.xlsx", data_only=True)["Rules"]
    said = column(sheet, "What is short")
    short = said[: next(n for n, text in enumerate(said) if text.startswith("Each rule"))]
    assert short == [
        "Must: Technical director for the organisation: missing from 2027-Q3 to 2027-Q4."
    ]


def test_how_a_search_ended_is_read_back_from_words(tmp_path: Path, planned: op.Result) -> None:
    ended = replace(planned, run=replace(planned.run, status=Status.TIME_LIMIT))
    op.save(ended, tmp_path / "plan.xlsx")
    log = load_workbook(tmp_path / "plan.xlsx", data_only=True)["Run log"]
    assert any(row[1].value == "cut short" for row in log.iter_rows())
    assert op.reopen(tmp_path / "plan.xlsx").run.status is Status.TIME_LIMIT


def test_what_is_dear_is_said_without_ids(planned: op.Result) -> None:
    one = yields(planned.assessment)[0]
    assert MACHINE.search(dear_in_words(planned.org, one)) is None
    assert MACHINE.search(passing_in_words(planned.org, one)) is None


def test_the_page_says_what_is_left_where_leavers_are_replaced(planned: op.Result) -> None:
    assert "Left if leavers are replaced" in as_page(planned.assessment, planned.run)
    spent = sum(line.cents for line in planned.assessment.costs)
    more = freed(planned.assessment.costs) // 2
    tight = op.evaluate(with_budget(planned.org, (spent + more) / 100), planned.plan)
    assert "Over the budget if leavers are replaced" in as_page(tight.assessment, tight.run)


def test_why_a_move_is_taken_says_where_it_comes_from(planned: op.Result) -> None:
    person = next(one for one in planned.org.people if one.team == "Apps")
    move = op.Move(
        id="M-1", person_id=person.id, kind="transfer", role=person.role, team="Payments",
        start_date=date(2027, 4, 1), base_salary=person.base_salary, lever="L-1",
    )  # fmt: skip
    said = in_words(move, planned.org)
    assert said.startswith(f"transfer of {person.name} from {person.role} in Apps to ")


def test_a_next_step_says_what_it_costs_in_all(planned: op.Result) -> None:
    """A budget that gives by 420 does not mean that an engineer costs 420."""
    idle = op.evaluate(planned.org, op.Plan()).assessment
    sentence = "Against this plan it costs {} in the horizon and {} a year after that"
    horizon, later = "354,793 USD {}", "581,495 USD {}"
    assert _costs_in_all(idle, planned.plan) == sentence.format(
        horizon.format("more"), later.format("more")
    )
    assert _costs_in_all(planned.assessment, op.Plan()) == sentence.format(
        horizon.format("less"), later.format("less")
    )


def test_a_next_step_says_what_begins_at_another_time(planned: op.Result) -> None:
    first, *others = planned.plan.hires
    moved = first.replace(start_date=date(2027, 10, 1))
    later = planned.plan.replace(hires=(moved, *others))
    what = f"1 × {first.role} in {first.team}"
    assert _moved_in_time(planned.plan, later) == ("", what)
    assert _moved_in_time(later, planned.plan) == (what, "")


def few_reports(planned: op.Result) -> tuple[Organisation, Measure]:
    """The organisation with a rule on reports, and a manager who leads too few."""
    scope = next(rule for rule in planned.org.rules if rule.family == "director").scopes
    rule = DirectReports(id="reports", scopes=scope, per_min=4)
    org, asked = planned.org.replace(rules=(rule,)), holders(planned)
    key = (rule.id, "organisation", f"{org.people[0].id}, fewest", asked.key[-1])
    few = replace(asked, family="direct_reports", key=key, worth=0.0, unit="reports")
    return org, few


def test_a_person_is_called_by_name_and_by_id_only_where_two_have_the_name(
    planned: op.Result,
) -> None:
    org, few = few_reports(planned)
    manager, *others = org.people
    assert rule_in_words(org, few) == f"enough reports for {manager.name} in the organisation"
    namesake = others[0].replace(name=manager.name)
    twice = org.replace(people=(manager, namesake, *others[1:]))
    assert f"{manager.name} ({manager.id})" in rule_in_words(twice, few)


def test_what_no_money_is_spent_on_is_no_reason_to_hire(planned: op.Result) -> None:
    """Rules says that nobody is hired to be led; so no hire may be said to be for that."""
    org, few = few_reports(planned)
    reports, need = LossIfRemoved(few, 4.0), LossIfRemoved(holders(planned), 1.0)
    assert serves_in_own_words(org, [reports, need]) == serves_in_own_words(org, [need])
    assert "enough reports" in serves_in_own_words(org, [reports])


def test_a_position_and_a_candidate_that_are_not_used_are_named_with_why(
    planned: op.Result, tmp_path: Path
) -> None:
    org = planned.org
    hire = next(one for one in planned.plan.hires if not one.position_id)
    seat = op.Position(id="POS-1", role=hire.role, team=hire.team)
    who = op.Candidate(id="Zoe Example", role=hire.role, team=hire.team)
    left = op.evaluate(org.replace(positions=(seat,), candidates=(who,)), planned.plan)
    said = list(unused(left.assessment))
    assert [line.partition(":")[0] for line in said] == [
        f"Position POS-1 ({hire.role}, {hire.team}) stays vacant",
        f"Zoe Example ({hire.role}) is not hired",
    ]
    assert said[0].endswith("no need or rule asks for it.")
    bare = op.evaluate(left.org, op.Plan())
    assert "no need" not in next(unused(bare.assessment))
    op.save(left, tmp_path / "plan.xlsx")
    shown = load_workbook(tmp_path / "plan.xlsx")
    for tab in ("Summary", "Hiring plan"):
        texts = " ".join(str(row[0]) for row in shown[tab].iter_rows(values_only=True))
        assert "Zoe Example" in texts, tab
    assert CliRunner().invoke(app, ["check", str(tmp_path / "plan.xlsx")]).exit_code == 0
    used = hire.replace(position_id="POS-1", candidate_id="Zoe Example")
    plan = planned.plan.replace(hires=(used,))
    assert list(unused(op.evaluate(left.org, plan).assessment)) == []


def test_each_budget_that_holds_only_while_leavers_are_not_replaced_says_so(
    planned: op.Result, tmp_path: Path
) -> None:
    org, costs = planned.org, planned.assessment.costs
    whole = next(line for line in org.budget if line.label == "total")
    early = whole.replace(id="B-8", periods=(0,), label="2027-Q1", amount=1e9)
    late = whole.replace(id="B-9", periods=(3,), label="2027-Q4", amount=1e9)
    taken, free = charged(org, late, costs), freed(costs)
    tight = late.replace(amount=(taken + 100) / 100)
    left = op.evaluate(org.replace(budget=(early, tight)), planned.plan)
    *_, said = headline(left.assessment)
    assert said.startswith(
        "These budgets hold ONLY while expected leavers are not replaced: 2027-Q4"
    )
    assert "2027-Q1" not in said
    assert 0 < short_if_replaced(left.assessment, left.assessment.budget[1]) < free
    op.save(left, tmp_path / "plan.xlsx")
    rows = load_workbook(tmp_path / "plan.xlsx", data_only=True)["Summary"].iter_rows()
    labels = [str(row[0].value) for row in rows]
    assert labels[labels.index("Left for 2027-Q4") + 1] == "… if its leavers are replaced"
    assert labels[labels.index("Left for 2027-Q1") + 1] == "Left for 2027-Q4"


def test_a_key_of_formulas_looks_like_no_period(book: Any) -> None:
    for tab in ("Variance", "Budget"):
        texts = [cell.value for row in book[tab].iter_rows() for cell in row]
        assert not [text for text in texts if re.fullmatch(r"[PRT]\d+", str(text))]
        assert column(book[tab], "Sum number")[0] == "1"


def test_a_limit_on_the_heads_of_a_team_says_where_it_is_set(tmp_path: Path) -> None:
    op.save(op.plan(op.generate(12, teams=3, needs=1), next_steps=False), tmp_path / "plan.xlsx")
    budget = load_workbook(tmp_path / "plan.xlsx", data_only=True)["Budget"]
    assert "Input Teams" in column(budget, "Set in")
    assert not [cell.value for cell in budget["A"] if cell.value == "team"]


def test_labels_of_the_run_log_begin_alike(book: Any) -> None:
    labels = [str(cell.value) for cell in book["Run log"]["A"] if cell.value]
    assert {"Status", "Relative gap", "Cost", "Time limit", "Roster true on", "Solve"} <= set(
        labels
    )
    versions = labels.index("Versions"), labels.index("Input")
    ours = labels[: versions[0]] + labels[versions[1] :]
    assert [text for text in ours if text[0].islower()] == []


def test_periods_of_a_sum_stand_in_the_order_of_time(tmp_path: Path) -> None:
    sample = sample_workbook("cn_product_company")
    assert sample is not None
    org = op.load(sample)
    seats = tuple(
        op.Hire(id=f"H-{n:03}", role=role, team=team, start_date=start, base_salary=500_000)
        for n, (role, team, start) in enumerate(
            [
                ("技术经理", "数据研发组", date(2027, 7, 1)),
                ("架构师", "数据研发组", date(2027, 1, 1)),
            ],
            1,
        )
    )
    op.save(op.evaluate(org, op.Plan(hires=seats)), tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx", data_only=True)["成本差异"]
    head = next(cell.row for cell in sheet["A"] if cell.value == "成本中心")
    lines: dict[tuple[str, str], list[str]] = {}
    for row in sheet.iter_rows(min_row=head + 1, max_col=3, values_only=True):
        if row[0] is None:
            break
        lines.setdefault((str(row[0]), str(row[1])), []).append(str(row[2]))
    assert all(periods == sorted(periods) for periods in lines.values())
