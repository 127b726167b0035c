"""A retailer to measure: 5,000 products in 200 categories, priced and stocked in five places, through the services."""

import random
from collections.abc import Iterator
from decimal import Decimal

from apps.accounts.models import User
from apps.assortment.services.rebuild import rebuild
from apps.catalog.models import Product
from apps.catalog.services.products import save_products
from apps.catalog.types import AttributeDraft, CategoryStep, ProductDraft, SellableDraft
from apps.channels.models import Channel, ChannelLocation, Location
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.transactions import durable
from apps.demo.seeding.places import BASE_LIST, seed_places
from apps.pos.services.devices import create_device
from apps.pos.services.enrolment import enrol_device
from apps.pricing.services import set_prices
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement

PRODUCTS, CATEGORIES, BATCH = 5_000, 200, 500
WIDE_CHANNEL, WIDE_PLACES, WIDE_PRODUCTS = "wide", 50, 100
KINDS = ("Mug", "Vase", "Bowl", "Plate", "Lamp", "Stool", "Blanket", "Tray", "Jug", "Clock")
STYLES = ("Half-dip", "Speckled", "Ribbed", "Walnut", "Linen", "Smoked", "Woven", "Matte", "Folded", "Tall")
MATERIALS = ("Stoneware", "Glass", "Oak", "Brass", "Wool", "Linen", "Steel", "Porcelain")
COLOURS = ("Green", "Blue", "Ochre")


def seed() -> str:
    """Fill the empty database; return the token of the till that it enrols."""
    chance = random.Random(1986)
    seed_places()
    Channel.objects.exclude(code__in=("web", "till")).update(is_active=False)
    for first in range(0, PRODUCTS, BATCH):
        with durable():
            save_products(drafts=[draft(number, chance) for number in range(first, first + BATCH)])
    sold = list(sellable_keys())
    with durable():
        amounts = {key: Decimal(chance.randint(300, 24_000)) / 100 for key in sold}
        set_prices(price_list_code=BASE_LIST, amounts=amounts)
    for location in Location.objects.order_by("pk"):
        receive(sold, location, 10_000)
    seed_wide(sold[:WIDE_PRODUCTS])
    rebuild()
    token = seed_till()
    OutboxEvent.objects.update(delivered_at=clock.now())
    User.objects.create_user("elisa@example.com", "four slow snails", first_name="Elisa", last_name="Conti")
    return token


def draft(number: int, chance: random.Random) -> ProductDraft:
    """Return the product of that number; every fifth has three colours."""
    kind, style = KINDS[number % len(KINDS)], STYLES[number // len(KINDS) % len(STYLES)]
    material = chance.choice(MATERIALS)
    place = number % CATEGORIES
    title = f"{style} {kind.lower()} {number}"
    path = (CategoryStep({"en": f"Department {place // 10 + 1}"}), CategoryStep({"en": f"Shelf {place + 1}"}))
    words = f"<p>A {style.lower()} {kind.lower()} of {material.lower()}, made by hand in Lucca. {'It lasts. ' * 20}</p>"
    colours = COLOURS if number % 5 == 0 else ()
    return ProductDraft(
        references=(f"bench-{number}",),
        titles={"en": title, "it": f"{title} it"},
        descriptions={"en": words},
        brand=f"Maker {number % 40}",
        categories=(path,),
        attributes=(AttributeDraft({"en": "Material"}, {"en": material}),),
        tax_category="standard",
        is_public=True,
        has_variants=bool(colours),
        sellables=tuple(variant(number, colour) for colour in colours or ("",)),
    )


def variant(number: int, colour: str) -> SellableDraft:
    sku = f"B-{number:05d}{'-' + colour[:2].upper() if colour else ''}"
    attributes = (AttributeDraft({"en": "Colour"}, {"en": colour}),) if colour else ()
    return SellableDraft(references=(sku,), sku=sku, attributes=attributes, weight_grams=400)


def sellable_keys() -> Iterator[int]:
    """Yield the key of everything that is sold."""
    yield from Product.objects.exclude(sku=None).order_by("pk").values_list("pk", flat=True)


def receive(products: list[int], location: Location, quantity: int) -> None:
    """Put so many units of each product on the location's shelves."""
    with durable():
        record_movements(
            movements=[
                NewMovement(
                    product_id=product,
                    location_id=location.pk,
                    kind="receipt",
                    quantity=quantity,
                    at=clock.now(),
                    source_kind="bench",
                    source_id=location.code,
                    source_line=str(product),
                )
                for product in products
            ]
        )


def seed_wide(products: list[int]) -> None:
    """Stock some products in the fifty shops of a channel of their own."""
    channel = Channel.objects.create(
        code=WIDE_CHANNEL, name="Chain", kind="phone", currency="EUR", tax_country="IT", is_active=False
    )
    for position in range(WIDE_PLACES):
        shop = Location.objects.create(
            code=f"shop-{position}", name=f"Shop {position}", kind="shop", country="IT"
        )
        ChannelLocation.objects.create(channel=channel, location=shop, position=position)
        receive(products, shop, 5)


def seed_till() -> str:
    lucca, tills = Location.objects.get(code="lucca"), Channel.objects.get(code="till")
    code = create_device(name="Lucca 1", location=lucca, channel=tills, actor=None)
    return enrol_device(code=code.code, app_version="1", at=clock.now()).token
