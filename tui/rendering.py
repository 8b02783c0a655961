"""How an article is shown above and below its body: its fields become blocks of styled text.

Pure: it knows neither widths nor colours nor the screen. Text from outside is data here and never
parsed as console markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.dates import Precision
from tui.blocks import Block, Kind, Stretch, link_target, tidy_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from index.article import Article

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_LONGEST_FIELD: Final = 2000  # characters of one title or caption; what is longer is no title
_MOST_CAPTIONS: Final = 200
_SAMPLE: Final = 2000  # characters that tell whether a body is Chinese
_LETTERS_A_MINUTE: Final = 1300  # 230 words
_TIED: Final = "\u00a0"  # a blank at which no line breaks
_LONGEST_READ: Final = 240  # minutes; nobody plans by a larger number
_SIGNS_A_MINUTE: Final = 400  # Chinese and Japanese characters
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_BLANKS: Final = re.compile("[ \t\n\r\f\v]+")


def head_blocks(article: Article, *, tight: bool = False) -> list[Block]:
    """Return what stands above the body: breadcrumb, title, one line of fields, a rule.

    A ``tight`` head has no empty lines and no rule.
    """
    gap = 0 if tight else 1
    blocks = []
    trail = _joined("› ", article.sections)
    if trail:
        blocks.append(Block(trail, Kind.META, gap=gap))
    blocks.append(Block(_one_line(article.title) or "Untitled", Kind.TITLE, gap=gap))
    named = _joined("· ", _names(article))
    fields = _joined("· ", [named, *_measures(article)])
    if fields:
        blocks.append(Block(fields, Kind.META, gap=gap, searched=len(named)))
    if not tight:
        blocks.append(Block("", Kind.RULE, gap=0))
    return blocks


def tail_blocks(article: Article) -> list[Block]:
    """Return what stands below the body: captions, and the address of the page.

    Where there is no body, the captions are the text.
    """
    captions = [text for text in map(_one_line, article.captions[:_MOST_CAPTIONS]) if text]
    address = _address(article.url)
    if not article.body.strip():
        below = [Block("", Kind.RULE), *address] if address and captions else address
        return [*map(Block, captions), *below]
    told = [Block(text, Kind.CAPTION, first="▣ ", rest="  ") for text in captions]
    return [Block("", Kind.RULE), *told, *address] if told or address else []


def date_text(when: datetime, precision: Precision | None) -> str:
    """Return a date as it is read: ``10 Nov 2020``, or ``8 Mar 2012, 08:16``."""
    day = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"{day}, {when:%H:%M}" if precision is Precision.MINUTE else day


def _address(url: str) -> list[Block]:
    """Return the address of a page as a link, or nothing where there is none."""
    shown = _one_line(url)
    target = link_target(url)
    link = (Stretch(0, len(shown), Kind.LINK, target),) if target else ()
    return [Block(shown, Kind.META, link, searched=0)] if shown else []


def _names(article: Article) -> list[str]:
    """Return who tells the article: what a query may ask for."""
    source, site = article.source, article.site
    # A source that is the end of its site's name says nothing the site does not.
    told_once = [site] if source and f".{site}".endswith(f".{source}") else [source, site]
    return [*told_once, ", ".join(article.authors)]


def _measures(article: Article) -> list[str]:
    """Return when the article was published and how long it takes to read."""
    when = article.published
    date = date_text(when, article.published_precision) if when else ""
    return [date.replace(" ", _TIED), _reading_time(article.body)]


def _joined(mark: str, parts: Iterable[str]) -> str:
    """Return the ``parts`` that are not empty in one line, a mark between each two."""
    return _one_line(f"{_TIED}{mark}".join(part for part in map(_one_line, parts) if part))


def _reading_time(body: str) -> str:
    """Return how long the body takes to read, or nothing where there is next to nothing."""
    sample = body[:_SAMPLE]
    signs = len(_CJK.findall(sample)) * 2 > len(sample)
    minutes = round(len(body) / (_SIGNS_A_MINUTE if signs else _LETTERS_A_MINUTE))
    return f"{minutes}{_TIED}min{_TIED}read" if 0 < minutes <= _LONGEST_READ else ""


def _one_line(text: str) -> str:
    line = tidy_text(" ".join(_BLANKS.split(text[: _LONGEST_FIELD * 2]))).strip(" ")
    return line if len(line) <= _LONGEST_FIELD else line[:_LONGEST_FIELD] + "…"
