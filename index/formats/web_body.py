"""The body of a web page: trafilatura finds the text, blocks are made of it, the rest is trimmed.

Pictures' captions are taken out of the page first and handed back apart. Where the page draws its
text by script, the text is looked for in what the page says to the script. Nothing is fetched.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trafilatura import bare_extraction
from trafilatura.settings import use_config

from index.formats.openings import open_body
from index.formats.web_blocks import blocks_of
from index.formats.web_hidden import hidden_text
from index.formats.web_layout import unfold
from index.formats.web_leads import find_lead
from index.formats.web_pruning import prune
from index.formats.web_recovery import recover, undump
from index.formats.web_tree import parse_page, text_of
from index.formats.web_trimming import trim
from index.text import markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from index.formats.web_metadata import PageMetadata

# Short notes are articles too, above all in Chinese, where 250 letters tell a long story.
_CONFIG: Final = use_config()
_CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "100")
_LITTLE: Final = 250
_FRAGMENT_PARTS: Final = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "blockquote",
    "td",
    "dd",
    "dt",
    "pre",
]


@dataclass(frozen=True, slots=True)
class PageBody:
    """Blocks of markup in the page's order, and the captions of its pictures."""

    blocks: tuple[str, ...]
    captions: tuple[str, ...]


def read_body(tree: HtmlElement, metadata: PageMetadata, title: str, text: str) -> PageBody:
    """Return the article under ``title`` in ``tree``, parsed from ``text``; no blocks if none.

    ``tree`` stays as it is.
    """
    page = deepcopy(tree)
    captions = prune(page)
    unfold(page)
    blocks = undump(page, _extract(page))
    if _size(blocks) < _LITTLE:
        told = _of_text(metadata.linked.body) or _of_text(hidden_text(text))
        blocks = told if _size(told) > _size(blocks) else blocks
    else:
        blocks = recover(page, blocks)
    titles = (title, metadata.linked.headline, metadata.open_title, metadata.window_title)
    blocks = trim(
        blocks,
        titles=titles,
        names=(*metadata.authors, *metadata.sections, *metadata.site_names, metadata.source),
    )
    blocks = open_body(blocks)
    lead = find_lead(page, metadata.lead, titles, blocks)
    if lead:
        blocks = [markup.paragraph(lead), *blocks]
    return PageBody(blocks=tuple(blocks), captions=captions)


def read_fragment(text: str) -> PageBody:
    """Return the blocks of a piece of HTML that is all article, and the captions in it."""
    tree = parse_page(f"<html><body><article>{text}</article></body></html>")
    if tree is None:
        return PageBody((), ())
    captions = prune(tree)
    whole = len(text_of(tree))
    blocks = _extract(tree)
    if _size(blocks) * 10 < whole * 8:
        blocks = _every_part(tree)
    return PageBody(blocks=tuple(blocks), captions=captions)


def _extract(page: HtmlElement) -> list[str]:
    try:
        document = bare_extraction(
            page,
            include_comments=False,
            include_formatting=True,
            include_links=True,
            include_tables=True,
            with_metadata=False,
            config=_CONFIG,
        )
    except Exception:  # noqa: BLE001 - it raises whatever it pleases on broken pages; every paragraph is better
        return _every_part(page)
    return [] if document is None or document.body is None else blocks_of(document.body)


def _of_text(text: str) -> list[str]:
    """Return the blocks of a text that may be plain or HTML."""
    if "</p>" in text or "<br" in text:
        return list(read_fragment(text).blocks)
    return [markup.paragraph(line) for line in text.splitlines() if line.strip()]


def _every_part(tree: HtmlElement) -> list[str]:
    """Return every paragraph of ``tree``, for pieces that trafilatura finds too small."""
    parts = [part for part in tree.iter(*_FRAGMENT_PARTS) if not _holds_parts(part)]
    if not parts:
        return [markup.paragraph(line) for line in [text_of(tree)] if line]
    blocks = []
    for part in parts:
        line = text_of(part)
        if line and str(part.tag)[0] == "h":
            blocks.append(markup.heading(line, max(int(str(part.tag)[1]), 2)))
        elif line:
            blocks.append(
                f"- {markup.paragraph(line)}" if part.tag == "li" else markup.paragraph(line)
            )
    return blocks


def _holds_parts(part: HtmlElement) -> bool:
    return any(inner is not part for inner in part.iter(*_FRAGMENT_PARTS))


def _size(blocks: list[str]) -> int:
    return sum(map(len, blocks))
