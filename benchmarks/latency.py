"""How long a person waits for the reader: start to first list, key to repaint, memory.

Measured from outside through a pseudo-terminal, beside the smallest Textual screen with a list,
in one run: these machines are noisy, and only ratios mean something. Needs the timing tools of
the folder that ``--tools`` names, and says so where they are absent.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invented_library import build

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOOLS = Path(__file__).parents[2] / "shared" / "bench"
_RUNS = 7
_PRESSES = 30


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--library", type=Path, help="keep the library here for the next run")
    parser.add_argument("--tools", type=Path, default=_TOOLS)
    options = parser.parse_args()
    if not (options.tools / "ptylag.py").exists():
        sys.exit(f"{options.tools} holds no ptylag.py: latency is not measured.")
    with _folder(options.library) as folder:
        build(folder, options.articles).close()
        _print_table(options.tools, folder, options.articles)


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
    else:
        with tempfile.TemporaryDirectory() as made:
            yield Path(made) / "library"


def _print_table(tools: Path, folder: Path, count: int) -> None:
    terminal = _terminal(tools)
    reader = [sys.executable, "-m", "tui", "--library", str(folder)]
    floor = [sys.executable, str(tools / "textual_floor.py")]
    ours, bare = _Figures(), _Figures()
    for _ in range(_RUNS):  # turn about, so that a busy moment falls on both
        bare.measure(terminal, floor, _FLOOR)
        ours.measure(terminal, reader, _READER)
    print(f"{count:,} articles, {_RUNS} starts, {_PRESSES} presses each; medians (p95), ms\n")
    print(f"{'':24}{'Broadsheet':>18}{'bare Textual':>18}{'ratio':>8}")
    for name in ("start to first list", "key to list repaint", "key to article shown"):
        print(_line(name, ours.times[name], bare.times[name]))
    memory = (statistics.median(ours.memory), statistics.median(bare.memory))
    print(f"{'memory, MB':24}{memory[0]:>18.0f}{memory[1]:>18.0f}{memory[0] / memory[1]:>8.2f}")


_FLOOR = ("title number 5", "title number {} ", "DETAIL-{} ", "\x1b[B")
_READER = ("Story 000001", "Story {:06}", "Lead {:06}", "j")


class _Figures:
    """Times of one program, in milliseconds by name, and its memory in MB."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {
            "start to first list": [],
            "key to list repaint": [],
            "key to article shown": [],
        }
        self.memory: list[float] = []

    def measure(
        self, terminal: Any, command: list[str], patterns: tuple[str, str, str, str]
    ) -> None:
        """Start ``command`` once and press its key again and again."""
        first, row, article, key = patterns
        with terminal(command) as running:
            self._note("start to first list", running.start(first))
            running.settle(1.0)
            for place in range(1, _PRESSES + 1):
                shown = row if place % 2 else article
                name = "key to list repaint" if place % 2 else "key to article shown"
                self._note(name, running.press(key, shown.format(place)))
                running.settle(0.15)
            self.memory.append(running.memory())

    def _note(self, name: str, milliseconds: float | None) -> None:
        if milliseconds is None:
            sys.exit(f"{name}: what was waited for never came on the screen.")
        self.times[name].append(milliseconds)


def _line(name: str, ours: list[float], bare: list[float]) -> str:
    ratio = statistics.median(ours) / statistics.median(bare)
    return f"{name:24}{_figure(ours):>18}{_figure(bare):>18}{ratio:>8.2f}"


def _figure(times: list[float]) -> str:
    late = sorted(times)[int(0.95 * (len(times) - 1))]
    return f"{statistics.median(times):.1f} ({late:.1f})"


def _terminal(tools: Path) -> Any:
    spec = importlib.util.spec_from_file_location("ptylag", tools / "ptylag.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{tools / 'ptylag.py'} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Terminal


if __name__ == "__main__":
    main()
