"""How the files of the index get to the disk, and how they are read from it.

Whoosh's own storage never waits for the disk, and reads a segment by copying it into memory.
Here a commit is whole after a power cut.
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

_NUMBERED: Final = re.compile(r"(?:sum|_MAIN)_(\d+)\.(?:json|toc)")
_LEFT_OVER: Final = re.compile(r"_MAIN_\d+\.toc\.")


class ContentsDamagedError(Exception):
    """The table of contents is not as it was written; nothing in it has been run."""


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
    the disk before that name is: the segments, whose writer waits for that, and the check sum of
    the table of contents. Segments hold their own check sums.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._path = folder

    def open_file(self, name: str, **options: object) -> BufferFile:
        """Open a file to be read; an empty one, which cannot be mapped, as Whoosh does.

        Raises `ContentsDamagedError` for a table of contents that is not as it was written.
        """
        path = self._path / name
        if path.stat().st_size == 0:
            return super().open_file(name, **options)
        if _generation(name) >= 0 and not self._is_sound(name):
            raise ContentsDamagedError(f"{name} is damaged")
        return MappedFile(path, name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a table of contents when what it speaks of is on the disk."""
        sync(self._path / oldname)
        content = (self._path / oldname).read_bytes()
        write_durably(self._path / _sum_name(newname), _sum(newname, content))
        super().rename_file(oldname, newname, safe=safe)
        sync(self._path)
        self._sweep(_generation(newname))

    def contents_damaged(self) -> bool:
        """Return whether the table of contents is missing or not as it was written."""
        try:
            name = max((path.name for path in self._path.glob("_*.toc")), key=_generation)
            return not self._is_sound(name)
        except (ValueError, FileNotFoundError):
            return True

    def _is_sound(self, name: str) -> bool:
        content = (self._path / name).read_bytes()
        return (self._path / _sum_name(name)).read_bytes() == _sum(name, content)

    def _sweep(self, generation: int) -> None:
        """Remove what commits that were cut off left behind and no later one takes away."""
        for path in self._path.iterdir():
            stale_sum = path.name.startswith("sum_") and _generation(path.name) != generation
            if stale_sum or _LEFT_OVER.match(path.name):
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


def _sum_name(contents: str) -> str:
    return f"sum_{_generation(contents)}.json"


def _sum(name: str, content: bytes) -> bytes:
    return json.dumps({name: zlib.crc32(content)}).encode()


def _generation(name: str) -> int:
    match = _NUMBERED.fullmatch(name)
    return int(match[1]) if match else -1
