"""The shipped library against the index of its sources: every role, level, band, team size and
rule, with the index's own figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from orgplan.domain.base import Strength
from orgplan.domain.catalogue import DIMENSIONS, Band, Catalogue, LibraryLevel, LibraryRole, Text
from orgplan.library import load_catalogue

Figures = tuple[
    float | None, float | None, bool
]  # from, to, and whether the source goes on with "+"


@dataclass(frozen=True)
class Row:
    """What the index says of a role; `bands`, `years` and `leads` by level, ``None`` where the
    source has none.
    """

    texts: str
    levels: int = 1
    archetypes: int = 0
    bands: tuple[Figures | None, ...] = ()
    years: tuple[Figures | None, ...] = ()
    leads: frozenset[Figures] = field(default_factory=frozenset)
    assumed_monthly: bool = False


INDEX = {
    "programmer": Row("001", years=((0, 3, False),)),
    "engineer": Row("001", years=((3, 8, False),)),
    "lead_programmer": Row("001"),
    "architect": Row("001"),
    "technical_manager": Row("001, 002"),
    "technical_director": Row(
        "001, 003",
        levels=3,
        bands=((60, 90, False), (90, 130, False), (130, None, False)),
        leads=frozenset({(30, 50, False), (30, 100, False), (30, 200, False)}),
    ),
    "cto": Row(
        "001, 003",
        levels=4,
        bands=((120, 200, True), (100, 160, False), (80, 130, False), None),
        leads=frozenset({(100, 300, True)}),
        assumed_monthly=True,
    ),
    "frontend": Row("003", levels=3, bands=((30, 40, False), (40, 60, False), (60, None, False))),
    "golang": Row("003", levels=4),
    "java": Row(
        "003",
        levels=3,
        bands=((30, 45, False), (45, 65, False), (65, None, False)),
        leads=frozenset({(5, 30, False)}),
    ),
    "product_manager": Row(
        "003",
        levels=4,
        bands=((15, 25, False), (25, 40, False), (40, 60, False), (60, None, False)),
        years=((1, 3, False), (3, 5, False), (5, 8, False), (8, None, False)),
    ),
    "technical_product_manager": Row("000"),
    "product_director": Row(
        "003", levels=3, bands=((40, 60, False), (60, 90, False), (90, None, False))
    ),
    "cpo": Row("003", levels=4, leads=frozenset({(30, 100, True)})),
    "operations": Row(
        "003",
        levels=4,
        archetypes=5,
        bands=((20, 30, False), (30, 45, False), (45, 70, False), (70, None, False)),
    ),
    "operations_director": Row("003", levels=3),
    "coo": Row("003", leads=frozenset({(100, None, False)})),
    "marketing_manager": Row("003"),
    "marketing_director": Row("003"),
    "cmo": Row("003"),
}

# Rule of the index: (text, the files that express it, family).
RULES = {
    "echelon": ("002", ("echelon",), "echelon"),
    "grouping": ("002", ("grouping",), "grouping"),
    "director": ("001", ("director",), "director"),
    "manager per line": ("001", ("manager_per_line", "programmers_per_line"), "director"),
    "architect per line": ("001", ("architect_per_line",), "director"),
    "platform team": ("001", ("platform_team", "platform_members"), "director"),
    "span": ("003", ("span",), "span"),
    "liaison": ("002", ("liaison",), "liaison"),
    "stage fit": ("003", ("stage_fit",), "stage_fit"),
    "review cadence": ("002", ("review_cadence",), "review_cadence"),
    "talent shape": ("003", ("talent_shape",), "talent_shape"),
}

# Rules of practice, which no text of the index has: file → (family, its figures).
PRACTICE: dict[str, tuple[str, dict[str, object]]] = {
    "product_manager_ratio": ("ratio", {"per": 7, "tolerance": 0.2, "rounding": "nearest"}),
    "managers_per_director": ("span", {"per_min": 4, "per": 6}),
    "junior_share": ("seniority_mix", {"least_share": 0.25, "most_share": 0.25, "tolerance": 0.1}),
    "middle_share": ("seniority_mix", {"least_share": 0.4, "most_share": 0.4, "tolerance": 0.1}),
    "senior_share": ("seniority_mix", {"least_share": 0.25, "most_share": 0.25, "tolerance": 0.1}),
    "staff_share": ("seniority_mix", {"least_share": 0.1, "most_share": 0.1, "tolerance": 0.05}),
    "bus_factor": ("bus_factor", {"count": 2, "level": 3}),
    "succession": ("succession", {"count": 2, "ready": 1, "level": 3}),
    "growth_cap": ("growth_cap", {"most_share": 0.33, "rounding": "up"}),
    "hiring_freeze": ("hiring_freeze", {"all_seats": False}),
    "min_team_size": ("min_team_size", {"count": 4}),
    "one_owner": ("one_owner", {"level": 3, "most_areas": 1}),
    "on_call": ("on_call", {"count": 4, "min_fte": 0.5}),
    "team_lead": ("team_lead", {"level": 3}),
    "direct_reports": ("direct_reports", {"per_min": 4, "per": 10}),
    "layers": ("layers", {"count": 7}),
}


def differences(catalogue: Catalogue) -> list[str]:
    """Every way in which the catalogue differs from the index."""
    ids = [role.id for role in catalogue.roles]
    found = [f"role {role} is missing" for role in INDEX if role not in ids]
    found += [f"role {role} is not in the index" for role in ids if role not in INDEX]
    for role in catalogue.roles:
        if role.id in INDEX:
            found += [
                f"{role.id}: {difference}" for difference in role_differences(role, INDEX[role.id])
            ]
    return found + rule_differences(catalogue)


def role_differences(role: LibraryRole, row: Row) -> list[str]:
    """Differences of one role."""
    found = []
    if role.source.text != row.texts:
        found.append(f"source {role.source.text}, not {row.texts}")
    if (len(role.levels), len(role.archetypes)) != (row.levels, row.archetypes):
        found.append(
            f"{len(role.levels)} levels and {len(role.archetypes)} archetypes, not {row.levels} and"
            f" {row.archetypes}"
        )
    bands = tuple(band_figures(level.band) for level in role.levels)
    if bands != (row.bands or (None,) * row.levels):
        found.append(f"bands {bands}, not {row.bands}")
    years = tuple(
        (level.years.min, level.years.max, level.years.open) if level.years else None
        for level in role.levels
    )
    if years != (row.years or (None,) * row.levels):
        found.append(f"years {years}, not {row.years}")
    leads = {
        (level.leads.min, level.leads.max, level.leads.open)
        for level in every_level(role)
        if level.leads
    }
    if leads != row.leads:
        found.append(f"leads {leads}, not {set(row.leads)}")
    asked = ("CNY", "thousand", "month", "Shenzhen", "early 2025", row.assumed_monthly)
    given = [(level.id, level.band) for level in every_level(role) if level.band]
    found += [f"{name} has a band in {terms(band)}" for name, band in given if terms(band) != asked]
    if any(level.band for level in role.archetypes):
        found.append("an archetype beside levels has a band")
    return found


def rule_differences(catalogue: Catalogue) -> list[str]:
    """Differences of the rules."""
    by_id = {rule.id: rule for rule in catalogue.rules}
    expected = {name for _, names, _ in RULES.values() for name in names} | set(PRACTICE)
    found = [f"rule {name} is missing or not in the index" for name in expected ^ set(by_id)]
    for text, names, family in RULES.values():
        rules = [by_id[name] for name in names if name in by_id]
        wrong = [rule for rule in rules if (rule.source.text, rule.family) != (text, family)]
        found += [
            f"rule {rule.id}: text {rule.source.text}, family {rule.family}, not {text}, {family}"
            for rule in wrong
        ]
    for name, (family, figures) in PRACTICE.items():
        rule = by_id.get(name)
        if rule is not None and {"family": family, **figures} != rule.model_dump(
            include={"family", *figures}
        ):
            found.append(
                f"rule {name}: family {rule.family}, not {family}, or other figures than {figures}"
            )
    return found


def band_figures(band: Band | None) -> Figures | None:
    """The figures of a band."""
    return (band.min, band.max, band.open) if band else None


def terms(band: Band) -> tuple[str, str, str, str, str, bool]:
    """What the figures of a band are in."""
    return band.currency, band.unit, band.period, band.place, band.as_of, band.assumed_monthly


def every_level(role: LibraryRole) -> tuple[LibraryLevel, ...]:
    """Levels and archetypes."""
    return (*role.levels, *role.archetypes)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_library_holds_the_index(catalogue: Catalogue) -> None:
    assert differences(catalogue) == []
    assert (len(INDEX), len(RULES)) == (20, 11)


def changed(catalogue: Catalogue, role: str, place: int, **changes: object) -> Catalogue:
    """The catalogue with one level of one role changed."""
    roles = []
    for one in catalogue.roles:
        if one.id == role:
            levels = list(one.levels)
            levels[place] = levels[place].replace(**changes)
            one = one.replace(levels=tuple(levels))
        roles.append(one)
    return catalogue.replace(roles=tuple(roles))


WITH_BANDS = [
    (name, place) for name, row in INDEX.items() for place, band in enumerate(row.bands) if band
]


@pytest.mark.parametrize(("role", "place"), WITH_BANDS)
def test_a_wrong_band_fails(catalogue: Catalogue, role: str, place: int) -> None:
    band = next(one for one in catalogue.roles if one.id == role).levels[place].band
    assert band is not None
    wrong = [
        {"min": band.min - 1},
        {"max": (band.max or 0) + 500},
        {"currency": "USD"},
        {"period": "year"},
    ]
    wrong += [{"assumed_monthly": not band.assumed_monthly}, {"open": not band.open}]
    for changes in wrong:
        found = differences(changed(catalogue, role, place, band=band.replace(**changes)))
        assert len(found) == 1
        assert found[0].startswith(f"{role}: ")
    assert len(differences(changed(catalogue, role, place, band=None))) == 1


def test_an_invented_band_a_lost_role_and_a_lost_rule_fail(catalogue: Catalogue) -> None:
    band = next(one for one in catalogue.roles if one.id == "java").levels[0].band
    assert len(differences(changed(catalogue, "golang", 2, band=band))) == 1
    assert differences(catalogue.replace(roles=catalogue.roles[1:])) == [
        f"role {catalogue.roles[0].id} is missing"
    ]
    assert len(differences(catalogue.replace(rules=catalogue.rules[1:]))) == 1


def test_rules_carry_the_figures_of_the_sources(catalogue: Catalogue) -> None:
    rules = {rule.id: rule for rule in catalogue.rules}
    assert (rules["echelon"].threshold, rules["echelon"].scope) == (10, "each_team")
    assert (rules["grouping"].below, rules["grouping"].scope) == (10, "each_team")
    assert (
        rules["director"].threshold,
        rules["director"].product_lines_over,
        rules["director"].count,
    ) == (21, 1, 1)
    assert rules["director"].roles == ("technical_director",)
    assert rules["manager_per_line"].roles == ("technical_manager",)
    assert (rules["architect_per_line"].roles, rules["architect_per_line"].shared) == (
        ("architect",),
        "also",
    )
    assert (rules["platform_team"].counts, rules["platform_team"].shared) == (
        ("technical_director",),
        "only",
    )
    assert rules["span"].per is None
    assert rules["review_cadence"].every_months == 3
    assert {"cto", "cpo", "operations"} <= set(rules["stage_fit"].roles)


def test_rules_of_practice_are_wishes_unless_they_forbid(catalogue: Catalogue) -> None:
    rules = {rule.id: rule for rule in catalogue.rules}
    assert {name for name in PRACTICE if rules[name].strength is not Strength.SHOULD} == {
        "hiring_freeze"
    }
    assert {rules[name].source.text for name in PRACTICE} == {"practice"}
    shares = [rules[name].least_share for name in PRACTICE if rules[name].family == "seniority_mix"]
    assert sum(share for share in shares if share is not None) == 1


def test_all_heads_of_stage_fit_are_archetypes_that_name_stages(catalogue: Catalogue) -> None:
    rule = next(rule for rule in catalogue.rules if rule.id == "stage_fit")
    for name in rule.roles:
        role = next(role for role in catalogue.roles if role.id == name)
        alternatives = role.levels if role.variants == "archetypes" else role.archetypes
        assert len(alternatives) >= 3
        assert all(level.stages for level in alternatives)
        asked = {tuple(sorted(level.skills.items())) for level in alternatives}
        assert len(asked) == len(alternatives), (
            "two archetypes that ask for the same would leave nothing to choose"
        )


def test_every_skill_resolves_and_none_is_an_orphan(catalogue: Catalogue) -> None:
    known = {skill.id for skill in catalogue.skills}
    used = {
        skill
        for role in catalogue.roles
        for dimension in role.dimensions.values()
        for skill in dimension.skills
    }
    asked = {
        skill for role in catalogue.roles for level in every_level(role) for skill in level.skills
    }
    assert used == known
    assert asked == known


def test_every_role_has_the_six_dimensions_filled(catalogue: Catalogue) -> None:
    for role in catalogue.roles:
        assert tuple(role.dimensions) == DIMENSIONS
        for name, dimension in role.dimensions.items():
            assert dimension.skills, f"{role.id} has no skill under {name}"
            assert dimension.responsibilities or len(dimension.skills) == 1, (
                f"{role.id} has no responsibility under {name}"
            )


def is_chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return any("一" <= character <= "鿿" for character in text)


def test_both_languages_are_there(catalogue: Catalogue) -> None:
    texts: list[tuple[str, Text]] = [
        (f"skill {skill.id}", skill.name) for skill in catalogue.skills
    ]
    texts += [
        (f"rule {rule.id}", text)
        for rule in catalogue.rules
        for text in (rule.title, rule.sentence)
    ]
    texts += [(f"ladder {ladder.id}", ladder.title) for ladder in catalogue.ladders]
    for role in catalogue.roles:
        texts.append((f"role {role.id}", role.title))
        texts += [(f"role {role.id}", level.title) for level in every_level(role)]
        for dimension in role.dimensions.values():
            texts += [
                (f"role {role.id}", text) for text in (dimension.label, *dimension.responsibilities)
            ]
    assert [(where, text.zh) for where, text in texts if not is_chinese(text.zh)] == []
    assert [(where, text.en) for where, text in texts if is_chinese(text.en)] == []


def test_ladders_lead_through_the_library(catalogue: Catalogue) -> None:
    ladders = {ladder.id: ladder for ladder in catalogue.ladders}
    assert set(ladders) == {"engineering", "product", "operations", "marketing"}
    rungs = ladders["engineering"].rungs
    path = [
        "programmer",
        "engineer",
        "lead_programmer",
        "architect",
        "technical_manager",
        "technical_director",
        "cto",
    ]
    assert [rung.role for rung in rungs] == path
    fork = rungs[1].fork
    assert fork is not None
    assert (fork.year, fork.to) == (5, ("product_manager", "pre_sales", "after_sales"))
