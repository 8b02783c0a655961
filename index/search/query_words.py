"""How a query was understood, in one line of plain words that a reader of news understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.search.query_dates import describe_days
from index.search.query_fields import LANGUAGES
from index.search.query_tree import (
    All,
    AnyOf,
    Days,
    Fuzzy,
    Language,
    Marked,
    Node,
    Prefix,
    Wildcard,
    Without,
    Words,
)
from index.text.cleaning import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_WORD: Final = 60
_MOST_PARTS: Final = 12
_LONGEST_IN_NOTE: Final = 20
_MOST_NOTES: Final = 3
_BEHIND_WORDS: Final = ",;:!?，；：！？'‘’"
_BEFORE_WORDS: Final = "'‘’+"
"""Signs around a word that a pasted sentence has and that are not looked for."""

_IN_FIELD: Final = {
    "title": "{} in the title",
    "body": "{} in the text",
    "section": "in section {}",
    "source": "from {}",
    "site": "on site {}",
    "author": "by {}",
    "url": "with {} in the address",
}
_LANGUAGES: Final = {code: name.title() for name, code in reversed(LANGUAGES.items())}
_SHOWN_WITH: Final = ("", "title", "body")
_STATES: Final = {"unread": "not yet read", "read": "already read", "starred": "starred"}
_OPPOSITE: Final = {"unread": "read", "read": "unread"}


def describe(tree: Node | None) -> str:
    """Return what ``tree`` asks for: ``articles with port, in section Policies``."""
    if tree is None:
        return "all articles"
    parts = tree.parts if isinstance(tree, All) else (tree,)
    content = [part for part in parts if _is_content(part)]
    with_words = [_say(part, nested=len(content) > 1) for part in content]
    phrases = [f"with {_listed(with_words)}"] if content else []
    phrases += [
        _say(part) for part in parts if not (_is_content(part) or isinstance(part, Without))
    ]
    excluded = [part.part for part in parts if isinstance(part, Without)]
    without = [_say(part, nested=True) for part in _each(excluded) if _is_content(part)]
    if without:
        phrases.append(f"without {_listed(without, 'or')}")
    phrases += [_not(part) for part in excluded if not _is_content(part)]
    return f"articles {', '.join(phrases)}"


def describe_notes(notes: Sequence[tuple[str, str]]) -> str:
    """Return what was left out or read otherwise: `` (spring is no date)``; empty for nothing."""
    if not notes:
        return ""
    said = [text.replace("{}", _short(typed, _LONGEST_IN_NOTE)) for typed, text in notes]
    if len(said) > _MOST_NOTES:
        said[_MOST_NOTES:] = [f"{len(said) - _MOST_NOTES} more"]
    return f" ({'; '.join(said)})"


def _is_content(node: Node) -> bool:
    if isinstance(node, Words):
        return node.field in _SHOWN_WITH
    if isinstance(node, All | AnyOf):
        return all(_is_content(part) or isinstance(part, Without) for part in node.parts)
    return False


def _each(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        alike = isinstance(node, AnyOf) and all(map(_is_content, node.parts))
        yield from node.parts if isinstance(node, AnyOf) and alike else (node,)


def _say(node: Node, *, nested: bool = False) -> str:
    if isinstance(node, Words):
        return _IN_FIELD.get(node.field, "{}").replace("{}", _words(node))
    if isinstance(node, Language):
        return f"in {_LANGUAGES.get(node.code, f'the language {node.code}')}"
    if isinstance(node, Days):
        return describe_days(node)
    if isinstance(node, Marked):
        return _marked(node)
    if isinstance(node, Without):
        return _not(node.part)
    joint = "and" if isinstance(node, All) else "or"
    say = _say_nested if _is_content(node) else _say_whole
    said = _listed([say(part) for part in node.parts], joint)
    return f"({said})" if nested else said


def _say_nested(node: Node) -> str:
    return _say(node, nested=True)


def _say_whole(node: Node) -> str:
    if isinstance(node, Without) and _is_content(node.part):
        return f"without {_say_nested(node.part)}"
    return f"with {_say_nested(node)}" if _is_content(node) else _say_nested(node)


def _not(node: Node) -> str:
    if isinstance(node, Marked) and node.name in _OPPOSITE:
        return _STATES[_OPPOSITE[node.name]]
    said = _say(node, nested=True)
    return f"without {said[5:]}" if said.startswith("with ") else f"not {said}"


def _words(node: Words) -> str:
    typed = _short(node.typed.rstrip(_BEHIND_WORDS).lstrip(_BEFORE_WORDS) or node.typed)
    if isinstance(node, Prefix):
        return f"words that begin with {typed}"
    if isinstance(node, Wildcard):
        return f"words of the form {typed}"
    if isinstance(node, Fuzzy):
        return f"words like {typed} ({_counted(node.distance, 'letter')} may differ)"
    between = f" (up to {_counted(node.slop, 'word')} between)" if node.slop else ""
    return f'"{typed}"{between}' if node.quoted else typed


def _marked(node: Marked) -> str:
    if node.name in _STATES:
        return _STATES[node.name]
    if not node.value:
        return f"with a {node.name}"
    if node.name == "related":
        return f"related to {node.shown or _short(node.value)}"
    value = _short(node.value)
    value = f'"{value}"' if " " in value else value
    return f"tagged {value}" if node.name == "tag" else f"with {value} in the note"


def _short(typed: str, most: int = _LONGEST_WORD) -> str:
    typed = clean_line(typed)
    return typed if len(typed) <= most else typed[:most] + "…"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _listed(parts: list[str], joint: str = "and") -> str:
    if len(parts) > _MOST_PARTS:
        parts = [*parts[: _MOST_PARTS - 1], f"{len(parts) - _MOST_PARTS + 1} more"]
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"
