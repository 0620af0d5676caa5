"""Company stages: of Settings and of archetypes on Roles, held against those that the rule tells
apart.
"""

from collections.abc import Iterable, Sequence

from orgplan.domain import STAGE_NAMES, Catalogue, Rule, named
from orgplan.excel.read import did_you_mean, listed
from orgplan.language import _

from ...tables.row import Row


def known_stages(rules: Iterable[Rule], catalogue: Catalogue | None) -> tuple[str, ...]:
    """Stages that the workbook's rules tell apart, or else those of a library; empty where nobody
    says.

    Parameters
    ----------
    rules
        Of the workbook, those that are off too.
    catalogue
        Library; ``None`` leaves it out.
    """
    own = [stage for rule in rules for stage in rule.stages_named]
    library = [stage for rule in (catalogue.rules if catalogue else ()) for stage in rule.stages]
    return tuple(dict.fromkeys(own or library))


def refuse_unknown(row: Row | None, key: str, stages: Sequence[str], known: Sequence[str]) -> None:
    """A fault for each stage that no rule knows.

    Parameters
    ----------
    row, key
        Cell that names the stages; ``None`` where no cell does, as in a default.
    stages
        Stages named there.
    known
        As :func:`known_stages` gives them; where nobody says any, every stage is allowed.
    """
    shown = [named(stage, STAGE_NAMES) for stage in known]
    for stage in stages:
        if row is not None and known and stage not in known:
            row.fault(
                key,
                _("stages that a rule tells apart"),
                did_you_mean(stage, shown, _("Known: {known}.", known=listed(shown, 40))),
                stage,
            )
