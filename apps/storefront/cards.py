"""The card of a product in a list, written in Python.

A page shows two dozen of them, and a template takes several times as long for what is nearly always the same.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.assortment.types import Card
from apps.core.tags.facts import price_block, reduction, stars
from apps.core.tags.figures import write_money
from apps.core.tags.identity import icon

from .goods import product_path
from .words import card_stock

MOST_DOTS = 6


@dataclass(frozen=True, slots=True)
class CardWords:
    """What cards say in one language; `save` has a place for the title, `from_price` one for the price."""

    new: str
    save: str
    from_price: str
    before: str
    save_url: str
    heart: str
    box: str


def write_card(card: Card, *, heading: str, shop: str) -> SafeString:
    """Return the card's HTML. `shop` is the name of the visitor's own shop, empty without one."""
    words = _words(get_language() or "")
    title = escape(card.title)
    kind = escape(card.line or card.brand)
    address = escape(product_path(card.slug, card.product_id))
    state, stock = card_stock(card, shop)
    parts = (
        '<article class="product-card">',
        _picture(card, words),
        _flag(card, words),
        _like(card, words, title),
        _dots(card),
        f'<{heading} class="product-card__name"><a href="{address}">{title}</a></{heading}>',
        f'<p class="product-card__kind">{kind}</p>' if kind else "",
        _price(card, words),
        _rating(card.rating, card.reviews, get_language() or "") if card.reviews else "",
        f'<span class="stock{"" if state == "available" else f" stock--{state}"}">{escape(stock)}</span>',
        "</article>",
    )
    return mark_safe("".join(parts))  # noqa: S308  all that comes from data is escaped above


@cache
def _words(language: str) -> CardWords:
    """Return the words of a language that is active now."""
    return CardWords(
        new=escape(_("New")),
        save=escape(_("Save to a list: %(title)s")),
        from_price=escape(_("from %(price)s")),
        before=escape(_("before")),
        save_url=reverse("customer:wishlists-add-product", kwargs={"product_pk": 0}),
        heart=icon("heart"),
        box=icon("box"),
    )


def _picture(card: Card, words: CardWords) -> str:
    if not card.picture:
        return f'<span class="product-card__img product-card__img--none">{words.box}</span>'
    address = escape(default_storage.url(card.picture))
    return f'<img class="product-card__img" src="{address}" alt="" width="600" height="720" loading="lazy">'


def _flag(card: Card, words: CardWords) -> str:
    if card.was is not None:
        return reduction(card.price, card.was)
    return f'<span class="badge badge--sun">{words.new}</span>' if card.is_new else ""


def _like(card: Card, words: CardWords, title: str) -> str:
    address = words.save_url.replace("/0/", f"/{card.product_id}/")
    label = words.save.replace("%(title)s", title)
    return (
        f'<button class="product-card__like" type="submit" form="wish" formaction="{address}"'
        f' aria-label="{label}">{words.heart}</button>'
    )


def _dots(card: Card) -> str:
    if len(card.swatches) < 2:
        return ""
    dots = (
        f'<svg viewBox="0 0 10 10"><rect width="10" height="10" fill="{escape(swatch.colour)}"/></svg>'
        for swatch in card.swatches[:MOST_DOTS]
    )
    return f'<span class="dots" aria-hidden="true">{"".join(dots)}</span>'


def _price(card: Card, words: CardWords) -> str:
    if card.price is None:
        return ""
    if not card.varies:
        return price_block(card.price, was=card.was, currency=card.currency)
    lowest = words.from_price.replace("%(price)s", escape(write_money(card.price, card.currency)))
    if card.was is None:
        return f'<p class="price"><span class="price__now">{lowest}</span></p>'
    was = escape(write_money(card.was, card.currency))
    return (
        f'<p class="price price--reduced"><span class="price__now">{lowest}</span>'
        f' <s class="price__was"><span class="visually-hidden">{words.before} </span>{was}</s></p>'
    )


@lru_cache(maxsize=2048)
def _rating(score: float | None, count: int, language: str) -> str:
    """Return the stars in a language that is active now; there are few different ones."""
    return render_to_string("components/stars.html", stars(score, count=count))
