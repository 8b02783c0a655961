"""Lending the terminal to another program, and taking it back when that has ended.

Messages are answered and threads go on meanwhile; nothing is painted and no key is read.
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
import subprocess
import sys
import termios
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from textual.app import App

_FOR_PROGRAMS: Final = (signal.SIGINT, signal.SIGQUIT)
"""What Ctrl-C and its like send to all who share the terminal; it is meant for the program."""


async def lend_terminal(
    app: App[Any],
    command: Sequence[str],
    given: Path | None = None,
    tell: Callable[[int], str] | None = None,
) -> int:
    """Run ``command`` in the terminal of ``app``, ``given`` on its input; return its exit code.

    With ``tell``, its sentence on the exit code is shown at the end, and Enter is waited for.
    Raises OSError where the command cannot be started, SuspendNotSupported where the terminal
    cannot be lent.
    """
    if shutil.which(command[0]) is None:
        # Found out before the screen is given away, which would flicker.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), command[0])
    try:
        with app.batch_update(), _signals_left_to_programs(), app.suspend():
            ended = await asyncio.to_thread(_run, command, given, tell)
    finally:
        app.refresh(layout=True)
    if isinstance(ended, OSError):
        raise ended
    return ended


@contextmanager
def _signals_left_to_programs() -> Iterator[None]:
    # A handler that does nothing, because ignored signals would be ignored by the program, too.
    before = {number: signal.getsignal(number) for number in _FOR_PROGRAMS}
    for number in _FOR_PROGRAMS:
        signal.signal(number, lambda *_: None)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _run(
    command: Sequence[str], given: Path | None, tell: Callable[[int], str] | None
) -> int | OSError:
    # An error is returned: raised, it would pass by what takes the terminal back.
    try:
        code = _call(command, given)
    except OSError as error:
        return error
    if tell is not None:
        _wait_for_enter(tell(code))
    return code


def _call(command: Sequence[str], given: Path | None) -> int:
    if given is None:
        return subprocess.call(command)  # noqa: S603  # whose terminal it is has named it
    with given.open("rb") as text:
        return subprocess.call(command, stdin=text)  # noqa: S603


def _wait_for_enter(sentence: str) -> None:
    if sys.__stdin__ is None or sys.__stdout__ is None:
        return
    with suppress(termios.error):
        termios.tcflush(sys.__stdin__, termios.TCIFLUSH)
    sys.__stdout__.write(f"\n{sentence} ")
    sys.__stdout__.flush()
    sys.__stdin__.readline()
