"""Charts that the spreadsheet program draws from cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

COLOURS = ("#1F3A5F", "#5B9BCB", "#C9A227", "#8FA3BD", "#7A4B00", "#14532D")


@dataclass(frozen=True)
class Series:
    """One series.

    Attributes
    ----------
    name
        In the legend.
    labels, values
        Absolute ranges with their sheet, for instance ``='Walk'!$A$5:$A$8``.
    """

    name: str
    labels: str
    values: str


@dataclass(frozen=True)
class Chart:
    """A chart with a title and units.

    Attributes
    ----------
    kind, stacked
        ``column`` or ``line``.
    axis
        Unit of the value axis.
    width, height
        In pixels.
    """

    title: str
    axis: str
    series: Sequence[Series]
    kind: str = "column"
    stacked: bool = False
    width: int = 480
    height: int = 240


def drawn(workbook: Any, chart: Chart) -> Any:
    """XlsxWriter's chart."""
    shape = workbook.add_chart({"type": chart.kind} | ({"subtype": "stacked"} if chart.stacked else {}))
    for number, series in enumerate(chart.series):
        colour = {"color": COLOURS[number % len(COLOURS)]}
        look = {"line": colour} if chart.kind == "line" else {"fill": colour, "gap": 60}
        shape.add_series({"name": series.name, "categories": series.labels, "values": series.values} | look)
    small = {"size": 8, "name": "Calibri"}
    shape.set_title({"name": chart.title, "name_font": {"size": 10, "name": "Calibri"}, "overlay": False})
    shape.set_x_axis({"num_font": small})
    shape.set_y_axis(
        {
            "name": chart.axis,
            "name_font": small,
            "num_font": small,
            "num_format": "#,##0",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}},
        }
    )
    shape.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom", "font": small})
    shape.set_size({"width": chart.width, "height": chart.height})
    return shape
