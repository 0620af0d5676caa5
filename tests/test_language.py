"""Catalogues are complete, and workbooks in Chinese are understood as those in English are."""

from __future__ import annotations

import ast
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

import orgplan as op
from docs import catalogue as catalogues
from orgplan._version import this_version
from orgplan.cli.main import app
from orgplan.cli.shared.usage import shown
from orgplan.constraints import what_is_enforced
from orgplan.constraints.structure import bus_factor, one_owner
from orgplan.constraints.structure.bus_factor import BusFactor
from orgplan.constraints.structure.hierarchy import layers
from orgplan.constraints.structure.hierarchy.layers import Layers
from orgplan.constraints.structure.one_owner import OneOwner
from orgplan.constraints.structure.words import number_of
from orgplan.domain import ORGANISATION, NeedKind
from orgplan.excel.read import quote
from orgplan.excel.read.text import header_key
from orgplan.language import (
    _,
    available,
    choose,
    current,
    in_a_row,
    ngettext,
    speak,
    speaking,
)
from orgplan.library import load_catalogue
from orgplan.library.samples import sample_workbook
from orgplan.report.audit.run_log import FACTS, LABELS, label_in_words
from orgplan.report.page.labels import labels
from orgplan.report.sheets import pages
from orgplan.schema import inputs
from orgplan.schema.plan import PLAN_SHEETS
from tests.files.spoilt import KINDS, Book, Spoiler, _read
from tests.planned import planned

FILES = catalogues.catalogues()
CATALOGUE = load_catalogue()
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def test_there_is_a_catalogue_for_each_language() -> None:
    assert available() == ("en", *FILES)
    assert "zh" in FILES


@pytest.mark.parametrize("code", FILES)
def test_every_sentence_is_translated(code: str) -> None:
    entries = {entry.id: entry for entry in catalogues.read(FILES[code], code) if entry.id}
    marked = set(catalogues.messages())
    assert len(marked) > 200
    missing = marked - set(entries)
    assert not missing, "run python -m docs.catalogue, and translate what it adds"
    assert not set(entries) - marked, "run python -m docs.catalogue: nothing says these any more"
    for entry in entries.values():
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(forms), f"not translated: {entry.id!r}"
        assert not entry.fuzzy, entry.id
        asked = entry.id if isinstance(entry.id, str) else entry.id[1]
        for form in forms:
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(asked)), asked


def test_a_sentence_is_said_in_the_language_of_the_run() -> None:
    assert _("Amounts in {currency}.", currency="CNY") == "Amounts in CNY."
    with speaking("zh"):
        assert _("Amounts in {currency}.", currency="CNY") == "金额单位：CNY。"
        assert _("{braces} of a user's") == "{braces} of a user's"
        assert ngettext("{n} seat of nobody", "{n} seats of nobody", 1) == "1 seat of nobody"
    assert current() == "en"


def test_what_was_chosen_goes_before_what_the_workbook_says() -> None:
    choose("zh")
    speak("en")
    assert current() == "zh"
    choose("xx")  # no such language: the workbook decides
    assert current() == "en"


def test_headers_that_are_read_back_are_found_under_their_translation() -> None:
    with speaking("zh"):
        for spec in PLAN_SHEETS:
            assert header_key(_(spec.key)) in spec.names, spec.key
            for column in spec:
                assert spec.meaning(_(column.key)) == column.key, (spec.key, column.key)


@pytest.mark.parametrize("code", available())
def test_labels_of_the_run_log_are_told_apart_in_every_language(code: str) -> None:
    """Two that are called alike are read back as one: then the seal of the workbook does not
    fit.
    """
    with speaking(code):
        shown = [label_in_words(label) for label in dict.fromkeys(LABELS)]
        facts = [_(fact) for fact in dict.fromkeys(FACTS)]
    assert len(set(shown)) == len(shown)
    assert len(set(facts)) == len(facts)


