"""Reads small files in tests, as the importer does."""

from pathlib import Path

from apps.catalog.imports.files import open_upload
from apps.catalog.imports.formats import read_upload
from apps.catalog.imports.reading import ReadOptions
from apps.catalog.imports.spool import Spool
from apps.catalog.types import Problem, ProductDraft


def read(
    path: Path,
    content: str | bytes,
    format_name: str,
    *,
    language: str = "en",
    categories: Path | None = None,
) -> tuple[list[ProductDraft], list[Problem]]:
    """Return the drafts that a file makes and everything that is said of it."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    options = ReadOptions(language, categories)
    with open_upload(path, language=language) as upload, Spool() as spool:
        reading = read_upload(upload=upload, format=format_name, options=options, spool=spool)
        products = list(reading.products)
    problems = [*reading.remarks, *(problem for product in products for problem in product.problems)]
    return [product.draft for product in products if product.draft], problems
