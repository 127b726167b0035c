"""A page's queries are few, and don't grow with what the page shows."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from oscar.apps.catalogue.reviews.models import ProductReview

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.storefront import memo
from tests.factories.boutique import (
    Boutique,
    category,
    person,
    product,
    product_with_variants,
    put_in,
    signed_in,
    tell_where,
    tell_who,
    vase,
)
from tests.factories.channels import LocationFactory

LISTS = ["/all/", "/all/?colour=Green&price-to=50", "/search/?q=vase", "/offers/"]


@pytest.fixture(autouse=True)
def a_process_that_is_warm(settings: Any) -> Any:
    """Let the process remember departments, shops and hours, as a process does that has served a page."""
    settings.BOTTEGA_STOREFRONT_MEMO_SECONDS = 60
    yield
    memo.forget()


def queries(ask: Callable[[], Any]) -> list[str]:
    """Return what the second of two equal requests asks the database."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        assert ask().status_code in (200, 302)
    return [query["sql"] for query in captured]


def own(statements: Iterable[str]) -> list[str]:
    """Return what asks or tells our database something: no marks of transactions, nothing of the bank's own."""
    return [
        sql
        for sql in statements
        if not sql.startswith(("SAVEPOINT", "RELEASE")) and "sandbox_bank" not in sql
    ]


def fill(boutique: Boutique, number: int) -> None:
    """Put many more products into the shop, some with variants, some in shops."""
    for n in range(number):
        boutique.sell(product(f"Vase no. {n}", categories=(category("Vases"),)), at=boutique.lucca)
    boutique.sell(
        product_with_variants(
            "Vase of many colours", [vase(f"Colour {n}", f"#2f6b{n:02d}") for n in range(10, 30)]
        )
    )


def review_all(boutique: Boutique) -> None:
    """Have somebody write about everything, so that pages show it."""
    writer = User.objects.get_or_create(email="giulia@example.com")[0]
    for thing in Product.objects.exclude(structure="child"):
        ProductReview.objects.get_or_create(
            product=thing, user=writer, defaults={"score": 5, "title": "Good", "body": "Yes.", "status": 1}
        )


@pytest.mark.parametrize("address", LISTS)
def test_a_list_takes_twelve_queries_at_most_however_long_it_is(boutique, visitor, address):
    few = queries(lambda: visitor.get(address))
    fill(boutique, 20)
    memo.forget()
    many = queries(lambda: visitor.get(address))

    assert len(many) <= 12
    assert len(many) == len(few)


def test_the_front_page_takes_twelve_queries_at_most(boutique, visitor):
    few = queries(lambda: visitor.get("/"))
    fill(boutique, 20)
    memo.forget()

    assert len(queries(lambda: visitor.get("/"))) == len(few) <= 12


def test_a_product_page_takes_twelve_queries_at_most_whatever_the_product(boutique, visitor):
    review_all(boutique)
    few = queries(lambda: visitor.get(f"/p/ortiga-vase_{boutique.vase.pk}/"))
    many_coloured = boutique.sell(
        product_with_variants(
            "Vase of many colours",
            [vase(f"Colour {n}", f"#2f6b{n:02d}") for n in range(10, 40)],
            categories=(category("Vases"),),
        )
    )
    review_all(boutique)
    for n in range(10):
        boutique.receive(many_coloured, 1, LocationFactory(name=f"Shop {n}"))
    memo.forget()
    many = queries(lambda: visitor.get(f"/p/{many_coloured.slug}_{many_coloured.pk}/"))

    assert len(many) == len(few) <= 12


def test_a_basket_page_takes_fifteen_queries_at_most_whatever_is_in_it(boutique, visitor):
    put_in(visitor, boutique.mug)
    put_in(visitor, boutique.green)
    few = queries(lambda: visitor.get("/basket/"))
    for n in range(10):
        put_in(visitor, boutique.sell(product(f"Vase no. {n}")))

    assert len(queries(lambda: visitor.get("/basket/"))) == len(few) <= 15


@pytest.mark.parametrize("with_account", [False, True])
def test_a_checkout_takes_fifteen_queries_a_page_and_sixty_for_the_order(boutique, visitor, with_account):
    if with_account:
        visitor = signed_in(person())
    for thing in (boutique.mug, boutique.green, boutique.blue):
        put_in(visitor, thing)
    tell_who(visitor)
    tell_where(visitor)

    for page in ("you", "getting", "paying"):
        assert len(queries(lambda page=page: visitor.get(f"/checkout/{page}/"))) <= 15, page
    for answer in (tell_who, tell_where):
        assert len(queries(lambda answer=answer: answer(visitor))) <= 30, answer
    fingerprint = visitor.get("/checkout/paying/").context["review"].quote.fingerprint
    with CaptureQueriesContext(connection) as captured:
        answer = visitor.post("/checkout/paying/", {"way": "card", "fingerprint": fingerprint})

    assert "sandbox-bank" in answer["Location"]
    assert len(own(query["sql"] for query in captured)) <= 60
