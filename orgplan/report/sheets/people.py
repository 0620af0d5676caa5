"""People: pay against the band, and the line of managers, of everybody on the roster; live over the
sheets of the input.

Whether managers form a circle is found by doubling: a column holds the manager, the next the
manager's manager, then four steps up, eight, and so on; whoever still has somebody above after the
last is in a circle, or below one.
"""

from collections import Counter
from collections.abc import Mapping

from orgplan.domain import Employment, Organisation, Person
from orgplan.excel.write.workbook import (
    NOTE,
    CellRow,
    Column,
    Fill,
    Formula,
    Number,
    Sheet,
    Style,
    TableRef,
    address,
    quoted,
)
from orgplan.finance.pay import cents
from orgplan.finance.unit_costs import pay_index
from orgplan.language import N_, _

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
from .money.exchange_rates import ExchangeCells

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
LINE = Column("line", VERDICT, f"{CIRCLE} where the managers above never end", 10)
COLUMNS = (*LEAD, *UPS, LINE)
HEADERS = tuple(column.header for column in COLUMNS)


def write_people(
    sheet: Sheet,
    org: Organisation,
    inputs: Mapping[str, TableRef],
    exchange: ExchangeCells | None = None,
    *,
    live: bool = True,
) -> None:
    """Write the sheet, as values unless `live`; without the sheets of the input (given by name)
    there is nothing to write.

    Parameters
    ----------
    sheet
        People, below its head.
    org
        Read for its roster.
    inputs
        Input sheet → its table.
    exchange
        Where rates stand; ``None`` where there is one currency.
    live
        Whether cells are formulas; in a large organisation they are values.
    """
    if not org.people or not {"Roster", "Roles"} <= inputs.keys():
        sheet.write(
            BODY,
            0,
            _("Nobody is on the roster, or the workbook was written without its sheets of input."),
            NOTE,
        )
        return
    writer = _Writer(org, inputs, exchange)
    rows = [writer.row(person, number) for number, person in enumerate(org.people)]
    if not live:  # a formula over all rows in each row takes minutes to open
        rows = [[cell.value if isinstance(cell, Formula) else cell for cell in row] for row in rows]
    table = sheet.table(
        "people", COLUMNS, rows, top=BODY, about="Somebody on the roster, or a group"
    )
    for header, bad in (("pay", (BELOW, ABOVE)), ("line", (CIRCLE,))):
        column = HEADERS.index(header)
        where, first = area(table.first, column, table.last, column), address(table.first, column)
        for word in bad:
            sheet.colour_where(
                where, f'={first}="{word}"', Fill.BAD if word == CIRCLE else Fill.WARN
            )
    sheet.freeze(BODY + 1, 3)


def _steps(org: Organisation) -> tuple[tuple[int, ...], ...]:
    """Rows (from 1, 0 for nobody) of who stands 1, 2, 4 … steps above each person."""
    number = {person.id: row for row, person in enumerate(org.people, 1)}
    steps = [tuple(number.get(person.manager_id or "", 0) for person in org.people)]
    for _step in range(DOUBLINGS):
        last = steps[-1]
        steps.append(tuple(last[row - 1] if row else 0 for row in last))
    return tuple(steps)


