"""The body of an article as it reads: pieces of its Markdown become blocks of styled text.

Pure. It reads no more Markdown than a body may hold, piece by piece, and what is too long or too
deep for a parser is read plainly, so that no piece takes long and no word is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from tui.blocks import Block, Kind, Stretch, link_target, tidy_text
from tui.line_filter import safe_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_CJK_EDGE: Final = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_MARKS: Final = re.compile(r"[\\*_\[\n]|\A\s*(?:#|>|[-+]\s|\d{1,9}[.)]\s)")
_MOST_BRACKETS: Final = 200  # open ones in one piece; the parser's time grows with their square
_DEEP: Final = re.compile(r"^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])){40}", re.MULTILINE)
_DEEPEST: Final = 130  # levels the parser goes down before it would drop text
_LINE_MARK: Final = re.compile(r"(?:#{1,6} |> ?|- )+")
_INLINE_MARK: Final = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # 1: a quoted character
    r"|\[(?=(?:[^\[\]\\]|\\.)*\]\((?:[^()\s\\]|\\.)*\))"  # before the text of a link
    r"|\]\((?:[^()\s\\]|\\.)*\)"  # behind it
    r"|\*{1,3}"
)
_OPEN_LINK: Final = re.compile(r"\[(?:[^\[\]\\]|\\.)*(?:\]\((?:[^()\s\\]|\\.)*)?\\?\Z")


def body_blocks(source: str) -> list[Block]:
    """Return the blocks of one piece of a body, some thousand characters at most."""
    source = tidy_text(source)
    plain = not _MARKS.search(source)
    if plain or source.count("[") > _MOST_BRACKETS or _DEEP.search(source):
        text = source if plain else flowing_text(" ".join(source.split()), starts_line=True).text
        text = text.strip()
        return [Block(text)] if text else []
    walk = _Walk()
    tokens = _markdown().parse(source)
    for place, token in enumerate(tokens):
        if token.type == "ordered_list_open":
            walk.number_cells.append(_number_cells(tokens, place))
        walk.take(token)
    return walk.blocks


@dataclass(frozen=True, slots=True)
class Flow:
    """A part of one endless line without its marks; ``cuts`` tell places of the source apart.

    A cut is a place in ``text`` and how many characters of the source were left out up to there.
    """

    text: str
    cuts: tuple[tuple[int, int], ...]

    def source_place(self, place: int) -> int:
        """Return where the character at ``place`` of the text stands in the source."""
        left_out = 0
        for cut, gone in self.cuts:
            if cut > place:
                break
            left_out = gone
        return place + left_out


def flowing_text(source: str, *, starts_line: bool) -> Flow:
    """Return part of an endless line as it reads; links and stress lose their marks and styles."""
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    mark = _LINE_MARK.match(source) if starts_line else None
    at = left_out = mark.end() if mark else 0
    cuts.append((0, left_out))
    for match in _INLINE_MARK.finditer(source, at):
        pieces.append(source[at : match.start()])
        at = match.start(1) if match[1] else match.end()
        left_out += at - match.start()
        cuts.append((at - left_out, left_out))
        if match[1]:  # what the backslash quoted is no mark
            pieces.append(match[1])
            at = match.end()
    pieces.append(source[at:])
    return Flow(safe_text("".join(pieces).replace("\t", " ")), tuple(cuts))


def whole_links_end(source: str) -> int:
    """Return where ``source``, cut out of a line, may end so that no link is cut in two."""
    link = _OPEN_LINK.search(source)
    return link.start() if link and link.start() > len(source) // 2 else len(source)


@cache
def _markdown() -> MarkdownIt:
    """Return a parser of headings, lists, quotes, links, emphasis and escapes, nothing else."""
    from markdown_it import MarkdownIt

    rules = ["heading", "list", "blockquote", "emphasis", "link", "escape", "newline"]
    return MarkdownIt("zero", {"maxNesting": _DEEPEST}).enable(rules)


@dataclass(slots=True)
class _Level:
    """One quote or list item around a block: what stands before its first and its other lines."""

    first: str
    rest: str
    kind: Kind = Kind.TEXT
    used: bool = False


class _Walk:
    """Goes through the tokens of a piece of body and gathers its blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.number_cells: list[int] = []  # of each open numbered list
        self._levels: list[_Level] = []
        self._heading = False
        self._gap_mark = ""

    def take(self, token: Token) -> None:
        """Take the next token."""
        match token.type:
            case "heading_open" | "heading_close":
                self._heading = token.nesting > 0
            case "blockquote_open":
                self._levels.append(_Level("▎ ", "▎ ", Kind.QUOTE))
            case "list_item_open":
                mark = "• "
                if token.info:
                    mark = f"{token.info}{token.markup} ".rjust(self.number_cells[-1])
                self._levels.append(_Level(mark, " " * len(mark)))
            case "blockquote_close" | "list_item_close":
                self._levels.pop()
            case "ordered_list_close":
                self.number_cells.pop()
            case "inline":
                self._add(token)

    def _add(self, token: Token) -> None:
        text, stretches = _inline(token.children or [])
        if not text:
            return
        quoted = any(level.kind is Kind.QUOTE for level in self._levels)
        kind = Kind.HEADING if self._heading else Kind.QUOTE if quoted else Kind.TEXT
        first = "".join(level.rest if level.used else level.first for level in self._levels)
        rest = "".join(level.rest for level in self._levels)
        opens_item = any(not level.used and level.kind is Kind.TEXT for level in self._levels)
        gap = 0 if opens_item and self.blocks else 1
        mark = self._shared_bars() if self.blocks else ""
        self.blocks.append(Block(text, kind, stretches, first, rest, gap, mark))
        for level in self._levels:
            level.used = True

    def _shared_bars(self) -> str:
        """Return the bars that run on from the block before through the gap."""
        return "".join(level.rest for level in self._levels if level.used).rstrip()


def _number_cells(tokens: list[Token], place: int) -> int:
    """Return how wide the widest number of the list that opens at ``place`` is, a blank behind."""
    level = tokens[place].level
    widest = 0
    for token in tokens[place + 1 :]:
        if token.level == level:
            break
        if token.type == "list_item_open" and token.level == level + 1:
            widest = max(widest, len(token.info) + len(token.markup) + 1)
    return widest


def _inline(tokens: list[Token]) -> tuple[str, tuple[Stretch, ...]]:
    """Return the text of inline tokens and what is a link or stressed in it."""
    pieces: list[str] = []
    stretches: list[Stretch] = []
    opened: list[tuple[int, Kind, str]] = []
    length = 0
    for place, token in enumerate(tokens):
        text = token.content
        if token.type == "hardbreak":
            text = "\n"
        elif token.type == "softbreak":
            text = _blank_between("".join(pieces[-1:]), tokens[place + 1 : place + 2])
        if token.nesting > 0:
            opened.append((length, *_opening(token)))
        elif token.nesting < 0 and opened:
            start, kind, url = opened.pop()
            if start < length:
                stretches.append(Stretch(start, length, kind, url))
        pieces.append(text)
        length += len(text)
    return "".join(pieces), tuple(stretches)


def _blank_between(before: str, after: list[Token]) -> str:
    """Return what a line end in a paragraph stands for: nothing between Chinese characters."""
    beside = (before[-1:], after[0].content[:1] if after else "")
    return "" if all(_CJK_EDGE.match(character) for character in beside) else " "


def _opening(token: Token) -> tuple[Kind, str]:
    if token.type == "link_open":
        return Kind.LINK, link_target(str(token.attrs.get("href", "")))
    return (Kind.STRENGTH if token.type == "strong_open" else Kind.STRESS), ""
