"""The sheet of structural rules: what all families read of a row, and what some read besides."""

from collections.abc import Iterator, Mapping
from typing import Any

from orgplan.constraints import RULE_MODULES, meanings_of, rule_families, rule_module_of

from .columns import (
    ANY,
    CHOICE,
    LEVEL,
    LIST,
    MONEY,
    NUMBER,
    SHARE,
    TEXT,
    WHOLE,
    YES_NO,
    InputColumn,
    InputSheet,
    Kind,
)
from .names import entries
from .words import FAMILY_WORDS, GROUP_WORDS, SCOPES, STAGE_WORDS, WORTH

_EXAMPLE = RULE_MODULES[0].FAMILY


class _Families(Mapping[str, tuple[str, ...]]):
    """Families of rules and their other names, those from outside too: asked for when they are
    needed.
    """

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return rule_module_of(name).PARAMETERS.aliases

    def __iter__(self) -> Iterator[str]:
        return iter(rule_families())

    def __len__(self) -> int:
        return len(rule_families())


def _own(key: str, zh: str, kind: Kind, example: str = "", **more: Any) -> InputColumn:
    """A column that some families read: what it means, each of them says beside its parameter."""
    return InputColumn(key, zh, kind, "", example, by_family=meanings_of(key), **more)


RULES = InputSheet(
    "Rules", "规则",
    "Structural rules. A rule of the library needs only its name; what a row fills in overrides "
    "it.",
    (
        InputColumn("rule", "规则", TEXT, "Name: of the library, or your own", _EXAMPLE,
            required=True, of="id"),
        InputColumn("strength", "强度", CHOICE, "must, should or off; must if blank", "must",
            choices=entries("strength")),
        InputColumn("scope", "范围", LIST,
            "organisation, names, or each team, each department, each product line, each location",
            "each team", words=SCOPES),
        InputColumn("family", "规则类型", CHOICE, "Which constraint executes it", _EXAMPLE,
            choices=_Families()),
        InputColumn("threshold", "阈值", WHOLE, "Heads from which it applies", "10", unit="heads",
            low=1),
        InputColumn("counts", "统计对象", LIST,
            "Roles or families whose heads trigger it; blank means everybody", "engineering",
            words=FAMILY_WORDS),
        InputColumn("below", "少于", WHOLE, "Applies only with fewer heads than this",
            unit="heads", low=2),
        InputColumn("product_lines_over", "产品线多于", WHOLE,
            "Applies only with more product lines than this", low=0),
        InputColumn("load_over", "人均工作量超过", NUMBER,
            "Heavy load: applies only where capacity needs in the scope ask for more FTE of work "
            "than this per counted head; with Product lines over as well, either is enough", "1.2",
            unit="FTE a head", low=0.01, high=100),
        InputColumn("also_counts", "另统计对象", LIST,
            "Roles or families of a second condition: triggered only if their heads have reached "
            "Also threshold too", "management", words=FAMILY_WORDS),
        InputColumn("also_threshold", "另需人数", WHOLE, "Heads that the second condition asks for",
            "2", unit="heads", low=1),
        InputColumn("also_anywhere", "另统计全组织", YES_NO,
            "Whether the heads of Also counts are counted in the whole organisation, and not in "
            "the scope; no if blank"),
        InputColumn("from", "起始期间", ANY,
            "First period in which it is in force; blank means from the start", "2027-Q2"),
        InputColumn("to", "结束期间", ANY,
            "Last period in which it is in force; blank means to the end", "2027-Q3"),
        _own("roles", "要求岗位", LIST, "Engineering director", words=FAMILY_WORDS),
        _own("count", "人数", WHOLE, "1", unit="heads", low=1),
        _own("ready", "就绪人数", WHOLE, unit="heads", low=0),
        _own("shared", "产品线外", CHOICE, choices=entries("shared")),
        _own("per", "每", WHOLE, "7", unit="heads", low=1),
        _own("per_min", "最少下属", WHOLE, "4", unit="heads", low=1),
        _own("tolerance", "容差", SHARE, "10%", unit="share", low=0, high=0.99),
        _own("rounding", "取整", CHOICE, "nearest", choices=entries("rounding")),
        _own("least_share", "最低占比", SHARE, "20%", unit="share of heads", low=0, high=1),
        _own("most_share", "最高占比", SHARE, "33%", unit="share of heads", low=0, high=10),
        _own("skill", "所需技能", TEXT),
        _own("skills", "技能清单", LIST, "Java; Kubernetes"),
        _own("level", "等级", LEVEL, low=1, high=5),
        _own("owner_level", "负责人等级", LEVEL, low=1, high=5),
        _own("most_areas", "最多方向数", WHOLE, unit="areas", low=1),
        _own("min_fte", "最低工时比例", NUMBER, unit="FTE", low=0, high=1.5),
        _own("all_seats", "全部冻结", YES_NO),
        _own("freezes", "冻结对象", CHOICE, choices=entries("freezes")),
        _own("every_months", "每隔月数", WHOLE, unit="months", low=1),
        _own("stages", "企业阶段", LIST, words=STAGE_WORDS),
        _own("deep_groups", "主线技能组", LIST, words=GROUP_WORDS),
        _own("broad_groups", "横向技能组", LIST, words=GROUP_WORDS),
        _own("broad_level", "横向等级", LEVEL, low=1, high=5),
        _own("leg_groups", "第二专长技能组", LIST, words=GROUP_WORDS),
        _own("leg_level", "第二专长等级", LEVEL, low=1, high=5),
        InputColumn("weight", "权重", NUMBER,
            "How much each one short counts relative to others", "1", low=0.001, high=1000),
        InputColumn("worth", "价值", MONEY, WORTH, low=0),
        InputColumn("sentence", "说明", TEXT, "The rule in plain words"),
        InputColumn("source", "来源", TEXT, "Where it comes from"),
    ),
)  # fmt: skip
