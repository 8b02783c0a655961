"""When the article of a web page was published: the first place that tells it, best kept first.

Reads only what the page holds; how dates are written is known by `dates`.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from index.dates import Moment, date_in_url, find_date, read_date
from index.formats.page_metadata import read_metadata as read_line
from index.formats.web_tree import names_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from index.formats.linked_data import LinkedArticle

_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate",
    "datepublished", "article.published", "article:published", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued",
    "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "article_date_original", "firstpublished", "originalpublicationdate", "rnews:datepublished",
    "bt:pubdate", "last_published", "datecreated", "created", "apub:time", "displaydate",
    "article.created",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time", "og:updated_time", "lastmod", "last-modified", "datemodified",
)  # fmt: skip
_SCRIPT_DATE: Final = re.compile(
    r"(?:publi(?:sh|cation)|first-?pub|deploy|datepub)[\w-]{0,20}(?:date|dt|time|at|on|ed)?"
    r"[\"'\\]{0,2}\s?[:=]\s?[\"'\\]{1,2}((?:19|20)\d\d[^\"'\\]{4,30})[\"'\\]",
    re.IGNORECASE,
)
_MEANS_PUBLISHING: Final = re.compile("publi|pubdate|creat")
_HEADINGS: Final = 3
_BESIDE: Final = 40
_LONG_TEXT: Final = 5000
_DATE_LENGTH: Final = 12
_BYLINE: Final = 120
_LINE_LIMIT: Final = 300
_CALLED_LIMIT: Final = 200


def find_moment(
    tree: HtmlElement,
    text: str,
    tags: dict[str, list[str]],
    linked: LinkedArticle,
    url: str,
    *,
    day_first: bool,
) -> Moment | None:
    """Return when the page's article was published, or None where nothing tells.

    ``tags`` are the contents of meta tags by name; ``day_first`` says how the page's language
    means slashed digits. In this order: what is noted for machines,
    <time> tags, titles, scripts, printed dates, the address, the time of the last change.
    """
    noted = [linked.published, *(value for name in _PUBLISHED for value in tags.get(name, ()))]
    for told in noted:
        if moment := read_date(told, day_first=day_first):
            return moment
    changed = (linked.modified, *(value for name in _MODIFIED for value in tags.get(name, ())))
    return (
        _timed(tree, day_first=day_first)
        or _titled(tree, tags, day_first=day_first)
        or _scripted(text)
        or _printed(tree, day_first=day_first)
        or date_in_url(url)
        or _labelled(tree, day_first=day_first)
        or next(
            (found for told in changed if (found := read_date(told, day_first=day_first))), None
        )
    )


def _labelled(tree: HtmlElement, *, day_first: bool) -> Moment | None:
    """Return the first date that stands in a piece of text of its own, with a word for it."""
    for piece in tree.itertext():
        text = piece.strip()
        told = read_line(text) if _DATE_LENGTH <= len(text) <= _BYLINE else None
        if told is not None and told.labelled and told.moment is not None:
            found = find_date(text, day_first=day_first)
            return found[0] if found else told.moment
    return None


def _timed(tree: HtmlElement, *, day_first: bool) -> Moment | None:
    """Return what the page's <time> tags tell, those that say they mean publishing first."""
    for one in sorted(tree.iter("time"), key=lambda one: not _means_publishing(one)):
        if _within(one, "aside") or _within(one, "footer"):
            continue
        for told in (one.get("datetime") or one.get("content") or "", text_of(one, _CALLED_LIMIT)):
            if moment := read_date(told, day_first=day_first):
                return moment
    return None


def _means_publishing(time: HtmlElement) -> bool:
    return bool(_MEANS_PUBLISHING.search(names_of(time))) or time.get("pubdate") is not None


def _titled(tree: HtmlElement, tags: dict[str, list[str]], *, day_first: bool) -> Moment | None:
    """Return a date that ends the page's title, as some papers put it there."""
    for title in (*(text_of(one) for one in tree.iter("title")), *tags.get("og:title", ())):
        found = find_date(title, day_first=day_first)
        if found is not None and found[1][1] == len(title):
            return found[0]
    return None


def _scripted(text: str) -> Moment | None:
    """Return the date that the page's scripts keep under a name that means publishing."""
    for match in _SCRIPT_DATE.finditer(text):
        if moment := read_date(match[1]):
            return moment
    return None


def _printed(tree: HtmlElement, *, day_first: bool) -> Moment | None:
    """Return the first date printed near the headline, or in anything that is called a date."""
    for line in (*lines_by_headline(tree), *lines_called(tree, "date|time|publi|byline|meta")):
        found = find_date(line, day_first=day_first)
        if found is not None:
            return found[0]
    return None


def lines_by_headline(tree: HtmlElement) -> Iterator[str]:
    """Yield the short texts beside the first headlines: siblings of theirs and of their parents."""
    for heading in itertools.islice(tree.iter("h1"), _HEADINGS):
        for holder in (heading, heading.getparent()):
            beside = () if holder is None else itertools.islice(holder.itersiblings(), _BESIDE)
            for sibling in beside:
                if (
                    isinstance(sibling.tag, str)
                    and len(line := text_of(sibling, _LONG_TEXT)) <= _LONG_TEXT
                ):
                    yield line[:_LINE_LIMIT]


def lines_called(tree: HtmlElement, names: str) -> Iterator[str]:
    """Yield the short texts whose class or id the pattern ``names`` matches."""
    wanted = re.compile(names)
    for element in tree.iter("div", "p", "span", "li", "td"):
        if (
            wanted.search(names_of(element))
            and len(line := text_of(element, _CALLED_LIMIT)) < _CALLED_LIMIT
        ):
            yield line


def _within(element: HtmlElement, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None
