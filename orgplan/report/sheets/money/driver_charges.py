"""What rows of the input's Charges and Cost splits do to pay, as formulas over their cells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.domain import (
    FIRST_MONTH,
    Charge,
    ChargeOf,
    ChargePer,
    CostSplit,
    splits_on,
)
from orgplan.excel.write.live import Live, live
from orgplan.finance.charges import Due

from .driver_cells import MONTHS_A_YEAR, InputFigures, constant


def has_formula(due: Due) -> bool:
    """Whether a charge leaves pay itself as it is.

    Parameters
    ----------
    due
        A charge that somebody owes.

    Returns
    -------
    bool
        ``False`` for one that is booked as a bonus: then pay stays a value.
    """
    charge = due.charge
    return charge.of in (ChargeOf.FEE, ChargeOf.SERVICE) or charge.component != "bonus"


def of_year(due: Due) -> bool:
    """Whether what was paid before in the calendar year counts: limits of a year.

    Parameters
    ----------
    due
        A charge that somebody owes.

    Returns
    -------
    bool
        Whether its formula needs the months before.
    """
    charge = due.charge
    return charge.has_tiers and charge.of is not ChargeOf.SERVICE and charge.per is ChargePer.YEAR


@dataclass(frozen=True)
class MonthFormulas:
    """Formulas of a job in a month: share of its days, whether it holds on the last of them, and
    whether employment begins in it; without the two a usual month.

    Attributes
    ----------
    share
        Share of the month's days (0-1).
    at_the_end, begins
        Formulas of 1 or 0; empty for a usual month.
    """

    share: str = "1"
    at_the_end: str = ""
    begins: str = ""


class ChargeFormulas:
    """Formulas of charges, each a sum with its sign in front; empty where there are none.

    Parameters
    ----------
    figures
        Formulas of figures of the input.
    """

    def __init__(self, figures: InputFigures) -> None:
        self.org, self.figures = figures.org, figures

    def _cell(self, due: Due, header: str) -> Live:
        number = self.org.charges.index(due.charge)
        return self.figures.cell("Charges", number, header) or live(0)

    def _limit(self, due: Due, header: str, field: str, amount: float, times: str) -> str:
        """A limit in plan currency."""
        stated = due.charge.stated_as(field, amount)
        return f"{self.figures.money(self._cell(due, header), stated)}{times}"

    def on_pay(
        self,
        dues: Iterable[Due],
        component: str,
        day: date,
        pay: str,
        base: str,
        times: str,
        earlier: Callable[[Due], str] | None = None,
    ) -> str:
        """Tiers on pay and on base that are booked on a component.

        Parameters
        ----------
        times
            How many times limits of a month count.
        earlier
            What such a charge has seen of the year before, empty for nothing; without it limits of
            a year count a twelfth, as in a usual month.
        """
        found = ""
        for due in dues:
            charge = due.charge
            if charge.component != component or not charge.has_tiers or not charge.holds_on(day):
                continue
            if charge.of is ChargeOf.SERVICE:
                continue
            part = pay if charge.of is ChargeOf.PAY else base
            if not of_year(due):
                part = self._within(due, part, f"*{times}")
            elif earlier is None:
                part = self._within(due, part, f"*{times}/{constant(MONTHS_A_YEAR)}")
            elif before := earlier(due):
                part = (
                    f"({self._within(due, f'({before}+{part})')}-"
                    f"{self._within(due, f'({before})')})"
                )
            else:
                part = self._within(due, part)
            found += f"+{self._cell(due, 'rate')}*{part}"
        return found

    def _within(self, due: Due, part: str, times: str = "") -> str:
        """What of an amount lies inside a charge's limits."""
        charge = due.charge
        if charge.floor is not None:
            part = f"MAX({part},{self._limit(due, 'floor', 'floor', charge.floor, times)})"
        if charge.high is not None:
            part = f"MIN({part},{self._limit(due, 'up_to', 'high', charge.high, times)})"
        if charge.low is not None:
            part = f"MAX(0,{part}-{self._limit(due, 'above', 'low', charge.low, times)})"
        return part

    def a_head(
        self,
        dues: Iterable[Due],
        component: str,
        day: date,
        month: str | None,
        there: MonthFormulas,
    ) -> str:
        """Amounts a head of a month, at the rate of a month (its label).

        Parameters
        ----------
        dues
            Charges that somebody owes.
        component
            Component of pay on which they are booked.
        day
            First day of the month.
        month
            Its label, for amounts in a currency whose rate changes; ``None`` is the rate over the
            horizon.
        there
            Which share of the month counts.

        Returns
        -------
        str
            Each with its ``+`` in front; empty where none is due.
        """
        found = ""
        for due in dues:
            charge = due.charge
            if (
                charge.of is ChargeOf.HEAD
                and charge.component == component
                and charge.holds_on(day)
            ):
                stated = charge.stated_as("amount", charge.amount)
                amount = self.figures.money(self._cell(due, "amount"), stated, month)
                times = _times(charge, day.month, there)
                found += f"+{amount}{times}" if times else ""
        return found

    def on_fee(self, dues: Iterable[Due], day: date) -> str:
        """Factor on a contractor's fee.

        Parameters
        ----------
        dues
            Charges that somebody owes.
        day
            First day of the month.

        Returns
        -------
        str
            With its ``*`` in front; empty where none is due.
        """
        rates = [
            self._cell(due, "rate").text
            for due in dues
            if due.charge.of is ChargeOf.FEE and due.charge.holds_on(day)
        ]
        return f"*(1+{'+'.join(rates)})" if rates else ""

    def splits(self, person: str, day: date) -> Iterator[tuple[CostSplit, str]]:
        """The splits of somebody that hold on a day, with the cells of their shares.

        Parameters
        ----------
        person
            Id.
        day
            First day of the month.

        Yields
        ------
        tuple[CostSplit, str]
            A share of ``0`` where the sheet is not there.
        """
        for split in splits_on(self.org.cost_splits_of.get(person, ()), day):
            number = self.org.cost_splits.index(split)
            yield split, str(self.figures.cell("Cost splits", number, "share") or 0)


