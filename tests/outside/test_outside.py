"""Families from outside stand in plan, check, why, words, sheets and docs like those of the
package.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

import orgplan as op
from orgplan.cli.shared.endings import endings
from orgplan.constraints import families, judge, make_rule, registered, registry
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Plan
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.teams import Scope, ScopeKind, Team
from orgplan.domain.training import Course
from orgplan.io.output.input_rows import listings
from orgplan.io.output.template import write_listings
from orgplan.solver.solve import solve
from tests.constraints.both_sides import disagreements, plan_of, random_plan, state, steps_on_offer
from tests.organisations import assumptions, calendar
from tests.outside import champion, onboarding

LINE = Scope(kind=ScopeKind.PRODUCT_LINE, name="Pay")
RULE = champion.Champion(id="champions", scopes=(LINE,), threshold=5, skill="security", first=1)


def pay_line(*, engineers: int = 5) -> Organisation:
    """A line of so many engineers; the first leads, holds the skill, and is no champion for
    that.
    """
    people = tuple(
        Person(
            id=f"E{n}", name=f"Eng {n}", role="dev", team="Pay", start_date=date(2020, 1, 1),
            base_salary=60_000,
            skills={"security": 4 if n == 1 else 2},
        )
        for n in range(1, engineers + 1)
    )  # fmt: skip
    return Organisation(
        calendar=calendar(2, PeriodLength.QUARTER),
        assumptions=assumptions(attrition=0),
        people=people,
        roles=(Role(id="dev", name="dev"),),
        teams=(Team(id="Pay", product_line="Pay", lead="E1"),),
        courses=(Course(id="sec", skill="security", from_level=2, to_level=3, cost=1_000, hours=10,
            duration=1),),
        rules=(RULE,),
    )  # fmt: skip


def test_a_rule_from_outside_is_planned_for_and_judged() -> None:
    """Five engineers, of whom only the lead holds the skill: one more learns it.

    Four owe nothing.
    """
    with registered(champion):
        org = pay_line()
        [short] = [m for m in judge(org, Plan()) if m.is_short]
        assert (short.family, short.shortfall, short.key) == (
            "outside_champion",
            1,
            ("champions", "product line: Pay", "2027-Q2"),
        )
        plan = solve(org, time_limit=10).plan
        assert plan is not None
        assert [training.person_id != "E1" for training in plan.trainings] == [True]
        assert not [m for m in judge(org, plan) if m.is_short]
        assert not any(m.triggered for m in judge(pay_line(engineers=4), Plan()))


def test_rows_and_checker_of_a_rule_from_outside_agree() -> None:
    """On any plan: nobody learns it, one does in time, one too late."""
    with registered(champion):
        stated = state(pay_line())
        offers = [None, *(offer for offer in steps_on_offer(stated) if offer[0] in ("E1", "E2"))]
        seen = set()
        for offer in offers:
            chosen = plan_of(stated.org, courses=[offer] if offer else [])
            assert not disagreements(stated, chosen)
            seen |= {m.is_short for m in judge(stated.org, chosen) if m.family == champion.FAMILY}
        assert seen == {True, False}


def test_whoever_takes_over_the_team_is_no_champion_any_more() -> None:
    """The lead leaves: rows and checker agree on whoever follows, a seat that is hired as well."""
    line = pay_line(engineers=6)
    gone = line.people[0].replace(end_date=date(2027, 3, 31))
    org = line.replace(
        people=(gone, *line.people[1:]),
        roles=(
            Role(
                id="dev",
                name="dev",
                band_mid=60_000,
                can_manage=True,
                lead_time=0,
                skills_at_start={"security": 4},
                skills_after_ramp={"security": 4},
            ),
        ),
    )
    with registered(champion):
        stated = state(org)
        followers = set()
        for seed in range(60):
            chosen = random_plan(stated, random.Random(seed))
            assert not disagreements(stated, chosen)
            hired = {hire.id for hire in chosen.hires}
            followers |= {takeover.who in hired for takeover in chosen.takeovers}
        assert followers == {True, False}, "people and seats"


def test_what_is_no_family_is_refused_with_what_it_lacks() -> None:
    half = SimpleNamespace(FAMILY="half", emit=champion.emit, measure=champion.measure)
    with pytest.raises(op.NotAFamily, match="has no explain"):
        op.register(half)
    parts = {name: vars(champion)[name] for name in ("emit", "measure", "explain", "PARAMETERS")}
    nameless = SimpleNamespace(FAMILY="outside_champion", __doc__="Champions.", **parts)
    with pytest.raises(op.NotAFamily, match="PARAMETERS alone"):
        op.register(nameless)
    taken = SimpleNamespace(
        FAMILY="echelon", __doc__="Mine.", **{n: parts[n] for n in ("emit", "measure", "explain")}
    )
    with pytest.raises(op.NotAFamily, match="already"):
        op.register(taken)
    other = SimpleNamespace(FAMILY="guild", __doc__="Guilds.", phrase=champion.phrase, **parts)
    with pytest.raises(op.NotAFamily, match="not Literal"):
        op.register(other)


def test_a_rule_is_made_by_the_type_of_its_family() -> None:
    with pytest.raises(ValueError, match="type of its family"):
        Rule(id="x", family="echelon", scopes=())
    with pytest.raises(ValueError, match="outside_champion"):
        make_rule(id="x", family="outside_champion", scopes=(), skill="s")
    with registered(champion):
        assert make_rule(
            id="x", family="outside_champion", scopes=(), skill="s"
        ) == champion.Champion(id="x", scopes=(), skill="s")
    assert champion not in families()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that pip leaves of a distribution which brings both families."""
    folder = tmp_path_factory.mktemp("site")
    for module in (champion, onboarding):
        source = Path(module.__file__ or "")
        (folder / f"our_{source.name}").write_bytes(source.read_bytes())
    info = folder / "our_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[orgplan.families]\nchampion = our_champion\nonboarding = our_onboarding\n"
    )
    return folder


