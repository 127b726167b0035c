"""Draws labels as PDF: name, price, barcode. What doesn't fit is cut with an ellipsis, never printed over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Literal

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.eanbc import Ean13BarcodeWidget
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from apps.core.pdf.fonts import BOLD, REGULAR, register_fonts

from .formats import LabelFormat

Symbology = Literal["ean13", "code128", "qr", ""]
PADDING = 2 * mm
QUIET = 10
"""Modules of white that a barcode needs at each side (GS1 General Specifications, 5.4.2)."""
FINEST = 0.19 * mm
"""The narrowest module that scanners of shops read from paper."""


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says; `code` is drawn in the symbology, EAN-13 as thirteen digits."""

    name: str
    detail: str
    price: str
    code: str
    symbology: Symbology
    is_for_shelf: bool = False


def labels_pdf(*, labels: Sequence[Label], paper: LabelFormat, start: int = 0) -> bytes:
    """Return the labels as PDF, the first at place `start` of the first page, so that a used sheet is used up."""
    register_fonts()
    file = BytesIO()
    width, height = (side * mm for side in paper.page)
    canvas = Canvas(file, pagesize=(width, height), pageCompression=1)
    for number, label in enumerate(labels, start=start):
        place = number % paper.per_page
        if number > start and place == 0:
            canvas.showPage()
        left, top = (edge * mm for edge in paper.corner(place))
        canvas.saveState()
        canvas.translate(left, height - top - paper.size[1] * mm)
        _draw(canvas, label, paper.size[0] * mm, paper.size[1] * mm)
        canvas.restoreState()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, label: Label, width: float, height: float) -> None:
    inner, size = width - 2 * PADDING, min(max(height / 10, 5.5), 10)
    needed = _modules(label) * FINEST
    if needed > inner:
        label = replace(label, symbology="qr")
    beside = not label.price or label.symbology in ("qr", "") or needed <= inner / 2
    y = height - PADDING - size
    canvas.setFont(BOLD, size)
    for part in _wrapped(label.name, size, inner):
        canvas.drawString(PADDING, y, _fitted(part, BOLD, size, inner))
        y -= size * 1.12
    price = _price(canvas, label, width, y, size=size) if label.price and not beside else 0
    canvas.setFont(REGULAR, size * 0.8)
    canvas.drawString(PADDING, y, _fitted(label.detail, REGULAR, size * 0.8, inner - price))
    room = y - size * 0.4 - PADDING
    if label.price and beside:
        largest = size * (2.4 if label.is_for_shelf else 1.6)
        widest = inner / 2 if label.symbology else inner
        _price(canvas, label, width, PADDING + room * 0.12, size=largest, room=widest)
    if label.symbology:
        _barcode(canvas, label, inner / 2 - mm if label.price and beside else inner, room)


def _modules(label: Label) -> int:
    """Return how many modules wide the barcode is with the white beside it; a QR code fits anywhere."""
    widths = {"ean13": 95 + 2 * QUIET, "code128": 11 * (len(label.code) + 3) + 2 + 2 * QUIET}
    return widths.get(label.symbology, 0)


def _price(canvas: Canvas, label: Label, width: float, y: float, *, size: float, room: float = 0) -> float:
    """Write the price at the right, no wider than the room if there is a limit; return how wide it is."""
    while room and size > 6 and stringWidth(label.price, BOLD, size) > room:
        size *= 0.92
    canvas.setFont(BOLD, size)
    canvas.drawRightString(width - PADDING, y, label.price)
    return float(stringWidth(label.price, BOLD, size) + mm)


def _barcode(canvas: Canvas, label: Label, width: float, height: float) -> None:
    """Draw the code at the lower left, as large as fits into the box."""
    if label.symbology == "code128":
        module = min(width / _modules(label), 2 * FINEST)
        code = Code128(
            label.code, barWidth=module, barHeight=height - 6, humanReadable=True, fontSize=5, quiet=False
        )
        code.drawOn(canvas, PADDING + QUIET * module, PADDING + 6)
        return
    side = min(width, height)
    if label.symbology == "qr":
        _scaled(canvas, QrCodeWidget(label.code, barBorder=2), side, side)
        return
    widest = 2 * FINEST * _modules(label)
    _scaled(canvas, Ean13BarcodeWidget(label.code, humanReadable=1), min(width, widest), height)


def _scaled(canvas: Canvas, widget: Any, width: float, height: float) -> None:
    left, bottom, right, top = widget.getBounds()
    across, up = width / (right - left), height / (top - bottom)
    drawing = Drawing(width, height, transform=[across, 0, 0, up, -left * across, -bottom * up])
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, PADDING, PADDING)


def _wrapped(text: str, size: float, width: float) -> list[str]:
    """Return the text on one line or two; long words are cut where the second ends."""
    first = ""
    words = text.split()
    while words and stringWidth(f"{first} {words[0]}".strip(), BOLD, size) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first and words:
        return [text]
    return [first, " ".join(words)] if words else [first]


def _fitted(text: str, font: str, size: float, width: float) -> str:
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(f"{text}…", font, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
