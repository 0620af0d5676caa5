"""60 workbooks made messy by chance from 12 clean ones: the same organisation, or a refusal with a
mend; never another one in silence.

The plan and its money follow from the organisation alone, so that equal organisations are planned
alike.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.domain.organisation import Organisation
from orgplan.excel.read.faults import BadInput
from orgplan.io.inputs.loading import read_workbook

Book = dict[str, Rows]
SKILLS = ("Python", "Kubernetes", "Terraform", "Go", "Kafka")


def clean(seed: int) -> Book:
    """A company of its own for each number: who can do what, what they earn, what is needed."""
    chance = random.Random(seed)
    book = sound()
    for number in range(4, 6 + seed):
        pay = 60_000 + 500 * chance.randrange(80)
        book["Roster"].append(
            [
                f"P{number}",
                f"Dee {'ABCDEFGHIJKLMNOPQRSTUV'[number]}",
                "Engineer",
                "junior",
                "Core",
                book["Roster"][1][5],
                pay,
                "P1",
            ]
        )
    people = [row[0] for row in book["Roster"][1:]]
    book["Skills"] = [
        ["person_id", *SKILLS],
        *([person, *(chance.choice((None, 2, 3, 4)) for _ in SKILLS)] for person in people),
    ]
    book["Skills"][1][1], book["Skills"][2][1], book["Skills"][3][2] = 4, 2, 3
    book["Requirements"][1][2] = 1 + chance.randrange(3)
    return book


def signs(book: Book, of: dict[int, Any]) -> None:
    book["Skills"] = [
        book["Skills"][0],
        *(
            [row[0], *(of[level] if level else None for level in row[1:])]
            for row in book["Skills"][1:]
        ),
    ]


def circles(book: Book, chance: random.Random) -> None:
    signs(book, {2: chance.choice("△▲Δ"), 3: chance.choice("○◯〇"), 4: chance.choice("◎◉")})


def shares(book: Book, chance: random.Random) -> None:
    signs(book, {2: "55%", 3: "80 %", 4: "100%"})
    if chance.random() < 0.6:
        book["Settings"].append(["skill_scale", "percent"])


def words(book: Book, chance: random.Random) -> None:
    signs(book, {2: "Working", 3: "Proficient", 4: "Expert"})
    if chance.random() < 0.7:
        book["Scale"] = [["word", "level"], ["Expert", 4], ["Working", 2], ["Proficient", 3]]


def tens(book: Book, chance: random.Random) -> None:
    signs(book, {2: 5, 3: 7, 4: 9})
    if chance.random() < 0.6:
        book["Settings"].append(["skill_scale", "0-10"])


def stars(book: Book, chance: random.Random) -> None:
    signs(book, {2: "★★", 3: "★★★", 4: "★★★★"})


def nothing(book: Book, chance: random.Random) -> None:
    """Levels as they are."""


def across(book: Book, chance: random.Random) -> None:
    rows = book["Skills"]
    names = {row[0]: row[1] for row in book["Roster"][1:]}
    book["Skills"] = [
        ["Topic", *(names[row[0]] for row in rows[1:])],
        *([skill, *(row[index] for row in rows[1:])] for index, skill in enumerate(SKILLS, 1)),
    ]


def long(book: Book, chance: random.Random) -> None:
    rows = [
        [row[0], skill, row[index]]
        for row in book["Skills"][1:]
        for index, skill in enumerate(SKILLS, 1)
        if row[index] is not None
    ]
    book["Skills"] = [
        [
            "Employee",
            chance.choice(("Skill", "Competence", "技能项")),
            chance.choice(("Expertise", "Mastery", "How good")),
        ],
        *rows,
    ]


def in_teams(book: Book, chance: random.Random) -> None:
    header, *rows = book.pop("Skills")
    cut = 1 + chance.randrange(len(rows) - 1)
    book["Skills Core"], book["Web skills"] = [header, *rows[:cut]], [list(header), *rows[cut:]]


def counted(book: Book, chance: random.Random) -> None:
    header, *rows = book["Skills"]
    book["Skills"] = [
        [*header, "Total", "Target"],
        ["Required", *[3] * (len(header) + 1)],
        *([*row, 7, 3] for row in rows),
        ["Average", *[3] * len(SKILLS)],
        ["* self"],
    ]


def titled(book: Book, chance: random.Random) -> None:
    for name in (
        "Roster",
        "Roles",
        "Requirements",
        *(key for key in book if "kills" in key and key != "Role skills"),
    ):
        book[name] = [[f"{name} of Acme"], [], *book[name]]


def shuffled(book: Book, chance: random.Random) -> None:
    order = list(range(len(book["Roster"][0])))
    chance.shuffle(order)
    book["Roster"] = [[row[index] for index in order] for row in book["Roster"]]


def totalled(book: Book, chance: random.Random) -> None:
    book["Roster"].append(
        ["Total", None, None, None, None, None, sum(row[6] for row in book["Roster"][1:]), None]
    )


SCALES: tuple[Callable[[Book, random.Random], None], ...] = (
    circles,
    shares,
    words,
    tens,
    stars,
    nothing,
)
SHAPES: tuple[Callable[[Book, random.Random], None], ...] = (
    across,
    long,
    in_teams,
    counted,
    nothing,
)
AROUND: tuple[Callable[[Book, random.Random], None], ...] = (titled, totalled, shuffled, nothing)


def messy(seed: int) -> Book:
    chance = random.Random(1000 + seed)
    book = clean(seed % 12)
    for kinds in (SCALES, SHAPES, AROUND):
        chance.choice(kinds)(book, chance)
    return book


def read(path: Path, book: Book) -> Organisation:
    return read_workbook(save(path, book), Catalogue()).org


def outcome(path: Path, book: Book) -> Organisation | BadInput:
    try:
        return read(path, book)
    except BadInput as refused:
        return refused


@pytest.mark.parametrize("seed", range(60))
def test_the_same_organisation_or_a_refusal_with_a_mend(tmp_path: Path, seed: int) -> None:
    found = outcome(tmp_path / "messy.xlsx", messy(seed))
    if isinstance(found, BadInput):
        assert 1 <= len(found.faults) <= 3
        assert all(fault.expected and fault.fix for fault in found.faults)
    else:
        assert found == read(tmp_path / "clean.xlsx", clean(seed % 12))


def test_most_are_understood(tmp_path: Path) -> None:
    found = [outcome(tmp_path / "messy.xlsx", messy(seed)) for seed in range(60)]
    assert sum(isinstance(one, Organisation) for one in found) >= 45
