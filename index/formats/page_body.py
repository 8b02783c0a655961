"""Read the body of saved page text: where it ends, and which lines are paragraphs, headings, lists.

Starts behind the head. Lists of other articles in the middle are passed over; what stands below
the last paragraph is dropped. Captions are kept apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from index.article import fold_text
from index.dates import find_date
from index.formats.page_captions import caption_text
from index.formats.page_furniture import ends_sentence
from index.formats.page_lines import BULLET, NUMBER, Kind, Line, crumbs
from index.formats.page_metadata import Metadata, read_metadata
from index.text import markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dates import Moment

_BODY: Final = frozenset({Kind.PROSE, Kind.CAPTION, Kind.BULLET, Kind.NUMBERED})
_GOES_ON: Final = 100
"""Characters of a paragraph that shows that the article goes on behind a list of others."""

_GOES_ON_CJK: Final = 40
_HEADING: Final = 120
_TEASER: Final = 140
_TEASERS: Final = 2
_TWICE: Final = 500
_CAPTION_BLANKS: Final = 3
_CLOSING: Final = re.compile(
    r"\s*[(（\[]\s?(?:[\w'’.& -]{2,50}\s\d{1,2}/\d{1,2}/\d{4}(?:\s?,?\s?page\s?\w{1,4})?"
    r"|(?:责任编辑|责编|编辑)\s?[:：][^()（）\[\]]{1,40})\s?[)）\]]\s*\Z"
)


@dataclass(slots=True)
class Body:
    """What stands behind the head; ``moment`` and ``late`` are told below the last paragraph."""

    blocks: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    moment: Moment | None = None
    late: Metadata | None = None


def read_body(lines: Sequence[Line], title: str) -> Body:
    """Return the body of a page whose ``lines`` begin behind the head."""
    end = _end(lines)
    body = Body()
    kept = _without_teasers(_without_other_articles(lines[:end], fold_text(title)))
    _write(kept, body)
    _read_closing(lines[max(end - 1, 0) : end + 8], body)
    return body


def _end(lines: Sequence[Line]) -> int:
    """Return the place where the tail begins: at its first mark behind the first paragraph."""
    begun = False
    for place, line in enumerate(lines):
        if begun and line.kind in {Kind.TAIL, Kind.CLOSER}:
            return place
        begun = begun or (line.kind in _BODY and (place > 0 or ends_sentence(line.text)))
        if line.kind in {Kind.PROSE, Kind.CAPTION} and _CLOSING.search(line.text[-100:]):
            return place + 1
    return len(lines)


def _without_other_articles(lines: Sequence[Line], title: str) -> list[Line]:
    """Drop furniture, the repeated headline, and lists of related articles."""
    kept: list[Line] = []
    passing = listed = False
    for place, line in enumerate(_with_captions(lines, title)):
        if line.kind is Kind.RELATED:
            passing = True
            # A list without a blank line in it ends at the first one.
            listed = _names_another(line.text) or not _is_apart(lines, place + 1)
        elif passing and not (_goes_on(line) if listed and line.apart else _is_long_prose(line)):
            continue
        elif not _is_dropped(line, title):
            passing = False
            kept.append(line)
    return kept


def _with_captions(lines: Sequence[Line], title: str) -> list[Line]:
    """Take a line that stands there twice in a row for a caption below its alternative text."""
    kept: list[Line] = []
    for line in lines:
        before = kept[-1].text if kept else ""
        twice = before and line.text[: len(before)] == before and len(line.text) < _TWICE
        if (
            twice
            and not re.search(r"[.!?。！？]\s", before)
            and before.count(" ") >= _CAPTION_BLANKS
            and fold_text(before) != title
        ):
            kept[-1] = replace(line, kind=Kind.CAPTION)
        else:
            kept.append(line)
    return kept


def _is_apart(lines: Sequence[Line], place: int) -> bool:
    return place >= len(lines) or lines[place].apart


def _names_another(text: str) -> bool:
    """Tell whether the other article stands on the line itself: ``Read more: Five walks``."""
    return len(re.split(r"[:：]", text, maxsplit=1)[-1].split()) > 1 and text[-1:] not in ":："


def _goes_on(line: Line) -> bool:
    return line.kind in {Kind.PROSE, Kind.CAPTION} and ends_sentence(line.text)


def _is_dropped(line: Line, title: str) -> bool:
    if line.kind in {Kind.FURNITURE, Kind.TAIL, Kind.CLOSER, Kind.HOST}:
        return True
    if title and len(line.text) <= len(title) * 2 and fold_text(line.text).startswith(title):
        return True
    if line.kind is Kind.METADATA:
        told = read_metadata(line.text)
        return told is not None and (told.labelled or not told.moment)
    return line.kind is Kind.CRUMBS and len(crumbs(line.text)) > 1


def _is_long_prose(line: Line) -> bool:
    if line.kind is not Kind.PROSE or not ends_sentence(line.text):
        return False
    wide = sum(sign > "\u2e80" for sign in line.text[:_GOES_ON])
    return len(line.text) > (_GOES_ON_CJK if wide > _GOES_ON_CJK // 2 else _GOES_ON)


def _without_teasers(lines: list[Line]) -> list[Line]:
    """Drop what stands below the last paragraph: short lines, and headlines with one sentence."""
    end = len(lines)
    while end and lines[end - 1].kind not in _BODY | {Kind.CREDIT}:
        end -= 1
    teasers, place = 0, end
    while place > 1 and _is_teaser(lines[place - 2], lines[place - 1]):
        place -= 1
        while place and lines[place - 1].kind is Kind.SHORT:
            teasers, place = teasers + 1, place - 1
    before = [len(line.text) for line in lines[:place] if line.kind is Kind.PROSE]
    if teasers >= _TEASERS and before and sorted(before)[len(before) // 2] > _TEASER:
        return lines[:place]
    return lines[:end]


def _is_teaser(headline: Line, sentence: Line) -> bool:
    return (
        headline.kind is Kind.SHORT
        and sentence.kind is Kind.PROSE
        and len(sentence.text) <= _TEASER
        and len(re.findall(r"[.!?。！？]\s", sentence.text)) == 0
    )


def _write(lines: list[Line], body: Body) -> None:
    """Turn lines into blocks and captions."""
    place = 0
    while place < len(lines):
        line = lines[place]
        stop = place + 1
        if line.kind in {Kind.BULLET, Kind.NUMBERED, Kind.SHORT, Kind.METADATA}:
            while stop < len(lines) and _same_run(lines[stop - 1], lines[stop]):
                stop += 1
        run = lines[place:stop]
        if line.kind is Kind.CAPTION:
            body.captions.append(caption_text(line.text))
        elif line.kind is Kind.CREDIT:
            _credit(line, lines, place, body)
        elif line.kind is Kind.BULLET:
            body.blocks.append(markup.bullets([BULLET.sub("", item.text, 1) for item in run]))
        elif line.kind is Kind.NUMBERED:
            body.blocks.append(_numbered(run))
        elif line.kind is Kind.PROSE:
            body.blocks.append(markup.paragraph(_CLOSING.sub("", line.text)))
        else:
            body.blocks.extend(_short_lines(run, alone=stop - place == 1))
        place = stop
    body.captions = list(dict.fromkeys(body.captions))


def _same_run(line: Line, after: Line) -> bool:
    if line.kind in {Kind.BULLET, Kind.NUMBERED}:
        return after.kind is line.kind
    return after.kind in {Kind.SHORT, Kind.METADATA, Kind.CRUMBS, Kind.ADDRESS}


def _credit(line: Line, lines: list[Line], place: int, body: Body) -> None:
    """Take the line above a credit out of the body, since it is the picture's caption."""
    above = lines[place - 1].text if place and not line.apart else ""
    if not body.blocks or not above or len(above) > _TEASER * 2:
        return
    if body.blocks[-1] in {markup.paragraph(above), markup.heading(above)}:
        body.blocks.pop()
        body.captions.append(f"{above} {caption_text(line.text)}")


