"""Undo layouts of old pages: tables that hold columns, and paragraphs parted by line breaks only.

Changes a page so that its text stands in paragraphs; what is text is for others to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import html

from index.formats.web_tree import text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COLUMN: Final = 300
"""Letters in a cell that make its table one of layout: data are shorter."""

_CELLS: Final = ("td", "th")
_PARTS: Final = ("table", "tbody", "thead", "tfoot", "tr", *_CELLS)
_HOLDERS: Final = ("div", "td", "font", "span", "article", "section", "center")
_LEAST: Final = 3


def unfold(page: HtmlElement) -> None:
    """Turn tables of layout in ``page`` into plain parts, double line breaks into paragraphs."""
    _unfold_tables(page)
    for holder in list(page.iter(*_HOLDERS)):
        if sum(child.tag == "br" for child in holder) >= _LEAST * 2:
            _part_by_breaks(holder)


def _unfold_tables(page: HtmlElement) -> None:
    layout = [cell for cell in page.iter(*_CELLS) if len(text_of(cell, _COLUMN * 2)) > _COLUMN]
    for cell in layout:
        for table in list(cell.iterancestors("table"))[-1:]:  # the outermost, once for all cells
            for part in list(table.iter(*_PARTS)):
                part.tag = "div"


def _part_by_breaks(holder: HtmlElement) -> None:
    """Put what stands between two line breaks and the next two into a paragraph each."""
    breaks = 0
    paragraph = html.Element("p")
    parts = [paragraph]
    paragraph.text, holder.text = holder.text, None
    for child in list(holder):
        if child.tag != "br":
            breaks = 0
            paragraph.append(child)
            continue
        tail = child.tail or ""
        holder.remove(child)
        breaks += 1
        if breaks > 1 and (len(paragraph) or (paragraph.text or "").strip()):
            paragraph = html.Element("p")
            parts.append(paragraph)
        elif breaks == 1:
            paragraph.append(html.Element("br"))
        if tail.strip():
            breaks = 0
        _add_text(paragraph, tail)
    for part in parts:
        if len(part) or (part.text or "").strip():
            holder.append(part)


def _add_text(element: HtmlElement, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
