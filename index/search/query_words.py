"""How a query was understood, in one line of plain words that a reader of news understands."""

from __future__ import annotations

from typing import Final

from index.search.query_dates import describe_days
from index.search.query_tree import All, AnyOf, Days, Language, Node, Prefix, Text, Without
from index.text.cleaning import clean_line

_LONGEST_WORD: Final = 60
_MOST_PARTS: Final = 12
_IN_FIELD: Final = {
    "title": "{} in the title",
    "section": "in section {}",
    "source": "from {}",
    "site": "on site {}",
    "author": "by {}",
}
_LANGUAGES: Final = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pt": "Portuguese",
    "ru": "Russian", "zh": "Chinese",
}  # fmt: skip
_SHOWN_WITH: Final = ("", "title")


def describe(tree: Node | None) -> str:
    """Return what ``tree`` asks for: ``articles with port, in section Policies``."""
    if tree is None:
        return "all articles"
    parts = tree.parts if isinstance(tree, All) else (tree,)
    alone = len([part for part in parts if _is_content(part)]) == 1
    with_words = [_say(part, nested=not alone) for part in parts if _is_content(part)]
    phrases = [f"with {_listed(with_words)}"] if with_words else []
    phrases += [
        _say(part) for part in parts if not _is_content(part) and not isinstance(part, Without)
    ]
    excluded = [part.part for part in parts if isinstance(part, Without)]
    without = [_say(part, nested=True) for part in excluded if _is_content(part)]
    if without:
        phrases.append(f"without {_listed(without, 'or')}")
    phrases += [f"not {_say(part, nested=True)}" for part in excluded if not _is_content(part)]
    return "articles " + ", ".join(phrases)


def _is_content(node: Node) -> bool:
    if isinstance(node, Text | Prefix):
        return node.field in _SHOWN_WITH
    if isinstance(node, All | AnyOf):
        return all(_is_content(part) or isinstance(part, Without) for part in node.parts)
    return False


def _say(node: Node, *, nested: bool = False) -> str:
    if isinstance(node, Text | Prefix):
        return _IN_FIELD.get(node.field, "{}").replace("{}", _typed(node))
    if isinstance(node, Language):
        return f"in {_LANGUAGES.get(node.code, node.code)}"
    if isinstance(node, Days):
        return describe_days(node)
    if isinstance(node, Without):
        return f"not {_say(node.part, nested=True)}"
    joint = "and" if isinstance(node, All) else "or"
    said = _listed([_say(part, nested=True) for part in node.parts], joint)
    return f"({said})" if nested else said


def _typed(node: Text | Prefix) -> str:
    typed = clean_line(node.typed)
    if len(typed) > _LONGEST_WORD:
        typed = typed[:_LONGEST_WORD] + "…"
    if isinstance(node, Prefix):
        return f"words that begin with {typed}"
    return f'"{typed}"' if node.quoted else typed


def _listed(parts: list[str], joint: str = "and") -> str:
    if len(parts) > _MOST_PARTS:
        parts = [*parts[: _MOST_PARTS - 1], f"{len(parts) - _MOST_PARTS + 1} more"]
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"