def _numbered(run: list[Line]) -> str:
    """Return numbered lines as one list where they count on, else as paragraphs."""
    numbers = [int(found[1]) if (found := NUMBER.match(line.text)) else 0 for line in run]
    items = [NUMBER.sub("", line.text, 1) for line in run]
    if numbers == list(range(numbers[0], numbers[0] + len(run))):
        return markup.numbered(items, numbers[0])
    return "\n\n".join(markup.paragraph(line.text) for line in run)


def _short_lines(run: list[Line], *, alone: bool) -> list[str]:
    """Return a short line alone as a heading; several are paragraphs."""
    text = run[0].text
    if alone and len(text) <= _HEADING and not text.endswith((":", "：", ",", "，", ";", "；")):
        return [markup.heading(text)]
    return [markup.paragraph(line.text) for line in run]


def _read_closing(lines: Sequence[Line], body: Body) -> None:
    """Read date and source where the page tells them below the article."""
    for line in lines:
        closing = _CLOSING.search(line.text[-100:])
        dated = (
            find_date(closing[0] if closing else line.text) if len(line.text) < _TEASER else None
        )
        if closing and (found := find_date(closing[0])):
            body.moment = body.moment or found[0]
        elif line.kind is Kind.CLOSER and dated:
            body.moment = body.moment or dated[0]
        elif line.kind is Kind.METADATA:
            told = read_metadata(line.text)
            if told is not None and told.labelled:
                body.late = body.late or told
