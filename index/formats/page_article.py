"""Make an Article of what was found on a page: fill what it does not tell, refuse what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.article import Article, article_id
from index.dates import date_in_url, day_in_title, find_date, puts_day_first
from index.errors import NotAnArticleError
from index.formats.page_titles import file_stem, title_of_name
from index.formats.page_walls import ONLY_MENUS, speaks_of_wall, wall_of
from index.text.language import detect_language
from index.text.markup import plain_text

if TYPE_CHECKING:
    from index.article import Capture
    from index.dates import Moment

_TITLE: Final = 100
"""Characters of a first sentence that stands in for a headline."""

_FEW: Final = 400
"""Characters of text below which a wall's words are the page's own words."""

_SLASHED: Final = re.compile(r"\d/\s?\d{1,2}/\s?(?:19|20)\d\d")
_LANGUAGE_SAMPLE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """What a page told; ``confirmed`` when its headline is beyond doubt."""

    title: str = ""
    confirmed: bool = False
    blocks: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    moment: Moment | None = None
    source: str = ""
    site: str = ""
    url: str = ""
    sections: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def make_article(found: Found, capture: Capture, text: str) -> Article:
    """Return the article of a page; ``text`` is all of the page.

    Raises NotAnArticleError where the page holds none, with the reason.
    """
    _refuse(found, capture, text)
    body = "\n\n".join(found.blocks)
    title = found.title or title_of_name(capture.name) or _first_sentence(found)
    language = detect_language(_sample(title, body, found.captions))
    stem = file_stem(capture.name)
    moment = _told_moment(found, text, language) or date_in_url(found.url) or date_in_url(stem)
    moment = moment or day_in_title(title)
    return Article(
        id=article_id(
            url=found.url,
            site=found.site,
            title=title,
            day=moment.when.date() if moment else None,
            body=body,
        ),
        title=title,
        body=body,
        published=moment.when if moment else None,
        published_precision=moment.precision if moment else None,
        source=found.source,
        site=found.site,
        url=found.url,
        sections=found.sections,
        authors=found.authors,
        captions=found.captions,
        language=language,
        origin=capture.origin,
    )


def _told_moment(found: Found, text: str, language: str) -> Moment | None:
    """Return the moment on the page, its slashed digits read as the page's language means them."""
    moment = found.moment
    if moment is None or not puts_day_first(language) or not _SLASHED.search(text):
        return moment
    for line in text.splitlines():
        dated = find_date(line)
        if dated is not None and dated[0] == moment:
            again = find_date(line, day_first=True)
            return again[0] if again else moment
    return moment


def _refuse(found: Found, capture: Capture, text: str) -> None:
    """Raise where the page is a wall or has nothing to read."""
    paragraphs = [plain_text(block) for block in found.blocks]
    if found.moment is None:
        wall = wall_of(found.title) or wall_of(text)
        own = sum(len(one) for one in paragraphs if not speaks_of_wall(one))
        if wall and own < _FEW:
            raise NotAnArticleError(capture.origin, wall)
    if found.captions or any(_reads_on(one, found.title) for one in paragraphs):
        return
    if not (found.moment and found.title and found.confirmed):
        raise NotAnArticleError(capture.origin, ONLY_MENUS)


def _reads_on(paragraph: str, title: str) -> bool:
    """Tell whether ``paragraph`` is text; on a page without headline only sentences are."""
    return bool(title) or re.search(r"[.!?。！？…]", paragraph) is not None


def _first_sentence(found: Found) -> str:
    """Return the beginning of the text as a headline, cut between words."""
    text = plain_text(found.blocks[0]) if found.blocks else "".join(found.captions[:1])
    line = " ".join(text[: _TITLE * 3].split())
    if len(line) <= _TITLE:
        return line
    cut = line[:_TITLE]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(",;:，；：") + "…"


def _sample(title: str, body: str, captions: tuple[str, ...]) -> str:
    return "\n".join((title, body[:_LANGUAGE_SAMPLE], *captions[:20]))
