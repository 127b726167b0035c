"""Charts lay out their data inside their box, whatever the data is."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from apps.core.charts import Box, Series, column_chart, heat_map, line_chart, shares, sparkline, ticks

amounts: SearchStrategy[float] = st.floats(-1e9, 1e9, allow_nan=False)


def test_ticks_are_round_and_hold_zero() -> None:
    assert ticks(0, 4210) == [0, 1000, 2000, 3000, 4000, 5000]
    assert ticks(0, 0) == [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert ticks(-30, 70) == [-40, -20, 0, 20, 40, 60, 80]


@given(amounts, amounts)
def test_ticks_span_the_values(one: float, other: float) -> None:
    marks = ticks(min(one, other), max(one, other))

    assert marks[0] <= min(one, other, 0) + 1e-6
    assert marks[-1] >= max(one, other, 0) - 1e-6
    assert 2 <= len(marks) <= 13


def test_the_latest_known_value_is_marked() -> None:
    chart = line_chart(
        labels=["9:00", "10:00", "11:00"],
        series=[Series("today", [100, 200, None]), Series("last week", [50, 120, 300], "then")],
    )

    assert chart.mark is not None
    assert (chart.mark.value, chart.mark.label) == (200, "10:00")
    assert [line.name for line in chart.lines] == ["last week", "today"], "the present is drawn over the past"
    assert chart.lines[0].area == ""
    assert chart.lines[1].area.endswith("Z")


def test_a_gap_breaks_the_line() -> None:
    chart = line_chart(labels=list("abcd"), series=[Series("stock", [1, None, 2, 3])])

    assert chart.lines[0].path.count("M") == 2


def test_nothing_known_draws_an_empty_chart() -> None:
    chart = line_chart(labels=["9:00"], series=[Series("today", [None])])

    assert chart.mark is None
    assert chart.lines[0].path == ""
    assert line_chart(labels=[], series=[]).lines == []


def test_a_threshold_lies_on_the_scale() -> None:
    chart = line_chart(
        labels=["a", "b"], series=[Series("stock", [10, 20])], threshold=100, box=Box(top=0, bottom=0)
    )

    assert chart.threshold_y == 0


@given(st.lists(amounts, min_size=1, max_size=40))
def test_a_line_stays_in_its_box(values: list[float]) -> None:
    chart = line_chart(labels=[str(at) for at in range(len(values))], series=[Series("any", values)])
    points = [pair.split() for pair in chart.lines[0].path.removeprefix("M").split("L")]

    for x, y in points:
        assert chart.box.left <= float(x) <= chart.box.end
        assert chart.box.top <= float(y) <= chart.box.floor


def test_columns_stack_to_their_sum() -> None:
    chart = column_chart(
        labels=["Mon"], series=[Series("shops", [60]), Series("web", [None]), Series("app", [40])]
    )
    shops, app = chart.bars

    assert (shops.series, app.series) == (1, 3)
    assert round(app.y + app.height, 1) == shops.y
    assert round(shops.height / app.height, 1) == 1.5


def test_shares_never_hide_a_small_value() -> None:
    assert shares([2128, 861, 1, 0]) == [100, 40, 1, 0]
    assert shares([]) == []
    assert shares([0, 0]) == [0, 0]


def test_a_heat_map_compares_with_the_largest() -> None:
    cells = heat_map([[0, 5], [10, 2.5]])

    assert [cell.share for cell in cells] == [0, 0.5, 1, 0.25]
    assert heat_map([]) == []


def test_a_sparkline_fills_its_box() -> None:
    assert sparkline([1, 3, 2]) == "M2.0 22.0L50.0 2.0L98.0 12.0"
    assert sparkline([None]) == ""
    assert sparkline([5, 5]) == "M2.0 22.0L98.0 22.0"