def test_no_sentence_is_put_together_before_it_is_marked(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text('_(f"{count} people")\n')
    with pytest.raises(catalogues.NotMarked):
        list(catalogues.messages_in(code))


LATIN = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u3400-\u9fff]")
COMMANDS = re.compile(
    r"`?orgplan [a-z]+( list)?`?|--[a-z-]+|\b(op|CNY|USD|FY\d+|SHA|UTC|INFO|Kubernetes)\b"
)


def _plan_of(name: str, folder: Path) -> Path:
    sample = sample_workbook(name)
    assert sample is not None
    op.save(op.evaluate(op.load(sample), op.Plan()), folder / "plan.xlsx")
    return folder / "plan.xlsx"


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _plan_of("chinese_team", tmp_path_factory.mktemp("zh"))


def _shown(path: Path) -> tuple[list[str], list[str], list[str]]:
    """Tabs, headers of tables, and what stands above them; skills are headers of the user's."""
    book = load_workbook(path)
    headers, notes = [], []
    for sheet in book.worksheets:
        notes += [str(sheet.cell(row, 1).value or "") for row in (1, 2)]
        if header_key(sheet.title) not in {*pages.SKILL_MATRIX.names} and not any(
            header_key(sheet.title).endswith(one) for one in inputs.SKILLS.names
        ):
            headers += [column.name for one in sheet.tables.values() for column in one.tableColumns]
    return book.sheetnames, headers, notes


def test_a_chinese_plan_has_no_latin_word_in_tabs_headers_and_explanations(chinese: Path) -> None:
    tabs, headers, notes = _shown(chinese)
    assert [tab for tab in tabs if LATIN.search(tab)] == []
    assert len(headers) > 300
    assert sorted({one for one in headers if LATIN.search(COMMANDS.sub("", one))}) == []
    assert sorted({one for one in notes if LATIN.search(COMMANDS.sub("", one))}) == []


def test_an_english_plan_has_no_chinese_word_there(tmp_path: Path) -> None:
    tabs, headers, notes = _shown(_plan_of("growing_startup", tmp_path))
    assert [one for one in (*tabs, *headers, *notes) if HAN.search(one)] == []


def _said(path: Path, left_out: str) -> Iterator[tuple[str, str]]:
    """Sheet and text of every cell of the tool's sheets that says something which no cell of the
    input does.
    """
    book = load_workbook(path, data_only=True)
    cells = {
        sheet.title: [cell for row in sheet.iter_rows(values_only=True) for cell in row]
        for sheet in book.worksheets
    }
    typed = {cell for name in cells if name.startswith(left_out) for cell in cells[name]}
    for name, found in cells.items():
        if not name.startswith(left_out):
            yield from (
                (name, cell) for cell in found if isinstance(cell, str) and cell not in typed
            )


def test_no_sentence_of_a_chinese_plan_holds_a_latin_word_but_names(tmp_path: Path) -> None:
    """Whatever the user typed may stand in it, and names of libraries, files, commands, currencies
    and digests.
    """
    path = planned("chinese_team")[1]
    org, run = op.load(path), op.reopen(path).run
    typed = " ".join((org.name, *org.role, *(need.skill for need in org.needs)))
    names = {*LATIN.findall(typed), *run.versions, *LATIN.findall(run.input_name)}
    names |= {
        "highs",
        "xlsx",
        "chinese",
        "team",
        "code",
        "FTE",
    }  # of the solver, the file and the version; a unit
    digest = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b")
    found = {
        (sheet, text)
        for sheet, text in _said(path, "输入")
        if set(LATIN.findall(digest.sub("", COMMANDS.sub("", text)))) - names
    }
    assert found == set()


def test_settings_and_assumptions_are_explained_in_chinese(chinese: Path) -> None:
    """Keys, units, defaults and where these come from; houses that publish figures keep their
    names.
    """
    book = load_workbook(chinese)
    names = {"CNY", "USD", "SHRM", "ILUO", "Williams", "FTE", "plan", "previous", "models"}
    for tab in ("输入 设置", "输入 假设"):
        said = {str(cell) for row in book[tab].iter_rows(values_only=True) for cell in row if cell}
        assert len(said) > 40
        assert {one for one in said if set(LATIN.findall(one)) - names} == set()


