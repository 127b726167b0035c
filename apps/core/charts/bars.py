"""Stacked columns, bars and heat maps."""

from collections.abc import Sequence

from apps.core.charts.scale import Scale, place_labels
from apps.core.charts.types import Bar, Box, Cell, ColumnChart, Number, Series


def column_chart(*, labels: Sequence[str], series: Sequence[Series], box: Box | None = None) -> ColumnChart:
    """Lay out one column a label, the series stacked in order; what is None or negative takes no height."""
    box = box or Box()
    stacks = [[max(row.values[at] or 0, 0) for row in series] for at in range(len(labels))]
    scale = Scale.over([sum(stack) for stack in stacks], box)
    step = box.inner_width / max(len(labels), 1)
    width = min(step * 0.64, 48)
    bars = []
    for at, stack in enumerate(stacks):
        base = 0.0
        for number, value in enumerate(stack, start=1):
            top, bottom = scale.y(base + value), scale.y(base)
            if value:
                x = box.left + step * (at + 0.5) - width / 2
                bars.append(Bar(round(x, 1), top, round(width, 1), round(bottom - top, 1), number))
            base += value
    centres = [box.left + step * (at + 0.5) for at in range(len(labels))]
    return ColumnChart(
        box=box, ticks=scale.ticks, labels=place_labels(labels, centres, box, inset=False), bars=bars
    )


def shares(values: Sequence[Number]) -> list[int]:
    """Return each value as a whole percentage of the largest, at least 1 for anything above zero."""
    largest = max([*values, 0])
    return [max(round(100 * value / largest), 1) if value > 0 else 0 for value in values]


def heat_map(rows: Sequence[Sequence[Number]], *, box: Box | None = None, gap: int = 3) -> list[Cell]:
    """Lay out a grid of cells, one row a line, each with its share of the largest value."""
    box = box or Box(left=46, right=0, top=4, bottom=22, height=210)
    largest = max((value for row in rows for value in row), default=0) or 1
    height = box.inner_height / max(len(rows), 1)
    cells = []
    for at, row in enumerate(rows):
        width = box.inner_width / max(len(row), 1)
        for column, value in enumerate(row):
            x, y = box.left + width * column, box.top + height * at
            share = round(max(value, 0) / largest, 3)
            cells.append(
                Cell(
                    round(x, 1), round(y, 1), round(width - gap, 1), round(height - gap, 1), share, at, column
                )
            )
    return cells
