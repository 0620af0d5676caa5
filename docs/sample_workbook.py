"""A plan workbook that holds every sheet and column there can be: that of an organisation which has
something of everything.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual.steps import Step
from orgplan.domain.costs.actuals import Actual
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Exit, GroupAction, Hire, Move, Plan, ShortTime, Training
from orgplan.domain.positions import Position
from orgplan.domain.teams import Scope, ScopeKind
from orgplan.excel.write.workbook import WorkbookWriter
from orgplan.io.output.template import write_inputs
from orgplan.report.audit.run import Run
from orgplan.report.sheets.workbook import write_workbook
from orgplan.solver.outcome import Status
from orgplan.solver.solve import GoalPart
from sample_orgs import growing_startup

FIRST, SECOND, END = date(2027, 1, 1), date(2027, 4, 1), date(2027, 6, 30)


def sample_workbook() -> WorkbookWriter:
    """The workbook as it was written; the file itself is not kept."""
    kept: list[WorkbookWriter] = []

    def keep(book: WorkbookWriter, org: Organisation) -> None:
        write_inputs(book, org)
        kept.append(book)

    org = _organisation()
    assessment = Assessment(org, _plan(org))
    with TemporaryDirectory(prefix="orgplan-") as folder:
        write_workbook(Path(folder) / "plan.xlsx", assessment, _run(assessment), keep)
    return kept[0]


def _organisation() -> Organisation:
    """The growing start-up with every lever, a group, a place, a position, what was spent in a
    month, and two fiscal years.
    """
    org = growing_startup.organisation()
    team = Scope(kind=ScopeKind.TEAM, name=growing_startup.APPS)
    group = Person(
        id="G1",
        name="Support",
        role="Frontend engineer",
        team=team.name,
        start_date=FIRST,
        base_salary=40_000,
        headcount=9,
    )
    return org.replace(
        calendar=org.calendar.replace(fiscal_year_start=7),
        people=(*org.people, group),
        levers=tuple(
            Lever(
                id=f"L-{kind.value}",
                kind=kind,
                to_role=(
                    group.role if kind in (LeverKind.RETRAINING, LeverKind.DOWNGRADING) else None
                ),
            )
            for kind in LeverKind
        ),
        locations=(Location(id="Porto"),),
        positions=(Position(id="POS-1", role=group.role, team=team.name),),
        actuals=(Actual(scope=team, month=FIRST, amount=1000.0),),
    )


def _plan(org: Organisation) -> Plan:
    """One action of each kind."""
    person = org.people[0]
    who = {"person_id": person.id}
    return Plan(
        hires=(Hire(id="H-1", role=org.people[-2].role, team=person.team, start_date=SECOND,
            base_salary=90_000),),
        trainings=(Training(id="U-1", course=org.courses[0].id, start_date=FIRST, **who),),
        moves=(Move(id="M-1", kind=LeverKind.TRANSFER, lever="L-transfer", role=person.role,
            team=growing_startup.SRE, start_date=SECOND,
                    base_salary=person.base_salary, **who),),
        exits=(Exit(id="X-1", lever="L-redundancy", person_id=org.people[1].id, last_day=END),),
        short_times=(ShortTime(id="S-1", lever="L-short time", person_id=org.people[2].id,
            start_date=SECOND, end_date=END),),
        group_actions=(GroupAction(id="G-1", kind=None, lever=None, group="G1", start_date=SECOND,
            heads=2),),
    )  # fmt: skip


def _run(assessment: Assessment) -> Run:
    """Facts of a run with a frontier; none of them is shown on the page."""
    return Run(
        status=Status.OPTIMAL,
        gap=0.0,
        parts=tuple(
            GoalPart(name, value, value, Status.OPTIMAL)
            for name, value in assessment.goal_values.items()
        ),
        solver="",
        options={},
        seconds={},
        size=(0, 0, 0),
        versions={},
        input_name="",
        input_sha256="",
        made_at=datetime(2027, 1, 1, tzinfo=UTC),
        frontier=tuple(
            Step(assessment, None, cost, 1.0, 1.0, 0.0, proven=True) for cost in (1.0, 2.0)
        ),
    )
