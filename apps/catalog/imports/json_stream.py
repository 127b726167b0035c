"""The objects of a JSON list, one at a time: a file of any length is read in pieces."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any

from .refusals import NotJson

_CHUNK = 65_536
_LONGEST_OBJECT = 8 * 1024 * 1024
_BETWEEN = " \t\r\n,"


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse_constant)


def objects_in(text: IO[str]) -> Iterator[Any]:
    """Return the elements of a JSON array, or of a file with one JSON value a line.

    Numbers with decimals come as Decimal. Raises NotJson, naming the element where reading stopped.
    """
    buffer, is_end, number = "", False, 1
    is_list = None
    while True:
        buffer = buffer.lstrip(_BETWEEN)
        if is_list is None and buffer:
            is_list = buffer[0] == "["
            buffer = buffer[1:].lstrip(_BETWEEN) if is_list else buffer
        if is_list and buffer[:1] == "]":
            return
        value, rest = _next(buffer, is_end=is_end)
        if rest is not None:
            yield value
            buffer, number = rest, number + 1
            continue
        if is_end:
            if buffer or is_list is not False:
                raise NotJson(number=number)
            return
        if len(buffer) > _LONGEST_OBJECT:
            raise NotJson(number=number)
        chunk = text.read(max(_CHUNK, len(buffer)))
        is_end = not chunk
        buffer += chunk


def _next(buffer: str, *, is_end: bool) -> tuple[Any, str | None]:
    """Return the first value of the buffer and what follows it, or None where it isn't complete yet."""
    if not buffer:
        return None, None
    try:
        value, end = _DECODER.raw_decode(buffer)
    except (ValueError, RecursionError):
        return None, None
    if end == len(buffer) and not is_end and buffer[-1] not in '}]"':
        return None, None  # a number may go on in the next piece
    return value, buffer[end:]
