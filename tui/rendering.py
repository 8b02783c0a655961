"""How an article is shown below its body, and how dates, fields and notes of it are written.

Pure: it knows neither widths nor colours nor the screen. Text from outside is data here and never
parsed as console markup. The head of an article is told in `masthead`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.dates import Precision
from tui.blocks import Block, Kind, Stretch, article_link, link_target, tidy_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from index.article import Article
    from index.results import Headline

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_LONGEST_FIELD: Final = 2000  # characters of one title or caption; what is longer is no title
_LONGEST_NOTE: Final = 8000  # characters of a note that are shown
_MOST_CAPTIONS: Final = 200
_BLANKS: Final = re.compile("[ \t\n\r\f\v]+")
_RELATED: Final = "Maybe you're interested"

TIED: Final = "\u00a0"
"""A blank at which no line breaks."""


def tail_blocks(article: Article, note: str = "") -> list[Block]:
    """Return what stands below the body: captions, the address of the page, a note.

    Where there is no body, the captions are the text.
    """
    captions = [text for text in map(one_line, article.captions[:_MOST_CAPTIONS]) if text]
    below = [*_address(article.url), *note_blocks(note)]
    if not article.body.strip():
        shown = [Block("", Kind.RULE), *below] if below and captions else below
        return [*map(Block, captions), *shown]
    told = [
        Block(text, Kind.CAPTION, first="▣ ", rest="  ", gap=0 if place else 1)
        for place, text in enumerate(captions)
    ]
    return [Block("", Kind.RULE), *told, *below] if told or below else []


def related_blocks(headlines: Sequence[Headline]) -> list[Block]:
    """Return links to the articles that may interest whoever has read this one to its end."""
    if not headlines:
        return []
    blocks = [Block("", Kind.RULE), Block(_RELATED, Kind.HEADING, searched=0)]
    for headline in headlines:
        title = one_line(headline.title) or "Untitled"
        link = Stretch(0, len(title), Kind.LINK, article_link(headline.number))
        when = date_text(headline.published, None) if headline.published else ""
        told = joined("· ", [headline.source or headline.site, when.replace(" ", TIED)])
        blocks.append(Block(title, Kind.TEXT, (link,), searched=0))
        if told:
            blocks.append(Block(told, Kind.META, gap=0, searched=0))
    return blocks


def note_blocks(note: str) -> list[Block]:
    """Return the reader's note, named in front, or nothing where there is none."""
    text = tidy_text(note[:_LONGEST_NOTE]).strip()
    text = text + "…" if len(note) > _LONGEST_NOTE else text
    return [Block(text, first="Note  ", rest="      ", searched=0)] if text else []


def date_text(when: datetime, precision: Precision | None) -> str:
    """Return a date as it is read: ``10 Nov 2020``, or ``8 Mar 2012, 08:16``."""
    day = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"{day}, {when:%H:%M}" if precision is Precision.MINUTE else day


def joined(mark: str, parts: Iterable[str]) -> str:
    """Return the ``parts`` that are not empty in one line, a mark between each two."""
    return one_line(f"{TIED}{mark}".join(part for part in map(one_line, parts) if part))


def one_line(text: str) -> str:
    """Return a field of any length as one line of a sensible one."""
    line = tidy_text(" ".join(_BLANKS.split(text[: _LONGEST_FIELD * 2]))).strip(" ")
    return line if len(line) <= _LONGEST_FIELD else line[:_LONGEST_FIELD] + "…"


def _address(url: str) -> list[Block]:
    """Return the address of a page as a link, or nothing where there is none."""
    shown = one_line(url)
    target = link_target(url)
    link = (Stretch(0, len(shown), Kind.LINK, target),) if target else ()
    return [Block(shown, Kind.META, link, searched=0)] if shown else []
