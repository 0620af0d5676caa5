"""A position that one person holds after another is no clash; at the same time it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orgplan.analysis.assessment import Assessment
from orgplan.domain.plan import Plan
from orgplan.io.output.template import write_inputs
from orgplan.report.sheets.workbook import write_workbook
from tests.report.editing import Tab
from tests.report.office import needs_office, recalculated_all
from tests.report.organisations import rich_organisation, run_of

SAYS = "People in a position that somebody else holds at the same time"
BEFORE, AFTER = date(2027, 3, 31), date(2027, 4, 1)
ENDS = {"before": BEFORE, "after": AFTER, "never": None}


def written(path: Path, first_end: date | None) -> Path:
    org = rich_organisation()
    people = [person.replace(position_id=None) for person in org.people]
    people[0] = people[0].replace(position_id="S-1", end_date=first_end)
    people[1] = people[1].replace(position_id="S-1", start_date=AFTER, end_date=None)
    assessment = Assessment(org.replace(people=tuple(people)), Plan())
    write_workbook(path, assessment, run_of(assessment), write_inputs)
    return path


def shown(path: Path) -> tuple[float, str]:
    tab = Tab(load_workbook(path, data_only=True), "Checks", "check_no", "check", "result")
    row = tab.find(check=SAYS)
    return tab.get(row, "value"), tab.get(row, "result")


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """When the first one leaves → the workbook as it is written, and as a spreadsheet reckons it:
    all in one go.
    """
    folder = tmp_path_factory.mktemp("written")
    ours = [written(folder / f"{name}.xlsx", end) for name, end in ENDS.items()]
    theirs = recalculated_all(ours, tmp_path_factory.mktemp("office"))
    return dict(zip(ENDS, zip(ours, theirs, strict=True), strict=True))


@needs_office
@pytest.mark.parametrize(
    ("first_ends", "wanted"),
    [("before", (0, "PASS")), ("after", (2, "FAIL")), ("never", (2, "FAIL"))],
)
def test_who_comes_after_somebody_is_no_clash(
    first_ends: str, wanted: tuple[float, str], workbooks: dict[str, tuple[Path, Path]]
) -> None:
    ours, theirs = workbooks[first_ends]
    assert shown(ours) == wanted
    assert shown(theirs) == wanted
