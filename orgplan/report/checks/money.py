"""Checks of money: 6, 9, 10, 14 and 15 of what finance checks."""

from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.workbook import Formula, TableRef
from orgplan.finance.ledger import this_year
from orgplan.language import N_, _

from ..audit import fingerprints
from ..sheets import layout, pages, refs
from ..sheets.actions.hires_and_training import year_header
from ..sheets.layout import units
from ..sheets.money.cost_by_month import TOTAL_HEADER
from ..sheets.money.drivers import follows_inputs
from ..sheets.money.monthly_costs import COURSE, HIRE, ROSTER
from .people import AGAIN, CENT, NO_INPUTS, NO_SEATS, NOBODY
from .sheet import Check, Place
from .sheet_refs import PlanSheets, filled

NO_COST = N_("nothing costs anything")
TYPED = N_("Something was typed over: undo it, or plan again; `orgplan check` names the figure.")
ADDED_UP = N_("with this many people, those who are not affected are added up")
BLOCKS = ("kind", "category", "component")  # of Cost overview
PAID = ("base", "contractor")  # everybody has a row of one of the two


def cost_rows(assessment: Assessment, sheets: PlanSheets) -> int:
    """Rows of Cost by month; a table without any has a blank one.

    Parameters
    ----------
    assessment
        Read for whether there is any cost.
    sheets
        The sheets of the workbook.

    Returns
    -------
    int
        0 makes a check not applicable.
    """
    return sheets.detail.height if assessment.costs else 0


def money_checks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """Checks of money: service, sums, and who is costed.

    Parameters
    ----------
    assessment
        What the tool worked out, which the formulas are compared with.
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.

    Yields
    ------
    Check
        In the order of the sheet.
    """
    yield from _service(assessment, sheets)
    yield from _sums(assessment, sheets)
    yield from _costed(assessment, sheets)


