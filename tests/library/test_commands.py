"""The commands `roles` and `rules`: pages, exit codes, and what they say."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from orgplan.cli.library.catalogue import Language
from orgplan.cli.library.labels import place_text, stages_text
from orgplan.cli.library.roles import roles_app
from orgplan.cli.library.rules import rules_app
from orgplan.domain import STAGE_NAMES
from orgplan.language import speaking
from orgplan.library import load_catalogue

DATA = Path(__file__).parent / "data"
runner = CliRunner()


def page(app: object, *arguments: str, code: int = 0) -> str:
    """What a command prints on 80 columns."""
    result = runner.invoke(app, list(arguments), env={"COLUMNS": "80"})  # type: ignore[arg-type]
    assert result.exit_code == code, result.output
    return result.output


def test_roles_list_has_all_roles_levels_and_bands() -> None:
    text = page(roles_app, "list")
    for role in load_catalogue().roles:
        assert role.id in text
    for band in ("CNY 30–45K/month", "CNY 60K+/month", "CNY 120–200K+/month*", "CNY 15–25K/month"):
        assert band in text
    assert "Shenzhen, early 2025" in text
    assert "* The source calls this figure yearly" in text


def test_a_role_as_a_manager_needs_it() -> None:
    text = page(roles_app, "show", "java", "--level", "senior")
    for part in (
        "Java engineer · Senior",
        "CNY 30–45K/month",
        "4 trains others",
        "Spring Boot",
        "1. Core technology",
        "6. Trends",
        "Next role:",
    ):
        assert part in text
    assert "Source: text 003" in text
    assert "  •" in text


def test_a_role_in_chinese() -> None:
    text = page(roles_app, "show", "cto", "--lang", "zh")
    for part in (
        "首席技术官",
        "战略型 CTO",
        "CNY 120–200K+/月*",
        "1. 核心技术",
        "来源",
        "* 原文称此数为年薪",
    ):
        assert part in text


def test_place_date_and_stages_in_both_languages() -> None:
    chinese = page(roles_app, "show", "cto", "--lang", "zh")
    assert "深圳，2025 年初" in chinese
    assert "从 0 到 1、商业化、融资期" in chinese
    assert "Shenzhen" not in chinese
    assert "Shenzhen" not in page(roles_app, "list", "--lang", "zh")
    english = page(roles_app, "show", "cto")
    assert "Shenzhen, early 2025" in english
    assert "from zero to" in english
    assert "vertical industry" in english
    assert not [text for text in (chinese, english) if "zero_to_one" in text or "scale_up" in text]
    rule = "".join(page(rules_app, "show", "stage_fit", "--lang", "zh").split())
    assert "从0到1、增长期、规模化、精细化、商业化、融资期、品牌、消费硬件、垂直行业" in rule


def test_every_stage_place_and_date_of_the_library_is_said_in_both_languages() -> None:
    catalogue = load_catalogue()
    levels = [level for role in catalogue.roles for level in (*role.levels, *role.archetypes)]
    stages = {stage for level in levels for stage in level.stages} | {
        stage for rule in catalogue.rules for stage in rule.stages
    }
    assert stages == set(STAGE_NAMES)
    for band in (level.band for level in levels if level.band):
        assert not any(
            letter.isascii() and letter.isalpha()
            for letter in place_text(band.place, band.as_of, Language.ZH)
        )


def test_stages_places_and_dates_of_ones_own_are_shown_as_they_stand() -> None:
    assert stages_text(("going_public", "growth"), Language.EN) == "going public, growth"
    assert stages_text(("going_public", "growth"), Language.ZH) == "going public、增长期"
    assert [place_text("Oslo", date, Language.ZH) for date in ("2024", "late 2024", "May")] == [
        "Oslo，2024 年",
        "Oslo，2024 年底",
        "Oslo，May",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_fits_eighty_columns(language: str) -> None:
    """Every other role in either language; all of both in the long run."""
    roles = load_catalogue().roles
    for role in roles if os.environ.get("ORGPLAN_SLOW") else roles[language == "zh" :: 2]:
        pages = [page(roles_app, "show", role.id, "--lang", language)]
        pages.append(
            page(roles_app, "show", role.id, "--level", role.levels[-1].id, "--lang", language)
        )
        for text in pages:
            assert max(cell_len(line) for line in text.splitlines()) <= 80
            assert "…" not in text, role.id


def test_titles_and_levels_are_found_in_both_languages() -> None:
    assert "Java 工程师" in page(
        roles_app, "show", "Java 工程师", "--level", "Senior", "--lang", "zh"
    )


def test_where_a_rung_forks() -> None:
    """Roles that the source only names are said to be that: it gives them neither skills nor
    pay.
    """
    said = (
        "Or, from about year 5: Product manager (product_manager), Pre-sales support (named by the"
        " source alone), After-sales support"
    )
    assert said in " ".join(page(roles_app, "show", "engineer").split())
    chinese = page(roles_app, "show", "engineer", "--lang", "zh")
    assert "或在第 5 年前后转为" in " ".join(chinese.split())


def test_rules_list_and_show() -> None:
    text = page(rules_app, "list")
    for rule in load_catalogue().rules:
        assert rule.id in text
    director = page(rules_app, "show", "director")
    assert "more than twenty" in director
    assert "Technical director" in director
    assert "21" in director
    assert "平台研发组" in page(rules_app, "show", "platform_team", "--lang", "zh")


@pytest.mark.parametrize(
    ("app", "arguments", "hint"),
    [
        (roles_app, ("show", "jaava"), "java"),
        (roles_app, ("show", "java", "--level", "senor"), "senior"),
        (rules_app, ("show", "directr"), "director"),
        (roles_app, ("show", "zzzzzz"), "Known spellings"),
    ],
)
def test_unknown_names_end_with_two_and_a_hint(
    app: object, arguments: tuple[str, ...], hint: str
) -> None:
    assert hint in page(app, *arguments, code=2)


def test_a_faulty_models_folder_ends_with_three(tmp_path: Path) -> None:
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "java.yaml").write_text("id: java\ntitle: {en: Java}\n", encoding="utf-8")
    text = page(roles_app, "list", "--models", str(tmp_path), code=3)
    assert f"{tmp_path / 'roles' / 'java.yaml'}:2: title.zh: is missing; add `zh:`" in text


def test_import_prints_its_accounts(tmp_path: Path) -> None:
    out = tmp_path / "models"
    text = page(roles_app, "import", str(DATA / "ddat.csv"), "--format", "ddat", "--out", str(out))
    row = next(line for line in text.splitlines() if "skill levels" in line)
    assert row.split()[-3:] == ["30", "29", "1"]
    assert "ddat_software_developer" in page(roles_app, "list", "--models", str(out))
    assert "already holds models" in page(
        roles_app, "import", str(DATA / "ddat.csv"), "--format", "ddat", "--out", str(out), code=2
    )
    page(
        roles_app,
        "import",
        str(DATA / "ddat.csv"),
        "--format",
        "ddat",
        "--out",
        str(out),
        "--overwrite",
    )
    page(
        roles_app,
        "import",
        str(DATA / "ddat.csv"),
        "--format",
        "ft",
        "--out",
        str(tmp_path / "other"),
        code=3,
    )


def test_draft_writes_a_role_and_says_that_it_counts(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(3):
        (texts / f"{number}.txt").write_text("Kafka and Redis", encoding="utf-8")
    (texts / "logo.png").write_bytes(b"")
    out = tmp_path / "mine" / "roles" / "queue_engineer.yaml"
    arguments = ("draft", str(texts), "--role", "queue_engineer", "--out", str(out))
    text = page(roles_app, *arguments)
    assert "counting, not judgement" in text
    assert "Skipped logo.png" in text
    assert "3 of 3" in text
    assert "Queue engineer" in page(
        roles_app, "show", "queue_engineer", "--models", str(tmp_path / "mine")
    )
    page(roles_app, *arguments, code=2)
    page(roles_app, *arguments, "--overwrite")
    (tmp_path / "empty").mkdir()
    page(
        roles_app,
        "draft",
        str(tmp_path / "empty"),
        "--role",
        "x",
        "--out",
        str(tmp_path / "x.yaml"),
        code=3,
    )
    page(
        roles_app,
        "draft",
        str(texts),
        "--role",
        "not an id",
        "--out",
        str(tmp_path / "x.yaml"),
        code=2,
    )


def test_import_and_draft_print_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    chinese = {"COLUMNS": "80", "ORGPLAN_LANG": "zh"}
    arguments = [str(DATA / "ddat.csv"), "--format", "ddat", "--out", str(tmp_path / "models")]
    with speaking("zh"):
        said = runner.invoke(roles_app, ["import", *arguments], env=chinese).output
    assert "岗位 " in said
    assert "使用时加 --models" in said
    assert not any(word in said for word in ("Roles:", "Each of them", "Note:", "Use them"))
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "1.txt").write_text("Kafka", encoding="utf-8")
    (texts / "logo.png").write_bytes(b"")
    out = tmp_path / "queue.yaml"
    arguments = [str(texts), "--role", "queue", "--out", str(out), "--lang", "zh"]
    said = runner.invoke(roles_app, ["draft", *arguments], env=chinese).output
    assert "已跳过 logo.png：不是以下格式之一" in said
    assert "已读取 1 份文本" in said
    assert "Written" not in said


def test_a_role_in_chinese_is_said_with_chinese_signs() -> None:
    """Levels, the next roles and where people go from there had half-width colons and commas."""
    for role in ("technical_manager", "engineer"):
        text = page(roles_app, "show", role, "--lang", "zh")
        assert not re.search(r"[\u3400-\u9fff] ?[:,(]", text), text
    assert "等级：0 无、1 知道" in text
