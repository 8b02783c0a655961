"""Captures become articles here: recognised by name, then by content, and read by their kind.

The readers themselves are imported when a capture needs them; nothing here touches the network
or a database.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CaptureError, NotAnArticleError, UnreadableCaptureError
from index.formats import kinds
from index.formats.files import GZIP_MARK, SIZE_LIMIT, captures_in, unpack

if TYPE_CHECKING:
    from index.article import Article, Capture

__all__ = ["CAPTURE_SUFFIXES", "captures_in", "is_capture_name", "read_capture"]

_KINDS: Final = {
    ".txt": "text", ".text": "text", ".html": "page", ".htm": "page", ".xhtml": "page",
    ".md": "markdown", ".markdown": "markdown", ".jsonl": "record", ".ndjson": "record",
}  # fmt: skip

CAPTURE_SUFFIXES: Final = frozenset((*_KINDS, *(f"{suffix}.gz" for suffix in _KINDS)))
"""Endings of the file names that are read from a folder, in lower case."""

_NO_CAPTURE: Final = re.compile(
    r"\.|(?:readme|licen[cs]e|copying|changelog|contributing)\b", re.IGNORECASE
)
_NESTED_LIMIT: Final = 2
_CONTROLS: Final = bytes((*range(0x21), 0x7F))
_NO_TEXT: Final = "a file of control characters, which holds no text"


def is_capture_name(name: str) -> bool:
    """Whether a file of this ``name`` in a folder is taken for a capture."""
    return _kind_by_name(name) is not None and not _NO_CAPTURE.match(name)


def read_capture(capture: Capture) -> Article:
    """Return the article in ``capture``.

    Raises NotAnArticleError where it holds none, UnreadableCaptureError where it cannot be
    understood; nothing else, whatever the bytes.
    """
    try:
        return _read(capture)
    except CaptureError:
        raise
    except Exception as error:  # the parsers below us raise whatever they please
        reason = f"could not be read ({type(error).__name__}); please report it"
        raise UnreadableCaptureError(capture.origin, reason) from error


def _read(capture: Capture) -> Article:
    from index.formats.decoding import decode
    from index.text.cleaning import clean_text

    content = _unpacked(capture)
    if not content.strip(b"\x00 \t\r\n"):
        raise NotAnArticleError(capture.origin, "an empty file")
    if not content.strip(_CONTROLS):
        raise NotAnArticleError(capture.origin, _NO_TEXT)
    if kind := kinds.foreign_kind(content):
        raise UnreadableCaptureError(capture.origin, kind)
    if kinds.is_binary(content):
        raise UnreadableCaptureError(capture.origin, "a binary file, not a page")
    text = clean_text(decode(content))
    if not text.strip():
        raise NotAnArticleError(capture.origin, _NO_TEXT)
    if kind := kinds.feed_kind(text):
        raise UnreadableCaptureError(capture.origin, f"{kind}, not a page")
    return _read_text(text, capture)


def _unpacked(capture: Capture) -> bytes:
    """Return the capture's bytes, unpacked if they are packed, whatever the name says."""
    content = capture.content
    for _ in range(_NESTED_LIMIT):
        if len(content) > SIZE_LIMIT:
            raise UnreadableCaptureError(
                capture.origin, "larger than 50 MB; split it or leave it out"
            )
        if not content.startswith(GZIP_MARK):
            break
        content = unpack(content, capture.origin)
    return content


def _read_text(text: str, capture: Capture) -> Article:
    kind = _kind(text, _kind_by_name(capture.name))
    if kind == "page":
        from index.formats.web_page import read_web_page

        return read_web_page(text, capture)
    if kind == "markdown":
        from index.formats.markdown import read_markdown

        return read_markdown(text, capture)
    if kind == "record":
        from index.formats.jsonl import read_record

        return read_record(text, capture)
    from index.formats.page_text import read_page_text

    return read_page_text(text, capture)


def _kind(text: str, named: str | None) -> str:
    """Return the kind of ``text``: what its content shows, where its name is silent or wrong."""
    if named == "record" or (named != "markdown" and kinds.looks_like_record(text)):
        return "record"
    if kinds.looks_like_page(text, said=named == "page"):
        return "page"
    if named == "markdown" or kinds.has_front_matter(text):
        return "markdown"
    return "text"


def _kind_by_name(name: str) -> str | None:
    """Return the kind that the ending of ``name`` tells, or None where it tells none."""
    bare = name.lower().removesuffix(".gz")
    dot = bare.rfind(".")
    return _KINDS.get(bare[dot:]) if dot > 0 else None
