"""Line charts and sparklines."""

from collections.abc import Sequence
from typing import Literal

from apps.core.charts.scale import Scale, place_labels
from apps.core.charts.types import Box, Line, LineChart, Mark, Series, Value

Point = tuple[float, float]


def line_chart(
    *, labels: Sequence[str], series: Sequence[Series], threshold: Value = None, box: Box | None = None
) -> LineChart:
    """Lay out lines over equally spaced labels; a None breaks a line, the last known value gets a mark."""
    box = box or Box()
    known = [value for row in series for value in row.values if value is not None]
    scale = Scale.over([*known, *([] if threshold is None else [threshold])], box)
    step = box.inner_width / max(len(labels) - 1, 1)
    xs = [box.left + step * index for index in range(len(labels))]
    lines = [_line(row, xs, scale) for row in sorted(series, key=lambda row: row.kind != "then")]
    return LineChart(
        box=box,
        ticks=scale.ticks,
        labels=place_labels(labels, xs, box),
        lines=lines,
        mark=_mark(series, labels, xs, scale),
        threshold_y=None if threshold is None else scale.y(threshold),
    )


def sparkline(values: Sequence[Value], *, width: int = 100, height: int = 24) -> str:
    """Return the path of a line of values filling a small box, 2 units inside it; empty for no values."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    span = (high - low) or 1
    step = (width - 4) / max(len(values) - 1, 1)
    points = [
        None if value is None else (2 + step * at, height - 2 - (height - 4) * (value - low) / span)
        for at, value in enumerate(values)
    ]
    return _path(points)


def _line(row: Series, xs: Sequence[float], scale: Scale) -> Line:
    points = [
        None if value is None else (x, scale.y(value)) for x, value in zip(xs, row.values, strict=False)
    ]
    area = "" if row.kind == "then" else "".join(_area(run, scale.y(0)) for run in _runs(points))
    return Line(name=row.name, path=_path(points), area=area, kind=row.kind)


def _mark(series: Sequence[Series], labels: Sequence[str], xs: Sequence[float], scale: Scale) -> Mark | None:
    current = next((row for row in series if row.kind == "now"), None)
    known = [at for at, value in enumerate(current.values) if value is not None] if current else []
    if not current or not known:
        return None
    at = known[-1]
    value = current.values[at] or 0.0
    anchor: Literal["start", "end"] = "start" if xs[at] < scale.box.width / 3 else "end"
    return Mark(x=round(xs[at], 1), y=scale.y(value), value=value, label=labels[at], anchor=anchor)


def _runs(points: Sequence[Point | None]) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _path(points: Sequence[Point | None]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run) for run in _runs(points))


def _area(run: list[Point], base: float) -> str:
    corners = "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
    return f"M{corners}L{run[-1][0]:.1f} {base:.1f}L{run[0][0]:.1f} {base:.1f}Z"
