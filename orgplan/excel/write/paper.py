"""Paper: how a sheet is laid on A4, so that it is read without a magnifying glass."""

from dataclasses import dataclass

# The scale at which type of 10 points is printed with 6.4, or 6 where another font stands in for
# Calibri.
READABLE = 0.64
LONG, SHORT = 11.69, 8.27  # edges of A4, inches
LEFT, RIGHT, TOP, BOTTOM = 0.4, 0.4, 0.5, 0.6  # margins, inches
POINTS_AN_INCH = 72


@dataclass(frozen=True)
class Paper:
    """How many pages a sheet takes, and which way round.

    Attributes
    ----------
    wide, tall
        Pages side by side and above each other; 0 is as many as it takes.
    upright
        For sheets with more rows than columns.
    """

    wide: int = 1
    tall: int = 0
    upright: bool = False


@dataclass(frozen=True)
class Extent:
    """What is printed of a sheet, in points: its columns from the left, and all its rows."""

    columns: tuple[float, ...]
    height: float

    def scale(self, columns: int, upright: bool, one_page: bool = False) -> float:
        """By how much it is made smaller to be one page wide, at most 1.

        Parameters
        ----------
        columns
            How many of the columns are printed.
        upright
            Which way round the paper lies.
        one_page
            Whether all rows are to stand on that page too.

        Examples
        --------
        >>> Extent((400.0, 1168.16), 100.0).scale(2, upright=False)
        0.5
        """
        across, down = (SHORT, LONG) if upright else (LONG, SHORT)
        width = sum(self.columns[:columns])
        found = min(1.0, (across - LEFT - RIGHT) * POINTS_AN_INCH / width)
        if one_page:
            found = min(found, (down - TOP - BOTTOM) * POINTS_AN_INCH / self.height)
        return round(found, 4)


@dataclass(frozen=True)
class Layout:
    """How much of a sheet is printed, and how.

    Attributes
    ----------
    columns
        How many are printed, from the left.
    paper
        Pages, and which way round.
    scale
        By how much it is made smaller.
    """

    columns: int
    paper: Paper
    scale: float


def laid_out(extent: Extent, paper: Paper) -> Layout:
    """Lay a sheet out so that it can be read: the other way round where it is too wide upright, on
    one page where it fits, without the last columns where nothing else helps.

    Parameters
    ----------
    extent
        What there is to print.
    paper
        What the sheet asks for.

    Returns
    -------
    Layout
        One page wide, with a scale of at least :data:`READABLE`, unless the first column alone is
        wider.

    Examples
    --------
    >>> laid_out(Extent((300.0,) * 5, 900.0), Paper()).columns
    4
    """
    columns = len(extent.columns)
    upright = paper.upright and extent.scale(columns, upright=True) >= READABLE
    while columns > 1 and extent.scale(columns, upright) < READABLE:
        columns -= 1
    whole = extent.scale(columns, upright, one_page=True)
    tall = 1 if paper.tall == 1 or whole >= READABLE else 0
    scale = whole if tall else extent.scale(columns, upright)
    return Layout(columns, Paper(1, tall, upright), scale)
