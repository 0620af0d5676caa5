"""What a family of constraints is: the parts that its module has to have, and those by which it says what can serve it."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from orgplan.domain import Key, Measure, Organisation, Person, PlanSimulation, Role, Rule, Scope

from .model import (
    DecisionVariables,
    HeadcountUpperBounds,
    ModelSink,
    Places,
    SkillTarget,
)
from .model.traits import Trait
from .parameters import Parameters


@runtime_checkable
class Family(Protocol):
    """The four parts of a family; its docstring is the fifth: the formula."""

    FAMILY: str

    def emit(self, rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
        """State the rows."""

    def measure(self, walk: PlanSimulation) -> Iterator[Measure]:
        """Judge a plan, by simulation."""

    def explain(self, measure: Measure, org: Organisation) -> str:
        """Say in one sentence what is broken, where, by how much, and which lever mends it."""


@runtime_checkable
class RuleModule(Family, Protocol):
    """What a family that executes rules owns besides."""

    PARAMETERS: Parameters

    def phrase(self, key: Key) -> str:
        """What a row of the rule asks for, to stand before the name of its scope."""


@runtime_checkable
class SaysSeats(Protocol):
    """A family that says which seats can serve it; without this any may."""

    def seats_that_help(
        self, org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds
    ) -> int:
        """Most seats of a role in a team that could serve it, all at once."""


@runtime_checkable
class SaysSkills(Protocol):
    """A family that says which training can serve it; without this any may."""

    def skills_that_help(
        self, org: Organisation, person: Person, places: Places
    ) -> Iterator[SkillTarget]:
        """Skills that somebody could learn who has, or may come to have, some roles in some teams."""


@runtime_checkable
class RuleSaysSeats(Protocol):
    """A family of rules that says which seats can serve a rule; without this any may."""

    def seats_that_help(
        self, org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
    ) -> int:
        """Most seats of a role in a team that could serve a rule, all at once."""


@runtime_checkable
class RuleSaysSkills(Protocol):
    """A family of rules that says which training can serve a rule; without this any may."""

    def skills_that_help(
        self, org: Organisation, rule: Rule, scope: Scope, person: Person
    ) -> Iterator[SkillTarget]:
        """Skills that somebody could learn who is, or may come to be, in a scope of a rule."""


@runtime_checkable
class RuleOutgrown(Protocol):
    """A family of rules of which growing beyond `below` is not always worth anything; without this it is."""

    def worth_outgrowing(self, org: Organisation, rule: Rule, scope: Scope) -> bool:
        """Whether a scope gains anything by reaching the number of heads from which a rule is no longer triggered."""


@runtime_checkable
class RuleGrownFrom(Protocol):
    """A family of rules that allows more of what others ask for, the more seats there are."""

    def seats_to_grow_from(
        self, org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
    ) -> int:
        """Most seats of a role in a team, whatever their use, that let a plan open the seats that are wanted (`bounds.wanted`)."""


@runtime_checkable
class RuleReaches(Protocol):
    """A family of rules that says which teams decide on a rule; without this all may."""

    def reach(self, org: Organisation, rule: Rule, scope: Scope) -> frozenset[str]:
        """Teams in which an action can make a difference to a rule in a scope."""


@runtime_checkable
class RuleInWords(Protocol):
    """A family of rules that says what a rule enforces; without this its docstring and parameters do."""

    def in_words(self, rule: Rule) -> str:
        """What a rule enforces in a scope, to be followed by when it does."""


@runtime_checkable
class Dated(Protocol):
    """A family that says whether its keys end in a period; without this they do."""

    DATED: bool


@runtime_checkable
class HasTraits(Protocol):
    """A family that says what others have to know of it; of rules and needs that is known."""

    TRAITS: frozenset[Trait]


@runtime_checkable
class NamesLimit(Protocol):
    """A family of limits that says what one is called; without this its key does."""

    def limit_name(self, org: Organisation, key: Key) -> str:
        """A limit without period and amount."""


@runtime_checkable
class StatesLimit(Protocol):
    """A family of limits that says how one was stated; without this family and key do."""

    def stated(self, org: Organisation, key: Key, when: str) -> str:
        """A limit, with the periods in which it holds."""


@runtime_checkable
class GivesWhole(Protocol):
    """A family of limits that says in whole units by how much one gives; without this it is said as it is."""

    def given_whole(self, org: Organisation, key: Key, amount: float) -> str:
        """A limit that gives, and by how much, rounded up so that it is enough."""


@runtime_checkable
class SaysWhatGives(Protocol):
    """A family of limits that says in words that one gives; without this family and key do."""

    def given(self, org: Organisation, key: Key, amount: float) -> str:
        """A limit that gives, and by how much."""


def in_a_sentence(family: Family) -> str:
    """What a family asks for: the first paragraph of its docstring, on one line."""
    return " ".join((family.__doc__ or "").strip().partition("\n\n")[0].split())
