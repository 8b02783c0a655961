"""Read the head of saved page text: headline, breadcrumb, site, address, date, source, authors.

The anchor is the line of metadata: the headline stands before it, the body after it. What window
title and file name call the page is looked for on the page itself, since both add the site's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.article import fold_text
from index.formats.page_furniture import ends_sentence
from index.formats.page_lines import Kind, Line
from index.formats.page_location import BULLETS, TITLES, sections_of, site_of
from index.formats.page_metadata import Metadata, is_name, read_metadata
from index.formats.page_titles import file_stem, is_field, known_names, parts_of, split_window_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dates import Moment

_REACH: Final = 80
"""Lines that a head has at most, menus above a known headline aside."""

_MENUS: Final = 800
"""Lines among which a headline is looked for that title bar or file name tell."""

_AHEAD: Final = 4
_TITLE_LENGTH: Final = 300
_TITLE_WORDS: Final = 4
_TITLE_SIGNS: Final = 12
_PASSED_OVER: Final = frozenset(
    {Kind.METADATA, Kind.HOST, Kind.FURNITURE, Kind.CLOSER, Kind.ADDRESS, Kind.CRUMBS}
)
_TEXT: Final = frozenset({Kind.PROSE, Kind.CAPTION})
_ADDRESSES: Final = frozenset({Kind.ADDRESS, Kind.HOST})
_METADATA: Final = frozenset({Kind.METADATA})
_BODY: Final = _TEXT | {Kind.BULLET, Kind.NUMBERED}


@dataclass(frozen=True, slots=True)
class Head:
    """What the head tells; the body begins at line ``start``.

    ``confirmed`` when the headline stands on the page as window title or file name have it.
    """

    title: str = ""
    start: int = 0
    confirmed: bool = False
    moment: Moment | None = None
    source: str = ""
    site: str = ""
    url: str = ""
    sections: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def read_head(lines: Sequence[Line], name: str, place: int = -1) -> Head:
    """Return the head of a page of ``lines`` that was saved under the file name ``name``.

    The headline is the line at ``place`` where that is known already.
    """
    place = place if place >= 0 else _named_place(lines, name)
    window = lines[: max(place, 0) + _REACH]
    confirmed = place >= 0
    title = window[place].text if confirmed else ""
    anchor = _anchor(window, place)
    if not confirmed and anchor >= 0:
        title, place, confirmed = _title_at(window, lines, anchor)
    elif not confirmed:
        title, place = _title_without_anchor(window)
    if max(place, anchor) >= 0:
        start = _end_of_head(window, max(place, anchor), title)
    else:
        above = (number for number, line in enumerate(window) if line.kind not in _ADDRESSES)
        start = next(above, len(window))
    head = window[:start]
    metadata = _metadata(head, place)
    site, url = site_of(head, place, window)
    authors = tuple(dict.fromkeys(author for found in metadata for author in found.authors))
    return Head(
        title=title,
        start=start,
        confirmed=confirmed,
        moment=_moment(metadata),
        source=_source(metadata, head, place, title),
        site=site,
        url=url,
        sections=sections_of(head, place, title),
        authors=authors,
    )


def _named_place(lines: Sequence[Line], name: str) -> int:
    """Return where the headline stands that title bar or file name tell, -1 where it does not."""
    near = lines[:_MENUS]
    bars = [line.text for line in near[:3] if line.kind in TITLES]
    names = known_names(bars, file_stem(name))
    places = [
        place
        for place, line in enumerate(near)
        if fold_text(line.text) in names and not _is_window_title(near, place)
    ]
    for wanted in (_METADATA, _TEXT):
        for place in places:
            if any(line.kind in wanted for line in lines[place + 1 : place + 1 + _AHEAD * 2]):
                return place
    return places[0] if places else -1


def _anchor(window: Sequence[Line], place: int) -> int:
    """Return where the first metadata stands that can belong to the head, or -1.

    It is near the headline at ``place`` where that is known.
    """
    first = max(place - 3, 0)
    sentences = 0
    for number, line in enumerate(window[first:], first):
        if line.kind is Kind.METADATA:
            return number
        sentences += _is_body(line) and number != place
        if sentences > 1:  # a headline or a line of advertising may read like a sentence
            return -1
    return -1


def _is_window_title(window: Sequence[Line], place: int) -> bool:
    """Tell whether the line at ``place`` is a headline with the site's name behind it."""
    line = window[place]
    if line.kind not in TITLES or place > 2:  # noqa: PLR2004 - a title bar is at the top
        return False
    cuts = parts_of(line.text)
    below = {fold_text(other.text) for other in window[place + 1 :]}
    if any(fold_text(headline) in below for headline, _ in cuts):
        return True
    return split_window_title(line.text)[0] != line.text


