"""The tree that trafilatura makes of an article, written as blocks of markup.

Knows the few tags of that tree (p, head, list, quote, table, hi, ref, lb); judges no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.text import markup
from index.text.cleaning import clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS: Final = {"#b": "**", "#i": "*"}
_BREAK: Final = "\n"
_BLANKS: Final = re.compile(r"[^\S\n]+")
_DEPTH_LIMIT: Final = 60


def blocks_of(body: _Element) -> list[str]:
    """Return the blocks of trafilatura's ``body``, in order, none empty."""
    blocks: list[str] = []
    loose = body.text or ""
    for child in body:
        if child.tag in _WRITERS:
            blocks += _paragraphs(markup.escape(_plain(loose)))
            blocks += _WRITERS[child.tag](child)
            loose = child.tail or ""
        else:
            loose += _text(child) + (child.tail or "")
    return [block for block in (*blocks, *_paragraphs(markup.escape(_plain(loose)))) if block]


def _paragraphs(line: str) -> list[str]:
    """Return the paragraphs of a rendered text in which line breaks part them."""
    pieces = (" ".join(piece.split()) for piece in line.split(_BREAK))
    return [markup.sound(piece) for piece in pieces if piece]


def _paragraph(element: _Element) -> list[str]:
    return _paragraphs(_inline(element))


def _heading(element: _Element) -> list[str]:
    text = " ".join(_plain(_text(element)).split())
    rank = element.get("rend") or ""
    level = int(rank[1]) if re.fullmatch("h[1-6]", rank) else 2
    return [markup.heading(text, max(level, 2))] if text else []


def _list(element: _Element) -> list[str]:
    items = [text for item in element.iter("item") for text in _paragraphs(_inline(item))]
    if element.get("rend") == "ol":
        lines = [f"{number}. {item}" for number, item in enumerate(items, 1)]
    else:
        lines = [f"- {item}" for item in items]
    return ["\n".join(lines)] if lines else []


def _quote(element: _Element) -> list[str]:
    return [f"> {text}" for text in _paragraphs(_inline(element))]


def _table(element: _Element) -> list[str]:
    rows = []
    for row in element.iter("row"):
        cells = (" ".join(_inline(cell).split()) for cell in row.iter("cell"))
        rows.append(" | ".join(cell for cell in cells if cell))
    lines = [f"- {markup.sound(row)}" for row in rows if row]
    return ["\n".join(lines)] if lines else []


_WRITERS: Final = {
    "p": _paragraph, "ab": _paragraph, "code": _paragraph, "head": _heading, "list": _list,
    "quote": _quote, "table": _table, "figure": _paragraph, "div": _paragraph,
}  # fmt: skip


def _inline(element: _Element, depth: int = 0) -> str:
    """Return the text inside ``element`` with its links and emphasis; breaks stay line ends."""
    pieces = [markup.escape(_plain(element.text or ""))]
    for child in element:
        if depth < _DEPTH_LIMIT and not (element.tag == "item" and child.tag == "list"):
            pieces.append(_marked(child, pieces, depth))
        pieces.append(markup.escape(_plain(child.tail or "")))
    return "".join(pieces)


def _marked(child: _Element, before: list[str], depth: int) -> str:
    if child.tag == "lb":
        return _BREAK
    text = _inline(child, depth + 1)
    if child.tag in ("p", "head", "list", "quote", "item", "row"):
        return f"{_BREAK}{text}{_BREAK}"
    if child.tag == "ref":
        return _linked(text, (child.get("target") or "").strip())
    mark = _MARKS.get(child.get("rend") or "") if child.tag == "hi" else None
    return markup.stress(text, "".join(before), child.tail or "", mark) if mark else text


def _linked(text: str, url: str) -> str:
    """Return ``text`` as a link, its outer blanks left outside; a text with breaks as it is."""
    inner = text.strip()
    if not inner or _BREAK in inner or "](" in inner:
        return text
    start = len(text) - len(text.lstrip())
    return text[:start] + markup.link(inner, url) + text[start + len(inner) :]


def _plain(text: str) -> str:
    """Return ``text`` safe to keep, its line ends blanks: those of the source mean nothing."""
    return _BLANKS.sub(" ", clean_text(text).replace("\n", " "))


def _text(element: _Element) -> str:
    return "".join(str(piece) for piece in element.itertext())
