"""The sheet Scenarios: lines with one change each; the people, roles and rules that they name are
looked up when a scenario is run.
"""

from orgplan.domain import ScenarioChange, ScenarioLine
from orgplan.excel.read import fold
from orgplan.language import _

from ..tables.build import build_or_report, with_ids
from ..tables.row import Row
from ..tables.table import Table

USED = {  # columns that a change reads beside its name, and those of which one must be filled
    ScenarioChange.BUDGET: (("by", "amount"), ("by", "amount")),
    ScenarioChange.PAY: (("by", "who"), ("by",)),
    ScenarioChange.ATTRITION: (("by", "amount"), ("by", "amount")),
    ScenarioChange.NEEDS: (("by", "amount", "who"), ("by", "amount")),
    ScenarioChange.NEEDS_EARLIER: (("amount", "who"), ()),
    ScenarioChange.NEEDS_LATER: (("amount", "who"), ()),
    ScenarioChange.NEEDS_MUST: (("who",), ("who",)),
    ScenarioChange.NEEDS_SHOULD: (("who",), ("who",)),
    ScenarioChange.NEEDS_OFF: (("who",), ("who",)),
    ScenarioChange.HIRING_FREEZE: (("who", "from", "to"), ("from",)),
    ScenarioChange.START_FREEZE: (("who", "from", "to"), ("from",)),
    ScenarioChange.LEAVES: (("who", "from"), ("who",)),
    ScenarioChange.RULE_OFF: (("who",), ("who",)),
    ScenarioChange.RULE_MUST: (("who",), ("who",)),
    ScenarioChange.RULE_SHOULD: (("who",), ("who",)),
    ScenarioChange.NO_HIRE: (("who", "from", "to"), ("who",)),
    ScenarioChange.HIRE: (("amount", "who", "from", "to"), ("who",)),
    ScenarioChange.NO_COURSE: (("who", "from", "to"), ("who",)),
    ScenarioChange.LEAD_TIME: (("amount", "who"), ("amount",)),
    ScenarioChange.RAMP: (("amount", "who"), ("amount",)),
    ScenarioChange.WITHOUT: (("who",), ("who",)),
}


def read_scenarios(table: Table | None) -> tuple[tuple[Row, ScenarioLine], ...]:
    """Lines in the order of the sheet, each with its row; those with faults are left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet. A scenario may have several lines; the first spells its
        name. What a line names is looked up when the scenario is run.
    """
    spelt: dict[str, str] = {}
    found = []
    for row, name in with_ids(table, "W"):
        line = _line(row, name, spelt)
        if line is not None:
            found.append((row, line))
    return tuple(found)


def _line(row: Row, name: str, spelt: dict[str, str]) -> ScenarioLine | None:
    """A line of a scenario; the first spelling of a scenario's name counts for all of its lines."""
    scenario, word = row.text("scenario"), row.choice("change")
    by, amount = row.number_in("by"), row.number_in("amount")
    if scenario is None or word is None:
        return None
    change = ScenarioChange(word)
    if not _fits(row, change):
        return None
    day = row.day("from") if change is ScenarioChange.LEAVES else None
    if change is ScenarioChange.LEAVES and day is None:
        if not row.has("from"):
            row.fault("from", _("the last day"), _("Fill in from."))
        return None
    base = row.text("base")
    return build_or_report(
        row,
        "change",
        lambda: ScenarioLine(
            id=name,
            scenario=spelt.setdefault(fold(scenario), scenario),
            base=None if base is None else spelt.get(fold(base), base),
            change=change,
            by=by,
            amount=amount,
            who=row.text("who"),
            first=None if day else row.text("from"),
            last=row.text("to"),
            day=day,
        ),
    )


def _fits(row: Row, change: ScenarioChange) -> bool:
    """Whether a row fills in what its change needs, and nothing that it does not read; else it is
    reported.
    """
    read, needed = USED[change]
    either = _(" or ").join(map(row.shown, needed))
    if needed and sum(map(row.has, needed)) != 1:
        fix = _("Fill in {needed}.") if len(needed) == 1 else _("Fill in {needed}, not both.")
        expected = _("{needed} of '{change}'", needed=either, change=change)
        row.fault(needed[0], expected, fix.format(needed=either))
        return False
    for key in ("by", "amount", "who", "from", "to"):
        if key not in read and row.has(key):
            expected = _(
                "nothing: '{change}' does not read {key}", change=change, key=row.shown(key)
            )
            reads = _(", ").join(map(row.shown, read))
            row.fault(
                key, expected, _("Clear it; '{change}' reads {read}.", change=change, read=reads)
            )
            return False
    return True
