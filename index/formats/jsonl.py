"""One record of a JSONL file read as an article.

Fields are those of ``article_record`` and what the world calls them otherwise. The text may come
as Markdown (``body``, ``markdown``), as plain text (``text``, ``content``) or as HTML (``html``).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from index.errors import NotAnArticleError, UnreadableCaptureError
from index.formats.records import Fields, build_article, lowered, title_of
from index.text import markup
from index.text.cleaning import clean_text

if TYPE_CHECKING:
    from index.article import Article, Capture

_MARKDOWN: Final = ("body", "markdown", "body_markdown", "content_markdown")
_PLAIN: Final = (
    "text", "content", "content_text", "body_text", "maintext", "main_text", "plain_text",
    "articlebody", "article_body", "article_text", "article_content", "article", "fulltext",
    "full_text", "story", "正文", "内容",
)  # fmt: skip
_HTML: Final = ("html", "content_html", "body_html", "raw_html", "html_content", "page")
_COLUMN: Final = 100
_SHORT: Final = ("summary", "abstract", "description", "excerpt")
_PAGE: Final = re.compile(r"<(?:html|body|head|!doctype)\b", re.IGNORECASE)
_FRAGMENT: Final = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|blockquote|span|a)\b[^<>]*>", re.IGNORECASE
)


def read_record(text: str, capture: Capture) -> Article:
    """Return the article of the JSON object ``text``.

    Raises UnreadableCaptureError where it is no JSON object, NotAnArticleError where it lacks a
    title or a text.
    """
    fields = _fields(text, capture)
    title = title_of(fields)
    page = next((fields[name] for name in _HTML if isinstance(fields.get(name), str)), "")
    if not title and _PAGE.search(page):
        return _of_page(page, fields, capture)
    if not title:
        raise NotAnArticleError(capture.origin, "a record without a title")
    body, captions = _body(fields)
    if not body:
        raise NotAnArticleError(capture.origin, "a record without a text")
    return build_article(fields, title=title, body=body, origin=capture.origin, captions=captions)


def _fields(text: str, capture: Capture) -> Fields:
    try:
        record = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        reason = "no valid JSON; each line must be one object"
        raise UnreadableCaptureError(capture.origin, reason) from error
    if not isinstance(record, dict):
        raise UnreadableCaptureError(capture.origin, "JSON, but no object with fields")
    return lowered(record)


def _of_page(page: str, fields: Fields, capture: Capture) -> Article:
    """Return the article of a whole page inside the record; what the record tells goes first."""
    from index.article import article_record
    from index.formats.web_page import read_web_page

    article = read_web_page(clean_text(page), capture)
    told = {**lowered(article_record(article)), **fields}
    return build_article(
        told, title=article.title, body=article.body, origin=capture.origin, captions=()
    )


def _body(fields: Fields) -> tuple[str, tuple[str, ...]]:
    """Return the record's text as blocks, and captions found in it."""
    for names, read in (
        (_MARKDOWN, _of_markdown), (_HTML, _of_html), (_PLAIN, _of_plain), (_SHORT, _of_plain),
    ):  # fmt: skip
        for name in names:
            if text := _joined(fields.get(name)):
                looks_html = names != _MARKDOWN and _FRAGMENT.search(text)
                blocks, captions = _of_html(text) if looks_html else read(text)
                if blocks:
                    return "\n\n".join(blocks), captions
    return "", ()


def _joined(value: Any) -> str:
    if isinstance(value, list):
        value = "\n\n".join(part for part in value if isinstance(part, str))
    return clean_text(value).strip() if isinstance(value, str) else ""


def _of_markdown(text: str) -> tuple[list[str], tuple[str, ...]]:
    from index.formats.markdown_blocks import read_blocks

    found = read_blocks(text)
    return found.blocks, tuple(found.captions)


def _of_html(text: str) -> tuple[list[str], tuple[str, ...]]:
    from index.formats.web_body import read_fragment

    found = read_fragment(text)
    return list(found.blocks), found.captions


def _of_plain(text: str) -> tuple[list[str], tuple[str, ...]]:
    """Each line is a paragraph; where blank lines part them, lines between belong together."""
    apart = re.split(r"\n\s*\n", text)
    wrapped = len(apart) > 1 and any("\n" in piece for piece in apart)
    pieces = apart if wrapped and _is_wrapped(text) else text.split("\n")
    return [markup.paragraph(piece) for piece in pieces if piece.strip()], ()


def _is_wrapped(text: str) -> bool:
    """Whether lines end where a column ends: most of them are of much the same length."""
    lengths = [len(line) for line in text.split("\n") if line.strip()]
    longest = max(lengths, default=0)
    return longest <= _COLUMN and sum(1 for length in lengths if length > longest * 0.7) * 2 > len(
        lengths
    )
