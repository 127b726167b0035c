"""Choosing among variants: one row of options for each thing in which they differ. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant with its value for each thing in which variants of its family may differ."""

    id: int
    values: Mapping[str, str]
    swatch: str
    available: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A value one can choose, and the variant that choosing it leads to."""

    value: str
    variant_id: int
    chosen: bool
    available: bool
    swatch: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A thing in which the variants differ, such as colour or height."""

    code: str
    name: str
    chosen: str
    options: Sequence[Option]

    @property
    def has_swatches(self) -> bool:
        """Tell whether its options are shown as colours."""
        return all(option.swatch for option in self.options)


def axes_of(variants: Sequence[Variant], names: Mapping[str, str], chosen: Variant) -> list[Axis]:
    """Return the axes in the order of `names`, whose keys are the codes; those without a choice are left out."""
    axes = []
    for code, name in names.items():
        values = list(dict.fromkeys(variant.values[code] for variant in variants if code in variant.values))
        if len(values) > 1:
            options = [_option(variants, code, value, chosen) for value in values]
            axes.append(Axis(code, name, chosen.values.get(code, ""), _without_repeated_swatches(options)))
    return axes


def choose(variants: Sequence[Variant], wanted_id: int | None) -> Variant:
    """Return the variant that was asked for, else the first that can be had, else the first."""
    asked_for = (variant for variant in variants if variant.id == wanted_id)
    can_be_had = (variant for variant in variants if variant.available)
    return next(asked_for, None) or next(can_be_had, None) or variants[0]


def _option(variants: Sequence[Variant], code: str, value: str, chosen: Variant) -> Option:
    """Return the option that leads to the variant most like the chosen one, and whether exactly that can be had."""
    bearers = [variant for variant in variants if variant.values.get(code) == value]
    best = max(bearers, key=lambda variant: (_alike(variant, chosen, code), variant.available))
    exact = _alike(best, chosen, code) == len(chosen.values.keys() - {code})
    return Option(
        value=value,
        variant_id=best.id,
        chosen=chosen.values.get(code) == value,
        available=best.available and exact,
        swatch=best.swatch,
    )


def _alike(one: Variant, other: Variant, but: str) -> int:
    return sum(1 for code, value in other.values.items() if code != but and one.values.get(code) == value)


def _without_repeated_swatches(options: Iterable[Option]) -> list[Option]:
    """Drop the colours where they don't tell the options apart: then it is another thing that differs."""
    found = list(options)
    if len({option.swatch for option in found}) == len(found):
        return found
    return [Option(o.value, o.variant_id, o.chosen, o.available, "") for o in found]
