"""What others have to know of a family, which each says itself."""

from enum import StrEnum


class Trait(StrEnum):
    """What others have to know of a family; it says so itself, in its `TRAITS`.

    Whoever words, explains or relaxes limits asks :func:`orgplan.constraints.registry.with_trait`
    for the families that have one, so that no family has to be named outside its own module.
    """

    MONEY = "limits money"
    HEADS = "limits heads"
    CAP = "a cap that can be raised"
    STATED = "somebody wrote its rows"
    SHARED = "limits what no single person has"
    MEANS = "no action is taken for its sake"
    FREEZE = "holds seats back in some periods"
    HEADING = "asks for whoever heads its scope"
    STEP = "what it loses is a step on the way to something else"
