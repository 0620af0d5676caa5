"""Loading: overriding by id, and every fault with its file, line, field and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgplan.library import BadModel, load_catalogue
from orgplan.library.load import load_folders
from orgplan.library.proficiency import load_proficiency

SKILLS = """\
skills:
  - id: kubernetes
    name: {en: Kubernetes, zh: 容器编排}
    aliases: [k8s]
    group: technology
  - id: leading
    name: {en: Leading, zh: 带人}
    group: people
"""

ROLE = """\
id: admin
title: {en: Administrator, zh: 管理员}
family: engineering
track: individual
source: {text: "own", section: test}
next: []
dimensions:
  core_technology:
    label: {en: Core, zh: 核心}
    skills: [kubernetes]
    responsibilities:
      - {en: Keeps it running., zh: 保持运行。}
  architecture_engineering: {label: {en: Architecture, zh: 架构}}
  business_modelling: {label: {en: Business, zh: 业务}}
  delivery: {label: {en: Delivery, zh: 交付}}
  team_leadership: {label: {en: Team, zh: 团队}, skills: [leading]}
  trends: {label: {en: Trends, zh: 趋势}}
variants: levels
levels:
  - id: junior
    title: {en: Junior, zh: 初级}
    years: {min: 0, max: 3}
    skills: {kubernetes: 2}
  - id: senior
    title: {en: Senior, zh: 高级}
    band: {min: 30, max: 45, currency: CNY, unit: thousand, period: month, place: Shenzhen, as_of: early 2025}
    skills: {kubernetes: 4, leading: 3}
"""  # noqa: E501

RULE = """\
id: admins
family: ratio
title: {en: Administrators, zh: 管理员}
sentence: {en: One for twenty., zh: 每二十人一名。}
source: {text: "own", section: test}
roles: [admin]
per: 20
"""

LADDER = """\
id: admins
title: {en: Administrators, zh: 管理员}
source: {text: "own", section: test}
rungs:
  - {role: admin, years: {min: 0, max: 3}}
