"""Write the manual page from the tables of the program: `make manual` calls this.

The page has no date, so that it changes only where commands, keys or settings do.
"""

from __future__ import annotations

import re
import sys
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from index import __version__
from index.cli import cli
from index.settings import RULES, Settings
from tui.commands import COMMANDS, GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PLACES: Final = (
    ("~/.config/broadsheet/config.toml", "The settings; it need not exist."),
    ("~/.local/share/broadsheet/library/", "The library, unless another is named."),
    (
        "~/.local/state/broadsheet/choices.json",
        "What was chosen in the reader: it holds until the setting of that name is changed.",
    ),
    ("~/.local/state/broadsheet/log/broadsheet.log", "Written only when something breaks."),
)
_VARIABLES: Final = (
    ("BROADSHEET_LIBRARY", "The library to use where --library names none."),
    ("BROADSHEET_SETTINGS", "The settings file to read in place of the usual one."),
    ("NO_COLOR", "Where it is set, nothing is coloured."),
)
_EXITS: Final = (
    ("0", "Done."),
    ("1", "Something failed; it is named on the error stream."),
    ("2", "The command was wrong."),
    ("130", "Stopped by Ctrl-C."),
)
_EXAMPLES: Final = (
    ("broadsheet add ~/pages", "Adds a folder of saved pages, or what is new in it."),
    ("broadsheet", "Opens the reader."),
    (
        "broadsheet search '\"free trade port\" after:2020'",
        "Prints the articles with that phrase from 2020 on.",
    ),
    ("broadsheet show ID --markdown > article.md", "Takes an article along as Markdown."),
)
_LITERAL: Final = {"-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}


def page() -> str:
    """Return the manual page, as roff with the macros of man(7)."""
    lines = [
        *_heading(),
        *_section("OPTIONS", _entries(_options(cli))),
        *_section("COMMANDS", (line for name in sorted(cli.commands) for line in _command(name))),
        *_section("KEYS", _keys()),
        *_section("SETTINGS", _settings()),
        *_section("ENVIRONMENT", _entries((_bold(name), says) for name, says in _VARIABLES)),
        *_section("FILES", _files()),
        *_section("EXIT STATUS", _entries((_bold(code), says) for code, says in _EXITS)),
        *_section("EXAMPLES", _entries((_bold(line), says) for line, says in _EXAMPLES)),
    ]
    return "\n".join(lines) + "\n"


def prose(words: str) -> str:
    """Return ``words`` as roff shows them, with options and paths as they are typed."""
    escaped = words.replace("\\", "\\(rs").replace("^", "\\(ha").replace("~", "\\(ti")
    escaped = re.sub(r"(?<!\w)-|-(?=-)", r"\\-", escaped)
    return _safe(escaped)


def literal(words: str) -> str:
    """Return ``words`` as roff shows them letter by letter, to be copied from the page."""
    escaped = words.replace("\\", "\\(rs")
    return _safe("".join(_LITERAL.get(letter, letter) for letter in escaped))


def _safe(escaped: str) -> str:
    """Return a line that is no request, in letters that every roff can read."""
    line = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in escaped)
    return f"\\&{line}" if line[:1] in {".", "'"} else line


def _bold(words: str) -> str:
    return f"\\fB{literal(words)}\\fR"


def _italic(words: str) -> str:
    return f"\\fI{literal(words)}\\fR"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f".SH {title}"
    yield from lines


