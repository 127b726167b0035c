"""Labels: for which goods, on which paper, then the document."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from apps.catalog.models import Barcode, Product
from apps.catalog.names import names_of
from apps.core import clock, formatting
from apps.pricing.selectors import prices_for

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.pages import refused, show, way_back
from .choosing import SOURCES, Wanted, wanted
from .formats import FORMATS
from .forms import REMEMBERED, LabelForm
from .printing import Label, Symbology, labels_pdf

ACT = "stock.view"
KEY = "backoffice-labels"


@staff_only(ACT, methods=ANSWER)
def labels(request: StaffRequest) -> HttpResponse:
    """Ask how many labels of which kind, and answer with the PDF."""
    asked = request.POST if request.method == "POST" else request.GET
    goods, back = wanted(request, asked), way_back(request, reverse("backoffice:stock"))
    if not goods:
        return refused(request, back, _("Choose at least one product to print labels for."))
    form = LabelForm(request.POST or None, goods=goods, initial=_remembered(request))
    if request.method == "POST" and form.is_valid():
        request.session[KEY] = form.remembered()
        return _document(form)
    names = names_of([each.product for each in goods])
    context = {
        "form": form,
        "goods": [(each, names[each.product.pk], form[f"n-{each.product.pk}"]) for each in goods],
        "asked": [(name, value) for name in SOURCES for value in asked.getlist(name)],
        "back": back,
    }
    return show(request, "backoffice/labels/page.html", context, status=422 if form.errors else 200)


def _remembered(request: StaffRequest) -> dict[str, Any]:
    kept = request.session.get(KEY) or {}
    language = translation.get_language() or "en"
    return {"language": language.split("-")[0]} | {name: kept[name] for name in REMEMBERED if name in kept}


def _document(form: LabelForm) -> HttpResponse:
    typed, counts = form.cleaned_data, form.counts()
    paper = FORMATS[typed["paper"]]
    with translation.override(typed["language"]):
        drawn = [
            label
            for each, label in zip(form.goods, _labels(form), strict=True)
            for _n in range(counts[each.product.pk])
        ]
        content = labels_pdf(labels=drawn, paper=paper, start=(typed["start"] - 1) % paper.per_page)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="labels.pdf"'
    return answer


def _labels(form: LabelForm) -> Iterator[Label]:
    """Yield one label for each of the goods, in the language that is active; three queries."""
    typed = form.cleaned_data
    keys = [each.product.pk for each in form.goods]
    products = Product.objects.select_related("parent").in_bulk(keys)
    names = names_of(list(products.values()))
    gtins = _gtins(keys)
    prices = _prices(typed["prices_of"], keys)
    for each in form.goods:
        key = each.product.pk
        code, symbology = _code(typed["code"], each, gtins.get(key, ""))
        is_for_shelf = typed["kind"] == "shelf"
        sku = each.product.sku or ""
        detail = f"{sku} · {each.shelf}" if is_for_shelf and each.shelf else sku
        yield Label(names[key], detail, prices.get(key, ""), code, symbology, is_for_shelf)


def _gtins(keys: list[int]) -> dict[int, str]:
    """Return each product's first GTIN, fourteen digits."""
    rows = Barcode.objects.filter(product__in=keys).order_by("-pk").values_list("product_id", "gtin")
    return dict(rows)


def _prices(channel: Any, keys: list[int]) -> Mapping[int, str]:
    if channel is None:
        return {}
    locale = formatting.parse_locale(translation.get_language())
    found = prices_for(channel=channel, product_ids=keys, at=clock.now())
    return {
        key: formatting.format_money(each.amount, each.currency, locale=locale) for key, each in found.items()
    }


def _code(choice: str, each: Wanted, gtin: str) -> tuple[str, Symbology]:
    """Return what the barcode says and how it is drawn; Code 128 takes ASCII only, else a QR code stands in."""
    sku = each.product.sku or ""
    if choice == "none":
        return "", ""
    if choice == "gtin" and gtin.startswith("0"):
        return gtin[1:], "ean13"
    text = gtin if choice != "code128" and gtin else sku
    if not text:
        return "", ""
    return text, "qr" if choice == "qr" or not text.isascii() or len(text) > 24 else "code128"
