"""How fast an index is built, how large it becomes and how much memory that takes.

Each build runs in a process of its own, which is watched with all its children from outside.
Nothing here knows how any program indexes.
"""

from __future__ import annotations

import multiprocessing
import re
import resource
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil
from corpus import read_corpus
from peers import peer

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_INTERVAL: Final = 0.05
_LOOKS: Final = 10
_KB: Final = 1024
_PEAK: Final = re.compile(r"VmHWM:\s+(\d+) kB")


@dataclass(frozen=True, slots=True)
class Built:
    """What building took: ``seconds`` from the first article read to the last byte on disk.

    ``processor`` are the seconds that the process and its children kept a processor busy.
    ``resident`` and ``private`` are peaks summed over the process and its children, sampled twenty
    times a second; ``highest`` is the kernel's own peak of the process or its largest child. All
    in bytes. Pages of mapped files, which the system may take back at once, count as resident,
    not as private.
    """

    articles: int
    seconds: float
    processor: float
    disk: int
    resident: int
    private: int
    highest: int


def build(name: str, corpus: Path, count: int, folder: Path) -> Built:
    """Build the index of the first ``count`` articles of ``corpus`` in ``folder``, anew.

    Raises `RuntimeError` when the building process fails; it has said why.
    """
    shutil.rmtree(folder, ignore_errors=True)
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_build, args=(there, name, corpus, count, folder)
    )
    process.start()
    there.close()
    resident = private = 0
    tree = _Tree(process.pid)
    while not here.poll(_INTERVAL):
        now = tree.memory()
        resident, private = max(resident, now[0]), max(private, now[1])
    try:
        seconds, processor, highest = here.recv()
    except EOFError as error:
        raise RuntimeError(f"{name}: building the index failed") from error
    process.join()
    return Built(count, seconds, processor, size(folder), resident, private, highest * _KB)


def _build(pipe: Connection, name: str, corpus: Path, count: int, folder: Path) -> None:
    program = peer(name)
    started, busy = time.perf_counter(), _busy()
    program.build(folder, read_corpus(corpus, count))
    seconds, busy = time.perf_counter() - started, _busy() - busy
    program.keep_texts(folder, read_corpus(corpus, count))
    pipe.send(
        (seconds, busy, max(_own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
    )


def _busy() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _own_peak() -> int:
    """Return the peak of resident memory of this process, in KB.

    `getrusage` remembers what the process was before it began to run this program.
    """
    status = Path("/proc/self/status")
    if status.exists() and (peak := _PEAK.search(status.read_text())):
        return int(peak[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class _Tree:
    """A process and all its children, which are looked for only now and then: that takes long."""

    def __init__(self, process: int | None) -> None:
        self._parent = psutil.Process(process)
        self._known = [self._parent]
        self._looks = 0

    def memory(self) -> tuple[int, int]:
        """Return the resident and the private bytes of all, now."""
        resident = private = 0
        with suppress(psutil.Error):
            if self._looks % _LOOKS == 0:
                self._known = [self._parent, *self._parent.children(recursive=True)]
            self._looks += 1
        for one in self._known:
            with suppress(psutil.Error):
                memory = one.memory_info()
                resident, private = resident + memory.rss, private + memory.rss - _of_files(memory)
        return resident, private


def _of_files(memory: object) -> int:
    """Return the resident bytes that stand in files, where the system tells them."""
    return int(getattr(memory, "shared", 0))


def size(folder: Path) -> int:
    """Return the bytes of all files in ``folder``."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
