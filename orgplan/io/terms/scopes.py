"""Scopes: which part of the organisation a cell names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from orgplan.domain import ORGANISATION, Scope, ScopeKind
from orgplan.excel.read import did_you_mean, fold
from orgplan.language import _
from orgplan.schema.names import Choices
from orgplan.schema.words import KINDS_OF_SCOPE, WHOLE_OR_EACH

from ..tables.row import Row


def _folded(names: Choices) -> dict[str, str]:
    return {fold(word): key for key, words in names.items() for word in (key, *words)}


_WORDS = _folded(WHOLE_OR_EACH)
_ALL = {"", *(word for word, key in _WORDS.items() if key == ScopeKind.ORGANISATION)}
_EACH = {
    word: ScopeKind(key.removeprefix("each "))
    for word, key in _WORDS.items()
    if key != ScopeKind.ORGANISATION
}
_PREFIX = {word: ScopeKind(key) for word, key in _folded(KINDS_OF_SCOPE).items()}


@dataclass(frozen=True)
class Scopes:
    """Names that scopes may take, each folded → as it spells itself.

    Attributes
    ----------
    teams, product_lines, cost_centres, locations
        Of the workbook; cost centres count only where budgets and actuals are read.
    parents
        Teams (spelt as they spell themselves) that others belong to; their name means all below
        them.
    unreadable
        Whether faults hide the teams: then no scope is called unknown.

    Examples
    --------
    >>> known = Scopes({"apps": "Apps", "web": "Web"}, frozenset(("Web",)), {"shop": "Shop"}, {})
    >>> [known.resolve(text).kind.value for text in ("all", "apps", "web", "product line: shop")]
    ['organisation', 'team', 'department', 'product line']
    >>> known.resolve("Payroll") is None
    True
    """

    teams: Mapping[str, str]
    parents: frozenset[str]
    product_lines: Mapping[str, str]
    cost_centres: Mapping[str, str]
    unreadable: bool = False
    locations: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, text: str, cost_centres: bool = False) -> Scope | None:
        """The scope that a text names; a kind may stand before it, as in ``team: Platform``.

        Parameters
        ----------
        text
            In any case; English and Chinese words for the whole organisation and for kinds are
            known. A name that is both a team and a product line means the team, with all below it
            if others belong to it.
        cost_centres
            Whether cost centres are scopes here: for budgets and actuals alone.

        Returns
        -------
        Scope or None
            ``None`` if no part of the organisation is called so.
        """
        if fold(text) in _ALL and (text == "organisation" or fold(text) not in self.teams):
            return ORGANISATION
        prefix, colon, rest = re.sub("：", ":", text).partition(":")
        if colon and fold(prefix) in _PREFIX:
            return self._of_kind(_PREFIX[fold(prefix)], rest, cost_centres)
        for kind in (
            ScopeKind.DEPARTMENT,
            ScopeKind.TEAM,
            ScopeKind.PRODUCT_LINE,
            ScopeKind.COST_CENTRE,
            ScopeKind.LOCATION,
        ):
            scope = self._of_kind(kind, text, cost_centres)
            if scope is not None:
                return scope
        return None

    def _of_kind(self, kind: ScopeKind, text: str, cost_centres: bool) -> Scope | None:
        """The scope of a kind that is called so; a department is a team that others belong to."""
        names = {
            ScopeKind.TEAM: self.teams,
            ScopeKind.DEPARTMENT: {
                key: name for key, name in self.teams.items() if name in self.parents
            },
            ScopeKind.PRODUCT_LINE: self.product_lines,
            ScopeKind.LOCATION: self.locations,
            ScopeKind.COST_CENTRE: self.cost_centres if cost_centres else {},
        }[kind]
        name = names.get(fold(text))
        return Scope(kind=kind, name=name) if name is not None else None

    def one(self, row: Row, key: str, cost_centres: bool = False) -> Scope | None:
        """The scope that a cell names; a fault if there is none.

        Parameters
        ----------
        row, key
            Row, and key of the column; a blank is the whole organisation, unless the column is
            required.
        cost_centres
            Whether cost centres are scopes here.

        Returns
        -------
        Scope or None
            ``None`` with a fault; without one where faults hide the teams.
        """
        text = row.text(key)
        if text is None:
            return None if row.table.spec.column(key).required else ORGANISATION
        scope = self.resolve(text, cost_centres)
        if scope is None and not self.unreadable:
            row.fault(key, self._expected(cost_centres), self._fix(text, cost_centres))
        return scope

    def many(self, row: Row, key: str, otherwise: str) -> tuple[Scope, ...]:
        """The scopes that a cell lists, or that a library rule has where the cell is blank.

        Parameters
        ----------
        row, key
            Row of Rules, and key of the column. Commas separate only where the text as a whole is
            no scope.
        otherwise
            Scope of the library's rule, such as ``each team``, for a blank.

        Returns
        -------
        tuple of Scope
            Each once; empty, with a note, where the organisation has no such part.
        """
        texts = row.names(key) if row.has(key) else (otherwise,)
        if len(texts) == 1 and self._each(texts[0]) is None and self.resolve(texts[0]) is None:
            texts = row.names(key, wide=True)
        scopes: list[Scope] = []
        for text in texts:
            each, one = self._each(text), self.resolve(text)
            if each is None and one is None and not self.unreadable:
                row.fault(
                    key,
                    _(
                        "organisation, a team, a department, a product line or a location; or each"
                        " team, each department, each product line, each location"
                    ),
                    self._fix(text, False),
                    text,
                )
            scopes += each if each is not None else [one] if one else []
        if not scopes and texts:
            row.note(
                key,
                _(
                    "'{texts}' matches no part of this organisation: the rule is never checked",
                    texts="; ".join(texts),
                ),
            )
        return tuple(dict.fromkeys(scopes))

    def _each(self, text: str) -> list[Scope] | None:
        """All scopes of a kind for words such as ``each team``; ``None`` for other words, and where
        a team is called so.
        """
        kind = _EACH.get(fold(text))
        if kind is None or fold(text) in self.teams:
            return None
        names = {
            ScopeKind.TEAM: self.teams.values(),
            ScopeKind.PRODUCT_LINE: self.product_lines.values(),
            ScopeKind.LOCATION: self.locations.values(),
        }.get(kind, [name for name in self.teams.values() if name in self.parents])
        return [Scope(kind=kind, name=name) for name in names]

    def _expected(self, cost_centres: bool) -> str:
        if cost_centres:
            return _(
                "organisation, a team, a department, a cost centre, a product line or a location"
            )
        return _("organisation, a team, a department, a product line or a location")

    def _fix(self, text: str, cost_centres: bool) -> str:
        centres = self.cost_centres.values() if cost_centres else ()
        known = [
            *self.teams.values(),
            *self.product_lines.values(),
            *centres,
            *self.locations.values(),
            "organisation",
        ]
        prefix, colon, rest = text.replace("：", ":").partition(":")
        bare = rest.strip() if colon and fold(prefix) in _PREFIX else text
        return did_you_mean(
            bare, known, _("Write organisation for everybody; or add it to Teams, or correct it.")
        )

    def written(self, scope: Scope, cost_centres: bool = False) -> str:
        """The text that is read back as this scope.

        Parameters
        ----------
        scope
            Of an organisation with these names.
        cost_centres
            Whether the reader will take cost centres for scopes. The kind is put before a name that
            would be read as another scope.

        Examples
        --------
        >>> known = Scopes({"apps": "Apps"}, frozenset(), {"apps": "Apps"}, {})
        >>> known.written(Scope(kind=ScopeKind.TEAM, name="Apps"))
        'Apps'
        >>> known.written(Scope(kind=ScopeKind.PRODUCT_LINE, name="Apps"))
        'product line: Apps'
        """
        if scope.kind is ScopeKind.ORGANISATION:
            return "organisation"
        plain = self.resolve(scope.name, cost_centres) == scope and self._each(scope.name) is None
        return scope.name if plain else f"{scope.kind.value}: {scope.name}"

    def written_all(self, scopes: tuple[Scope, ...]) -> str:
        """The text that is read back as these scopes.

        Parameters
        ----------
        scopes
            In the order of the organisation; all of a kind are written as ``each team`` and the
            like, so that a team added later counts too.
        """
        for words in ("each team", "each product line", "each department", "each location"):
            each = self._each(words)
            if each is not None and tuple(each) == scopes:
                return words
        return "; ".join(self.written(scope) for scope in scopes)
