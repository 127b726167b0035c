"""Who may do what, where: the one place that answers, for every list, page and endpoint."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from .models import StaffRole, User

M = TypeVar("M", bound=Model)
Role = StaffRole.Role

_EVERY_ACT = frozenset(
    {
        "dashboard.view",
        "orders.view",
        "orders.cancel",
        "orders.refund",
        "fulfilment.work",
        "fulfilment.override",
        "stock.view",
        "stock.adjust",
        "stock.transfer",
        "stock.receive",
        "stock.count",
        "stock.approve",
        "purchasing.manage",
        "tills.view",
        "tills.manage",
        "exceptions.resolve",
        "catalog.import",
        "customers.view",
        "catalog.manage",
    }
)

ACTS_BY_ROLE: dict[str, frozenset[str]] = {
    Role.OWNER: _EVERY_ACT,
    Role.MANAGER: _EVERY_ACT - {"catalog.import", "catalog.manage"},
    Role.CASHIER: frozenset({"orders.view", "fulfilment.work", "stock.view", "stock.count"}),
    Role.FULFILMENT: frozenset(
        {
            "orders.view",
            "fulfilment.work",
            "stock.view",
            "stock.transfer",
            "stock.receive",
            "stock.adjust",
            "stock.count",
        }
    ),
    Role.MERCHANDISER: frozenset(
        {"stock.view", "catalog.import", "catalog.manage", "purchasing.manage", "stock.receive"}
    ),
    Role.SERVICE: frozenset(
        {"orders.view", "orders.cancel", "orders.refund", "customers.view", "stock.view"}
    ),
    Role.FINANCE: frozenset({"dashboard.view", "orders.view", "orders.refund", "stock.view", "tills.view"}),
}


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do. `places` maps an act to location keys, None meaning everywhere."""

    places: dict[str, frozenset[int] | None]

    def can(self, act: str, *, location_id: int | None = None) -> bool:
        """Tell whether the act is allowed, at the location if one is named."""
        if act not in self.places:
            return False
        reach = self.places[act]
        return reach is None or location_id is None or location_id in reach

    def scope(
        self, queryset: QuerySet[M], *, act: str, location_field: str | tuple[str, ...] = "location"
    ) -> QuerySet[M]:
        """Narrow the queryset to rows at locations where the act is allowed.

        With several fields a row qualifies if any of them is such a location.
        """
        if act not in self.places:
            return queryset.none()
        reach = self.places[act]
        if reach is None:
            return queryset
        fields = (location_field,) if isinstance(location_field, str) else location_field
        allowed = Q()
        for name in fields:
            allowed |= Q(**{f"{name}__in": reach})
        return queryset.filter(allowed)


def rights_of(user: User) -> Rights:
    """Return what the person may do; nothing for inactive people and those who aren't staff."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return Rights({})
    if user.is_superuser:
        return Rights(dict.fromkeys(_EVERY_ACT))
    places: dict[str, frozenset[int] | None] = {}
    for role in user.staff_roles.prefetch_related("location_access"):
        reach = (
            None if role.all_locations else frozenset(row.location_id for row in role.location_access.all())
        )
        for act in ACTS_BY_ROLE[role.role]:
            places[act] = _union(places[act], reach) if act in places else reach
    return Rights(places)


def _union(one: frozenset[int] | None, other: frozenset[int] | None) -> frozenset[int] | None:
    return None if one is None or other is None else one | other
