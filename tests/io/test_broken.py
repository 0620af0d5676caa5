"""Broken workbooks: each fault is named at its cell with something to do about it, and nothing but
BadInput is raised.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from make import Rows, save, sound
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.excel.read.sheet_scan import ScanLimits
from orgplan.io.inputs.loading import read_workbook

Change = Callable[[dict[str, Rows]], object]


def put(sheet: str, row: int, column: int, value: object) -> Change:
    """Change the cell in a row and column, counted from 1."""

    def change(sheets: dict[str, Rows]) -> None:
        cells = sheets[sheet][row - 1]
        cells += [None] * (column - len(cells))
        cells[column - 1] = value

    return change


def add(sheet: str, *rows: list[object]) -> Change:
    return lambda sheets: sheets.setdefault(sheet, []).extend(list(row) for row in rows)


def drop_column(sheet: str, column: int) -> Change:
    return lambda sheets: [row.pop(column - 1) for row in sheets[sheet] if len(row) >= column]


def grid(name: str, row: int, **cell: object) -> Change:
    """Put a further column beside a sheet, with one cell filled."""
    ((header, value),) = cell.items()

    def change(sheets: dict[str, Rows]) -> None:
        column = max(len(cells) for cells in sheets[name]) + 1
        put(name, 1, column, header)(sheets)
        put(name, row, column, value)(sheets)

    return change


def sheet(name: str, **cells: object) -> Change:
    """Add a sheet of one row."""
    return lambda sheets: sheets.update({name: [list(cells), list(cells.values())]})


def both(*changes: Change) -> Change:
    return lambda sheets: [change(sheets) for change in changes]


def position(**cells: object) -> Change:
    return sheet(
        "Positions", **{"position_id": "POS-1", "role": "Manager", "team": "Core", **cells}
    )


def lock(**cells: object) -> Change:
    return sheet("Locks", **{"lock": "must", "action": "train", **cells})


def faults_of(path: Path, catalogue: Catalogue | None = None) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        read_workbook(path, catalogue or Catalogue())
    return caught.value.faults


BROKEN: dict[str, tuple[Change, str, str, str]] = {
    # what is broken: (change, sheet, cell, words of the mend)
    "missing sheet": (lambda s: s.pop("Roster"), "", "", "Add a sheet Roster"),
    "misspelt sheet": (lambda s: s.update(Rooster=s.pop("Roster")), "", "", "'Rooster'"),
    "missing column": (drop_column("Roster", 7), "Roster", "A1", "Add the column Base salary"),
    "misspelt column": (put("Roster", 1, 7, "base_salry"), "Roster", "A1", "'base_salry' in G1"),
    "duplicate header": (put("Roster", 1, 9, "Name"), "Roster", "I1", "B1"),
    "two headers of one meaning": (put("Roster", 1, 9, "薪资"), "Roster", "I1", "base_salary"),
    "unknown role": (put("Roster", 3, 3, "Enginer"), "Roster", "C3", "'Engineer'"),
    "unknown level": (put("Roster", 3, 4, "juniar"), "Roster", "D3", "'junior'"),
    "level left out": (put("Roster", 3, 4, None), "Roster", "D3", "fill one in"),
    "unknown team": (put("Roster", 3, 5, "Cora"), "Roster", "E3", "'Core'"),
    "duplicate person": (put("Roster", 3, 1, "P1"), "Roster", "A3", "A2"),
    "person without id": (put("Roster", 3, 1, None), "Roster", "A3", "Fill in Person ID"),
    "negative salary": (put("Roster", 3, 7, -80000), "Roster", "G3", "Enter zero or more"),
    "text in a number": (put("Roster", 3, 7, "a lot"), "Roster", "G3", "plain number"),
    "number in two ways": (put("Roster", 3, 7, "80.000"), "Roster", "G3", "80000"),
    "decimal comma": (put("Requirements", 3, 3, "1,5"), "Requirements", "C3", "comma"),
    "other currency": (put("Roster", 3, 7, "80 000 €"), "Roster", "G3", "EUR"),
    "yes in a number": (put("Roster", 3, 7, True), "Roster", "G3", "Type a number"),
    "error cell": (put("Roster", 3, 7, "#N/A"), "Roster", "G3", "shows an error"),
    "cycle of managers": (put("Roster", 2, 8, "P2"), "Roster", "H2", "P1 → P2 → P1"),
    "own manager": (put("Roster", 2, 8, "P1"), "Roster", "H2", "P1 → P1"),
    "unknown manager": (put("Roster", 3, 8, "P11"), "Roster", "H3", "'P1'"),
    "end before start": (lambda s: (put("Roster", 1, 9, "end_date")(s),
        put("Roster", 3, 9, date(2020, 1, 1))(s)), "Roster", "I3", "one of the two dates"),
    "ambiguous date": (put("Roster", 3, 6, "01/02/2021"), "Roster", "F3", "'Date format'"),
    "no such day": (put("Roster", 3, 6, "2021-02-30"), "Roster", "F3", "no such day"),
    "number for a date": (put("Roster", 3, 6, 44197), "Roster", "F3", "format the cell as a date"),
    "year out of reach": (put("Roster", 3, 6, "0201-01-01"), "Roster", "F3", "Check the year"),
    "part of full time": (lambda s: (put("Roster", 1, 9, "fte")(s), put("Roster", 2, 9, 1)(s),
        put("Roster", 3, 9, 80)(s)), "Roster", "I3", "unit: FTE"),
    "empty roster": (lambda s: s["Roster"].__delitem__(slice(1, None)), "Roster", "",
        "one row a person"),
    "no header": (lambda s: s["Roster"].pop(0), "Roster", "A1", "column names"),
    "amounts in thousands": (put("Roster", 1, 7, "薪资(万)"), "Roster", "G1",
        "remove the unit from the header"),
    "level outside the scale": (put("Skills", 2, 2, 6), "Skills", "B2", "from 0 to 5"),
    "half a level": (put("Skills", 2, 2, 3.5), "Skills", "B2", "from 0 to 5"),
    "text among levels": (put("Skills", 2, 2, "good"), "Skills", "B2",
        "If the column is not a skill"),
    "unknown person with skills": (put("Skills", 2, 1, "P9"), "Skills", "A2", "Add the person"),
    "person rated twice": (put("Skills", 3, 1, "P1"), "Skills", "B3", "B2 rates it"),
    "unknown skill": (put("Requirements", 2, 2, "Pyton"), "Requirements", "B2", "'Python'"),
    "unknown scope": (put("Requirements", 2, 1, "Coer"), "Requirements", "A2", "'Core'"),
    "part of a person": (put("Requirements", 2, 3, 1.5), "Requirements", "C2", "capacity"),
    "no need": (put("Requirements", 3, 3, None), "Requirements", "C3", "Fill in need"),
    "unknown kind": (put("Requirements", 2, 4, "headz"), "Requirements", "D2", "holders, capacity"),
    "level 0 needed": (put("Requirements", 2, 5, 0), "Requirements", "E2", "Check the figure"),
    "wrong period column": (put("Requirements", 1, 9, "2027-02"), "Requirements", "I1", "quarters"),
    "period twice": (lambda s: (put("Requirements", 1, 10, "Q3 2027")(s),), "Requirements", "J1",
        "I1"),
    "band out of order": (put("Roles", 2, 6, 80000), "Roles", "F2", "swap or correct"),
    "role twice": (put("Roles", 3, 2, "senior"), "Roles", "A3", "A2"),
    "role skill of an unknown role": (put("Role skills", 2, 1, "Pilot"), "Role skills", "A2",
        "Roles"),
    "unknown lead": (put("Teams", 2, 4, "P7"), "Teams", "D2", "Add the person"),
    "team twice": (put("Teams", 3, 1, "core"), "Teams", "A3", "A2"),
    "cycle of teams": (lambda s: (put("Teams", 2, 3, "Web")(s), put("Teams", 3, 3, "Core")(s),
        s["Requirements"].pop()), "Teams", "C2", "Core → Web → Core"),
    "misspelt parent": (add("Teams", ["Ops", None, "Webb", None]), "Teams", "C4", "'Web'"),
    "head limits crossed": (put("Teams", 2, 6, 0), "Teams", "F2", "Swap"),
    "unknown rule": (add("Rules", ["bigger"]), "Rules", "A3", "family"),
    "rule without a role": (put("Rules", 2, 7, None), "Rules", "G2", "satisfy"),
    "rule for unknown role": (put("Rules", 2, 7, "Manger"), "Rules", "G2", "'Manager'"),
    "rule twice": (add("Rules", ["Big", "director", "must", "organisation", 5, "engineering",
        "Manager"]), "Rules", "A3", "A2"),
    "course downwards": (put("Training", 2, 3, 2), "Training", "C2", "raise the level"),
    "course without cost": (put("Training", 2, 4, None), "Training", "D2", "Fill in Cost"),
    "budget of no period": (put("Budget", 2, 2, "2031"), "Budget", "B2", "Correct it"),
    "budget of half a period": (put("Budget", 2, 2, "2027-02"), "Budget", "B2", "quarters"),
    "budget of nothing": (put("Budget", 2, 3, None), "Budget", "C2", "Fill in"),
    "budget of a location": (both(put("Budget", 2, 1, "location: Oslo"),
        sheet("Locations", location="Oslo")), "Budget", "A2", "cost centre"),
    "unknown setting": (add("Settings", ["asof_date", 3]), "Settings", "A8", "'As of'"),
    "setting twice": (add("Settings", ["as of", date(2027, 1, 1)]), "Settings", "A8", "A2"),
    "no as-of date": (put("Settings", 2, 2, None), "Settings", "B2", "for instance 2027-01-01"),
    "start in the middle": (put("Settings", 3, 2, date(2027, 1, 15)), "Settings", "B3",
        "2027-02-01"),
    "horizon in the past": (put("Settings", 3, 2, date(2026, 1, 1)), "Settings", "B3",
        "as-of date"),
    "too many periods": (put("Settings", 5, 2, 100), "Settings", "B5", "Check"),
    "unknown goal": (add("Settings", ["goal", "best"]), "Settings", "B8",
        "cover, fewest redundancies, cheapest"),
    "unknown period": (put("Settings", 4, 2, "week"), "Settings", "B4", "month, quarter, year"),
    "unknown counting": (add("Settings", ["counting", "halves"]), "Settings", "B8",
        "whole, fractional"),
    "only positions perhaps": (add("Settings", ["only_positions", "perhaps"]), "Settings", "B8",
        "yes or no"),
    "thirteenth month": (add("Settings", ["bonus_month", 13]), "Settings", "B8", "Check"),
    "negative cap that is no sign": (add("Settings", ["tax_cap", -5]), "Settings", "B8", "Check"),
    "currency in words": (put("Settings", 6, 2, "dollars"), "Settings", "B6", "USD"),
    "assumption out of range": (add("Settings", ["attrition", 12]), "Settings", "B8", "0.12"),
    "assumption for nobody": (lambda s: s.update(Assumptions=[["key", "value", "scope"],
        ["attrition", 0.1, "Corr"]]), "Assumptions", "C2", "'core'"),
    "rate without currency": (add("Settings", ["fx", 7.1]), "Settings", "A8", "three letters"),
    "no rate for the norm": (lambda s: (put("Settings", 6, 2, "CNY")(s),), "Settings", "",
        "'Recruiting cost'"),
    "no rate for a salary": (lambda s: (put("Roster", 1, 9, "currency")(s),
        put("Roster", 3, 9, "EUR")(s)), "Roster", "I3", "scope EUR"),
    "half a head": (grid("Roster", 3, headcount=2.5), "Roster", "I3", "counting = fractional"),
    "fewer heads than none": (grid("Roster", 3, headcount=-1), "Roster", "I3",
        "Enter zero or more"),
    "misspelt location": (both(grid("Roster", 3, location="Berln"),
        sheet("Locations", location="Berlin")), "Roster", "I3", "'Berlin'"),
    "yearly cap below nothing": (grid("Roles", 2, max_hires_year=-2), "Roles", "H2",
        "Enter zero or more"),
    "role in an unknown location": (both(grid("Roles", 2, locations="Rome; Berln"),
        sheet("Locations", location="Berlin")), "Roles", "H2", "'Berlin'"),
    "unknown next role": (grid("Roles", 3, next_role="Engineer / seniro"), "Roles", "H3",
        "'Engineer / senior'"),
    "promotion to the same role": (grid("Roles", 2, next_role="senior"), "Roles", "H2",
        "different role"),
    "staff of an unknown role": (add("Requirements", ["Core", "Enginer", 2, "staff"]),
        "Requirements", "B4", "'Engineer'"),
    "half a head of staff": (add("Requirements", ["Core", "Manager", 2.5, "staff"]), "Requirements",
        "C4", "Round it"),
    "need at an unknown location": (both(put("Requirements", 2, 1, "location: Osl"),
        sheet("Locations", location="Oslo")), "Requirements", "A2", "'Oslo'"),
    "share of a course": (grid("Training", 2, success=80), "Training", "H2", "0.8"),
    "course that nobody passes": (grid("Training", 2, success=0), "Training", "H2",
        "Check the figure"),
    "mentor or not": (grid("Training", 2, mentored="maybe"), "Training", "H2", "yes or no"),
    "hours of a mentor": (grid("Training", 2, mentor_hours=-4), "Training", "H2",
        "Enter zero or more"),
    "dates of a course": (grid("Training", 2, dates="soon"), "Training", "H2", "2027-Q1"),
    "ambiguous date of a course": (grid("Training", 2, dates="01/02/2027"), "Training", "H2",
        "'Date format'"),
    "course in the past": (grid("Training", 2, dates="2026-01-01"), "Training", "H2",
        "never begins"),
    "prerequisite without a level": (grid("Training", 2, after="Kubernetes"), "Training", "H2",
        "Write the level"),
    "unknown prerequisite": (grid("Training", 2, after="Kubernets 2"), "Training", "H2",
        "'Kubernetes'"),
    "unknown lever": (sheet("Levers", lever="promoshun"), "Levers", "A2", "promotion, transfer"),
    "lever twice": (both(sheet("Levers", id="L-1", lever="transfer"),
        add("Levers", ["L-1", "backfill"])), "Levers", "A3", "A2"),
    "lever of an unknown scope": (sheet("Levers", lever="transfer", scope="Coer"), "Levers", "B2",
        "'Core'"),
    "lever for unknown roles": (sheet("Levers", lever="transfer", roles="Enginer"), "Levers", "B2",
        "'Engineer'"),
    "move to an unknown role": (sheet("Levers", lever="retraining", to_role="Manger"), "Levers",
        "B2", "'Manager'"),
    "move to an unknown team": (sheet("Levers", lever="transfer", to_team="Webb"), "Levers", "B2",
        "'Web'"),
    "retraining to nowhere": (sheet("Levers", lever="retraining", to_role=None), "Levers", "B2",
        "Fill in 'To role'"),
    "downgrading to nowhere": (sheet("Levers", lever="demotion"), "Levers", "A2",
        "Fill in 'To role'"),
    "promotion to nowhere": (sheet("Levers", lever="promotion", roles="Manager", to_role=None),
        "Levers", "C2", "'Next role' on Roles"),
    "cap below nothing": (sheet("Levers", lever="transfer", max=-1), "Levers", "B2",
        "Enter zero or more"),
    "more than the receiving role": (sheet("Levers", lever="transfer", share_of_receiving=20),
        "Levers", "B2", "0.2"),
    "caps that differ": (both(sheet("Levers", lever="over", shared_cap="o", max=5),
        add("Levers", ["over", "O", 6])), "Levers", "C3", "C2 says 5"),
    "cap without a figure": (sheet("Levers", lever="overstaffing", shared_cap="o"), "Levers", "B2",
        "Fill in max"),
    "negative cost of a lever": (sheet("Levers", lever="lay-off", cost=-1), "Levers", "B2",
        "Enter zero or more"),
    "lever in another currency": (sheet("Levers", lever="lay-off", cost=1, currency="EUR"),
        "Levers", "C2", "scope EUR"),
    "raise in per cent": (sheet("Levers", lever="transfer", raise_pct=8), "Levers", "B2", "0.08"),
    "endless notice": (sheet("Levers", lever="redundancy", months=99), "Levers", "B2",
        "Check the figure"),
    "more than all": (sheet("Levers", lever="backfill", share=2), "Levers", "B2", "2%"),
    "short time of no share": (sheet("Levers", lever="short time", share=None), "Levers", "B2",
        "Fill in share"),
    "endless severance": (sheet("Levers", lever="redundancy", months_of_base=99), "Levers", "B2",
        "Check the figure"),
    "stays crossed": (sheet("Levers", lever="contractors", min_stay=9, max_stay=6), "Levers", "C2",
        "shortest stay"),
    "stay beyond the default": (sheet("Levers", lever="contractors", min_stay=15), "Levers", "B2",
        "fill in Max stay"),
    "stay of no length": (sheet("Levers", lever="contractors", max_stay=0), "Levers", "B2",
        "Check the figure"),
    "position without id": (position(position_id=None), "Positions", "A2", "Fill in Position ID"),
    "position twice": (both(position(), add("Positions", ["POS-1", "Manager", "Web"])), "Positions",
        "A3", "A2"),
    "position of an unknown role": (position(role="Manger"), "Positions", "B2", "'Manager'"),
    "position at an unknown level": (position(role="Engineer", level="seniro"), "Positions", "D2",
        "'senior'"),
    "position in an unknown team": (position(team="Corr"), "Positions", "C2", "'Core'"),
    "unknown status": (position(status="maybe"), "Positions", "D2", "filled, open, approved"),
    "unknown direction": (position(direction="sideways"), "Positions", "D2", "add, backfill"),
    "position from some day": (position(start="soon"), "Positions", "D2", "year-month-day"),
    "pay of a position": (position(budget_salary=-1), "Positions", "D2", "Enter zero or more"),
    "pay of a position in euros": (position(budget_salary=9, currency="EUR"), "Positions", "E2",
        "scope EUR"),
    "unknown lock of a position": (position(lock="perhaps"), "Positions", "D2", "must, must-not"),
    "locked into a frozen seat": (position(status="on hold", lock="must"), "Positions", "E2",
        "frozen"),
    "unknown lock": (lock(lock="perhaps"), "Locks", "A2", "must, must-not"),
    "unknown action": (lock(action="fire"), "Locks", "B2", "hire, train"),
    "lock on an unknown person": (lock(who="P22"), "Locks", "C2", "'P2'"),
    "lock on an unknown role": (lock(action="hire", who="Manger"), "Locks", "C2", "'Manager'"),
    "lock in an unknown team": (lock(team="Corr"), "Locks", "C2", "'Core'"),
    "lock on an unknown course": (lock(what="Python 2→4"), "Locks", "C2", "'Python 2→3'"),
    "lock on a promotion to nowhere": (lock(action="promotion", what="Manger"), "Locks", "C2",
        "'Manager'"),
    "lock on a transfer to nowhere": (lock(action="transfer", what="Corr"), "Locks", "C2",
        "'Core'"),
    "lock that leads nowhere": (lock(action="redundancy", what="Core"), "Locks", "C2",
        "leave it blank"),
    "lock in no period": (lock(periods="2031"), "Locks", "C2", "delete the row"),
    "lock on half a period": (lock(periods="2027-02"), "Locks", "C2", "quarters"),
    "lock on no action": (lock(count=0), "Locks", "C2", "Check the figure"),
    "lock twice": (both(sheet("Locks", id="K", lock="must", action="hire"),
        add("Locks", ["k", "must", "train"])), "Locks", "A3", "A2"),
    "location twice": (both(sheet("Locations", location="Oslo"), add("Locations", ["oslo"])),
        "Locations", "A3", "A2"),
    "location without a name": (sheet("Locations", location=None, pay_index=1), "Locations", "A2",
        "Fill in Location"),
    "location without a rate": (sheet("Locations", location="Oslo", currency="NOK"), "Locations",
        "A2", "Fill in fx"),
    "rate of the plan's currency": (sheet("Locations", location="Oslo", fx=2), "Locations", "B2",
        "leave fx blank"),
    "no rate at all": (sheet("Locations", location="Oslo", currency="NOK", fx=0), "Locations", "C2",
        "Check the figure"),
    "pay index of nothing": (sheet("Locations", location="Oslo", pay_index=0), "Locations", "B2",
        "Check the figure"),
    "tax of a location": (sheet("Locations", location="Oslo", employer_tax_pct=14), "Locations",
        "B2", "0.14"),
    "tax cap of a location": (sheet("Locations", location="Oslo", tax_cap=-1), "Locations", "B2",
        "Enter zero or more"),
    "benefits of a location": (sheet("Locations", location="Oslo", benefits_pct=30), "Locations",
        "B2", "0.3"),
    "benefits a head": (sheet("Locations", location="Oslo", benefits_per_head=-1), "Locations",
        "B2", "Enter zero or more"),
    "assumption for an unknown location": (lambda s: s.update(Assumptions=[["key", "value",
        "scope"], ["ramp", 1, "Corre"]]), "Assumptions", "C2", "'core'"),
    "closeness in per cent": (add("Settings", ["stay_close", 5]), "Settings", "B8", "0.05"),
    "two sheets of one meaning": (lambda s: s.update(花名册=s["Roster"]), "花名册", "", "'Roster'"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_each_fault_is_named_at_its_cell(what: str, tmp_path: Path) -> None:
    change, sheet, cell, words = BROKEN[what]
    sheets = sound()
    change(sheets)
    faults = faults_of(save(tmp_path / "broken.xlsx", sheets))
    hits = [fault for fault in faults if (fault.sheet, fault.cell) == (sheet, cell)]
    assert hits, f"no fault at {sheet}!{cell}: {[str(fault) for fault in faults]}"
    assert any(words in fault.fix for fault in hits), [fault.fix for fault in hits]
    assert all(
        fault.found and fault.expected and fault.fix.endswith((".", "?")) for fault in faults
    )


def test_one_mistake_gives_one_fault(tmp_path: Path) -> None:
    """No fault drags others after it, but for what really is broken twice."""
    more = {
        "missing sheet": 1,
        "missing column": 1,
        "misspelt column": 1,
        "empty roster": 99,
        "no header": 99,
        "misspelt sheet": 1,
    }
    for what, (change, *_) in BROKEN.items():
        sheets = sound()
        change(sheets)
        faults = faults_of(save(tmp_path / "broken.xlsx", sheets))
        assert len(faults) <= 1 + more.get(what, 1), (what, [str(fault) for fault in faults])


def test_all_faults_of_a_file_come_at_once_in_order(tmp_path: Path) -> None:
    sheets = sound()
    for what in (
        "other currency",
        "unknown team",
        "band out of order",
        "level outside the scale",
        "budget of no period",
        "unknown goal",
    ):
        BROKEN[what][0](sheets)
    faults = faults_of(save(tmp_path / "broken.xlsx", sheets))
    assert [fault.where for fault in faults] == [
        "Settings!B8",
        "Roles!F2",
        "Roster!E3",
        "Roster!G3",
        "Skills!B2",
        "Budget!B2",
    ]


def test_the_error_says_everything(tmp_path: Path) -> None:
    sheets = sound()
    BROKEN["unknown team"][0](sheets)
    with pytest.raises(BadInput) as caught:
        read_workbook(save(tmp_path / "broken.xlsx", sheets), Catalogue())
    assert (
        str(caught.value)
        == "broken.xlsx: 1 fault\n  Roster!E3: found 'Cora'; expected a team of the sheet Teams."
        " Did you mean 'Core'?"
    )


def _zip(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return file.getvalue()


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
NOT_WORKBOOKS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "an empty file"),
    "csv": (b"person_id,name\n1,Ann\n", "text (CSV?)"),
    "html": (b"<html><table></table></html>", "a web page"),
    "something": (b"\x7fELF\0\0\0", "some other type"),
    "xls": (OLE, "an old Excel file"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "a password"),
    "xlsb": (_zip(xl__workbook_dot_bin="x"), "binary workbook"),
    "ods": (_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
    "docx": (_zip(word__document_dot_xml="<x/>"), "Word or PowerPoint"),
    "zip": (_zip(readme_dot_txt="x"), "zip archive of something else"),
    "half a zip": (_zip(xl__workbook_dot_xml="<x/>" * 1000)[:60], "damaged"),
}


@pytest.mark.parametrize("kind", NOT_WORKBOOKS)
def test_what_is_no_workbook_is_refused_in_its_own_words(kind: str, tmp_path: Path) -> None:
    data, said = NOT_WORKBOOKS[kind]
    path = tmp_path / "my_org.xlsx"
    path.write_bytes(data)
    (fault,) = faults_of(path)
    assert fault.where == "the file"
    assert said in fault.found
    assert len(fault.fix) > 15


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "nowhere.xlsx")
    assert "exists" in fault.fix


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook(tmp_path: Path, share: float) -> None:
    path = save(tmp_path / "my_org.xlsx", sound())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    (fault,) = faults_of(path)
    assert "damaged" in fault.found


def _rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = save(tmp_path / "my_org.xlsx", sound())
    _rewritten(
        path,
        "xl/worksheets/sheet2.xml",
        lambda data: data.replace(b"</sheetData>", b" " * 40_000_000 + b"</sheetData>"),
    )
    (fault,) = faults_of(path)
    assert "when unpacked" in fault.found
    with pytest.raises(BadInput):
        read_workbook(save(path, sound()), Catalogue(), ScanLimits(expanded=1000))


def test_a_document_type_declaration(tmp_path: Path) -> None:
    path = save(tmp_path / "my_org.xlsx", sound())
    _rewritten(
        path, "xl/worksheets/sheet2.xml", lambda data: b'<!DOCTYPE x [<!ENTITY a "b">]>' + data
    )
    (fault,) = faults_of(path)
    assert "document type" in fault.found


def test_strict_open_xml(tmp_path: Path) -> None:
    path = save(tmp_path / "my_org.xlsx", sound())
    _rewritten(
        path,
        "xl/workbook.xml",
        lambda data: data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    )
    (fault,) = faults_of(path)
    assert "Strict" in fault.found


def test_a_damaged_part(tmp_path: Path) -> None:
    path = save(tmp_path / "my_org.xlsx", sound())
    _rewritten(path, "xl/worksheets/sheet2.xml", lambda data: data[: len(data) // 2])
    (fault,) = faults_of(path)
    assert "damaged" in fault.found


def test_a_formula_without_a_result(tmp_path: Path) -> None:
    sheets = sound()
    put("Roster", 3, 7, "=G2*0.8")(sheets)
    faults = faults_of(save(tmp_path / "my_org.xlsx", sheets))
    assert [fault.where for fault in faults] == ["Roster!G3"]
    assert "let it calculate" in faults[0].fix


def test_a_far_cell_is_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sound().items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book["Roster"]["XFD1048576"] = "far"
    book["Skills"]["C500000"].fill = PatternFill("solid", fgColor="FF0000")
    book.save(tmp_path / "my_org.xlsx")
    loaded = read_workbook(tmp_path / "my_org.xlsx", Catalogue())
    assert any(note.cell == "XFD1048576" for note in loaded.notes)


def test_what_a_lock_has_no_use_for_is_refused_in_chinese_too(tmp_path: Path) -> None:
    book = sound()
    book["Settings"].append(["language", "zh"])
    lock(action="redundancy", what="Core")(book)
    (fault,) = faults_of(save(tmp_path / "book.xlsx", book))
    assert fault.expected == "空"
