"""Checks of money: 6, 8-10 and 14-18 of what finance checks."""

from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment
from orgplan.constraints import Trait, with_trait
from orgplan.excel.write.workbook import Formula, TableRef
from orgplan.finance.ledger import this_year
from orgplan.finance.pay import LEAVERS
from orgplan.language import N_, _
from orgplan.schema.settings import SETTING_OF, norm_shown

from ..audit import fingerprints
from ..sheets import layout, refs
from ..sheets.actions.hires_and_training import year_header
from ..sheets.layout import units
from ..sheets.money import budget as budgets
from ..sheets.money.drivers import follows_inputs
from .people import AGAIN, CENT, NO_INPUTS, NO_SEATS, NOBODY
from .sheet import Check, Place
from .sheet_refs import Places, filled

NO_COST = N_("nothing costs anything")
TYPED = N_("Something was typed over: undo it, or plan again; `orgplan check` names the figure.")
ADDED_UP = N_("with this many people, those who are not affected are added up")
PAID = ("base", "contractor")  # everybody has a row of one of the two
WITH_CURRENCY = ("Roster", "Roles", "Training", "Budget")


def cost_rows(assessment: Assessment, places: Places) -> int:
    """Rows of Cost by month; a table without any has a blank one.

    Parameters
    ----------
    assessment
        Read for whether there is any cost.
    places
        Where Cost by month stands.

    Returns
    -------
    int
        0 makes a check not applicable.
    """
    return places.cost.table.height if assessment.costs else 0


def money_checks(assessment: Assessment, places: Places) -> Iterator[Check]:
    """Checks of money: service, currencies, sums, who is costed, rates, the budget.

    Parameters
    ----------
    assessment
        What the tool worked out, which the formulas are compared with.
    places
        Where the sheets stand.

    Yields
    ------
    Check
        In the order of the sheet.
    """
    yield from _service(assessment, places)
    yield from _currencies(assessment, places)
    yield from _sums(assessment, places)
    yield from _costed(assessment, places)
    yield from _rates(assessment, places)
    yield from _budget(assessment, places)


