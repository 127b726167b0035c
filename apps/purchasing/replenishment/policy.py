"""From a forecast to when to order and up to how much. Pure.

The policy is (s, S) with a look every night (Silver, Pyke and Thomas, Inventory and Production Management in
Supply Chains, 4th ed., chapter 7): where the position, which is what is there and what is coming less what is
promised, has fallen to the reorder point s, order so that it reaches S.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from .arrays import Floats

REVIEW_DAYS = 1
"""How often the position is looked at: every night."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a retailer wants. Costs are in the company's currency.

    `service_level` is the chance that the goods last from one order until the next arrives. An order line costs
    `order_cost` to write, receive and put away; a unit on stock costs `carrying_rate` of its value a year.
    """

    service_level: float = 0.95
    order_cost: float = 1.5
    carrying_rate: float = 0.25
    least_cycle_days: int = 7
    most_cycle_days: int = 60

    @property
    def z(self) -> float:
        """Return by how many standard deviations of the normal distribution that is more than the mean."""
        return NormalDist().inv_cdf(self.service_level)


@dataclass(frozen=True, slots=True)
class Levels:
    """For each series: from where to order, up to where, and what the reorder point is made of."""

    reorder_point: Floats
    order_up_to: Floats
    safety_stock: Floats
    lot: Floats
    deviation: Floats


def levels(
    *, mean: Floats, variance: Floats, rate: Floats, lead_deviation: Floats, unit_cost: Floats, rules: Rules
) -> Levels:
    """Return when to order and up to how much; `mean` and `variance` are of lead time and review together.

    A lead time that varies adds rate^2 times its variance (Silver, Pyke and Thomas, 7.10, for independent days).
    Goods of which nothing is expected are neither ordered nor kept.
    """
    whole = variance + (rate * lead_deviation) ** 2
    point = np.floor(quantile(mean=mean, variance=whole, z=rules.z))
    lot = lot_size(rate=rate, unit_cost=unit_cost, rules=rules)
    wanted = rate > 0
    return Levels(
        reorder_point=np.where(wanted, point, 0.0),
        order_up_to=np.where(wanted, np.ceil(point + lot), 0.0),
        safety_stock=np.where(wanted, point - mean, 0.0),
        lot=np.where(wanted, lot, 0.0),
        deviation=np.sqrt(whole),
    )


def lot_size(*, rate: Floats, unit_cost: Floats, rules: Rules) -> Floats:
    """Return how many units to order at once: where ordering and keeping cost least together.

    sqrt(2 * order cost * rate / (carrying cost a day)), Harris, "How many parts to make at once", Factory 10,
    1913; kept between the days' sales that a place wants between two orders, and at least one unit.
    """
    a_day = np.maximum(unit_cost, 0.01) * rules.carrying_rate / 365
    economic = np.sqrt(2 * rules.order_cost * rate / a_day)
    kept = np.clip(economic, rate * rules.least_cycle_days, rate * rules.most_cycle_days)
    return np.asarray(np.maximum(1.0, kept))


def quantile(*, mean: Floats, variance: Floats, z: float) -> Floats:
    """Return how much demand stays under with the chance that z stands for, demand being gamma distributed.

    Demand is never negative and has a long tail, so gamma fits it better than normal (Burgin, "The gamma
    distribution and inventory control", Operational Research Quarterly 26, 1975). Its quantile by the cube-root
    transformation: Wilson and Hilferty, "The distribution of chi-square", PNAS 17, 1931.
    """
    shape = np.maximum(mean, 1e-9) ** 2 / np.maximum(variance, 1e-9)
    shape = np.maximum(shape, 1e-3)
    root = 1 - 1 / (9 * shape) + z / (3 * np.sqrt(shape))
    return np.asarray(mean * np.maximum(0.0, root) ** 3)
