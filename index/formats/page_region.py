"""Find the article on a page that was saved with all its menus: the run of lines with most prose.

Every line weighs what it has of running text, and less than nothing where it has none; the run of
lines with the greatest sum is the article. Leaves a page alone that has few menus. Knows no site.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.article import fold_text
from index.formats.page_furniture import ends_sentence
from index.formats.page_lines import BULLET, NUMBER, Kind, Line
from index.formats.page_metadata import is_name, read_metadata
from index.formats.page_titles import file_stem, known_names, split_window_title
from index.formats.page_walls import speaks_of_wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dates import Moment

_MENU: Final = 14
"""Lines without a sentence, above or below the article, that make a page one with menus."""

_MENUS: Final = 3000
"""Lines among which a headline is looked for that title bar or file name tell."""

_HEADLINE: Final = 300
_WORDS: Final = 4
_ALIKE: Final = 0.66
_REACH: Final = 40
"""Lines above the first paragraph among which the headline stands."""

_CANDIDATES: Final = 24
_ABOVE: Final = 8
_SENTENCE: Final = 12
"""Words that a sentence must have more of to count as running text: teasers have so many."""

_OFTEN: Final = 3
_EXACT: Final = 40
_GAP: Final = -6
_WALL: Final = -12
_MOST: Final = 80
_TOKEN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W_\u3040-\u30ff\u3400-\u9fff]+")
_LONG: Final = 3000
_SUBJECTS: Final = 8
_CAPTION: Final = 110
_LEAST: Final = 0.3
_PAIR: Final = re.compile("[\u30a0-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_PICTURE: Final = re.compile(
    r"\b(?:foto|photo|image|picture|bild|grafik|video|vídeo|credit)s?\b\s?[:/©]|©|\bgetty\b|\[[^\]]{0,60}\]",
    re.IGNORECASE,
)
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_TITLES: Final = frozenset({Kind.SHORT, Kind.PROSE, Kind.NUMBERED, Kind.TAIL, Kind.RELATED})
_PASSED_OVER: Final = frozenset(
    {Kind.METADATA, Kind.HOST, Kind.FURNITURE, Kind.CRUMBS, Kind.ADDRESS, Kind.CREDIT}
)
_ON: Final = frozenset({Kind.PROSE, Kind.CAPTION, Kind.CLOSER, Kind.FURNITURE})
_KEPT_ABOVE: Final = frozenset({Kind.METADATA, Kind.CRUMBS, Kind.HOST})


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of the article with its head; the headline is line ``place``, -1 if unknown."""

    lines: Sequence[Line]
    place: int = -1

    def moment(self) -> Moment | None:
        """Return the first date that stands on a line of its own below the headline."""
        if self.place < 0:
            return None
        near = self.lines[self.place + 1 : self.place + 1 + _REACH // 2]
        told = (read_metadata(line.text) for line in near if line.kind is Kind.METADATA)
        return next((found.moment for found in told if found and found.moment), None)


def article_region(lines: Sequence[Line], name: str) -> Region:
    """Return what is left of a page of ``lines`` without its menus; ``name`` is the file's."""
    page = lines
    lines = _without_refrains(lines)
    known = {text: _weight(line) for text, line in {line.text: line for line in lines}.items()}
    weights = [known[line.text] for line in lines]
    start, end, _ = _heaviest(weights, 0)
    if end - start < 1 or not _has_menus(lines, weights, start, end):
        return Region(page)
    place = _named(lines, weights, name)
    if place >= 0:
        start, end, _ = _heaviest(weights, place + 1)
    else:
        place = _above(lines, start, end)
    if place < 0:
        return Region(lines[start : _stretched(lines, end)])
    bar = [lines[0]] if place > 0 and split_window_title(lines[0].text)[1] else []
    near = lines[max(place - _ABOVE, len(bar)) : place]
    above = bar + [line for line in near if line.kind in _KEPT_ABOVE]
    head = [line for line in lines[place + 1 : start] if _is_of_head(line)]
    return Region([*above, lines[place], *head, *lines[start : _stretched(lines, end)]], len(above))


def _without_refrains(lines: Sequence[Line]) -> list[Line]:
    """Drop what stands between paragraphs over and over: ``Advertisement``, ``Article content``."""
    times = Counter(line.text for line in lines)
    return [
        line
        for place, line in enumerate(lines)
        if times[line.text] < _OFTEN or len(_TOKEN.findall(line.text)) >= _WORDS or not place
    ]


def _weight(line: Line) -> int:
    """Return how much running text ``line`` holds, in words beyond a teaser's."""
    if line.kind is Kind.CAPTION:
        return 0
    text = NUMBER.sub("", BULLET.sub("", line.text[:2000], 1), 1)
    words = len(text.split()) + len(_CJK.findall(text)) // 2
    if line.kind in _PASSED_OVER:
        return _GAP // 2
    if not ends_sentence(text) and words < _SENTENCE * 3:
        return _GAP
    if words < _MOST and speaks_of_wall(text):
        return _WALL
    return min(words - _SENTENCE, _MOST)


def _heaviest(weights: Sequence[int], first: int) -> tuple[int, int, int]:
    """Return start, end and weight of the heaviest run that begins at ``first`` or behind."""
    best = (first, first, 0)
    start, total = first, 0
    for place in range(first, len(weights)):
        if total <= 0:
            start, total = place, 0
        total += weights[place]
        if total > best[2]:
            best = (start, place + 1, total)
    return best


def _has_menus(lines: Sequence[Line], weights: Sequence[int], start: int, end: int) -> bool:
    """Tell whether there are menus above the article or below it."""
    above = sum(weight < 0 for weight in weights[:start])
    below = sum(weight < 0 for weight in weights[end:])
    return max(above, below) > _MENU and len(lines) > _MENU


def _named(lines: Sequence[Line], weights: Sequence[int], name: str) -> int:
    """Return the headline by what window title and file name call the page, -1 without one."""
    bars = [line.text for line in lines[:3] if line.kind in _TITLES]
    names = known_names(bars, file_stem(name))
    bags = [Counter(_TOKEN.findall(one)) for one in names]
    places = [
        place
        for place, line in enumerate(lines[:_MENUS])
        if len(line.text) <= _HEADLINE
        and line.kind in _TITLES
        and (place or not bars)
        and _is_named(line.text, names, bags)
    ]
    found = [
        (_heft(weights, place) + _EXACT * (fold_text(lines[place].text) in names), place)
        for place in places[:_CANDIDATES]
    ]
    return max(found)[1] if found and max(found)[0] > _EXACT else -1


def _is_named(text: str, names: set[str], bags: list[Counter[str]]) -> bool:
    folded = fold_text(text)
    if folded in names:
        return True
    words = Counter(_TOKEN.findall(folded))
    if words.total() < _WORDS:
        return False
    return any(2 * (words & bag).total() >= _ALIKE * (words.total() + bag.total()) for bag in bags)


def _heft(weights: Sequence[int], place: int) -> int:
    """Return the weight of the article below ``place``, less what lies between."""
    total = best = 0
    for weight in weights[place + 1 :]:
        total += weight
        best = max(best, total)
    return best


def _above(lines: Sequence[Line], start: int, end: int) -> int:
    """Return the place of the headline above the first paragraph at ``start``, -1 without one.

    A headline speaks of what the article speaks of, and stands above names, dates and captions.
    """
    told = _subjects(" ".join(line.text[:_LONG] for line in lines[start:end]))
    best, found = _LEAST, -1
    for place in range(max(start - _REACH, 0), start):
        line = lines[place]
        if not _is_worded(line):
            continue
        own = _subjects(line.text)
        fit = len(own & told) / (len(own) + 1) + min(len(own), _SUBJECTS) / _SUBJECTS / 4
        dated = any(one.kind is Kind.METADATA for one in lines[place + 1 : place + 1 + _ABOVE])
        fit += 0.1 * dated - (start - place) / 400 - 0.15 * (len(line.text) > _CAPTION)
        if fit > best:
            best, found = fit, place
    return found


def _subjects(text: str) -> set[str]:
    """Return the longer words of ``text``, and all pairs of letters where it is Chinese."""
    words = {word for word in _TOKEN.findall(fold_text(text)) if len(word) > 3}  # noqa: PLR2004
    pairs = {pair for pair in map("".join, pairwise(text)) if _PAIR.fullmatch(pair)}
    return words | pairs


def _is_worded(line: Line) -> bool:
    """Tell whether ``line`` reads like a headline: several words, no sentence, no picture."""
    if (
        line.kind not in _TITLES
        or len(line.text) > _HEADLINE // 2
        or line.text.endswith((".", "。"))
    ):
        return False
    if _PICTURE.search(line.text) or speaks_of_wall(line.text):
        return False
    return len(_TOKEN.findall(line.text)) >= _WORDS - 1


def _is_of_head(line: Line) -> bool:
    """Tell whether a line between headline and text is no button: a lead, a date, a byline."""
    if line.kind in {Kind.BULLET, Kind.NUMBERED, Kind.FURNITURE, Kind.RELATED, Kind.TAIL}:
        return False
    words = len(_TOKEN.findall(line.text))
    return line.kind is not Kind.SHORT or words > _WORDS or (words > 1 and is_name(line.text))


def _stretched(lines: Sequence[Line], end: int) -> int:
    """Return ``end`` moved over the short paragraphs that follow without a break."""
    after = end
    while after < len(lines) and lines[after].kind in _ON:
        after += 1
        if lines[after - 1].kind is not Kind.FURNITURE:
            end = after
    return end
