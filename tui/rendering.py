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


def head_blocks(article: Article) -> list[Block]:
    """Return what stands above the body: breadcrumb, title, one line of fields, a rule."""
    blocks = []
    if article.sections:
        trail = _one_line(f"{_TIED}› ".join(article.sections))
        blocks.append(Block(trail, Kind.META, searched=False))
    blocks.append(Block(_one_line(article.title) or "Untitled", Kind.TITLE))
    fields = _fields(article)
    if fields:
        blocks.append(Block(_one_line(f"{_TIED}· ".join(fields)), Kind.META, searched=False))
    blocks.append(Block("", Kind.RULE, gap=0, searched=False))
    return blocks


def tail_blocks(article: Article) -> list[Block]:
    """Return what stands below the body: captions, and the address of the page."""
    blocks = [
        Block(text, Kind.CAPTION, first="▣ ", rest="  ", searched=False)
        for text in map(_one_line, article.captions[:_MOST_CAPTIONS])
        if text
    ]
    if article.url:
        url = _one_line(article.url)
        target = link_target(article.url)
        link = (Stretch(0, len(url), Kind.LINK, target),) if target else ()
        blocks.append(Block(url, Kind.META, link, searched=False))
    if blocks:
        blocks.insert(0, Block("", Kind.RULE, searched=False))
    return blocks


def date_text(when: datetime, precision: Precision | None) -> str:
    """Return a date as it is read: ``10 Nov 2020``, or ``8 Mar 2012, 08:16``."""
    day = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"{day}, {when:%H:%M}" if precision is Precision.MINUTE else day


def _fields(article: Article) -> list[str]:
    fields = [article.source]
    if article.site != article.source:
        fields.append(article.site)
    if article.published:
        date = date_text(article.published, article.published_precision)
        fields.append(date.replace(" ", _TIED))
    fields.append(", ".join(article.authors))
    fields.append(_reading_time(article.body))
    return [field for field in map(_one_line, fields) if field]


def _reading_time(body: str) -> str:
    """Return how long the body takes to read, or nothing where there is next to nothing."""
    sample = body[:_SAMPLE]
    signs = len(_CJK.findall(sample)) * 2 > len(sample)
    minutes = round(len(body) / (_SIGNS_A_MINUTE if signs else _LETTERS_A_MINUTE))
    return f"{minutes}{_TIED}min{_TIED}read" if 0 < minutes <= _LONGEST_READ else ""


def _one_line(text: str) -> str:
    line = tidy_text(" ".join(_BLANKS.split(text[: _LONGEST_FIELD * 2]))).strip(" ")
    return line if len(line) <= _LONGEST_FIELD else line[:_LONGEST_FIELD] + "…"
