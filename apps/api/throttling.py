"""How often one address may ask where guessing must not pay."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class AddressThrottle(SimpleRateThrottle):
    """Counts the requests of an address to the views of one scope."""

    def get_cache_key(self, request: Request, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class EnrolmentThrottle(AddressThrottle):
    scope = "enrolment"


class OrderStatusThrottle(AddressThrottle):
    scope = "order-status"


class CatalogueThrottle(AddressThrottle):
    scope = "catalogue"
