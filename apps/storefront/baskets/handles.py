"""Oscar's basket line points at a stock record; ours is a bare handle, made when a product is first wanted."""

from collections.abc import Collection

from oscar.apps.partner.models import Partner

from apps.core import theme
from apps.storefront.partner.models import StockRecord

PARTNER_CODE = "shop"


def ensure_handles(*, product_ids: Collection[int]) -> dict[int, int]:
    """Return the stock record key of each product, making those that are missing.

    Two statements once they exist, whatever the number of products.
    """
    handles = _handles(product_ids)
    missing = sorted(set(product_ids) - handles.keys())
    if not missing:
        return handles
    partner, _created = Partner.objects.get_or_create(
        code=PARTNER_CODE, defaults={"name": theme.merchant()["name"]}
    )
    StockRecord.objects.bulk_create(
        (
            StockRecord(product_id=product_id, partner=partner, partner_sku=str(product_id))
            for product_id in missing
        ),
        ignore_conflicts=True,
    )
    return _handles(product_ids)


def _handles(product_ids: Collection[int]) -> dict[int, int]:
    records = StockRecord.objects.filter(product_id__in=product_ids, partner__code=PARTNER_CODE)
    return dict(records.values_list("product_id", "pk"))
