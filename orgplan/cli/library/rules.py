"""`orgplan rules`: list and show."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Styled

from orgplan.constraints import Family, RuleModule, families, family_of, in_a_sentence, outside
from orgplan.domain import FAMILY_NAMES, GROUP_NAMES, Catalogue, LibraryRule, named
from orgplan.excel.read import choice_in_words
from orgplan.excel.write.content import wrapped
from orgplan.language import _
from orgplan.schema.rules import RULES
from orgplan.schema.words import WHOLE_OR_EACH

from .catalogue import (
    Lang,
    Language,
    Models,
    catalogue_of,
    console,
    say,
    unknown,
)
from .labels import cited, stage_text
from .role_page import print_all

rules_app = typer.Typer(help="The library of structural rules.", no_args_is_help=True)

_FACTS = {
    "family": ("Executed by the family", "由哪个约束族执行"),
    "strength": ("Strength", "强度"),
    "scope": ("Judged on", "适用范围"),
    "counts": ("Whose heads count", "计入人数的岗位"),
    "threshold": ("From heads", "触发人数"),
    "below": ("Only below heads", "仅在人数少于"),
    "product_lines_over": ("More product lines than", "产品线多于"),
    "load_over": ("Or FTE of work a head over", "或人均工作量超过"),
    "also_counts": ("Heads that must be there too", "另计入人数的岗位"),
    "also_threshold": ("From heads of those", "另需人数"),
    "also_anywhere": ("Those counted anywhere", "在全组织统计"),
    "roles": ("Satisfied by", "由谁满足"),
    "count": ("How many", "数量"),
    "ready": ("Of them ready now", "其中已就绪"),
    "per": ("One per", "每多少人一名"),
    "per_min": ("Fewest reports", "最少下属"),
    "tolerance": ("May be missed by", "容差"),
    "rounding": ("Made whole", "取整"),
    "least_share": ("Least share", "最低占比"),
    "most_share": ("Most share", "最高占比"),
    "skill": ("Skill", "技能"),
    "skills": ("Skills", "技能清单"),
    "level": ("At level", "熟练度"),
    "owner_level": ("Owners' level", "方向负责人熟练度"),
    "most_areas": ("Most areas of one person", "每人最多方向数"),
    "min_fte": ("Least FTE", "最低工时比例"),
    "all_seats": ("Backfills and contractors too", "含补员与外包"),
    "shared": ("Holders outside the product lines", "产品线之外的人员"),
    "stages": ("Company stages", "企业阶段"),
    "every_months": ("Months between two", "间隔月数"),
    "deep_groups": ("Deep line in", "主线所在的技能组"),
    "broad_groups": ("Breadth in", "横向所在的技能组"),
    "broad_level": ("Breadth at level", "横向熟练度"),
    "leg_groups": ("Second leg in", "第二专长所在的技能组"),
    "leg_level": ("Second leg at level", "第二专长熟练度"),
    "assumed": ("House choices, not of the source", "非来源所述，自行设定"),
}
_FROM_OUTSIDE = ("a family that is installed beside orgplan", "另行安装的规则类型")
STRENGTH_AND_SPACES = 14  # columns beside the sentence: the strength, and room between columns
_SHARED = {"also": ("count too", "同样计入"), "only": ("alone count", "仅计入这些人")}


@rules_app.command("list")
def list_command(models: Models = None, lang: Lang = Language.EN) -> None:
    """List all rules."""
    print_all(console(), _list(catalogue_of(models), lang))


@rules_app.command("show")
def show_command(
    rule: Annotated[str, typer.Argument(help="Id or title of a rule.")],
    lang: Lang = Language.EN,
    models: Models = None,
) -> None:
    """Show a rule: its sentence, when it is triggered, what it asks for, its source; or a family:
    what it reads of a row of Rules.
    """
    catalogue = catalogue_of(models)
    found = catalogue.rule(rule)
    if found is None and rule in {family.FAMILY for family in families()}:
        print_all(console(), _family_page(family_of(rule), lang))
        return
    if found is None:
        unknown(
            "rule",
            rule,
            [spelling for one in catalogue.rules for spelling in (one.id, say(one.title, lang))],
        )
    print_all(console(), _page(catalogue, found, lang))


def _list(catalogue: Catalogue, lang: Language) -> Iterator[RenderableType]:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in (
        ("规则", "强度", "说明") if lang is Language.ZH else ("Rule", "Strength", "In words")
    ):
        table.add_column(heading, overflow="fold")
    widest = max((len(rule.id) for rule in catalogue.rules), default=0)
    room = max(20, console().width - widest - STRENGTH_AND_SPACES)
    for rule in catalogue.rules:
        sentence = "\n".join(wrapped(say(rule.sentence, lang), room))
        table.add_row(rule.id, _(rule.strength.value), sentence)
    for family in outside():
        table.add_row(
            family.FAMILY, "", f"{in_a_sentence(family)} ({_FROM_OUTSIDE[lang is Language.ZH]})"
        )
    yield table


def _family_page(family: Family, lang: Language) -> Iterator[RenderableType]:
    """What a family asks for, and what it reads of a row of ``Rules``."""
    yield Styled(family.FAMILY, style="bold underline")
    yield ""
    yield Styled(_(in_a_sentence(family)))
    if not isinstance(family, RuleModule):
        return
    yield ""
    parameters, chinese = family.PARAMETERS, lang is Language.ZH
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(overflow="fold")
    for column in RULES.columns:
        if column.key in parameters.own:
            grid.add_row(column.shown, _(parameters.meaning(column.key)))
    needed = (
        " / ".join(RULES.column(key).shown for key in one.any_of) for one in parameters.required
    )
    for names, listed in (
        (("Not without", "必填"), tuple(needed)),
        (("Other names", "别名"), parameters.aliases),
    ):
        if listed:
            grid.add_row(names[chinese], ("、" if chinese else ", ").join(listed))
    yield grid


def _page(catalogue: Catalogue, rule: LibraryRule, lang: Language) -> Iterator[RenderableType]:
    yield Styled(f"{say(rule.title, lang)} ({rule.id})", style="bold underline")
    yield ""
    yield Styled(say(rule.sentence, lang))
    yield ""
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(overflow="fold")
    for key, value in rule:
        if key in _FACTS and value not in (None, (), "no", False):
            grid.add_row(_FACTS[key][lang is Language.ZH], _value(catalogue, key, value, lang))
    yield grid
    yield ""
    yield Styled(_("Source: {source}", source=cited(rule.source)))


def _value(catalogue: Catalogue, key: str, value: object, lang: Language) -> str:
    """A fact of a rule as its page shows it: shares as percentages, but for FTE and load; ids of
    roles and skills by their names.
    """
    if isinstance(value, tuple):
        return ("、" if lang is Language.ZH else ", ").join(
            _value(catalogue, key, item, lang) for item in value
        )
    text = str(value)
    if isinstance(value, float) and key not in ("min_fte", "load_over"):
        return f"{value:.0%}"
    if value is True:
        return "是" if lang is Language.ZH else "yes"
    if key == "assumed":
        return _FACTS.get(text, (text, text))[lang is Language.ZH].lower()
    if key == "scope":
        scope = text.replace("_", " ")
        return choice_in_words(scope, WHOLE_OR_EACH[scope])
    if key in ("family", "strength"):
        return _(text)
    if key == "rounding":
        return choice_in_words(text, RULES.column(key).entries[text])
    if key == "stages":
        return stage_text(text, lang)
    if key == "shared":
        return _SHARED[text][lang is Language.ZH]
    if key in ("roles", "counts", "also_counts") and (role := catalogue.role(text)):
        return say(role.title, lang)
    if key in ("counts", "also_counts"):
        return named(text, FAMILY_NAMES)
    if key in ("deep_groups", "broad_groups", "leg_groups"):
        return named(text, GROUP_NAMES)
    if key in ("skill", "skills") and (skill := catalogue.skill(text)):
        return say(skill.name, lang)
    return text
