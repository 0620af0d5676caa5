"""Hires of an earlier plan that have been made since: whoever is on the roster now fills the
seat.
"""

from collections.abc import Mapping

from orgplan.domain import Hire, Organisation, Person, Plan


def filled_hires(
    before: Organisation, plan: Plan, after: Organisation, then: Plan
) -> Mapping[str, Person]:
    """Id of a hire → the person who fills it now, where that is somebody new.

    Newcomers are known by their position, else by the role and team that they joined; of several
    the one whose first day is nearest. A position for which the later plan still hires is not
    filled.

    Parameters
    ----------
    before, plan
        The organisation as the earlier plan saw it, and that plan.
    after, then
        The organisation now, and the plan that is made for it now.

    Returns
    -------
    Mapping[str, Person]
        Each hire and each person at most once; hires that nobody fills have no entry.
    """
    newcomers = [
        person
        for person in after.people
        if person.id not in before.person
        and not person.is_group
        and person.start_date > before.calendar.as_of
    ]
    open_still = {hire.position_id for hire in then.hires if hire.position_id}
    found: dict[str, Person] = {}
    for by_position in (True, False):
        near = sorted(
            (abs((person.start_date - hire.start_date).days), hire.id, person.id)
            for hire in plan.hires
            for person in newcomers
            if _fills(hire, person, by_position) and hire.position_id not in open_still
        )
        for _days, hire_id, person_id in near:
            if hire_id not in found and person_id not in {one.id for one in found.values()}:
                found[hire_id] = after.person[person_id]
    return found


def _fills(hire: Hire, person: Person, by_position: bool) -> bool:
    if by_position:
        return hire.position_id is not None and hire.position_id == person.position_id
    # Whoever names another position fills that one.
    free = hire.position_id is None or person.position_id is None
    return free and (hire.role, hire.team) == (person.role, person.team)
