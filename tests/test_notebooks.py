"""Notebooks run from a clean kernel and say what they promise."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"


def test_what_if_runs_and_compares_four_plans() -> None:
    notebook = nbformat.read(FOLDER / "what_if.ipynb", as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    table = next(c for c in notebook.cells if "op.compare" in c.source).outputs[0]["data"][
        "text/plain"
    ]
    for name in (
        "as planned",
        "budget -10 %",
        "no hiring decision in Q1",
        "Bo Lindqvist leaves in March",
    ):
        assert name in table
    opened = "".join(
        output.get("text", "")
        for c in notebook.cells
        if c.cell_type == "code"
        for output in c.outputs
    )
    assert "budget -10 %: " in opened


def test_a_rule_of_ones_own_is_planned_with() -> None:
    """Two champions, one hire more, and what it costs beside the plan without the rule."""
    notebook = nbformat.read(FOLDER / "own_rule.ipynb", as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    shown = [
        output.get("text") or output["data"]["text/plain"]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    compared, judged, hires, opened = shown
    rows = [row.split() for row in compared.splitlines()]
    assert ["hires", "5", "6"] in rows
    assert ["cost", "of", "actions", "361025.04", "431510.12"] in rows
    assert judged.count("True       1.0      1.0       0.0") == 6
    assert hires.count("champions(") == 2
    assert "short" in opened


def test_notebooks_are_committed_without_outputs() -> None:
    for path in FOLDER.glob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        assert not any(cell.get("outputs") for cell in cells), path.name
