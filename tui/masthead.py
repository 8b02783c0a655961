"""The head of an article: where it stands, who tells it, how long ago, and what was marked in it.

Pure: the present moment is handed in. What stands below the body is told in `rendering`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.blocks import Block, Kind
from tui.rendering import TIED, date_text, joined, note_blocks, one_line

if TYPE_CHECKING:
    from datetime import datetime

    from index.article import Article

_SAMPLE: Final = 2000  # characters that tell whether a body is Chinese
_LETTERS_A_MINUTE: Final = 1300  # 230 words
_SIGNS_A_MINUTE: Final = 400  # Chinese and Japanese characters
_LONGEST_READ: Final = 240  # minutes; nobody plans by a larger number
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_NOTE_BELOW: Final = f"✎{TIED}note{TIED}below"
_WEEK: Final = 7
_YEAR: Final = 12
_DAYS_TOLD: Final = 14  # from so many days on it is weeks
_WEEKS_TOLD: Final = 9  # from so many weeks on it is months
_LANGUAGES: Final = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ms": "Malay",
    "nb": "Norwegian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """What the reader has put to an article: tags, and a note."""

    tags: tuple[str, ...] = ()
    note: str = ""


UNMARKED: Final = OwnMarks()
"""An article to which nothing was put."""


def head_blocks(
    article: Article,
    *,
    own: OwnMarks = UNMARKED,
    now: datetime | None = None,
    tight: bool = False,
) -> list[Block]:
    """Return what stands above the body: breadcrumb, title, who tells it, when, tags, a rule, note.

    How long ago it was is told where the present moment is. A ``tight`` head has no empty lines
    and no rule, and only says that there is a note.
    """
    gap = 0 if tight else 1
    blocks = []
    trail = joined("› ", article.sections)
    if trail:
        blocks.append(Block(trail, Kind.META, gap=gap))
    blocks.append(Block(one_line(article.title) or "Untitled", Kind.TITLE, gap=gap))
    blocks += _field_blocks(article, own, now, tight=tight)
    if not tight:
        blocks += [Block("", Kind.RULE, gap=0), *note_blocks(own.note)]
    return blocks


def ago_text(when: datetime, now: datetime) -> str:
    """Return how long before ``now`` the day of ``when`` was, roughly; nothing of days to come.

    Days are those of the calendar at the place that ``when`` is told for.
    """
    then, today = when.date(), now.astimezone(when.tzinfo).date()
    days = (today - then).days
    months = (today.year - then.year) * _YEAR + today.month - then.month
    months -= today.day < then.day
    if days < 0:
        return ""
    if days < _DAYS_TOLD:
        return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    if days < _WEEKS_TOLD * _WEEK:
        return f"{days // _WEEK} weeks ago"
    if months < _YEAR:
        return f"{months} months ago"
    years = months // _YEAR
    return f"{years} years ago" if years > 1 else "a year ago"


def language_name(code: str) -> str:
    """Return what a language is called in English; its code where it is not a common one."""
    return _LANGUAGES.get(code.lower().partition("-")[0], code)


def _field_blocks(
    article: Article, own: OwnMarks, now: datetime | None, *, tight: bool
) -> list[Block]:
    """Return the lines under the title, which are one where it is ``tight``."""
    named = joined("· ", _names(article))
    measured = _measures(article, now)
    tags = [f"#{tag}".replace(" ", TIED) for tag in map(one_line, own.tags)]
    if tight:
        note = [_NOTE_BELOW] if own.note.strip() else []
        told = joined("· ", [named, *measured[:-1], *tags, *note])  # space is dear
        return [Block(told, Kind.META, gap=0, searched=len(named))] if told else []
    lines = [(named, len(named)), (joined("· ", measured), 0), ("  ".join(tags), 0)]
    told_lines = [(text, searched) for text, searched in lines if text]
    return [
        Block(text, Kind.META, gap=0 if place else 1, searched=searched)
        for place, (text, searched) in enumerate(told_lines)
    ]


def _names(article: Article) -> list[str]:
    """Return who tells the article: what a query may ask for."""
    source, site = article.source, article.site
    # A source that is the end of its site's name says nothing the site does not.
    told_once = [site] if source and f".{site}".endswith(f".{source}") else [source, site]
    return [*told_once, ", ".join(article.authors)]


def _measures(article: Article, now: datetime | None) -> list[str]:
    """Return when it was published, how long ago that is, how long it takes, its language."""
    when = article.published
    measures = [
        date_text(when, article.published_precision) if when else "",
        ago_text(when, now) if when and now else "",
        _reading_time(article.body),
        language_name(article.language),
    ]
    return [measure.replace(" ", TIED) for measure in measures]


def _reading_time(body: str) -> str:
    """Return how long the body takes to read, or nothing where there is next to nothing."""
    sample = body[:_SAMPLE]
    signs = len(_CJK.findall(sample)) * 2 > len(sample)
    minutes = round(len(body) / (_SIGNS_A_MINUTE if signs else _LETTERS_A_MINUTE))
    return f"{minutes} min read" if 0 < minutes <= _LONGEST_READ else ""
