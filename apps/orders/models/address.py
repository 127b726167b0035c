"""Where an order goes: an address of its own, which stays as it was given."""

from oscar.apps.address.abstract_models import AbstractShippingAddress
from oscar.apps.address.models import Country

__all__ = ["Country", "ShippingAddress"]


class ShippingAddress(AbstractShippingAddress):
    """The address that an order's goods are sent to."""

    class Meta(AbstractShippingAddress.Meta):
        app_label = "order"