"""

FILES = {
    "skills.yaml": SKILLS,
    "roles/admin.yaml": ROLE,
    "rules/admins.yaml": RULE,
    "ladders/admins.yaml": LADDER,
}


def write(folder: Path, **changed: str) -> Path:
    """A models folder of the four files, some of them changed: `skills`, `role`, `rule`,
    `ladder`.
    """
    names = dict(zip(("skills", "role", "rule", "ladder"), FILES, strict=True))
    texts = FILES | {names[key]: text for key, text in changed.items()}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def faults_of(folder: Path) -> list[tuple[str, int, str]]:
    """File name, line and field of every fault."""
    with pytest.raises(BadModel) as caught:
        load_folders([folder])
    assert all(fault.problem and fault.fix for fault in caught.value.faults)
    return [(fault.path.name, fault.line, fault.field) for fault in caught.value.faults]


def line_of(text: str, part: str) -> int:
    """Line on which a part of a text begins."""
    return text[: text.index(part)].count("\n") + 1


def test_a_sound_folder_loads(tmp_path: Path) -> None:
    catalogue = load_folders([write(tmp_path)])
    role = catalogue.role("Administrator")
    assert role is not None
    level = role.level("高级")
    assert level is not None
    assert level.skills == {"kubernetes": 4, "leading": 3}
    assert catalogue.skill("K8S") is catalogue.skills[0]
    assert catalogue.rules[0].per == 20


ROLE_FAULTS = [
    ("kubernetes: 4, leading: 3", "kubernetes: 4, leading: 9", "levels[1].skills.leading", 27),
    ("kubernetes: 4, leading: 3", "kubernetes: 4, leading: yes", "levels[1].skills.leading", 27),
    (
        "kubernetes: 4, leading: 3",
        "kubernetes: 4, leading: 3, docker: 1",
        "levels[1].skills.docker",
        27,
    ),
    ("kubernetes: 4, leading: 3", "kubernetes: 1, leading: 3", "levels[1].skills.kubernetes", 27),
    ("skills: [kubernetes]", "skills: [kubernetis]", "dimensions.core_technology.skills[0]", 10),
    ("min: 30, max: 45", "min: 45, max: 30", "levels[1].band", 26),
    ("min: 30, max: 45", "min: thirty, max: 45", "levels[1].band.min", 26),
    ("period: month", "period: fortnight", "levels[1].band.period", 26),
    ("currency: CNY, ", "", "levels[1].band.currency", 26),
    ("track: individual", "trakc: individual", "trakc", 4),
    ("zh: 初级", 'zh: ""', "levels[0].title.zh", 21),
    ("zh: 初级", 'zh: " "', "levels[0].title.zh", 21),
    ("en: Junior, zh: 初级", "en: Junior", "levels[0].title.zh", 21),
    ('text: "own"', "text: 003", "source.text", 5),
    ("next: []", "next: [nobody]", "next[0]", 6),
    ("id: senior", "id: junior", "levels[1].id", 24),
    ("id: admin\n", "id: boss\n", "id", 1),
    (
        "team_leadership: {label: {en: Team, zh: 团队}, skills: [leading]}",
        "team: {label: {en: T, zh: 团}, skills: [leading]}",
        "dimensions",
        7,
    ),
    (
        "skills: [leading]",
        "skills: [leading, kubernetes]",
        "dimensions.team_leadership.skills[1]",
        16,
    ),
    ("kubernetes: 4, leading: 3", "kubernetes: 4", "dimensions.team_leadership.skills[0]", 16),
]


@pytest.mark.parametrize(("right", "wrong", "field", "line"), ROLE_FAULTS)
def test_a_fault_of_a_role_is_named_with_its_line(
    tmp_path: Path, right: str, wrong: str, field: str, line: int
) -> None:
    assert ROLE.count(right) == 1
    text = ROLE.replace(right, wrong)
    found = [fault for fault in faults_of(write(tmp_path, role=text)) if fault[0] == "admin.yaml"]
    assert ("admin.yaml", line, field) in found


def test_six_dimensions_come_in_order(tmp_path: Path) -> None:
    delivery, trends = (
        "  delivery: {label: {en: Delivery, zh: 交付}}\n",
        "  trends: {label: {en: Trends, zh: 趋势}}\n",
    )
    text = ROLE.replace(trends, "").replace(delivery, trends + delivery)
    assert faults_of(write(tmp_path, role=text)) == [
        ("admin.yaml", line_of(text, "dimensions:"), "dimensions")
    ]


def test_an_alias_belongs_to_one_skill(tmp_path: Path) -> None:
    text = SKILLS.replace("    group: people", "    aliases: [lead, K8s]\n    group: people")
    assert faults_of(write(tmp_path, skills=text)) == [("skills.yaml", 8, "skills[1].aliases[1]")]


def test_an_orphan_skill_is_named(tmp_path: Path) -> None:
    text = SKILLS + "  - id: docker\n    name: {en: Docker, zh: 容器}\n    group: technology\n"
    assert faults_of(write(tmp_path, skills=text)) == [("skills.yaml", 9, "skills[2].id")]


def test_a_group_and_a_rule_and_a_ladder_that_name_nothing_known(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        skills=SKILLS.replace("group: people", "group: peple"),
        rule=RULE.replace("[admin]", "[admn]").replace("ratio", "rato") + "skill: leadin\n",
        ladder=LADDER.replace("role: admin", "role: admins"),
    )
    assert faults_of(folder) == [
        ("admins.yaml", 5, "rungs[0].role"),
        ("admins.yaml", 2, "family"),
        ("admins.yaml", 6, "roles[0]"),
        ("admins.yaml", 8, "skill"),
        ("skills.yaml", 8, "skills[1].group"),
    ]


def test_all_faults_of_all_files_at_once(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        role=ROLE.replace("min: 30", "min: x").replace("max: 3}", "max: -1}"),
        rule=RULE.replace("per: 20", "per: many"),
    )
    assert [fault[0] for fault in faults_of(folder)] == ["admin.yaml", "admins.yaml"]
    assert (
        len(
            faults_of(
                write(
                    tmp_path,
                    role=ROLE.replace("min: 30", "min: x").replace(
                        "kubernetes: 2", "kubernetes: 7"
                    ),
                )
            )
        )
        == 2
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id: admin\ntitle: {en: A, zh: B\nfamily: x\n", 3),
        ("id: admin\n\tfamily: x\n", 2),
        ("id: admin\nfamily: a\nfamily: b\n", 3),
        ("", 1),
        ("id: admin\nwhen: 2025-13-45\n", 1),
    ],
)
def test_faults_of_form(tmp_path: Path, text: str, line: int) -> None:
    folder = write(tmp_path, role=text)
    found = faults_of(folder)
    assert [(name, number) for name, number, _ in found if name == "admin.yaml"] == [
        ("admin.yaml", line)
    ]


def test_not_utf8(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "roles" / "admin.yaml").write_bytes("id: 管理员".encode("gb18030"))
    assert ("admin.yaml", 1, "") in faults_of(folder)


def test_a_message_has_file_line_field_and_mend(tmp_path: Path) -> None:
    with pytest.raises(BadModel) as caught:
        load_folders(
            [
                write(
                    tmp_path,
                    role=ROLE.replace("skills: [kubernetes]", "skills: [kubernetis]").replace(
                        "kubernetes: ", "kubernetis: "
                    ),
                )
            ]
        )
    first = next(str(fault) for fault in caught.value.faults if "core_technology" in fault.field)
    path = tmp_path / "roles" / "admin.yaml"
    assert first.startswith(
        f"{path}:10: dimensions.core_technology.skills[0]: `kubernetis` is no skill of the"
        " catalogue; did you mean `kubernetes`?"
    )


def test_users_folder_overrides_by_id(tmp_path: Path) -> None:
    shipped = load_catalogue()
    java = shipped.role("java")
    assert java is not None
    (tmp_path / "rules").mkdir()
    rule = (
        "id: director\nfamily: director\ntitle: {en: D, zh: 总}\nsentence: {en: Ours., zh: 我们的。"
        "}\nsource: {text: own, section: own}\n"
    )
    (tmp_path / "rules" / "director.yaml").write_text(
        rule + "threshold: 40\nroles: [cto]\n", encoding="utf-8"
    )
    own = write(
        tmp_path / "more",
        skills=SKILLS.replace("id: kubernetes", "id: kubernetes_ops").replace(
            "Kubernetes", "K-ops"
        ),
    )
    role = (
        ROLE.replace("[kubernetes]", "[kubernetes_ops]")
        .replace("kubernetes:", "kubernetes_ops:")
        .replace("[leading]", "[leading_people]")
    )
    (own / "roles" / "admin.yaml").write_text(
        role.replace("leading: 3", "leading_people: 3"), encoding="utf-8"
    )
    (own / "skills.yaml").write_text(
        "skills:\n  - {id: kubernetes_ops, name: {en: K-ops, zh: 容器运维组}, group: technology}\n"
        "  - {id: leading_people, name: {en: Leading folk, zh: 带人组}, group: people}\n",
        encoding="utf-8",
    )
    merged = load_catalogue([tmp_path, own])
    director = merged.rule("director")
    assert director is not None
    assert director.threshold == 40
    assert len(merged.roles) == len(shipped.roles) + 1
    assert len(merged.skills) == len(shipped.skills) + 2


def test_a_replaced_role_leaves_no_orphans(tmp_path: Path) -> None:
    text = (
        ROLE.replace("id: admin", "id: java")
        .replace("[leading]", "[leadership]")
        .replace("leading:", "leadership:")
    )
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "java.yaml").write_text(text, encoding="utf-8")
    java = load_catalogue([tmp_path]).role("java")
    assert java is not None
    assert java.title.en == "Administrator"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "nowhere") == [("nowhere", 1, "")]


def test_the_words_of_proficiency() -> None:
    scale = load_proficiency()
    assert [step.level for step in scale.scale] == [0, 1, 2, 3, 4, 5]
    assert scale.name(3).en == "works alone"
    assert [
        scale.level_of(word)
        for word in ("aware", "familiar", "proficient", "熟悉", "精通", "4", "whatever")
    ] == [
        1,
        3,
        5,
        3,
        5,
        4,
        None,
    ]
    assert scale.level_of("了解") in (1, 2)
