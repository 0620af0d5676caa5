"""What `plan` prints: the words of Summary, ids, dates and figures whole at 80 columns, colours on
a terminal alone, what to do next.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from orgplan.cli.summary import print_planned
from orgplan.library.samples import sample_workbook
from orgplan.report.headline import headline

BOOK = Path("my plan.xlsx")


@pytest.fixture(scope="module")
def planned() -> op.Result:
    sample = sample_workbook("tight_budget")
    assert sample is not None
    return op.plan(op.load(sample), next_steps=False)


def printed(
    planned: op.Result,
    width: int = 80,
    terminal: bool = False,
    bare: bool = False,
    spent: float = 0.0,
) -> str:
    screen = io.StringIO()
    console = Console(
        file=screen,
        width=width,
        force_terminal=terminal,
        no_color=bare or None,
        color_system="standard" if terminal else None,
        highlight=False,
        markup=False,
    )
    print_planned(console, planned, [str(BOOK)], BOOK, op.Deadline(60.0, gone=spent))
    return screen.getvalue()


def test_that_the_limit_was_exceeded_is_said_with_the_seconds(planned: op.Result) -> None:
    late = "All of it took 72 seconds, 12 more than the limit"
    assert late in " ".join(printed(planned, 200, spent=72.0).split())
    assert "more than the limit" not in printed(planned, 200, spent=59.0)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_ids_dates_and_figures_stand_whole(planned: op.Result, width: int) -> None:
    lines = printed(planned, width).splitlines()
    for row in planned.assessment.hires:
        line = next(line for line in lines if line.startswith(row.hire.id))
        assert f" {row.hire.start_date} " in line
        assert f" {round(row.horizon / 100):,} " in line
        assert len(line) <= width


def test_it_says_what_summary_says(planned: op.Result) -> None:
    said = printed(planned)
    assert all(sentence in said for sentence in headline(planned.assessment))
    assert "audit" in said  # the reason as it was typed


def test_it_says_where_the_plan_is_and_what_to_do_next(planned: op.Result) -> None:
    *_, wrote, following = printed(planned).splitlines()
    assert wrote == "Wrote my plan.xlsx"
    assert following.endswith("orgplan check 'my plan.xlsx'")


def test_colours_are_for_terminals_alone(
    planned: op.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    colour = re.compile("\x1b\\[[0-9;]*3[0-9]")
    assert "\x1b" not in printed(planned)
    assert colour.search(printed(planned, terminal=True))
    assert not colour.search(printed(planned, terminal=True, bare=True))


def test_a_terminal_breaks_no_word_and_a_pipe_no_sentence(planned: op.Result) -> None:
    """A command or path is broken by neither, so that it can be copied."""
    seen = re.sub("\x1b\\[[0-9;]*m", "", printed(planned, width=60, terminal=True)).splitlines()
    whole = printed(planned, width=60).splitlines()
    first = next(number for number, line in enumerate(seen) if line.startswith("Open: "))
    said = next(line for line in whole if line.startswith("Open: "))
    assert len(said) > 60 >= max(len(line) for line in seen[first : first + 3])
    assert seen[first + 1].startswith("  ")
    words = " ".join(" ".join(seen).split())
    assert said in words
    assert seen[-1] == whole[-1]


def test_what_must_be_met_is_told_from_what_should_be(planned: op.Result) -> None:
    idle = op.evaluate(planned.org, op.Plan())
    lines = printed(idle).splitlines()
    musts, shoulds = (
        [number for number, line in enumerate(lines) if line.startswith(said)]
        for said in ("Open: ", "Open (should): ")
    )
    assert musts
    assert shoulds
    assert max(musts) < min(shoulds)


def test_a_plan_priced_again_tells_shoulds_from_musts(planned: op.Result, tmp_path: Path) -> None:
    op.save(op.evaluate(planned.org, op.Plan()), tmp_path / "idle.xlsx")
    ran = CliRunner().invoke(
        app, ["recost", str(tmp_path / "idle.xlsx"), "--out", str(tmp_path / "again.xlsx")]
    )
    assert ran.exit_code == 0, ran.output
    assert "\nOpen: " in ran.output
    assert "\nOpen (should): " in ran.output
