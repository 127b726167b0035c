"""What is low and what to order on the first day, so that nobody has to wait for the night."""

from datetime import datetime

from apps.accounts.models import User
from apps.channels.models import Location
from apps.demo.signins import EVERYBODY
from apps.purchasing.services.proposing import propose
from apps.stock.services.low_stock import set_low_stock_rule, watch_low_stock
from apps.stock.thresholds import LowStockRule

LOW_FROM = {Location.Kind.WAREHOUSE: 20, Location.Kind.SHOP: 3}


def seed_needs(*, now: datetime) -> None:
    """Say from how many on stock is low, alert where it is, propose what to order; a second run changes nothing."""
    if LowStockRule.objects.exists():
        return
    owner = User.objects.get(email=EVERYBODY[0].email)
    for location in Location.objects.filter(kind__in=LOW_FROM, is_active=True).order_by("pk"):
        threshold = LOW_FROM[Location.Kind(location.kind)]
        set_low_stock_rule(threshold=threshold, actor=owner, location_id=location.pk)
    watch_low_stock(at=now)
    propose(at=now)
