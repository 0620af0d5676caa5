"""Each family has all its parts, its checker shares nothing with its rows, and it has words for
whatever can break.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from itertools import product
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import orgplan.constraints
from docs import generate
from docs.call_graph import NO_ROW_READS, SHEET_OF, SHEETS, reached, sheets_read
from orgplan.constraints import (
    FAMILIES,
    RULE_MODULES,
    RuleModule,
    explain,
    families,
    rule_families,
)
from orgplan.constraints.limits import offer
from orgplan.constraints.model.decisions import DecisionVariables
from orgplan.domain.costs.budget import budget_in_words
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure
from orgplan.domain.rules import Rule
from orgplan.domain.teams import scope_in_words
from orgplan.schema.rules import RULES
from tests.constraints import (
    test_golden_rows,
    test_hand_worked,
    test_hand_worked_counts,
    test_hand_worked_levers,
    test_hand_worked_rules,
)
from tests.constraints.both_sides import checker_says, random_plan, state
from tests.constraints.levers import group_organisation, lever_organisation
from tests.constraints.organisations import rich_organisation
from tests.organisations import random_organisation

ROOT = Path(generate.__file__).parents[1]
MODULES = [family for family in FAMILIES if isinstance(family, ModuleType)]
SUPPORT = {
    "actions",
    "interface",
    "linear",
    "decisions",
    "seat_dates",
    "leading",
    "reporting",
    "presence",
    "proficiency",
    "output",
    "triggers",
    "offer",
    "measures",
    "parameters",
    "families",
    "enforced",
    "loops",
    "naming",
    "words",
    "rules",
    "family",
    "registry",
    "serving",
    "traits",
    "usefulness",
}  # what rows and measures are made of, and the one judgement that has no rows

LEVERS = {
    "Begin",
    "Hire",
    "Merge",
    "Raise",
    "Spread",
    "Start",
    "Talk",
    "Train",
}  # what a manager could do first

each_family = pytest.mark.parametrize("family", MODULES, ids=lambda module: module.FAMILY)


def test_every_module_is_a_family_or_known_not_to_be() -> None:
    modules = {path.stem for path in Path(orgplan.constraints.__file__).parent.rglob("*.py")} - {
        "__init__"
    }
    assert (
        modules - SUPPORT
        == {family.FAMILY for family in FAMILIES}
        == {family.FAMILY for family in families()}
    )
    assert len(MODULES) == len(FAMILIES)


def test_every_kind_of_rule_has_its_family() -> None:
    assert set(rule_families()) <= {family.FAMILY for family in families()}


@each_family
def test_the_parts_are_there(family: ModuleType) -> None:
    assert family.__name__.rpartition(".")[2] == family.FAMILY
    for part in ("emit", "measure", "explain", "seats_that_help", "skills_that_help"):
        assert isinstance(vars(family).get(part), FunctionType), f"{family.FAMILY} has no {part}"
        assert vars(family)[part].__doc__, f"{family.FAMILY}.{part} says nothing"


@pytest.mark.parametrize("family", RULE_MODULES, ids=lambda family: family.FAMILY)
def test_a_family_declares_what_it_reads_and_reads_what_it_declares(family: RuleModule) -> None:
    """Fields of the rule in the module's source are those that its parameters name; a column that
    nothing reads would be a lie.
    """
    source = Path(vars(family)["__file__"]).read_text(encoding="utf-8")
    read = set(re.findall(r"\b(?:rule|self)\.(\w+)", source))
    used = read & set(family.PARAMETERS.rule.model_fields) - set(Rule.model_fields)
    if (
        "stages" in family.PARAMETERS.own
    ):  # read by orgplan/io/inputs/capability/stages.py, which knows the company's stages
        used |= {"stages"}
    assert used == family.PARAMETERS.own


def test_every_kind_of_rule_declares_its_parameters_and_words() -> None:
    assert set(rule_families()) == {family.FAMILY for family in RULE_MODULES}
    for family in RULE_MODULES:
        keys = {key for required in family.PARAMETERS.required for key in required.any_of}
        assert (
            keys | {*family.PARAMETERS.only_with, *family.PARAMETERS.only_with.values()}
            <= family.PARAMETERS.own
        )
        assert family.phrase(("rule", "scope", "aspect", "period"))


@pytest.mark.parametrize("family", RULE_MODULES, ids=lambda family: family.FAMILY)
def test_a_family_says_what_its_parameters_mean_and_what_else_it_is_called(
    family: RuleModule,
) -> None:
    """Beside each parameter stands what its column means, and a workbook knows the family by an
    English name with spaces or another word, and by a Chinese one.
    """
    parameters = family.PARAMETERS
    columns = {column.key: column for column in RULES.columns}
    for key in sorted(parameters.own):
        assert key in columns, f"orgplan/schema/rules.py has no column {key}"
        assert parameters.meaning(key), f"{family.FAMILY}.{key} has no description"
        assert family.FAMILY in columns[key].by_family[parameters.meaning(key)]
    assert [name for name in parameters.aliases if not name.isascii()], (
        f"{family.FAMILY}: aliases of PARAMETERS lack a Chinese name"
    )
    if "_" in family.FAMILY:
        assert [name for name in parameters.aliases if name.isascii()], (
            f"{family.FAMILY}: aliases of PARAMETERS lack an English name without underscores"
        )


@each_family
def test_the_docstring_has_sentence_formula_symbols_and_source(family: ModuleType) -> None:
    sentence, formula, table, after = generate.split(generate._doc(family))
    assert re.fullmatch(r"[A-Z][^:]+: [^:].*\.", sentence), (
        "a few words, a colon, and one sentence that a manager accepts"
    )
    assert re.search(r"\\(le|ge)\b", formula), "an inequality"
    assert "\\forall" in formula
    assert table.count(":math:") >= 1
    assert "Source: " in after
    for line in table.splitlines()[3:-1]:
        assert len(re.split(r"\s{2,}", line.strip())) == 3, f"symbol, meaning and unit: {line}"


@each_family
def test_symbols_of_the_formula_are_explained(family: ModuleType) -> None:
    """Every Greek letter and every name of more than one letter occurs in the family's own table or
    in the common notation.
    """
    _, formula, table, _ = generate.split(generate._doc(family))
    common = (ROOT / "docs" / "notation.md").read_text(encoding="utf-8")
    layout = {
        "sum",
        "le",
        "ge",
        "forall",
        "in",
        "ne",
        "ni",
        "notin",
        "to",
        "bar",
        "cdot",
        "qquad",
        "ell",
        "lfloor",
        "rfloor",
        "cap",
        "emptyset",
    }
    for name in set(re.findall(r"\\([a-zA-Z]+)", formula)) - layout:
        assert f"\\{name}" in table + common, f"\\{name} is not explained"
    words = set(
        re.findall(r"(?<![\\a-zA-Z])[a-zA-Z]{3,}", re.sub(r"_\{[^}]*\}|_\w", "", formula))
    ) - {"lead"}
    for word in words:
        assert word in table or f"${word}_" in common, f"{word} is not explained"


@each_family
def test_rows_and_checker_share_no_function(family: ModuleType) -> None:
    """Beyond what domain and finance know, the simulation calls nothing that the rows are stated
    with, and the other way round.
    """
    stated, judged = reached(family.emit), reached(family.measure)
    own = {
        function
        for function in stated & judged
        if function.__module__.startswith("orgplan.constraints")
    }
    assert not own, f"used on both sides: {sorted(function.__qualname__ for function in own)}"
    assert not [f for f in judged if f.__module__.startswith("orgplan.constraints.model.")]
    assert not [
        f
        for f in stated
        if f.__module__.removeprefix("orgplan.domain.") in ("simulation", "presence", "allocation")
    ]


@each_family
def test_there_is_a_hand_worked_example_and_golden_rows(family: ModuleType) -> None:
    name = "".join(part.title() for part in family.FAMILY.split("_"))
    modules = (
        test_hand_worked,
        test_hand_worked_counts,
        test_hand_worked_levers,
        test_hand_worked_rules,
    )
    worked = {test: found for module in modules for test, found in vars(module).items()}[
        f"Test{name}"
    ]
    assert sum(test.startswith("test_") for test in vars(worked)) >= 2
    assert test_golden_rows.rows_of(family.FAMILY).count(f"{family.FAMILY}(") >= 1


@each_family
def test_the_page_of_the_maths_has_it(family: ModuleType) -> None:
    page = generate.PAGE.read_text(encoding="utf-8")
    assert f"\n### {family.FAMILY}\n" in page
    assert sheets_read(family.emit), "it reads some sheet"


def test_the_page_of_the_maths_is_up_to_date() -> None:
    assert generate.PAGE.read_text(encoding="utf-8") == generate.page(), (
        "run python -m docs.generate"
    )


def test_sheets_are_called_what_the_workbook_calls_them() -> None:
    from orgplan.schema.inputs import INPUT_SHEETS

    assert set(SHEETS) <= {sheet.key for sheet in INPUT_SHEETS}


@pytest.mark.parametrize("page", ["notation.md", "add_a_rule.md"])
def test_pages_name_what_exists(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for path in set(re.findall(r"`((?:orgplan|tests|docs|models)/[\w/.]+?)(?:::\w+)?`", text)):
        assert (ROOT / path).exists(), f"{page} names {path}"
    for word in set(
        re.findall(
            r"`(ModelSink|DecisionVariables|PlanSimulation|Measure|Linear|Model)\.(\w+)`", text
        )
    ):
        assert any(
            word[1] in {*dir(owner), *owner.__annotations__} for owner in _owners(word[0])
        ), f"{page} names {'.'.join(word)}"


def _owners(name: str) -> list[type]:
    from orgplan.constraints.model import decisions, interface, linear
    from orgplan.domain import plan
    from orgplan.domain.staffing import simulation
    from orgplan.solver.solvers import lp

    return [
        vars(module)[name]
        for module in (decisions, interface, linear, plan, simulation, lp)
        if name in vars(module)
    ]


@pytest.fixture(scope="module")
def violated() -> dict[str, list[tuple[Measure, Organisation]]]:
    """Broken measures of each family, from random plans."""
    found: dict[str, list[tuple[Measure, Organisation]]] = defaultdict(list)
    for make in (random_organisation, rich_organisation, lever_organisation, group_organisation):
        for seed in range(80):
            stated, r = state(make(seed)), random.Random(seed)
            for _ in range(2):
                for measure in checker_says(stated.org, random_plan(stated, r)).values():
                    if measure.is_short:
                        found[measure.family].append((measure, stated.org))
    return found


@each_family
def test_a_violated_constraint_is_explained(
    family: ModuleType, violated: dict[str, list[tuple[Measure, Organisation]]]
) -> None:
    """One sentence with the place, the amount, when, and something to do about it; however it is
    broken.
    """
    assert violated[family.FAMILY]
    for measure, org in violated[family.FAMILY]:
        said = explain(measure, org)
        assert said.endswith(".")
        assert "\n" not in said
        assert not re.search(r"None|nan|inf\b|\{|\}|  ", said), said
        assert _place(measure, org) in said
        assert _amount(measure) in said.replace(",", ""), f"{measure} is told as: {said}"
        assert measure.key[-1] in said or measure.key[-1] == "total"
        assert re.split(r"[ ,]", said.split(". ")[-1])[0] in LEVERS, said


def _place(measure: Measure, org: Organisation) -> str:
    """Scope, person, course, role or team of a measure, by its key."""
    first = measure.key[0]
    line = next((line for line in org.budget if line.id == first), None)
    if line is not None:
        if measure.family == "budget":
            return budget_in_words(line)
        return scope_in_words(line.scope.label)
    if first in org.need:
        return scope_in_words(org.need[first].scope.label)
    if measure.family in rule_families():
        return scope_in_words(measure.key[1])
    return first


def _amount(measure: Measure) -> str:
    """The shortfall as it is written: cents of money, hundredths of an FTE or of heads; where load
    and path tell both sides instead, those.
    """
    if measure.family in ("training_load", "training_path"):
        return f"{measure.planned:.2f}" if measure.unit == "FTE" else f"{measure.planned:g}"
    return (
        f"{measure.shortfall:.2f}"
        if measure.family == "budget" or measure.unit == "FTE"
        else f"{round(measure.shortfall, 2):g}"
    )


def test_no_measure_at_all_is_beyond_words() -> None:
    """Held, broken or not triggered: words never fail."""
    for seed, make in product(
        range(20), (rich_organisation, lever_organisation, group_organisation)
    ):
        stated = state(make(seed))
        for measure in checker_says(stated.org, random_plan(stated, random.Random(seed))).values():
            assert explain(measure, stated.org)


def test_what_is_not_on_offer_is_explained() -> None:
    org = test_golden_rows.EXAMPLES["holders"]
    for what in ("start", "end", "band_min", "band_max", "employed", "role"):
        said = offer.explain(Measure("offer", ("H-1", what), 2, 1, 1, "months"), org)
        assert said.startswith("H-1 ")
        assert said.endswith(".")


def test_rows_need_no_decisions() -> None:
    """Families state rows, or none, where nothing can be decided."""
    for seed in range(10):
        org, nothing = rich_organisation(seed), DecisionVariables({}, {}, {})
        for family in FAMILIES:
            family.emit(test_golden_rows.Written(), org, nothing)


def test_people_of_a_team_are_those_of_the_organisation_asked_about() -> None:
    one, other, nothing = rich_organisation(1), rich_organisation(2), DecisionVariables({}, {}, {})
    for org in (one, other, one):
        teams = frozenset(team.id for team in org.teams)
        assert teams == frozenset(team.id for team in one.teams)  # else the names alone told
        assert nothing.people_in(org, teams) == tuple(p for p in org.people if p.team in teams)


def test_every_sheet_feeds_a_family() -> None:
    """Whatever an organisation holds is known to the page, and no sheet is said to be read that no
    family reads.
    """
    assert set(Organisation.model_fields) <= set(SHEET_OF) | set(NO_ROW_READS)
    assert {sheet for family in FAMILIES for sheet in sheets_read(family.emit)} == set(SHEETS)
