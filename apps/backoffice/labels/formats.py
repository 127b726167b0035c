"""Paper that labels are printed on: sheets of A4 as they are sold, and a roll. Millimetres."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """A page with labels in columns and rows; `pitch` is from one label's edge to the next one's."""

    name: str | Promise
    page: tuple[float, float]
    size: tuple[float, float]
    columns: int = 1
    rows: int = 1
    margin: tuple[float, float] = (0, 0)
    pitch: tuple[float, float] | None = None

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Return where the label at this place of a page begins, from the left and from the top."""
        row, column = divmod(place, self.columns)
        across, down = self.pitch or self.size
        return self.margin[0] + column * across, self.margin[1] + row * down


A4 = (210.0, 297.0)
FORMATS = {
    "a4-24": LabelFormat(_("A4, 24 labels of 70 × 37 mm"), A4, (70, 37), 3, 8, (0, 0.5)),
    "a4-40": LabelFormat(_("A4, 40 labels of 52.5 × 29.7 mm"), A4, (52.5, 29.7), 4, 10),
    "a4-65": LabelFormat(
        _("A4, 65 labels of 38.1 × 21.2 mm"), A4, (38.1, 21.2), 5, 13, (4.75, 10.7), (40.64, 21.2)
    ),
    "roll": LabelFormat(_("Roll, 57 × 32 mm"), (57, 32), (57, 32)),
}
