"""An organisation as the rows of the input sheets; reading them back gives the same
organisation.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from orgplan.domain import (
    MONEY,
    NORMS,
    PLAN_CURRENCY,
    Calendar,
    Need,
    NeedKind,
    Norm,
    Organisation,
    Person,
    Relocation,
    Role,
    Rule,
    Value,
)
from orgplan.excel.read import header_key
from orgplan.excel.write.content import Content
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet
from orgplan.schema.levers import COST_SPLITS, POSITIONS, RELOCATIONS
from orgplan.schema.rules import RULES
from orgplan.schema.settings import SETTING_KEYS

from ..inputs.candidates import looks_like_one
from ..inputs.money.actuals import actuals
from ..terms.scopes import Scopes
from ..terms.skill_names import folded
from .lever_rows import (
    candidates,
    charges,
    levers,
    locations,
    locks,
    scenarios,
)
from .stated import stated_cells
from .table_rows import Listing, cell_of, cells_of, joined, listing


def listings(org: Organisation) -> tuple[Listing, ...]:
    """All input sheets of an organisation, in the order of the declaration; those that few
    organisations need only where they hold something.

    Parameters
    ----------
    org
        Reading the sheets back gives the same organisation: amounts stand in the currency in which
        they were stated.

    Returns
    -------
    tuple of Listing
        Sheets of a first plan also where they are empty; Levers, Positions, Locations and others
        only with rows.
    """
    scopes = scopes_of(org)
    return (
        settings(org),
        assumptions(org),
        *_where_any(org, scopes, inputs.RATES, org.rates),
        _roster(org),
        _skills(org),
        _roles(org),
        _role_skills(org),
        _plain(org, scopes, inputs.TEAMS, org.teams),
        _requirements(org, scopes),
        _rules(org, scopes),
        _plain(org, scopes, inputs.TRAINING, org.courses),
        _budget(org, scopes),
        *([_skill_groups(org)] if org.skill_groups else []),
        *([levers(org, scopes)] if org.levers else []),
        *_where_any(org, scopes, POSITIONS, org.positions),
        *([candidates(org)] if org.candidates else []),
        *([locks(org)] if org.locks else []),
        *([locations(org)] if org.locations else []),
        *([charges(org)] if org.charges else []),
        *_where_any(org, scopes, COST_SPLITS, org.cost_splits),
        *([_relocations(org)] if org.relocations else []),
        *([actuals(org, scopes)] if org.actuals else []),
        *([scenarios(org)] if org.scenarios else []),
    )


def _plain(org: Organisation, scopes: Scopes, spec: InputSheet, values: Iterable[Value]) -> Listing:
    """A sheet whose cells are the fields of its values."""
    return listing(spec, (cells_of(value, spec, org, scopes) for value in values))


def _where_any(
    org: Organisation, scopes: Scopes, spec: InputSheet, values: Sequence[Value]
) -> tuple[Listing, ...]:
    return (_plain(org, scopes, spec, values),) if values else ()


def scopes_of(org: Organisation) -> Scopes:
    """The names that scopes may take in an organisation.

    Parameters
    ----------
    org
        Cost centres are those of people, teams, splits of cost and moves of location.
    """
    return Scopes(
        teams=folded(org.team),
        parents=frozenset(team.parent for team in org.teams if team.parent),
        product_lines=folded(team.product_line for team in org.teams if team.product_line),
        cost_centres=folded(
            centre
            for centre in (
                *(p.cost_centre for p in org.people),
                *(t.cost_centre for t in org.teams),
                *(split.cost_centre for split in org.cost_splits),
                *(one.cost_centre for one in org.relocations),
            )
            if centre
        ),
        locations=places_of(org),
    )


def places_of(org: Organisation) -> dict[str, str]:
    """Folded spelling → place, in the order in which a reader comes upon them.

    Parameters
    ----------
    org
        Its locations come first, so that their spelling counts, then those of people, relocations
        and roles.
    """
    of_roles = (place for role in org.roles for place in role.locations)
    named = chain(
        (place.id for place in org.locations),
        (person.location for person in org.people),
        (one.location for one in org.relocations),
        of_roles,
    )
    return folded(name for name in named if name)


def settings(org: Organisation | None) -> Listing:
    """The sheet Settings; without an organisation, with the defaults and the required keys left
    open.

    Parameters
    ----------
    org
        ``None`` for a template: as_of and start, which have no default, stay blank.

    Returns
    -------
    Listing
        Each key with its unit and what it means. Skills are levels 0-5 and pay is a year's in what
        is written, whatever the file had.
    """
    stated: dict[str, Content] = {
        "period": "quarter",
        "periods": 4,
        "fiscal_year_start": 1,
        "currency": MONEY,
        "goal": "cover",
    }
    stated |= {"counting": "whole", "only_positions": "no"}
    if org is not None:
        calendar = org.calendar
        stated = {
            "name": org.name,
            "as_of": calendar.as_of,
            "start": calendar.start,
            "period": calendar.period.name.lower(),
            "periods": calendar.periods,
            "fiscal_year_start": calendar.fiscal_year_start,
            "currency": org.currency,
            "goal": org.goal.value,
            "stage": joined(org.stages) or None,
            "counting": org.counting.value,
            "only_positions": "yes" if org.only_positions else "no",
            "stay_close": org.stay_close,
            "worth": org.worth,
        }
    stated |= {"skill_scale": "0-5", "salary_period": "year"}
    rows = [
        [spec.key, stated.get(spec.key), spec.unit or None, spec.meaning]
        for spec in SETTING_KEYS
        if spec.key != "language" or org is None  # of an organisation the names of sheets say it
    ]
    return Listing(inputs.SETTINGS, ("key", "value", "unit", "note"), rows)


def assumptions(org: Organisation | None) -> Listing:
    """The sheet Assumptions: what is set, then every other norm with its default and a blank value.

    Parameters
    ----------
    org
        ``None`` for a template, with norms alone; money is then in plan currency, whichever
        Settings say.
    """
    currency = org.currency if org else PLAN_CURRENCY
    norms = {norm.key: norm for norm in NORMS}
    rows: list[dict[str, Content]] = []
    for row in org.assumptions.rows if org else ():
        norm = norms[row.key]
        value: Content = norm.unset if norm.unset and row.value == norm.default else row.value
        stated = row.stated_as("value", row.value)
        own: dict[str, Content] = {
            "key": row.key,
            "value": stated.amount if stated else value,
            "scope": row.scope,
            "source": row.source,
            "note": row.note,
        }
        rows.append(own | _norm_columns(norm, stated.currency if stated else currency))
    everywhere = {row.key for row in org.assumptions.rows if row.scope is None} if org else set()
    rows += [_norm_columns(norm, currency) for norm in NORMS if norm.key not in everywhere | {"fx"}]
    return listing(inputs.ASSUMPTIONS, rows)


def _norm_columns(norm: Norm, currency: str) -> dict[str, Content]:
    money = norm.unit == MONEY
    default = norm.unset or (f"{norm.default:g} {MONEY}" if money else f"{norm.default:g}")
    return {
        "key": norm.key,
        "unit": currency if money else norm.unit,
        "default": default,
        "default_basis": norm.basis,
    }


def _roster(org: Organisation) -> Listing:
    rows = (cells_of(person, inputs.ROSTER, org) | _pay(org, person) for person in org.people)
    return listing(inputs.ROSTER, rows)


def _relocations(org: Organisation) -> Listing:
    rows = (
        cells_of(one, RELOCATIONS, org) | ({} if one.base_salary is None else _pay(org, one))
        for one in org.relocations
    )
    return listing(RELOCATIONS, rows)


def _pay(org: Organisation, paid: Person | Relocation) -> dict[str, Content]:
    """Pay as it was stated; the plan's currency is named where a place would have it read in its
    own.
    """
    cells = stated_cells(paid, base_salary=paid.base_salary)
    place = org.location.get(paid.location or "")
    abroad = place is not None and place.currency not in (None, org.currency)
    return cells | ({"currency": org.currency} if abroad and cells["currency"] is None else {})


def _skills(org: Organisation) -> Listing:
    """Wide, unless a skill is called like a column of the sheet."""
    names = dict.fromkeys(
        [
            *(need.skill for need in org.needs if need.kind is not NeedKind.STAFF),
            *(skill for person in org.people for skill in person.skills),
        ]
    )
    taken = {key for column in inputs.SKILLS for key in column.header_keys}
    if any(header_key(name) in taken or not header_key(name) for name in names):
        long: list[list[Content]] = [
            [person.id, person.name, skill, level]
            for person in org.people
            for skill, level in person.skills.items()
        ]
        return Listing(inputs.SKILLS, ("person_id", "name", "skill", "level"), long)
    wide: list[list[Content]] = [
        [person.id, person.name, *(person.skills.get(name) for name in names)]
        for person in org.people
    ]
    return Listing(inputs.SKILLS, ("person_id", "name"), wide, tuple(names))


def _roles(org: Organisation) -> Listing:
    return listing(inputs.ROLES, (_role(org, role) | _bands(org, role) for role in org.roles))


def _role(org: Organisation, role: Role) -> dict[str, Content]:
    """A role; *none* is written where a blank would be filled from the library when it is read
    back.
    """
    return cells_of(role, inputs.ROLES, org) | {
        "max_hires_total": "none" if looks_like_one(role) else role.max_hires_total,
        "next_role": role.next_role or ("none" if role.library_id else None),
        "library_id": role.library_id or "none",
    }


def _bands(org: Organisation, role: Role) -> dict[str, Content]:
    """Band and cost of recruiting, each as stated; the currency of recruiting only where it is
    another than the band's.
    """
    band = stated_cells(
        role, band_min=role.band_min, band_mid=role.band_mid, band_max=role.band_max
    )
    hire = stated_cells(role, "recruiting_currency", recruiting_cost=role.recruiting_cost)
    if hire["recruiting_currency"] is None and role.recruiting_cost is not None:
        hire["recruiting_currency"] = org.currency
    if hire["recruiting_currency"] == (band["currency"] or org.currency):
        hire["recruiting_currency"] = None
    return band | hire


def _role_skills(org: Organisation) -> Listing:
    return listing(
        inputs.ROLE_SKILLS,
        (
            {
                "role": role.name,
                "level": role.level,
                "skill": skill,
                "at_start": role.skills_at_start.get(skill),
                "after_ramp": role.skills_after_ramp.get(skill),
            }
            for role in org.roles
            for skill in dict.fromkeys([*role.skills_at_start, *role.skills_after_ramp])
        ),
    )


def _requirements(org: Organisation, scopes: Scopes) -> Listing:
    """Needs; a column for each period only where some need changes over the horizon."""
    changing = any(len(set(need.required)) > 1 for need in org.needs)
    free = org.calendar.labels if changing else ()
    keys = tuple(column.key for column in inputs.REQUIREMENTS)
    rows = [
        [*(_need(org, need, scopes).get(key) for key in keys), *_by_period(need, len(free))]
        for need in org.needs
    ]
    return Listing(inputs.REQUIREMENTS, keys, rows, free)


def _need(org: Organisation, need: Need, scopes: Scopes) -> dict[str, Content]:
    steady = need.required[0] if len(set(need.required)) == 1 else None
    return cells_of(need.replace(required=()), inputs.REQUIREMENTS, org, scopes) | {"need": steady}


def _by_period(need: Need, columns: int) -> list[Content]:
    if len(set(need.required)) == 1:
        return [None] * columns
    return list(need.required)


def _rules(org: Organisation, scopes: Scopes) -> Listing:
    return listing(
        RULES, (_rule(org, rule, scopes) | _when(rule, org.calendar) for rule in org.rules)
    )


def _when(rule: Rule, calendar: Calendar) -> dict[str, Content]:
    return {
        "from": None if rule.first is None else calendar.label(rule.first),
        "to": None if rule.last is None else calendar.label(rule.last),
    }


WRITTEN_ANYWAY = ("count", "weight", "sentence", "source")  # also where they are what a blank means


def _rule(org: Organisation, rule: Rule, scopes: Scopes) -> dict[str, Content]:
    """The cells of a rule: what it has in common with all, and whatever its family reads
    besides.
    """
    cells: dict[str, Content] = {
        "rule": rule.id,
        "strength": rule.strength.value,
        "scope": scopes.written_all(rule.scopes),
        "family": rule.family,
    }
    kind = type(rule)
    for column in RULES.columns:
        field = kind.model_fields.get(column.field)
        if field is not None and column.key not in cells:
            value = dict(rule)[column.field]
            blank = value == field.default and column.key not in WRITTEN_ANYWAY
            cells[column.key] = None if blank else cell_of(value, org)
    return cells


def _budget(org: Organisation, scopes: Scopes) -> Listing:
    return listing(
        inputs.BUDGET,
        (
            cells_of(line, inputs.BUDGET, org)
            | stated_cells(line, amount=line.granted)
            | {"scope": scopes.written(line.scope, cost_centres=True)}
            for line in org.budget
        ),
    )


def _skill_groups(org: Organisation) -> Listing:
    return listing(
        inputs.SKILL_GROUPS,
        ({"skill": skill, "group": group} for skill, group in org.skill_groups.items()),
    )
