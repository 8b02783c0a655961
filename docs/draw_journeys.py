"""Walk through the reader in a real terminal of four sizes, and keep every screen as a picture.

`make journeys` calls this with the demo library; it needs tmux. The screens are what tmux holds,
drawn by Rich; docs/journeys.md shows them.
"""

from __future__ import annotations

import io
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from pictures import finished
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

SIZES: Final = ((160, 50), (120, 40), (80, 24), (50, 20))
JOURNEY: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("first", "`broadsheet`: the newest articles.", ()),
    ("typing", "`/` and the beginning of a word: the list follows each letter.", ("/", "invest")),
    ("found", "Two words; Enter goes to the list.", (" promotion", "Enter")),
    ("article", "Enter opens the article, `n` goes to the next match.", ("Enter", "n")),
    ("end", "`G`: its end, and what else there is on the matter.", ("G",)),
    ("rail", "`b`: saved searches, tags, sections, sources and years.", ("Escape", "b")),
    ("months", "`d`: how the list falls into months.", ("b", "Escape", "d")),
    ("chinese", "A search in Chinese.", ("d", "/", "招商", "Enter", "Enter")),
    ("choosing", "`v`: several articles, for a star, a tag or a mark.", ("Escape", "v", "j", "j")),
    ("help", "`?`: all keys.", ("?",)),
)
"""The screens by name, what they show, and the keys that lead to each from the one before."""

_INTRODUCTION: Final = """# The reader in four sizes

Every screen of one walk through the sample articles, as a terminal shows it (`make journeys`).
"""
_THEME: Final = TerminalTheme((23, 24, 27), (214, 211, 204), [(0, 0, 0)] * 8, [(0, 0, 0)] * 8)
_STEP: Final = 0.15
_LONGEST: Final = 10.0
_STILL: Final = 5
"""How often a screen must look the same before it counts as finished."""


def main() -> None:
    """Draw all screens and the page that shows them into a folder."""
    if shutil.which("tmux") is None:
        sys.exit("Journeys are drawn with tmux, which is not installed.")
    library, folder = Path(sys.argv[1]), Path(sys.argv[2])
    (folder / "journeys").mkdir(parents=True, exist_ok=True)
    (folder / "journeys.md").write_text(page(), encoding="utf-8")
    for width, height in SIZES:
        with tempfile.TemporaryDirectory() as home:
            walk(library, folder, width, height, home)


def page() -> str:
    """Return docs/journeys.md, which shows the pictures."""
    lines = [_INTRODUCTION]
    for width, height in SIZES:
        lines.append(f"## {width} columns, {height} lines\n")
        lines += [f"{told}\n\n![]({_picture(width, height, name)})\n" for name, told, _ in JOURNEY]
    return "\n".join(lines)


def _picture(width: int, height: int, name: str) -> str:
    number = [step[0] for step in JOURNEY].index(name) + 1
    return f"journeys/{width}x{height}-{number}-{name}.svg"


def walk(library: Path, folder: Path, width: int, height: int, home: str) -> None:
    """Take the journey once, in a terminal of this size and a home of its own."""
    copied = Path(home) / "library"
    shutil.copytree(library, copied)
    variables = f"HOME={home} XDG_CONFIG_HOME={home} XDG_STATE_HOME={home} COLORTERM=truecolor"
    reader = shlex.join([sys.executable, "-m", "tui", "--library", str(copied)])
    _tmux(
        width, "new-session", "-d", "-x", str(width), "-y", str(height), f"env {variables} {reader}"
    )
    try:
        for name, _, keys in JOURNEY:
            for key in keys:
                _tmux(width, "send-keys", *(() if key in {"Enter", "Escape"} else ("-l",)), key)
                _still_screen(width)
            picture = folder / _picture(width, height, name)
            picture.write_text(drawing(_still_screen(width), width), encoding="utf-8")
    finally:
        _tmux(width, "kill-server")


def drawing(screen: str, width: int) -> str:
    """Return a picture of ``screen``, a text with the terminal's escapes."""
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(screen), no_wrap=True, crop=True, end="")
    return finished(console.export_svg(title="", theme=_THEME))


def _still_screen(width: int) -> str:
    """Return the screen once nothing moves on it any more."""
    seen: list[str] = []
    for _ in range(round(_LONGEST / _STEP)):
        time.sleep(_STEP)
        seen.append(_tmux(width, "capture-pane", "-e", "-p"))
        if len(seen) >= _STILL and len(set(seen[-_STILL:])) == 1 and seen[-1].strip():
            break
    return seen[-1]


def _tmux(width: int, *arguments: str) -> str:
    # A server for each size: one that was ended a moment ago takes no new session.
    server = ("tmux", "-L", f"broadsheet-journey-{width}", "-f", "/dev/null")
    done = subprocess.run([*server, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


if __name__ == "__main__":
    main()
