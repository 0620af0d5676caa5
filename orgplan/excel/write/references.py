"""Cells of a workbook by name: a sheet registers what stands on it, formulas of other sheets ask
for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .content import BookError, Formula


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


@dataclass(frozen=True)
class Registered:
    """Absolute address with its sheet, and what stands there; the value is ``None`` where nobody
    needs it, as of a range.

    Attributes
    ----------
    address
        For instance ``'Cost'!$B$5``.
    value
        For formulas that need what they come to.
    """

    address: str
    value: float | int | str | None = None


class References:
    """The cells and ranges that the sheets of a workbook have registered so far.

    Examples
    --------
    >>> refs = References()
    >>> refs.register(Ref("cost")["hiring"], "'Cost'!$B$5", 1200)
    >>> refs[Ref("cost")["hiring"]]
    "'Cost'!$B$5"
    >>> refs.formula(Ref("cost")["hiring"])
    Formula(text="='Cost'!$B$5", value=1200)
    """

    def __init__(self) -> None:
        self._found: dict[Ref, Registered] = {}

    def register(self, ref: Ref, address: str, value: float | int | str | None = None) -> None:
        """Give a cell or range its name.

        Parameters
        ----------
        ref
            Name by which formulas ask for it.
        address
            Absolute, with its sheet: ``'Cost'!$B$5``.
        value
            What stands in the cell; ``None`` for a range, and where nobody asks for it.

        Raises
        ------
        BookError
            If another cell has that name.
        """
        if ref in self._found:
            raise BookError(f"{ref} is registered twice: {self._found[ref].address}, {address}")
        self._found[ref] = Registered(address, value)

    def __contains__(self, ref: Ref) -> bool:
        return ref in self._found

    def __getitem__(self, ref: Ref) -> str:
        """The address, for a formula.

        Raises
        ------
        BookError
            If no sheet has registered it, or the sheet that does is written later.
        """
        return self._of(ref).address

    def value(self, ref: Ref) -> float | int | str:
        """What stands in the cell.

        Parameters
        ----------
        ref
            Name of a single cell.

        Returns
        -------
        float, int or str
            In the unit of the cell.

        Raises
        ------
        BookError
            If it is not registered, or without a value.
        """
        value = self._of(ref).value
        if value is None:
            raise BookError(f"{ref} is registered without its value")
        return value

    def formula(self, ref: Ref) -> Formula:
        """A formula that shows the cell, with its value.

        Parameters
        ----------
        ref
            Name of a single cell, registered with its value.

        Raises
        ------
        BookError
            If it is not registered, or without a value.
        """
        return Formula(f"={self[ref]}", self.value(ref))

    def each(self, ref: Ref) -> Iterator[tuple[tuple[str, ...], str]]:
        """Those that share a name and a beginning: what follows it, and the address, in the order
        in which they were registered.

        Parameters
        ----------
        ref
            Name, with the first of its qualifiers or none.

        Yields
        ------
        rest, address
            The qualifiers that follow, such as fiscal years.

        Examples
        --------
        >>> refs = References()
        >>> refs.register(Ref("cost")["hiring", "FY2027"], "'Cost'!$B$5")
        >>> refs.register(Ref("cost")["hiring", "FY2028"], "'Cost'!$C$5")
        >>> [rest for rest, _ in refs.each(Ref("cost")["hiring"])]
        [('FY2027',), ('FY2028',)]
        """
        for known, registered in self._found.items():
            if known.name == ref.name and known.of[: len(ref.of)] == ref.of:
                yield known.of[len(ref.of) :], registered.address

    def _of(self, ref: Ref) -> Registered:
        if ref not in self._found:
            raise BookError(f"no sheet has registered the cell {ref!s} so far")
        return self._found[ref]
