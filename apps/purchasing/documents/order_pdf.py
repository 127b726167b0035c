"""A purchase order on paper, in the supplier's language: as it was sent, less what was called off since."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from apps.catalog.names import names_of
from apps.channels.models import Location
from apps.core.formatting import format_day, format_number
from apps.core.pdf.letterhead import INK, LINE, RIGHT, SMALL, SMALL_RIGHT, TEXT, TOTAL, WIDTH, letter, text
from apps.core.ui import amount_words, reader_locale, unit_price_words

from ..models import PurchaseOrder, PurchaseOrderLine

COLUMNS = [WIDTH * share for share in (0.17, 0.31, 0.12, 0.1, 0.15, 0.15)]


def order_pdf(*, order: PurchaseOrder) -> bytes:
    """Return the order as PDF in its supplier's language."""
    lines = list(order.lines.select_related("product__parent").order_by("pk"))
    for line in lines:
        line.order = order
    wanted = [line for line in lines if line.quantity > line.cancelled]
    with translation.override(order.supplier.language):
        return letter(
            title=_("Purchase order") if order.sent_at else _("Purchase order (draft)"),
            facts=_facts(order),
            columns=_columns(order, wanted),
            body=[_table(order, wanted), *_note(order)],
        )


def file_name(order: PurchaseOrder) -> str:
    """Return what the document is called as a file."""
    return f"{order.code}.pdf" if order.version < 2 else f"{order.code}-{order.version}.pdf"


def _facts(order: PurchaseOrder) -> str:
    facts = [order.code, _day(localdate(order.sent_at or order.created_at))]
    if order.version > 1:
        facts.append(_("Version %(number)d") % {"number": order.version})
    return "\n".join(facts)


def _columns(order: PurchaseOrder, lines: Sequence[PurchaseOrderLine]) -> list[tuple[str, str]]:
    supplier = order.supplier
    days = [line.expected_date for line in lines if line.expected_date]
    vat = _("VAT %(number)s") % {"number": supplier.vat_number} if supplier.vat_number else ""
    who = "\n".join(filter(None, (supplier.name, supplier.address, vat)))
    columns = [
        (_("Supplier"), who),
        (_("Deliver to"), _address(order.location)),
        (_("Delivery by"), _day(max(days)) if days else ""),
        (_("Payment"), supplier.payment_terms),
    ]
    return [column for column in columns if column[1]]


def _day(day: date) -> str:
    return format_day(day, locale=reader_locale())


def _address(place: Location) -> str:
    lines = (place.name, place.line1, place.line2, f"{place.postcode} {place.city}".strip(), place.phone)
    return "\n".join(filter(None, lines))


def _table(order: PurchaseOrder, lines: Sequence[PurchaseOrderLine]) -> Table:
    titles = names_of([line.product for line in lines if not line.title])
    heads = [_("SKU"), _("Item"), _("Pack"), _("Quantity"), _("Price"), _("Amount")]
    rows = [[text(head, SMALL if place < 2 else SMALL_RIGHT) for place, head in enumerate(heads)]]
    rows += [_row(order, line, line.title or titles[line.product_id]) for line in lines]
    rows.append([_sum(order, lines)])
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, -1), (-1, -1), 0),
        ("LINEBELOW", (0, 0), (-1, 0), 1.2, INK),
        ("LINEBELOW", (0, 1), (-1, -2), 0.5, LINE),
        ("SPAN", (0, -1), (-1, -1)),
        ("TOPPADDING", (0, -1), (-1, -1), 5 * mm),
        ("NOSPLIT", (0, -2), (-1, -1)),  # the sum never stands alone on a page
    ]
    return Table(rows, colWidths=COLUMNS, repeatRows=1, style=TableStyle(style))


def _row(order: PurchaseOrder, line: PurchaseOrderLine, title: str) -> list[list[Flowable]]:
    ours = _("Our SKU %(sku)s") % {"sku": line.product.sku}
    return [
        [text(line.supplier_sku or line.product.sku or "")],
        [text(title), text(ours, SMALL)],
        [text(format_number(line.pack_size, locale=reader_locale()) if line.pack_size > 1 else "", RIGHT)],
        [text(format_number(line.quantity - line.cancelled, locale=reader_locale()), RIGHT)],
        [text(unit_price_words(line.unit_price, order.currency), RIGHT)],
        [text(amount_words(line.total, order.currency), RIGHT)],
    ]


def _sum(order: PurchaseOrder, lines: Sequence[PurchaseOrderLine]) -> Flowable:
    total = sum((line.total for line in lines), Decimal(0))
    return text(_("Total without VAT: %(amount)s") % {"amount": amount_words(total, order.currency)}, TOTAL)


def _note(order: PurchaseOrder) -> list[Flowable]:
    return [Spacer(1, 6 * mm), text(_("Note"), SMALL), text(order.note, TEXT)] if order.note else []