def _service(assessment: Assessment, places: Places) -> Iterator[Check]:
    """6: nothing is paid before the first or after the last day, and these days are those of the roster."""
    cost = places.cost
    detail, place = cost.table, Place.of(cost.table)
    first, last = detail["first_day"], detail["last_day"]
    outside = f'({first}<>"")*(({cost.last_days}<{first})+({last}<>"")*({cost.first_days}>{last}))'
    text = f"=SUMPRODUCT({outside}*({cost.detail_months}<>0))"
    looked = Formula(f"={filled(detail)}", cost_rows(assessment, places))
    yield Check(
        6, _("Months with cost before the first or after the last day"), place, Formula(text, _outside_service(assessment)), looked_at=looked,
        empty=NO_COST, hint=TYPED,
    )  # fmt: skip
    roster = places.inputs.get("Roster")
    words = _(
        "First and last days of the roster: Cost by month = Input Roster, with Redundancies (hash total of dates)"
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
    rows = _first_pay(places)
    shown = Formula(f"=SUMPRODUCT({rows},{first})+SUMPRODUCT({rows},{last})", total)
    read = Formula(
        f"=SUM({roster['start_date']})+SUM({roster['end_date']}){_brought_forward(places, roster)}",
        total,
    )
    looked = Formula(f"={filled(roster, 'person_id')}", len(people))
    yield Check(
        6, words, place, shown, read, looked_at=looked, empty=NOBODY,
        hint=_("A date was changed on Input Roster or Redundancies, but its cost was not. {again}", again=_(AGAIN)),
    )  # fmt: skip


def _first_pay(places: Places) -> str:
    """The first row of pay of everybody on the roster; rows of a person stand together, and pay stands first."""
    detail = places.cost.table
    column = detail.left + detail.headers.index("id")
    above = layout.area_of_name(detail.sheet, detail.top, column, detail.last - 1, column)
    paid = "+".join(f'({detail["component"]}="{component}")' for component in PAID)
    return (
        f"({detail['kind']}={places.cost.keys['kind roster']})*({paid})*({detail['id']}<>{above})"
    )


def _brought_forward(places: Places, roster: TableRef) -> str:
    """Days by which those who are let go leave before a known last day, all together; where none is known, the whole date."""
    if layout.REDUNDANCIES not in places.changes:
        return ""
    table = places.changes[layout.REDUNDANCIES].table
    last, known = (
        table["last_day"],
        f"SUMIF({roster['person_id']},{table['person_id']},{roster['end_date']})",
    )
    return f'+SUMPRODUCT(({table["id"]}<>"")*((({known}=0)+({last}<{known}))>0)*({last}-{known}))'


def _outside_service(assessment: Assessment) -> int:
    """How many person, component and month have cost without a day of employment; what is paid once for an action bears no days and is left out."""
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


def _currencies(assessment: Assessment, places: Places) -> Iterator[Check]:
    """8: one currency in the plan, and a rate for every other one that an input names."""
    settings, rates = places.inputs.get("Settings"), places.inputs.get("Assumptions")
    words = _(
        "Plan currency on Input Settings differs from that of the plan (1), or is the same (0)"
    )
    if settings is None or rates is None:
        yield Check(8, words, Place(layout.RUN_LOG.name), 0, looked_at=0, empty=NO_INPUTS)
        return
    said = f'INDEX({settings["value"]},MATCH("{SETTING_OF["currency"].shown}",{settings["key"]},0))'
    differs = Formula(f"=1-EXACT({said},{places.cells[refs.PLAN_CURRENCY]})", 0)
    yield Check(
        8,
        words,
        Place.of(settings),
        differs,
        hint=_("Put {currency} back, or plan again.", currency=assessment.org.currency),
    )
    stated = f'{rates["key"]},"{norm_shown("fx")}",{rates["scope"]}'
    named = [places.inputs[key] for key in WITH_CURRENCY if key in places.inputs]
    without = "+".join(_without_rate(table, stated, places) for table in named)
    yield Check(
        8, _("Amounts of the input in a currency without a rate"), Place.of(rates), Formula(f"={without}", 0),
        hint=_("Add a row fx to Input Assumptions whose scope is the currency, and plan again."),
    )  # fmt: skip


def _without_rate(table: TableRef, stated: str, places: Places) -> str:
    """Formula of how many rows name a currency for which there is no rate."""
    named, currency = table["currency"], places.cells[refs.PLAN_CURRENCY]
    if places.exchange is not None:
        location = table["location"] if "location" in table.headers else None
        return f"SUMPRODUCT(--({places.exchange.vector(named, location)}=0))"
    return f'SUMPRODUCT(({named}<>"")*({named}<>{currency})*(COUNTIFS({stated},{named})=0))'


def _sums(assessment: Assessment, places: Places) -> Iterator[Check]:
    """9 and 10: each row has its account, and all sums of the same rows are the same."""
    cost = places.cost
    detail, place = cost.table, Place.of(cost.table)
    rows = Formula(f"={filled(detail)}", cost_rows(assessment, places))
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
    for words, value, expected in _same_sums(assessment, places):
        yield Check(
            10, words, place, value, expected, CENT, looked_at=rows, empty=NO_COST, hint=TYPED
        )
    spent = units(fingerprints.all_cost(assessment))
    shown, grand = (
        Formula(f"={cell}", spent)
        for cell in (places.cells[refs.SUMMARY_COST["all"]], cost.cells["all"])
    )
    yield Check(
        10,
        _("All cost on Summary = all cost"),
        Place(layout.SUMMARY.name),
        shown,
        grand,
        CENT,
        looked_at=rows,
        empty=NO_COST,
        hint=TYPED,
    )


def _same_sums(assessment: Assessment, places: Places) -> Iterator[tuple[str, Formula, Formula]]:
    """What the same rows come to, added up in several ways: in words, and both sides."""
    cost, detail = places.cost, places.cost.table
    spent = units(fingerprints.all_cost(assessment))
    when_planned = Formula(f"={places.cells[refs.WHEN_PLANNED['all cost']]}", spent)
    year = units(this_year(assessment.org, assessment.costs))
    grand, grand_year = (
        Formula(f"={cost.cells['all']}", spent),
        Formula(f"={cost.years['all']}", year),
    )

    def block(name: str, cells: dict[str, str]) -> str:
        return "+".join(cell for key, cell in cells.items() if key.startswith(f"{name} ")) or "0"

    yield from (
        (
            _("All cost = all cost when the plan was made"),
            places.unless_edited(grand, when_planned),
            when_planned,
        ),
        (
            _("Sum of all people and seats = all cost"),
            Formula(f"=SUM({detail['total']})", spent),
            grand,
        ),
        (
            _("Sum of all people and seats, this fiscal year = all cost of it"),
            Formula(f"=SUM({detail[year_header(cost)]})", year),
            grand_year,
        ),
        (
            _("Sum of all teams and cost centres = all cost"),
            Formula(f"=SUM({cost.accounts['total']})", spent),
            grand,
        ),
        *(
            (
                _("Sum by {name} = all cost", name=_(name)),
                Formula(f"={block(name, cost.cells)}", spent),
                grand,
            )
            for name in ("kind", "category", "component")
        ),
        (
            _("Sum by kind, this fiscal year = all cost of it"),
            Formula(f"={block('kind', cost.years)}", year),
            grand_year,
        ),
        (_("Sum of all months = all cost"), Formula(f"=SUM({cost.total_months})", spent), grand),
    )


def _costed(assessment: Assessment, places: Places) -> Iterator[Check]:
    """14 and 15: what is decided is costed from its first day, and nothing else is."""
    hires, trainings, detail = places.hires.table, places.trainings.table, places.cost.table
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
    yield _dated(places, len(plan.hires))
    planned = "+".join(f"ISNUMBER(MATCH({action},{table['id']},0))" for table in places.actions)
    text = f'=SUMPRODUCT(({action}<>"")*(({planned})=0))'
    rows = Formula(f"={filled(detail)}", cost_rows(assessment, places))
    yield Check(
        14,
        _("Rows of cost of actions that are in no plan"),
        Place.of(detail),
        Formula(text, 0),
        looked_at=rows,
        empty=NO_COST,
        hint=AGAIN,
    )
    yield _sums_of_seats(assessment, places)
    text = f'=SUMPRODUCT(({hires["id"]}<>"")*((({hires["cost_this_year"]}="")+({hires["run_rate"]}=""))>0))'
    yield Check(
        15, _("Seats without this year's cost or a run rate"), Place.of(hires), Formula(text, 0), looked_at=Formula(f"={filled(hires)}", len(plan.hires)),
        empty=NO_SEATS, hint=AGAIN,
    )  # fmt: skip


def _sums_of_seats(assessment: Assessment, places: Places) -> Check:
    """What seats and courses cost where they are planned, against the cost that the plan adds."""
    cost, plan = places.cost, assessment.plan
    hires, trainings = places.hires.table, places.trainings.table
    ours = {hire.id for hire in plan.hires} | {training.id for training in plan.trainings}
    decided = units(sum(line.cents for line in assessment.costs if line.action in ours))
    plans = Formula(
        f"={places.hires.totals['cost_in_horizon']}+{places.trainings.totals['cost']}", decided
    )
    added = Formula(f"={cost.cells['kind hire']}+{cost.cells['kind course']}", decided)
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


def _dated(places: Places, seats: int) -> Check:
    """Seats inside the horizon that are costed from another day; all rows of a seat on Cost by month bear its first day."""
    cost, hires, detail = places.cost, places.hires.table, places.cost.table
    ids, start, action = hires["id"], hires["start_date"], detail["action"]
    inside = f"({start}>=MIN({cost.first_days}))*({start}<=MAX({cost.last_days}))"
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


def _rates(assessment: Assessment, places: Places) -> Iterator[Check]:
    """16 and 17: one place for rates, and no vacancy factor beside dated hires."""
    rates = places.inputs.get("Assumptions")
    if rates is None:
        for number, words in (
            (16, _("Rates that are stated twice")),
            (17, _("Vacancy factors beside dated seats")),
        ):
            yield Check(number, words, Place(layout.RUN_LOG.name), 0, looked_at=0, empty=NO_INPUTS)
    else:
        values, keys = rates["value"], rates["key"]
        stated = Formula(f"=COUNT({values})", len(assessment.org.assumptions.rows))
        twice = f'=SUMPRODUCT(({values}<>"")*({_same_above(rates)}))'
        yield Check(
            16, _("Rates of Input Assumptions that are stated twice for the same scope"), Place.of(rates), Formula(twice, 0), looked_at=stated,
            empty=_("every rate is the default"), hint=_("Delete one of the two rows."),
        )  # fmt: skip
        total, cells = refs.INPUT_TOTAL["Assumptions"], places.cells
        if not places.live:  # else costs follow, and check 19 says that a rate was changed
            yield Check(
                16, _("Rates of Input Assumptions = rates with which the plan was made (hash total)"), Place.of(rates), cells.formula(total["now"]),
                cells.formula(total["planned_with"]), float(cells.value(total["tolerance"])), hint=_("A rate was changed, but the costs were not. {again}", again=_(AGAIN)),
            )  # fmt: skip
        text = f'=SUMPRODUCT(ISNUMBER(SEARCH("{_("vacancy")}",{keys}))*ISNUMBER({values})*({values}<>0))*{filled(places.hires.table)}'
        yield Check(
            17, _("Vacancy factors beside dated seats: both would count a vacancy"), Place.of(rates), Formula(text, 0),
            hint=_("Remove the vacancy factor: seats cost money only from their first day."),
        )  # fmt: skip
    months = places.cost.detail_months
    rows = Formula(f"={filled(places.cost.table)}", cost_rows(assessment, places))
    others = (
        f"*({places.cost.table['kind']}<>{places.cost.keys['kind group']})"
        if "kind group" in places.cost.keys
        else ""
    )
    others += f'*({places.cost.table["component"]}<>"{LEAVERS}")'  # that is what it is
    text = f"=SUMPRODUCT(({months}<0)*ISNUMBER({months}){others})"  # short time of a group takes off the pay of its hours
    yield Check(
        17, _("Months in which a row of cost is below zero, as a deduction for vacancies would be (expected leavers apart)"), Place.of(places.cost.table), Formula(text, 0),
        looked_at=rows, empty=NO_COST, hint=TYPED,
    )  # fmt: skip


def _same_above(table: TableRef) -> str:
    """Whether a row states the same key and scope as a row above that has a value."""
    said = f'{table["key"]}&"|"&{table["scope"]}&"|"&ISNUMBER({table["value"]})'
    return f"MATCH({said},{said},0)<>ROW({table['key']})-ROW({table.head('key')})"


def _budget(assessment: Assessment, places: Places) -> Iterator[Check]:
    """18: plan within budget, and the budget is the one that was given."""
    lines, caps = places.book.table("budget"), places.book.table("caps")
    rows, limits = assessment.budget, with_trait(Trait.HEADS)
    heads = [m for m in assessment.measures if m.family in limits]
    looked = Formula(f"={filled(lines)}", len(rows))
    none = _("no budget in money is set")
    over = sum(row.planned > row.budget for row in rows)
    text = f'=COUNTIF({lines["verdict"]},"{budgets.OVER}")'
    yield Check(
        18, _("Budget lines exceeded"), Place.of(lines), Formula(text, over), looked_at=looked, empty=none,
        hint=_("Raise the limit or take something off the plan, and plan again."),
    )  # fmt: skip
    given = places.inputs.get("Budget")
    if given is not None:
        given = places.book.find("budget_in_plan_currency") or given
        ids, amounts = given["id"], given["amount"]
        held = f"({lines['budget']}+{lines['spent_before']})"
        text = f'=SUMPRODUCT(({lines["id"]}<>"")*ABS(SUMIF({ids},{lines["id"]},{amounts})-{held}))'
        yield Check(
            18, _("Difference between the amounts of Budget and those of Input Budget"), Place.of(lines), Formula(text, 0), tolerance=CENT,
            looked_at=looked, empty=none, hint=_("Change a budget on Input Budget alone, and plan again."),
        )  # fmt: skip
    broken = sum(m.broken for m in heads if m.strength is None)
    yield Check(
        18, _("Limits on heads exceeded"), Place.of(caps), Formula(f'=COUNTIF({caps["verdict"]},"{budgets.OVER}")', broken),
        looked_at=Formula(f"={filled(caps)}", len(heads)), empty=_("no limit on heads is set"),
        hint=_("Raise the limit or take somebody off the plan, and plan again."),
    )  # fmt: skip
