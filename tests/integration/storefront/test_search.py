"""Search: finds what was meant, says when it guessed, and offers something while one types."""

import pytest

from tests.integration.storefront.test_listing import titles


def test_a_question_finds_products(boutique, visitor):
    page = visitor.get("/search/", {"q": "vase"})

    assert titles(page) == ["Ortiga vase"]


def test_a_mistyped_question_is_understood_and_said_so(boutique, visitor):
    page = visitor.get("/search/", {"q": "vaze"})

    assert titles(page) == ["Ortiga vase"]
    assert "This is what we have for" in page.content.decode()


def test_most_of_the_words_will_do_and_the_page_says_so(boutique, visitor):
    page = visitor.get("/search/", {"q": "vase xylophone"})

    assert titles(page) == ["Ortiga vase"]
    assert "These have most of them" in page.content.decode()


def test_a_barcode_finds_its_product(boutique, visitor):
    assert titles(visitor.get("/search/", {"q": "4006381333931"})) == ["Half-dip mug"]


@pytest.mark.parametrize(
    "question", ["qwertyuiop", "<script>alert(1)</script>", "' OR 1=1 --", "%", "é" * 300, "\0"]
)
def test_a_question_without_an_answer_is_answered_kindly(boutique, visitor, question):
    page = visitor.get("/search/", {"q": question})

    assert page.status_code in (200, 302)
    assert "<script>alert" not in page.content.decode()


def test_no_question_leads_to_everything(boutique, visitor):
    assert visitor.get("/search/", {"q": " "})["Location"] == "/all/"


def test_something_is_offered_while_one_types(boutique, visitor):
    offered = visitor.get("/search/suggestions/", {"q": "ort"}).content.decode()

    assert "Ortiga vase" in offered
    assert "<html" not in offered


def test_nothing_is_offered_for_nothing(boutique, visitor):
    assert "suggestion" not in visitor.get("/search/suggestions/", {"q": ""}).content.decode()


def test_a_question_of_nothing_but_nothing_shows_everything(boutique, visitor):
    assert visitor.get("/search/", {"q": "\0 "})["Location"] == "/all/"
