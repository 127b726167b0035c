"""What is agreed with a supplier counts in every shop, so whoever looks after some of them only reads it."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.purchasing.models import Supplier, SupplierAgreement
from tests.factories.purchasing import SupplierFactory, sells
from tests.factories.shop import Shop


@pytest.fixture
def conti(shop: Shop) -> Supplier:
    supplier: Supplier = SupplierFactory(code="conti", name="Ceramiche Conti")
    sells(supplier, shop.mug, "3.00")
    return supplier


def test_the_manager_of_a_shop_reads_terms(charlie: Client, conti: Supplier) -> None:
    page = charlie.get(reverse("backoffice:supplier", args=["conti"])).content.decode()

    assert "Half-dip mug" in page
    for act in ("supplier-change", "supplier-prices", "supplier-agree"):
        assert reverse(f"backoffice:{act}", args=["conti"]) not in page
    assert (
        reverse("backoffice:supplier-new")
        not in charlie.get(reverse("backoffice:suppliers")).content.decode()
    )


def test_and_changes_none(charlie: Client, conti: Supplier) -> None:
    [agreement] = SupplierAgreement.objects.all()
    acts = [
        reverse("backoffice:supplier-new"),
        *(reverse(f"backoffice:supplier-{act}", args=["conti"]) for act in ("change", "prices", "agree")),
        reverse("backoffice:supplier-agreement-end", args=["conti", agreement.pk]),
    ]

    for act in acts:
        assert charlie.post(act, {"name": "Conti Brothers"}).status_code == 403

    conti.refresh_from_db()
    assert conti.name == "Ceramiche Conti"
    assert list(SupplierAgreement.objects.values_list("pk", "valid_to")) == [(agreement.pk, None)]


def test_the_owner_is_offered_to(alice: Client, conti: Supplier) -> None:
    page = alice.get(reverse("backoffice:supplier", args=["conti"])).content.decode()

    for act in ("supplier-change", "supplier-prices", "supplier-agree"):
        assert reverse(f"backoffice:{act}", args=["conti"]) in page