def test_columns_of_actions_are_explained_in_chinese() -> None:
    """A fault that asks for a missing column says what it means."""
    with speaking("zh"):
        said = {(spec.key, c.key): c.explained for spec in PLAN_SHEETS for c in spec}
    assert {place: text for place, text in said.items() if re.search(r"[a-z]{2}", text)} == {}


def test_rules_of_the_library_are_said_in_chinese() -> None:
    """What a rule enforces, its words and its source: of families, groups of skills and stages
    too.
    """
    org = op.load(str(sample_workbook("cn_product_company")))
    names = {"KPI", "OKR", "AI", "SaaS", "GitLab", "Golang", "Google", "SRE"}
    with speaking("zh"):
        said = [
            f"{what_is_enforced(org, rule)} {rule.sentence} {rule.source}" for rule in org.rules
        ]
        sources = [one.source.shown for one in (*CATALOGUE.rules, *CATALOGUE.roles)]
    assert len(said) > 10
    told = (*said, *sources)
    assert [one for one in told if set(LATIN.findall(one)) - {*names, "Java", *org.role}] == []


def test_no_sentence_of_an_english_plan_holds_a_chinese_word() -> None:
    path = planned("growing_startup")[1]
    assert [text for _sheet, text in _said(path, "Input") if HAN.search(text)] == []


_PLACE = re.compile(r"'?((?:[^']|'')+?)'?!\$?([A-Z]+)\$?([0-9]+)(?::.*)?")
_LINK = re.compile(r'HYPERLINK\("#((?:[^"]|"")*)"')
_OTHERS = ("cn_product_company", "hundred_engineers", "manpower_plan", "tight_budget")


@pytest.mark.parametrize(
    "name",
    ["chinese_team", "growing_startup", *(pytest.param(name,
        marks=pytest.mark.slow) for name in _OTHERS)],
)  # fmt: skip
def test_every_link_of_a_plan_leads_to_its_place(name: str) -> None:
    """Links of cells and of formulas: the sheet is there, and the cell says something."""
    book = load_workbook(planned(name)[1])
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    links = [(cell, str(cell.hyperlink.location)) for cell in cells if cell.hyperlink]
    links += [(cell, text) for cell in cells for text in _LINK.findall(str(cell.value))]
    assert len(links) > 100
    for cell, link in links:
        found = _PLACE.fullmatch(link)
        assert found is not None, (cell.parent.title, cell.coordinate, link)
        sheet, column, row = found[1].replace("''", "'"), found[2], found[3]
        assert sheet in book.sheetnames, (cell.parent.title, cell.coordinate, link)
        assert book[sheet][column + row].value is not None, (
            cell.parent.title,
            cell.coordinate,
            link,
        )


def test_contents_says_what_every_sheet_of_the_plan_is_about() -> None:
    """Inputs need no sentence: they are the user's own."""
    book = load_workbook(planned("growing_startup")[1])
    rows = list(book["Contents"].iter_rows(min_row=5, max_col=2, values_only=True))
    rows = rows[: next(number for number, row in enumerate(rows) if row[0] == "Inputs")]
    named = [(name, about) for name, about in rows if name]
    assert {"Checks", "Cost by month", "Run log"} <= {name for name, about in named if about}
    assert all(about and about != name for name, about in named)


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "--nix"], ["stress"], ["pan"], ["stress", "a", "b"], ["plan", "--out"],
        ["plan", "a", "--seconds", "x"],
    ],
)  # fmt: skip
def test_wrong_usage_is_said_in_the_language_of_the_run(arguments: list[str]) -> None:
    """The library's own sentence is known, whatever it is called with."""
    panel = CliRunner().invoke(app, arguments).output.partition("Error")[2]
    said = " ".join(line.strip("│ ") for line in panel.splitlines()[1:-1])
    with speaking("zh"):
        told = shown(said)
    assert HAN.search(told), said
    assert "'" not in told
    names = {
        *LATIN.findall(" ".join(arguments)),
        "explain",
        "plan",
        "workbook",
        "json",
        "seconds",
        "time",
        "limit",
        "faults",
    }
    assert set(LATIN.findall(told)) <= names, told


