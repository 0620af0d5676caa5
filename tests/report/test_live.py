"""A formula's text and its value come from one expression, and agree."""

from __future__ import annotations

import operator
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.excel.write.live import Live, LiveRow, both, choose
from orgplan.report.results.tables import COVERAGE, MEASURES, RULES
from orgplan.report.sheets import constraints, coverage, rules

FUNCTIONS = {"ROUND": round, "ABS": abs, "MAX": max, "IF": lambda c, a, b: a if c else b,
             "AND": lambda a, b: a and b}  # fmt: skip
leaves = st.integers(-9, 9).map(lambda n: Live(f"({n})", n))


def joined(parts: st.SearchStrategy[Live]) -> st.SearchStrategy[Live]:
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


@given(st.recursive(leaves, joined, max_leaves=12))
def test_the_text_comes_to_the_value(made: Live) -> None:
    assert eval(made.formula.text[1:], FUNCTIONS) == pytest.approx(made.value)


def test_cells_of_a_row_point_at_each_other() -> None:
    row = LiveRow(("asked", "there", "gap", "verdict"), at=4, left=1)
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
