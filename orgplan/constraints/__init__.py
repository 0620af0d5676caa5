"""What must hold: one module for each family of constraints, in formula, rows, simulation and
words.

Everything that works on constraints loops over :func:`families`: those of the package
(:data:`FAMILIES`), and those that were registered from outside.
"""

from dataclasses import replace

from orgplan.domain import Measure, Organisation, Plan, PlanSimulation

from .enforced import rules_that_ask_nothing, what_is_enforced
from .families import FAMILIES, RULE_MODULES
from .family import Family, PhrasedByNames, RuleModule, in_a_sentence
from .limits import offer
from .model.traits import Trait
from .registry import (
    NotAFamily,
    families,
    family_of,
    make_rule,
    meanings_of,
    outside,
    register,
    registered,
    rule_families,
    rule_module_of,
    rule_modules,
    with_trait,
)


def judge(org: Organisation, plan: Plan) -> tuple[Measure, ...]:
    """Every constraint judged on a plan, without a solver: what is on offer first, then family by
    family.

    Parameters
    ----------
    org
        Read in whole: it says what is required, allowed and priced.
    plan
        An empty one judges the roster as it is; a plan from a file is judged in the same way.

    Returns
    -------
    tuple[Measure, ...]
        One measure for each row that a family states or would state, in the order of
        :func:`families`, held ones included (`short` is 0). Prices of needs and rules (`worth`) are
        filled in.

    Raises
    ------
    KeyError
        If the plan names a person, role, team or course that the organisation does not have.

    Examples
    --------
    >>> [(one.name, one.shortfall) for one in judge(org, walk.plan) if one.is_short][:3]
    [('holders(N-005, 2027-Q3)', 1), ('holders(N-005, 2027-Q4)', 1), ('holders(N-006, 2027-Q3)',
    1)]
    """
    walk = PlanSimulation(org, plan)
    return (
        *offer.measure(walk),
        *(_with_worth(org, measure) for family in families() for measure in family.measure(walk)),
    )


def _with_worth(org: Organisation, measure: Measure) -> Measure:
    """A measure with the price of its need or rule, where it has one and the family has said
    none.
    """
    worth = org.worths.get((measure.family, measure.key[0])) if org.worths else None
    priced = worth is not None and measure.worth is None and measure.strength is not None
    return replace(measure, worth=worth) if priced else measure


def explain(measure: Measure, org: Organisation) -> str:
    """A broken measure in one sentence: what, where, by how much, and which lever mends it.

    Parameters
    ----------
    measure
        Any of :func:`judge`; of one that holds the sentence would say that 0 is missing.
    org
        The organisation on which it was judged: names and currency are looked up there.

    Raises
    ------
    KeyError
        If the family is registered no longer.

    Examples
    --------
    >>> explain(next(one for one in judge(org, walk.plan) if one.is_short), org)
    '2027-Q3: Card payments needs 1 person with Kubernetes at level 3 or above and has 0: 1 short.
    Train somebody up, hire a role that brings Kubernetes, or lower the need.'
    """
    return (
        offer.explain(measure, org)
        if measure.family == offer.FAMILY
        else family_of(measure.family).explain(measure, org)
    )
