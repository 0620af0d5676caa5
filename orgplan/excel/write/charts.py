"""Charts that the spreadsheet program draws from cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

COLOURS = ("#1F3A5F", "#5B9BCB", "#C9A227", "#8FA3BD", "#7A4B00", "#14532D", "#8B1A10")
DARK = ("#1F3A5F", "#7A4B00", "#14532D", "#8B1A10")  # colours on which black can't be read
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
    """

    name: str
    labels: str
    values: str
    colour: str | None
    line: bool = False
    valued: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart with a title and units: of columns, side by side or stacked, and lines over them; or of points joined by lines.

    Attributes
    ----------
    axis, along
        Unit of the value axis, and of the axis along which points lie.
    points
        Whether `labels` of the series are figures against which `values` are drawn.
    width, height
        In pixels.
    """

    title: str
    axis: str
    series: Sequence[Series]
    stacked: bool = False
    points: bool = False
    along: str = ""
    width: int = 520
    height: int = 235


def drawn(workbook: Any, chart: Chart) -> Any:
    """XlsxWriter's chart."""
    kind = (
        {"type": "scatter", "subtype": "straight_with_markers"}
        if chart.points
        else {"type": "column"}
    )
    shape = workbook.add_chart(kind | ({"subtype": "stacked"} if chart.stacked else {}))
    columns = [series for series in chart.series if not series.line]
    for series in columns:
        shape.add_series(_point(series) if chart.points else _column(series, inside=chart.stacked))
    lines = [series for series in chart.series if series.line]
    if lines:
        over = workbook.add_chart({"type": "line"})
        for series in lines:
            look = {"color": series.colour, "width": 2.0}
            over.add_series(
                {
                    "name": series.name,
                    "categories": series.labels,
                    "values": series.values,
                    "line": look,
                }
            )
        shape.combine(over)
    shape.set_title(
        {"name": chart.title, "name_font": {"size": 10, "name": "Calibri"}, "overlay": False}
    )
    along = {
        "name": chart.along,
        "name_font": SMALL,
        "num_format": "#,##0",
        "num_font": SMALL | {"rotation": -45},
    }  # so that sums don't overlap
    shape.set_x_axis(along if chart.points else {"num_font": SMALL})
    shape.set_y_axis(
        {
            "name": chart.axis,
            "name_font": SMALL,
            "num_font": SMALL,
            "num_format": "#,##0",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}},
        }
    )
    unseen = [number for number, series in enumerate((*columns, *lines)) if series.colour is None]
    legend = {"position": "bottom", "font": SMALL} | ({"delete_series": unseen} if unseen else {})
    shape.set_legend({"none": True} if len(chart.series) == 1 else legend)
    shape.set_size({"width": chart.width, "height": chart.height})
    return shape


def _point(series: Series) -> dict[str, Any]:
    look = {
        "line": {"color": series.colour, "width": 2.0},
        "marker": {"type": "circle", "size": 5, "fill": {"color": series.colour}},
    }
    return {"name": series.name, "categories": series.labels, "values": series.values} | look


def _column(series: Series, inside: bool) -> dict[str, Any]:
    """Values stand above columns side by side, and inside those that are stacked: there in white on what is dark."""
    fill = {"none": True} if series.colour is None else {"color": series.colour}
    shown = {
        "data_labels": {
            "value": True,
            "num_format": "#,##0;;",
            "font": SMALL | ({"color": "#FFFFFF"} if inside and series.colour in DARK else {}),
        }
    }
    shown = shown if series.valued else {}
    return {
        "name": series.name,
        "categories": series.labels,
        "values": series.values,
        "fill": fill,
        "gap": 60,
    } | shown
