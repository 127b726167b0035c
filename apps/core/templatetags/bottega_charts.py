"""Charts as server-rendered SVG, each with a sentence for a screen reader and its table one click away.

Rows of numbers come in as the view has them (Decimal, int, float, None); `currency` makes them money.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core import charts, formatting, ui

register = template.Library()

Row = tuple[str, Any]


@register.inclusion_tag("components/line_chart.html")
def line_chart(
    labels: Sequence[str],
    series: Sequence[Any],
    label: str,
    *,
    currency: str = "",
    threshold: Any = None,
    threshold_label: str = "",
    table: bool = True,
) -> dict[str, Any]:
    """Draw lines over labels. Each series: (name, values) or (name, values, "then") for an earlier period."""
    rows = [_series(entry) for entry in series]
    limit = None if threshold is None else float(threshold)
    chart = charts.line_chart(labels=labels, series=rows, threshold=limit)
    return {
        **_common(chart, label, currency),
        "table": _table(labels, rows, currency) if table else None,
        "mark": _words(chart.mark.value, currency, whole=True) if chart.mark else "",
        "threshold_label": threshold_label,
        "legend": rows if len(rows) > 1 else [],
    }


@register.inclusion_tag("components/column_chart.html")
def column_chart(
    labels: Sequence[str], series: Sequence[Any], label: str, currency: str = "", table: bool = True
) -> dict[str, Any]:
    """Draw one stacked column a label. Each series: (name, values)."""
    rows = [_series(entry) for entry in series]
    chart = charts.column_chart(labels=labels, series=rows)
    return {
        **_common(chart, label, currency),
        "table": _table(labels, rows, currency) if table else None,
        "legend": list(enumerate((row.name for row in rows), start=1)) if len(rows) > 1 else [],
    }


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(rows: Sequence[Row], label: str, currency: str = "") -> dict[str, Any]:
    """Draw a bar for each (name, value), longest for the largest; the words beside them are the table."""
    widths = charts.shares([float(value) for _, value in rows])
    bars = [
        {"name": name, "width": width, "value": _words(value, currency, whole=True)}
        for (name, value), width in zip(rows, widths, strict=True)
    ]
    return {"bars": bars, "label": label}


@register.inclusion_tag("components/heat_map.html")
def heat_map(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Any]]], label: str, currency: str = ""
) -> dict[str, Any]:
    """Draw a grid of values, darker for more. Each row: (name, values), one value a column."""
    box = charts.Box(left=46, right=0, top=4, bottom=22, height=30 * len(rows) + 26)
    cells = charts.heat_map([[float(value or 0) for value in values] for _, values in rows], box=box)
    firsts = [cell for cell in cells if cell.column == 0]
    every = max(len(columns) // 8, 1)
    return {
        "box": box,
        "cells": cells,
        "names": [{"y": c.y + c.height / 2 + 4, "text": rows[c.row][0]} for c in firsts],
        "heads": [
            {"x": c.x + c.width / 2, "text": columns[c.column]}
            for c in cells
            if c.row == 0 and c.column % every == 0
        ],
        "label": label,
        "table": {
            "heads": list(columns),
            "rows": [
                (name, [_words(value, currency, whole=True) for value in values]) for name, values in rows
            ],
        },
    }


@register.simple_tag
def sparkline(values: Sequence[Any], label: str) -> SafeString:
    """Draw a line of values small enough for a table cell."""
    path = charts.sparkline([None if value is None else float(value) for value in values])
    return format_html(
        '<svg class="chart sparkline" viewBox="0 0 100 24" role="img" aria-label="{}">'
        '<path class="chart__line" d="{}"/></svg>',
        label,
        path,
    )


def _series(entry: Any) -> charts.Series:
    name, values, *kind = entry
    return charts.Series(
        name=str(name),
        values=[None if v is None else float(v) for v in values],
        kind=kind[0] if kind else "now",
    )


def _common(chart: charts.LineChart | charts.ColumnChart, label: str, currency: str) -> dict[str, Any]:
    locale = ui.reader_locale()
    ticks = [{"y": t.y, "text": formatting.format_compact(t.value, locale=locale)} for t in chart.ticks]
    return {"chart": chart, "ticks": ticks, "label": label}


def _table(labels: Sequence[str], rows: Sequence[charts.Series], currency: str) -> dict[str, Any]:
    return {
        "heads": [row.name for row in rows],
        "rows": [
            (text, [_words(row.values[at] if at < len(row.values) else None, currency) for row in rows])
            for at, text in enumerate(labels)
        ],
    }


def _words(value: Any, currency: str, *, whole: bool = False) -> str:
    return "" if value is None else ui.amount_words(value, currency, whole=whole)
