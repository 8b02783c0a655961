"""A line of tags: which it gives and takes away, and how it may go on.

Pure. Tags stand behind blanks or commas; one with blanks stands in quotes, one that is taken away
behind a minus.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.article import fold_text
from index.hints import Completion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST: Final = 8
_TAG: Final = re.compile(r'(-?)(?:"([^"]*)(?:"|\Z)|([^\s,，、"]+))')
_REST: Final = re.compile(r'[^\s,，、"]*"?')
_REST_OF_QUOTE: Final = re.compile(r'[^"]*"')
_APART: Final = re.compile(r'[\s,，、"]')
_MOST_NAMED: Final = 6


def read_tags(line: str) -> list[tuple[str, bool]]:
    """Return the tags that ``line`` names, each once, and whether it is given or taken away."""
    found: dict[str, tuple[str, bool]] = {}
    for match in _TAG.finditer(line):
        tag = (match[2] or match[3] or "").strip()
        if tag.strip("-"):
            found[fold_text(tag)] = tag, not match[1]
    return list(found.values())


class TagLine:
    """Completes a line of tags by ``known`` tags and by those ``had`` already, with counts.

    ``had`` are the tags on the articles that the line is for; ``articles`` is how many these are.
    """

    def __init__(
        self,
        known: Sequence[tuple[str, int]] = (),
        had: Sequence[tuple[str, int]] = (),
        articles: int = 1,
    ) -> None:
        self._known = known
        self._had = had
        self._articles = articles

    def complete(self, line: str, cursor: int) -> list[Completion]:
        """Return up to eight ways to go on at ``cursor``: tags to give, or behind a minus to take.

        A tag that all the articles have is not offered to be given.
        """
        start, minus, typed = _begun(line[:cursor])
        on_all = {tag for tag, count in self._had if count >= self._articles}
        tags = self._had if minus else [one for one in self._known if one[0] not in on_all]
        named = {fold_text(tag) for tag, _ in read_tags(line[:start].rstrip("-"))}
        in_quotes = line.count('"', 0, cursor) % 2
        rest = (_REST_OF_QUOTE if in_quotes else _REST).match(line, cursor)
        end = rest.end() if rest else cursor
        return [
            Completion(_written(tag), (start, end), "tag", count)
            for tag, count in _beginning(typed, tags)
            if fold_text(tag) not in named
        ][:MOST]

    @property
    def hint(self) -> str:
        """What the empty line says: the tags that are there already, and how it is written."""
        if not self._had:
            return "tags to give; -tag takes one away"
        named = ", ".join(tag for tag, _ in self._had[:_MOST_NAMED])
        return f"has {named}{'…' if len(self._had) > _MOST_NAMED else ''}; -tag takes one away"


def _begun(before: str) -> tuple[int, bool, str]:
    """Return where the tag at the end begins, behind its minus; whether it has one; its text."""
    in_quotes = before.count('"') % 2 == 1
    at = before.rindex('"') if in_quotes else _word_start(before)
    minus = before[at : at + 1] == "-" if not in_quotes else before[at - 1 : at] == "-"
    start = at + 1 if minus and not in_quotes else at
    return start, minus, before[start:].lstrip('"')


def _word_start(before: str) -> int:
    ends = [match.end() for match in _APART.finditer(before)]
    return ends[-1] if ends else 0


def _beginning(typed: str, tags: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the tags that begin as ``typed``, then those of which a later word does."""
    start = fold_text(typed)
    folded = [(one, fold_text(one[0])) for one in tags]
    yield from (one for one, tag in folded if tag.startswith(start))
    inside = f" {start}"
    yield from (one for one, tag in folded if inside in tag and not tag.startswith(start))


def _written(tag: str) -> str:
    return f'"{tag}"' if _APART.search(tag) and '"' not in tag else tag
