"""Classify the lines of saved page text by what they are: breadcrumb, metadata, caption, prose.

A line is judged by itself: its words, marks and length. What its place on the page makes of it is
for `page_head` and `page_body` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.formats.page_captions import is_caption, is_credit
from index.formats.page_furniture import (
    closes_article,
    ends_sentence,
    is_furniture,
    starts_related,
    starts_tail,
)
from index.formats.page_metadata import is_host, is_name, read_metadata
from index.formats.page_wrapping import join_wrapped


class Kind(StrEnum):
    """What a line is."""

    ADDRESS = "address"
    HOST = "host"
    FURNITURE = "furniture"
    CRUMBS = "crumbs"
    METADATA = "metadata"
    CAPTION = "caption"
    CREDIT = "credit"
    RELATED = "related"
    TAIL = "tail"
    CLOSER = "closer"
    BULLET = "bullet"
    NUMBERED = "numbered"
    PROSE = "prose"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without blanks around it; ``apart`` when an empty line stands before it."""

    text: str
    kind: Kind
    apart: bool


_PROSE_LENGTH: Final = 400
"""Characters from which on a line can only be prose."""

_MOST: Final = 50_000
"""Different lines that are told apart by all that they may be."""

_CRUMB_WORDS: Final = 7
_LONG: Final = 110
_LONG_CJK: Final = 45
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ADDRESS: Final = re.compile(
    r"(?:(?:url|link|address|source|original|permalink|网址|链接|原文链接)\s?[:：]\s?)?"
    r"<?(?P<url>https?://[^\s<>]{3,2000})>?",
    re.IGNORECASE,
)
_CRUMB_BREAK: Final = re.compile(r"\s*(?:>{1,3}|→|＞|⟩)\s*|\s+[›»]\s+")
_PLACE: Final = re.compile(
    r"(?:(?:您?(?:当前|现在|所在)?的?(?:位置|栏目))"
    r"|you are (?:here|in)|(?:sie sind|du befindest dich) hier|location|position|path)"
    r"\s?(?:是|[:：]|在)?\s?[:：]?\s*",
    re.IGNORECASE,
)
_SLASHED: Final = re.compile(r"(?:[A-Z][\w&' -]{0,30}\s?/\s){1,4}[A-Z][\w&' -]{0,40}")
NO_SECTION: Final = frozenset(
    {
        "home",
        "homepage",
        "home page",
        "index",
        "front page",
        "main",
        "english",
        "chinese",
        "首页",
        "首頁",
        "主頁",
    }
    | {
        "主页",
        "网站首页",
        "正文",
        "内容",
        "详情",
        "text",
        "content",
        "article",
        "details",
        "story",
        "中文",
    }
)
_OPENS_BYLINE: Final = frozenset({"by", "von", "par", "por", "di", "作者", "作者：", "作者:"})
BULLET: Final = re.compile(r"(?:[•·●■◆▪◦‣]\s*|[*–-]\s+)(?=\S)")
NUMBER: Final = re.compile(r"[(（]?(\d{1,3})(?:[.．](?!\d)|[)）、])\s*(?=\S)")


def page_lines(text: str) -> list[Line]:
    """Return the lines of ``text`` that hold anything, paragraphs whole."""
    lines: list[Line] = []
    known: dict[str, Kind] = {}
    apart = True
    opened = ""
    for raw in join_wrapped([line.rstrip() for line in text.split("\n")]):
        line = raw.strip()
        if opened and line:
            named = is_name(line) and line.casefold() not in _OPENS_BYLINE
            line, opened = (f"{opened} {line}" if named else line), ""
        if line.casefold() in _OPENS_BYLINE:
            opened = line
        elif line:
            kind = known.get(line)
            if kind is None:
                kind = known[line] = line_kind(line) if len(known) < _MOST else _rough_kind(line)
            lines.append(Line(line, kind, apart))
        apart = not line
    return lines


def line_kind(line: str) -> Kind:
    """Return what ``line`` is, which has no blanks around it and is not empty."""
    if len(line) > _PROSE_LENGTH:
        return Kind.CAPTION if is_caption(line) else Kind.PROSE
    for kind, fits in _TESTS:
        if fits(line):
            return kind
    return Kind.SHORT


def _rough_kind(line: str) -> Kind:
    """Return prose or not: no page of news has so many lines that more would matter."""
    return Kind.PROSE if is_prose(line) else Kind.SHORT


def crumbs(line: str) -> list[str]:
    """Return the sections that a breadcrumb names, without home and the page itself."""
    place = _PLACE.match(line)
    path = line[place.end() :] if place else line
    parts = _CRUMB_BREAK.split(path)
    if len(parts) == 1:
        parts = path.split("/")
    named = [" ".join(part.split()) for part in parts]
    return [part for part in named if part and part.casefold() not in NO_SECTION]


def address_in(line: str) -> str:
    """Return the URL that ``line`` consists of, a label aside, or an empty string."""
    found = _ADDRESS.fullmatch(line)
    return found["url"] if found else ""


def is_prose(line: str) -> bool:
    """Tell whether ``line`` is a sentence or more."""
    if _CJK.search(line):
        return len(line) > _LONG_CJK or (len(line) > 6 and ends_sentence(line))  # noqa: PLR2004
    return len(line) > _LONG or (line.count(" ") > 1 and ends_sentence(line))


def _is_address(line: str) -> bool:
    return _ADDRESS.fullmatch(line) is not None


def _is_host_line(line: str) -> bool:
    return is_host(line.strip(" •·|*-"))


def _is_crumbs(line: str) -> bool:
    if len(line) > 200:  # noqa: PLR2004 - no path is longer
        return False
    place = _PLACE.match(line)
    path = line[place.end() :] if place else line
    parts = _CRUMB_BREAK.split(path)
    slashed = len(parts) == 1
    if slashed:
        parts = [part.strip() for part in path.split("/")]
    if len(parts) == 1:
        return place is not None and len(line) < 60  # noqa: PLR2004
    rooted = place is not None or parts[0].strip().casefold() in NO_SECTION
    short = all(len(part.split()) < 5 and len(part) < 40 for part in parts)  # noqa: PLR2004
    if any(len(part.split()) > _CRUMB_WORDS for part in parts[:-1]):
        return False
    if slashed:
        return short and (rooted or _SLASHED.fullmatch(line) is not None)
    return (rooted or len(parts) > 2 or short) and not ends_sentence(line)  # noqa: PLR2004


def _is_metadata(line: str) -> bool:
    return read_metadata(line) is not None


def _is_bullet(line: str) -> bool:
    return BULLET.match(line) is not None


def _is_numbered(line: str) -> bool:
    return NUMBER.match(line) is not None


# In this order: what is surest first.
_TESTS: Final = (
    (Kind.ADDRESS, _is_address),
    (Kind.HOST, _is_host_line),
    (Kind.TAIL, starts_tail),
    (Kind.FURNITURE, is_furniture),
    (Kind.CRUMBS, _is_crumbs),
    (Kind.RELATED, starts_related),
    (Kind.CLOSER, closes_article),
    (Kind.CREDIT, is_credit),
    (Kind.CAPTION, is_caption),
    (Kind.METADATA, _is_metadata),
    (Kind.BULLET, _is_bullet),
    (Kind.NUMBERED, _is_numbered),
    (Kind.PROSE, is_prose),
)
