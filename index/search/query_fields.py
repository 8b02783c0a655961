"""What the value of a field asks for where it is no words: days, languages, the reader's marks.

The names of all fields stand here. Values that mean nothing are told of, never an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.article import fold_text
from index.results import Sort
from index.search.query_dates import read_days
from index.search.query_tree import FIELDS, STATES, Language, Marked

if TYPE_CHECKING:
    from datetime import date

    from index.search.query_tree import Node

DATE_FIELDS: Final = frozenset({"after", "before", "date"})
MARK_FIELDS: Final = frozenset({"is", "has", "note", "related", "tag"})
_SAME: Final = {
    "authors": "author", "language": "lang", "notes": "note", "sections": "section", "tags": "tag",
}  # fmt: skip
SPECIAL: Final = frozenset({*DATE_FIELDS, *MARK_FIELDS, "lang"})
"""Fields that take no words."""

NAMES: Final = (*FIELDS, *sorted(SPECIAL), "sort", *_SAME)
"""All the names of fields, as they are typed."""

LANGUAGES: Final = {
    "arabic": "ar", "bengali": "bn", "bulgarian": "bg", "chinese": "zh", "czech": "cs",
    "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi", "french": "fr",
    "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "malay": "ms",
    "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "spanish": "es", "swedish": "sv", "tamil": "ta", "thai": "th",
    "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
    "中文": "zh", "英文": "en", "日文": "ja",
}  # fmt: skip
_KEPT: Final = {"note": "note", "notes": "note", "tag": "tag", "tags": "tag"}
_CODE: Final = re.compile("[a-z]{2,3}")
_ID: Final = re.compile(r"[\w-]+")
_ANY_LETTERS: Final = "*＊"


def field_named(typed: str) -> str:
    """Return the name of the field that ``typed`` names, in any case; empty where there is none."""
    name = typed.lower()
    name = _SAME.get(name, name)
    return name if name in NAMES else ""


def read_value(name: str, typed: str, today: date) -> Node | None:
    """Return what the `SPECIAL` field ``name`` asks for with ``typed``; None if nothing at all."""
    if name in DATE_FIELDS:
        return read_days(name, typed, today)
    value = fold_text(typed)
    if name == "lang":
        code = LANGUAGES.get(value, value.partition("-")[0])
        return Language(code) if _CODE.fullmatch(code) else None
    if name == "is":
        return Marked(value) if value in STATES else None
    if name == "has":
        return Marked(_KEPT[value]) if value in _KEPT else None
    if name == "related" and not _ID.fullmatch(value):
        return None
    # A note is found by any piece of it, so that its beginning needs no sign.
    value = typed.strip(_ANY_LETTERS) if name == "note" else typed
    return Marked(name, value) if fold_text(value) else None


def read_sort(typed: str) -> Sort | None:
    """Return the order that ``typed`` names; None where there is no such order."""
    name = typed.lower()
    return Sort(name) if name in tuple(Sort) else None


def complaint(name: str) -> str:
    """Return what is to be said of what is no value of ``name``; ``{}`` stands for that."""
    return "{} is no date" if name in DATE_FIELDS else _COMPLAINTS[name]


_COMPLAINTS: Final = {
    "is": "is: takes unread, read or starred",
    "has": "has: takes note or tag",
    "note": "note: takes a word of a note",
    "related": "related: takes the id of an article",
    "tag": "tag: takes the name of a tag",
    "lang": "{} is no language",
    "sort": f"sort: takes {', '.join(Sort)}",
}
