"""The small part of CommonMark that an article's body is written in.

A body is blocks parted by one blank line. A block is a paragraph on one line, a heading
(``## ``), list items on lines of their own (``- `` or ``3. ``) or a quote (``> ``). Inside:
``[text](url)``, ``*stress*``, ``**strength**`` and backslash escapes. Readers of captures build
blocks here, so that a star or a bracket of the page stays a star or a bracket.
"""

from __future__ import annotations

import re
from typing import Final

# What would be read as a mark: stars, brackets, back-ticks, pairs of tildes, underscores at a
# word's edge, tags and entities, and a backslash before a mark or what a backslash can quote.
_INLINE: Final = re.compile(
    r"[*\[\]`]|~(?=~)|\\(?=[!-/:-@\[-`{-~]|$)|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
)
_BLOCK_START: Final = re.compile(
    r"(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=]{3,}\s*$|~{3})|(\d{1,9})([.)])(?=\s|$)"
)
_CLOSING: Final = re.compile(r"(?<!\S)#(?=#*$)")
_MARK: Final = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # 1: a quoted character
    r"|\[((?:[^\[\]\\]|\\.)*)\]\((?:[^()\s\\]|\\.)*\)"  # 2: the text of a link
    r"|\*{1,3}"
)
_QUOTED: Final = r"\\\g<0>"
_IN_ADDRESS: Final = re.compile(r"[\x00-\x20()<>\\\x7f]")
_LINE_MARK: Final = re.compile(r"^(?:#{1,6} |> ?|- )", re.MULTILINE)


def escape(text: str) -> str:
    """Return one line of plain ``text`` so that it reads as itself inside a block."""
    return _INLINE.sub(_QUOTED, text)


def link(text: str, url: str) -> str:
    """Return a link to ``url`` whose ``text`` has its marks already; only the text if no web link.

    Characters of the address that would end it are written as percent codes.
    """
    if not url.startswith(("http://", "https://")) or not text.strip():
        return text
    return f"[{text}]({_IN_ADDRESS.sub(lambda match: f'%{ord(match[0]):02X}', url)})"


def stress(text: str, before: str, after: str, mark: str = "*") -> str:
    """Return ``text``, which has its inner marks, as stressed between ``before`` and ``after``.

    Its outer blanks stay outside. Where CommonMark would not read the stars as marks (a link or
    stress inside, punctuation that sticks to a word outside), the text comes back as it is.
    """
    inner = text.strip()
    left = before[-1:] if text[:1] == inner[:1] else " "
    right = after[:1] if text[-1:] == inner[-1:] else " "
    if not inner or "\n" in inner or "*" in inner or "[" in inner or "*" in (left, right):
        return text
    if (len(inner) - len(inner.rstrip("\\"))) % 2:  # the mark behind it would be quoted
        return text
    edges = inner[0].isalnum() and inner[-1].isalnum()
    if not edges and (left.isalnum() or right.isalnum()):
        return text
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{mark}{inner}{mark}{text[start + len(inner) :]}"


def paragraph(text: str) -> str:
    """Return plain ``text`` as a paragraph: on one line, with nothing in it read as a mark."""
    return sound(escape(" ".join(text.split())))


def sound(line: str) -> str:
    """Return ``line``, which has its inline marks already, so that it starts no other block."""
    start = _BLOCK_START.match(line)
    if start is None:
        return line
    if start[1]:
        return f"{start[1]}\\{line[len(start[1]) :]}"
    return "\\" + line


def heading(text: str, level: int = 2) -> str:
    """Return plain ``text`` as a heading of ``level`` 1 to 6."""
    return f"{'#' * level} {_CLOSING.sub(_QUOTED, escape(' '.join(text.split())))}"


def bullets(items: list[str]) -> str:
    """Return plain ``items`` as one list."""
    return "\n".join(f"- {paragraph(item)}" for item in items)


def numbered(items: list[str], start: int = 1) -> str:
    """Return plain ``items`` as one list that counts from ``start``."""
    return "\n".join(f"{number}. {paragraph(item)}" for number, item in enumerate(items, start))


def quote(text: str) -> str:
    """Return plain ``text`` as a quote."""
    return "> " + paragraph(text)


def split_blocks(body: str) -> list[str]:
    """Return the blocks of ``body`` in order, none of them empty."""
    return [block for block in body.split("\n\n") if block.strip()]


def plain_text(body: str) -> str:
    """Return ``body`` without marks, as it is indexed and quoted; blocks stay a blank line apart.

    Numbers of list items stay: they are words of the article.
    """
    return unmarked(_LINE_MARK.sub("", body))


def unmarked(line: str) -> str:
    """Return the ``line`` of a block, without the mark that opens it, as plain text."""
    return _MARK.sub(_unmark, line)


def _unmark(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1]
    if match[2] is not None:
        return _MARK.sub(_unmark, match[2])
    return ""
