"""Titles of the roster that are no role: each is a fault, with a row of Roles drafted from those
who hold it.
"""

from collections.abc import Mapping

from orgplan.excel.read import nearest
from orgplan.language import _
from orgplan.schema import inputs

from ...people.role_drafts import draft_role
from .roles import RoleRegistry


def report_unknown_roles(
    book: RoleRegistry, full_pay: Mapping[str, float], skills: Mapping[str, Mapping[str, int]]
) -> None:
    """A fault for each title of the roster that is no role, with a draft of one from its holders.

    Parameters
    ----------
    book
        Its `unknown` has the titles, each with the rows that name them.
    full_pay
        Person id → pay of a year at full time.
    skills
        Person id → skill → level.
    """
    known = [
        *(name for draft in book.drafts.values() for name in (draft.name, draft.id)),
        *book.library_names(),
    ]
    for title, places in book.unknown.items():
        people = [row.text("person_id") or "" for row, _ in places if row.has("person_id")]
        pay = [full_pay[person] for person in people if person in full_pay]
        rated = [skills.get(person, {}) for person in people]
        draft = draft_role(title, pay, rated, len(places))
        fix = draft.sentence
        if (near := nearest(title, known)) is not None:
            fix = _("Did you mean '{near}'? If not: {fix}", near=near, fix=fix)
        elif book.catalogue.roles:
            fix += _(" Or name a role of the library (`orgplan roles list`).")
        for row, key in places:
            sheet = book.findings.tabs.get(inputs.ROLES.key, inputs.ROLES.shown)
            expected = _("a role of the sheet {SHEET} or of the library", SHEET=sheet)
            row.fault(key, expected, fix)
