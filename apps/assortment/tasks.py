"""Following the news of the layers below: each event names products, whose rows are written anew."""

from typing import Any

from celery import shared_task

from apps.assortment import services
from apps.assortment.imports.runs import carry_out, close_interrupted
from apps.catalog.selectors import bundles_with
from apps.core import clock

Event = dict[str, Any]


@shared_task(name="apps.assortment.tasks.follow_products", ignore_result=True)
def follow_products(*, event: Event) -> None:
    """Write the rows of products that changed."""
    services.refresh(product_ids=event["payload"]["product_ids"])


@shared_task(name="apps.assortment.tasks.follow_prices", ignore_result=True)
def follow_prices(*, event: Event) -> None:
    """Write the prices of products whose price changed."""
    services.refresh_offers(product_ids=event["payload"]["product_ids"])


@shared_task(name="apps.assortment.tasks.follow_stock", ignore_result=True)
def follow_stock(*, event: Event) -> None:
    """Write the availability of products whose stock changed, and of the bundles that they go into."""
    moved = {product_id for product_id, _location_id in event["payload"]["levels"]}
    services.refresh_offers(product_ids=moved | bundles_with(component_ids=moved))


@shared_task(name="apps.assortment.tasks.follow_settings", ignore_result=True)
def follow_settings(*, event: Event) -> None:
    """Write what depends on the settings of a channel or a location that changed."""
    services.follow_settings(subject=event["subject"])


@shared_task(name="apps.assortment.tasks.run_import", ignore_result=True)
def run_import(*, event: Event) -> None:
    """Check or apply the product file that a person has uploaded."""
    carry_out(run_id=event["payload"]["run_id"])


@shared_task(name="apps.assortment.tasks.close_interrupted_imports", ignore_result=True)
def close_interrupted_imports() -> None:
    """Say of imports whose worker was killed that they were interrupted."""
    close_interrupted()


@shared_task(name="apps.assortment.tasks.recount_popularity", ignore_result=True)
def recount_popularity() -> None:
    """Write anew how well products sell."""
    services.recount_popularity(at=clock.now())
