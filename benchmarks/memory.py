"""How much memory the reader takes after an hour's worth of use, and whether it goes on growing.

Some thousand actions chosen by a seed, as a person would do them, are sent to the reader through a
pseudo-terminal. Prints resident memory and what of it is the reader's own, which leaves out mapped
files: those of the index the system takes back when it needs room. Needs the timing tools of the
folder that ``--tools`` names.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psutil
from invented_library import build, vocabulary
from terminal_tool import TOOLS, reader_command, terminal_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS: Final = 20
_QUIET: Final = 0.06
_ENTER: Final = "\r"
_ESCAPE: Final = "\x1b"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--library", type=Path, help="a library made before; it is copied")
    parser.add_argument("--actions", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--look", action="store_true", help="show the last screen, too")
    parser.add_argument("--tools", type=Path, default=TOOLS)
    options = parser.parse_args()
    terminal = terminal_kind(options.tools)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "library"
        if options.library:
            shutil.copytree(options.library, folder, ignore=shutil.ignore_patterns("*-shm"))
        build(folder, options.articles).close()
        with terminal(reader_command(folder), env={"BROWSER": "true"}) as running:
            running.start("Story")
            running.settle(1.0)
            _use(running, options.actions, options.seed)
            if options.look:
                print(running.screen())


def _use(running: Any, actions: int, seed: int) -> None:
    """Do all actions, and tell the memory after each part of them."""
    doing = person(random.Random(seed))
    own, resident = memory(running.pid)
    print(f"{'actions':>8}{'resident, MB':>16}{'its own, MB':>16}")
    print(f"{0:>8}{resident:>16.0f}{own:>16.0f}", flush=True)
    told = max(actions // _PARTS, 1)
    for done in range(1, actions + 1):
        for keys in next(doing):
            running.send(keys)
            running.settle(_QUIET, timeout=2)
        if done % told == 0:
            running.settle(0.5)
            own, resident = memory(running.pid)
            print(f"{done:>8}{resident:>16.0f}{own:>16.0f}", flush=True)


def person(chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Yield what a person does next, key by key: reads mostly, searches often, marks sometimes."""
    words = vocabulary(4_000)
    weights = [weight for weight, _ in _DOINGS]
    while True:
        _, keys = chance.choices(_DOINGS, weights)[0]
        word = chance.choice(words)
        yield tuple(part.replace("WORD", word) for part in keys)


_DOINGS: Final[tuple[tuple[int, tuple[str, ...]], ...]] = (
    (30, ("j",)),
    (6, ("k",)),
    (4, ("\x04",)),
    (8, (_ENTER, " ", " ", _ESCAPE)),
    (6, ("]",)),
    (2, ("G", "g")),
    (10, ("/", "WORD", _ENTER)),
    (4, ("/", "WORD", " ", "WORD", _ENTER, "j", _ENTER, "n", "n", _ESCAPE)),
    (3, (_ESCAPE, _ESCAPE)),
    (3, ("s",)),
    (2, ("m",)),
    (1, ("t", "tag-WORD", _ENTER)),
    (1, ("v", "j", "j", "s")),
    (1, ("a", "a note on WORD", "\x13")),
    (2, ("\x1a",)),
    (2, ("R", "j", "\x7f")),
    (2, ("r",)),
    (1, ("2", "j", "1")),
    (1, ("b", "j", "j", _ENTER, "b")),
    (1, ("d", "h", "h", _ENTER, _ESCAPE)),
    (1, (_ENTER, "/", "WORD", _ENTER, "n", _ESCAPE, _ESCAPE)),
    (1, (_ENTER, "f", _ESCAPE, _ESCAPE)),
    (1, ("z", "J", "J", "z")),
    (1, ("?", " ", _ESCAPE)),
    (1, ("\x10", "WORD", _ESCAPE, _ESCAPE)),
)
"""How often something is done, and by which keys."""


def memory(pid: int) -> tuple[float, float]:
    """Return own and resident memory of a process and its children, in MB."""
    process = psutil.Process(pid)
    infos = [one.memory_info() for one in (process, *process.children(recursive=True))]
    resident = sum(info.rss for info in infos)
    return (resident - sum(info.shared for info in infos)) / 1e6, resident / 1e6


if __name__ == "__main__":
    main()
