"""What a location keeps back from promises, and when its stock counts as low."""

from apps.core.audit import Actor, record_act
from apps.core.transactions import durable

from ..models import StockLevel
from .checks import check_locations, check_products, check_quantity
from .news import tell_changed


def set_limits(
    *,
    product_id: int,
    location_id: int,
    safety_stock: int,
    low_stock_threshold: int | None,
    actor: Actor | None,
) -> None:
    """Set how many units are never promised, and from how many on stock is low (None: never).

    Raises WrongQuantity, NotStocked, KeepsNoStock, UnknownLocation.
    """
    limits = {"safety_stock": safety_stock, "low_stock_threshold": low_stock_threshold}
    for units in limits.values():
        check_quantity(units or 0, least=0)
    with durable():
        check_products([product_id])
        check_locations([location_id])
        StockLevel.objects.update_or_create(product_id=product_id, location_id=location_id, defaults=limits)
        record_act(
            actor=actor, action="stock.limited", subject=f"stock:{product_id}:{location_id}", details=limits
        )
        tell_changed(keys=[(product_id, location_id)])
