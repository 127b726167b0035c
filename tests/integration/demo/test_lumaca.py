"""The demo is a whole shop: its books agree, it speaks five languages, and loading it again changes nothing."""

import io

import pytest
from django.core.management import call_command

from apps.accounts.models import User
from apps.catalog.models import Category, Product
from apps.core import clock
from apps.demo.signins import EVERYBODY, PASSWORD
from apps.fulfilment.models import Fulfilment
from apps.orders.models import Order, OrderEntry
from apps.payments.models import PaymentAttempt, WebhookDelivery
from apps.payments.providers.sandbox.bank.models import Notice
from apps.pos.models import Device, SaleEnvelope
from apps.stock.models import LowStockAlert, StockMovement

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ("en", "fr", "it", "id", "pl")


def seed() -> None:
    call_command("seed_demo", size="tiny", stdout=io.StringIO())


def counts() -> dict[str, int]:
    tables = (
        Product,
        User,
        Order,
        OrderEntry,
        StockMovement,
        Fulfilment,
        Device,
        SaleEnvelope,
        LowStockAlert,
    )
    return {table.__name__: table.objects.count() for table in tables}


def test_the_whole_demo():
    seed()
    before = counts()

    # its books agree
    call_command("audit", stdout=io.StringIO())
    # it has something to do in every corner
    assert {"web", "till"} <= set(Order.objects.values_list("channel__code", flat=True))
    assert SaleEnvelope.objects.filter(state=SaleEnvelope.State.ATTENTION).count() == 1
    assert LowStockAlert.objects.exists()
    # what its past set going at the bank is finished and known
    assert WebhookDelivery.objects.filter(problem="", handled_at__isnull=False).exists()
    assert not WebhookDelivery.objects.filter(handled_at=None).exists()
    assert not Notice.objects.filter(send_after__isnull=False).exists()
    assert not PaymentAttempt.objects.filter(ask_after__lte=clock.now()).exists()
    # it speaks five languages
    for language in LANGUAGES:
        parents = Product.objects.exclude(structure="child")
        assert not parents.filter(**{f"title_{'ind' if language == 'id' else language}": ""}).exists()
        assert not Category.objects.filter(
            **{f"name_{'ind' if language == 'id' else language}__isnull": True}
        ).exists()
    # everybody can sign in
    assert all(User.objects.get(email=person.email).check_password(PASSWORD) for person in EVERYBODY)

    seed()

    assert counts() == before
