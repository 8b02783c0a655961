"""Read the saved text of a web page into an article: title bar, menus, body and tail in one file.

Lines are classified by what they are, never by the site they come from. A page that was saved as
one single line goes to `one_line_page`.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.errors import NotAnArticleError
from index.formats.one_line_page import read_one_line
from index.formats.openings import open_body
from index.formats.page_article import Found, make_article
from index.formats.page_body import read_body
from index.formats.page_head import read_head
from index.formats.page_lines import page_lines
from index.formats.page_region import article_region
from index.formats.page_walls import EMPTY, NO_TEXT
from index.text.cleaning import clean_text

if TYPE_CHECKING:
    from index.article import Article, Capture

_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_BLANKS: Final = re.compile("[\u00a0\u2007\u202f\u3000\t\f\v]")


def read_page_text(text: str, capture: Capture) -> Article:
    """Return the article that the decoded ``text`` of a saved page holds.

    Raises NotAnArticleError, with the reason, where it holds none.
    """
    if _ENTITY.search(text):
        text = clean_text(html.unescape(text))
    text = _BLANKS.sub(" ", text)
    if not text.strip():
        raise NotAnArticleError(capture.origin, EMPTY)
    row = read_one_line(text, capture.name)
    found = row or _read_lines(text, capture.name)
    found = replace(found, blocks=tuple(open_body(found.blocks)))
    article = make_article(found, capture, text)
    # A page on one row has its headline twice and its date: what is said of a film stays.
    if row is None and not (article.body or article.captions):
        raise NotAnArticleError(capture.origin, NO_TEXT)
    return article


def _read_lines(text: str, name: str) -> Found:
    region = article_region(page_lines(text), name)
    head = read_head(region.lines, name, region.place)
    body = read_body(region.lines[head.start :], head.title)
    late = body.late
    return Found(
        title=head.title,
        confirmed=head.confirmed,
        blocks=tuple(body.blocks),
        captions=tuple(body.captions),
        moment=head.moment or (late.moment if late else None) or body.moment or region.moment(),
        source=head.source or (late.source if late else ""),
        site=head.site,
        url=head.url,
        sections=head.sections,
        authors=head.authors or (late.authors if late else ()),
    )