def _entries(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield tagged paragraphs; the tags are roff already, what they say is not."""
    for tag, says in entries:
        yield from (".TP", tag, prose(says))


def _heading() -> Iterator[str]:
    summary, *more = _paragraphs(cli)
    yield '.\\" Written by docs/write_manual.py; run: make manual'
    yield f'.TH BROADSHEET 1 "" "Broadsheet {__version__}" "User Commands"'
    # What is broken at a hyphen, or spread over a line, cannot be copied.
    yield from (".nh", ".ad l")
    yield from _section("NAME", [f"broadsheet \\- {prose(_phrase(summary))}"])
    usage = f"{_bold('broadsheet')} [{_bold('--library')} {_italic('DIR')}]"
    wanted = f"[{_italic('COMMAND')} [{_italic('ARGUMENT')}...]]"
    yield from _section("SYNOPSIS", [f"{usage} {wanted}"])
    yield from _section("DESCRIPTION", [prose(summary)])
    for paragraph in more:
        yield from (".PP", prose(paragraph))


def _phrase(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _paragraphs(command: click.Command) -> list[str]:
    text = cleandoc(command.help or "")
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _command(name: str) -> Iterator[str]:
    command = cli.commands[name]
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    options = list(_options(command))
    usage = [_bold(f"broadsheet {name}"), *(["[options]"] if options else [])]
    yield f".SS {' '.join([*usage, *map(_argument, arguments)])}"
    for place, paragraph in enumerate(_paragraphs(command)):
        # A paragraph that is a command is to be copied.
        copied = "broadsheet completion " in paragraph
        yield from ([".PP"] if place else [])
        yield _bold(paragraph) if copied else prose(paragraph)
    yield from _entries(options)


def _argument(argument: click.Argument) -> str:
    if isinstance(argument.type, click.Choice):
        return "|".join(_bold(str(choice)) for choice in argument.type.choices)
    name = argument.metavar or (argument.name or "").upper()
    if argument.metavar is None and argument.nargs == -1:
        name += "..."
    optional = not argument.required and not name.startswith("[")
    return f"[{_italic(name)}]" if optional else _italic(name)


def _options(command: click.Command) -> Iterator[tuple[str, str]]:
    """Yield each option as a tag, and what it does."""
    for option in command.params:
        if isinstance(option, click.Option):
            value = "" if option.is_flag else f" {_value(option)}"
            yield ", ".join(map(_bold, option.opts)) + value, _meaning(option)
    if command is cli:
        yield ", ".join(map(_bold, ("-h", "--help"))), "Show the help; each command has its own."


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(_bold(str(choice)) for choice in option.type.choices)
    return _italic(option.metavar or ("N" if option.type.name == "integer range" else "TEXT"))


def _meaning(option: click.Option) -> str:
    default = f"It is {option.default} unless given." if option.show_default else ""
    return " ".join(part for part in (option.help, default) if part)


def _keys() -> Iterator[str]:
    palette = next(command.shown_keys for command in COMMANDS if command.action == "palette")
    yield prose(
        "Behind the keys stands the name of the action, by which the table [keys] of the settings"
        f" gives it other keys. Whatever has no keys is found by its words: {palette}."
    )
    for group in GROUPS:
        yield f'.SS "{prose(group)}"'
        for command in COMMANDS:
            if command.group == group:
                keys = ", ".join(map(_bold, command.shown_keys.split()))
                tag = f"{keys} ({_italic(command.action)})" if keys else _italic(command.action)
                yield from (".TP", tag, prose(f"{command.title}."))


def _settings() -> Iterator[str]:
    yield prose(
        "They stand in a file of TOML, a line each, as in: measure = 80. broadsheet config tells"
        " which hold, and where each came from. What is wrong in the file is told with its line,"
        " and is as if it did not stand there."
    )
    defaults = Settings()
    for name, rule in RULES.items():
        yield from (".TP", _bold(name), prose(f"{rule.says} {_default(getattr(defaults, name))}"))
    yield from (".PP", prose("Keys are written by Textual's names, one or several for an action:"))
    example = ("[keys]", 'open = ["enter", "ctrl+o"]', 'quit = ""')
    yield from (".PP", ".nf", *map(literal, example), ".fi")


def _default(value: object) -> str:
    if value in ("", {}):
        return ""
    return f"It is {str(value).lower() if isinstance(value, bool) else value} unless set."


def _files() -> Iterator[str]:
    yield prose("Where the system has no other place for them; broadsheet locate prints them.")
    yield from _entries((_italic(path), says) for path, says in _PLACES)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
