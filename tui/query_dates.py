"""A query with another span of time in it, in place of the one it has.

Text in, text out. What a date means is the library's.
"""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = (
    r"(?:today|yesterday|this|last|past|previous|ago|a|an|days?|weeks?|months?|quarters?|years?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
    r"|q[1-4]|[0-9]{1,4}(?:st|nd|rd|th)?)"
)
_ISO: Final = r"[0-9]{4}(?:[-./][0-9]{1,2}){0,2}"
_SPAN: Final = rf"(?:{_ISO})?\.\.(?:{_ISO})?"
_DATE: Final = re.compile(
    rf"""(?<!\S)(?:date|after|before)[:：](?:
    ["“][^"”]*["”]?
    |(?:{_SPAN}|{_ISO})(?!\S)
    |{_WORD}(?:\s+{_WORD}){{0,3}}(?!\S)
    |\S+
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_OPEN_END: Final = re.compile(r"(?:(?:^|\s+)(?:OR|AND|NOT)|\s*(?<!\w)[-(])+\s*$")
_QUOTE: Final = '"'
_QUOTED: Final = re.compile(r'"[^"]*"')


def with_dates(query: str, text: str) -> str:
    """Return ``query`` with the filter ``text`` at its end, in place of the dates it asks for.

    Dates that are excluded, and those inside parentheses or beside OR, stay.
    """
    query = _closed(query)
    kept = _DATE.sub(lambda found: found[0] if _bound(query, found) else " ", query)
    return f"{' '.join(kept.split())} {text}".strip()


def _closed(query: str) -> str:
    """Return ``query`` without a beginning at its end that would draw in what follows."""
    if query.count(_QUOTE) % 2:
        query += _QUOTE
    query = _OPEN_END.sub("", query)
    unquoted = _QUOTED.sub("", query)
    return query + ")" * max(unquoted.count("(") - unquoted.count(")"), 0)


def _bound(query: str, found: re.Match[str]) -> bool:
    before, behind = query[: found.start()].split(), query[found.end() :].split()
    inside = query.count("(", 0, found.start()) > query.count(")", 0, found.start())
    quoted = query.count(_QUOTE, 0, found.start()) % 2 == 1
    joined = before[-1:] in (["OR"], ["NOT"]) or behind[:1] == ["OR"]
    return inside or quoted or joined
