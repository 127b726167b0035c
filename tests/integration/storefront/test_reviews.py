"""Reviews: written once by somebody signed in, shown when a merchandiser has read them."""

import pytest
from oscar.apps.catalogue.reviews.models import ProductReview

from tests.factories.boutique import person, signed_in

GOOD = {
    "score": "5",
    "title": "It stands where you put it",
    "body": "Heavier than I expected, in a good way.",
}


def address(product, rest=""):
    return f"/p/{product.slug}_{product.pk}/{rest}"


def test_somebody_signed_in_writes_one_and_it_waits_to_be_read(boutique):
    page = signed_in(person()).post(address(boutique.mug, "reviews/new/"), GOOD, follow=True)

    [review] = ProductReview.objects.all()
    assert (review.score, review.status) == (5, ProductReview.FOR_MODERATION)
    assert "We read it, then everybody can." in page.content.decode()
    assert review.title not in page.content.decode()


def test_what_was_let_through_is_shown_with_a_first_name(boutique, visitor):
    signed_in(person()).post(address(boutique.mug, "reviews/new/"), GOOD)
    review = ProductReview.objects.get()
    review.status = ProductReview.APPROVED
    review.save()

    page = visitor.get(address(boutique.mug)).content.decode()

    assert "It stands where you put it" in page
    assert "Elisa" in page
    assert "Conti" not in page
    assert "It stands" in visitor.get(address(boutique.mug, "reviews/")).content.decode()


def test_one_writes_once(boutique):
    browser = signed_in(person())
    browser.post(address(boutique.mug, "reviews/new/"), GOOD)
    page = browser.post(address(boutique.mug, "reviews/new/"), GOOD, follow=True)

    assert "written about this already" in page.content.decode()
    assert ProductReview.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"score": ""},
        {"score": "0"},
        {"score": "6"},
        {"score": "x"},
        {"title": " "},
        {"body": ""},
        {"body": "x" * 5000},
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(boutique, wrong):
    page = signed_in(person()).post(address(boutique.mug, "reviews/new/"), {**GOOD, **wrong})

    assert page.status_code == 422
    assert not ProductReview.objects.exists()


def test_a_visitor_signs_in_first(boutique, visitor):
    assert visitor.get(address(boutique.mug, "reviews/new/"))["Location"].startswith("/account/sign-in/")


def test_there_is_nothing_to_write_about_what_isnt_there(boutique):
    browser = signed_in(person())
    boutique.withdraw(boutique.mug)

    assert browser.get(address(boutique.mug, "reviews/new/")).status_code == 404
    assert (
        browser.get(address(boutique.green, "reviews/new/")).status_code == 404
    )  # its family has the reviews


def test_scripts_in_a_review_stay_text(boutique, visitor):
    signed_in(person()).post(
        address(boutique.mug, "reviews/new/"), {**GOOD, "title": "<script>alert(1)</script>"}
    )
    review = ProductReview.objects.get()
    review.status = ProductReview.APPROVED
    review.save()

    assert "<script>alert" not in visitor.get(address(boutique.mug)).content.decode()
