"""What the rows of a file are called on orders and returns."""

from ..classification import SERVICE_CODES
from ..types import Row


def title_of(row: Row) -> str:
    """Return what the row calls itself; services without a description get the words for their code."""
    return row.description or SERVICE_CODES.get(row.code, "") or row.code
