"""People: pay against the band, and the line of managers, of everybody on the roster; live over the
sheets of the input.

Whether managers form a circle is found by doubling: a column holds the manager, the next the
manager's manager, then four steps up, eight, and so on; whoever still has somebody above after the
last is in a circle, or below one. In a large organisation, where cells are values, these steps are
taken beside the sheet: nobody reads them.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from orgplan.domain import Employment, Organisation
from orgplan.excel.write.live import (
    Live,
    choose,
    count_where,
    either,
    joined,
    live,
    pick,
    row_of,
    rows_below,
    sum_product,
    text_or_blank,
)
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    NOTE,
    CellRow,
    Column,
    Fill,
    Formula,
    Number,
    Sheet,
    Style,
    WorkbookWriter,
    address,
)
from orgplan.language import N_, _

from . import refs
from .layout import (
    BODY,
    HEADS,
    LIVE,
    LIVE_FTE,
    LIVE_HEADS,
    LIVE_PRICE,
    LIVE_SHARE,
    TEXT,
    area,
)
from .money.exchange_rates import in_plan_currency

DOUBLINGS = 6  # 64 steps up; no organisation has that many layers
INSIDE, BELOW, ABOVE, NO_BAND, CONTRACTOR = (
    N_("inside"),
    N_("BELOW"),
    N_("ABOVE"),
    N_("no band"),
    Employment.CONTRACTOR.value,
)
CIRCLE = N_("CIRCLE")
VERDICT = Style(LIVE.look, bold=True)

LEAD = (
    Column("row", TEXT, "Number of the row, to which the steps up point", 6),
    Column("id", LIVE, "Person", 10),
    Column("name", LIVE, "Name", 24),
    Column("role", LIVE, "Role with its level", 28),
    Column("fte", LIVE_FTE, "Contracted share of full time [FTE]", 7),
    Column("base_salary", LIVE_PRICE, "Annual base for the person's own FTE", 13),
    Column("full_time_base", LIVE_PRICE, "Annual base for one FTE, which bands are stated for", 14),
    Column("role_row", LIVE_HEADS, "Row of the role on Input Roles; 0 where there is none", 9),
    Column(
        "pay_index", LIVE_FTE, "Pay at the location against the bands; 1 where nothing is said", 10
    ),
    Column("band_min", LIVE_PRICE, "Lowest annual base of the role at the location", 12),
    Column("band_mid", LIVE_PRICE, "Middle of that band", 12),
    Column("band_max", LIVE_PRICE, "Highest annual base of the role at the location", 12),
    Column(
        "compa_ratio",
        LIVE_SHARE,
        "Full-time base over the middle of the band; blank without one",
        12,
    ),
    Column(
        "pay",
        VERDICT,
        f"{INSIDE}, {BELOW} or {ABOVE} the band; {NO_BAND} where the role has none, {CONTRACTOR}"
        " where none applies",
        10,
    ),
    Column("manager_id", LIVE, "Manager", 11),
    Column("direct_reports", LIVE_HEADS, "People of the roster who report to them", 9),
    Column(
        "depth",
        HEADS,
        "Layers from the top when the plan was made, 1 for whoever reports to nobody; where no"
        " manager is written down, to who heads the team, then the teams above; 0 for a group",
        7,
    ),
)
UPS = tuple(
    Column(
        f"up_{2**step}",
        Style(LIVE.look, Number.INTEGER),
        "Row of the manager this number of steps up; 0 where nobody does",
        7,
        each="↑<steps>",
        shown=f"↑{2**step}",
    )
    for step in range(DOUBLINGS + 1)
)
LINE = Column("reporting_line", VERDICT, f"{CIRCLE} where the managers above never end", 10)
COLUMNS = (*LEAD, *UPS, LINE)
COLUMNS_OF_VALUES = (*LEAD, UPS[0], LINE)


def write_people(sheet: Sheet, org: Organisation, *, as_formulas: bool = True) -> None:
    """Write the sheet; without the sheets of the input there is nothing to write.

    Parameters
    ----------
    sheet
        People, below its head.
    org
        Read for its roster.
    as_formulas
        Whether cells are formulas; in a large organisation they are values.
    """
    if not org.people or not {"Roster", "Roles"} <= refs.input_tables(sheet.book).keys():
        sheet.write(
            BODY,
            0,
            _("Nobody is on the roster, or the workbook was written without its sheets of input."),
            NOTE,
        )
        return
    columns = COLUMNS if as_formulas else COLUMNS_OF_VALUES
    rows = _PayAndManagers(org, sheet.book).rows(columns)
    if not as_formulas:  # a formula over all rows in each row takes minutes to open
        rows = [[cell.value if isinstance(cell, Formula) else cell for cell in row] for row in rows]
    table = sheet.table(
        "people", columns, rows, top=BODY, about="Somebody on the roster, or a group"
    )
    headers = [column.header for column in columns]
    for header, bad in (("pay", (BELOW, ABOVE)), ("reporting_line", (CIRCLE,))):
        column = headers.index(header)
        where, first = area(table.first, column, table.last, column), address(table.first, column)
        for word in bad:
            sheet.colour_where(
                where, f'={first}="{word}"', Fill.BAD if word == CIRCLE else Fill.WARN
            )
    sheet.freeze(BODY + 1, 3)


class _PayAndManagers:
    """Rows of the roster.

    What is drawn from the input, pay against the band, and the managers above everybody.
    """

    def __init__(self, org: Organisation, book: WorkbookWriter) -> None:
        self.org, self.book, inputs = org, book, refs.input_tables(book)
        self.roster, self.roles = inputs["Roster"], inputs["Roles"]
        self.locations = inputs.get("Locations")

    def rows(self, columns: Sequence[Column]) -> list[CellRow]:
        """All rows; managers come last, for they look at the other rows."""
        rows = LiveRows(columns, BODY)
        for number, person in enumerate(self.org.people):
            row = rows.add({"row": number + 1})
            self._draw(row, number)
            self._put_band(row, number)
            self._judge(row, number)
            row["depth"] = 0 if person.is_group else self.org.tree.depth(person.id)
        managers = rows["manager_id"]
        for row in rows:
            row["direct_reports"] = count_where(managers, row["id"])
            known = row_of(row["manager_id"], self.roster["person_id"])
            row["up_1"] = choose(row["manager_id"].equals(""), 0, known)
        if UPS[-1] in columns:
            self._put_steps_up(rows)
        else:
            above = rows["up_1"].value.ravel().astype(int)
            for row, endless in zip(rows, _endless(above), strict=True):
                row["reporting_line"] = _(CIRCLE) if endless else ""
        return rows.cells

    def _put_steps_up(self, rows: LiveRows) -> None:
        """Each step up from the one before, which is half as many, and what the last one shows."""
        for step in range(1, DOUBLINGS + 1):
            below, above = f"up_{2 ** (step - 1)}", f"up_{2**step}"
            last = rows[below]
            for row in rows:
                row[above] = choose(row[below].equals(0), 0, pick(last, row[below]))
        for row in rows:
            row["reporting_line"] = choose(row[f"up_{2**DOUBLINGS}"] > 0, CIRCLE, "")

    def _of(self, number: int, header: str) -> Live:
        return self.roster.at(number, header, absolute=False)

    def _draw(self, row: LiveRow, number: int) -> None:
        """What stands on the roster; a blank stays blank rather than 0."""
        for header, source in (
            ("id", "person_id"), ("name", "name"), ("fte", "fte"), ("manager_id", "manager_id"),
        ):  # fmt: skip
            row[header] = text_or_blank(self._of(number, source))
        role, level = self._of(number, "role"), self._of(number, "level")
        row["role"] = choose(level.equals(""), role, joined(role, " / ", level))
        pay, *named = (
            self._of(number, header) for header in ("base_salary", "currency", "location")
        )
        worth = in_plan_currency(self.book, pay, *named)
        row["base_salary"] = choose(pay.equals(""), "", worth)
        row["full_time_base"] = (row["base_salary"] / row["fte"]).rounded(2)

    def _put_band(self, row: LiveRow, number: int) -> None:
        """Row of the role, and its band; 0 where nothing is said."""
        roles = self.roles
        same = roles["role"].equals(self._of(number, "role")) * roles["level"].equals(
            self._of(number, "level")
        )
        row["role_row"] = sum_product(same * rows_below(roles.head("role"), roles["role"]))
        row["pay_index"] = self._index(self._of(number, "location"))
        for name in ("band_min", "band_mid", "band_max"):
            end, currency = (pick(roles[of], row["role_row"]) for of in (name, "currency"))
            end = in_plan_currency(self.book, end, currency)
            row[name] = choose(row["role_row"].equals(0), 0, end * row["pay_index"])

    def _index(self, place: Live) -> Live:
        """Pay index of the location, where there is one."""
        table, known = self.locations, live(0)
        if table is not None:
            known = sum_product(table["location"].equals(place) * table["pay_index"])
        return choose(either(place.equals(""), known.equals(0)), 1, known)

    def _judge(self, row: LiveRow, number: int) -> None:
        """Full-time base against the middle of the band, and whether it lies inside; contractors
        have no band.
        """
        base, low, mid, high = (
            row[name] for name in ("full_time_base", "band_min", "band_mid", "band_max")
        )
        row["compa_ratio"] = choose(mid.equals(0), "", base / mid)
        above = choose((high > 0) * (base > high), ABOVE, INSIDE)
        banded = choose((low + high).equals(0), NO_BAND, choose(base < low, BELOW, above))
        contract = self._of(number, "employment_type").equals(CONTRACTOR)
        row["pay"] = choose(contract, CONTRACTOR, banded)


def _endless(above: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether somebody is left above after the last step up.

    Of each row the row of its manager, counted from 1; 0 is nobody.
    """
    up = np.array([0, *above])
    for _step in range(DOUBLINGS):
        up = up[up]
    found: NDArray[np.bool_] = up[1:] > 0
    return found
