"""Invented organisations: the same for the same seed, as large as asked for, and they can be
planned without a fault.
"""

from __future__ import annotations

from pathlib import Path
from statistics import correlation, mean

import pytest
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from orgplan.domain.plan import Plan

SIZES = [
    (2, 1, 4),
    (30, 4, 12),
    (60, None, None),
    (400, 41, 200),
    (1368, 232, 334),
]


@pytest.mark.parametrize(("people", "teams", "titles"), SIZES)
def test_it_is_as_large_as_asked_for(people: int, teams: int | None, titles: int | None) -> None:
    org = op.generate(people, teams=teams, titles=titles, periods=6, months=1, seed=people)
    assert len(org.people) == people
    assert teams is None or len(org.teams) == teams
    assert titles is None or len(org.roles) == titles
    assert org.calendar.periods == 6
    assert {person.team for person in org.people} == {team.id for team in org.teams}


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    assert op.generate(40, seed=3) == op.generate(40, seed=3)
    assert op.generate(40, seed=3).people != op.generate(40, seed=4).people


def test_teams_and_departments_have_names_that_companies_use_each_once() -> None:
    org = op.generate(200, seed=7)
    names = [team.id for team in org.teams]
    assert names[:4] == ["Commerce", "Customers", "Operations", "Checkout"]
    assert not any(map(str.isdigit, "".join(names)))
    many = [team.id for team in op.generate(320, teams=310).teams]
    assert len(set(many)) == 310
    assert [n for n in many if n in ("Commerce 2", "Checkout 2")] == ["Commerce 2", "Checkout 2"]


def test_one_person_has_no_manager_and_everybody_else_leads_up_to_that_one() -> None:
    org = op.generate(300)
    above = {person.id: person.manager_id for person in org.people}
    (top,) = (person for person, manager in above.items() if manager is None)
    for person in above:
        chain = [person]
        while chain[-1] != top:
            chain.append(str(above[chain[-1]]))
        assert len(chain) <= 4  # team, department, chief executive


def test_pay_follows_level_and_place() -> None:
    org = op.generate(2000, titles=30, seed=5)

    def paid(level: str, place: str) -> float:
        return mean(
            p.base_salary
            for p in org.people
            if p.role == f"Backend engineer / {level}" and p.location == place
        )

    assert paid("junior", "Berlin") < paid("middle", "Berlin") < paid("senior", "Berlin")
    assert paid("middle", "Lisbon") < paid("middle", "Leipzig") < paid("middle", "Munich")


def test_skills_go_together() -> None:
    people = [
        p for p in op.generate(2000, titles=30).people if p.role == "Backend engineer / middle"
    ]
    both = [p for p in people if p.level("Java") and p.level("Kafka")]
    assert correlation([p.level("Java") for p in both], [p.level("Kafka") for p in both]) > 0.15


def test_people_alike_have_the_skills_of_their_role() -> None:
    org = op.generate(500, alike=True, titles=30)
    assert len({(p.role, frozenset(p.skills.items())) for p in org.people}) <= 30


def test_as_many_needs_as_asked_for_the_widest_first() -> None:
    few, all_of_them = op.generate(100, needs=6).needs, op.generate(100).needs
    assert few == all_of_them[:6]
    assert few[0].scope.label == "organisation"


@pytest.mark.parametrize(
    ("changed", "found"),
    [({"people": 1}, "people=1"), ({"teams": 100}, "teams=100"), ({"titles": 3}, "titles=3"),
        ({"months": 2}, "months=2")],
)  # fmt: skip
def test_what_cannot_be_is_refused(changed: dict[str, int], found: str) -> None:
    with pytest.raises(op.BadArgument, match=found):
        op.generate(**{"people": 100, **changed})


def test_the_workbook_is_read_without_a_note_and_planned_without_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "org.xlsx"
    arguments = ["--people", "20", "--teams", "3", "--titles", "8", "--seed", "2"]
    ended = CliRunner().invoke(app, ["generate", str(path), *arguments])
    assert ended.exit_code == 0, ended.output
    loaded = op.read(path)
    assert loaded.notes == ()
    assert loaded.org == op.generate(20, teams=3, titles=8, seed=2)
    planned = op.plan(loaded.org, source=loaded, next_steps=False)
    assert planned.status in ("optimal", "gap_limit")
    assert planned.plan.hires or planned.plan.trainings
    out = tmp_path / "plan.xlsx"
    op.save(planned, out)
    assert op.check(out).holds


def test_the_budget_binds_and_needs_compete() -> None:
    org = op.generate(30, teams=4, titles=12, seed=2)
    asked = op.plan(org, next_steps=False)
    free = op.plan(org.replace(budget=()), next_steps=False)
    parts = {part.name: part.value for part in asked.run.parts}
    loose = {part.name: part.value for part in free.run.parts}
    nothing = op.evaluate(org, Plan()).assessment.goal_values
    assert (loose["must_shortfall"], loose["should_shortfall"]) < (
        parts["must_shortfall"],
        parts["should_shortfall"],
    )
    assert (parts["must_shortfall"], parts["should_shortfall"]) < (
        nothing["must_shortfall"],
        nothing["should_shortfall"],
    )


def test_wrong_sizes_end_with_wrong_usage(tmp_path: Path) -> None:
    ended = CliRunner().invoke(app, ["generate", str(tmp_path / "org.xlsx"), "--people", "1"])
    assert ended.exit_code == 2
    assert "people" in ended.output
    assert not (tmp_path / "org.xlsx").exists()
