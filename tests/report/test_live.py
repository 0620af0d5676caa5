"""A formula's text and its value come from one expression, and agree."""

from __future__ import annotations

import operator
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import orgplan
from orgplan.analysis.assessment import Assessment
from orgplan.domain import Organisation
from orgplan.excel.write.content import BookError, Cell, Column, Content
from orgplan.excel.write.live import (
    Live,
    as_number,
    both,
    choose,
    code_of,
    column_number,
    count_filled,
    count_numbers,
    count_texts,
    count_where,
    either,
    first_of_month,
    is_number,
    is_text,
    joined,
    last_letter,
    least,
    length,
    letter,
    live,
    match,
    month_of,
    most,
    pick,
    row_number,
    row_of,
    search,
    stands_above,
    sum_beside,
    sum_product,
    sum_where,
    text_or_blank,
    total,
    year_of,
)
from orgplan.excel.write.tables import LiveRow
from orgplan.excel.write.workbook import WorkbookWriter
from orgplan.io.output.template import write_inputs
from orgplan.report.results.tables import COVERAGE, MEASURES, RULES
from orgplan.report.sheets import constraints, coverage, rules
from orgplan.report.sheets.workbook import write_workbook
from tests.report.office import needs_office, recalculated
from tests.report.organisations import rich_organisation, rich_plan, run_of
from tests.report.test_drivers import organisation as organisation_with_charges

FUNCTIONS = {
    "ROUND": lambda number, _digits: round(number),
    "ABS": abs,
    "MAX": max,
    "IF": lambda condition, then, otherwise: then if condition else otherwise,
    "AND": lambda one, other: one and other,
}
leaves = st.integers(-9, 9).map(lambda n: Live(f"({n})", n))


def expressions(parts: st.SearchStrategy[Live]) -> st.SearchStrategy[Live]:
    two: list[Callable[[Live, Live], Live]] = [
        operator.add,
        operator.sub,
        operator.mul,
        lambda a, b: choose(both(a > 1, b < 3), a, b),
    ]
    one: list[Callable[[Live], Live]] = [
        operator.neg,
        lambda a: a.size,
        lambda a: a.or_nothing,
        lambda a: a.rounded(0),
    ]
    return st.one_of(
        st.tuples(st.sampled_from(two), parts, parts).map(lambda t: t[0](t[1], t[2])),
        st.tuples(st.sampled_from(one), parts).map(lambda t: t[0](t[1])),
    )


@given(st.recursive(leaves, expressions, max_leaves=12))
def test_the_text_comes_to_the_value(made: Live) -> None:
    assert eval(made.formula.text[1:], FUNCTIONS) == pytest.approx(made.value)


def test_cells_of_a_row_point_at_each_other() -> None:
    row = LiveRow([Column(name) for name in ("asked", "there", "gap", "verdict")], at=4, left=1)
    row.update({"asked": 3, "there": None})
    row["gap"] = row["asked"] - row["there"]
    row["verdict"] = choose(row["gap"] > 0, "SHORT", "ok")
    gap, verdict = row["gap"].formula, row["verdict"].formula
    assert (row.cells[2], gap.text, gap.value) == ((row["asked"] - row["there"]).formula, "=D5", 3)
    assert (verdict.text, verdict.value) == ("=E5", "SHORT")
    with pytest.raises(KeyError):
        row["unheard of"] = 1


@pytest.mark.parametrize(
    ("table", "headers", "left_out"),
    [
        (COVERAGE, coverage.DETAIL_HEADERS, ()),
        (RULES, rules.HEADERS, ("satisfied",)),
        (MEASURES, constraints.HEADERS, constraints.NOT_SHOWN),
    ],
)
def test_a_column_of_a_result_table_is_on_its_sheet(table, headers, left_out) -> None:  # type: ignore[no-untyped-def]
    shown = [c.header or c.key for c in table.columns if c.key not in left_out]
    assert [header for header in headers if header in shown] == shown


PAIRED = {
    "excel/write/formulas.py",  # in the language of the run
    "excel/write/live/expression.py",
    "io/faults_book.py",  # a link
    "io/foreign/workbook.py",  # an error, as a file of somebody else's had it
}


def test_no_other_module_writes_a_formula_and_its_value_by_hand() -> None:
    root = Path(orgplan.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "Formula(" in line
        and not line.lstrip().startswith(("class", "...", "Formula(text"))
        and ">>>" not in line
    }
    assert found == PAIRED


BUILDER = "orgplan.excel.write.live"
REFERENCE = re.compile(r"((?:'(?:[^']|'')+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|op_\w+)")
TEXT_AND_VALUE = {"orgplan.report.sheets.money.pay_formulas"}  # pay, whose value is the ledger's:
# why is in docs/decisions.md, "Formulas from one expression"