COMMANDS = """
import json, sys
from typer.testing import CliRunner
from orgplan.cli.main import app
runs = [CliRunner().invoke(app, command) for command in json.loads(sys.argv[1])]
print(json.dumps([[run.exit_code, run.output] for run in runs]))
"""


def orgplan(installed: Path, *commands: Sequence[str | Path]) -> list[tuple[int, str]]:
    """Commands in a process of their own, which finds the distribution: exit code and output of
    each.
    """
    root = Path(op.__file__).parents[1]
    path = os.pathsep.join([str(root), str(installed)])
    said = json.dumps([[str(word) for word in command] for command in commands])
    run = subprocess.run(
        [sys.executable, "-c", COMMANDS, said], env=os.environ | {"PYTHONPATH": path,
            "COLUMNS": "200"},
        capture_output=True, text=True, check=True, timeout=200,
    )  # fmt: skip
    return [(code, output) for code, output in json.loads(run.stdout.splitlines()[-1])]


def rows_of(path: Path, sheet: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return [tuple(row) for row in book[sheet].iter_rows(values_only=True)]


def test_an_installed_distribution_brings_its_families(installed: Path, tmp_path: Path) -> None:
    """Plan, why, check, sheets, choice list and `rules show`, by the command alone."""
    source, out = tmp_path / "org.xlsx", tmp_path / "plan.xlsx"
    with registered(champion):
        write_listings(source, "Pay", listings(pay_line()))
    template = tmp_path / "template.xlsx"
    planned, checked, shown, listed, made = orgplan(
        installed,
        ("plan", source, "--out", out),
        ("check", out, "--strict"),
        ("rules", "show", "outside_champion"),
        ("rules", "list"),
        ("init", template, "--all"),
    )
    assert planned[0] == checked[0] == made[0] == 0, (planned, checked, made)
    assert "Security champions: every product line" in shown[1]
    assert "outside_champion" in listed[1]
    [course] = [row for row in rows_of(out, "Upskilling plan") if "security" in row]
    assert any("champions in Pay" in str(cell) for cell in course), "why it is taken"
    assert any("champions" in row and "satisfied" in row for row in rows_of(out, "Rules"))
    for family in ("outside_champion", "onboarding"):
        assert any(family in str(cell) for row in rows_of(out, "Constraints") for cell in row)
    book = openpyxl.load_workbook(template)
    lists = " ".join(str(v.formula1) for v in book["Rules"].data_validations.dataValidation)
    hidden = " ".join(
        str(c.value) for s in book if s.sheet_state != "visible" for r in s.iter_rows() for c in r
    )
    assert "outside champion" in lists + hidden


def test_without_the_distribution_its_rules_are_refused_at_the_cell(tmp_path: Path) -> None:
    source = tmp_path / "org.xlsx"
    with registered(champion):
        write_listings(source, "Pay", listings(pay_line()))
    with pytest.raises(op.BadInput) as caught:
        op.load(source)
    [fault] = [f for f in caught.value.faults if f.sheet == "Rules"]
    assert "outside champion" in str(fault)


def test_an_entry_point_that_cannot_be_loaded_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[orgplan.families]\ngone = no_such_module\n")
    monkeypatch.syspath_prepend(tmp_path)
    registry.load_installed.cache_clear()
    try:
        with pytest.raises(op.NotAFamily, match="broken brings the family gone"):
            families()
        with pytest.raises(SystemExit) as ended, endings():
            families()
        assert ended.value.code == 2
    finally:
        monkeypatch.undo()
        registry.load_installed.cache_clear()
    assert families()
