"""What a measure finds: a figure, the floor under it, and whether the goal is met."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `ratio` is how many times the floor it takes; None where there is no floor."""

    name: str
    what: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    goal: str
    met: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def against_floor(name: str, what: str, *, seconds: float, floor: float, most: float) -> Figure:
    """Return a time in milliseconds that may be at most so many times the floor."""
    ratio = seconds / floor
    value, under = round(seconds * 1000, 3), round(floor * 1000, 3)
    return Figure(
        name, what, value, "ms", under, round(ratio, 2), f"at most {most:g} x the floor", ratio <= most
    )


def at_most(name: str, what: str, value: float, unit: str, most: float) -> Figure:
    return Figure(name, what, round(value, 3), unit, None, None, f"at most {most:g} {unit}", value <= most)


def at_least(name: str, what: str, value: float, unit: str, least: float) -> Figure:
    return Figure(name, what, round(value, 1), unit, None, None, f"at least {least:g} {unit}", value >= least)


def exactly(name: str, what: str, value: float, unit: str, wanted: float) -> Figure:
    return Figure(name, what, value, unit, None, None, f"exactly {wanted:g} {unit}", value == wanted)


def seconds_of(act: Callable[[], Any]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def in_turn(one: Callable[[], float], other: Callable[[], float], *, times: int) -> tuple[float, float]:
    """Return the medians of both, measured in turn so that a busy moment of the machine hits both."""
    pairs: Sequence[tuple[float, float]] = [(one(), other()) for _turn in range(times)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)
