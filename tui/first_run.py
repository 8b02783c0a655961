"""What is seen while the library is empty: what Broadsheet is, and the few things to do first.

It stands in the place of list and article and is never in focus; its rows are clickable.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.command import shown_key
from tui.line_filter import safe_text
from tui.wrapping import break_lines, line_ends

if TYPE_CHECKING:
    from tui.commands import CommandTable

_WIDEST: Final = 62
_MARGIN: Final = 2
_GAP: Final = 3
_TITLE: Final = "first--title"
_KEY: Final = "first--key"
_TEXT: Final = "first--text"
_QUIET: Final = "first--quiet"
_WHAT: Final = "Broadsheet keeps saved news pages and finds anything in them."
_EMPTY: Final = "The library is empty."
_OUTSIDE: Final = "Outside the reader: broadsheet add FOLDER"
_DOING: Final = (
    # The action whose key is pressed, the one that a click carries out, and what it does.
    ("open", "add_samples", "adds sample articles to look around"),
    ("add", "add", "adds your pages: a folder or a file"),
    ("help", "help", "shows all keys"),
    ("quit", "quit", "leaves"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some cells of a line that look alike; a click on them carries out ``action``."""

    text: str
    look: str
    action: str = ""


Line = tuple[Part, ...]


class FirstRun(Widget):
    """The page of an empty library that lies in ``folder``; ``samples`` are offered if there."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {_TITLE, _KEY, _TEXT, _QUIET}

    def __init__(self, table: CommandTable, folder: Path, *, samples: bool) -> None:
        super().__init__()
        self._table = table
        self._folder = folder
        self._samples = samples

    def render_line(self, y: int) -> Strip:
        """Return line ``y``: the page stands in the middle."""
        width, height = self.size
        ground = self.rich_style
        lines = self.lines(width, height)
        place = y - max((height - len(lines)) // 2, 0)
        if not 0 <= place < len(lines):
            return Strip.blank(width, ground)
        left = max((width - max(map(_cells, lines))) // 2, 0)
        segments = [Segment(" " * left, ground)]
        for part in lines[place]:
            click = Style(meta={"@click": f"screen.{part.action}"}) if part.action else Style()
            look = self.get_component_rich_style(part.look)
            segments.append(Segment(part.text, look + click))
        return Strip(segments).adjust_cell_length(width, ground)

    def lines(self, width: int, height: int) -> list[Line]:
        """Return what the page says in ``width`` cells, and in ``height`` lines where it can."""
        room = max(min(width - 2 * _MARGIN, _WIDEST), 1)
        what = _told(_WHAT, _TITLE, room)
        doing = self._doing(room)
        outside = _told(_OUTSIDE, _QUIET, room)
        where = _told(f"The library lies in {shown_path(self._folder)}", _QUIET, room)
        empty = _told(_EMPTY, _QUIET, room)
        blank: list[Line] = [()]
        for page in (
            [*what, *empty, *blank, *doing, *blank, *outside, *where],
            [*what, *empty, *doing, *outside, *where],
            [*what, *doing, *where],
            [*what, *doing],
        ):
            if len(page) <= height:
                return page
        return doing

    def _doing(self, room: int) -> list[Line]:
        found = [
            (shown_key(command.keys[0]), action, does)
            for named, action, does in _DOING
            if (command := self._table.command(named)) is not None and command.keys
            if self._samples or action != "add_samples"
        ]
        wide = max((cell_len(key) for key, _, _ in found), default=0) + _GAP
        lines: list[Line] = []
        for key, action, does in found:
            for number, text in enumerate(_pieces(does, max(room - wide, 1))):
                shown = "" if number else key
                keys = Part(shown + " " * (wide - cell_len(shown)), _KEY, action)
                lines.append((keys, Part(text, _TEXT, action)))
        return lines


def shown_path(path: Path) -> str:
    """Return ``path`` as people write it, their home as ``~``."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


def _told(text: str, look: str, room: int) -> list[Line]:
    return [(Part(piece, look),) for piece in _pieces(text, room)]


def _pieces(text: str, room: int) -> list[str]:
    text = safe_text(text)
    return [text[start:end] for start, end in line_ends(text, break_lines(text, room))]


def _cells(line: Line) -> int:
    return sum(cell_len(part.text) for part in line)
