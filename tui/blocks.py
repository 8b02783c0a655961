"""The values a page is made of: blocks of text, and what is special in them.

Whatever is put into a block has passed `tidy_text`, so that it is as wide as it is painted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote

from tui.line_filter import is_safe_link, safe_text

_INVISIBLE: Final = re.compile("[\u00ad\u2060\ufeff]")
_ARTICLE: Final = "broadsheet:article/"


class Kind(StrEnum):
    """What a stretch of text is; each kind has a style of its own."""

    TEXT = "text"
    TITLE = "title"
    META = "meta"
    RULE = "rule"
    HEADING = "heading"
    QUOTE = "quote"
    CAPTION = "caption"
    MARK = "mark"
    LINK = "link"
    STRESS = "stress"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a block's text that differs: ``start`` and ``end`` in characters, a link's URL."""

    start: int
    end: int
    kind: Kind
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or line of fields, ready to be broken into lines.

    ``first`` stands before the first line and ``rest`` before the others, as wide; ``gap`` counts
    the empty lines above, each of which shows ``gap_mark``. Matches are looked for in the first
    ``searched`` characters; None is all of them.
    """

    text: str
    kind: Kind = Kind.TEXT
    stretches: tuple[Stretch, ...] = ()
    first: str = ""
    rest: str = ""
    gap: int = 1
    gap_mark: str = ""
    searched: int | None = None


def tidy_text(text: str) -> str:
    """Return ``text`` with every character as wide as it will be painted."""
    text = _INVISIBLE.sub("", text.replace("\t", " "))
    return "\n".join(map(safe_text, text.split("\n")))


def link_target(url: str) -> str:
    """Return ``url`` as a terminal may be given it: http or https in plain ASCII, or nothing."""
    target = quote(url.strip(), safe="!#$%&'()*+,/:;=?@[]~", errors="replace")
    return target if is_safe_link(target) else ""


def article_link(number: int) -> str:
    """Return the URL of a link that leads to another article of the library."""
    return f"{_ARTICLE}{number}"


def linked_article(url: str) -> int | None:
    """Return the number of the article that a link of ``article_link`` leads to, else None."""
    number = url.removeprefix(_ARTICLE)
    return int(number) if number != url and number.isdecimal() and number.isascii() else None
