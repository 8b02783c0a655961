"""Text that would command a terminal, and a terminal that takes down all it is sent."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
import termios
from fcntl import ioctl
from pathlib import Path

ROOT = Path(__file__).parents[1]

UNSAFE = [
    *map(chr, [*range(0x20), *range(0x7F, 0xA0)]),
    *"\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    *map(chr, (0xD800, 0xDC80, 0xDFFF, 0xFFF9, 0xFFFE, 0xFFFF)),
]
PAYLOADS = [
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]0;owned\x07",
    "\x1b]8;;file:///etc/passwd\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[31;5m",
    "\x1b[6n",
    "\x1b[2J\x1b[H",
    "\x1bP1$r0m\x1b\\",
    "\x1b_Gf=24;AAAA\x1b\\",
    "\x1b^pm\x1b\\",
    "\x1bc",
    "\x9b31m",
    "\x9d0;owned\x9c",
    "\x90q\x9c",
    "\x05\x07\x08\x0e\x0f",
    "\u202egnp.exe\u2066",
    "\x1b[?1049l",
    "\x1b[200~rm -rf\x1b[201~",
    "\ud83d\udc80",
    "\x00\x7f",
    "\x84\x85\x8d",
]

# What Textual itself says to a terminal: colours, the cursor, its modes, its own questions.
OURS = re.compile(
    r"\x1b\[[0-9;:]*m|\x1b\[\d*;?\d*H|\x1b\[\?[\d;]+[hl]|\x1b\[[<>=?][\d;]*[a-zA-Z]+|\x1b\[\?\d+\$p"
    r"|\x1b\[\d*t|\x1b\]22;[a-z-]*\x07|\x1b\]8;id=[\d-]+;https?://[\x21-\x7e]+\x1b\\|\x1b\]8;;\x1b\\"
)


def typed_in_a_terminal(code: str, argument: str) -> str:
    """Run ``code`` in a terminal of its own and return all that it wrote there."""
    terminal, side = pty.openpty()
    ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    run = subprocess.Popen(
        [sys.executable, "-c", code, argument],
        stdin=side,
        stdout=side,
        stderr=side,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUTF8": "1"},
    )
    os.close(side)
    written = bytearray()
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        written += piece
    os.close(terminal)
    assert run.wait(20) == 0, written[-2000:].decode("utf-8", "replace")
    return written.decode("utf-8")


def commands_in(written: str) -> set[str]:
    """Return the characters in ``written`` that command a terminal, Textual's own left aside."""
    return set(UNSAFE) & set(OURS.sub("", written).replace("\r", "").replace("\n", ""))
