"""The fields that stand before a Markdown text, between two lines of dashes or of pluses.

Between pluses they are TOML. Between dashes only the flat part of YAML is read: ``key: value``,
lists as ``[a, b]`` or as lines of ``- a``, quoted and folded texts. Nested fields are passed over.
"""

from __future__ import annotations

import re
import tomllib
from typing import Final

Field = str | list[str]

_YAML: Final = re.compile(r"\s*---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML: Final = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY: Final = re.compile(r"([\w][\w .-]{0,60}?)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM: Final = re.compile(r"[ \t]*-[ \t]+(.*)$")
_FOLDED: Final = re.compile(r"[>|][+-]?\d?$")
_PIECE: Final = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]*)\s*(?:,|$)""")
_END: Final = 6000
_END_MATTER: Final = re.compile(
    r"\n(id: [0-9a-f]{32}\n(?:[a-z_]{2,40}:[^\n]{0,1000}\n){2,60}type_: \d{1,2})\s*\Z"
)
_COMMENT: Final = re.compile(r"(?:^|\s)#.*$")


def split_front_matter(text: str) -> tuple[dict[str, Field], str]:
    """Return the fields before ``text``, keys in lower case, and the text behind them."""
    if match := _YAML.match(text):
        return _flat_yaml(match[1]), text[match.end() :]
    if match := _TOML.match(text):
        return _toml(match[1]), text[match.end() :]
    return {}, text


def split_end_matter(text: str) -> tuple[dict[str, Field], str]:
    """Return the fields that a note-taking program put below ``text``, and the text before them.

    The first line is the title there: ``Title``, the text, ``id: ...`` to ``type_: 1``.
    """
    match = _END_MATTER.search(text[-_END:])
    if match is None:
        return {}, text
    note = text[: len(text) - len(match[0])].strip()
    title, _, rest = note.partition("\n")
    return {**_flat_yaml(match[1]), "title": title.strip()}, rest


def _toml(text: str) -> dict[str, Field]:
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return {
        key.lower(): [str(one) for one in value] if isinstance(value, list) else str(value)
        for key, value in values.items()
        if not isinstance(value, dict)
    }


def _flat_yaml(text: str) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    key = ""
    for line in text.split("\n"):
        match = _KEY.match(line)
        if match is not None:
            key = match[1].lower()
            fields[key] = _value(match[2] or "")
        elif key and line.strip() and not line.lstrip().startswith("#"):
            fields[key] = _continued(fields[key], line)
    return {key: value for key, value in fields.items() if value}


def _continued(value: Field, line: str) -> Field:
    """Return ``value`` with the indented or dashed ``line`` below its key."""
    item = _ITEM.match(line)
    if item is not None and (isinstance(value, list) or not value):
        return [*value, _scalar(item[1])]
    if isinstance(value, list) or not line[:1].isspace():
        return value
    return f"{value} {line.strip()}".strip()


def _value(text: str) -> Field:
    text = text.strip()
    if _FOLDED.match(text):
        return ""
    if text.startswith("["):
        inner = _COMMENT.sub("", text).rstrip().removeprefix("[").removesuffix("]")
        return [item for match in _PIECE.finditer(inner) if (item := _scalar(match[1]))]
    return _scalar(text)


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(
            r"\\(.)", lambda found: {"n": " ", "t": " "}.get(found[1], found[1]), text[1:-1]
        )
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return _COMMENT.sub("", text).strip()
