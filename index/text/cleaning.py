"""Make foreign text safe to keep: no control characters, one form of line ends.

Whatever enters the library passes here; the screen has a filter of its own besides.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# C0 without tab and newline, DEL and C1, bidirectional overrides and isolates, line and paragraph
# separators, byte-order marks, lone surrogates and non-characters; and soft hyphens, which would
# keep a word from being found. Zero-width joiners stay: emoji and several scripts need them.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_ESCAPE_SEQUENCE: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours and cursor movements
    "|(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\\\|\x9c)"
)
_LINE_END: Final = re.compile("\r\n?|\u2028|\x85")


def clean_text(text: str) -> str:
    """Return ``text`` in NFC with newlines as line ends and without control characters.

    Whole escape sequences go with all they hold; what else is unsafe is dropped.
    """
    text = _LINE_END.sub("\n", text.replace("\u2029", "\n\n"))
    text = _UNSAFE.sub("", _ESCAPE_SEQUENCE.sub("", text))
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Return ``text`` cleaned and on one line, blanks folded to single spaces."""
    return " ".join(clean_text(text).split())
