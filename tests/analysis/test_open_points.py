"""What stays open: each thing once, and two things that read the same are told apart."""

from __future__ import annotations

import orgplan as op
from orgplan.analysis.open_points import in_words
from orgplan.constraints import judge
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.domain import Measure, Organisation, Plan, Scope, ScopeKind, Sense, Strength

CHECKOUT = Scope(kind=ScopeKind.TEAM, name="Checkout")


def organisation(*ids: str) -> Organisation:
    rules = tuple(Span(id=one, scopes=(CHECKOUT,), per=9) for one in ids)
    return op.generate(30, teams=4, rules=False).replace(rules=rules)


def short(org: Organisation, rule: str, period: int, required: float) -> Measure:
    """A manager is there, and another whole one is needed for what is missing of it."""
    return Measure(
        family="span",
        key=(rule, "Checkout", org.calendar.labels[period]),
        required=required,
        planned=1.0,
        shortfall=1.0,
        sense=Sense.AT_LEAST,
        strength=Strength.SHOULD,
        weight=1.0,
        unit="managers",
    )


def test_what_reads_the_same_in_two_periods_is_one_line() -> None:
    org = organisation("spans")
    (line,) = in_words(org, [short(org, "spans", 0, 1.2), short(org, "spans", 1, 1.3)])
    assert line.startswith("2027-Q1 to 2027-Q2: Checkout has more people than its managers can")
    assert "Rule:" not in line


def test_two_rules_that_read_the_same_say_which_they_are() -> None:
    org = organisation("bus_factor", "our spans")
    lines = in_words(org, [short(org, one, 0, 2.0) for one in ("bus_factor", "our spans")])
    assert [line[line.index("Rule:") :] for line in lines] == [
        "Rule: bus factor.",
        "Rule: our spans.",
    ]


def test_a_need_of_a_department_is_said_without_the_word_of_its_kind() -> None:
    org = op.generate(30, teams=4, seed=2)
    needs = [need for need in org.needs if need.scope.kind is ScopeKind.DEPARTMENT]
    bare = org.replace(needs=tuple(need.replace(required=(30.0,) * 4) for need in needs))
    missed = (one for one in judge(bare, Plan()) if one.is_short and one.key[0] in bare.need)
    lines = in_words(bare, missed)
    assert lines
    assert all(line.startswith("2027-Q1 to 2027-Q4: Commerce needs 30 people") for line in lines)
