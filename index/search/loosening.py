"""What to look for when no article has all the words: articles that have some of them.

Plain words are joined by "or". A compound such as ``data-driven`` may fall into its words, and a
run of Chinese characters into its pairs. Small words (*the*, *of*) are no longer looked for beside
others, or every article would be found. Filters, quoted phrases, words of a field and exclusions
stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeGuard

from index.search.query_tree import All, AnyOf, Text, Words
from index.text.stop_words import is_stop_word, stop_terms
from index.text.words import is_unspaced

if TYPE_CHECKING:
    from index.search.query_tree import Node

_ENDS_SENTENCES: Final = ".,;:!?？"
_NAMES: Final = frozenset({"", "us"})
_FEWEST_PAIRS: Final = 3
_PIECE: Final = r"(?:[^\W\d_]{2,}|(?:[^\W\d_]\.){2,})"
_COMPOUND: Final = re.compile(rf"{_PIECE}(?:[-–/+&'’]{_PIECE})+[.,;:!?]*")


def either(node: Node) -> Node | None:
    """Return ``node`` with "or" between its plain words; None where fewer than two are plain.

    Small words are left out, where others remain.
    """
    if not isinstance(node, All):
        return None
    plain = tuple(part for part in node.parts if _is_plain(part))
    if len(plain) < 2:  # noqa: PLR2004 (one word has nothing to be joined to)
        return None
    rest = tuple(part for part in node.parts if not _is_plain(part))
    telling = tuple(part for part in plain if not is_small_word(part)) or plain
    joined = AnyOf(telling) if len(telling) > 1 else telling[0]
    return All((joined, *rest)) if rest else joined


def loosened(node: Node) -> Node | None:
    """Return what finds articles with some of the words; None where that cannot be less strict."""
    if isinstance(node, Text):
        return _fallen_apart(node)
    joined = either(node) or _with_one_fallen_apart(node)
    if isinstance(joined, All):
        first, *rest = joined.parts
        return All((_split(first), *rest))
    return _split(joined) if joined is not None else None


def _with_one_fallen_apart(node: Node) -> Node | None:
    """Return ``node``, which has one plain part, with that in pieces; None where it has others."""
    if not isinstance(node, All):
        return None
    plain = [part for part in node.parts if _is_plain(part)]
    apart = _fallen_apart(plain[0]) if len(plain) == 1 and isinstance(plain[0], Text) else None
    if apart is None:
        return None
    return All((apart, *(part for part in node.parts if part is not plain[0])))


def _fallen_apart(node: Text) -> AnyOf | None:
    """Return the pieces of a run of Chinese characters, or one with other words, or of a compound.

    None where it has none: ``R&D``, ``COVID-19`` and addresses of pages are whole, since their
    pieces say something else.
    """
    if node.quoted or node.field:
        return None
    if pairs := _pairs(node):
        return AnyOf(pairs) if len(pairs) >= _FEWEST_PAIRS else None
    if any(map(is_unspaced, node.terms)):
        telling = tuple(dict.fromkeys(term for term in node.terms if len(term) > 1))
        return AnyOf(tuple(Text(one, (one,)) for one in telling)) if len(telling) > 1 else None
    pieces = _pieces(node) if _COMPOUND.fullmatch(node.typed) else ()
    return AnyOf(pieces) if len(pieces) > 1 else None


def without_small_words(parts: list[Words]) -> list[Words]:
    """Return ``parts`` without the small words, where others remain."""
    return [part for part in parts if not is_small_word(part)] or parts


def telling_parts(node: All, *, keep_last: bool = False) -> Node:
    """Return ``node`` without its small words: a question need not stand in an article.

    With ``keep_last``, the last part may be the beginning of another word. Where there are only
    small words they stay.
    """
    last = len(node.parts) - 1
    telling = [at for at, part in enumerate(node.parts) if not is_small_word(part)]
    if not telling:
        return node
    if keep_last and telling[-1] != last:
        telling.append(last)
    kept = tuple(node.parts[at] for at in telling)
    return All(kept) if len(kept) > 1 else kept[0]


def is_small_word(node: Node) -> TypeGuard[Text]:
    """Tell whether ``node`` is a word that stands in nearly every English text.

    *us* is none: those who search with it mostly mean the country.
    """
    if not isinstance(node, Text) or node.quoted or node.field:
        return False
    typed = node.typed.rstrip(_ENDS_SENTENCES)
    return len(node.terms) == 1 and typed not in _NAMES and is_stop_word(typed)


def _split(node: Node) -> Node:
    parts = node.parts if isinstance(node, AnyOf) else (node,)
    pieces = tuple(dict.fromkeys(one for part in parts for one in _pieces(part)))
    return AnyOf(pieces) if len(pieces) > 1 else pieces[0]


def _pieces(node: Node) -> tuple[Node, ...]:
    if isinstance(node, AnyOf):
        return tuple(one for part in node.parts for one in _pieces(part))
    if not isinstance(node, Text) or node.quoted or len(node.terms) == 1:
        return (node,)
    telling = [term for term in node.terms if term not in stop_terms()] or node.terms
    return _pairs(node) or tuple(Text(node.typed, (term,)) for term in telling)


def _pairs(node: Text) -> tuple[Text, ...]:
    if node.quoted or not all(is_unspaced(term) for term in node.terms):
        return ()
    return tuple(Text(term, (term,)) for term in dict.fromkeys(node.terms))


def _is_plain(node: Node) -> bool:
    if isinstance(node, AnyOf):
        return all(_is_plain(part) for part in node.parts)
    return isinstance(node, Words) and not node.field