@pytest.mark.parametrize("made", [rich_organisation, organisation_with_charges])
def test_no_other_module_gives_a_formula_its_value_by_hand(
    made: Callable[[], Organisation], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Watches all that is written: outside the builder only a cell, a range or a name, which have
    what was written into them, is given a value.
    """
    found = set()
    plainly = Live.__init__

    def watched(self: Live, text: str, *more: Any) -> None:
        module = sys._getframe(1).f_globals["__name__"]
        if not module.startswith(BUILDER) and not REFERENCE.fullmatch(text):
            found.add(module)
        plainly(self, text, *more)

    monkeypatch.setattr(Live, "__init__", watched)
    Live("A1+1", 3)
    org = made()
    assessment = Assessment(org, rich_plan(org))
    write_workbook(tmp_path / "plan.xlsx", assessment, run_of(assessment), write_inputs)
    assert found == TEXT_AND_VALUE | {__name__}


ROWS: list[list[Content | Cell]] = [
    ["Ada", "x", 2.5, date(2027, 1, 1)],
    ["ben", "y", None, date(2027, 3, 1)],
    [None, None, None, None],
    ["ADA", "x", 0, None],
    ["4", "", -1.005, date(2026, 12, 31)],
]  # letters in two cases, blanks among figures, a text that looks like a number


def every_function(table: dict[str, Live]) -> list[Live]:
    who, kind, amount, day = table.values()
    first = Live("$A$3", "Ada")
    return [
        total(amount), total(amount, day), sum_product(who.filled * amount),
        sum_product(amount, who.filled * 1), sum_product(as_number(kind.equals(""))),
        sum_where(amount, (kind, "x")), sum_where(amount, (kind, "x"), (who, first)),
        sum_product(sum_beside(who, who, amount)), sum_beside(who, first, amount),
        count_where(who, "ada"), sum_product(who.filled * count_where(who, who)),
        count_where(kind, live("x"), (day, joined("<=", Live("$D$4", 46447)))),
        count_where(amount, joined(">=", live(0))), count_texts(who), count_numbers(day),
        count_filled(kind), sum_product(as_number(is_text(kind))), sum_product(length(who)),
        sum_product(code_of(letter(joined(who, "||"), 2)) * (row_number(who) % 2)),
        code_of(last_letter(first)), sum_product(column_number(day) * 1), live(-7) % live(3),
        is_number(match("nobody", who)), row_of(first, who),
        sum_product(is_number(match(who, who)) * 1),
        sum_product(stands_above(joined(who, "|", kind), Live("$A$2", "who"), who) * who.filled),
        pick(amount, live(1)), least(amount, 5), most(0, amount),
        sum_product(amount.size), sum_product((amount > 0) * amount.differs(2.5)),
        sum_product(amount.equals(0) * 1), sum_product((day < 46400) * 1), first.equals("ADA"),
        both(first.filled, live(1) > 2), either(first.filled, live(1) > 2),
        text_or_blank(Live("$A$5", None)), joined(first, " / ", live(3)), -live(2) - (live(3) - 4),
        live(7) / (live(1) + 1) * 2, live(-1.005).rounded(2), live(2.5).rounded(0),
        live(0.1) + live(0.2) - live(0.3), is_number(search("d", Live("$A$3", "Ada"))),
        choose(first.filled, "met", ""), year_of(pick(day, live(1))), month_of(pick(day, live(2))),
        first_of_month(year_of(pick(day, live(5))), live(13)) - pick(day, live(5)),
        (live(1) + 0.05) ** (live(5) - 2),
        -(live(2) ** 2), (-live(2)) ** 2, live(2) ** (live(3) ** 2), live(2) ** 3 ** 2,
        live(9) / live(3) ** 2,
    ]  # fmt: skip


def test_a_spreadsheet_takes_a_sign_before_a_power() -> None:
    squared = Live("A1", 3) ** 2
    assert [one.text for one in (-squared, (-Live("A1", 3)) ** 2)] == ["-(A1^2)", "(-A1)^2"]
    assert ((-squared).value, (6 * squared / 2 ** Live("A2", 1)).text) == (-9, "6*A1^2/2^A2")


@needs_office
def test_every_function_comes_to_what_a_spreadsheet_program_says(tmp_path: Path) -> None:
    columns = [Column(header) for header in ("who", "kind", "amount", "day")]
    with WorkbookWriter(tmp_path / "book.xlsx") as book:
        sheet = book.sheet("Book")
        table = sheet.table("rows", columns, ROWS, top=1)
        made = every_function({one.header: table[one.header] for one in columns})
        for row, formula in enumerate(made):
            sheet.write(row, 6, formula)
    worked_out = load_workbook(recalculated(tmp_path / "book.xlsx", tmp_path), data_only=True)
    for row, formula in enumerate(made, 1):
        ours, theirs = formula.formula.value, worked_out["Book"].cell(row, 7).value
        assert (theirs or "") == ours if isinstance(ours, str) else theirs == pytest.approx(ours), (
            formula.text
        )


def test_a_text_in_a_sum_is_an_error_only_where_it_is_shown(tmp_path: Path) -> None:
    unknown = Live("A1", "not known") + 1
    assert choose(Live("B1", 1) > 2, unknown, 0).formula.value == 0
    with (
        pytest.raises(BookError, match="not a number"),
        WorkbookWriter(tmp_path / "book.xlsx") as book,
    ):
        book.sheet("Book").write(0, 0, unknown)


def test_a_quotient_by_nothing_is_an_error_only_where_it_is_shown(tmp_path: Path) -> None:
    share = Live("A1", 3.0) / Live("A2", 0)
    assert choose(Live("A2", 0).equals(0), 1, share).formula.value == 1
    with (
        pytest.raises(BookError, match="not a number"),
        WorkbookWriter(tmp_path / "book.xlsx") as book,
    ):
        book.sheet("Book").write(0, 0, share)
