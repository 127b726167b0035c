"""What is measured, by the name that ONLY takes, in the order of the table."""

from collections.abc import Callable, Iterable

from ..figures import Figure
from ..shop import Shop
from . import checkout, contention, imports, ledger, memory, pages, placing, proposals, reading, tills

MEASURES: dict[str, Callable[[Shop], Iterable[Figure]]] = {
    "pages": pages.measure,
    "checkout": checkout.measure,
    "place_order": placing.measure,
    "contention": contention.measure,
    "till_sales": tills.measure,
    "availability": ledger.measure_availability,
    "as_of": ledger.measure_as_of,
    "allocation": ledger.measure_allocation,
    "proposals": proposals.measure,
    "quote": reading.measure_quote,
    "import_products": imports.measure_products,
    "import_sales": imports.measure_sales,
    "memory": memory.measure,
}
