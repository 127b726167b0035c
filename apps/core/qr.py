"""QR codes as the path of an SVG, so that a page or a document can draw one without an image."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 2
"""Empty modules around the code; the standard asks for four, the white ground of our cards adds the rest."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """The size of the square viewBox and the path of the dark modules."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the smallest code for a text that stays readable with 15% of it damaged (level M).

    Raises segno.DataOverflowError for more than about 2,300 characters.
    """
    matrix = segno.make(text, error="m", micro=False).matrix
    runs = [
        f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z"
        for y, row in enumerate(matrix)
        for x, width in _dark_runs(row)
    ]
    return QrCode(size=len(matrix) + 2 * QUIET, path="".join(runs))


def _dark_runs(row: bytearray) -> list[tuple[int, int]]:
    found, at = [], 0
    for dark, modules in groupby(row):
        width = len(list(modules))
        if dark:
            found.append((at, width))
        at += width
    return found
