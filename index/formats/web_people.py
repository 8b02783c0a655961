"""Who wrote the article of a web page: authors in JSON-LD, meta tags, marked links and bylines.

Knows no names. A picture's credit, the site's own name and a login name are no author's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.formats.page_metadata import read_metadata as read_line
from index.formats.web_dates import lines_by_headline, lines_called
from index.formats.web_titles import title_key
from index.formats.web_tree import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from index.formats.linked_data import LinkedArticle

_NOTED: Final = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl",
    "dcterms.creator",
)  # fmt: skip
_BYLINED: Final = "byline|author|submitted|meta|info"
_LIMIT: Final = 12
_BYLINE_LIMIT: Final = 200
_PICTURE: Final = re.compile(
    r"\s*[(（\[]\s?(?:image|photo|picture|video|credit|bild|foto|grafik|crédit|图|摄)\w{0,12}"
    r"(?:\s?[:：/©]|\s(?:by|credit|von|de)\b)[^()（）\[\]]{0,190}(?:[)）\]]|\Z)",
    re.IGNORECASE,
)
_SLUG: Final = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def read_authors(
    tree: HtmlElement,
    tags: dict[str, list[str]],
    linked: LinkedArticle,
    publishers: Iterable[str],
) -> tuple[str, ...]:
    """Return the authors by the first place that names any; ``publishers`` are none of them."""
    noted = [value for name in _NOTED for value in tags.get(name, ())]
    printed = [text_of(one) for one in tree.iter("a", "span") if _is_author(one)]
    bylines = (line for line in (*lines_by_headline(tree), *lines_called(tree, _BYLINED)))
    beside = [name for line in bylines for name in _signed(line)]
    told = [
        [name for text in names for name in _people(text)]
        for names in (linked.authors, noted, printed, beside)
    ]
    spelled = {title_key(name) for names in told for name in names if not _SLUG.fullmatch(name)}
    houses = {title_key(name.removeprefix("www.")) for name in publishers} - {""}
    for names in told:
        kept = tuple(dict.fromkeys(name for name in names if not _is_other(name, spelled, houses)))
        if kept:
            return kept[:_LIMIT]
    return ()


def _is_other(name: str, spelled: set[str], houses: set[str]) -> bool:
    """Whether ``name`` is the publisher's, or the slug of a name that is spelled out too."""
    key = title_key(name.removeprefix("www."))
    return key in houses or (key in spelled and _SLUG.fullmatch(name) is not None)


def _signed(line: str) -> tuple[str, ...]:
    """Return whom a line beside the headline names as its writers."""
    told = read_line(line) if len(line) < _BYLINE_LIMIT else None
    return told.authors if told is not None else ()


def _is_author(element: HtmlElement) -> bool:
    return "author" in (element.get("rel") or "") or "author" in (element.get("itemprop") or "")


def _people(told: str) -> list[str]:
    """Return the names in a byline, without what introduces them; an address names nobody."""
    told = _PICTURE.sub("", told)
    if "://" in told or told.startswith("@") or len(told) > _BYLINE_LIMIT:
        return []
    names = re.split(r"\s*(?:;|\||、|\band\b|\bund\b|,\s+(?=\w+ \w+(?:,|$)))\s*", told)
    bare = (
        re.sub(r"^(?:by|von|par|por|da|di|作者|记者)\b[:：]?\s*", "", name, flags=re.IGNORECASE)
        for name in names
    )
    return [name.strip(" ,") for name in bare if name.strip(" ,")]
