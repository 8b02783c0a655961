"""Capture files read safely: regular files of bearable size, a record a line where a file has many.

Looks at names and sizes only; what the bytes mean is not judged here.
"""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final

from index.article import Capture
from index.errors import UnreadableCaptureError
from index.text.cleaning import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE_LIMIT: Final = 50_000_000
"""Bytes a capture may have, as it lies on disk and unpacked."""

RATIO_LIMIT: Final = 100
"""How many times its packed size a capture may have, once it is past ``RATIO_FREE`` bytes."""

RATIO_FREE: Final = 1_000_000

GZIP_MARK: Final = b"\x1f\x8b"
_RECORD_SUFFIXES: Final = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_CHUNK: Final = 65_536
_TOO_LARGE: Final = "larger than 50 MB; split it or leave it out"


def captures_in(path: Path) -> Iterator[Capture]:
    """Yield the captures in the file ``path``: itself, or each line of a file of records.

    Raises UnreadableCaptureError for what is no regular file, cannot be read or is too large.
    """
    origin = _printable(str(path))
    try:
        with _opened(path, origin) as file:
            if path.name.lower().endswith(_RECORD_SUFFIXES):
                yield from _records(file, _printable(path.name), origin)
            else:
                yield Capture(_printable(path.name), _whole(file, origin), origin)
    except OSError as error:
        raise UnreadableCaptureError(origin, _why(error)) from error


def unpack(content: bytes, origin: str) -> bytes:
    """Return the bytes that gzip packed into ``content``.

    Raises UnreadableCaptureError where they are damaged, too many, or suspiciously many.
    """
    unpacker = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    size, rest, whole = 0, content, False
    most = min(SIZE_LIMIT, max(RATIO_FREE, RATIO_LIMIT * len(content)))
    try:
        while rest and size <= most:
            piece = unpacker.decompress(rest, _CHUNK)
            pieces.append(piece)
            size += len(piece)
            rest = unpacker.unconsumed_tail
            if unpacker.eof:
                whole = True
                rest = unpacker.unused_data.lstrip(b"\x00")
                unpacker = zlib.decompressobj(wbits=31)
    except zlib.error as error:
        if not size:
            raise UnreadableCaptureError(origin, "a damaged gzip file; save it again") from error
    if size > most:
        bomb = "unpacks to far more than its size promises" if most < SIZE_LIMIT else _TOO_LARGE
        raise UnreadableCaptureError(origin, bomb)
    if not size and not whole:
        raise UnreadableCaptureError(origin, "a gzip file that is cut off; save it again")
    return b"".join(pieces)


def _opened(path: Path, origin: str) -> BinaryIO:
    """Open ``path`` if it is a regular file, without waiting for the other end of a pipe."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        kind = "a folder" if path.is_dir() else "no regular file (a pipe, a socket or a device)"
        raise UnreadableCaptureError(origin, f"{kind}, not a capture")
    return os.fdopen(descriptor, "rb")


def _whole(file: BinaryIO, origin: str) -> bytes:
    content = file.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise UnreadableCaptureError(origin, _TOO_LARGE)
    return content


def _records(file: BinaryIO, name: str, origin: str) -> Iterator[Capture]:
    """Yield a capture for each line that is not blank; lines count from 1."""
    packed = file.read(2) == GZIP_MARK
    file.seek(0)
    lines = gzip.GzipFile(fileobj=file) if packed else file
    name = name.removesuffix(".gz")
    number = 0
    try:
        while line := lines.readline(SIZE_LIMIT + 1):
            number += 1
            place = f"{origin}, line {number}"
            if len(line) > SIZE_LIMIT:
                raise UnreadableCaptureError(place, _TOO_LARGE)
            if record := line.strip(b" \t\r\n"):
                yield Capture(name, record, place)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = "the gzip file is damaged from here on; save it again"
        raise UnreadableCaptureError(f"{origin}, line {number + 1}", reason) from error


def _printable(text: str) -> str:
    """Return a file name as it can be shown and kept: no lone surrogates, no control characters."""
    plain = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return clean_text(plain).replace("\n", " ").replace("\t", " ")


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file; it may have been moved"
    if isinstance(error, PermissionError):
        return "may not be read; change its permissions"
    return f"cannot be read ({error.strerror or error})"
