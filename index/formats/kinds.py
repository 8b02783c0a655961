"""What a capture's bytes are: told by how they begin, before anything reads them.

Tells kinds apart by signatures and by the look of the first lines; reads no article.
"""

from __future__ import annotations

import re
from typing import Final

_SIGNATURES: Final = (
    (b"%PDF-", "a PDF document, not a page"),
    (b"\x89PNG", "a picture, not a page"),
    (b"\xff\xd8\xff", "a picture, not a page"),
    (b"GIF8", "a picture, not a page"),
    (b"BM", "a picture, not a page"),
    (b"II*\x00", "a picture, not a page"),
    (b"MM\x00*", "a picture, not a page"),
    (b"\x00\x00\x01\x00", "a picture, not a page"),
    (b"PK\x03\x04", "a zip archive or office document, not a page"),
    (b"\xd0\xcf\x11\xe0", "an office document, not a page"),
    (b"{\\rtf", "an RTF document, not a page"),
    (b"Rar!", "an archive, not a page"),
    (b"7z\xbc\xaf", "an archive, not a page"),
    (b"BZh", "a bzip2 archive, not a page"),
    (b"\xfd7zXZ", "an xz archive, not a page"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive, not a page"),
    (b"\x7fELF", "a program, not a page"),
    (b"MZ\x90", "a program, not a page"),
    (b"SQLite format 3", "a database, not a page"),
    (b"ID3", "a sound recording, not a page"),
    (b"OggS", "a sound recording, not a page"),
    (b"fLaC", "a sound recording, not a page"),
    (b"\x1aE\xdf\xa3", "a film, not a page"),
    (b"wOFF", "a font, not a page"),
    (b"wOF2", "a font, not a page"),
    (b"WARC/", "a web archive, which Broadsheet does not read; save the page as HTML"),
    (b"bplist00", "a web archive, which Broadsheet does not read; save the page as HTML"),
)
_RIFF: Final = {b"WEBP": "a picture, not a page", b"WAVE": "a sound recording, not a page"}
_BOXES: Final = {b"avif": "a picture, not a page", b"heic": "a picture, not a page"}
_MHTML: Final = re.compile(
    rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?MIME-Version:", re.IGNORECASE
)
_ZERO_SHARE: Final = 0.002
_TEXT_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")

_PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(rss|feed|rdf:RDF|opml|urlset)\b", re.DOTALL
)
_TAG: Final = re.compile(
    r"</?(?:p|div|br|span|a|h[1-6]|ul|ol|li|table|td|section|b|i|strong|em)\b[^<>]*>", re.IGNORECASE
)
_FRONT_MATTER: Final = re.compile(
    r"\s*(?:---[ \t]*\n.{0,20000}?\n---[ \t]*$|\+\+\+[ \t]*\n.{0,20000}?\n\+\+\+[ \t]*$)",
    re.DOTALL | re.MULTILINE,
)
_LOOK: Final = 20_000
_TAGS: Final = 6


def foreign_kind(content: bytes) -> str:
    """Return what ``content`` is if it is no text at all, in a plain phrase, else an empty text."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind if signature != b"BM" or b"\x00" in content[:20] else ""
    if content.startswith(b"RIFF"):
        return _RIFF.get(content[8:12], "a film, not a page")
    if content[4:8] == b"ftyp":
        return _BOXES.get(content[8:12], "a film, not a page")
    if _MHTML.match(content[:_LOOK]) and b"multipart/related" in content[:_LOOK].lower():
        return "a web archive (MHTML), which Broadsheet does not read; save the page as HTML"
    return ""


def is_binary(content: bytes) -> bool:
    """Whether zero bytes lie about in ``content`` as they never do in a text, UTF-16 included."""
    head = content[: 4 * _LOOK]
    if head.startswith(_TEXT_MARKS) or not head.count(0) > _ZERO_SHARE * len(head):
        return False
    even, odd = head[::2].count(0), head[1::2].count(0)
    return min(even, odd) * 20 > max(even, odd) or max(even, odd) * 2 > len(head) * 0.98


def feed_kind(text: str) -> str:
    """Return ``feed`` or the like where ``text`` is XML of another kind than a page."""
    match = _FEED.match(text[:_LOOK])
    if match is None:
        return ""
    return {"opml": "a list of feeds", "urlset": "a site map"}.get(match[1], "a feed")


def looks_like_page(text: str, *, said: bool = False) -> bool:
    """Whether ``text`` is HTML; with ``said`` (its name says so) a few tags are proof enough."""
    if _PAGE.match(text[:_LOOK]):
        return True
    tags = len(_TAG.findall(text[:_LOOK]))
    return tags >= (1 if said else _TAGS) and (said or text.lstrip().startswith("<"))


def looks_like_record(text: str) -> bool:
    """Whether ``text`` is one JSON object, by its first and last characters."""
    bare = text.strip()
    return bare.startswith("{") and bare.endswith("}") and '":' in bare.replace('" :', '":')


def has_front_matter(text: str) -> bool:
    """Whether ``text`` begins with fields between two lines of dashes or pluses."""
    return _FRONT_MATTER.match(text[:_LOOK]) is not None