class _Writer:
    def __init__(
        self, org: Organisation, inputs: Mapping[str, TableRef], exchange: ExchangeCells | None
    ) -> None:
        self.org, self.exchange = org, exchange
        self.roster, self.roles = inputs["Roster"], inputs["Roles"]
        self.locations = inputs.get("Locations")
        self.steps = _steps(org)
        self.reports = Counter(person.manager_id for person in org.people)
        self.places = {role.id: row for row, role in enumerate(org.roles, 1)}

    def row(self, person: Person, number: int) -> CellRow:
        """A row of somebody on the roster: what is drawn from the input, and what is judged of it.

        Parameters
        ----------
        person
            Somebody on the roster, or a group.
        number
            Place on the roster, from 0.

        Returns
        -------
        CellRow
            Contents in the order of :data:`COLUMNS`.
        """
        cells = {
            header: address(BODY + 1 + number, column) for column, header in enumerate(HEADERS)
        }
        return [
            number + 1,
            *(
                self._drawn(number, header, value)
                for header, value in (("person_id", person.id), ("name", person.name))
            ),
            self._role(person, number),
            self._drawn(number, "fte", person.fte),
            self._pay(person, number),
            Formula(f"=ROUND({cells['base_salary']}/{cells['fte']},2)", _full_time(person)),
            *self._band(person, number, cells),
            *self._judged(person, number, cells),
            self._drawn(number, "manager_id", person.manager_id or ""),
            self._reports(person, cells),
            0 if person.is_group else self.org.tree.depth(person.id),
            *self._line(number, cells),
        ]

    def _reports(self, person: Person, cells: Mapping[str, str]) -> Formula:
        """How many of the roster name somebody as their manager."""
        column, height = HEADERS.index("manager_id"), len(self.steps[0])
        named = f"{address(BODY + 1, column, True)}:{address(BODY + height, column, True)}"
        return Formula(f"=COUNTIF({named},{cells['id']})", self.reports[person.id])

    def _source(self, number: int, header: str) -> str:
        return f"{quoted(self.roster.sheet)}!{self.roster.cell(number, header)}"

    def _drawn(self, number: int, header: str, value: str | float) -> Formula:
        """A cell of the input; blank text stays blank rather than 0."""
        source = self._source(number, header)
        return Formula(f'=IF({source}="","",{source})', value)

    def _pay(self, person: Person, number: int) -> Formula:
        """Annual base in plan currency."""
        drawn = self._drawn(number, "base_salary", person.base_salary)
        if self.exchange is None:
            return drawn
        names = ("base_salary", "currency", "location")
        pay, currency, location = (self._source(number, name) for name in names)
        text = self.exchange.amounts(pay, currency, location)
        return Formula(f'=IF({pay}="","",{text})', person.base_salary)

    def _role(self, person: Person, number: int) -> Formula:
        role, level = self._source(number, "role"), self._source(number, "level")
        held = self.org.role[person.role]
        return Formula(
            f'=IF({level}="",{role},{role}&" / "&{level})',
            f"{held.name} / {held.level}" if held.level else held.name,
        )

    def _band(self, person: Person, number: int, cells: Mapping[str, str]) -> list[Formula]:
        """Row of the role, and its band; 0 where nothing is said."""
        roles, role = self.roles, self.org.role[person.role]
        same = (
            f"({roles['role']}={self._source(number, 'role')})*"
            f"({roles['level']}={self._source(number, 'level')})"
        )
        found = [
            Formula(
                f"=SUMPRODUCT({same}*(ROW({roles['role']})-ROW({roles.head('role')})))",
                self.places[role.id],
            )
        ]
        found.append(self._index(person, number))
        for name, value in zip(
            ("band_min", "band_mid", "band_max"), band_at(self.org, person), strict=True
        ):
            end = f"INDEX({roles[name]},{cells['role_row']})"
            if self.exchange is not None:
                end = self.exchange.amounts(end, f"INDEX({roles['currency']},{cells['role_row']})")
            text = f"=IF({cells['role_row']}=0,0,{end}*{cells['pay_index']})"
            found.append(Formula(text, value))
        return found

    def _index(self, person: Person, number: int) -> Formula:
        """Pay index of the location, where there is one."""
        place, table = self._source(number, "location"), self.locations
        known = f"SUMPRODUCT(({table['location']}={place})*{table['pay_index']})" if table else "0"
        return Formula(
            f'=IF(OR({place}="",{known}=0),1,{known})', pay_index(self.org, person.location)
        )

    def _judged(
        self, person: Person, number: int, cells: Mapping[str, str]
    ) -> tuple[Formula, Formula]:
        """Full-time base against the middle of the band, and whether it lies inside; contractors
        have no band.
        """
        (_, mid, _), pay = band_at(self.org, person), _full_time(person)
        ratio = Formula(
            f'=IF({cells["band_mid"]}=0,"",{cells["full_time_base"]}/{cells["band_mid"]})',
            pay / mid if mid else "",
        )
        base, low, high = cells["full_time_base"], cells["band_min"], cells["band_max"]
        inside = f'IF({base}<{low},"{BELOW}",IF(({high}>0)*({base}>{high}),"{ABOVE}","{INSIDE}"))'
        banded = f'IF({low}+{high}=0,"{NO_BAND}",{inside})'
        employed = self._source(number, "employment_type")
        return ratio, Formula(
            f'=IF({employed}="{CONTRACTOR}","{CONTRACTOR}",{banded})',
            pay_verdict(self.org, person),
        )

    def _line(self, number: int, cells: Mapping[str, str]) -> list[Formula]:
        """Rows of who stands above, and whether that ever ends."""
        manager, height = cells["manager_id"], len(self.steps[0])
        matched = f"IFERROR(MATCH({manager},{self.roster['person_id']},0),0)"
        found = [Formula(f'=IF({manager}="",0,{matched})', self.steps[0][number])]
        for step in range(1, DOUBLINGS + 1):
            header = f"up_{2 ** (step - 1)}"
            column = HEADERS.index(header)
            down = f"{address(BODY + 1, column, True)}:{address(BODY + height, column, True)}"
            found.append(
                Formula(
                    f"=IF({cells[header]}=0,0,INDEX({down},{cells[header]}))",
                    self.steps[step][number],
                )
            )
        return [
            *found,
            Formula(
                f'=IF({cells[f"up_{2**DOUBLINGS}"]}>0,"{CIRCLE}","")',
                CIRCLE if self.steps[-1][number] else "",
            ),
        ]


def _full_time(person: Person) -> float:
    return cents(person.base_salary / person.fte) / 100


def band_at(org: Organisation, person: Person) -> tuple[float, float, float]:
    """Lowest, middle and highest full-time base of somebody's role at the location; 0 where nothing
    is said.

    Parameters
    ----------
    org
        Read for bands and pay indices.
    person
        Read for role and location; the share of full time plays no part.

    Returns
    -------
    tuple[float, float, float]
        Plan currency a year.
    """
    role, index = org.role[person.role], pay_index(org, person.location)
    low, mid, high = ((end or 0.0) * index for end in (role.band_min, role.band_mid, role.band_max))
    return low, mid, high


def pay_verdict(org: Organisation, person: Person) -> str:
    """Whether somebody's full-time base lies inside that band.

    Parameters
    ----------
    org
        Read for bands and pay indices.
    person
        A contractor has no band.

    Returns
    -------
    str
        In English, to be translated.
    """
    (low, _mid, high), pay = band_at(org, person), _full_time(person)
    if person.employment is Employment.CONTRACTOR:
        return CONTRACTOR
    if not (low or high):
        return NO_BAND
    if pay < low:
        return BELOW
    return ABOVE if high and pay > high else INSIDE
