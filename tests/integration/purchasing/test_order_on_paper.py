"""The order on paper is in the supplier's language and says what the supplier needs to deliver."""

import pytest
from reportlab.platypus import SimpleDocTemplate

from apps.core.pdf import letterhead
from apps.purchasing.documents.order_pdf import file_name, order_pdf
from apps.purchasing.services.backorders import call_off
from apps.purchasing.services.lines import put_on_order
from tests.factories.catalog import ProductFactory
from tests.factories.purchasing import NOON, draft, sells, sent


@pytest.fixture
def words(monkeypatch):
    """Collect every paragraph that is put on paper."""
    written = []
    paragraph = letterhead.Paragraph

    def write(text, style):
        written.append(text)
        return paragraph(text, style)

    monkeypatch.setattr(letterhead, "Paragraph", write)
    return written


def test_it_is_a_pdf(conti, vase, lucca):
    order = sent(conti, lucca, {vase: 4})

    assert order_pdf(order=order).startswith(b"%PDF-")
    assert file_name(order) == f"{order.code}.pdf"


def test_it_names_their_sku_the_price_and_the_sum(conti, vase, lucca, words):
    order_pdf(order=sent(conti, lucca, {vase: 4}))

    assert {"Ceramiche Conti", "C-VASE", "Vase", "4"} <= set(words)
    assert any("48,00" in each for each in words)  # written as Italians write it


def test_a_price_below_a_cent_is_not_rounded(conti, lucca, words):
    bead = ProductFactory(title="Bead", sku="BEAD")
    sells(conti, bead, "0.0125")
    order_pdf(order=sent(conti, lucca, {bead: 1000}))

    assert any("0,0125" in each for each in words)
    assert any("12,50" in each for each in words)


def test_each_page_says_how_many_there_are(conti, lucca, monkeypatch):
    feet: list[tuple[int, int]] = []
    monkeypatch.setattr(letterhead, "_foot", lambda _canvas, page, pages: feet.append((page, pages)))
    order = draft(conti, lucca, {})
    for number in range(60):
        lamp = ProductFactory(title=f"Lamp {number}", sku=f"LAMP-{number}")
        sells(conti, lamp, "20.00")
        put_on_order(order_id=order.pk, product_id=lamp.pk, quantity=1, actor=None, at=NOON)
    order_pdf(order=order)

    count = len(feet)
    assert count > 2
    assert feet == [(number, count) for number in range(1, count + 1)]


def test_what_was_called_off_is_not_on_it(conti, vase, cup, lucca, words):
    order = sent(conti, lucca, {vase: 4, cup: 9})
    call_off(order_id=order.pk, quantities={cup.pk: 9}, reason="too dear", actor=None, at=NOON)
    order_pdf(order=order)

    assert "Vase" in words
    assert "Cup" not in words


def test_names_with_signs_of_markup_are_written_as_they_are(conti, vase, lucca):
    vase.title, conti.name = "Vase <b> & \N{LATIN SMALL LETTER L WITH STROKE}", "A & B <i>"
    vase.save()
    conti.save()

    assert order_pdf(order=draft(conti, lucca, {vase: 4})).startswith(b"%PDF-")


def test_many_lines_go_on_the_next_page(conti, lucca, monkeypatch):
    pages = []
    build = SimpleDocTemplate.build

    def count(self, *args, **kwargs):
        build(self, *args, **kwargs)
        pages.append(self.page)

    monkeypatch.setattr(SimpleDocTemplate, "build", count)
    order = draft(conti, lucca, {})
    order.note = "\n".join(f"line {number}" for number in range(200))
    order_pdf(order=order)

    assert pages[0] > 1
