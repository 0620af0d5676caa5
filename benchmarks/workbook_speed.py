"""What writing and reading large workbooks takes: ``python -m benchmarks.workbook_speed [people
...]``.

First the plan workbook itself, with its formulas, checks and inputs: by people, over twelve months,
nothing decided; and what it takes to say why, where one person in fifty takes a course. Then one
table of as many rows and 44 columns, a third of them formulas, written and read by the libraries
that could do it, each on its own. Every measure has a process of its own, for its peak memory is
read.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import losses
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Plan, Training
from orgplan.io.output.template import write_inputs
from orgplan.report.audit.run import Run
from orgplan.report.sheets.workbook import write_workbook
from orgplan.solver.outcome import Status
from sample_orgs.hundred_engineers import organisation

FIGURES, FORMULAS = 29, 14


def twelve_months(people: int) -> Organisation:
    """The invented organisation by months; needs keep the figure of the first quarter."""
    org = organisation(people=people)
    calendar = Calendar(
        as_of=date(2026, 12, 1), start=date(2027, 1, 1), period=PeriodLength.MONTH, periods=12
    )
    needs = tuple(need.replace(required=need.required[:1] * 12) for need in org.needs)
    return org.replace(calendar=calendar, needs=needs, budget=(), rules=())


def plan_workbook(path: Path, people: int) -> None:
    """The whole plan workbook of a roster for which nothing is decided: first judged and costed,
    then written.
    """
    began = time.perf_counter()
    assessment = Assessment(twelve_months(people), Plan())
    for known in ("measures", "idle_measures", "coverage", "losses", "costs", "budget"):
        getattr(assessment, known)
    run = Run(
        status=Status.TIME_LIMIT, gap=0.0, parts=(), solver="none", options={}, seconds={},
        size=(0, 0, 0), versions={}, input_name="invented",
        input_sha256="", made_at=datetime.now(tz=UTC),
    )  # fmt: skip
    written = time.perf_counter()
    write_workbook(path, assessment, run, write_inputs)
    print(f"{'judged and costed':<20} {written - began:>8.1f}", flush=True)
    tell("plan workbook", time.perf_counter() - written, path)


def why(_: Path, people: int) -> None:
    """What each of many courses serves."""
    org, courses = twelve_months(people), dict[str, str]()
    for person in org.people[::50]:
        courses.update(
            (person.id, course.id)
            for course in org.courses
            if person.level(course.skill) == course.from_level
        )
    start = org.calendar.first_day(3)
    plan = Plan(
        trainings=tuple(
            Training(id=f"U-{who}", person_id=who, course=course, start_date=start)
            for who, course in courses.items()
        )
    )
    began = time.perf_counter()
    losses(org, plan)
    print(f"{f'why, {len(courses)} actions':<20} {time.perf_counter() - began:>8.1f}", flush=True)


def with_xlsxwriter(path: Path, rows: int) -> None:
    """One table by XlsxWriter."""
    began = time.perf_counter()
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Table")
    for row in range(rows):
        sheet.write_string(row, 0, f"Person {row:06}")
        for column in range(1, FIGURES + 1):
            sheet.write_number(row, column, row * 7.25 + column)
        for column in range(FIGURES + 1, FIGURES + FORMULAS + 1):
            sheet.write_formula(row, column, f"=ROUND($B{row + 1}*$C{row + 1},2)", None, 1.0)
    book.close()
    tell("write: XlsxWriter", time.perf_counter() - began, path)


def with_openpyxl(path: Path, rows: int) -> None:
    """The same by openpyxl, in the mode that is meant for large sheets."""
    began = time.perf_counter()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    for row in range(rows):
        figures = [row * 7.25 + column for column in range(1, FIGURES + 1)]
        sheet.append(
            [f"Person {row:06}", *figures, *[f"=ROUND($B{row + 1}*$C{row + 1},2)"] * FORMULAS]
        )
    book.save(path)
    tell("write: openpyxl", time.perf_counter() - began, path)


def by_openpyxl(path: Path, rows: int) -> None:
    """Every value of the table, by openpyxl's reader for large sheets."""
    _made(path, rows)
    began = time.perf_counter()
    found = sum(
        value is not None
        for line in load_workbook(path, read_only=True, data_only=True).active.values
        for value in line
    )
    assert found == rows * (1 + FIGURES + FORMULAS)
    tell("read: openpyxl", time.perf_counter() - began, path)


def by_calamine(path: Path, rows: int) -> None:
    """Every value of the table, by calamine."""
    _made(path, rows)
    began = time.perf_counter()
    found = sum(
        value != ""
        for line in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        for value in line
    )
    assert found == rows * (1 + FIGURES + FORMULAS)
    tell("read: calamine", time.perf_counter() - began, path)


def _made(path: Path, rows: int) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.workbook_speed",
            "--one",
            with_xlsxwriter.__name__,
            str(path),
            str(rows),
        ],
        check=True,
        capture_output=True,
    )


def tell(what: str, seconds: float, path: Path) -> None:
    """Print one row of the table."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:<20} {seconds:>8.1f} {memory:>8.0f} {path.stat().st_size / 1e6:>8.1f}", flush=True
    )


MEASURES: tuple[Callable[[Path, int], None], ...] = (
    plan_workbook,
    why,
    with_xlsxwriter,
    with_openpyxl,
    by_openpyxl,
    by_calamine,
)


def main() -> None:
    """Print the table, or one row of it."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--one"]:
        {measure.__name__: measure for measure in MEASURES}[arguments[1]](
            Path(arguments[2]), int(arguments[3])
        )
        return
    for people in [int(argument) for argument in arguments] or [1_000, 10_000]:
        print(f"{people} people\n{'':<20} {'seconds':>8} {'peak MB':>8} {'file MB':>8}", flush=True)
        for measure in MEASURES:
            with tempfile.TemporaryDirectory() as folder:
                command = [
                    sys.executable,
                    "-m",
                    "benchmarks.workbook_speed",
                    "--one",
                    measure.__name__,
                    f"{folder}/book.xlsx",
                    str(people),
                ]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
