"""A business letter on A4: the merchant's name and address, who it is for, and a foot on every page."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from ..theme import merchant
from .fonts import BOLD, REGULAR, register_fonts

INK, GREY, LINE = HexColor("#111111"), HexColor("#555555"), HexColor("#dddddd")
MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
FRAME = 6
"""What the library leaves free around its frame, in points."""

TEXT = ParagraphStyle("text", fontName=REGULAR, fontSize=8.5, leading=12, textColor=INK)
RIGHT = ParagraphStyle("right", parent=TEXT, alignment=TA_RIGHT)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=7, leading=9.5, textColor=GREY)
SMALL_RIGHT = ParagraphStyle("small-right", parent=SMALL, alignment=TA_RIGHT)
TITLE = ParagraphStyle("title", parent=RIGHT, fontName=BOLD, fontSize=18, leading=22)
TOTAL = ParagraphStyle("total", parent=RIGHT, fontName=BOLD, fontSize=12, leading=15)


def text(words: object, style: ParagraphStyle = TEXT) -> Paragraph:
    """Return the words as a paragraph, exactly as they are; line breaks stay."""
    register_fonts()
    return Paragraph(escape(str(words)).replace("\n", "<br/>"), style)


def letter(*, title: str, facts: str, columns: Sequence[tuple[str, str]], body: Sequence[Flowable]) -> bytes:
    """Return a letter as PDF: title and facts at the right, columns of (heading, words), then the body."""
    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN - FRAME,
        rightMargin=MARGIN - FRAME,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 8 * mm,
        title=f"{title} {facts.splitlines()[0]}",
        author=str(merchant()["legal_name"]),
        lang=get_language() or "en",
    )
    parts = [_head(title, facts), Spacer(1, 8 * mm), _columns(columns), Spacer(1, 8 * mm), *body]
    document.build(parts, canvasmaker=_Pages)
    return file.getvalue()


def _head(title: str, facts: str) -> Table:
    ours = merchant()
    brand = ParagraphStyle(
        "brand", parent=TEXT, fontName=BOLD, fontSize=18, leading=24, textColor=HexColor(ours["ink_accent"])
    )
    vat = _("VAT %(number)s") % {"number": ours["vat_number"]}
    left = [text(ours["name"], brand), text(f"{ours['legal_name']}, {ours['address']}\n{vat}", SMALL)]
    return _grid([[left, [text(title, TITLE), text(facts, RIGHT)]]], [WIDTH * 0.55, WIDTH * 0.45])


def _columns(columns: Sequence[tuple[str, str]]) -> Table:
    cells = [[text(heading, SMALL), text(words)] for heading, words in columns]
    return _grid([cells], [WIDTH / len(cells)] * len(cells))


def _grid(rows: Any, widths: list[float]) -> Table:
    flush = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    return Table(rows, colWidths=widths, style=TableStyle([*flush, ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]))


class _Pages(Canvas):  # type: ignore[misc]  # the library has no types
    """Writes the foot of each page at the end, when it is known how many there are."""

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self._written: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  the library's name
        """Keep the page until all are written."""
        self._written.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Give each page its foot and write the file."""
        for page in self._written:
            self.__dict__.update(page)
            _foot(self, self._pageNumber, len(self._written))
            super().showPage()
        super().save()


def _foot(canvas: Canvas, page: int, pages: int) -> None:
    ours = merchant()
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, MARGIN, A4[0] - MARGIN, MARGIN)
    canvas.setFont(REGULAR, 7)
    canvas.setFillColor(GREY)
    canvas.drawString(MARGIN, MARGIN - 4 * mm, f"{ours['legal_name']} · {ours['phone']} · {ours['email']}")
    words = _("Page %(number)d of %(count)d") % {"number": page, "count": pages}
    canvas.drawRightString(A4[0] - MARGIN, MARGIN - 4 * mm, words)
    canvas.restoreState()
