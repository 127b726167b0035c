"""Oscar's stock record, kept only as the handle its basket needs: no price, no quantity."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner.abstract_models import AbstractStockRecord


class StockRecord(AbstractStockRecord):
    """A variant as Oscar's basket knows it. Prices come from pricing, quantities from stock."""

    partner_sku = models.CharField(_("SKU"), max_length=128)
    price = None
    num_in_stock = None
    num_allocated = None
    low_stock_threshold = None


from oscar.apps.partner.models import *  # noqa: E402, F403
