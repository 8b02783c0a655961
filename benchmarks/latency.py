"""How long a person waits for the reader: start to first list, key to repaint, letter to list.

Measured from outside through a pseudo-terminal, turn about with the smallest Textual screen that
has a list (the floor) and with newsboat reading the same articles as feeds: machines are noisy,
and only ratios within one run mean something. Needs the timing tools of the folder that
``--tools`` names, and says so where they are absent; newsboat is left out where it is not
installed.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from invented_library import add_long_reads, articles, build
from newsboat_feeds import newsboat_command, take_in
from reader_scenes import Figures, Scenes
from terminal_tool import TOOLS, terminal_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS: Final = 375
_FEW_WORDS: Final = 60  # of articles that are only there to be many
_MANY: Final = 200_000
_MARGIN: Final = 34


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000, help="of the library that is read")
    parser.add_argument("--sizes", default="1000", help="of libraries that are only started with")
    parser.add_argument("--keep", type=Path, help="keep libraries and feeds here for the next run")
    parser.add_argument("--tools", type=Path, default=TOOLS)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    terminal = terminal_kind(options.tools)
    sizes = sorted({options.articles, *map(int, options.sizes.split(","))})
    with _folder(options.keep) as folder:
        libraries = {size: _library(folder, size, read=size == options.articles) for size in sizes}
        feeds = _feeds(folder, options.articles)
        scenes = Scenes(terminal, options.tools, libraries, options.articles, feeds)
        _keep_compiled(folder)
        scenes.warm()
        for _ in range(options.runs):
            scenes.run()
    _print_starts(scenes, sizes, options.runs)
    _print_keys(scenes, options.articles)


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given
    else:
        with tempfile.TemporaryDirectory() as made:
            yield Path(made)


def _keep_compiled(folder: Path) -> None:
    """Let modules be compiled once, as where a program is installed, whatever is set here."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str((folder / "compiled").resolve())


def _library(folder: Path, size: int, *, read: bool) -> Path:
    path = folder / str(size)
    library = build(path, size, _WORDS if read or size <= _MANY else _FEW_WORDS)
    if read and library.count() == size:
        add_long_reads(library)
    library.close()
    return path


def _feeds(folder: Path, size: int) -> list[str] | None:
    path = folder / f"newsboat-{size}"
    return newsboat_command(path) if take_in(path, articles(size, _WORDS)) else None


def _print_starts(scenes: Scenes, sizes: list[int], runs: int) -> None:
    print(f"{runs} starts each; median (95th percentile), ms; how many times the floor\n")
    floor = scenes.figures["start, bare Textual"]
    print(f"{'start to first list':{_MARGIN}}{_times(floor):>18}{'bare Textual: the floor':>30}")
    for size in sizes:
        print(_line(f"Broadsheet, {size:,} articles", scenes.figures[f"start, {size}"], floor))
    if scenes.feeds:
        print(_line("newsboat", scenes.figures["start, newsboat"], floor))


def _print_keys(scenes: Scenes, count: int) -> None:
    print(f"\nkeys among {count:,} articles; the floor is a key to the bare list's repaint\n")
    floor = scenes.figures["key, bare Textual"]
    print(f"{'bare Textual: the floor':{_MARGIN}}{_times(floor):>18}")
    for name, figures in scenes.figures.items():
        if not name.startswith(("start", "key, bare", "memory")):
            print(_line(name, figures, floor))
    print("\nmemory after that, MB")
    for name, figures in scenes.figures.items():
        if name.startswith("memory"):
            print(f"{name.removeprefix('memory, '):{_MARGIN}}{statistics.median(figures):>18.0f}")


def _line(name: str, figures: Figures, floor: Figures) -> str:
    if not figures:
        return f"{name:{_MARGIN}}{'–':>18}"
    middle = statistics.median(figures) / statistics.median(floor)
    return (
        f"{name:{_MARGIN}}{_times(figures):>18}{middle:>8.2f} ({late(figures) / late(floor):.2f})"
    )


def _times(figures: Figures) -> str:
    return f"{statistics.median(figures):.1f} ({late(figures):.1f})"


def late(figures: Figures) -> float:
    """Return the 95th percentile."""
    return sorted(figures)[math.ceil(0.95 * len(figures)) - 1]


if __name__ == "__main__":
    main()
