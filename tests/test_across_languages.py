"""Every command that reads a plan, in the other language than that in which the plan was written:
what is printed and written is in one language, with the signs of that language.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from orgplan.language import _, choose, speaking
from orgplan.report.audit.run_log import label_in_words
from orgplan.report.sheets.trade_offs import STEPS
from sample_orgs.make import FOLDER
from tests.planned import folder
from tests.test_both_languages import COMMANDS, DIGEST, HAN, LATIN, UNITS, cells

SAMPLES = ("chinese_team", "tight_budget")  # names of the user's in Chinese, and in English
LANGUAGES = (("en", "zh"), ("zh", "en"), ("zh", "zh"))  # written, read
ODD = re.compile(
    r"[\u3400-\u9fff] ?[:;,!?](?:\s|$)|[\u3400-\u9fff] ?\(|\)[\u3400-\u9fff]|[:;,] [\u3400-\u9fff]"
    r"|[，。；：、！？）》”] (?=\S)|(?<! ) [（《“，。；]|[\u3400-\u9fff]'|'[\u3400-\u9fff]"
)  # signs of English beside Chinese letters, and spaces beside Chinese signs
WIDE = re.compile(r"[，。；：、！？（）“”]")
ENDS = "，。；：、！？）》】」』”"
QUOTED = re.compile(r"`[^`]*`|/\S+")  # commands and paths
LIBRARIES = {"python", "highspy", "pyscipopt", "pulp", "pandas", "pydantic", "openpyxl"} | {
    "XlsxWriter", "orgplan", "highs", "xlsx", "op", "code"
}  # fmt: skip


@dataclass(frozen=True)
class Plans:
    """Two plans of a sample, written in one language, and what its user typed."""

    sample: Path
    first: Path
    second: Path

    @property
    def typed(self) -> str:
        return "\n".join(text for _tab, text in cells(self.sample))


@cache
def plans(sample: str, written: str) -> Plans:
    source = FOLDER / sample / f"{sample}.xlsx"
    first, second = (folder() / f"{sample}.{written}.{name}.xlsx" for name in ("one", "two"))
    choose(written)
    try:
        planned = op.plan(op.load(source), gap=1e-2)
        op.save(planned, first)
        fewer = planned.plan.replace(hires=planned.plan.hires[1:])
        op.save(op.evaluate(planned.org, fewer), second)
    finally:
        choose(None)
    return Plans(source, first, second)


def said(arguments: list[str], language: str, code: int | None = None) -> str:
    try:
        ran = CliRunner().invoke(app, [*arguments, "--lang", language], env={"COLUMNS": "80"})
    finally:
        choose(None)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    assert ran.exit_code in ((0, 1, 6) if code is None else (code,)), ran.output
    return ran.output


def foreign(text: str, language: str, typed: str) -> Iterator[str]:
    """Lines in the other language, with its signs, or that begin with a sign that ends a part."""
    known = {*LATIN.findall(typed), *LIBRARIES, *UNITS}
    known |= {word.capitalize() for word in known}
    long = [part for part in typed.split("\n") if len(part) > 9]  # sentences of the user's
    for line in text.splitlines():
        bare = DIGEST.sub("W", COMMANDS.sub("W", QUOTED.sub("W", line)))
        if language == "zh":
            if {*LATIN.findall(bare)} - known or ODD.search(bare):
                yield line
            if line.strip("│ ")[:1] in {*ENDS}:
                yield line
        elif not all(part in typed for part in HAN.findall(bare)) or (
            WIDE.search(bare) and not any(part in bare for part in long)
        ):
            yield line


def shown(path: Path, tabs: str) -> str:
    """What a workbook shows on the tool's sheets; where something was noticed is a place of the
    file that was read, in its language.
    """
    found = (text for tab, text in cells(path) if not tab.startswith(("输入", "Input", "op_输入",
        "op_Input")) and tab.startswith(tabs))  # fmt: skip
    kept = (text for text in found if not re.fullmatch(r"输入 \w+|“输入 \w+”.*", text))
    return "\n".join(re.sub(r"输入 \w+!", "", text) for text in kept)


def text_of_page(path: Path) -> str:
    page = re.sub(r"<(style|script)>.*?</\1>", "", path.read_text("utf-8"), flags=re.S)
    return re.sub(r"<[^>]+>", "\n", page)


Call = Callable[[Plans, Path], list[str]]
CALLS: dict[str, Call] = {
    "check": lambda plan, out: [str(plan.first)],
    "diff": lambda plan, out: [str(plan.first), str(plan.second)],
    "redact": lambda plan, out: [str(plan.first), "--out", str(out)],
    "page": lambda plan, out: [str(plan.first), str(plan.second), "--out", str(out)],
    "recost": lambda plan, out: [str(plan.first), "--out", str(out)],
    "price": lambda plan, out: [str(plan.first), "--time-limit", "1"],
    "explain": lambda plan, out: [str(plan.first), "--time-limit", "1", "--processes", "1"],
    "frontier": lambda plan, out: [
        str(plan.first), "--points", "1", "--time-limit", "4", "--out", str(out)
    ],
    "stress": lambda plan, out: [
        str(plan.first), "--futures", "9", "--processes", "1", "--out", str(out)
    ],
    "plan": lambda plan, out: [str(plan.sample), "--into", str(out), "--seconds", "4"],
}  # fmt: skip
ENDINGS = {"page": "html"}
SEARCHES = ("price", "explain", "frontier", "stress", "plan")


@pytest.mark.parametrize(
    ("command", "sample", "written", "read"),
    [(one, sample, *pair) for one in CALLS if one not in SEARCHES
        for sample in SAMPLES for pair in LANGUAGES]
    + [pytest.param(one, *rest, marks=pytest.mark.slow) for one in SEARCHES
        for rest in (("chinese_team", "en", "zh"), ("tight_budget", "zh", "en"))],
)  # fmt: skip
def test_a_command_speaks_one_language_whatever_that_of_the_plan(
    command: str, sample: str, written: str, read: str, tmp_path: Path
) -> None:
    plan, out = plans(sample, written), tmp_path / f"out.{ENDINGS.get(command, 'xlsx')}"
    if command == "plan":
        shutil.copy(plan.sample, out)
    printed = said([command, *CALLS[command](plan, out)], read)
    names = plan.typed + "\n".join(str(path) for path in (plan.first, plan.second, tmp_path))
    assert list(foreign(printed, read, names)) == []
    if not out.exists():
        return
    text = (
        text_of_page(out) if command == "page" else shown(out, "op_" if command == "plan" else "")
    )
    assert list(foreign(text, read, names)) == []


@pytest.mark.parametrize(("written", "read"), [("en", "zh"), ("zh", "en")])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_plan_as_it_was_written_agrees_with_itself_in_the_other_language(
    sample: str, written: str, read: str
) -> None:
    """Also what the next step takes, which stands in the plan in both languages."""
    choose(read)
    try:
        assert op.check(plans(sample, written).first).differences == ()
    finally:
        choose(None)


@cache
def judged(written: str) -> Path:
    """An organisation with rules of the library, without a plan, as a workbook in a language."""
    path = folder() / f"library.{written}.xlsx"
    choose(written)
    try:
        org = op.load(FOLDER / "cn_product_company" / "cn_product_company.xlsx")
        op.save(op.evaluate(org, op.Plan()), path)
    finally:
        choose(None)
    return path


@pytest.mark.parametrize("written", ["en", "zh"])
@pytest.mark.parametrize("read", [None, "en", "zh"])
def test_one_plan_in_two_languages_has_no_differences(written: str, read: str | None) -> None:
    """What the tool wrote itself, such as the sentence of a rule of the library, is no change."""
    other = {"en": "zh", "zh": "en"}[written]
    choose(read)
    try:
        found = op.diff(judged(written), judged(other))
    finally:
        choose(None)
    assert found.same, found.inputs


def test_what_the_user_wrote_is_compared_as_he_wrote_it_across_languages(tmp_path: Path) -> None:
    after = tmp_path / "after.xlsx"
    book = openpyxl.load_workbook(judged("zh"))
    sheet = book["输入 规则"]
    headers = [cell.value for cell in sheet[4]]
    sheet.cell(5, headers.index("说明") + 1).value = "由我们自己规定"
    book.save(after)
    found = op.diff(judged("en"), after)
    assert list(found.inputs["field"]) == ["sentence"]
    assert list(found.inputs["after"]) == ["由我们自己规定"]


def test_seats_are_reconciled_in_chinese(tmp_path: Path) -> None:
    source = FOLDER.parent / "sample_orgs" / "cases" / "position_approved.xlsx"
    out = tmp_path / "out.xlsx"
    printed = said(["reconcile", str(source), "--out", str(out), "--all"], "zh")
    names = "\n".join((*(text for _tab, text in cells(source)), str(tmp_path), str(source)))
    assert list(foreign(printed, "zh", names)) == []
    assert list(foreign(shown(out, ""), "zh", names)) == []


def test_doctor_is_asked_for_a_language_as_all_commands_are() -> None:
    assert "所做的计划可以信赖" in said(["doctor"], "zh")
    assert "Plans of this installation can be trusted" in said(["doctor"], "en")


def test_generate_is_asked_for_a_language_as_all_commands_are(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    printed = said(["generate", str(book), "--people", "9"], "zh")
    assert list(foreign(printed, "zh", str(book))) == []
    assert "人" in printed
    assert len(op.load(book).people) == 9


def test_signs_of_english_beside_chinese_letters_are_found() -> None:
    lines = ("行动: 招聘", "甲; 乙", "，前端组", "到岗。 若不执行", "招聘(中级)", "已 approved")
    assert [*foreign("\n".join(lines), "zh", "")] == [*lines]
    assert [*foreign("招聘 2 人：A-1，B。\n运行：orgplan check my_plan.xlsx", "zh", "")] == []
    assert [*foreign("Hire 2，for 团队", "en", "团队")] == ["Hire 2，for 团队"]


def test_what_is_short_and_what_is_proven_have_a_word_each_in_chinese() -> None:
    """缺口 is of people, 差距 of the proof; the last day of a course is nobody's last at work."""
    with speaking("zh"):
        shown = [label_in_words("gap"), *(_(one.header) for one in STEPS if "gap" in one.header)]
        assert len(shown) == 2
        assert all("差距" in one and "缺口" not in one for one in shown)
        assert _("end") == "结课日"
        assert "工作" not in _("last day")


def test_reconcile_without_seats_asks_for_them_in_plain_chinese() -> None:
    printed = said(["reconcile", str(FOLDER / "chinese_team" / "chinese_team.xlsx")], "zh", 2)
    assert "没有列出任何席位" in printed
    assert "请添加“编制”表，每行一个席位" in printed
