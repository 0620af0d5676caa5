"""Redaction: nothing of the originals is left in any byte of the file, and everything but money is
as it was planned.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import isnan
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from openpyxl import load_workbook
from pydantic.fields import FieldInfo

from orgplan import api
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.redaction import INDEX, Dates, redacted, telling
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Value
from orgplan.domain.costs.charges import Charge, ChargeOf
from orgplan.domain.costs.cost_splits import CostSplit
from orgplan.domain.costs.relocations import Relocation
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Exit, Hire, Move, Plan, ShortTime, Training
from orgplan.domain.positions import Lock, LockedAction, LockRow, Position, PositionStatus
from orgplan.domain.roles import Role
from orgplan.domain.teams import Scope, ScopeKind, Team
from orgplan.finance.unit_costs import moved_base
from orgplan.report.results.json_object import as_json
from tests.report.office import needs_office, recalculated
from tests.report.organisations import PAYMENTS, rich_organisation, rich_plan, run_of

NAMES = (
    "Zephyrine Quillfeather", "Obadiah Vantongeren", "欧阳震华", "Siobhán O'Drumlanrig",
    "Wolfhard Müßiggang", "Xanthippe Zollikofer-Ætna",
)  # fmt: skip
IDS = ("zephyrine.q@ridgeline.example", "0071934", "0071935", "sodrumlanrig", "EMP-88213", "88214")
SALARIES = (71_933.37, 64_811.53, 93_407.91, 58_289.19, 112_633.73, 77_177.43)
MAILS = ("zephyrine.q@ridgeline.example", "payroll-secret@ridgeline.example")
REMARKS = (
    "the gargoyle of Obadiah Vantongeren",
    "a marmoset earns 71,933.37",
    "ask an axolotl, payroll-secret@ridgeline.example",
    "a basilisk",
    "a pangolin",
    "an okapi",
)
REMARKED = {"gargoyle", "marmoset", "axolotl", "basilisk", "pangolin", "okapi"}
ALLOWANCE = 4_713.37  # of one person a month
SEATS = ("SEAT-44817", "SEAT-44818", "SEAT-44819")
MONEY = (
    "budget",
    "offer",
)  # families that judge amounts: budgets, and seats paid within their bands
LED_BY_NAME = "Zephyrine Quillfeather's squad"


def planted() -> Assessment:
    """The rich organisation with originals in every field that can hold one."""
    org = rich_organisation()
    alias = {old.id: IDS[number] for number, old in enumerate(org.people[: len(IDS)])}
    people = tuple(
        old.replace(
            id=IDS[number], name=NAMES[number], base_salary=SALARIES[number],
            manager_id=IDS[0] if number else None, bonus_pct=0.0739,
            position_id=SEATS[number % 2] if number < 2 else None,
            cost_centre=MAILS[1] if number == 3 else old.cost_centre,
        )
        if number < len(IDS) else old.replace(base_salary=old.base_salary + 137.77 * number)
        for number, old in enumerate(org.people)
    )  # fmt: skip
    teams = tuple(team.replace(lead=alias.get(team.lead or "", team.lead)) for team in org.teams)
    needs = (org.needs[0].replace(reason=REMARKS[0]), *org.needs[1:])
    rules = (org.rules[0].replace(sentence=REMARKS[1], source=REMARKS[2]), *org.rules[1:])
    rows = (
        *(row.replace(source=REMARKS[3], note=REMARKS[4]) for row in org.assumptions.rows),
        Assumption(key="employer_tax_pct", value=0.1377, scope=IDS[4]),
        Assumption(key="attrition", value=0.2, scope=IDS[4]),
    )
    org = org.replace(
        people=people,
        teams=(*teams, Team(id=LED_BY_NAME, lead=IDS[0], partners=("欧阳震华委员会",))),
        needs=(*needs, needs[1].replace(id="N-900", scope=Scope(kind=ScopeKind.TEAM,
            name=LED_BY_NAME))),
        rules=rules,
        assumptions=Assumptions(rows=rows),
        positions=(
            *(Position(id=seat, role=people[0].role, team=people[0].team,
                status=PositionStatus.FILLED, budget_salary=99_991.17) for seat in SEATS[:2]),
            Position(id=SEATS[2], role="Java engineer / senior", team=PAYMENTS,
                budget_salary=99_991.17),
        ),
        budget=tuple(line.replace(amount=(line.amount or 0) + 1_337.37) for line in org.budget),
        previous=Plan(trainings=(Training(id="U-900", person_id="Zephyrine Quillfeather",
            course="Kafka 2→3", start_date=date(2027, 1, 1)),)),
        charges=(
            Charge(id="C-001", name="sign-on", scope=IDS[2], of=ChargeOf.HEAD, component="benefits",
                amount=ALLOWANCE, source=REMARKS[5]),
            Charge(id="C-002", name="Vantongeren's meals", scope=PAYMENTS, of=ChargeOf.HEAD,
                component="benefits", amount=90.0, source=REMARKS[5]),
        ),
        cost_splits=(CostSplit(person_id=IDS[0], cost_centre="CC Zollikofer", share=0.25,
            first=date(2027, 7, 1)),),
        relocations=(Relocation(person_id=IDS[0], location="Casa Quillfeather",
            first=date(2027, 9, 1), base_salary=98_765.43, cost_centre="CC Zollikofer"),),
        locks=(LockRow(id="K-001", lock=Lock.MUST_NOT, action=LockedAction.TRAIN, who=IDS[1]),),
    )  # fmt: skip
    plan = rich_plan(org)
    hires = (plan.hires[0].replace(base_salary=83_771.29, position_id=SEATS[2]), *plan.hires[1:])
    trainings = tuple(
        one.replace(person_id=alias.get(one.person_id, one.person_id)) for one in plan.trainings
    )
    return Assessment(org, plan.replace(hires=hires, trainings=trainings))


def planned() -> api.Result:
    assessment = planted()
    run = run_of(assessment)
    notes = (f"{NAMES[0]} has two managers", "Roster!C7: 71,933.37 is above the band")
    return api.Result(
        assessment,
        replace(
            run,
            notes=notes,
            next_steps=notes,
            options={**run.options, "budget": "2600000.37"},
            input_name="Zephyrine Quillfeather.xlsx",
        ),
    )


def parts(path: Path) -> Iterator[tuple[str, str]]:
    """Every part of the file, unpacked, and its name."""
    with zipfile.ZipFile(path) as file:
        for item in file.infolist():
            yield item.filename, item.filename + file.read(item).decode("utf-8")
        yield "comment of the archive", file.comment.decode("utf-8", "replace")


def written_forms(amount: float) -> set[str]:
    """An amount as a cell, a sentence or a log might have it: to the cent, whole, and a month's;
    with and without separators.
    """
    forms = set()
    for number in (amount, amount / 12):
        forms |= {
            f"{number:.2f}",
            f"{number:,.2f}",
            f"{number:,.0f}",
            f"{number:.16g}",
            repr(number),
        }
    return forms | {f"{int(amount)}", f"{amount:.0f}"}


def originals(assessment: Assessment) -> dict[str, set[str]]:
    """What must not be found, by kind."""
    org = assessment.org
    theirs = {
        line.cents / 100
        for line in assessment.costs
        if line.entity in org.person and line.cents > 100_000 and line.cents % 100
    }
    spent = sum(line.cents for line in assessment.costs) / 100
    return {
        "names": {*NAMES, *(person.name for person in org.people if len(person.name) > 2)},
        "parts of names": {"Quillfeather", "Vantongeren", "O'Drumlanrig", "O&apos;Drumlanrig",
            "O&#39;Drumlanrig", "震华", "Zollikofer"},
        "ids": {*IDS, *SEATS} | {person.id for person in org.people},
        "e-mail addresses": {*MAILS, "ridgeline.example"},
        "remarks": REMARKED | {"has two managers", "above the band"},
        "salaries": set().union(*(written_forms(person.base_salary) for person in org.people)),
        "bonuses and taxes": {"0.0739", "7.39", "0.1377", "13.77"},
        "amounts of people": {f"{amount:.2f}" for amount in theirs},
        "totals": {f"{spent:.2f}", f"{spent:,.2f}", f"{spent:,.0f}"},
        "charges of one person": {f"{ALLOWANCE:.2f}"},
        "seats": written_forms(99_991.17) | written_forms(83_771.29),
        "budgets": {form for line in org.budget for form in written_forms(line.amount or 0)} | {"2600000.37"},  # noqa: E501
        "hash of the input": {"ab" * 32},
    }  # fmt: skip


def found(path: Path, assessment: Assessment) -> dict[str, list[tuple[str, str]]]:
    """Kind → originals that stand in the file, with the part in which they do; a number counts only
    where no digit stands beside it.
    """
    hits: dict[str, list[tuple[str, str]]] = {}
    texts = list(parts(path))
    for kind, wanted in originals(assessment).items():
        for text in wanted:
            pattern = re.compile(
                rf"(?<![\d.,]){re.escape(text)}(?![\d])" if text[0].isdigit() else re.escape(text),
                re.IGNORECASE,
            )
            hits.setdefault(kind, []).extend(
                (text, part) for part, content in texts if pattern.search(content)
            )
    return hits


def test_nothing_of_the_originals_is_in_any_byte_of_the_file(tmp_path: Path) -> None:
    whole = planned()
    api.save(whole, tmp_path / "whole.xlsx")
    before = found(tmp_path / "whole.xlsx", whole.assessment)
    assert all(before.values()), (
        f"the search finds nothing of {[kind for kind, hits in before.items() if not hits]} where"
        " all of it stands"
    )
    assert {text for text, _ in before["remarks"]} >= REMARKED
    api.save(api.redact(whole), tmp_path / "redacted.xlsx")
    assert {
        kind: hits
        for kind, hits in found(tmp_path / "redacted.xlsx", whole.assessment).items()
        if hits
    } == {}


def test_nothing_of_the_originals_is_in_the_json() -> None:
    whole = planned()
    bare = api.redact(whole)
    told = json.dumps(as_json(bare.assessment, bare.run), ensure_ascii=False)
    for kind, wanted in originals(whole.assessment).items():
        assert [
            text for text in wanted if re.search(rf"(?<![\d.,]){re.escape(text)}(?!\d)", told)
        ] == [], kind


def test_with_ids_kept_those_that_tell_who_it_is_are_replaced(tmp_path: Path) -> None:
    whole = planned()
    bare = api.redact(whole, keep_ids=True)
    ids = [person.id for person in bare.org.people]
    assert ids[1:3] == list(IDS[1:3])
    assert ids[4:] == [*IDS[4:], *(person.id for person in whole.org.people[6:])]
    assert not {ids[0], ids[3]} & set(IDS)
    assert [position.id for position in bare.org.positions] == list(SEATS)
    assert all(person.name == person.id for person in bare.org.people)
    api.save(bare, tmp_path / "redacted.xlsx")
    left = {
        kind: hits
        for kind, hits in found(tmp_path / "redacted.xlsx", whole.assessment).items()
        if hits
    }
    assert set(left) == {"ids"}
    assert not {IDS[0], IDS[3]} & {text for text, _ in left["ids"]}


@pytest.mark.parametrize(
    ("identifier", "name", "tells"),
    [
        ("ada@example.org", "", True), ("Ada Lovelace", "Ada Lovelace", True),
        ("alovelace1", "Ada Lovelace", True), ("al", "Ada Lovelace", True),
        ("P-001", "Ada Lovelace", False), ("004711", "", False), ("P-001", "P-001", False),
        ("欧阳震华", "欧阳震华", True),
    ],
)  # fmt: skip
def test_ids_that_tell_who_it_is(identifier: str, name: str, tells: bool) -> None:
    assert telling(identifier, name) is tells


def test_everything_but_money_is_as_it_was_planned() -> None:
    whole = planted()
    bare = redacted(whole, dates=Dates.DAY).assessment  # less exact, a limit on heads goes
    of = [
        {
            (m.family, m.required, m.planned, m.shortfall, m.strength, m.triggered, m.unit)
            for m in side.measures
        }
        for side in (whole, bare)
    ]
    assert {measure for measure in of[0] if measure[0] not in MONEY} == {
        measure for measure in of[1] if measure[0] not in MONEY
    }
    assert {measure[0] for measure in of[0]} >= set(MONEY)
    assert sorted((hire.role, hire.start_date) for hire in whole.plan.hires) == sorted(
        (hire.role, hire.start_date) for hire in bare.plan.hires
    )
    assert [row.closing for row in whole.headcount if row.team != LED_BY_NAME] == [
        row.closing for row in bare.headcount
    ][: -bare.org.calendar.periods]


def test_pay_is_the_middle_of_the_band_by_fte() -> None:
    bare = redacted(planted()).assessment
    mid = {role.id: role.band_mid for role in bare.org.roles}
    assert {person.fte for person in bare.org.people} == {0.8, 1.0}
    for person in bare.org.people:
        middle = mid[person.role]
        assert middle is not None
        assert (person.base_salary, person.bonus_pct) == (round(middle * person.fte, 2), None)
    assert all(hire.base_salary == mid[hire.role] for hire in bare.plan.hires)


def person(number: int, role: str, salary: float, **more: Any) -> Person:
    return Person(
        id=f"E{number}",
        name=f"Nobody {number}",
        role=role,
        team="T",
        start_date=date(2020, 1, number),
        base_salary=salary,
        **more,
    )


def small(*roles: Role) -> Assessment:
    calendar = rich_organisation().calendar
    people = tuple(
        person(number, role.id, 50_000 + 1000 * number) for number, role in enumerate(roles, 1)
    )
    return Assessment(
        Organisation(calendar=calendar, people=people, roles=roles, teams=(Team(id="T"),)), Plan()
    )


def test_a_role_without_a_band_is_taken_at_the_average_of_midpoints() -> None:
    done = redacted(
        small(
            Role(id="a", name="a", band_mid=60_000),
            Role(id="b", name="b", band_mid=90_000),
            Role(id="c", name="c"),
        )
    )
    assert [person.base_salary for person in done.assessment.org.people] == [60_000, 90_000, 75_000]
    assert "Roles without a band are taken at the average of all midpoints: c." in done.says
    assert done.says[0].endswith(
        "1 of 3 has a role without a band and stands at the average of all midpoints, so that"
        " totals of cost are rough."
    )


def test_without_any_band_pay_is_an_index() -> None:
    done = redacted(small(Role(id="a", name="a"), Role(id="b", name="b")))
    assert [person.base_salary for person in done.assessment.org.people] == [INDEX, INDEX]
    assert (
        "Roles without a band are taken at an index of 100 for a full-time year: a, b." in done.says
    )


def test_people_stand_in_an_order_that_tells_nothing() -> None:
    """The roster's order is that of names; the redacted one is that of teams, roles and start
    dates.
    """
    whole = small(
        Role(id="z", name="z", band_mid=1.0),
        Role(id="y", name="y", band_mid=2.0),
        Role(id="x", name="x", band_mid=3.0),
    )
    bare = redacted(whole).assessment.org
    assert [(person.id, person.role) for person in bare.people] == [
        ("P-001", "x"),
        ("P-002", "y"),
        ("P-003", "z"),
    ]


def test_a_neutral_id_is_never_that_of_somebody_else() -> None:
    whole = rich_organisation()
    assert all(person.id.startswith("P-") for person in whole.people)
    bare = redacted(Assessment(whole, Plan())).assessment.org
    assert not {person.id for person in bare.people} & {person.id for person in whole.people}


def test_budgets_are_left_out_and_their_verdict_is_told() -> None:
    whole = planted()
    exact = redacted(whole, dates=Dates.DAY).assessment.org
    assert [line.id for line in exact.budget] == ["B-004", "B-006"]
    assert [line.id for line in redacted(whole).assessment.org.budget] == ["B-006"]
    assert all(line.amount is None for line in redacted(whole).assessment.org.budget)
    assert "the plan as made keeps 5 of 6 budget lines" in redacted(whole).says[-1]
    tight = whole.org.replace(budget=tuple(line.replace(amount=1.0) for line in whole.org.budget))
    assert (
        "the plan as made keeps 0 of 6 budget lines"
        in redacted(Assessment(tight, whole.plan)).says[-1]
    )


def test_a_name_that_is_also_a_role_names_nobody() -> None:
    whole = small(Role(id="Java", name="Java", band_mid=1.0))
    org = whole.org.replace(people=(whole.org.people[0].replace(name="java"),))
    assert redacted(Assessment(org, Plan())).assessment.org.roles[0].name == "Java"


def of_one(name: str, *teams: str, role: str = "a") -> Assessment:
    """An organisation of one person, who is in the first of its teams."""
    whole = small(Role(id=role, name=role, band_mid=1.0))
    who = whole.org.people[0].replace(name=name, team=teams[0])
    return Assessment(
        whole.org.replace(people=(who,), teams=tuple(Team(id=team) for team in teams)), Plan()
    )


@pytest.mark.parametrize(
    ("name", "team", "bare"),
    [
        ("Heike Müller", "Team Müller", "Team N-002"), ("Heike Müller", "team_mueller",
            "team_N-002"), ("Heike Müller", "TeamMueller", "TeamN-002"),
        ("Heike Müller", "Müllers Leute", "N-002 Leute"), ("Heike Müller", "HEIKE'S SQUAD",
            "N-001'S SQUAD"), ("Li Wu", "Wu & Co", "N-002 & Co"),
        ("Li Wu", "Wuhan", "Wuhan"), ("Li Wu", "WU Wien", "WU Wien"), ("张伟", "张组", "N-001组"),
        ("欧阳震华", "震华团队", "N-001团队"), ("欧阳震华", "欧阳部", "N-001部"),
        ("Heike Müller", "Müllerei", "Müllerei"),
    ],
)  # fmt: skip
def test_a_part_of_a_name_within_another_name_is_replaced(name: str, team: str, bare: str) -> None:
    """Worked out by hand: the words of a name are numbered in the order of the roster."""
    whole = of_one(name, team)
    place = Location(id="Here", entity=team)
    done = redacted(Assessment(whole.org.replace(locations=(place,)), Plan()))
    assert [(team.id) for team in done.assessment.org.teams] == [bare]
    assert done.assessment.org.locations == (place.replace(entity=bare),)
    assert done.assessment.org.people[0].team == bare


def test_all_who_bear_a_name_have_one_word_for_it_and_a_role_names_nobody() -> None:
    whole = small(*(Role(id=role, name=role, band_mid=1.0) for role in ("Baker", "Cook")))
    people = tuple(
        who.replace(name=name, team="Stone and Baker")
        for who, name in zip(
            whole.org.people, ("Rosetta Stone", "Matthew Stone Baker"), strict=True
        )
    )
    org = whole.org.replace(people=people, teams=(Team(id="Stone and Baker"), Team(id="T")))
    assert redacted(Assessment(org, Plan())).assessment.org.teams[0].id == "N-002 and Baker"


def test_kept_words_with_a_part_of_a_name_are_shown_to_the_owner_alone() -> None:
    named = of_one("Matthew Baker", "Baker Street", role="Baker")
    assert redacted(named).doubts == ("Baker", "Baker Street")
    assert redacted(of_one("Zephyrine Quillfeather", "T")).doubts == ()


def test_a_name_within_a_longer_word_is_no_name() -> None:
    assert redacted(of_one("Ines Quillfeather", "Business lines")).doubts == ()


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (Dates.DAY, (date(2019, 5, 23), date(2026, 10, 14), date(2027, 2, 9))),
        (Dates.MONTH, (date(2019, 5, 1), date(2026, 10, 1), date(2027, 2, 9))),
        (Dates.YEAR, (date(2019, 1, 1), date(2026, 10, 1), date(2027, 2, 9))),
    ],
)
def test_first_days_are_as_exact_as_asked_and_nothing_planned_changes(
    dates: Dates, days: tuple[date, ...]
) -> None:
    """Who still ramps up keeps the month, who is still to come the day: capacity and heads rest on
    them.
    """
    whole = planted()
    assert whole.org.calendar.as_of < date(2027, 2, 9)
    first = dict(zip(IDS, (date(2019, 5, 23), date(2026, 10, 14), date(2027, 2, 9)), strict=False))
    org = whole.org.replace(
        people=tuple(
            who.replace(start_date=first.get(who.id, who.start_date)) for who in whole.org.people
        )
    )
    before = Assessment(org, whole.plan)
    done = redacted(before, keep_ids=True, dates=dates)
    assert tuple(who.start_date for who in done.assessment.org.people[:3]) == days
    said = [sentence for sentence in done.says if sentence.startswith("Start dates")]
    assert bool(said) == (dates is not Dates.DAY)
    known = [who.end_date for who in done.assessment.org.people if who.end_date]
    assert known == [date(2027, 5, 14 if dates is Dates.DAY else 15)]
    assert any("middle" in one for one in done.says) == (dates is not Dates.DAY)
    centres = {who.cost_centre for who in done.assessment.org.people if who.cost_centre}
    assert bool(centres) == (dates is Dates.DAY), "one person alone is booked on each of them"
    assert any("one person alone" in one for one in done.says) == (dates is not Dates.DAY)
    left = {line.id for line in done.assessment.org.budget}
    gone = {line.id for line in org.budget} - left  # heads of a cost centre of one person
    judged = [
        {(m.family, m.required, m.planned, m.shortfall,
            m.strength) for m in side.measures if m.family not in MONEY and m.key[0] not in gone}
        for side in (before, done.assessment)
    ]  # fmt: skip
    assert judged[0] == judged[1]


def test_the_run_tells_nothing_and_claims_no_bound_in_pay_that_is_gone() -> None:
    bare = api.redact(planned())
    run = bare.run
    assert (run.notes, run.next_steps, run.input_name) == ((), (), "redacted")
    assert "budget" not in run.options
    values = {part.name: part for part in run.parts}
    assert values["cost"].value == bare.assessment.goal_values["cost"]
    assert isnan(values["cost"].bound)
    assert not isnan(values["must_shortfall"].bound)


def test_the_redacted_workbook_says_so_passes_its_checks_and_is_read_back(tmp_path: Path) -> None:
    bare = api.redact(planned())
    api.save(bare, tmp_path / "redacted.xlsx")
    book = load_workbook(tmp_path / "redacted.xlsx", data_only=True)
    head = [book["Summary"].cell(row, 1).value for row in range(1, 11)]
    assert bare.run.redaction[0] in head
    assert "band midpoints" in bare.run.redaction[0]
    log = [row[1].value for row in book["Run log"].iter_rows(max_col=2)]
    assert set(bare.run.redaction) <= set(log)
    assert str(book["Checks"]["A3"].value).startswith("Arithmetic checked: ")
    assert book["Summary"].oddFooter.left.text is not None
    assert "holds names and pay" not in book["Summary"].oddFooter.left.text
    again = api.reopen(tmp_path / "redacted.xlsx")
    assert [
        (hire.role, hire.team, hire.start_date, hire.base_salary) for hire in again.plan.hires
    ] == [(hire.role, hire.team, hire.start_date, hire.base_salary) for hire in bare.plan.hires]
    assert again.plan.trainings == bare.plan.trainings
    assert again.run.redaction == bare.run.redaction
    assert not again.run.edited
    assert sum(line.cents for line in again.assessment.costs) == sum(
        line.cents for line in bare.assessment.costs
    )


@needs_office
def test_the_redacted_workbook_ties_when_it_is_recalculated(tmp_path: Path) -> None:
    api.save(api.redact(planned()), tmp_path / "redacted.xlsx")
    book = load_workbook(recalculated(tmp_path / "redacted.xlsx", tmp_path), data_only=True)
    assert str(book["Checks"]["A3"].value).startswith("Arithmetic checked: ")


KEPT = {
    "Organisation": "currency goal calendar assumptions people roles teams needs rules courses "
                    "budget stages skill_groups counting levers locations "
    "positions candidates locks rates charges cost_splits relocations only_positions worth "
    "stay_close language",
    "Assumptions": "rows",
    "Plan": "hires trainings moves exits short_times group_actions takeovers",
    "Calendar": "as_of start period periods fiscal_year_start",
    "Assumption": "key value stated",
    "Stated": "field amount currency worth fx",
    "ExchangeRate": "currency rate label first last",
    "Person": "role team start_date end_date fte location employment attrition headcount "
              "min_headcount max_headcount skills",
    "Role": "id name level family track band_min band_mid band_max recruiting_cost lead_time ramp "
            "max_hires max_hires_year max_hires_total teams locations next_role "
    "can_manage span_min span_max skills_at_start skills_after_ramp stages library_id",
    "Team": "id product_line parent min_headcount max_headcount partners cost_centre capitalised",
    "Scope": "kind name",
    "Need": "id scope skill kind required min_level strength weight tolerance worth",
    "Rule": "id family scopes counts also_counts skills threshold below product_lines_over roles "
            "shared count per skill level owner_level every_months stages deep_groups "
    "broad_groups broad_level leg_groups leg_level strength weight worth",
    "Course": "id skill from_level to_level cost hours duration seats roles success mentored "
              "mentor_hours dates after",
    "BudgetLine": "id scope periods label category headcount",
    "Lever": "id kind scope roles to_role to_team most share_of_receiving cap cost raise_pct "
             "months share months_of_base min_stay max_stay",
    "Location": "id currency fx pay_index employer_tax_pct tax_cap benefits_pct benefits_per_head "
                "entity",
    "Charge": "id name of component rate amount floor low high per months first last stated",
    "CostSplit": "cost_centre share first",
    "Relocation": "location first cost_centre",
    "Position": "role team status direction start lock",
    "Candidate": "role team skills earliest notice acceptance",
    "LockRow": "id lock action team what periods count",
    "Hire": "id role team start_date location end_date lever",
    "Training": "id course start_date",
    "Move": "id kind lever role team start_date",
    "Exit": "id lever last_day",
    "ShortTime": "id lever start_date end_date",
    "Takeover": "id team start_date",
    "GroupAction": "id kind lever start_date heads",
}  # fmt: skip
REPLACED = {
    "Organisation": "name previous actuals scenarios",
    "Actual": "scope month amount category heads stated",
    "Assumption": "scope source note",
    "Person": "id name base_salary manager_id bonus_pct cost_centre position_id stated",
    "Team": "lead",
    "Need": "reason",
    "Rule": "sentence source",
    "BudgetLine": "amount spent stated",
    "Charge": "scope source",
    "CostSplit": "person_id",
    "Relocation": "person_id base_salary stated",
    "Position": "id budget_salary stated",
    "Candidate": "id position base_salary stated",
    "LockRow": "who",
    "ScenarioLine": "id scenario base change by amount who first last day",
    "Hire": "base_salary replaces position_id candidate_id stated",
    "Training": "person_id",
    "Move": "person_id base_salary stated",
    "Exit": "person_id",
    "ShortTime": "person_id",
    "Takeover": "who",
    "GroupAction": "group to_group",
}  # fmt: skip

NOBODYS = ("Rule", "Need", "Course", "Lever", "Role", "Team", "Location", "Scope", "Calendar")


def types_within(kind: Any) -> Iterator[type[Value]]:
    """Value types that an annotation mentions."""
    if isinstance(kind, type) and issubclass(kind, Value):
        yield kind
    elif get_origin(kind) is not None or isinstance(kind, UnionType) or get_origin(kind) is Union:
        for part in get_args(kind):
            yield from types_within(part)


def says_words(kind: Any) -> bool:
    """Whether an annotation takes free words; closed lists are none."""
    return kind is str or any(says_words(part) for part in get_args(kind))


def reachable(*starts: type[Value]) -> dict[str, type[Value]]:
    kinds: dict[str, type[Value]] = {}
    waiting = list(starts)
    while waiting:
        kind = waiting.pop()
        if kind.__name__ not in kinds:
            kinds[kind.__name__] = kind
            waiting += [
                inner
                for field in kind.model_fields.values()
                for inner in types_within(field.annotation)
            ]
    return kinds


def fields_of(kind: type[Value]) -> dict[str, FieldInfo]:
    """Fields of a type and of all kinds of it, such as the rules of each family."""
    found = dict(kind.model_fields)
    for narrower in kind.__subclasses__():
        found |= fields_of(narrower)
    return found


def test_every_field_that_is_written_has_been_decided_upon() -> None:
    """Whoever adds a field says here whether it may stand in a redacted workbook as it is; texts
    that are kept still lose names within.

    Figures of roles, rules, needs and the like are nobody's own, and need no word.
    """
    kinds = reachable(Organisation, Plan)
    for name, kind in kinds.items():
        decided = set(KEPT.get(name, "").split()) | set(REPLACED.get(name, "").split())
        told = {
            field
            for field, info in fields_of(kind).items()
            if name not in NOBODYS or says_words(info.annotation)
        }
        assert told - decided == set(), (
            f"{name}: may these stand in a redacted workbook? Then redact them, or add them to KEPT"
        )
        assert decided <= set(fields_of(kind)), f"{name} has no such fields any more"


def moving() -> Assessment:
    """A promotion, a transfer, a redundancy, short time, a backfill and a hire abroad; A is at the
    top of the band, so that midpoints are less.
    """
    calendar = rich_organisation().calendar
    roles = (
        Role(
            id="dev / 1",
            name="dev",
            level="1",
            band_min=50_000,
            band_mid=60_000,
            band_max=70_000,
            lead_time=0,
            locations=("Riga", "Oslo"),
            next_role="dev / 2",
        ),
        Role(
            id="dev / 2",
            name="dev",
            level="2",
            band_min=61_000,
            band_mid=72_000,
            band_max=90_000,
            lead_time=0,
        ),
    )
    kinds = (
        LeverKind.PROMOTION,
        LeverKind.TRANSFER,
        LeverKind.REDUNDANCY,
        LeverKind.SHORT_TIME,
        LeverKind.BACKFILL,
    )
    day = date(2027, 7, 1)
    org = Organisation(
        calendar=calendar,
        people=tuple(
            Person(id=name, name=f"Nobody {name}", role="dev / 1", team="T",
                start_date=date(2020, 1, number), base_salary=69_100 + 11.37 * number,
                   location="Riga", fte=0.5 if number == 2 else 1.0,
                   end_date=date(2027, 3, 31) if number == 5 else None)
            for number, name in enumerate(IDS[:5], 1)
        ),
        roles=roles,
        teams=(Team(id="T"), Team(id="U")),
        levers=tuple(Lever(id=f"L-{number}", kind=kind,
            raise_pct=0.08 if kind is LeverKind.PROMOTION else 0.0, months_of_base=3.0,
                           share=0.2 if kind is LeverKind.SHORT_TIME else 1.0 if kind is LeverKind.BACKFILL else 0.0)  # noqa: E501
                     for number, kind in enumerate(kinds, 1)),
        locations=(Location(id="Riga", pay_index=0.5), Location(id="Oslo", pay_index=1.25)),
    )  # fmt: skip

    def move(number: int, kind: LeverKind, role: str, team: str) -> Move:
        lever = org.levers[number - 1]
        base = moved_base(org, org.person[IDS[number - 1]], lever, role, day)
        return Move(
            id=f"M-{number}",
            kind=kind,
            lever=lever.id,
            person_id=IDS[number - 1],
            role=role,
            team=team,
            start_date=day,
            base_salary=base,
        )

    return Assessment(
        org,
        Plan(
            hires=(
                Hire(
                    id="H-1",
                    role="dev / 1",
                    team="T",
                    start_date=day,
                    base_salary=69_411.13,
                    location="Oslo",
                ),
                Hire(
                    id="H-2",
                    role="dev / 1",
                    team="T",
                    start_date=day,
                    base_salary=34_411.13,
                    location="Riga",
                    lever="L-5",
                    replaces=IDS[4],
                ),
            ),
            moves=(
                move(1, LeverKind.PROMOTION, "dev / 2", "T"),
                move(2, LeverKind.TRANSFER, "dev / 1", "U"),
            ),
            exits=(Exit(id="X-1", lever="L-3", person_id=IDS[2], last_day=date(2027, 6, 30)),),
            short_times=(
                ShortTime(
                    id="S-1",
                    lever="L-4",
                    person_id=IDS[3],
                    start_date=day,
                    end_date=date(2027, 12, 31),
                ),
            ),
        ),
    )


def test_no_severance_says_how_long_somebody_has_served() -> None:
    """A month's base for each year of service: 7.5, 5 and 2 years come to 4.83 months for each of
    three; of two nobody can be told from the other, so none is shown.
    """
    whole = moving()
    charge = Charge(
        id="C-1", name="by service", of=ChargeOf.SERVICE, component="severance", rate=1.0
    )
    first = (date(2020, 1, 1), date(2022, 7, 1), date(2025, 7, 1))
    people = tuple(
        person.replace(start_date=first[number], fte=1.0, end_date=None) if number < 3 else person
        for number, person in enumerate(whole.org.people)
    )
    org = whole.org.replace(people=people, charges=(charge,))
    for count, months in ((3, 3 + 4.83), (2, 3.0)):
        exits = tuple(
            Exit(id=f"X-{name}", lever="L-3", person_id=name, last_day=date(2027, 6, 30))
            for name in IDS[:count]
        )
        bare = redacted(Assessment(org, Plan(exits=exits))).assessment
        paid = [line.cents for line in bare.costs if line.component == "severance"]
        assert paid == [round(months * 30_000 * 1.032 / 12 * 100)] * count
        assert not bare.org.charges


def test_levers_are_pulled_on_midpoints(tmp_path: Path) -> None:
    """60,000 x 0.5 (Riga) x FTE is the midpoint of each; with merit of 3.2 % in April the transfer
    is offered 15,480; 8 % more in January's pay are 32,400, which is above the merit raise, and
    below the band of level 2 from 30,500: 32,400.
    """
    whole = moving()
    assert whole.shortfalls == ()
    bare = redacted(whole).assessment
    assert bare.shortfalls == ()
    plan = bare.plan
    assert [hire.base_salary for hire in plan.hires] == [75_000, 30_000]
    assert {action.person_id for action in (*plan.moves, *plan.exits, *plan.short_times)} < set(
        bare.org.person
    )
    assert plan.hires[1].replaces in bare.org.person
    assert [move.base_salary for move in plan.moves] == [moved_base(bare.org,
        bare.org.person[m.person_id], bare.org.lever[m.lever], m.role, m.start_date)
                                                         for m in plan.moves]  # fmt: skip
    assert plan.moves[1].base_salary == 15_480
    api.save(api.redact(api.Result(whole, run_of(whole))), tmp_path / "redacted.xlsx")
    texts = [content for _, content in parts(tmp_path / "redacted.xlsx")]
    gone = {*IDS[:5]}.union(
        *(
            written_forms(one.base_salary)
            for one in (*whole.org.people, *whole.plan.moves, *whole.plan.hires)
        )
    )
    assert [
        text
        for text in gone
        if any(re.search(rf"(?<![\d.,]){re.escape(text)}(?!\d)", content) for content in texts)
    ] == []
    book = load_workbook(tmp_path / "redacted.xlsx", data_only=True)
    assert str(book["Checks"]["A3"].value).startswith("Arithmetic checked: ")


def test_actions_of_every_kind_name_the_neutral_ids() -> None:
    whole = planted()
    bare = redacted(whole, dates=Dates.DAY).assessment  # less exact, the split is left out
    assert all(isinstance(hire, Hire) for hire in bare.plan.hires)
    assert all(
        isinstance(one, Training) and one.person_id in bare.org.person
        for one in bare.plan.trainings
    )
    assert bare.org.locks[0].who in bare.org.person
    held = {person.position_id for person in bare.org.people} | {
        hire.position_id for hire in bare.plan.hires
    }
    assert held - {None} == {position.id for position in bare.org.positions}
    assert {position.budget_salary for position in bare.org.positions} == {None}
    assert {row.scope for row in bare.org.assumptions.rows if row.scope} <= set(bare.org.person)
    assert [row.key for row in bare.org.assumptions.rows if row.scope] == ["attrition"]
    assert [(charge.name, charge.scope, charge.source) for charge in bare.org.charges] == [
        ("N-004's meals", PAYMENTS, "")
    ]
    [split] = bare.org.cost_splits
    assert split.person_id in bare.org.person
    assert split.cost_centre != whole.org.cost_splits[0].cost_centre
    [moved] = bare.org.relocations
    assert moved.person_id == split.person_id
    assert moved.base_salary == bare.org.person[moved.person_id].base_salary  # of the same band
    assert "Quillfeather" not in moved.location
    booked = {line.cost_centre for line in bare.costs if line.entity == split.person_id}
    assert split.cost_centre in booked
    assert bare.org.previous is None
    assert bare.org.teams[-1].lead in bare.org.person
    assert bare.org.teams[-1].id == f"{bare.org.teams[-1].lead}'s squad"


def test_a_redacted_plan_says_that_its_budgets_were_left_out() -> None:
    """Also where it is redacted again; without a budget from the start it says that there is
    none.
    """
    made = planned()
    bare = api.redact(made)
    assert any("budgets are left out here" in gap for gap in bare.run.first)
    again = api.redact(api.Result(bare.assessment, bare.run))
    assert any("budgets are left out here" in gap for gap in again.run.first)
    free = replace(made.assessment, org=made.assessment.org.replace(budget=()))
    assert any(
        "no budget was found" in gap for gap in api.redact(api.Result(free, made.run)).run.first
    )
