"""How the files of the index get to the disk, and how they are read from it.

Whoosh's own storage never waits for the disk, and reads a segment by copying it into memory.
Here a commit is whole after a power cut, and files are mapped, so that opening an index of any
size takes a moment and two readers share one copy.
"""

from __future__ import annotations

import json
import mmap
import os
import re
import zlib
from typing import TYPE_CHECKING, Final

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile

if TYPE_CHECKING:
    from pathlib import Path

_SEGMENT_FILE: Final = re.compile(r"MAIN_[0-9a-z]+\.[A-Za-z0-9_.]+")
_NUMBERED: Final = re.compile(r"(?:sums|_MAIN)_(\d+)\.(?:json|toc)")
_LEFT_OVER: Final = re.compile(r"_MAIN_\d+\.toc\.")


class MappedFile(BufferFile):  # type: ignore[misc]
    """A file read where it lies; it stays readable when its name is gone."""

    def __init__(self, path: Path, name: str) -> None:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._buf = memoryview(mapped)
        self._name = name
        self.file = mapped
        self.onclose = None
        self.is_real = False
        self.is_closed = False

    def close(self) -> None:
        """Let go of the file; closing twice does no harm."""
        if not self.is_closed:
            self._buf.release()
            self.file.close()
            self.is_closed = True


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's files in a folder; a commit counts only when all it wrote is on the disk.

    Whoosh commits by renaming its table of contents into place, so everything else has to be on
    the disk before that name is: the new files, and a list of the check sums of all of them.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._path = folder

    def open_file(self, name: str, **options: object) -> BufferFile:
        """Open a file to be read; an empty one, which cannot be mapped, as Whoosh does."""
        path = self._path / name
        if path.stat().st_size == 0:
            return super().open_file(name, **options)
        return MappedFile(path, name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a table of contents when what it speaks of is on the disk."""
        generation = _generation(newname)
        sums = {
            name: total
            for name, total in self._sums().items()
            if self._has(name) and not name.endswith(".toc")
        }
        for name in self.list():
            if name == oldname or (_SEGMENT_FILE.fullmatch(name) and name not in sums):
                sums[newname if name == oldname else name] = _check_sum(self._path / name)
                sync(self._path / name)
        write_durably(self._path / f"sums_{generation}.json", json.dumps(sums).encode())
        super().rename_file(oldname, newname, safe=safe)
        sync(self._path)
        self._sweep(generation)

    def damaged(self, segments: set[str]) -> list[str]:
        """Return which files of these segments are missing or not as they were written."""
        return [
            name
            for name, total in self._sums().items()
            if (name.partition(".")[0] in segments or name.endswith(".toc"))
            and (not self._has(name) or _check_sum(self._path / name) != total)
        ]

    def _has(self, name: str) -> bool:
        return (self._path / name).is_file()

    def _sums(self) -> dict[str, int]:
        committed = max((_generation(path.name) for path in self._path.glob("_*.toc")), default=-1)
        if committed < 0:
            return {}
        sums: dict[str, int] = json.loads((self._path / f"sums_{committed}.json").read_bytes())
        return sums

    def _sweep(self, generation: int) -> None:
        """Remove what commits that were cut off left behind and no later one takes away."""
        for path in self._path.iterdir():
            stale_sums = path.name.startswith("sums_") and _generation(path.name) != generation
            if stale_sums or _LEFT_OVER.match(path.name):
                path.unlink(missing_ok=True)


def write_durably(path: Path, content: bytes) -> None:
    """Write a small file; it is on the disk when this returns."""
    path.write_bytes(content)
    sync(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until the file or folder at ``path`` is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_sum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            total = zlib.crc32(piece, total)
    return total


def _generation(name: str) -> int:
    match = _NUMBERED.fullmatch(name)
    return int(match[1]) if match else -1
