"""Read where on the web an article stood: its site, its address, the sections that lead to it.

Looks only at the lines of a head that `page_head` has found; what only repeats the headline or the
site's name is no section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from index.article import fold_text
from index.formats.page_lines import Kind, Line, address_in, crumbs
from index.formats.page_metadata import is_name
from index.formats.page_titles import parts_of, split_window_title

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLES: Final = frozenset({Kind.SHORT, Kind.PROSE, Kind.NUMBERED, Kind.TAIL, Kind.RELATED})
"""What a line with a headline on it may be."""

BULLETS: Final = " •·●■|*-"
"""Marks that stand around a name alone on its line."""

_KICKER_WORDS: Final = 3
_KICKER_LENGTH: Final = 40


def site_of(head: Sequence[Line], place: int, window: Sequence[Line]) -> tuple[str, str]:
    """Return host and address as the lines above the body tell them."""
    urls = [url for line in (head or window[:3]) if (url := address_in(line.text))]
    url = urls[0] if urls else ""
    for line in window[:3]:
        host = split_window_title(line.text)[1] if line.kind in TITLES else ""
        if host:
            return host, url
    for line in head[: max(place, 0)]:
        if line.kind is Kind.HOST:
            return line.text.strip(BULLETS).lower(), url
    return _host_of(url), url


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def sections_of(head: Sequence[Line], place: int, title: str) -> tuple[str, ...]:
    """Return the breadcrumb without the site's own name, else the kicker above the headline."""
    unwanted = {fold_text(title)}
    for line in head[:3]:
        unwanted.update(fold_text(site) for _, site in parts_of(line.text))
    near = sorted(range(len(head)), key=lambda number: abs(number - place))
    for line in (head[number] for number in near):
        if line.kind is Kind.CRUMBS:
            found = [part for part in crumbs(line.text) if fold_text(part) not in unwanted]
            if found:
                return tuple(found)
    if place > 0 and _is_kicker(head, place - 1):
        return tuple(part.strip() for part in head[place - 1].text.split("|") if part.strip())
    return ()


def _is_kicker(head: Sequence[Line], place: int) -> bool:
    """Tell whether the line at ``place`` is one section's name and no piece of a menu."""
    text = head[place].text
    alone = place == 0 or head[place - 1].kind is not Kind.SHORT or bool(parts_of(head[0].text))
    named = len(text.split()) <= _KICKER_WORDS and len(text) < _KICKER_LENGTH and is_name(text)
    return head[place].kind is Kind.SHORT and alone and named