def _times(charge: Charge, month: int, there: MonthFormulas) -> str:
    """What an amount a head is taken times in a calendar month; empty where nothing is paid in
    it.
    """
    year, yearly = constant(MONTHS_A_YEAR), charge.per is ChargePer.YEAR
    if not charge.months:
        return f"/{year}*{there.share}" if yearly else f"*{there.share}"
    often = sum(month != FIRST_MONTH for month in charge.months)
    if not there.at_the_end:
        return f"*{min(often, 1) if yearly else often}/{year}" if often else ""
    if not often:
        return f"*{there.begins}"
    part = f"/{often}" if yearly else ""
    return f"*{there.at_the_end}{part}" if month in charge.months else ""


def shared(term: str, own: str, centre: str, splits: Sequence[tuple[CostSplit, str]]) -> str | None:
    """What a cost centre bears of an amount that is booked on `own`, by the splits of a month with
    the cells of their shares; ``None`` for nothing.

    Parameters
    ----------
    term
        Formula of the amount, in plan currency.
    own
        Cost centre on which it is booked without splits: it takes what the others leave, with the
        rounding.
    centre
        Cost centre that is asked about.
    splits
        Of the month, each with the cell of its share.

    Returns
    -------
    str or None
        A formula without its sign of equality.
    """
    parts = [f"ROUND({term}*{cell},2)" for split, cell in splits if split.cost_centre == centre]
    if centre != own:
        return "+".join(parts) if parts else None
    others = (f"-ROUND({term}*{cell},2)" for split, cell in splits if split.cost_centre != own)
    return term + "".join(others)
