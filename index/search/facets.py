"""How the articles of a result fall into sections, sources, sites, languages, years and months.

Whoever looks at the counts can narrow the query by one of them: `narrowing` gives the text for
it. Queries ask fields for their words, so the text of a section, a source or a site finds every
article in whose field these words stand in this order: besides "Policies" it finds "New Policies"
and the same section under another; besides ``portal.example``, ``en.portal.example``. Nothing
here chooses the articles: they are given by their places in the snapshot.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from index.hints import STEP, Facet, Facets
from index.search.timeline import chosen, month_counts, months, years
from index.text.words import sought_words

if TYPE_CHECKING:
    from index.search.engine.segment_file import Array
    from index.search.engine.snapshot import Snapshot

_QUOTES: Final = re.compile('["“”„「」«»＂\x00]+')
_LETTER: Final = re.compile(r"[A-Za-z0-9]")
_PLAIN: Final = re.compile(r"[\w.-]+")
_LANGUAGE: Final = re.compile("[a-z]{2,3}")


def facets(snapshot: Snapshot, documents: Array | None = None) -> Facets:
    """Return how ``documents`` fall into values; they are places in ``snapshot``, None for all."""
    first, by_month = month_counts(snapshot, documents)
    return Facets(
        sections=sections(counted(snapshot, "section", documents)),
        sources=most_first("source", counted(snapshot, "source", documents)),
        sites=most_first("site", counted(snapshot, "site", documents)),
        languages=most_first("language", counted(snapshot, "language", documents)),
        years=_filled(years(first, by_month)),
        months=_filled(months(first, by_month)),
    )


def counted(snapshot: Snapshot, column: str, documents: Array | None = None) -> dict[str, int]:
    """Return how many of ``documents`` have each value of a column; without those with none."""
    values = snapshot.values(column)
    counts = np.bincount(chosen(snapshot, values.codes, documents), minlength=len(values.known))
    found = np.flatnonzero(counts)
    named = [values.known[at].decode("utf-8", "replace") for at in found.tolist()]
    return {name: count for name, count in zip(named, counts[found].tolist(), strict=True) if name}


def most_first(name: str, counts: dict[str, int]) -> tuple[Facet, ...]:
    """Return the values of one field, those of most articles first, equal ones by name."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Facet(name, value, count, narrowing(name, value)) for value, count in ordered)


def sections(counts: dict[str, int]) -> tuple[Facet, ...]:
    """Return the sections of the given paths and all above them, as `Facets` orders them.

    An article counts once in its own section and once in each above it.
    """
    inside: dict[str, int] = {}
    for path, count in counts.items():
        for above in _with_above(path):
            inside[above] = inside.get(above, 0) + count
    below: dict[str, list[tuple[int, str]]] = {}
    for path, count in inside.items():
        below.setdefault(path.rpartition(STEP)[0], []).append((-count, path))
    ordered: list[str] = []
    waiting = sorted(below.pop("", ()), reverse=True)
    while waiting:
        path = waiting.pop()[1]
        ordered.append(path)
        waiting += sorted(below.pop(path, ()), reverse=True)
    return tuple(
        Facet("section", path, inside[path], narrowing("section", path)) for path in ordered
    )


@lru_cache(maxsize=1 << 14)
def narrowing(name: str, value: str) -> str:
    """Return the query text that asks for a value; empty where the value has no words."""
    if name in ("year", "month"):
        return f"date:{value}"
    if name == "language":
        return f"lang:{value}" if _LANGUAGE.fullmatch(value) else ""
    asked = (asked_in_field(name, step) for step in value.split(STEP))
    return " ".join(one for one in asked if one)


def asked_in_field(name: str, value: str) -> str:
    """Return ``name:value`` as a query has it, in quotes where it needs them."""
    value = " ".join(_QUOTES.sub(" ", value).split())
    if not (_LETTER.search(value) or sought_words(value)):
        return ""
    bare = name == "site" and _PLAIN.fullmatch(value)
    return f"{name}:{value}" if bare else f'{name}:"{value}"'


@lru_cache(maxsize=1 << 14)
def _with_above(path: str) -> tuple[str, ...]:
    """Return the path of a section and those of all above it, without nameless ones."""
    steps = [step for step in path.split(STEP) if step]
    return tuple(STEP.join(steps[: depth + 1]) for depth in range(len(steps)))


def _filled(found: tuple[Facet, ...]) -> tuple[Facet, ...]:
    return tuple(facet for facet in found if facet.count)
