"""A web shop to shop in: a warehouse in Altopascio, shops in Lucca and Como, prices, tax, a courier, goods."""

from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.test import Client

from apps.accounts.models import User
from apps.assortment import services as assortment
from apps.catalog.models import Product
from apps.catalog.types import SellableDraft
from apps.channels.models import Channel, ChannelLocation, Location, OpeningHours
from apps.core import clock
from apps.customers.services import customer_of
from apps.orders.models import Order
from apps.storefront.basket.models import Basket
from tests.factories import windows
from tests.factories.channels import LocationFactory
from tests.factories.drafts import SellableDraftFactory, category, option, product, product_with_variants
from tests.factories.fulfilment import DeliveryMethodFactory
from tests.factories.pricing import TaxRateFactory
from tests.factories.windows import Window

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "four slow snails"
ADDRESS = {
    "name": "Elisa Conti",
    "line1": "Via del Fosso 41",
    "line2": "",
    "postcode": "55100",
    "city": "Lucca",
    "country": "IT",
}


@dataclass
class Boutique:
    """The shop, its places, and what tests do in it."""

    window: Window
    como: Location
    mug: Product = field(init=False)
    vase: Product = field(init=False)
    green: Product = field(init=False)
    blue: Product = field(init=False)

    @property
    def channel(self) -> Any:
        return self.window.channel

    @property
    def altopascio(self) -> Location:
        return self.window.warehouse

    @property
    def lucca(self) -> Location:
        return self.window.lucca

    def sell(
        self, thing: Product, *, price: str = "10.00", stock: int = 10, at: Location | None = None
    ) -> Product:
        """Price the product, put some on a shelf and show it."""
        self.window.price(thing, price)
        if stock:
            self.window.receive(thing, stock, at)
        return self.show(thing)

    def show(self, thing: Product) -> Product:
        """Write the product into the shop window as it is now."""
        assortment.refresh(product_ids=[thing.parent_id or thing.pk])
        return thing

    def receive(self, thing: Product, quantity: int, at: Location) -> None:
        self.window.receive(thing, quantity, at)

    def withdraw(self, thing: Product) -> None:
        """Take the product out of the shop."""
        Product.objects.filter(pk=thing.pk).update(is_public=False)


def open_boutique() -> Boutique:
    """Open the shop with a mug at 12.20 and a vase in two colours at 44.00, ten of each in Altopascio."""
    window = windows.window()
    como = LocationFactory(name="Como", code="como")
    ChannelLocation.objects.create(channel=window.channel, location=como, position=2)
    for shop in (window.lucca, como):
        for weekday in range(7):
            OpeningHours.objects.create(
                location=shop, weekday=weekday, opens_at=time(0), closes_at=time(23, 59)
            )
    TaxRateFactory()
    TaxRateFactory(country="FR", rate=Decimal("0.20"))
    _ways_of_delivering(window.channel)
    boutique = Boutique(window, como)
    boutique.mug = boutique.sell(
        product(
            "Half-dip mug", sku="MUG", gtins=("4006381333931",), categories=(category("Kitchen", "Mugs"),)
        ),
        price="12.20",
    )
    boutique.vase = boutique.sell(
        product_with_variants(
            "Ortiga vase",
            [vase("Green", "#2f6b55"), vase("Blue", "#35617a")],
            categories=(category("Vases"),),
        ),
        price="44.00",
    )
    boutique.green, boutique.blue = Product.objects.filter(parent=boutique.vase).order_by("pk")
    return boutique


def _ways_of_delivering(channel: Channel) -> None:
    DeliveryMethodFactory(code="courier", channel=channel, price=Decimal("4.90"), free_from=Decimal(49))
    DeliveryMethodFactory(
        code="express", name="Express", channel=channel, price=Decimal("12.00"), days_max=1, position=1
    )
    DeliveryMethodFactory(
        code="abroad",
        name="Abroad",
        channel=channel,
        countries="FR",
        price=Decimal("14.90"),
        position=2,
    )


def vase(colour: str, swatch: str, **facts: Any) -> SellableDraft:
    """Return a vase of this colour."""
    return SellableDraftFactory(
        sku=f"VASE-{colour}", attributes=(option("Colour", colour),), swatch=swatch, **facts
    )


def person(email: str = "elisa@example.com", **facts: Any) -> User:
    """Return somebody with an account."""
    names = {"first_name": "Elisa", "last_name": "Conti"}
    user = User.objects.create_user(email, PASSWORD, **(names | facts))
    with transaction.atomic():
        customer_of(user=user)
    return user


def signed_in(user: User) -> Client:
    """Return the browser of somebody who has signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def put_in(client: Client, thing: Product, quantity: object = 1, *, at: Location | None = None) -> Any:
    """Press "Add to basket" on the product's page."""
    way = at.pk if at else "delivery"
    return client.post(f"/basket/add/{thing.pk}/", {"quantity": quantity, "way": way})


def basket() -> Basket:
    """Return the one open basket that there is."""
    return Basket.open.get()


def contents() -> list[tuple[str, int, str]]:
    """Return what is in the open basket: title, quantity, and where it is collected or that it is delivered."""
    lines = basket().lines.order_by("pk").select_related("product__parent", "pickup_location")
    return [
        (line.product.get_title(), line.quantity, str(line.pickup_location or "delivered")) for line in lines
    ]


def tell_who(client: Client, **changes: str) -> Any:
    """Fill in the first page of the checkout."""
    return client.post("/checkout/you/", {"email": "elisa@example.com", "name": "Elisa Conti", **changes})


def tell_where(client: Client, **changes: str) -> Any:
    """Fill in the second page of the checkout."""
    return client.post("/checkout/getting/", {**ADDRESS, "shipping": "courier", **changes})


def press_order(client: Client, **changes: str) -> Any:
    """Press the button on the last page of the checkout, having read it."""
    page = client.get("/checkout/paying/")
    fingerprint = page.context["review"].quote.fingerprint
    return client.post("/checkout/paying/", {"way": "card", "fingerprint": fingerprint, **changes})


def order_by_card(client: Client, thing: Product, quantity: int = 1) -> Order:
    """Buy something as far as the bank's page and return the order, which waits for its payment."""
    put_in(client, thing, quantity)
    tell_who(client)
    tell_where(client)
    press_order(client)
    return Order.objects.latest("pk")


def messages_of(response: Any) -> list[str]:
    """Return what the page says in notices and toasts."""
    return [str(message) for message in response.context["messages"]]


def now() -> Any:
    return clock.now()
