"""What help says: the commands of the pane that listens, all others, and how queries are written.

Pure: sections of rows from the table of commands, those that fit what is typed, and their lines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from tui.command import Pane
from tui.commands import GROUPS, CommandTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.command import Command

_KEYS_WIDTH: Final = 13
_QUERIES_WIDTH: Final = 18
_NARROWEST: Final = 12
_PANES: Final = {
    Pane.SEARCH: "While you type a query",
    Pane.START: "While the library is empty",
}
_QUERIES: Final = (
    ("port customs", "Both words"),
    ('"free trade"', "The words side by side"),
    ('"port zone"~5', "With at most five words between"),
    ("port OR rail", "Either word"),
    ("port -rail", "The first without the second"),
    ("(port OR rail) tax", "Parts that belong together"),
    ("invest*", "Words that begin so"),
    ("wom?n *card", "Any letter, any letters"),
    ("harbour~", "Words spelt nearly so"),
    ("title:port", "In the title; so body: section: source: site: author: url:"),
    ("https://…", "The article from that page"),
    ("lang:zh", "In that language"),
    ("is:unread", "Not read yet; so is:read is:starred"),
    ("tag:ports", "With the tag"),
    ("has:note", "With any note; so has:tag"),
    ("note:lease", "Whose note has the word"),
    ("related:ID", "On the matter of that article (R)"),
    ("date:2020-5", "Of that month; so of a year, of a day"),
    ("date:2019..2020", "Of that span; either end may be left out"),
    ("after:2020-5", "Published since; so before:"),
    ('date:"last week"', "Days in words; so q3 2020, 3 weeks ago"),
    ("sort:oldest", "In that order; so newest, title, source, relevance"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """Keys or a query, what they do, and the action that a click on the row carries out."""

    left: str
    right: str
    action: str = ""
    also: str = ""
    """Words under which the row is found as well."""


@dataclass(frozen=True, slots=True)
class Section:
    """Some rows under a heading; ``width`` cells are for what stands at their left."""

    heading: str
    rows: tuple[Row, ...]
    width: int = _KEYS_WIDTH

    def content(self, width: int) -> Content:
        """Return the section in ``width`` cells; what does not fit goes on beneath itself."""
        lines = [_lines(row, self.width, width) for row in self.rows]
        heading = Content.styled(f"{self.heading}\n", "bold $accent")
        return Content.assemble(heading, *lines, "\n")


def sections(table: CommandTable, pane: Pane, typed: str = "") -> tuple[Section, ...]:
    """Return what works in ``pane``, then the other commands by their groups, then the queries.

    Rows in which a word of ``typed`` does not occur are left out, and sections without rows too.
    """
    first = table.footer(pane)
    there = {command.action for command in first}
    whole = [Section(_PANES.get(pane, f"In the {pane}"), tuple(map(_row, first)))]
    for group in GROUPS:
        rows = (_row(one) for one in table.commands if one.group == group and one.keys)
        whole.append(Section(group, tuple(row for row in rows if row.action not in there)))
    queries = tuple(Row(*query, also="query search") for query in _QUERIES)
    whole.append(Section("Queries", queries, _QUERIES_WIDTH))
    words = typed.lower().split()
    kept = (replace(one, rows=tuple(_with(words, one.rows))) for one in whole)
    return tuple(one for one in kept if one.rows)


def columns(parts: Sequence[Section], widths: Sequence[int]) -> tuple[Content, ...]:
    """Return ``parts`` in columns of ``widths`` cells, two at most, as equally high as may be."""
    if len(widths) == 1:
        return (Content.assemble(*(part.content(widths[0]) for part in parts)),)
    left, right = ([part.content(width) for part in parts] for width in widths)
    heights = [content.plain.count("\n") for content in left]
    split = min(
        range(len(parts) + 1),
        key=lambda place: max(sum(heights[:place]), sum(heights[place:])),
    )
    return Content.assemble(*left[:split]), Content.assemble(*right[split:])


def _row(command: Command) -> Row:
    also = f"{command.label} {command.group} {command.action.replace('_', ' ')}"
    return Row(command.shown_keys, command.title, command.action, also)


def _with(words: Sequence[str], rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        told = f"{row.left} {row.right} {row.also}".lower()
        if all(word in told for word in words):
            yield row


def _lines(row: Row, left: int, width: int) -> Content:
    """Return one row: ``left`` cells for its keys, ``width`` for all of it."""
    lines = wrap(row.right, max(width - left - 1, _NARROWEST))
    told = f"\n{' ' * left} ".join(lines)
    keys = row.left + " " * max(left - cell_len(row.left), 0)
    whole = Content.assemble((keys, "$ink"), (f" {told}", "$quiet"))
    if row.action:
        whole = whole.stylize(Style.from_meta({"@click": f"screen.run({row.action!r})"}))
    return whole + "\n"
