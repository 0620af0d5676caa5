"""How working time is best split over capacity needs, without a solver.

FTE of one period; or areas, each owned by one person. It is a maximum flow, found by augmenting
paths (Ford and Fulkerson), need by need in the order that is given. The checker alone uses it, so
that it shares nothing with the rows of the model.
"""

import math
from collections.abc import Mapping, Sequence

EPSILON = 1e-9


def allocate(
    supply: Mapping[frozenset[str], float],
    demand: Sequence[tuple[str, float]],
    most: Mapping[tuple[frozenset[str], str], float] | None = None,
) -> dict[tuple[frozenset[str], str], float]:
    """Split the time of pools of people over needs, serving the needs in the order given.

    The amounts that can be served together form a polymatroid, so serving each need as far as
    possible without taking anything from those before it loses the least weighted FTE, if needs are
    ordered by falling weight.

    Parameters
    ----------
    supply
        FTE of each pool; a pool is named by the ids of the needs it can serve.
    demand
        Need ids with their FTE, the most important first.
    most
        (pool, need id) → most FTE that the pool can give to that need, where this is less than all
        of its time.

    Returns
    -------
    dict
        (pool, need id) → FTE given.

    Examples
    --------
    >>> round(
    ...     sum(
    ...         allocate(
    ...             {frozenset({"Java"}): 1.0, frozenset({"Java", "SQL"}): 1.0},
    ...             [("Java", 1.5), ("SQL", 1.0)],
    ...         ).values()
    ...     ),
    ...     6,
    ... )
    2.0
    """
    left, caps = dict(supply), most or {}
    given: dict[tuple[frozenset[str], str], float] = {}
    for need, amount in demand:
        missing = amount
        while missing > EPSILON:
            path = _path_to_time(need, left, given, caps)
            if path is None:
                break
            missing -= _shift(path, missing, left, given, caps)
    return {key: fte for key, fte in given.items() if fte > EPSILON}


Caps = Mapping[tuple[frozenset[str], str], float]
Path = list[tuple[frozenset[str], str, frozenset[str] | None]]


def _room(
    pool: frozenset[str], need: str, given: Mapping[tuple[frozenset[str], str], float], caps: Caps
) -> float:
    """FTE that a pool can still give to a need as far as the need goes."""
    return caps.get((pool, need), math.inf) - given.get((pool, need), 0.0)


def _path_to_time(
    need: str,
    left: Mapping[frozenset[str], float],
    given: Mapping[tuple[frozenset[str], str], float],
    caps: Caps,
) -> Path | None:
    """Shortest chain of swaps that frees time for a need.

    Each link ``(pool, need, freed)`` gives the pool's time to the need; where `freed` is a pool, it
    takes over what the first pool gave to another need, so that the chain continues from there. The
    last link ends in a pool with time left.
    """
    came_from: dict[frozenset[str], tuple[str, frozenset[str] | None]] = {}
    queue: list[frozenset[str]] = []
    for pool in left:
        if need in pool and _room(pool, need, given, caps) > EPSILON:
            came_from[pool] = (need, None)
            queue.append(pool)
    for pool in queue:
        if left[pool] > EPSILON:
            return _unwind(pool, came_from)
        for other in (
            served for (giver, served), fte in given.items() if giver == pool and fte > EPSILON
        ):
            for helper in left:
                if (
                    other in helper
                    and helper not in came_from
                    and _room(helper, other, given, caps) > EPSILON
                ):
                    came_from[helper] = (other, pool)
                    queue.append(helper)
    return None


def _unwind(
    pool: frozenset[str], came_from: Mapping[frozenset[str], tuple[str, frozenset[str] | None]]
) -> Path:
    """The path by which a pool was reached, back to the need that is short."""
    path: Path = []
    here: frozenset[str] | None = pool
    while here is not None:
        need, previous = came_from[here]
        path.append((here, need, previous))
        here = previous
    return path


def _shift(
    path: Path,
    missing: float,
    left: dict[frozenset[str], float],
    given: dict[tuple[frozenset[str], str], float],
    caps: Caps,
) -> float:
    """Move as much along a path as it has room for; what is swapped on the way stays given."""
    swapped = [given[previous, need] for _, need, previous in path if previous is not None]
    amount = min(
        [
            missing,
            left[path[0][0]],
            *swapped,
            *(_room(pool, need, given, caps) for pool, need, _ in path),
        ]
    )
    left[path[0][0]] -= amount
    for pool, need, previous in path:
        given[pool, need] = given.get((pool, need), 0.0) + amount
        if previous is not None:
            given[previous, need] -= amount
    return amount
