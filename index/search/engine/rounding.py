"""Lengths of fields as Whoosh's own codec keeps them: in one byte, exact up to about thirty.

For comparing scores with Whoosh alone; our segments keep exact lengths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from whoosh.util.numeric import byte_to_length

if TYPE_CHECKING:
    from index.search.engine.segment_file import Array

_KEPT: Final = np.array([byte_to_length(one) for one in range(256)], np.int32)


def rounded(lengths: Array) -> Array:
    """Return the smallest lengths that fit a byte and are not below ``lengths``; 106374 at most."""
    return _KEPT[np.minimum(_KEPT.searchsorted(lengths), len(_KEPT) - 1)]
