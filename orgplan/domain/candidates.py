"""Named candidates: people outside the organisation, each of which can be hired once.

Read from the sheet Candidates. A candidate is on offer in every team, position and location in
which they could work; that each takes one seat at the most is a limit
(:mod:`orgplan.constraints.limits.candidates`).
"""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from .costs.money import Priced


class Candidate(Priced):
    """Somebody who could be hired.

    Parameters
    ----------
    id
        Id or name, unique among the candidates.
    role
        Role that they would take.
    team
        Team that they would join; ``None`` is any team.
    position
        Id of the one position that they would fill; ``None`` is any of role and team, or none.
    base_salary
        Annual base that they ask for, in plan currency; ``None`` takes that of the position, else
        the middle of the band.
    skills
        Skill id → proficiency 0-5, from the first day on; ``None`` takes what the role brings.
    earliest
        First day on which they can begin; ``None`` is any.
    notice
        Months from the decision to the first day; ``None`` is none where `earliest` is known, else
        the lead time of the role.
    acceptance
        Chance that they accept an offer; the plan takes every offer as accepted.

    Examples
    --------
    >>> zoe = op.Candidate(
    ...     id="Zoe Example",
    ...     role="Frontend engineer",
    ...     base_salary=82_000,
    ...     earliest=date(2027, 3, 1),
    ... )
    >>> zoe.acceptance
    1.0
    """

    id: str = Field(min_length=1)
    role: str
    team: str | None = None
    position: str | None = None
    base_salary: float | None = Field(default=None, ge=0)
    skills: Mapping[str, int] | None = None
    earliest: date | None = None
    notice: float | None = Field(default=None, ge=0, le=24)
    acceptance: float = Field(default=1.0, ge=0.01, le=1)

    def joins(self, role: str, team: str) -> bool:
        """Whether they could take a seat of a role and team.

        Parameters
        ----------
        role, team
            Ids. A candidate without a team takes a seat in any.

        Examples
        --------
        >>> Candidate(id="Zoe", role="iOS engineer").joins("iOS engineer", "Apps")
        True
        """
        return self.role == role and self.team in (None, team)
