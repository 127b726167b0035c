"""What is measured, by the name that ONLY takes, in the order of the table."""

from collections.abc import Callable, Iterable

from ..figures import Figure
from ..shop import Shop
from . import checkout, contention, imports, memory, pages, placing, reading, tills

MEASURES: dict[str, Callable[[Shop], Iterable[Figure]]] = {
    "pages": pages.measure,
    "checkout": checkout.measure,
    "place_order": placing.measure,
    "contention": contention.measure,
    "till_sales": tills.measure,
    "availability": reading.measure_availability,
    "quote": reading.measure_quote,
    "import_products": imports.measure_products,
    "import_sales": imports.measure_sales,
    "memory": memory.measure,
}
