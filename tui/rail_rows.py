"""The rows of the rail: what it tells, section by section, as far as it is unfolded.

Pure: values in, rows out. How a row is drawn is `rail_lines`' part; what happens when one is
chosen is the reader's.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice, zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tui.narrowing import filters_of, tag_text
from tui.rail_contents import NO_FACETS

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from index.hints import Facet
    from tui.narrowing import Filter
    from tui.rail_contents import Contents

FIRST: Final = 10
"""Values that a section shows before more are wanted."""

STEP: Final = 100
"""Values that are shown besides each time that more are wanted."""

_INSIDE: Final = 300
"""Rows that a section shows besides its values at the top, however many are unfolded."""

_FEW: Final = 3
"""So few values more are shown at once: a row that offers them would be no shorter."""


class Part(StrEnum):
    """A section of the rail; its value is the heading."""

    VIEWS = "Views"
    SEARCHES = "Saved searches"
    TAGS = "Tags"
    SECTIONS = "Sections"
    SOURCES = "Sources"
    LANGUAGES = "Languages"
    YEARS = "Years"


_FIELDS: Final = {
    Part.TAGS: "tag",
    Part.SECTIONS: "section",
    Part.SOURCES: "source",
    Part.LANGUAGES: "lang",
    Part.YEARS: "date",
}
NO_HINTS: Final[Mapping[Part, str]] = MappingProxyType({})
"""Nothing is said where a section is empty."""


class Kind(StrEnum):
    """What a row is; hints and blanks are passed over by the cursor."""

    HEADING = "heading"
    LIST = "list"
    VALUE = "value"
    MORE = "more"
    HINT = "hint"
    BLANK = "blank"


class Choice(StrEnum):
    """What the query does with a value."""

    NONE = "none"
    WANTED = "wanted"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``key`` stays the same while its counts change.

    ``text`` is the query of a list, or what narrows one by a value, empty where nothing can.
    ``folded`` is None where nothing is folded; ``depth`` counts the values that it lies in.
    """

    part: Part
    kind: Kind
    key: str = ""
    label: str = ""
    text: str = ""
    count: int | None = None
    new: int = 0
    depth: int = 0
    folded: bool | None = None
    choice: Choice = Choice.NONE

    @property
    def place(self) -> tuple[Part, Kind, str]:
        """What it is known by when the rows are made anew."""
        return self.part, self.kind, self.key

    @property
    def stands(self) -> bool:
        """Whether the cursor can stand on it."""
        return self.kind not in {Kind.HINT, Kind.BLANK}


@dataclass(slots=True)
class Folds:
    """What is folded: headings that were closed, values that were opened, values shown."""

    closed: set[Part] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    shown: dict[Part, int] = field(default_factory=dict)

    def set_folded(self, row: Row, *, folded: bool) -> None:
        """Fold a heading or a value, or unfold it."""
        if row.kind is Kind.HEADING:
            (self.closed.add if folded else self.closed.discard)(row.part)
        else:
            (self.opened.discard if folded else self.opened.add)(row.key)

    def show_more(self, part: Part) -> None:
        """Let a section show more of its values."""
        self.shown[part] = self.shown_of(part) + STEP

    def shown_of(self, part: Part) -> int:
        """Return how many values a section shows."""
        return self.shown.get(part, FIRST)


def same(name: str) -> str:
    """Return ``name``: a language is called by its code."""
    return name


def rail_rows(
    contents: Contents,
    query: str,
    folds: Folds,
    *,
    hints: Mapping[Part, str] = NO_HINTS,
    named: Callable[[str], str] = same,
) -> tuple[Row, ...]:
    """Return the rows of all sections; ``query`` finds the list that is shown.

    ``hints`` stand in sections that are empty, ``named`` calls a language by its name.
    """
    rows: list[Row] = []
    for part, values in _parts(contents, query, folds, named):
        hint = hints.get(part, "")
        if not values and not hint:
            continue
        if rows:
            rows.append(Row(part, Kind.BLANK))
        closed = part in folds.closed
        rows.append(Row(part, Kind.HEADING, label=part.value, folded=closed))
        if not closed:
            rows += values or [Row(part, Kind.HINT, label=hint)]
    if contents.waiting:
        rows.append(Row(Part.YEARS, Kind.BLANK))
        rows.append(Row(Part.YEARS, Kind.HINT, label=contents.waiting))
    return tuple(rows)


