"""What a family of constraints is: the parts that its module has to have, and those by which it
says what can serve it.
"""

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
    """The four parts of a family; its docstring is the fifth: the formula.

    Examples
    --------
    >>> from orgplan.constraints.limits import recruiting
    >>> isinstance(recruiting, op.Family), recruiting.FAMILY
    (True, 'recruiting')
    """

    FAMILY: str

    def emit(self, rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
        """State the rows.

        Parameters
        ----------
        rows
            Takes the rows; keys here are those of :meth:`measure`, since tests pair them by name.
        org
            Whatever the family's formula calls a given number.
        x
            The decisions on offer. Rows in which none of them occurs may be left out where they
            hold as they stand.

        Examples
        --------
        >>> from orgplan.constraints.needs import holders as family
        >>> family.emit(rows, org, x)
        >>> rows.lines[:2]
        ['holders(N-002, 2027-Q1)   must, weight 1', '    2 + short >= 2']
        """

    def measure(self, walk: PlanSimulation) -> Iterator[Measure]:
        """Judge a plan, by simulation.

        Parameters
        ----------
        walk
            The plan in time, with its organisation. The calculation shares nothing with
            :meth:`emit`.

        Yields
        ------
        Measure
            One for each row that counts, those that hold included. `short` is in `unit`, 0 where it
            holds.

        Examples
        --------
        >>> from orgplan.constraints.needs import holders as family
        >>> first = next(family.measure(walk))
        >>> first.key, first.required, first.planned, first.shortfall
        (('N-002', '2027-Q1'), 2.0, 2.0, 0.0)
        """

    def explain(self, measure: Measure, org: Organisation) -> str:
        """Say in one sentence what is broken, where, by how much, and which lever mends it.

        Parameters
        ----------
        measure
            One of :meth:`measure` that is short.
        org
            Where names are looked up.

        Returns
        -------
        str
            In the language of the run: figures, then what to do on which sheet.

        Examples
        --------
        >>> from orgplan.constraints.needs import holders as family
        >>> family.explain(next(row for row in family.measure(walk) if row.shortfall), org)
        '2027-Q3: Card payments needs 1 person with Kubernetes at level 3 or above and has 0...'
        """


@runtime_checkable
class RuleModule(Family, Protocol):
    """What a family that executes rules owns besides."""

    PARAMETERS: Parameters

    def phrase(self, key: Key) -> str:
        """What a row of the rule asks for, to stand before the name of its scope.

        Parameters
        ----------
        key
            Of a row: the rule's id, its scope and whatever else the family distinguishes, then the
            period.
        """


@runtime_checkable
class PhrasedByNames(Protocol):
    """A family of rules whose rows are called by what the rule names, such as its roles, or by
    people, whose names the organisation has.
    """

    def phrase_of(self, org: Organisation, key: Key) -> str:
        """As :meth:`RuleModule.phrase`, with the names that a reader knows.

        Parameters
        ----------
        org
            Has the rule and the people.
        key
            Of a row of it.

        Returns
        -------
        str
            To stand before the name of the scope, in the language of the run.
        """


@runtime_checkable
class SaysSeats(Protocol):
    """A family that says which seats can serve it; without this any may."""

    def seats_that_help(
        self, org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds
    ) -> int:
        """Most seats of a role in a team that could serve it, all at once.

        Parameters
        ----------
        org
            The organisation.
        role, team
            The kind of seat.
        bounds
            Most heads and seats by team and role, as far as they are known so far.

        Returns
        -------
        int
            Heads over the whole horizon; 0 where none is of use. An upper bound: too large costs
            time, too small costs optimality.
        """


@runtime_checkable
class SaysSkills(Protocol):
    """A family that says which training can serve it; without this any may."""

    def skills_that_help(
        self, org: Organisation, person: Person, places: Places
    ) -> Iterator[SkillTarget]:
        """Skills that somebody could learn who has, or may come to have, some roles in some teams.

        Parameters
        ----------
        org
            The organisation.
        person
            Somebody of the roster, no group.
        places
            Pairs of role and team that the person has or may come to have by moves on offer.

        Yields
        ------
        SkillTarget
            A skill with the level (0-5) that would count. Courses that lead to none of those are
            not offered.
        """


@runtime_checkable
class RuleSaysSeats(Protocol):
    """A family of rules that says which seats can serve a rule; without this any may."""

    def seats_that_help(
        self, org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
    ) -> int:
        """Most seats of a role in a team that could serve a rule, all at once.

        Parameters
        ----------
        org
            The organisation.
        rule
            One that is switched on; the team can make a difference to it.
        role, team
            The kind of seat.
        bounds
            Most heads and seats by team and role, as far as they are known so far.

        Returns
        -------
        int
            Heads over the whole horizon; 0 where none is of use.
        """


@runtime_checkable
class RuleSaysSkills(Protocol):
    """A family of rules that says which training can serve a rule; without this any may."""

    def skills_that_help(
        self, org: Organisation, rule: Rule, scope: Scope, person: Person
    ) -> Iterator[SkillTarget]:
        """Skills that somebody could learn who is, or may come to be, in a scope of a rule.

        Parameters
        ----------
        org
            The organisation.
        rule, scope
            A rule that is switched on, in one of its scopes.
        person
            Somebody of the roster, no group.

        Yields
        ------
        SkillTarget
            A skill with the level (0-5) that would count.
        """


@runtime_checkable
class RuleOutgrown(Protocol):
    """A family of rules of which growing beyond `below` is not always worth anything; without this
    it is.
    """

    def worth_outgrowing(self, org: Organisation, rule: Rule, scope: Scope) -> bool:
        """Whether a scope gains anything by reaching the number of heads from which a rule is no
        longer triggered.

        Parameters
        ----------
        org
            The organisation.
        rule, scope
            A rule with `below` or `load_over`, in one of its scopes.

        Returns
        -------
        bool
            ``False`` keeps the seats that it would take off the offer.
        """


@runtime_checkable
class RuleGrownFrom(Protocol):
    """A family of rules that allows more of what others ask for, the more seats there are."""

    def seats_to_grow_from(
        self, org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
    ) -> int:
        """Most seats of a role in a team, whatever their use, that let a plan open the seats that
        are wanted (`bounds.demanded`).

        Parameters
        ----------
        org
            The organisation.
        rule
            One that is switched on.
        role, team
            The kind of seat.
        bounds
            With `demanded` filled in: it is asked for last.

        Returns
        -------
        int
            Heads over the whole horizon.
        """


@runtime_checkable
class RuleReaches(Protocol):
    """A family of rules that says which teams decide on a rule; without this all may."""

    def reach(self, org: Organisation, rule: Rule, scope: Scope) -> frozenset[str]:
        """Teams in which an action can make a difference to a rule in a scope.

        Parameters
        ----------
        org
            The organisation.
        rule, scope
            A rule that is switched on, in one of its scopes.

        Returns
        -------
        frozenset[str]
            Ids. It may be wider than the scope, where people elsewhere count, but never narrower
            than what decides.
        """


@runtime_checkable
class RuleInWords(Protocol):
    """A family of rules that says what a rule enforces; without this its docstring and parameters
    do.
    """

    def in_words(self, rule: Rule) -> str:
        """What a rule enforces in a scope, to be followed by when it does.

        Parameters
        ----------
        rule
            As it is executed.

        Returns
        -------
        str
            In the language of the run, in small letters and without a full stop.
        """


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
        """A limit without period and amount.

        Parameters
        ----------
        org
            Where names are looked up.
        key
            Of a row, with or without its period.
        """


@runtime_checkable
class StatesLimit(Protocol):
    """A family of limits that says how one was stated; without this family and key do."""

    def stated(self, org: Organisation, key: Key, when: str) -> str:
        """A limit, with the periods in which it holds.

        Parameters
        ----------
        org
            Where the amount is looked up.
        key
            Of a row.
        when
            Periods in words, such as ``2027-Q1 to 2027-Q3``; may be empty.

        Returns
        -------
        str
            In the language of the run. It stands in the list of limits that cannot hold together.
        """


@runtime_checkable
class GivesWhole(Protocol):
    """A family of limits that says in whole units by how much one gives; without this it is said as
    it is.
    """

    def given_whole(self, org: Organisation, key: Key, amount: float) -> str:
        """A limit that gives, and by how much, rounded up so that it is enough.

        Parameters
        ----------
        org
            Where names and the limit itself are looked up.
        key
            Of a row.
        amount
            By how much it gives, in the unit of the measure; above 0.
        """


@runtime_checkable
class SaysWhatGives(Protocol):
    """A family of limits that says in words that one gives; without this family and key do."""

    def given(self, org: Organisation, key: Key, amount: float) -> str:
        """A limit that gives, and by how much.

        Parameters
        ----------
        org
            Where names and the limit itself are looked up.
        key
            Of a row.
        amount
            By how much it gives, in the unit of the measure; above 0.

        Returns
        -------
        str
            In the language of the run. It stands in the ways out of a request that cannot be met.
        """


def in_a_sentence(family: Family) -> str:
    """What a family asks for: the first paragraph of its docstring, on one line.

    Parameters
    ----------
    family
        A module, or an object with a docstring of its own.

    Returns
    -------
    str
        In English, as it stands in the source; empty where there is no docstring.

    Examples
    --------
    >>> from orgplan.constraints.limits import candidates
    >>> in_a_sentence(candidates)
    'A candidate is one person: each of them takes one seat at the most, whatever the team, position
    and period.'
    """
    return " ".join((family.__doc__ or "").strip().partition("\n\n")[0].split())
