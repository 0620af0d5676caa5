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
    onward
        First columns that stand on each further page of a sheet that is too wide for one; with 0
        its last columns are not printed.
    whole
        First of the columns that belong together, and how many do: no page parts them.
    """

    wide: int = 1
    tall: int = 0
    upright: bool = False
    onward: int = 0
    whole: tuple[int, int] = (0, 1)


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
        How many are printed on the first page, from the left.
    paper
        Pages, and which way round.
    scale
        By how much it is made smaller.
    further
        First and last column of each page that holds the rest of them.
    """

    columns: int
    paper: Paper
    scale: float
    further: tuple[tuple[int, int], ...] = ()


def laid_out(extent: Extent, paper: Paper) -> Layout:
    """Lay a sheet out so that it can be read: the other way round where it is too wide upright, on
    one page where it fits; else its last columns stand on further pages, where it asks for that, or
    are left out.

    Parameters
    ----------
    extent
        What there is to print.
    paper
        What the sheet asks for.

    Returns
    -------
    Layout
        One page wide, or as many as all columns take, with a scale of at least :data:`READABLE`,
        unless the first column alone is wider.

    Examples
    --------
    >>> laid_out(Extent((300.0,) * 5, 900.0), Paper()).columns
    4
    """
    columns = len(extent.columns)
    upright = paper.upright and extent.scale(columns, upright=True) >= READABLE
    while columns > 1 and extent.scale(columns, upright) < READABLE:
        columns -= 1
    if paper.onward and columns < len(extent.columns):
        return _on_further_pages(extent, paper, columns, upright)
    whole = extent.scale(columns, upright, one_page=True)
    tall = 1 if paper.tall == 1 or whole >= READABLE else 0
    scale = whole if tall else extent.scale(columns, upright)
    return Layout(columns, Paper(1, tall, upright), scale)


def _on_further_pages(extent: Extent, paper: Paper, columns: int, upright: bool) -> Layout:
    """Whatever the first page has no room for stands on the next ones, beside the first columns;
    each page is full before the next begins.
    """
    begins, number = paper.whole
    ends = [at for at in range(begins, len(extent.columns) + 1) if (at - begins) % number == 0]
    edge = max((at for at in ends if at <= columns), default=columns)
    lead, found, scale = extent.columns[: paper.onward], [], extent.scale(edge, upright)
    first = edge
    while first < len(extent.columns):
        room = [
            at
            for at in {*ends, len(extent.columns)}
            if at > first
            and Extent((*lead, *extent.columns[first:at]), extent.height).scale(
                paper.onward + at - first, upright
            )
            >= READABLE
        ]
        last = max(room, default=first + 1)
        found.append((first, last - 1))
        first = last
    return Layout(edge, Paper(1, 0, upright), scale, tuple(found))