def _parts(
    contents: Contents, query: str, folds: Folds, named: Callable[[str], str]
) -> Iterator[tuple[Part, list[Row]]]:
    facets = contents.facets or NO_FACETS
    asked = filters_of(query)
    yield Part.VIEWS, _views(contents, query)
    yield Part.SEARCHES, _searches(contents, query)
    tags = (
        Row(Part.TAGS, Kind.VALUE, tag, tag, tag_text(tag), count)
        for tag, count in contents.kept.tags
    )
    yield Part.TAGS, _values(Part.TAGS, tags, len(contents.kept.tags), asked, folds)
    inner = {step.casefold() for facet in facets.sections for step in facet.steps}
    tops = sum(len(facet.steps) == 1 for facet in facets.sections)
    sections = _tree(facets.sections, folds)
    yield Part.SECTIONS, _values(Part.SECTIONS, sections, tops, asked, folds, inner)
    for part, found in (
        (Part.SOURCES, facets.sources),
        (Part.LANGUAGES, facets.languages),
        (Part.YEARS, facets.years[::-1]),
    ):
        name = named if part is Part.LANGUAGES else same
        rows = (_value(part, one, name(one.value)) for one in found)
        yield part, _values(part, rows, len(found), asked, folds, named=name)


def _views(contents: Contents, query: str) -> list[Row]:
    kept, asked = contents.kept, query.strip()
    views = (
        ("All", "", kept.articles),
        ("Unread", "is:unread", kept.unread),
        ("Starred", "is:starred", kept.starred),
    )
    return [
        Row(Part.VIEWS, Kind.LIST, text, label, text, count, choice=_shown(asked == text))
        for label, text, count in views
    ]


def _searches(contents: Contents, query: str) -> list[Row]:
    return [
        Row(
            Part.SEARCHES,
            Kind.LIST,
            str(one.search.key),
            one.search.name,
            one.search.query,
            one.total,
            one.new,
            choice=_shown(query.strip() == one.search.query.strip()),
        )
        for one in contents.kept.searches
    ]


def _shown(shown: bool) -> Choice:
    return Choice.WANTED if shown else Choice.NONE


def _value(part: Part, facet: Facet, label: str) -> Row:
    return Row(part, Kind.VALUE, facet.value, label, facet.text, facet.count)


def _tree(sections: Sequence[Facet], folds: Folds) -> Iterator[Row]:
    """Yield the sections that are seen: those at the top, and those inside opened ones."""
    hidden = 0  # Deeper ones than this are folded away; 0 while none are.
    for facet, behind in zip_longest(sections, sections[1:]):
        depth = len(facet.steps)
        if hidden and depth > hidden:
            continue
        inner = behind is not None and len(behind.steps) > depth
        folded = (facet.value not in folds.opened) if inner else None
        hidden = depth if folded else 0
        row = _value(Part.SECTIONS, facet, facet.steps[-1])
        yield replace(row, depth=depth - 1, folded=folded)


def _values(
    part: Part,
    rows: Iterable[Row],
    count: int,
    asked: Sequence[Filter],
    folds: Folds,
    hidden: Container[str] = (),
    named: Callable[[str], str] = same,
) -> list[Row]:
    """Return as many of a section's ``rows`` as it shows, marked where the query asks for them.

    Filters of the query that none of them tells stand behind them, for what narrows a list must
    be taken out again also where it finds nothing; those of values that are ``hidden`` apart.
    ``count`` is how many rows there are at the top.
    """
    most = folds.shown_of(part)
    most = count if count <= most + _FEW else most
    first = [_marked(row, asked) for row in _first(rows, most)]
    # However many are unfolded, the rail is not without end.
    shown, cut = first[: most + _INSIDE], first[most + _INSIDE :]
    told = {(one.name, one.value) for row in shown for one in filters_of(row.text)}
    for one in asked:
        own = one.name == _FIELDS[part] and (one.name, one.value) not in told
        if own and (one.excluded or one.value not in hidden):
            text = f'{one.name}:"{one.shown}"'
            choice = Choice.EXCLUDED if one.excluded else Choice.WANTED
            shown.append(Row(part, Kind.VALUE, text, named(one.shown), text, choice=choice))
    if count > most or cut:
        label = f"{count - most:,} more" if count > most else "more"
        shown.append(Row(part, Kind.MORE, label=label))
    return shown


def _first(rows: Iterable[Row], most: int) -> Iterator[Row]:
    """Yield rows up to the ``most``-th at the top with all inside it, and one too many at most."""
    tops = 0
    for row in islice(rows, most + _INSIDE + 1):
        tops += not row.depth
        if tops > most:
            return
        yield row


def _marked(row: Row, asked: Sequence[Filter]) -> Row:
    if not asked or not row.text:
        return row
    wanted = filters_of(row.text)
    if all(one in asked for one in wanted):
        return replace(row, choice=Choice.WANTED)
    if all(replace(one, excluded=True) in asked for one in wanted):
        return replace(row, choice=Choice.EXCLUDED)
    return row
