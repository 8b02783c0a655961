"""A Markdown file, with or without front matter, read as an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.dates import day_in_title, find_date
from index.errors import NotAnArticleError
from index.formats.front_matter import split_end_matter, split_front_matter
from index.formats.markdown_blocks import Blocks, read_blocks
from index.formats.records import build_article, lowered, title_of
from index.text.cleaning import clean_line

if TYPE_CHECKING:
    from index.article import Article, Capture
    from index.dates import Moment

_HEAD: Final = 2000
_ADDRESS: Final = re.compile(
    r"^(?:source|url|link|original|clipped from|原文链接|来源)[ \t]?[:：][ \t]*"
    r"(?:<|\[[^\[\]\n]{0,200}\]\()?(https?://[^\s<>()]{3,1000})[>)]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NAME_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?=\D)")


def read_markdown(text: str, capture: Capture) -> Article:
    """Return the article of the Markdown ``text``; its first heading is the title if no field is.

    Raises NotAnArticleError where the text has no title or nothing below it.
    """
    fields, rest = split_front_matter(text)
    fields, rest = split_end_matter(rest) if not fields else (fields, rest)
    rest, url = _without_address(rest)
    told = lowered(fields)
    if url:
        told.setdefault("url", url)
    found = read_blocks(rest)
    title = title_of(told)
    title = _without_title(found, title) if title else _taken_title(found)
    if not title:
        raise NotAnArticleError(
            capture.origin, "a Markdown text without a title; give it a heading"
        )
    if not found.blocks:
        raise NotAnArticleError(capture.origin, "a Markdown text with a title and nothing below it")
    return build_article(
        told,
        title=title,
        body="\n\n".join(found.blocks),
        origin=capture.origin,
        captions=found.captions,
        moment=_named_day(capture.name),
        last_resort=day_in_title(title) or day_in_title(capture.name.partition(".")[0]),
    )


def _without_address(text: str) -> tuple[str, str]:
    """Take the line ``Source: <https://...>`` of a clipped page out of the head of ``text``."""
    found = _ADDRESS.search(text[:_HEAD])
    return (text[: found.start()] + text[found.end() :], found[1]) if found else (text, "")


def _taken_title(found: Blocks) -> str:
    """Take the title out of the blocks: the first heading, if nothing much stands before it."""
    for place, _, text in found.headings[:1]:
        if place <= 1:
            del found.blocks[place]
            return text
    return ""


def _without_title(found: Blocks, title: str) -> str:
    """Drop a first heading that only says the title again."""
    for place, _, text in found.headings[:1]:
        if place == 0 and clean_line(text).casefold() == title.casefold():
            del found.blocks[0]
    return title


def _named_day(name: str) -> Moment | None:
    """Return the day in a file name such as ``2020-11-10-port-opens.md``."""
    match = _NAME_DATE.match(name)
    found = find_date(match[1]) if match else None
    return found[0] if found else None
