"""Reads what a request says, or refuses it member by member."""

from typing import Any


def valid(serializer: Any, data: Any) -> dict[str, Any]:
    """Return the data as the serializer understands it. Raises the framework's ValidationError."""
    checked = serializer(data=data)
    checked.is_valid(raise_exception=True)
    values: dict[str, Any] = checked.validated_data
    return values
