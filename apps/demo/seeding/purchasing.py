"""Lumaca buys: four suppliers with their price lists, and three months of orders in every state."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Location
from apps.demo.signins import EVERYBODY
from apps.purchasing.models import GoodsReceipt, PurchaseOrder, Supplier
from apps.purchasing.services import agreements, backorders, costing, drafting, ending, receiving, sending
from apps.purchasing.services.rates import set_rate
from apps.purchasing.services.suppliers import add_supplier
from apps.purchasing.terms import Break
from apps.purchasing.types import Arrived, NewAgreement, SupplierFacts, Wanted

CENT = Decimal("0.01")
SUPPLIERS = (
    SupplierFacts(
        code="rossi",
        name="Fornace Rossi S.n.c.",
        currency="EUR",
        language="it",
        email="ordini@fornacerossi.example",
        phone="+39 0571 000 118",
        address="Via delle Fornaci 9\n50056 Montelupo Fiorentino\nItalia",
        vat_number="IT00000000118",
        lead_days=12,
        minimum_order=Decimal(250),
        payment_terms="30 giorni fine mese",
        tolerance_percent=Decimal(5),
    ),
    SupplierFacts(
        code="tessuti",
        name="Tessitura Serchio S.r.l.",
        currency="EUR",
        language="it",
        email="vendite@serchio.example",
        phone="+39 0583 000 241",
        address="Viale del Serchio 44\n55100 Lucca\nItalia",
        vat_number="IT00000000241",
        lead_days=7,
        payment_terms="60 giorni",
    ),
    SupplierFacts(
        code="zielinski",
        name="Zieliński i Córki",
        currency="PLN",
        language="pl",
        email="zamowienia@zielinski.example",
        phone="+48 12 000 36 60",
        address="ul. Szklana 12\n31-559 Kraków\nPolska",
        vat_number="PL0000003660",
        lead_days=18,
        minimum_order=Decimal(1500),
        payment_terms="przelew 30 dni",
        tolerance_percent=Decimal(2),
    ),
    SupplierFacts(
        code="harrow",
        name="Harrow & Vale Ltd",
        currency="GBP",
        language="en",
        phone="+44 20 0000 7714",
        address="3 Tannery Row\nLondon SE1 0AA\nUnited Kingdom",
        vat_number="GB000007714",
        lead_days=21,
        payment_terms="Payment in advance",
    ),
)
"""The last one has no e-mail address: what is ordered there is sent by hand."""

RATES = {"PLN": ("0.2310", "0.2345", "0.2362"), "GBP": ("1.1640", "1.1715", "1.1580")}
"""What a unit was worth in euro 120, 60 and 20 days ago."""
SHARE_OF_PRICE = Decimal("0.38")


def seed_purchasing(*, now: datetime, chance: random.Random) -> None:
    """Take up the suppliers with prices for all goods, and order for three months; a second run changes nothing."""
    if Supplier.objects.exists():
        return
    for currency, rates in RATES.items():
        for back, rate in zip((120, 60, 20), rates, strict=True):
            day = now.date() - timedelta(days=back)
            set_rate(currency=currency, valid_from=day, rate=Decimal(rate), actor=None)
    suppliers = [add_supplier(facts=facts, actor=None) for facts in SUPPLIERS]
    sold = _agree(suppliers, now.date() - timedelta(days=118), chance)
    _Buyer(now, chance, sold).buy()


def _agree(
    suppliers: Sequence[Supplier], since: date, chance: random.Random
) -> dict[Supplier, list[Product]]:
    """Share the goods out by brand, each brand with one supplier; return what each sells."""
    goods = Product.objects.filter(sku__isnull=False, needs_shipping=True, components=None)
    goods = goods.exclude(structure=Product.PARENT)
    sold: dict[Supplier, list[Product]] = {supplier: [] for supplier in suppliers}
    prices = dict(goods.filter(prices__price_list__code="base-eur").values_list("pk", "prices__amount"))
    for product in goods.select_related("parent").order_by("pk"):
        brand = (product.parent or product).brand_id or 0
        sold[suppliers[brand % len(suppliers)]].append(product)
    for supplier, products in sold.items():
        terms = [_terms(product, supplier, prices, since, chance) for product in products]
        agreements.agree(supplier_id=supplier.pk, agreements=terms, actor=None)
    return sold


def _terms(
    product: Product, supplier: Supplier, prices: dict[int, Decimal], since: date, chance: random.Random
) -> NewAgreement:
    rate = Decimal(RATES[supplier.currency][0]) if supplier.currency in RATES else Decimal(1)
    price = (prices.get(product.pk, Decimal(10)) * SHARE_OF_PRICE / rate).quantize(CENT)
    pack = chance.choice((1, 1, 2, 4, 6))
    breaks = [Break(1, price), Break(12, (price * Decimal("0.95")).quantize(CENT))]
    if chance.random() < 0.4:
        breaks.append(Break(48, (price * Decimal("0.9")).quantize(CENT)))
    return NewAgreement(
        product_id=product.pk,
        breaks=breaks,
        valid_from=since,
        supplier_sku=f"{supplier.code[:2].upper()}-{product.pk:05d}",
        pack_size=pack,
        minimum_quantity=pack,
        is_preferred=True,
    )


class _Buyer:
    """Orders as somebody at the warehouse would over three months, each act at its own moment."""

    def __init__(self, now: datetime, chance: random.Random, sold: dict[Supplier, list[Product]]) -> None:
        self.now, self.chance, self.sold = now, chance, sold
        self.warehouse = Location.objects.filter(kind=Location.Kind.WAREHOUSE).order_by("pk").first()
        self.somebody = User.objects.filter(email=EVERYBODY[0].email).first()

    def buy(self) -> None:
        """Place orders every ten days or so; the older are received, the latest in every other state."""
        if self.warehouse is None:
            return
        suppliers = list(self.sold)
        for back in range(85, 20, -9):
            supplier = suppliers[back % len(suppliers)]
            order = self._sent(supplier, back, kinds=6)
            receipt = self._receive(order, max(1, back - supplier.lead_days), share=1.0)
            if back % 2:
                self._add_costs(receipt, supplier)
        rossi, tessuti, zielinski, harrow = suppliers
        partly = self._sent(zielinski, 24, kinds=5)
        receipt = self._receive(partly, 5, share=0.6, damaged=True)
        late = {line.product_id: self._day(-9) for line in partly.lines.all() if line.open_quantity}
        backorders.expect_on(order_id=partly.pk, days=late, actor=self.somebody, at=self._at(5))
        self._sent(rossi, 15, kinds=7)
        self._sent(harrow, 6, kinds=3)
        closed = self._sent(tessuti, 40, kinds=4)
        self._receive(closed, 30, share=0.5)
        ending.close_order(
            order_id=closed.pk, reason="Last year's colours", actor=self.somebody, at=self._at(28)
        )
        cancelled = self._sent(tessuti, 12, kinds=2)
        ending.cancel_order(
            order_id=cancelled.pk, reason="Ordered twice", actor=self.somebody, at=self._at(11)
        )
        self._draft(tessuti, 1, kinds=5)
        self._draft(rossi, 0, kinds=3)

    def _draft(self, supplier: Supplier, back: int, *, kinds: int) -> PurchaseOrder:
        picked = self.chance.sample(self.sold[supplier], min(kinds, len(self.sold[supplier])))
        units = (6, 12, 18, 24, 48)
        wanted = [
            Wanted(product.pk, self.warehouse.pk, self.chance.choice(units), supplier.pk)  # type: ignore[union-attr]
            for product in picked
        ]
        drafted = drafting.draft_orders(wanted=wanted, actor=self.somebody, at=self._at(back))
        return drafted.orders[0]

    def _sent(self, supplier: Supplier, back: int, *, kinds: int) -> PurchaseOrder:
        order = self._draft(supplier, back, kinds=kinds)
        means = "email" if supplier.email else "hand"
        return sending.send_order(
            order_id=order.pk,
            means=means,
            below_minimum=True,
            actor=self.somebody,
            at=self._at(back) + timedelta(minutes=20),
        )

    def _receive(
        self, order: PurchaseOrder, back: int, *, share: float, damaged: bool = False
    ) -> GoodsReceipt:
        arrived = []
        for place, line in enumerate(order.lines.order_by("pk")):
            units = max(1, round(line.quantity * share))
            broken = 2 if damaged and place == 0 and units > 2 else 0
            arrived.append(
                Arrived(line.product_id, units - broken, broken, "Broken in transport" if broken else "")
            )
        return receiving.receive_order(
            order_id=order.pk,
            arrived=arrived,
            key=f"demo-{order.pk}",
            delivery_note=f"DN-{self.chance.randint(1000, 9999)}",
            actor=self.somebody,
            at=self._at(back),
        )

    def _add_costs(self, receipt: GoodsReceipt, supplier: Supplier) -> None:
        """Have a carrier's bill come, and an invoice that names another price for the first line."""
        at = receipt.received_at + timedelta(days=3)
        costing.add_landed_cost(
            receipt_id=receipt.pk,
            kind="freight",
            amount=Decimal(self.chance.randint(20, 90)),
            currency="EUR",
            split_by="value",
            document=f"CMR {self.chance.randint(100, 999)}",
            actor=self.somebody,
            at=at,
        )
        line = receipt.lines.order_by("pk")[0]
        costing.book_invoice(
            receipt_id=receipt.pk,
            invoice=f"{supplier.code.upper()}-{self.chance.randint(100, 999)}",
            prices={line.pk: (line.unit_price * Decimal("1.03")).quantize(CENT)},
            actor=self.somebody,
            at=at,
        )

    def _at(self, back: int) -> datetime:
        return self.now - timedelta(days=back, minutes=self.chance.randint(5, 200))

    def _day(self, back: int) -> date:
        return self.now.date() - timedelta(days=back)
