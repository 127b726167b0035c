"""An uploaded file, opened: unpacked where packed, its kind and encoding found out, its size kept in bounds."""

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO, Literal

from .refusals import CannotOpen, EmptyFile, FileTooLarge, NotATable

MEGABYTE = 2**20
MOST_BYTES = 200 * MEGABYTE
MOST_UNPACKED = 1024 * MEGABYTE
#: What files that aren't UTF-8 are in, by the language of their texts: Windows' own letters.
FALLBACKS = {"pl": "cp1250"}
FALLBACK = "cp1252"
_CHUNK = MEGABYTE // 4
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file ready to read from its beginning. `encoding` is None for a workbook."""

    name: str
    kind: Literal["text", "workbook"]
    stream: BinaryIO
    encoding: str | None = None

    @property
    def is_guessed(self) -> bool:
        """Return whether the file wasn't UTF-8 and its letters are a guess."""
        return self.encoding in {FALLBACK, *FALLBACKS.values()}

    def text(self) -> IO[str]:
        """Return the file's characters from the beginning; one reading at a time."""
        self.stream.seek(0)
        return _Characters(self.stream, encoding=self.encoding or "utf-8", errors="replace", newline="")


class _Characters(io.TextIOWrapper):
    """A view of a file that leaves the file open when it goes."""

    def close(self) -> None:
        with suppress(ValueError):
            self.detach()


@contextmanager
def open_upload(
    path: Path, *, name: str = "", language: str = "", is_bounded: bool = True
) -> Iterator[Upload]:
    """Open a file for reading, gzip included; the upload lives as long as the block.

    Letters that aren't UTF-8 are read as those of the language's computers. Only files that somebody at the
    machine names may be of any size. Raises CannotOpen, EmptyFile, FileTooLarge, NotATable.
    """
    with _opened(path) as packed, TemporaryFile() as spare:
        if is_bounded and path.stat().st_size > MOST_BYTES:
            raise FileTooLarge(megabytes=MOST_BYTES // MEGABYTE)
        stream = _unpacked(packed, spare, most=MOST_UNPACKED if is_bounded else None)
        head = stream.read(4)
        stream.seek(0)
        if not head:
            raise EmptyFile
        if head.startswith(b"PK\x03\x04"):
            _check_workbook(stream, most=MOST_UNPACKED if is_bounded else None)
            yield Upload(name or path.name, "workbook", stream)
        else:
            yield Upload(
                name or path.name, "text", stream, _encoding_of(stream, FALLBACKS.get(language, FALLBACK))
            )


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CannotOpen(file=path, problem=error.strerror or error) from None


def _unpacked(packed: BinaryIO, spare: IO[bytes], *, most: int | None) -> BinaryIO:
    """Return the file itself, or what its gzip holds, written to the spare file."""
    head = packed.read(2)
    packed.seek(0)
    if head != b"\x1f\x8b":
        return packed
    size = 0
    try:
        with gzip.GzipFile(fileobj=packed) as source:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if most and size > most:
                    raise FileTooLarge(megabytes=MOST_UNPACKED // MEGABYTE)
                spare.write(chunk)
    except (OSError, EOFError, zlib.error):
        raise NotATable from None
    spare.seek(0)
    return spare  # type: ignore[return-value]


def _check_workbook(stream: BinaryIO, *, most: int | None) -> None:
    """Refuse an archive that is no workbook, or that would unpack to too much."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise NotATable from None
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise NotATable
    if most and sum(member.file_size for member in members) > most:
        raise FileTooLarge(megabytes=MOST_UNPACKED // MEGABYTE)
    stream.seek(0)


def _encoding_of(stream: BinaryIO, fallback: str) -> str:
    """Return how the file writes letters; read it through once, in pieces. Raises NotATable for binary data."""
    head = stream.read(4)
    stream.seek(0)
    encoding = next((name for mark, name in _BOMS if head.startswith(mark)), "") or _unmarked(head)
    decoder = codecs.getincrementaldecoder(encoding)()
    is_sound = True
    while chunk := stream.read(_CHUNK):
        if encoding == "utf-8" and b"\0" in chunk:
            raise NotATable
        if is_sound:
            is_sound = _decodes(decoder, chunk)
    is_sound = is_sound and _decodes(decoder, b"", final=True)
    stream.seek(0)
    if is_sound:
        return encoding
    if encoding != "utf-8":
        raise NotATable
    return fallback


def _unmarked(head: bytes) -> str:
    """Return what a file without a mark is in: every other byte of UTF-16 is zero in Western letters."""
    zeros = [byte == 0 for byte in head]
    if zeros == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if zeros == [True, False, True, False] else "utf-8"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
