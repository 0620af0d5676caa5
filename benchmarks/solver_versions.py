"""Goal values of random organisations under five budgets each, to hold solver versions against each other.

``python -m benchmarks.solver_versions 500 > goals.txt`` in the environment of each version, then
compare the files. Versions that are not allowed go through the same guard. Each plan is checked
without the solver; the last line says how many claims of solvers did not hold.
"""

from __future__ import annotations

import sys

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.scenarios import with_total_budget
from orgplan.analysis.verification import verified
from orgplan.domain.plan import Plan
from orgplan.finance.ledger import ledger
from orgplan.solver.solve import solve
from tests.organisations import random_organisation

BUDGETS = (0.9, 1.0, 1.1, 1.5, 3.0)  # times the cost of the roster alone


def main() -> None:
    """Print a line for each organisation and budget."""
    distrusted = 0
    for seed in range(int(sys.argv[1])):
        org = random_organisation(seed)
        idle = max(sum(cost.cents for cost in ledger(org, Plan())) / 100, 10_000.0)
        for share in BUDGETS:
            asked = with_total_budget(org, idle * share)
            solution = solve(asked, gap=0.0, time_limit=20)
            distrusted += len(solution.distrusted)
            values = [round(part.value, 3) + 0.0 for part in solution.parts]
            if solution.plan is not None:
                verified(Assessment(asked, solution.plan), solution)
            print(seed, share, solution.status.value, *values)
    print(f"{distrusted} claims did not hold", file=sys.stderr)


if __name__ == "__main__":
    main()