def test_a_chinese_plan_is_read_back_and_judged_as_it_was_written(chinese: Path) -> None:
    checked = op.check(chinese)
    assert checked.holds
    assert checked.differences == ()
    assert checked.made.run is not None
    assert checked.made.run.status.value == "judged"
    assert checked.violations
    assert all(HAN.search(line) for line in checked.violations)


def test_drop_downs_of_a_chinese_plan_hold_no_latin_word(chinese: Path) -> None:
    """Their entries, and what is said when something else is typed; orders and points of numbers
    are signs.
    """
    said = {
        str(text)
        for sheet in load_workbook(chinese).worksheets
        for one in sheet.data_validations.dataValidation
        for text in (one.errorTitle, one.error, "" if "!" in str(one.formula1) else one.formula1)
    }
    assert len(said) > 40
    signs = re.compile(r"\b(dmy|mdy|ymd|ILUO|None)\b")
    assert sorted(one for one in said if LATIN.search(signs.sub("", one))) == []


@pytest.mark.parametrize(
    "arguments", [["doctor"], ["rules", "list"], ["generate", "book.xlsx", "--people", "9"]]
)
def test_commands_without_a_workbook_speak_the_language_of_the_environment(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with speaking("zh"):
        result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    sentences = [
        line for line in result.output.splitlines() if LATIN.search(line) and line[0] != " "
    ]
    assert HAN.search(result.output)
    assert "must" not in result.output
    assert [line for line in sentences if re.search(r"[a-z]+ [a-z]+ [a-z]+", line)] == []


def test_words_of_the_page_are_chinese() -> None:
    with speaking("zh"):
        words = labels()
    assert [word for key, word in words.items() if key != "lang" and not HAN.search(word)] == []


# -- faults and notes ------------------------------------------------------------------------------

READERS = ("io", "excel/read")  # rooms that report faults and notes
REPORTED = {"fault", "note", "Fault", "Note", "Unreadable", "TwoReadings", "_refused"}
NAMED = {"fix", "expected", "sentence", "text", "remark"}  # variables that hold their sentences
PROSE = re.compile(r"[A-Za-z]{2,}'? [A-Za-z]")


def _not_marked(path: Path) -> Iterator[str]:
    """Sentences of faults and notes that no catalogue can know."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            keywords = [one.value for one in node.keywords if one.arg not in ("cause", "path")]
            parts = [*node.args, *keywords] if name in REPORTED else []
        elif isinstance(node, ast.Assign | ast.AugAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            parts = [node.value] if getattr(target, "id", "") in NAMED else []
        else:
            continue
        for part in parts:
            yield from (f"{path.name}:{node.lineno} {text}" for text in _bare_texts(part))


def _bare_texts(node: ast.expr) -> Iterator[str]:
    """Prose of an expression outside marks and other calls, whose own arguments are theirs to
    mark.
    """
    if isinstance(node, ast.Call):
        return
    if isinstance(node, ast.JoinedStr):
        fixed = "".join(
            one.value if isinstance(one, ast.Constant) else "x x" for one in node.values
        )
        if PROSE.search(fixed.replace("x x", " ")):
            yield fixed
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and PROSE.search(node.value):
            yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from _bare_texts(child)


def test_every_sentence_of_a_fault_or_note_is_marked() -> None:
    paths = [path for room in READERS for path in (catalogues.SOURCE / room).rglob("*.py")]
    assert len(paths) > 60
    assert [text for path in sorted(paths) for text in _not_marked(path)] == []


def test_a_sentence_that_is_not_marked_is_found(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text('row.fault("key", f"at most {n} of them", fix)\nfix = "Correct the row."\n')
    assert len(list(_not_marked(code))) == 2


# -- words of the library in cells -----------------------------------------------------------------


def _column(book: Workbook, sheet: str, header: str) -> list[object]:
    rows = book[sheet].iter_rows(values_only=True)
    place = next(row.index(header) for row in rows if header in row)
    return [row[place] for row in rows if row[place] is not None]


def test_scopes_families_and_stages_are_written_in_chinese_and_read_back(tmp_path: Path) -> None:
    org = op.load(str(sample_workbook("cn_product_company")))
    op.save(org, tmp_path / "again.xlsx")
    book = load_workbook(tmp_path / "again.xlsx")
    assert {"每个团队", "全组织", "每条产品线"} <= set(_column(book, "规则", "范围"))
    assert set(_column(book, "岗位", "职族")) == {"研发", "产品", "运营", "市场", "高管"}
    assert "平台; SaaS" in _column(book, "岗位", "适合阶段")
    assert {"技术", "架构"} <= set(_column(book, "技能组", "组"))
    assert "无" in _column(book, "岗位", "晋升岗位")
    again = op.load(tmp_path / "again.xlsx")
    assert (again.rules, again.roles, again.skill_groups) == (
        org.rules,
        org.roles,
        org.skill_groups,
    )


def test_a_family_of_which_staff_is_needed_is_written_in_chinese_and_a_skill_called_like_it_is_not(
    tmp_path: Path,
) -> None:
    org = op.load(str(sample_workbook("chinese_team")))
    need = org.needs[0]
    staff = need.replace(
        id="N-S", skill="engineering", kind=NeedKind.STAFF, min_level=3,
        required=(1.0,) * len(need.required)
    )  # fmt: skip
    skill = need.replace(id="N-K", skill="marketing")
    op.save(org.replace(needs=(*org.needs, staff, skill)), tmp_path / "staff.xlsx")
    asked = _column(load_workbook(tmp_path / "staff.xlsx"), "需求", "技能")
    assert asked[-2:] == ["研发", "marketing"]
    again = op.load(tmp_path / "staff.xlsx")
    assert [one.skill for one in again.needs[-2:]] == ["engineering", "marketing"]


def test_no_is_not_a_number_in_chinese() -> None:
    with speaking("zh"):
        assert (_("yes"), _("no"), quote(False)) == ("是", "否", "“否”")
    with speaking("en"):
        assert quote(True) == "'yes'"


def test_sentences_in_a_row_have_no_space_between_in_chinese() -> None:
    assert in_a_row(("It fits.", "", "It is met.")) == "It fits. It is met."
    assert in_a_row(("申请招聘 2 人。", "5 项需求已满足。")) == "申请招聘 2 人。5 项需求已满足。"


def test_the_version_of_a_workbook_is_the_same_in_all_languages() -> None:
    assert re.fullmatch(r"orgplan \S+ \([0-9a-f]{12}\)", this_version())


def test_rules_count_one_and_many_and_join_what_is_all_meant() -> None:
    assert [number_of("successors", n) for n in (1, 2)] == ["1 successor", "2 successors"]
    assert number_of("holders of Java", 1) == "1 holder of Java"
    scope = ORGANISATION
    assert (
        layers.in_words(Layers(id="R", scopes=(scope,), count=1)) == "at most 1 layer from the top"
    )
    skills = ("React", "TypeScript", "iOS")
    for said in (
        one_owner.in_words(OneOwner(id="R", scopes=(scope,), skills=skills)),
        bus_factor.in_words(BusFactor(id="R", scopes=(scope,), skills=skills, count=2)),
    ):
        assert "each of React, TypeScript and iOS" in said


def test_a_role_that_is_called_like_a_family_is_meant_by_its_name(tmp_path: Path) -> None:
    """Then the family is written by its key, and both are read back as what they are."""
    org = op.load(str(sample_workbook("chinese_team")))
    role = org.roles[0].replace(id="研发", name="研发", level=None)
    rule = next(rule for rule in org.rules if rule.family == "echelon")
    rules = (rule.replace(counts=("engineering",)), rule.replace(id="另一条", counts=("研发",)))
    changed = org.replace(roles=(*org.roles, role), rules=rules)
    op.save(changed, tmp_path / "own.xlsx")
    assert [one.counts for one in op.load(tmp_path / "own.xlsx").rules] == [
        ("engineering",),
        ("研发",),
    ]


def test_a_family_typed_in_chinese_is_that_of_the_library(tmp_path: Path) -> None:
    book = load_workbook(str(sample_workbook("chinese_team")))
    sheet = book["岗位"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "engineering":
                cell.value = "研发"
    book.save(tmp_path / "typed.xlsx")
    assert {role.family for role in op.load(tmp_path / "typed.xlsx").roles} == {
        "engineering",
        "product",
    }


def test_sentences_and_sources_of_library_rules_follow_the_language_of_the_run(
    tmp_path: Path,
) -> None:
    """Also those that a plan in another language wrote out."""
    sample = str(sample_workbook("cn_product_company"))
    with speaking("zh"):
        op.save(op.evaluate(op.load(sample), op.Plan()), tmp_path / "plan.xlsx")
    try:
        choose("en")
        for path in (sample, tmp_path / "plan.xlsx"):
            rules = op.load(path).rules
            assert len(rules) > 10
            said = [f"{rule.sentence} {rule.source}" for rule in rules]
            assert [text for text in said if HAN.search(text)] == []
    finally:
        choose(None)


def test_rules_show_says_everything_in_chinese_but_names() -> None:
    """Values and columns of a rule of the library, of a family, and what is proposed for another
    name.
    """
    with speaking("zh"):
        said = [
            CliRunner().invoke(app, ["rules", "show", name, "--lang", "zh"]).output
            for name in ("stage_fit", "talent_shape", "ratio", "seniority_mix", "echelo")
        ]
    names = {"stage", "fit", "talent", "shape", "ratio", "seniority", "mix", "echelo", "echelon"}
    names |= {"SaaS", "AI", "Golang", "director", "senior", "share", "lead", "span"}
    assert "每个团队" in said[1]
    assert [text for text in said if set(LATIN.findall(text)) - names] == []


# -- nothing but names in another script -----------------------------------------------------------

UNITS = re.compile(
    r"`?orgplan [a-z]+("
    r" list)?`?|--[a-z-]+|\S+\.xlsx|\b(ILUO|SHRM|Williams|CNY|USD|EUR|PLN|CC|SQL|Java|Kubernetes|"
    r"Linux|Excel|LibreOffice|none)\b",
    re.ASCII,
)


def _cells(path: Path, tabs: str = "") -> Iterator[str]:
    for sheet in load_workbook(path).worksheets:
        if sheet.title.startswith(tabs):
            for row in sheet.iter_rows(values_only=True):
                yield from (cell for cell in row if isinstance(cell, str) and cell[0] != "=")


@pytest.mark.parametrize("arguments", [[], ["--all"]])
def test_a_chinese_template_holds_no_latin_word(arguments: list[str], tmp_path: Path) -> None:
    """Examples too; ids, currencies, names of programs, and `echelon`, which is the library's id of
    a rule.
    """
    book = str(tmp_path / "book.xlsx")
    result = CliRunner().invoke(app, ["init", book, "--lang", "zh", *arguments])
    assert result.exit_code == 0, result.output
    said = {UNITS.sub("", text).replace("DE 2026", "") for text in _cells(Path(book))}
    names = {"orgplan", "echelon", "management", "xlsx", "zh", "FTE", "FY", "POS"}
    assert {one for one in said if set(LATIN.findall(one)) - names} == set()


def test_input_sheets_of_a_chinese_plan_hold_no_latin_word_but_names(tmp_path: Path) -> None:
    path = planned("chinese_team")[1]
    org = op.load(path)
    typed = " ".join(
        (*org.role, *org.person, *(need.skill for need in org.needs), *(c.id for c in org.courses))
    )
    names = {*LATIN.findall(typed), "plan", "previous", "models", "FTE", "FY"}
    said = {UNITS.sub("", text) for text in _cells(path, "输入")}
    assert len(said) > 300
    assert {one for one in said if set(LATIN.findall(one)) - names} == set()


@pytest.mark.parametrize("seed", range(12))
def test_faults_of_a_spoilt_chinese_workbook_are_in_chinese(seed: int, tmp_path: Path) -> None:
    """What is expected and how it is mended; what the user typed, or an accident put there,
    stays.
    """
    rng, sample = random.Random(seed), Path(str(sample_workbook("chinese_team")))
    sheets = {name: [list(row) for row in rows] for name, rows in _read(sample).items()}
    book = Book(sheets, [], [])
    for kind in rng.choices(KINDS, k=3):
        vars(Spoiler)[kind](Spoiler(rng, book))
    book.written(tmp_path / "spoilt.xlsx")
    cells = (
        str(cell)
        for rows in book.sheets.values()
        for row in rows
        for cell in row
        if cell is not None
    )
    typed = set(LATIN.findall(" ".join((*cells, *book.sheets))))
    try:
        said = [note.text for note in op.read(tmp_path / "spoilt.xlsx").notes]
    except op.BadInput as error:
        said = [text for fault in error.faults for text in (fault.expected, fault.fix)]
    names = typed | {"FY", "FTE", "CSV"}
    assert [one for one in said if set(LATIN.findall(UNITS.sub("", one))) - names] == []


def _faults(path: Path) -> list[str]:
    try:
        return [note.text for note in op.read(path).notes]
    except op.BadInput as error:
        return [text for one in error.faults for text in (one.found, one.expected, one.fix)]


def _spelt(book: Path, sheet: str, cell: str, value: object) -> None:
    opened = load_workbook(book)
    opened[sheet][cell] = value
    opened.save(book)


@pytest.mark.parametrize(
    ("sheet", "header", "value"),
    [
        ("岗位", "适合阶段", "不知道"), ("岗位", "招聘团队", "没有的组"),
        ("培训", "适用岗位", "没有的岗位"),
        ("岗位", "晋升岗位", "没有的岗位"),
    ],
)  # fmt: skip
def test_what_faults_propose_is_in_chinese(
    sheet: str, header: str, value: str, tmp_path: Path
) -> None:
    """Stages, families and teams by their Chinese names; no list is empty."""
    book = tmp_path / "book.xlsx"
    CliRunner().invoke(app, ["init", str(book), "--lang", "zh", "--all"])
    cell = next(
        cell
        for row in load_workbook(book)[sheet].iter_rows()
        for cell in row
        if str(cell.value) == header
    )
    _spelt(book, sheet, f"{cell.column_letter}{cell.row + 1}", value)
    with speaking("zh"):
        said = [text for text in _faults(book) if HAN.search(text)]
    names = {"KPI", "OKR", "AI", "SaaS", "Java", "CTO", "FY", "FTE", "CSV"}
    assert said
    assert [one for one in said if set(LATIN.findall(UNITS.sub("", one))) - names] == []
    assert [one for one in said if "：。" in one or "' " in one] == []


def test_parts_of_a_chinese_file_hold_no_english_word() -> None:
    """Charts, comments and properties; defined names stay ``op_…``."""
    text = re.compile(
        r"<(?:a:t|c:v|t)\b[^>]*>([^<]*)<|(?:descr|title|tooltip|prompt|error)=\"([^\"]*)"
    )
    with zipfile.ZipFile(planned("chinese_team")[1]) as book:
        parts = {
            name: book.read(name).decode()
            for name in book.namelist()
            if re.match(r"xl/(charts|comments|drawings)|docProps/core", name)
        }
        names = set(
            re.findall(r'<definedName name="([^"]+)"', book.read("xl/workbook.xml").decode())
        )
    said = {one or other for part in parts.values() for one, other in text.findall(part)}
    said |= set(re.findall(r"<dc:(?:title|subject|description)>([^<]*)", "".join(parts.values())))
    assert len(said) > 30
    assert {one for one in said if set(LATIN.findall(one)) - {"CNY", "orgplan"}} == set()
    assert {name for name in names if not name.startswith(("op_", "_xlnm."))} == set()
