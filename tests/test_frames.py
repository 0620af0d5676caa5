"""Organisations from data frames: the same as from the workbook, with the same faults."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import orgplan as op
from orgplan.library.samples import sample_names, sample_workbook


@pytest.mark.parametrize("name", [name for name in sample_names() if name != "hundred_engineers"])
def test_frames_of_a_sample_give_it_back(name: str) -> None:
    path = sample_workbook(name)
    assert path is not None
    org = op.load(path)
    again = op.from_frames(**op.to_frames(org))
    assert again == org


def test_a_saved_organisation_reads_back_and_plans_alike(tmp_path: Path) -> None:
    path = sample_workbook("tight_budget")
    assert path is not None
    org = op.load(path).apply(op.change.pay(scale=1.01), op.change.freeze("2027-Q1"))
    op.save(org, tmp_path / "org.xlsx")
    again = op.load(tmp_path / "org.xlsx")
    assert again == org
    with pytest.raises(op.NotWritable):
        op.save(org, tmp_path / "org.xlsx")


def test_a_plan_of_frames_is_the_plan_of_the_workbook() -> None:
    path = sample_workbook("tight_budget")
    assert path is not None
    org = op.load(path)
    frames = op.to_frames(org)
    assert op.plan(op.from_frames(**frames)).plan == op.plan(org).plan


def test_a_small_organisation_of_plain_frames() -> None:
    org = op.from_frames(
        settings={"as_of": "2027-01-01", "periods": 2},
        people=pd.DataFrame(
            {
                "name": ["Ana Ruiz", "Bo Lind"],
                "title": ["Java engineer", "Java engineer"],
                "team": ["Pay", "Pay"],
                "start date": pd.to_datetime(["2020-01-01", None]),
                "salary": [70_000, 65_000.5],
            }
        ).assign(**{"start date": pd.to_datetime(["2020-01-01", "2021-02-01"])}),
        skills=pd.DataFrame({"name": ["Ana Ruiz", "Bo Lind"], "Java": [4, None]}),
        needs=pd.DataFrame(
            {
                "scope": ["Pay"],
                "skill": ["Java"],
                "min_level": [3],
                "kind": ["holders"],
                "amount": [2],
            }
        ),
        roles=pd.DataFrame({"role": ["Java engineer"], "band_mid": [68_000]}),
    )
    assert [person.base_salary for person in org.people] == [70_000, 65_000.5]
    assert org.people[0].skills == {"Java": 4}
    assert org.needs[0].required == (2.0, 2.0)


def test_faults_are_those_of_a_sheet() -> None:
    path = sample_workbook("tight_budget")
    assert path is not None
    frames = op.to_frames(op.load(path))
    frames["Requirements"].loc[0, "skill"] = "Javva"
    frames["Roster"]["team"] = frames["Roster"]["team"].astype(object)
    with pytest.raises(op.BadInput) as caught:
        op.from_frames(**frames)
    assert caught.value.faults[0].sheet == "Requirements"


def test_arguments_that_are_no_sheets_are_named() -> None:
    with pytest.raises(op.BadArgument, match="persons="):
        op.from_frames(persons=pd.DataFrame())
    with pytest.raises(op.BadArgument, match="people=list"):
        op.from_frames(people=[])  # type: ignore[arg-type]
