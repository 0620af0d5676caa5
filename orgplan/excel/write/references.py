"""Cells of a workbook by name: a sheet registers what stands on it, formulas of other sheets ask
for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .content import BookError
from .live import Live


@dataclass(frozen=True)
class Ref:
    """Name of a cell or range that formulas of other sheets point at.

    Attributes
    ----------
    name
        What stands there, in the words of whoever reads the code.
    of
        Which of several that share the name, such as a goal or a fiscal year.

    Examples
    --------
    >>> cost = Ref("cost")
    >>> str(cost["hiring", "FY2027"])
    'cost (hiring, FY2027)'
    >>> cost["hiring"]["FY2027"] == cost["hiring", "FY2027"]
    True
    """

    name: str
    of: tuple[str, ...] = ()

    def __getitem__(self, which: str | tuple[str, ...]) -> Ref:
        more = (which,) if isinstance(which, str) else which
        return Ref(self.name, (*self.of, *more))

    def __str__(self) -> str:
        return f"{self.name} ({', '.join(self.of)})" if self.of else self.name


class References:
    """The cells and ranges that the sheets of a workbook have registered so far.

    Examples
    --------
    >>> refs = References()
    >>> refs.register(Ref("cost")["hiring"], Live("'Cost'!$B$5", 1200))
    >>> refs[Ref("cost")["hiring"]].formula
    Formula(text="='Cost'!$B$5", value=1200)
    """

    def __init__(self) -> None:
        self._found: dict[Ref, Live] = {}

    def register(self, ref: Ref, cells: Live) -> None:
        """Give a cell or range its name.

        Parameters
        ----------
        ref
            Name by which formulas ask for it.
        cells
            Absolute, with its sheet: ``'Cost'!$B$5``.

        Raises
        ------
        BookError
            If another cell has that name.
        """
        if ref in self._found:
            raise BookError(f"{ref} is registered twice: {self._found[ref]}, {cells}")
        self._found[ref] = cells

    def __contains__(self, ref: Ref) -> bool:
        return ref in self._found

    def __getitem__(self, ref: Ref) -> Live:
        """The cell or range, for a formula.

        Raises
        ------
        BookError
            If no sheet has registered it, or the sheet that does is written later.
        """
        if ref not in self._found:
            raise BookError(f"no sheet has registered the cell {ref!s} so far")
        return self._found[ref]

    def each(self, ref: Ref) -> Iterator[tuple[tuple[str, ...], Live]]:
        """Those that share a name and a beginning.

        What follows it, and the cell, in the order in which they were registered.

        Parameters
        ----------
        ref
            Name, with the first of its qualifiers or none.

        Yields
        ------
        rest, cells
            The qualifiers that follow, such as fiscal years.

        Examples
        --------
        >>> refs = References()
        >>> refs.register(Ref("cost")["hiring", "FY2027"], Live("'Cost'!$B$5", 1200))
        >>> refs.register(Ref("cost")["hiring", "FY2028"], Live("'Cost'!$C$5", 1300))
        >>> [rest for rest, _ in refs.each(Ref("cost")["hiring"])]
        [('FY2027',), ('FY2028',)]
        """
        for known, cells in self._found.items():
            if known.name == ref.name and known.of[: len(ref.of)] == ref.of:
                yield known.of[len(ref.of) :], cells
