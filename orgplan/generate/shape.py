"""How large an invented organisation is, and of what kind."""

import random
from dataclasses import dataclass

from orgplan.domain import PeriodLength
from orgplan.errors import BadArgument

from .catalogue import DISCIPLINES, TITLES_OF_A_DISCIPLINE

FEWEST_TITLES = 4  # the chief executive, and a discipline with somebody to manage it
TEAMS_OF_A_DEPARTMENT = 8
LINES_OF_DEPARTMENTS = 2  # departments that work for one product line


@dataclass(frozen=True)
class Shape:
    """What an invented organisation looks like.

    Parameters
    ----------
    people, teams, titles
        Heads; teams, departments among them; roles, each level of a discipline being one.
    periods, months
        Planning periods, and the months of each: 1, 3 or 12.
    needs
        How many needs there are, the widest scopes first; ``None`` is four or so for each team.
    alike
        Whether people have just the skills of their role, as in a company without a skills
        database; else each is assessed.
    seed
        Of the drawing; the same shape and seed give the same organisation.
    """

    people: int
    teams: int
    titles: int
    periods: int = 4
    months: PeriodLength = PeriodLength.QUARTER
    needs: int | None = None
    alike: bool = False
    seed: int = 1

    @property
    def departments(self) -> int:
        """Departments among the teams: none where a team is all there is."""
        return -(-self.teams // (TEAMS_OF_A_DEPARTMENT + 1)) if self.teams > 1 else 0

    @property
    def lines(self) -> int:
        """Product lines."""
        return max(1, -(-self.departments // LINES_OF_DEPARTMENTS))

    def random(self, what: str) -> random.Random:
        """A drawing of its own for each part, so that one more need changes nobody's skills.

        Parameters
        ----------
        what
            Name of the part, such as ``needs``.

        Returns
        -------
        random.Random
            The same for the same seed and name.

        Examples
        --------
        >>> Shape(10, 2, 30).random("needs").random() == Shape(20, 2, 30).random("needs").random()
        True
        """
        return random.Random(f"{self.seed} {what}")


def shape_of(
    people: int,
    teams: int | None = None,
    titles: int | None = None,
    *,
    periods: int = 4,
    months: int = 3,
    needs: int | None = None,
    alike: bool = False,
    seed: int = 1,
) -> Shape:
    """The shape that was asked for, with the usual figures for what was left open.

    Parameters
    ----------
    people
        Heads, the chief executive among them; 2 or more.
    teams
        Departments among them; ``None`` is one for nine people.
    titles
        Roles; ``None`` is one for eight people, from 30 to 300.
    periods, months
        Planning periods (1-60), and the months of each: 1, 3 or 12.
    needs
        How many at the most, the widest scopes first; ``None`` is four or so for each team.
    alike
        Whether people have just the skills of their role.
    seed
        Of the drawing.

    Returns
    -------
    Shape
        Ready for :func:`orgplan.generate.organisation.generate`.

    Raises
    ------
    BadArgument
        If there can be no such organisation.

    Examples
    --------
    >>> shape_of(200).teams, shape_of(200).titles
    (22, 30)
    """
    teams = max(1, round(people / 9)) if teams is None else teams
    titles = min(300, max(30, people // 8)) if titles is None else titles
    most = 1 + len(DISCIPLINES) * TITLES_OF_A_DISCIPLINE
    for found, holds, expected in (
        (f"people={people}", people >= 2, "at least 2 people"),
        (f"teams={teams}", 1 <= teams < people, "from 1 team to one fewer than people"),
        (f"titles={titles}", FEWEST_TITLES <= titles <= most, f"{FEWEST_TITLES} to {most} titles"),
        (f"periods={periods}", 1 <= periods <= 60, "1 to 60 periods"),
        (f"months={months}", months in (1, 3, 12), "periods of 1, 3 or 12 months"),
        (f"needs={needs}", needs is None or needs >= 0, "0 or more needs, or leave it out"),
    ):
        if not holds:
            raise BadArgument("op.generate", found, expected)
    return Shape(people, teams, titles, periods, PeriodLength(months), needs, alike, seed)
