"""Who is promoted to what: as the sheet Roles says, else up the library's ladder."""

from orgplan.domain import LibraryLevel, LibraryRole
from orgplan.excel.read import fold
from orgplan.language import _

from ...tables.row import Row
from .role_build import NONE, UnfinishedRole
from .roles import RoleRegistry


def link(book: RoleRegistry) -> None:
    """Take in what rows of Roles say about promotion.

    Parameters
    ----------
    book
        Is changed: its drafts learn the role that follows. To be called when all rows of Roles are
        taken in, for a row may name one further down.
    """
    for draft in list(book.drafts.values()):
        if draft.row is not None and draft.row.has("next_role"):
            draft.next_id = _next_id(book, draft, draft.row)


def _next_id(book: RoleRegistry, draft: UnfinishedRole, row: Row) -> str | None:
    """Id of the role that a row names; a level alone is one of the same role, empty is none."""
    text = row.text("next_role") or ""
    if fold(text) in NONE:
        return ""
    same = next(
        (
            other
            for other in book.named(draft.name)
            if other.level and fold(other.level) == fold(text)
        ),
        None,
    )
    found = same.id if same else lead_to(book, row, "next_role")
    if found == draft.id:
        row.fault(
            "next_role",
            _("another role"),
            _("A promotion must lead to a different role: correct it, or type none."),
        )
        return None
    return found


def lead_to(book: RoleRegistry, row: Row, key: str) -> str | None:
    """Id of the role to which a cell says that people move; a role of the library joins for them
    alone, and nobody is hired into it.

    Parameters
    ----------
    book
        Is changed where a role of the library joins.
    row, key
        Cell with the name of a role, with its level in it where it has several. An unknown name is
        a fault there.
    """
    before = len(book.drafts)
    found = book.find(row, key, None)
    if found is not None and len(book.drafts) > before:
        _join(book.drafts[fold(found)], row, key)
    return found


def _join(draft: UnfinishedRole, row: Row, key: str) -> None:
    draft.only_promoted = True
    row.note(
        key,
        _(
            "the role {draft} was added from the library for those who move into it; a row on Roles"
            " lets the plan hire into it",
            draft=draft.id,
        ),
    )


def after(book: RoleRegistry, draft: UnfinishedRole) -> str | None:
    """Id of the role to which holders are promoted, among those of the workbook; ``None`` where
    nobody says so.

    Parameters
    ----------
    book
        Roles of the workbook.
    draft
        Role that is held. What its own row says goes before the library's ladder; ``none`` there
        ends the ladder.
    """
    if draft.next_id is not None:
        return draft.next_id or None
    library, rung = _above(book, draft)
    for other in book.drafts.values():
        if (
            library
            and rung
            and other.library
            and other.rung
            and (other.library.id, other.rung.id) == (library.id, rung.id)
        ):
            return other.id
    return None


def climb(book: RoleRegistry, draft: UnfinishedRole, row: Row, key: str) -> str | None:
    """As :func:`after`; the library's next role joins if it is in no sheet.

    Parameters
    ----------
    book
        Is changed where the next role joins; nobody is hired into it.
    draft
        Role that is held.
    row, key
        Cell of the lever that allows promotions, at which the note on a role that joins stands.
    """
    found = after(book, draft)
    library, rung = _above(book, draft)
    if found is not None or draft.next_id is not None or library is None or rung is None:
        return found
    same = draft.library is not None and library.id == draft.library.id
    name = draft.name if same else library.title.zh if book.chinese else library.title.en
    level = (rung.title.zh if book.chinese else rung.id) if len(library.levels) > 1 else None
    added = book.add(name, level, library, rung)
    _join(added, row, key)
    return added.id


def _above(
    book: RoleRegistry, draft: UnfinishedRole
) -> tuple[LibraryRole | None, LibraryLevel | None]:
    """The next level; above the highest, the first level of the role to which the library's ladder
    leads, if it leads to one alone.
    """
    library, rung = draft.library, draft.rung
    place = (
        next((index for index, level in enumerate(library.levels) if level is rung), None)
        if library
        else None
    )
    if library is None or place is None:
        return None, None
    if library.variants == "levels" and place + 1 < len(library.levels):
        return library, library.levels[place + 1]
    higher = book.catalogue.role(library.next[0]) if len(library.next) == 1 else None
    if higher is None or higher.variants != "levels":
        return None, None  # which archetype fits, only people can say
    return higher, higher.levels[0]


def next_roles(book: RoleRegistry) -> dict[str, str]:
    """Role id → id of the role to which its holders are promoted.

    Parameters
    ----------
    book
        Roles of the workbook, when no further one joins.

    Returns
    -------
    dict
        Roles at the top of their ladder have no entry.
    """
    return {draft.id: found for draft in book.drafts.values() if (found := after(book, draft))}
