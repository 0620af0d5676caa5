"""What a plan would cost if a few things were otherwise, worked by hand."""

from __future__ import annotations

from datetime import date

from orgplan.analysis.money.sensitivities import sensitivities
from orgplan.domain import Assumption, Stated
from orgplan.finance.cents import cents
from orgplan.finance.ledger import ledger
from tests.report.test_versions import approved


def test_each_is_what_its_months_come_to() -> None:
    # Three developers at 5,000 and 500 tax a month; hires of March and June, who have no raise this
    # year.
    plan = approved()
    rows = [row for row in plan.org.assumptions.rows if row.key != "merit_pct"]
    rows += [Assumption(key="merit_pct", value=0.0), Assumption(key="attrition", value=0.12)]
    ann = plan.org.people[0]
    said = Stated(field="base_salary", amount=66_000.0, currency="USD", worth=ann.base_salary)
    org = plan.org.replace(
        assumptions=plan.org.assumptions.replace(rows=tuple(rows)),
        people=(ann.replace(stated=(said,)), *plan.org.people[1:]),
    )
    found = dict(sensitivities(org, plan.plan, plan.costs))
    assert found["merit 1 point higher"] == 3 * 9 * 55_00  # from April on 50 of base and 5 of tax
    assert found["merit 1 point lower"] == 0  # there is none to take
    assert found["other currencies worth 5 % more"] == 12 * 5_500_00 // 20
    assert found["other currencies worth 5 % less"] == -12 * 5_500_00 // 20
    assert [found[f"hires start {n} month{'s' * (n > 1)} later"] for n in (1, 2, 3)] == [
        -2 * 5_500_00 * n for n in (1, 2, 3)
    ]
    # Gone by the middle of each month, of those there since before, since March, and since June.
    gone = {
        since: [
            cents(5_500 * (1 - 0.88 ** ((month - since + 0.5) / 12))) for month in range(since, 12)
        ]
        for since in (0, 2, 5)
    }
    freed = 3 * sum(gone[0]) + sum(gone[2]) + sum(gone[5])
    assert found["expected leavers leave their seats vacant"] == -freed
    on = org.replace(assumptions=org.assumptions.with_value("leavers_free_pay", 1))
    found = dict(sensitivities(on, plan.plan, ledger(on, plan.plan)))
    assert found["expected leavers are replaced at once"] == freed


def test_a_hire_of_the_last_day_stays_within_its_month() -> None:
    plan = approved()
    late = plan.plan.hires[0].replace(start_date=date(2027, 1, 31))
    decided = plan.plan.replace(hires=(late,))
    costs = type(plan)(plan.org, decided).costs
    found = dict(sensitivities(plan.org, decided, costs))
    # 31 January: a day of it is lost, and of February all but the 28th.
    assert found["hires start 1 month later"] == -(161_29 + 16_13) - (550_000 - 178_57 - 17_86)


def test_merit_at_the_top_of_its_range_can_only_fall() -> None:
    """A point more than 100 % is no merit, and stopped the workbook."""
    plan = approved()
    full = plan.org.replace(assumptions=plan.org.assumptions.with_value("merit_pct", 1.0))
    found = dict(sensitivities(full, plan.plan, ledger(full, plan.plan)))
    assert found["merit 1 point higher"] == 0
    assert found["merit 1 point lower"] < 0
