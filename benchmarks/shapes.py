"""What is measured: sizes by name, each with a seed to tune on and others to judge on."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.teams import Scope, ScopeKind
from orgplan.generate import generate

TUNED_ON = 1  # whoever tunes looks at this seed alone
JUDGED_ON = (101, 102, 103, 104, 105)


@dataclass(frozen=True)
class Size:
    """One organisation to generate, as `orgplan generate` has it."""

    people: int
    periods: int = 4
    teams: int | None = None
    titles: int | None = None
    needs: int | None = None
    rules: bool = True
    alike: bool = False
    transfers: bool = False

    def organisation(self, seed: int) -> Organisation:
        """The organisation of a seed; with transfers anybody may move to any team."""
        org = generate(
            self.people,
            teams=self.teams,
            titles=self.titles,
            periods=self.periods,
            needs=self.needs,
            rules=self.rules,
            alike=self.alike,
            seed=seed,
        )
        anybody = Lever(id="L-1", kind=LeverKind.TRANSFER, scope=Scope(kind=ScopeKind.ORGANISATION))
        return org.replace(levers=(anybody,)) if self.transfers else org


SIZES = {
    f"{people} × {periods}": Size(people, periods, titles=30)
    for people in (100, 400, 1_000, 10_000)
    for periods in (4, 8, 12)
} | {
    "many titles (1,368)": Size(1_368, teams=232, titles=334),
    "county (9,228)": Size(9_228, teams=60, titles=300, needs=12, rules=False),
    "alike (10,000 × 4)": Size(10_000, teams=110, titles=30, alike=True),
    "transfers (100 × 4)": Size(100, titles=30, transfers=True),
}
USUAL = ("100 × 4", "100 × 12", "400 × 4", "many titles (1,368)", "county (9,228)")