def _service(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """6: nothing is paid before the first or after the last day, and these days are those of the
    roster.
    """
    detail, place, cells = sheets.detail, Place.of(sheets.detail), sheets.cells
    first, last = detail["first_day"], detail["last_day"]
    outside = (
        f'({first}<>"")*(({cells[refs.LAST_DAYS]}<{first})+({last}<>"")*'
        f"({cells[refs.FIRST_DAYS]}>{last}))"
    )
    text = f"=SUMPRODUCT({outside}*({cells[refs.DETAIL_MONTHS]}<>0))"
    looked = Formula(f"={filled(detail)}", cost_rows(assessment, sheets))
    yield Check(
        6, _("Months with cost before the first or after the last day"), place,
        Formula(text, _outside_service(assessment)), looked_at=looked,
        empty=NO_COST, hint=TYPED,
    )  # fmt: skip
    roster = sheets.inputs.get("Roster")
    words = _(
        "First and last days of the roster: Cost by month = Input Roster, with Redundancies (hash"
        " total of dates)"
    )
    if roster is None:
        yield Check(6, words, place, 0, looked_at=0, empty=NO_INPUTS)
        return
    if not follows_inputs(assessment):
        yield Check(6, words, place, 0, looked_at=0, empty=ADDED_UP)
        return
    people = [member for member in assessment.walk.members if member.person is not None]
    total = sum(
        (day - fingerprints.EPOCH).days
        for member in people
        for day in (member.start_date, member.end_date)
        if day
    )
    rows = _first_pay(sheets)
    shown = Formula(f"=SUMPRODUCT({rows},{first})+SUMPRODUCT({rows},{last})", total)
    read = Formula(
        f"=SUM({roster['start_date']})+SUM({roster['end_date']}){_brought_forward(sheets, roster)}",
        total,
    )
    looked = Formula(f"={filled(roster, 'person_id')}", len(people))
    yield Check(
        6, words, place, shown, read, looked_at=looked, empty=NOBODY,
        hint=_("A date was changed on Input Roster or Redundancies, but its cost was not. {again}",
            again=_(AGAIN)),
    )  # fmt: skip


def _first_pay(sheets: PlanSheets) -> str:
    """The first row of pay of everybody on the roster; rows of a person stand together, and pay
    stands first.
    """
    detail = sheets.detail
    column = detail.left + detail.headers.index("id")
    above = layout.area_of_name(detail.sheet, detail.top, column, detail.last - 1, column)
    paid = "+".join(f'({detail["component"]}="{component}")' for component in PAID)
    roster = sheets.cells[refs.COST_WORD["kind", ROSTER]]
    return f"({detail['kind']}={roster})*({paid})*({detail['id']}<>{above})"


def _brought_forward(sheets: PlanSheets, roster: TableRef) -> str:
    """Days by which those who are let go leave before a known last day, all together; where none is
    known, the whole date.
    """
    if pages.REDUNDANCIES not in sheets.changes:
        return ""
    table = sheets.changes[pages.REDUNDANCIES]
    last, known = (
        table["last_day"],
        f"SUMIF({roster['person_id']},{table['person_id']},{roster['end_date']})",
    )
    return f'+SUMPRODUCT(({table["id"]}<>"")*((({known}=0)+({last}<{known}))>0)*({last}-{known}))'


def _outside_service(assessment: Assessment) -> int:
    """How many person, component and month have cost without a day of employment; what is paid once
    for an action bears no days and is left out.
    """
    days = {member.id: (member.start_date, member.end_date) for member in assessment.walk.members}
    starts = assessment.org.calendar.month_starts
    once = assessment.plan.actions.keys() - {
        hire.id for hire in assessment.plan.hires
    }  # rows of these bear no days
    found = set()
    for cost in assessment.costs:
        first, last = days[cost.entity]
        early = cost.month + 1 < len(starts) and starts[cost.month + 1] <= first
        late = last is not None and starts[cost.month] > last
        if cost.cents and cost.action not in once and (early or late):
            found.add((cost.entity, cost.component, cost.month))
    return len(found)


def _sums(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """9 and 10: each row has its account, and all sums of the same rows are the same."""
    detail, place = sheets.detail, Place.of(sheets.detail)
    rows = Formula(f"={filled(detail)}", cost_rows(assessment, sheets))
    text = f'=SUMPRODUCT(({detail["id"]}<>"")*({detail["cost_centre"]}=""))'
    yield Check(
        9,
        _("Rows of cost without a cost centre"),
        place,
        Formula(text, 0),
        looked_at=rows,
        empty=NO_COST,
        hint=_("Fill in cost_centre."),
    )
    for words, value, expected in _same_sums(assessment, sheets):
        yield Check(
            10, words, place, value, expected, CENT, looked_at=rows, empty=NO_COST, hint=TYPED
        )
    spent = units(fingerprints.all_cost(assessment))
    shown, grand = (
        Formula(f"={cell}", spent)
        for cell in (
            sheets.cells[refs.SUMMARY_COST["all"]],
            sheets.cells[refs.COST["all", TOTAL_HEADER]],
        )
    )
    yield Check(
        10,
        _("All cost on Summary = all cost"),
        Place(pages.SUMMARY.name),
        shown,
        grand,
        CENT,
        looked_at=rows,
        empty=NO_COST,
        hint=TYPED,
    )


def _same_sums(
    assessment: Assessment, sheets: PlanSheets
) -> Iterator[tuple[str, Formula, Formula]]:
    """What the same rows come to, added up in several ways: in words, and both sides."""
    detail, cells, this = sheets.detail, sheets.cells, year_header(assessment.org)
    accounts = sheets.book.table("accounts")
    spent = units(fingerprints.all_cost(assessment))
    when_planned = Formula(f"={cells[refs.WHEN_PLANNED['all cost']]}", spent)
    year = units(this_year(assessment.org, assessment.costs))
    grand, grand_year = (
        Formula(f"={cells[refs.COST['all', TOTAL_HEADER]]}", spent),
        Formula(f"={cells[refs.COST['all', this]]}", year),
    )

    yield (
        _("All cost = all cost when the plan was made"),
        sheets.unless_edited(grand, when_planned),
        when_planned,
    )
    for words, value, total in (
        (_("Sum of all people and seats = all cost"), f"=SUM({detail[TOTAL_HEADER]})", grand),
        (_("Sum of all people and seats, this fiscal year = all cost of it"),
            f"=SUM({detail[this]})", grand_year),
        (_("Sum of all teams and cost centres = all cost"), f"=SUM({accounts[TOTAL_HEADER]})",
            grand),
        *((_("Sum by {name} = all cost", name=_(name)), _block(sheets, name, TOTAL_HEADER),
            grand) for name in BLOCKS),
        (_("Sum by kind, this fiscal year = all cost of it"), _block(sheets, "kind", this),
            grand_year),
        (_("Sum of all months = all cost"), f"=SUM({cells[refs.COST_MONTHS['all']]})", grand),
    ):  # fmt: skip
        yield words, Formula(value, total.value), total


def _block(sheets: PlanSheets, name: str, header: str) -> str:
    """Formula of the rows of a block of Cost overview, added up in a column."""
    rows = sheets.cells.each(refs.COST[name])
    cells = (cell for (*_key, column), cell in rows if column == header)
    return "=" + ("+".join(cells) or "0")


def _costed(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """14 and 15: what is decided is costed from its first day, and nothing else is."""
    hires, trainings, detail = sheets.hires, sheets.trainings, sheets.detail
    plan, action = assessment.plan, detail["action"]
    costed = {line.action for line in assessment.costs}
    for table, words, empty, ids in (
        (hires, _("Seats"), NO_SEATS, [hire.id for hire in plan.hires]),
        (
            trainings,
            _("Courses"),
            _("the plan has no courses"),
            [training.id for training in plan.trainings],
        ),
    ):
        known = f"ISNUMBER(MATCH({table['id']},{action},0))"
        text = f'=SUMPRODUCT(({table["id"]}<>"")*(1-{known}))'
        missing = sum(name not in costed for name in ids)
        yield Check(
            14,
            _("{words} without any cost", words=words),
            Place.of(table),
            Formula(text, missing),
            looked_at=Formula(f"={filled(table)}", len(ids)),
            empty=empty,
            hint=AGAIN,
        )
    yield _dated(sheets, len(plan.hires))
    planned = "+".join(f"ISNUMBER(MATCH({action},{table['id']},0))" for table in sheets.actions)
    text = f'=SUMPRODUCT(({action}<>"")*(({planned})=0))'
    rows = Formula(f"={filled(detail)}", cost_rows(assessment, sheets))
    yield Check(
        14,
        _("Rows of cost of actions that are in no plan"),
        Place.of(detail),
        Formula(text, 0),
        looked_at=rows,
        empty=NO_COST,
        hint=AGAIN,
    )
    yield _sums_of_seats(assessment, sheets)
    text = (
        f'=SUMPRODUCT(({hires["id"]}<>"")*((({hires["cost_this_year"]}="")+'
        f'({hires["run_rate"]}=""))>0))'
    )
    yield Check(
        15, _("Seats without this year's cost or a run rate"), Place.of(hires), Formula(text, 0),
        looked_at=Formula(f"={filled(hires)}", len(plan.hires)),
        empty=NO_SEATS, hint=AGAIN,
    )  # fmt: skip


def _sums_of_seats(assessment: Assessment, sheets: PlanSheets) -> Check:
    """What seats and courses cost where they are planned, against the cost that the plan adds."""
    plan, cells = assessment.plan, sheets.cells
    hires, trainings = sheets.hires, sheets.trainings
    ours = {hire.id for hire in plan.hires} | {training.id for training in plan.trainings}
    decided = units(sum(line.cents for line in assessment.costs if line.action in ours))
    plans = Formula(
        f"={sheets.total(hires, 'cost_in_horizon')}+{sheets.total(trainings, 'cost')}", decided
    )
    parts = (cells[refs.COST["kind", kind, TOTAL_HEADER]] for kind in (HIRE, COURSE))
    added = Formula("=" + "+".join(parts), decided)
    actions = len(plan.hires) + len(plan.trainings)
    return Check(
        14,
        _("Cost of Hiring plan and Upskilling plan = cost that the plan adds"),
        Place.of(hires),
        plans,
        added,
        CENT,
        looked_at=Formula(f"={filled(hires)}+{filled(trainings)}", actions),
        empty=_("the plan has no actions"),
        hint=AGAIN,
    )


def _dated(sheets: PlanSheets, seats: int) -> Check:
    """Seats inside the horizon that are costed from another day; all rows of a seat on Cost by
    month bear its first day.
    """
    hires, detail = sheets.hires, sheets.detail
    ids, start, action = hires["id"], hires["start_date"], detail["action"]
    inside = sheets.inside_horizon(start)
    other = f"(SUMIF({action},{ids},{detail['first_day']})<>{start}*COUNTIF({action},{ids}))"
    text = f'=SUMPRODUCT(({ids}<>"")*{inside}*{other})'
    looked = Formula(f"={filled(hires)}", seats)
    return Check(
        14,
        _("Seats whose cost does not begin on their start date"),
        Place.of(hires),
        Formula(text, 0),
        looked_at=looked,
        empty=NO_SEATS,
        hint=AGAIN,
    )
