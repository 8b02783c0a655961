"""The file of one segment: named arrays, each with its check sum, and a directory behind them.

====================  =======================================================================
head                  eight bytes that say what this is
sections              one array each, little-endian, beginning at a multiple of 64 bytes
directory             JSON: ``sections`` (name, type, place, length, CRC-32) and ``facts``
tail                  length of the directory, its CRC-32, the version, the head again
====================  =======================================================================

Nothing in it can run when it is read. A file without its tail was never finished and is refused;
whoever wants to know that no bit has changed since asks for `damaged`. What the arrays mean is
told in `index.search.engine.segment`.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

Dtype: TypeAlias = "np.dtype[Any]"
Array: TypeAlias = "np.ndarray[Any, Dtype]"

VERSION: Final = 1
_MAGIC: Final = b"BRDSHEET"
_TAIL: Final = struct.Struct("<QII8s")
_ALIGNED: Final = 64
_PIECE: Final = 1 << 22


class SegmentFileError(Exception):
    """The file is no whole segment; the message says why."""


class SectionWriter:
    """Takes one array, in order, in as many pieces as are wanted."""

    def __init__(
        self, handle: int, name: str, place: int, dtype: np.dtype[Any], count: int
    ) -> None:
        self.name = name
        self.place = place
        self.dtype = dtype.newbyteorder("<")
        self.count = count
        self._handle = handle
        self._written = 0
        self._sum = 0

    @property
    def size(self) -> int:
        """Bytes that the whole array takes."""
        return self.count * self.dtype.itemsize

    def append(self, values: Array) -> None:
        """Write the next values."""
        content = np.ascontiguousarray(values, self.dtype).view(np.uint8).data
        self._sum = zlib.crc32(content, self._sum)
        place = self.place + self._written
        self._written += len(content)
        _put(self._handle, content, place)

    def record(self) -> dict[str, object]:
        """Return what the directory says of it; raises `SegmentFileError` when values lack."""
        if self._written != self.size:
            raise SegmentFileError(f"{self.name}: {self._written} of {self.size} bytes written")
        return {
            "name": self.name,
            "type": self.dtype.str,
            "place": self.place,
            "count": self.count,
            "sum": self._sum,
        }


class SegmentFileWriter:
    """Writes one segment file; it counts only when `finish` has returned."""

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        self._handle = os.open(path, flags, 0o600)
        self._sections: list[SectionWriter] = []
        self._end = len(_MAGIC)
        _put(self._handle, memoryview(_MAGIC), 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        os.close(self._handle)

    def section(self, name: str, dtype: Dtype | type, count: int) -> SectionWriter:
        """Make room for ``count`` values of an array that is written bit by bit."""
        place = -(-self._end // _ALIGNED) * _ALIGNED
        section = SectionWriter(self._handle, name, place, np.dtype(dtype), count)
        self._sections.append(section)
        self._end = place + section.size
        return section

    def write(self, name: str, values: Array) -> None:
        """Write a whole array."""
        self.section(name, values.dtype, len(values)).append(values)

    def finish(self, facts: Mapping[str, object]) -> None:
        """Write directory and tail, and return when all is on the disk."""
        records = [section.record() for section in self._sections]
        directory = json.dumps({"sections": records, "facts": facts}).encode()
        tail = _TAIL.pack(len(directory), zlib.crc32(directory), VERSION, _MAGIC)
        _put(self._handle, memoryview(directory + tail), self._end)
        os.fsync(self._handle)


def _put(handle: int, content: memoryview, place: int) -> None:
    # A disk that is nearly full takes a part, and says so only when it is asked again.
    while content:
        done = os.pwrite(handle, content, place)
        place += done
        content = content[done:]


class SegmentFile:
    """A segment file mapped into memory; arrays taken from it keep it open."""

    def __init__(self, path: Path) -> None:
        """Map the file at ``path``; raises `SegmentFileError`, or OSError where it is not there."""
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(_MAGIC) + _TAIL.size:
                raise SegmentFileError(f"{path.name}: too short to be a segment")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        directory = self._directory(size)
        self.facts: dict[str, Any] = directory["facts"]
        self._sections = {one["name"]: one for one in directory["sections"]}

    def __contains__(self, name: object) -> bool:
        return name in self._sections

    def names(self) -> tuple[str, ...]:
        """Return the names of all arrays, in the order in which they lie."""
        return tuple(self._sections)

    def array(self, name: str) -> Array:
        """Return an array as it lies in the file, read-only; raises KeyError."""
        one = self._sections[name]
        dtype = np.dtype(one["type"])
        if one["place"] + one["count"] * dtype.itemsize > len(self._map):
            raise SegmentFileError(f"{self.path.name}: {name} is cut off")
        return np.frombuffer(self._map, dtype, one["count"], one["place"])

    def release(self) -> None:
        """Give back the memory that holds what was read of the file; it is read again if needed."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def damaged(self) -> list[str]:
        """Return the names of the arrays that are not as they were written; reads all of it."""
        found = [name for name, one in self._sections.items() if self._sum(one) != one["sum"]]
        return found if found or self._gaps_are_empty() else ["a gap between two arrays"]

    def _gaps_are_empty(self) -> bool:
        end = len(_MAGIC)
        for one in sorted(self._sections.values(), key=lambda one: int(one["place"])):
            if any(self._map[end : one["place"]]):
                return False
            end = one["place"] + one["count"] * np.dtype(one["type"]).itemsize
        return True

    def _sum(self, one: dict[str, Any]) -> int:
        total, place = 0, one["place"]
        end = place + one["count"] * np.dtype(one["type"]).itemsize
        with memoryview(self._map) as content:
            for start in range(place, end, _PIECE):
                total = zlib.crc32(content[start : min(start + _PIECE, end)], total)
                self.release()
        return total

    def _directory(self, size: int) -> dict[str, Any]:
        length, total, version, magic = _TAIL.unpack(self._map[size - _TAIL.size :])
        if magic != _MAGIC or self._map[: len(_MAGIC)] != _MAGIC:
            raise SegmentFileError(f"{self.path.name}: not a segment, or not written to its end")
        if version != VERSION:
            raise SegmentFileError(f"{self.path.name}: of version {version}, not {VERSION}")
        start = size - _TAIL.size - length
        content = self._map[max(start, 0) : size - _TAIL.size]
        if start < len(_MAGIC) or zlib.crc32(content) != total:
            raise SegmentFileError(f"{self.path.name}: its directory is damaged")
        directory: dict[str, Any] = json.loads(content)
        return directory


def narrowest(largest: int) -> Dtype:
    """Return the smallest unsigned type that holds ``largest``."""
    return np.dtype(np.min_scalar_type(max(largest, 0)))
