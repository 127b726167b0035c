"""The card of a bundle: it lies nowhere, so what counts is what can be put together where, and what it waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from apps.catalog.models import Barcode, Product
from apps.catalog.names import names_of
from apps.channels.models import Location
from apps.stock.bundles import MadeThere, PartThere, can_be_made

from ..shell.access import Staff
from .channels import channel_table

SEE = "stock.view"
MOST = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A location: how many can be put together there, and of what, by name."""

    place: Location
    made: MadeThere
    parts: list[tuple[str, PartThere]]


@dataclass(frozen=True, slots=True)
class Component:
    """What goes into a bundle, so many of it, and whether it sets the limit somewhere."""

    product: Product
    name: str
    quantity: int
    is_scarce: bool


def bundle_card(*, product: Product, staff: Staff, at: datetime) -> dict[str, Any]:
    """Return the card's context, narrowed to where the person may see stock; {} if the product is no bundle."""
    places = [place for place in staff.places if staff.can(SEE, place.pk)]
    made = can_be_made(bundle_id=product.pk, location_ids=[place.pk for place in places], at=at)
    if not made:
        return {}
    components = _components(made)
    names = {each.product.pk: each.name for each in components}
    return {
        "product": product,
        "components": components,
        "rows": _rows(places, made, names),
        "total": sum(each.quantity for each in made),
        "keeps_stock": any(part.keeps_stock for part in made[0].parts),
        "by_channel": channel_table(product_id=product.pk, places=places, at=at),
        "barcodes": list(Barcode.objects.filter(product=product).order_by("pk")),
    }


def bundles_like(words: str) -> dict[int, str]:
    """Return the names of some bundles that the words find by code or title; no list of levels has them."""
    named = Q(sku__istartswith=words) | Q(title__icontains=words) | Q(parent__title__icontains=words)
    bundles = Product.objects.filter(named, components__isnull=False).distinct().select_related("parent")
    return names_of(list(bundles.order_by("title", "pk")[:MOST]))


def _components(made: Sequence[MadeThere]) -> list[Component]:
    parts = made[0].parts
    products = Product.objects.select_related("parent").in_bulk([part.product_id for part in parts])
    names = names_of(list(products.values()))
    scarce = {key for each in made for key in each.scarcest}
    return [
        Component(products[part.product_id], names[part.product_id], part.quantity, part.product_id in scarce)
        for part in parts
    ]


def _rows(places: Sequence[Location], made: Sequence[MadeThere], names: Mapping[int, str]) -> list[Row]:
    return [
        Row(place, each, [(names[part.product_id], part) for part in each.parts])
        for place, each in zip(places, made, strict=True)
    ]
