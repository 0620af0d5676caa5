"""Roles and families that a cell of a sheet selects."""

from collections.abc import Iterator

from orgplan.domain import FAMILY_NAMES, LibraryRole, named
from orgplan.excel.read import did_you_mean, listed
from orgplan.language import _

from ...tables.row import Row
from .roles import RoleRegistry


def selected(book: RoleRegistry, row: Row, key: str, add: bool = False) -> tuple[str, ...]:
    """Families and role names that a cell lists; with `add`, a role of the library that is not
    there yet joins.

    Parameters
    ----------
    book
        Roles of the workbook, and the library.
    row, key
        Cell that lists them. A cell that is a name as a whole is not split at its commas.
    add
        For what a plan has to be able to hire: required roles. Off, the name of a role of the
        library that is not there is kept, and matches nobody.

    Returns
    -------
    tuple of str
        Each once; empty for a blank, which means all roles, and with a fault.
    """
    whole = book.select(row.text(key) or "") if row.has(key) else ()
    if whole:
        return whole
    return tuple(
        dict.fromkeys(
            name
            for text in row.names(key, wide=True)
            for name in selected_one(book, row, key, text, add)
        )
    )


def selected_one(book: RoleRegistry, row: Row, key: str, text: str, add: bool) -> tuple[str, ...]:
    """As :func:`selected`, for one of the names that a cell lists.

    Parameters
    ----------
    book
        Roles of the workbook, and the library.
    row, key
        Cell, for the fault.
    text
        One of the names.
    add
        Whether a role of the library joins.
    """
    found = book.select(text)
    library = book.catalogue.role(text)
    if not found and library is not None:
        if add:
            return tuple(_joined(book, row, key, library))
        return (text,)
    if not found and not book.unreadable:
        if text in book.unknown:
            return ()  # a title of the roster that is asked about there
        otherwise = _(
            "Families: {names}; or name a role.",
            names=listed(named(family, FAMILY_NAMES) for family in book.families()),
        )
        row.fault(
            key, _("roles or families"), did_you_mean(text, book.spellings(), otherwise), text
        )
    return found


def _joined(book: RoleRegistry, row: Row, key: str, library: LibraryRole) -> Iterator[str]:
    draft = book.offer(library)
    book.findings.note(
        row.sheet,
        row.at(key),
        _("the role {draft} was added from the library, so that it can be hired", draft=draft.name),
    )
    yield draft.name
