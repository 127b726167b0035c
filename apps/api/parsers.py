"""Reads a batch of sales without losing a character of it, compressed or not."""

import zlib
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.parsers import BaseParser

from apps.pos.batches import NotABatch, split_batch

from .errors import TooLarge

MOST_BYTES = 16 * 2**20
MOST_SALES = 500
GZIP = 31
"""zlib's word for the gzip format with the largest window."""


class SaleBatchParser(BaseParser):
    """Gives a Batch for JSON in UTF-8; understands `Content-Encoding: gzip`."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        request = (parser_context or {})["request"]
        encoding = request.META.get("HTTP_CONTENT_ENCODING", "identity").strip().lower()
        content = _uncompressed(stream.read(MOST_BYTES + 1), encoding)
        try:
            batch = split_batch(content.decode())
        except (NotABatch, UnicodeDecodeError) as error:
            raise exceptions.ParseError(
                _("The request isn't a batch of sales: %(why)s") % {"why": error}
            ) from error
        if len(batch.sales) > MOST_SALES:
            raise TooLarge(_("Send at most %(most)d sales at once.") % {"most": MOST_SALES})
        return batch


def _uncompressed(content: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        content = _unzipped(content)
    elif encoding not in {"", "identity"}:
        raise exceptions.UnsupportedMediaType(encoding, _("Send it plain or compressed with gzip."))
    if len(content) > MOST_BYTES:
        raise TooLarge(_("Send at most %(most)d MB at once.") % {"most": MOST_BYTES // 2**20})
    return content


def _unzipped(content: bytes) -> bytes:
    """Return at most one byte more than is allowed, whatever the content would grow to."""
    expander = zlib.decompressobj(GZIP)
    try:
        plain = expander.decompress(content, MOST_BYTES + 1)
    except zlib.error as error:
        raise exceptions.ParseError(
            _("The request says that it is compressed with gzip, but it isn't.")
        ) from error
    if not expander.eof and len(plain) <= MOST_BYTES:
        raise exceptions.ParseError(_("The compressed request is cut off."))
    return plain
