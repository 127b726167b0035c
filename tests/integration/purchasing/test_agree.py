"""Terms are agreed from a day on; what was agreed before ends the day before."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.purchasing.models import SupplierAgreement
from apps.purchasing.selectors import sources
from apps.purchasing.services import agreements
from apps.purchasing.services.agreements import (
    AgreedLater,
    PriceMissing,
    ProductTwice,
    WrongDays,
    WrongPack,
    agree,
)
from apps.purchasing.services.lines import WrongPrice
from apps.purchasing.terms import Break
from apps.purchasing.types import NewAgreement
from apps.stock.services.checks import WrongQuantity
from tests.factories.purchasing import TODAY, SupplierFactory, sells


def price(product, day=TODAY):
    return sources(product_ids=[product.pk], day=day)[product.pk][0].terms.breaks[0].unit_price


def test_new_terms_end_the_old_ones(conti, cup):
    sells(conti, cup, "3.50", valid_from=date(2026, 12, 1))

    assert price(cup, date(2026, 11, 30)) == 3
    assert price(cup, date(2026, 12, 1)) == Decimal("3.50")
    assert SupplierAgreement.objects.get(product=cup, valid_to=date(2026, 11, 30))


def test_terms_from_the_same_day_are_replaced(conti, cup):
    sells(conti, cup, "2.80")

    assert price(cup) == Decimal("2.80")
    assert SupplierAgreement.objects.filter(product=cup).count() == 1


def test_terms_that_would_run_into_later_ones_are_refused(conti, cup):
    with pytest.raises(AgreedLater):
        sells(conti, cup, "2.50", valid_from=date(2025, 6, 1))

    sells(conti, cup, "2.50", valid_from=date(2025, 6, 1), valid_to=date(2025, 12, 31))
    assert price(cup, date(2025, 7, 1)) == Decimal("2.50")


def test_the_database_knows_no_two_terms_on_one_day(conti, cup):
    with pytest.raises(IntegrityError), transaction.atomic():
        SupplierAgreement.objects.create(supplier=conti, product=cup, valid_from=TODAY)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"breaks": []}, PriceMissing),
        ({"breaks": [Break(1, Decimal(-1))]}, WrongPrice),
        ({"breaks": [Break(1, Decimal("1e300"))]}, WrongPrice),
        ({"breaks": [Break(0, Decimal(2))]}, WrongQuantity),
        ({"breaks": [Break(10**12, Decimal(2))]}, WrongQuantity),
        ({"breaks": [Break(5, Decimal(2)), Break(5, Decimal(1))]}, PriceMissing),
        ({"pack_size": 0}, WrongPack),
        ({"pack_size": 10**12}, WrongPack),
        ({"minimum_quantity": 0}, WrongPack),
        ({"valid_to": date(2020, 1, 1)}, WrongDays),
    ],
)
def test_terms_that_make_no_sense_are_refused(conti, cup, facts, refusal):
    new = {"product_id": cup.pk, "breaks": [Break(1, Decimal(9))], "valid_from": TODAY, **facts}

    with pytest.raises(refusal):
        agree(supplier_id=conti.pk, agreements=[NewAgreement(**new)], actor=None)
    assert price(cup) == 3


def test_a_product_is_named_once(conti, cup):
    new = NewAgreement(product_id=cup.pk, breaks=[Break(1, Decimal(9))], valid_from=TODAY)

    with pytest.raises(ProductTwice):
        agree(supplier_id=conti.pk, agreements=[new, new], actor=None)


def test_the_supplier_preferred_last_is_the_preferred_one(conti, cup):
    sells(conti, cup, "3.00", is_preferred=True)
    other = SupplierFactory(name="Terre di Siena")
    sells(other, cup, "4.00", is_preferred=True)

    assert [each.supplier_id for each in sources(product_ids=[cup.pk], day=TODAY)[cup.pk]] == [
        other.pk,
        conti.pk,
    ]
    assert SupplierAgreement.objects.get(is_preferred=True).supplier == other


def test_an_agreement_ends(conti, cup):
    [mine] = SupplierAgreement.objects.filter(product=cup)
    agreements.end_agreement(agreement_id=mine.pk, last_date=TODAY, actor=None)

    assert price(cup) == 3
    assert not sources(product_ids=[cup.pk], day=date(2026, 11, 22))


def test_what_ended_before_is_not_prolonged(conti, cup):
    sells(conti, cup, "2.50", valid_from=date(2026, 6, 1))
    old = SupplierAgreement.objects.get(product=cup, valid_to__isnull=False)
    agreements.end_agreement(agreement_id=old.pk, last_date=TODAY, actor=None)

    old.refresh_from_db()
    assert old.valid_to == date(2026, 5, 31)
    assert price(cup) == Decimal("2.50")