def _title_at(window: Sequence[Line], lines: Sequence[Line], anchor: int) -> tuple[str, int, bool]:
    """Find the headline around the first line of metadata."""
    told = read_metadata(window[anchor].text)
    if told is not None and told.title:
        return told.title, anchor, _repeated(told.title, lines)
    lowest = max(anchor - _AHEAD * 2, 0)
    above = [
        place
        for place in range(anchor - 1, lowest - 1, -1)
        if _can_be_title(window[place]) and not _is_field(window, place)
    ]
    repeated = [place for place in above if _repeated(window[place].text, lines)]
    worded = [place for place in above if _is_worded(window[place].text)]
    for place in (repeated or worded or above)[:1]:
        title, _ = split_window_title(window[place].text)
        return title, place, bool(repeated)
    for place in range(anchor + 1, min(anchor + 1 + _AHEAD, len(window))):
        if window[place].kind is Kind.SHORT:
            return window[place].text, place, False
    return "", -1, False


def _title_without_anchor(window: Sequence[Line]) -> tuple[str, int]:
    """Find the headline of a page that tells neither date nor author: above the first prose."""
    paths = [place for place, line in enumerate(window) if line.kind is Kind.CRUMBS]
    prose = next((place for place, line in enumerate(window) if _is_body(line)), -1)
    path = paths[0] if paths and (prose < 0 or paths[0] < prose) else -1
    for place in range(path + 1, max(prose, 0)):
        if window[place].kind in TITLES and (
            path >= 0 or place == 0 or _is_worded(window[place].text)
        ):
            return split_window_title(window[place].text)[0], place
    if path > 0 and window[0].kind in TITLES:
        return split_window_title(window[0].text)[0], path
    return "", path


def _is_body(line: Line) -> bool:
    """Tell whether ``line`` can only be body: a long headline has no full stop."""
    if line.kind is Kind.PROSE and len(line.text) <= _TITLE_LENGTH:
        return ends_sentence(line.text)
    return line.kind in _BODY


def _is_field(window: Sequence[Line], place: int) -> bool:
    """Tell whether a line is one of several fields, as documents of offices open with."""
    near = window[max(place - 1, 0) : place + 2]
    return is_field(window[place].text) and sum(is_field(line.text) for line in near) > 1


def _can_be_title(line: Line) -> bool:
    return line.kind in TITLES and len(line.text) <= _TITLE_LENGTH


def _is_worded(text: str) -> bool:
    """Tell whether ``text`` reads like a headline, not like a kicker or a sentence."""
    if text.endswith((".", "。", "．")):
        return False
    wide = sum(sign > "\u2e80" for sign in text)
    return len(text.split()) >= _TITLE_WORDS or len(text) + wide >= _TITLE_SIGNS * 2 or wide > 7  # noqa: PLR2004


def _repeated(text: str, lines: Sequence[Line]) -> bool:
    """Tell whether ``text`` stands on a second line too, as a picture's alternative text does."""
    return sum(line.text == text for line in lines) > 1 and _is_worded(text)


def _end_of_head(window: Sequence[Line], place: int, title: str) -> int:
    """Return the place of the first line behind the metadata that follows the headline."""
    after = place + 1
    while after < len(window):
        if window[after].kind in _PASSED_OVER or fold_text(window[after].text) == fold_text(title):
            after += 1
            continue
        ahead = window[after : after + _AHEAD]
        stop = next((n for n, line in enumerate(ahead) if line.kind in _TEXT), len(ahead))
        known = [n for n in range(stop) if ahead[n].kind in {Kind.METADATA, Kind.HOST, Kind.CLOSER}]
        if not known:
            break
        after += known[-1] + 1
    return after


def _metadata(head: Sequence[Line], place: int) -> list[Metadata]:
    """Return what the lines of metadata tell, those behind the headline first."""
    told = [
        (number < place, found)
        for number, line in enumerate(head)
        if line.kind is Kind.METADATA
        and number > place - _AHEAD * 2
        and (found := read_metadata(line.text)) is not None
    ]
    return [found for _, found in sorted(told, key=lambda pair: pair[0])]


def _moment(metadata: list[Metadata]) -> Moment | None:
    labelled = [found.moment for found in metadata if found.moment and found.labelled]
    return (labelled + [found.moment for found in metadata if found.moment] + [None])[0]


def _source(metadata: list[Metadata], head: Sequence[Line], place: int, title: str) -> str:
    """Return the credit: of the metadata, else a host or a name alone between headline and body."""
    for found in metadata:
        if found.source and fold_text(found.source) != fold_text(title):
            return found.source
    behind = head[place + 1 :] if place >= 0 else ()
    for line in behind:
        if line.kind is Kind.HOST:
            return line.text.strip(BULLETS)
    for line in behind:
        name = line.text.strip(BULLETS)
        if line.kind in {Kind.SHORT, Kind.BULLET} and is_name(name) and name != title:
            return name
    return ""
