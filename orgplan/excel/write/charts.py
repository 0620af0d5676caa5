"""Charts that the spreadsheet program draws from cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

COLOURS = ("#1F3A5F", "#5B9BCB", "#C9A227", "#8FA3BD", "#7A4B00", "#14532D", "#8B1A10")
DARK = ("#1F3A5F", "#7A4B00", "#14532D", "#8B1A10")  # colours on which black can't be read
ROOM = 1.2  # top of an axis of shares: room for what stands above a column of 100 %
SMALL = {"size": 8, "name": "Calibri"}


@dataclass(frozen=True)
class Series:
    """One series.

    Attributes
    ----------
    name
        In the legend.
    labels, values
        Absolute ranges with their sheet, for instance ``='Walk'!$A$5:$A$8``.
    colour
        ``#RRGGBB``; ``None`` is drawn unseen and left out of the legend, as the base of a
        waterfall's steps.
    line
        Drawn as a line over the columns.
    valued
        Whether values stand at the columns; nothing stands at a nought.
    points
        Colours of the columns one by one, where they differ.
    named_at, of
        Point of a line, from 1, at which its name stands in place of a legend (0 for none), and how
        many points there are.
    below
        Whether the name stands below the line.
    """

    name: str
    labels: str
    values: str
    colour: str | None
    line: bool = False
    valued: bool = False
    points: tuple[str, ...] = ()
    named_at: int = 0
    of: int = 0
    below: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart with a title and units: of columns, side by side or stacked, and lines over them; or
    of points joined by lines.

    Attributes
    ----------
    title
        Above the chart, in the language of the run.
    axis, along
        Unit of the value axis, and of the axis along which points lie.
    series
        In the order of the legend; lines are drawn over columns.
    stacked
        Whether columns stand on each other, as in a waterfall.
    points
        Whether `labels` of the series are figures against which `values` are drawn.
    percent
        Whether values are shares of a whole.
    bare
        Without a value axis, where every column says its value.
    lying
        Whether columns lie on their side, the first on top, so that their labels can be read.
    every
        Columns from one that has its label below it to the next.
    width, height
        In pixels.
    """

    title: str
    axis: str
    series: Sequence[Series]
    stacked: bool = False
    points: bool = False
    along: str = ""
    percent: bool = False
    bare: bool = False
    lying: bool = False
    every: int = 1
    width: int = 520
    height: int = 235


def drawn(workbook: Any, chart: Chart) -> Any:
    """XlsxWriter's chart.

    Parameters
    ----------
    workbook
        XlsxWriter's, which owns the chart.
    chart
        Columns and lines are two charts of XlsxWriter's that are laid over each other.

    Returns
    -------
    xlsxwriter.chart.Chart
        To be put into a sheet once: XlsxWriter leaves out a chart that is in none.
    """
    kind = (
        {"type": "scatter", "subtype": "straight_with_markers"}
        if chart.points
        else {"type": "bar" if chart.lying else "column"}
    )
    shape = workbook.add_chart(kind | ({"subtype": "stacked"} if chart.stacked else {}))
    columns = [series for series in chart.series if not series.line]
    figures = "0%" if chart.percent else "#,##0"
    for series in columns:
        shape.add_series(
            _point(series) if chart.points else _column(series, chart.stacked, figures)
        )
    lines = [series for series in chart.series if series.line]
    if lines:
        over = workbook.add_chart({"type": "line"})
        for series in lines:
            over.add_series(_line(series))
        shape.combine(over)
    shape.set_title(
        {"name": chart.title, "name_font": {"size": 10, "name": "Calibri"}, "overlay": False}
    )
    _set_axes(shape, chart, figures)
    _set_legend(shape, (*columns, *lines))
    shape.set_size({"width": chart.width, "height": chart.height})
    return shape


def _set_axes(shape: Any, chart: Chart, figures: str) -> None:
    """Axes from 0 up, so that columns are as long as their figures; labels slanted, so that they do
    not overlap.
    """
    along = {
        "name": chart.along,
        "name_font": SMALL,
        "num_format": "#,##0",
        "num_font": SMALL | {"rotation": -45},
    }  # so that sums don't overlap
    below = {"num_font": SMALL, "interval_unit": chart.every, "reverse": chart.lying}
    up = {
        "name": chart.axis,
        "name_font": SMALL,
        "num_font": SMALL,
        "num_format": figures,
        "min": 0,
        "visible": not chart.bare,
        "major_gridlines": {"visible": not chart.bare, "line": {"color": "#DDDDDD"}},
    } | ({"max": ROOM} if chart.percent else {})
    across = along if chart.points else below
    shape.set_x_axis(up if chart.lying else across)
    shape.set_y_axis(across if chart.lying else up)


def _set_legend(shape: Any, series: Sequence[Series]) -> None:
    """None where there is one series, or where every line says its name itself."""
    unseen = [number for number, one in enumerate(series) if one.colour is None]
    alone = len([one for one in series if not one.named_at]) <= 1
    legend = {"position": "bottom", "font": SMALL} | ({"delete_series": unseen} if unseen else {})
    shape.set_legend({"none": True} if alone else legend)


def _line(series: Series) -> dict[str, Any]:
    """A line; where it is to be named, its name stands at its last point."""
    look: dict[str, Any] = {
        "name": series.name,
        "categories": series.labels,
        "values": series.values,
        "line": {"color": series.colour, "width": 2.0},
    }
    if series.named_at:
        named = {"value": series.name, "font": SMALL | {"color": series.colour, "bold": True}}
        nothing: list[dict[str, Any]] = [{"delete": True}] * (series.named_at - 1)
        rest: list[dict[str, Any]] = [{"delete": True}] * (series.of - series.named_at)
        side = "below" if series.below else "above"
        look["data_labels"] = {"value": True, "position": side, "custom": [*nothing, named, *rest]}
    return look


def _point(series: Series) -> dict[str, Any]:
    look = {
        "line": {"color": series.colour, "width": 2.0},
        "marker": {"type": "circle", "size": 5, "fill": {"color": series.colour}},
    }
    return {"name": series.name, "categories": series.labels, "values": series.values} | look


def _column(series: Series, inside: bool, figures: str) -> dict[str, Any]:
    """Values stand above columns side by side, and inside those that are stacked: there in white on
    what is dark.
    """
    fill = {"none": True} if series.colour is None else {"color": series.colour}
    shown: dict[str, Any] = {
        "data_labels": {
            "value": True,
            "num_format": f"{figures};;" if figures != "0%" else figures,
            "font": SMALL | ({"color": "#FFFFFF"} if inside and series.colour in DARK else {}),
        }
    }
    shown = shown if series.valued else {}
    if series.points:
        shown["points"] = [{"fill": {"color": colour}} for colour in series.points]
    return {
        "name": series.name,
        "categories": series.labels,
        "values": series.values,
        "fill": fill,
        "gap": 60,
    } | shown
