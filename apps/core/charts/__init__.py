"""Where the lines, bars and ticks of a chart lie. Pure: the templates of components/ draw what comes out."""

from apps.core.charts.bars import column_chart, heat_map, shares
from apps.core.charts.lines import line_chart, sparkline
from apps.core.charts.scale import ticks
from apps.core.charts.types import Box, ColumnChart, LineChart, Series

__all__ = [
    "Box", "ColumnChart", "LineChart", "Series",
    "column_chart", "heat_map", "line_chart", "shares", "sparkline", "ticks",
]  # fmt: skip
