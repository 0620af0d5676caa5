"""What a long search says while it works: the goal, the best plan so far and how far it may be from
the best, in the reader's language.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.progress import TaskID

import orgplan as op
from orgplan.cli.shared import progress as shown
from orgplan.constraints.model import Linear
from orgplan.deadline import Deadline
from orgplan.domain import Organisation
from orgplan.language import _, available, speaking
from orgplan.solver.outcome import Limits, Outcome
from orgplan.solver.search import Search
from orgplan.solver.solve import DOING, how_far


@pytest.fixture(scope="module")
def org() -> Organisation:
    return op.generate(20, teams=3, titles=8, seed=2)


ROOM = 80 - len("⠋ ") - 10 - len(" 10:12, 10:48 left ")  # beside bar and clock of a terminal


@pytest.mark.parametrize(
    ("language", "pattern"),
    [
        ("en", r"lowering cost: [\d,-]+ EUR(, up to [\d.]+% to gain)?"),
        ("zh", r"降低成本：[\d,-]+ EUR(，最多还能改进 [\d.]+%)?"),
    ],
)
def test_the_search_tells_goal_best_and_gap(org: Organisation, language: str, pattern: str) -> None:
    said: list[tuple[str, float]] = []
    op.plan(
        org.replace(language=language),
        next_steps=False,
        time_limit=20,
        on_progress=lambda what, share: said.append((what, share)),
    )
    assert any(re.fullmatch(pattern, what) for what, _share in said)
    assert max(cell_len(what) for what, _share in said) <= ROOM
    shares = [share for _what, share in said]
    assert shares == sorted(shares)
    if language == "zh":
        assert not any(re.search(r"[a-z]{3}", what) for what, _share in said)


@pytest.fixture(scope="module")
def book(org: Organisation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    op.save(op.plan(org, next_steps=False, time_limit=20), path)
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("explain",),
        ("price", "--of", "need:N-001"),
        ("frontier", "--points", "2"),
    ],
)
def test_commands_that_search_say_what_plan_says(
    command: tuple[str, ...],
    book: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Callable[..., tuple[int, str, str]],
) -> None:
    """Which search it is, the goal, the best plan so far, and how much time is left at most."""
    monkeypatch.setattr(shown.sys.stderr, "isatty", lambda: True, raising=False)
    said: list[tuple[str, float]] = []
    update = shown.Progress.update

    def noted(self: shown.Progress, task: TaskID, **change: Any) -> None:
        if "description" in change:
            said.append((change["description"], change["completed"]))
        update(self, task, **change)

    monkeypatch.setattr(shown.Progress, "update", noted)
    name, *options = command
    out = ["--out", str(tmp_path / "out.xlsx")] if name == "frontier" else []
    run(name, str(book), *options, *out, "--seconds", "20")
    goal = re.compile(r"(?:order: )?(\d+)/\d+: lowering cost: [\d,-]+ EUR")
    searches = [goal.match(what) for what, _share in said]
    assert {found[1] for found in searches if found} >= {"1", "2"}
    shares = [share for _what, share in said]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


@pytest.mark.parametrize("language", available())
def test_every_goal_fits_a_terminal(language: str) -> None:
    with speaking(language):
        told = [how_far(name, 12_345.6 if name == "cost" else 123.4, 0.0, "EUR") for name in DOING]
        told += [_("second proof: {doing}", doing=_(doing)) for doing in DOING.values()]
    assert {line for line in told if cell_len(line) > ROOM} == set()


def test_a_run_tells_its_best_and_its_bound(
    org: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What HiGHS reports while it runs is the goal with its constant, on the way down, and a bound
    below it.
    """
    monkeypatch.setattr("orgplan.solver.solvers.highs.OFTEN", 0.0)
    heard: list[tuple[float, float]] = []
    minimise = Search.minimise

    def hear(value: float, bound: float) -> None:
        heard.append((value, bound))

    def listening(search: Search, goal: Linear, limits: Limits, name: str = "goal") -> Outcome:
        if name != "cost":
            return minimise(search, goal, limits, name)
        found = minimise(search, goal, replace(limits, heard=hear), name)
        assert all(bound <= found.objective + 1e-6 <= value + 2e-6 for value, bound in heard)
        return found

    monkeypatch.setattr(Search, "minimise", listening)
    op.plan(org, next_steps=False, time_limit=20)
    assert heard


def test_what_takes_long_and_says_nothing_more_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar waits for no second report: stating a large model has none."""
    monkeypatch.setattr(shown, "QUICK", 0.1)
    monkeypatch.setattr(shown.sys.stderr, "isatty", lambda: True, raising=False)
    seen: list[bool] = []
    update = shown.Progress.update

    def noted(self: shown.Progress, task: TaskID, **change: Any) -> None:
        seen.append(change.get("visible", False))
        update(self, task, **change)

    monkeypatch.setattr(shown.Progress, "update", noted)
    with shown.progress(Deadline(10.0), quiet=False) as report:
        report("stating the model", 0.0)
        time.sleep(0.3)
        assert seen == [False, True]
