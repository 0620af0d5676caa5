"""What changed between two plans: actions known by what they are, and every other difference told
once, where it belongs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.constraints.limits import offer
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import GroupAction, Hire, Plan, Training
from orgplan.io.output.template import write_inputs
from orgplan.report.diff.actions import ActionRecord, paired
from orgplan.report.diff.inputs import CALENDAR, COLLECTIONS, SETTINGS, input_changes
from orgplan.report.diff.plans import Difference, Side, difference
from orgplan.report.results.json_object import as_json
from orgplan.report.sheets.workbook import write_workbook
from tests.analysis.test_redaction import moving
from tests.report.organisations import PAYMENTS, PLATFORM, rich_organisation, rich_plan, run_of

ORG = rich_organisation()
PLAN = rich_plan(ORG)


def side(name: str, org: Organisation = ORG, plan: Plan = PLAN) -> Side:
    assessment = Assessment(org, plan)
    return Side(name, assessment, run_of(assessment))


def diff(org: Organisation = ORG, plan: Plan = PLAN) -> Difference:
    return difference(side("A"), side("B", org, plan))


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_a_plan_is_the_same_as_itself() -> None:
    found = diff()
    assert found.same
    assert [len(frame) for frame in (found.actions, found.money, found.coverage, found.inputs)] == [
        0,
        0,
        0,
        0,
    ]
    assert list(found.headline["before"]) == list(found.headline["after"])


def test_ids_make_no_difference() -> None:
    """Every plan numbers its actions afresh, and lists them in its own order."""
    hires = tuple(hire.replace(id=f"H-{90 - number}") for number, hire in enumerate(PLAN.hires))[
        ::-1
    ]
    assert diff(plan=PLAN.replace(hires=hires)).same


def changed_hires(change: Callable[[tuple[Hire, ...]], tuple[Hire, ...]]) -> Difference:
    return diff(plan=PLAN.replace(hires=change(PLAN.hires)))


def test_a_later_start_is_a_move() -> None:
    """H-003 begins a quarter later: its pay of 88,000 x 1/4, with what is loaded on it, is
    saved.
    """
    later = date(2027, 10, 1)
    found = changed_hires(
        lambda hires: (*hires[:2], hires[2].replace(start_date=later), *hires[3:])
    )
    columns = ("change", "kind", "team", "before", "after", "details", "id_before", "id_after")
    assert rows(found.actions, *columns) == [
        ("moved", "hire", PLATFORM, PLAN.hires[2].start_date, later, "", "H-003", "H-003")
    ]
    row = found.actions.iloc[0]
    saved = row["cost_after"] - row["cost_before"]
    total = found.headline.set_index("what").loc["cost in the horizon"]
    assert saved < -22_000
    assert total["change"] == pytest.approx(saved)


def test_another_salary_on_the_same_day_is_a_change() -> None:
    found = changed_hires(
        lambda hires: (*hires[:2], hires[2].replace(base_salary=90_500.5), *hires[3:])
    )
    assert rows(found.actions, "change", "details") == [
        ("changed", "base salary 88,000 → 90,500.50")
    ]


def test_both_is_told_as_both() -> None:
    found = changed_hires(
        lambda hires: (
            *hires[:2],
            hires[2].replace(base_salary=90_000, start_date=date(2027, 10, 1)),
            *hires[3:],
        )
    )
    assert rows(found.actions, "change") == [("moved and changed",)]


def test_another_team_is_another_seat() -> None:
    found = changed_hires(lambda hires: (*hires[:2], hires[2].replace(team=PAYMENTS), *hires[3:]))
    assert rows(found.actions, "change", "team") == [("added", PAYMENTS), ("removed", PLATFORM)]


def test_of_seats_that_are_alike_only_the_one_that_differs_is_told() -> None:
    """H-001 and H-002 are the same role, team and day; their salaries tell them apart."""
    found = changed_hires(
        lambda hires: (
            hires[1].replace(id="H-001"),
            hires[0].replace(id="H-002", start_date=date(2027, 7, 1)),
            *hires[2:],
        )
    )
    assert rows(found.actions, "change", "id_before", "id_after") == [("moved", "H-001", "H-002")]


def seat(name: str, month: int, position: str | None = None) -> ActionRecord:
    return ActionRecord(
        name,
        "hire",
        "hire x",
        "T",
        ("hire", "x", "T"),
        date(2027, month, 1),
        position,
        {"position": position},
    )


def pairs(old: list[ActionRecord], new: list[ActionRecord]) -> set[tuple[str | None, str | None]]:
    return {
        (one.id if one else None, other.id if other else None) for one, other in paired(old, new)
    }


def test_the_nearest_starts_belong_together() -> None:
    assert pairs([seat("a", 1), seat("b", 6)], [seat("c", 7)]) == {("a", None), ("b", "c")}
    assert pairs([seat("a", 1), seat("b", 6)], [seat("c", 2), seat("d", 7), seat("e", 12)]) == {
        ("a", "c"),
        ("b", "d"),
        (None, "e"),
    }


def test_a_position_goes_before_the_day() -> None:
    assert pairs(
        [seat("a", 1, "S-1"), seat("b", 6, "S-2")], [seat("c", 6, "S-1"), seat("d", 1, "S-2")]
    ) == {("a", "c"), ("b", "d")}


def test_courses_are_known_by_person_and_course() -> None:
    trainings = (
        PLAN.trainings[0].replace(start_date=date(2027, 4, 1)),
        PLAN.trainings[1].replace(person_id="P-008"),
        *PLAN.trainings[2:],
        Training(id="U-005", person_id="P-001", course="SQL 1→2", start_date=date(2027, 1, 1)),
    )
    found = diff(plan=PLAN.replace(trainings=trainings))
    assert rows(found.actions, "change", "action") == [
        ("added", f"train {ORG.person['P-008'].name} (P-008): Kubernetes 2→3"),
        ("added", "train Ann Lee (P-001): SQL 1→2"),
        ("removed", f"train {ORG.person['P-007'].name} (P-007): Kubernetes 2→3"),
        ("moved", f"train {ORG.person['P-003'].name} (P-003): Kafka 2→3"),
    ]


def test_money_adds_up_by_every_account() -> None:
    found = changed_hires(lambda hires: hires[1:])
    money = found.money
    total = money[(money["by"] == "total") & (money["name"] == "all cost")]["change"].iloc[0]
    assert total < 0
    for by in ("category", "team", "period"):
        assert money[money["by"] == by]["change"].sum() == pytest.approx(total)
    assert set(money[money["by"] == "team"]["name"]) == {PAYMENTS}
    assert set(money[money["by"] == "total"]["name"]) == {"all cost", "what is decided"}


def test_what_is_newly_open_comes_first_and_in_plain_words() -> None:
    """Without the only director, the rule that asks for one from eighteen engineers on is open."""
    found = changed_hires(
        lambda hires: tuple(hire for hire in hires if hire.role != "Engineering director")
    )
    first = found.coverage.iloc[0]
    assert (first["change"], first["strength"], first["requirement"]) == (
        "newly open",
        "must",
        "direction for the organisation",
    )
    assert first["before"] == "met"
    assert first["after"].startswith("missing ")
    back = difference(
        side(
            "A",
            plan=PLAN.replace(
                hires=tuple(h for h in PLAN.hires if h.role != "Engineering director")
            ),
        ),
        side("B"),
    )
    assert back.coverage.iloc[-1]["change"] == "newly met"


def need(number: int) -> Any:
    return ORG.needs[number]


def test_requirements_are_known_by_what_they_ask_not_by_their_row() -> None:
    """The first row of Requirements is deleted, and every id after it is one less."""
    needs = tuple(one.replace(id=f"N-{number:03}") for number, one in enumerate(ORG.needs[1:], 1))
    found = diff(org=ORG.replace(needs=needs))
    assert rows(found.inputs, "sheet", "item", "change") == [
        ("Requirements", "Kafka ≥ 3 in Payments (holders)", "removed")
    ]
    assert set(found.coverage["change"]) <= {"no longer asked"}


def test_a_need_that_rises_is_more_short_and_stands_among_the_inputs() -> None:
    more = need(6).replace(
        required=tuple(amount + 2 for amount in need(6).required), strength=Strength.SHOULD
    )
    found = diff(org=ORG.replace(needs=(*ORG.needs[:6], more)))
    assert [row[1:] for row in rows(found.coverage, "change", "strength", "requirement")] == [
        ("should", f"{max(more.required):g} people with Leadership 3 or better in {PLATFORM}")
    ]
    assert set(found.coverage["change"]) == {"more short"}
    assert ("strength", "must", "should") in rows(found.inputs, "field", "before", "after")


def test_a_limit_that_is_newly_exceeded_is_called_a_limit() -> None:
    budget = (ORG.budget[0].replace(amount=1000.0), *ORG.budget[1:])
    found = diff(org=ORG.replace(budget=budget))
    assert rows(found.coverage, "change", "strength", "requirement") == [
        ("newly open", "limit", "budget for the organisation")
    ]
    assert rows(found.inputs, "sheet", "item", "field", "before", "after") == [
        ("Budget", "organisation, total (total)", "amount", 2_600_000, 1000.0)
    ]
    facts = found.headline.set_index("what")
    assert facts.loc["limits exceeded", "change"] == 1


def test_each_limit_of_an_action_is_named_by_itself() -> None:
    """A seat before its lead time and above its band breaks two limits; neither is its location."""
    early = PLAN.hires[2].replace(start_date=date(2027, 1, 1), base_salary=900_000.0)
    found = changed_hires(lambda hires: (*hires[:2], early, *hires[3:]))
    limits = [
        said for said in rows(found.coverage, "change", "requirement") if early.id in str(said[1])
    ]
    assert limits == [
        ("newly open", f"lead time before {early.id} starts"),
        ("newly open", f"top of the pay band of {early.id}"),
    ]


def test_no_limit_of_an_action_is_without_a_name() -> None:
    """A key that is judged and not named would stop a comparison."""
    source = Path(offer.__file__).read_text(encoding="utf-8")
    judged = set(re.findall(r"\(\w+(?:\.\w+)?, \"(\w+)\"\)", source))
    assert len(judged) > 20
    assert judged == set(offer.LIMITS)


def test_a_redacted_plan_beside_one_that_is_not_is_said_first() -> None:
    plain, redacted = side("A"), side("B")
    assert redacted.run is not None
    bare = replace(redacted, run=replace(redacted.run, redaction=("Redacted.",)))
    assert difference(plain, bare).notes[0].startswith("B is redacted and the other plan is not")
    assert difference(bare, bare).notes == ()


def joined(person: Person) -> Organisation:
    return ORG.replace(people=(*ORG.people, person))


def test_the_roster_tells_who_came_who_left_and_what_changed() -> None:
    first, second = ORG.people[:2]
    new = first.replace(id="P-900", name="New One")
    changed = second.replace(
        base_salary=second.base_salary + 1000,
        skills={**second.skills, "Java": 5},
        end_date=date(2027, 9, 30),
    )
    org = ORG.replace(people=(first, changed, *ORG.people[3:], new))
    plan = PLAN.replace(
        trainings=tuple(one for one in PLAN.trainings if one.person_id != ORG.people[2].id)
    )
    found = rows(
        diff(org=org, plan=plan).inputs, "sheet", "item", "change", "field", "before", "after"
    )
    assert found == [
        ("Roster", "Bo Chen 陈波 (P-002)", "changed", "base_salary", second.base_salary,
            second.base_salary + 1000),
        ("Roster", "Bo Chen 陈波 (P-002)", "changed", "end_date", None, date(2027, 9, 30)),
        ("Skills", "Bo Chen 陈波 (P-002)", "changed", "Java", second.skills["Java"], 5),
        ("Roster", "Carla Diaz (P-003)", "removed", "",
            f"{ORG.people[2].role} in {PAYMENTS} from 2021-04-01, base 78,321.55 EUR", None),
        ("Roster", "New One (P-900)", "added", "", None,
            f"Team lead in {PAYMENTS} from {first.start_date}, base 104,000.00 EUR"),
    ]  # fmt: skip


def test_assumptions_and_settings_are_told_with_the_default_that_was_overridden() -> None:
    own = tuple(row for row in ORG.assumptions.rows if row.key != "attrition")
    rates = Assumptions(
        rows=(
            *own,
            Assumption(key="merit_pct", value=0.05),
            Assumption(key="ramp", value=1.0, scope=PAYMENTS),
        )
    )
    org = ORG.replace(
        assumptions=rates, name="Another", calendar=ORG.calendar.replace(fiscal_year_start=1)
    )
    found = rows(diff(org=org).inputs, "sheet", "item", "change", "before", "after")
    assert found == [
        ("Settings", "name", "changed", "Ridgeline 山脊", "Another"),
        ("Settings", "fiscal_year_start", "changed", 4, 1),
        ("Assumptions", "attrition", "removed", 0.08, 0.12),
        ("Assumptions", "merit %", "added", 0.032, 0.05),
        ("Assumptions", f"ramp of {PAYMENTS}", "added", None, 1.0),
    ]


def test_every_field_of_the_organisation_is_compared() -> None:
    """A sheet that is added is compared too; `previous` is no input of the workbook, and `language`
    only its wording.
    """
    compared = {
        *SETTINGS,
        "calendar",
        "assumptions",
        "skill_groups",
        "previous",
        "language",
        *(collection.field for collection in COLLECTIONS),
    }
    assert set(Organisation.model_fields) == compared
    assert set(type(ORG.calendar).model_fields) == set(CALENDAR)


def test_the_language_of_the_sheets_is_no_difference() -> None:
    """The same inputs in a Chinese workbook and in an English one lead to the same plan."""
    assert not input_changes(ORG, ORG.replace(language="zh"))


def test_plans_that_cannot_be_compared_in_money_say_so() -> None:
    found = diff(org=ORG.replace(currency="USD"), plan=PLAN.replace(hires=PLAN.hires[1:]))
    assert "Amounts are not comparable" in found.notes[0]
    assert found.money["change"].isna().all()
    half = ORG.calendar.replace(periods=2)
    short = ORG.replace(calendar=half, needs=(), budget=())
    assert (
        "The horizons differ (2027-Q1 to 2027-Q4; 2027-Q1 to 2027-Q2)"
        in difference(side("A"), side("B", short, Plan())).notes[0]
    )


def test_the_ending_counts_and_the_gap_alone_does_not() -> None:

    assessment = Assessment(ORG, PLAN)
    run = run_of(assessment)
    closer = Side("B", assessment, replace(run, gap=0.0))
    assert difference(side("A"), closer).same
    edited = Side("B", assessment, replace(run, edited=True))
    found = difference(side("A"), edited)
    assert not found.same
    assert found.headline.iloc[0]["after"] == "changed by hand"
    assert (
        difference(side("A"), Side("B", assessment, None)).headline.iloc[0]["after"] == "not stated"
    )


def test_the_object_is_json() -> None:
    found = changed_hires(lambda hires: hires[1:])
    told = json.loads(json.dumps(found.as_json()))
    assert told["same"] is False
    assert [key for key in told if key not in ("same", "before", "after", "notes")] == [
        "headline",
        "actions",
        "money",
        "coverage",
        "inputs",
    ]
    assert told["actions"][0]["before"] == "2027-04-01"


def test_workbooks_are_compared_as_they_stand(tmp_path: Path) -> None:
    for name, plan in (("a", PLAN), ("b", PLAN.replace(hires=PLAN.hires[1:]))):
        assessment = Assessment(ORG, plan)
        write_workbook(tmp_path / f"{name}.xlsx", assessment, run_of(assessment), write_inputs)
    assert op.diff(tmp_path / "a.xlsx", tmp_path / "a.xlsx").same
    found = op.diff(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    in_memory = changed_hires(lambda hires: hires[1:])
    assert rows(found.actions, "change", "action", "before") == rows(
        in_memory.actions, "change", "action", "before"
    )
    assert rows(found.money, "by", "name", "change") == rows(
        in_memory.money, "by", "name", "change"
    )
    assert rows(found.headline, "what", "before", "after") == rows(
        in_memory.headline, "what", "before", "after"
    )
    assert len(found.inputs) == 0


def test_inputs_of_the_same_organisation_do_not_differ() -> None:
    assert input_changes(ORG, rich_organisation()) == []


def test_every_kind_of_action_is_known_by_what_it_is() -> None:
    """The promotion is a quarter later, the redundancy is gone, short time ends sooner, and the
    backfill replaces nobody any more.
    """
    whole = moving()
    org, plan = whole.org, whole.plan
    changed = plan.replace(
        hires=(plan.hires[0], plan.hires[1].replace(replaces=None, lever=None)),
        moves=(plan.moves[0].replace(id="M-9", start_date=date(2027, 10, 1)), plan.moves[1]),
        exits=(),
        short_times=(plan.short_times[0].replace(end_date=date(2027, 9, 30)),),
    )
    found = difference(Side("A", whole, None), Side("B", Assessment(org, changed), None))
    assert set(rows(found.actions, "kind", "change", "details")) == {
        ("hire", "changed", "in place of EMP-88213 → –"),
        ("promotion", "moved", ""),
        ("redundancy", "removed", ""),
        ("short time", "changed", "last day 2027-12-31 → 2027-09-30"),
    }
    counts = found.headline.set_index("what")
    assert counts.loc["actions: redundancy", "change"] == -1


def test_money_is_that_of_the_plans_own_summary_and_sheets() -> None:
    """What is decided is the plan less doing nothing: a redundancy is not what its severance costs,
    a promotion not its one-time cost alone.
    """
    base = moving()
    raised = base.plan.moves[0].replace(base_salary=base.plan.moves[0].base_salary + 5_000)
    plan = base.plan.replace(moves=(raised, *base.plan.moves[1:]))
    whole, changed = (
        Assessment(base.org, plan),
        Assessment(base.org, plan.replace(exits=(), moves=plan.moves[1:])),
    )
    found = difference(Side("A", whole, None), Side("B", changed, None))
    headline, total = (
        found.headline.set_index("what"),
        found.money[found.money["by"] == "total"].set_index("name"),
    )
    for side, assessment in (("before", whole), ("after", changed)):
        told = as_json(assessment, run_of(assessment))["totals"]
        assert (
            headline.loc["of which decided", side]
            == total.loc["what is decided", side]
            == told["cost_of_actions"]
        )
        assert total.loc["all cost", side] == told["cost_in_horizon"]
    assert "if nothing is decided" not in total.index  # the same roster: nothing that changed
    cost = found.actions.set_index("kind")["cost_before"]
    shown = {row.action.id: row.horizon / 100 for row in (*whole.exits, *whole.moves)}
    assert cost["redundancy"] == shown[plan.exits[0].id] < 0
    assert cost["promotion"] == shown[plan.moves[0].id] > 0


def test_group_actions_are_known_by_group_and_day() -> None:
    group = ORG.people[0].replace(headcount=9.0)
    org = ORG.replace(people=(group, *ORG.people[1:]), counting=Counting.FRACTIONAL)
    recruits = GroupAction(
        id="G-001", kind=None, lever=None, group=group.id, start_date=date(2027, 4, 1), heads=1.5
    )
    before, after = (
        Assessment(org, Plan(group_actions=(recruits.replace(heads=heads),)))
        for heads in (1.5, 2.25)
    )
    found = difference(Side("A", before, None), Side("B", after, None))
    assert rows(found.actions, "change", "kind", "details") == [
        ("changed", "recruit", "heads 1.5 → 2.25")
    ]
