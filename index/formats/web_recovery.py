"""Paragraphs between those that were found: what an extractor drops from the middle of a text.

Works on the page and the blocks that trafilatura made of it. A paragraph comes back when it
stands between found ones, in a holder like theirs, and is not all links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.formats.web_titles import title_key
from index.formats.web_tree import names_of, text_of
from index.text import markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PARTS: Final = ("p", "h2", "h3", "h4", "blockquote", "div", "span", "ul", "ol")
BLOCKS: Final = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "blockquote", "div",
    "section", "article", "aside", "figure", "form", "header",
))  # fmt: skip
"""Tags that make a block of their own."""

_AWAY: Final = frozenset(("nav", "aside", "footer", "figure", "form", "table"))
_AWAY_NAME: Final = re.compile(
    r"related|recommend|newsletter|sidebar|promo|comment|footer|teaser|banner|share|social"
    r"|author|byline|paywall|subscri|advert|modal|(?<![a-z])(?:ad|ads|tags?|card|meta|embed|widget)(?![a-z])"
    r"|breadcrumb|caption|credit|player|date"
)
_WANTED: Final = frozenset(("p", "h2", "h3", "h4", "blockquote", "ul", "ol"))
_LINK_SHARE: Final = 0.5
_NEAR: Final = 3
_DUMP_PART: Final = 8
_DUMP_PARTS: Final = 2
_SENTENCE_END: Final = (".", "!", "?", "…", "。", "！", "？", "”", "“", "»")


@dataclass(frozen=True, slots=True)
class _Part:
    element: HtmlElement
    text: str
    key: str


def recover(page: HtmlElement, blocks: list[str]) -> list[str]:
    """Return ``blocks`` with the paragraphs of ``page`` that were dropped from among them."""
    parts = _parts(page)
    places: dict[str, int] = {}
    for number, block in enumerate(blocks):
        for line in block.split("\n"):
            places.setdefault(title_key(markup.plain_text(line)), number)
    found = [index for index, part in enumerate(parts) if part.key in places]
    if not found:
        return blocks
    first, last = found[0], found[-1]
    holders = {_holder(parts[index].element) for index in found if parts[index].element.tag == "p"}
    everything = title_key("".join(map(markup.plain_text, blocks)))
    inserted: dict[int, list[str]] = {}
    here = places[parts[first].key]
    for part in parts[first + 1 : last]:
        if part.key in places:
            here = max(here, places[part.key])
        elif part.key not in everything and _holder(part.element) in holders and _is_text(part):
            inserted.setdefault(here, []).append(_block(part))
    result: list[str] = []
    for number, block in enumerate(blocks):
        result += [block, *inserted.get(number, [])]
    return result


def undump(page: HtmlElement, blocks: list[str]) -> list[str]:
    """Return ``blocks``, or the page's own paragraphs where its whole text came as one block."""
    if len(blocks) != 1:
        return blocks
    whole = title_key(markup.plain_text(blocks[0]))
    parts = [part for part in _parts(page) if len(part.key) >= _DUMP_PART and part.key in whole]
    if len(parts) < _DUMP_PARTS:
        return blocks
    return [_block(part) for part in parts if _is_text(part) or _is_sentence(part)]


def _is_sentence(part: _Part) -> bool:
    links = sum(len(text_of(link)) for link in part.element.iter("a"))
    ends = part.text.endswith(_SENTENCE_END) and not is_away(part.element)
    return ends and links < _LINK_SHARE * len(part.text)


def _parts(page: HtmlElement) -> list[_Part]:
    parts = []
    for element in page.iter(*_PARTS):
        if any(
            inner.tag in BLOCKS
            for inner in element.iterdescendants()
            if element.tag not in ("ul", "ol", "blockquote")
        ):
            continue
        if (
            element.tag == "span"
            and element.getparent() is not None
            and element.getparent().tag in ("p", "h1", "h2", "h3", "span", "li", "a", "div")
        ):
            continue
        text = text_of(element)
        if text:
            parts.append(_Part(element, text, title_key(text)))
    return parts


def _holder(element: HtmlElement) -> tuple[str, str]:
    parent = element.getparent()
    return ("", "") if parent is None else (str(parent.tag), parent.get("class") or "")


def _is_text(part: _Part) -> bool:
    if part.element.tag not in _WANTED or is_away(part.element):
        return False
    links = [len(text_of(link)) for link in part.element.iter("a")]
    if part.element.tag in ("ul", "ol"):
        return sum(links) < _LINK_SHARE * len(part.text)
    return len(links) > 1 or sum(links) < _LINK_SHARE * len(part.text)


def is_away(element: HtmlElement) -> bool:
    """Whether `element` stands in a part of the page that is beside the article."""
    for depth, holder in enumerate((element, *element.iterancestors())):
        if holder.tag in _AWAY or (depth < _NEAR and _AWAY_NAME.search(names_of(holder))):
            return True
    return False


def _block(part: _Part) -> str:
    tag = str(part.element.tag)
    if tag[0] == "h":
        return markup.heading(part.text, int(tag[1]))
    if tag in ("ul", "ol"):
        items = [text for item in part.element.iter("li") if (text := text_of(item))]
        return markup.bullets(items) if tag == "ul" else markup.numbered(items)
    return markup.quote(part.text) if tag == "blockquote" else markup.paragraph(part.text)
