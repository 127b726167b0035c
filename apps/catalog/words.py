"""The words for what is wrong with a line of a file. Codes are stored, words are chosen for the reader."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.types import Problem

WORDS: dict[str, Promise] = {
    # what a value says
    "not-a-number": gettext_lazy("%(column)s “%(value)s” isn't a number"),
    "ambiguous-number": gettext_lazy("%(column)s “%(value)s” can be read two ways; write 1299.00"),
    "negative-number": gettext_lazy("%(column)s “%(value)s” is below zero"),
    "number-too-large": gettext_lazy("%(column)s “%(value)s” is too large"),
    "too-fine": gettext_lazy("%(column)s “%(value)s” has more than four decimals"),
    "not-whole": gettext_lazy("%(column)s “%(value)s” isn't a whole number"),
    "not-yes-or-no": gettext_lazy("%(column)s “%(value)s” is neither yes nor no"),
    "not-a-date": gettext_lazy("%(column)s “%(value)s” isn't a date; write it as 2026-11-21"),
    "dates-swapped": gettext_lazy("the reduction ends before it begins"),
    "reduction-above": gettext_lazy(
        "the reduced price %(value)s isn't below the regular one, so it isn't used"
    ),
    "reduction-alone": gettext_lazy(
        "the reduced price %(value)s stands without a regular one, so it isn't used"
    ),
    "not-a-currency": gettext_lazy("“%(value)s” isn't a currency; write three letters, such as EUR"),
    "not-a-colour": gettext_lazy("“%(value)s” isn't a colour; write it as #2f6b55"),
    "no-price": gettext_lazy("there is no price, so it can't be sold yet"),
    "bad-weight": gettext_lazy("%(value)s grams isn't a weight"),
    "not-an-address": gettext_lazy("“%(value)s” isn't a web address, so this picture is left out"),
    "gtin-digits": gettext_lazy("barcode “%(value)s” isn't a GTIN"),
    "gtin-check-digit": gettext_lazy("barcode “%(value)s” has a wrong check digit"),
    "gtin-spreadsheet": gettext_lazy(
        "a spreadsheet has shortened barcode “%(value)s”; format that column as text"
    ),
    "unknown-tax-category": gettext_lazy("“%(value)s” isn't a tax category"),
    "unknown-type": gettext_lazy(
        "“%(value)s” isn't a type of product that we know; it is taken as a simple one"
    ),
    "unknown-status": gettext_lazy("%(column)s “%(value)s” isn't one of its values"),
    "too-long": gettext_lazy("%(column)s “%(value)s…” is longer than %(max)s characters"),
    "not-text": gettext_lazy("%(column)s has a value that is no text and no number"),
    # what a product is
    "no-title": gettext_lazy("a new product needs a title"),
    "no-reference": gettext_lazy("nothing here tells which product this is: no code, no SKU"),
    "no-variant": gettext_lazy("“%(value)s” has no variant to sell yet"),
    "no-parent": gettext_lazy("its parent “%(value)s” isn't in this file"),
    "has-variants": gettext_lazy("“%(title)s” has variants, and here it has none"),
    "has-no-variants": gettext_lazy("“%(title)s” is sold without variants, and here it has some"),
    "variant-twice": gettext_lazy("the same options as in line %(first)s"),
    "variants-left-out": gettext_lazy(
        "%(count)s variants aren't in this file and stay as they are: %(skus)s"
    ),
    "too-many-options": gettext_lazy("a variant without options beside others"),
    # what goes into a bundle
    "component-unclear": gettext_lazy("“%(value)s” isn't a component; write MUG-B*2 for two of MUG-B"),
    "component-quantity": gettext_lazy(
        "a bundle holds a whole number of each component, and here it is “%(value)s”"
    ),
    "component-itself": gettext_lazy("“%(value)s” can't go into itself"),
    "component-bundle": gettext_lazy(
        "“%(value)s” is a bundle, and bundles consist of products: name what goes into it"
    ),
    "component-variants": gettext_lazy("“%(value)s” is sold in variants; name the SKU of one of them"),
    "component-unknown": gettext_lazy("component “%(value)s” is neither in this file nor in the catalogue"),
    "component-on-parent": gettext_lazy("its variants are sold, not itself: write components in their lines"),
    "bundle-in-bundle": gettext_lazy("“%(value)s” goes into a bundle itself, so it can't be one"),
    "bundle-stocked": gettext_lazy(
        "there is stock of “%(value)s”; correct it to nought before it is a bundle"
    ),
    "stock-of-bundle": gettext_lazy("a bundle has no stock of its own, so none is taken over"),
    # whose a name is
    "reference-twice": gettext_lazy("“%(value)s” was already in line %(first)s"),
    "sku-twice": gettext_lazy("SKU “%(value)s” was already used in line %(first)s"),
    "gtin-twice": gettext_lazy("barcode %(value)s was already used in line %(first)s"),
    "reference-taken": gettext_lazy("“%(value)s” is known as a part of another product"),
    "sku-taken": gettext_lazy("SKU “%(value)s” belongs to another product"),
    "gtin-taken": gettext_lazy("barcode %(value)s belongs to another product"),
    "product-twice": gettext_lazy("this is the product of line %(first)s again"),
    "related-unknown": gettext_lazy("goes with “%(value)s”, which isn't known"),
    # what a file is
    "row-width": gettext_lazy("this line has %(found)s cells, the header has %(expected)s"),
    "not-an-object": gettext_lazy("this isn't a product"),
    "encoding-guessed": gettext_lazy("the file isn't UTF-8; it is read as Western European (Windows-1252)"),
    "encoding-guessed-central": gettext_lazy(
        "the file isn't UTF-8; it is read as Central European (Windows-1250)"
    ),
    "columns-ignored": gettext_lazy("columns that aren't used: %(columns)s"),
    "type-not-sold": gettext_lazy("“%(value)s” is sold on another site; it is kept but not shown"),
    "grouped": gettext_lazy("a group: kept as a page that leads to its products"),
    "stock-of-parent": gettext_lazy("its stock is counted for all variants together, so it isn't taken over"),
    "stock-below-zero": gettext_lazy("stock %(value)s is below zero, so none is taken over"),
    "stock-without-location": gettext_lazy("the file has quantities; name a location to take them over"),
    "price-currency": gettext_lazy("the price is in %(value)s, the price list in %(expected)s"),
}


def words_for(
    code: str, *, column: str = "", value: str = "", params: Mapping[str, Any] | None = None
) -> str:
    """Return what a problem says, in the active language, without its line."""
    return str(WORDS[code]) % {"column": column, "value": value, **(params or {})}


def describe(problem: Problem) -> str:
    """Return a problem as a sentence with its line, in the active language."""
    text = words_for(problem.code, column=problem.column, value=problem.value, params=problem.params)
    return _("line %(line)s: %(text)s") % {"line": problem.line, "text": text} if problem.line else text
