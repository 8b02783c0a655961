"""The programs that show or take an article, and the files they are given.

Which they are is told by the environment, as everywhere. Nothing is started here.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import unicodedata
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from index.errors import BroadsheetError
from tui.blocks import tidy_text
from tui.wrapping import break_lines, line_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.article import Article

PAGER: Final = "PAGER"
_EDITORS: Final = ("VISUAL", "EDITOR")
_KNOWN_PAGERS: Final = ("less -R", "more", "cat")
_KNOWN_EDITORS: Final = ("vi", "nano", "emacs", "ed")
_LONGEST_NAME: Final = 60
_READ_ONLY: Final = 0o400


def pager() -> list[str]:
    """Return the command that shows a text given on its input; raises BroadsheetError."""
    return _named((PAGER,), _KNOWN_PAGERS)


def editor() -> list[str]:
    """Return the command that opens a file named behind it; raises BroadsheetError."""
    return _named(_EDITORS, _KNOWN_EDITORS)


def text_browser(url: str) -> list[str]:
    """Return the command that shows ``url`` in this terminal, nothing where a window will open.

    May take a moment: the system is asked which browsers there are.
    """
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return []
    in_window = isinstance(browser, webbrowser.BackgroundBrowser)
    if in_window or not isinstance(browser, webbrowser.GenericBrowser):
        return []
    return [browser.name, *(part.replace("%s", url) for part in browser.args)]


def shell_command(line: str) -> list[str]:
    """Return the command that does ``line`` in the shell of whoever reads."""
    return [os.environ.get("SHELL") or "sh", "-c", line]


def _named(variables: Sequence[str], known: Sequence[str]) -> list[str]:
    for variable in variables:
        given = os.environ.get(variable, "")
        try:
            command = shlex.split(given)
        except ValueError as error:
            raise BroadsheetError(f"${variable} cannot be read ({given}): {error}.") from error
        if command:
            return command
    found = (one.split() for one in known if shutil.which(one.split()[0]))
    command = next(found, [])
    if not command:
        told = " or ".join(f"${variable}" for variable in variables)
        raise BroadsheetError(f"No program for this is found here; name one in {told}.")
    return command


def failure(command: Sequence[str], code: int) -> str:
    """Return the sentence on a ``command`` that ended with ``code``; empty when all is well."""
    name = Path(command[0]).name
    if code < 0:
        return f"{name} was ended by signal {-code}."
    return f"{name} ended with {code}." if code else ""


def missing(command: Sequence[str], error: OSError) -> str:
    """Return the sentence on a ``command`` that could not be started."""
    if isinstance(error, FileNotFoundError):
        return f"There is no program “{command[0]}” here."
    return f"“{command[0]}” cannot be started: {error.strerror}."


def file_name(article: Article, ending: str) -> str:
    """Return the name of a file for ``article``: its title as far as file names go."""
    title = unicodedata.normalize("NFC", article.title)
    name = re.sub(r"[^\w]+", "-", title)[:_LONGEST_NAME].strip("-_").lower()
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        name = ""  # a system whose file names know no such letters
    return f"{name or article.id or 'article'}{ending}"


@contextmanager
def text_file(name: str, text: str) -> Iterator[Path]:
    """Yield a file ``name`` to be read, which holds ``text`` and is gone afterwards."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(TemporaryDirectory(prefix="broadsheet-"))
            path = Path(folder, name)
            path.write_text(text, encoding="utf-8")
            path.chmod(_READ_ONLY)
        except OSError as error:
            raise BroadsheetError(
                f"{error.filename}: the text cannot be written: {error.strerror}."
            ) from error
        yield path


def harmless(text: str) -> str:
    """Return ``text`` with nothing in it that could command a terminal; its lines stay."""
    return tidy_text(text)


def wrapped(text: str, width: int) -> str:
    """Return ``text`` with every line broken at ``width`` cells at most."""
    return "\n".join(piece for line in text.split("\n") for piece in _pieces(line, width))


def _pieces(line: str, width: int) -> list[str]:
    ends = line_ends(line, break_lines(line, width))
    return [line[start:end] for start, end in ends] or [""]
