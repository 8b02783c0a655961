"""Whoosh's own file format, written without what no search of ours reads.

Segments keep a pickled copy of their codec, so `LeanCodec` has to stay importable by this name
for as long as an index of this stamp may exist.
"""

from __future__ import annotations

from whoosh.codec.whoosh3 import W3Codec


class LeanCodec(W3Codec):  # type: ignore[misc]
    """The default codec without the shortest and longest document of every block.

    They serve searches for a best few that skip the rest; a list of articles shows them all.
    Looking them up for every posting is a fifth of the time that indexing takes.
    """

    length_stats = False
