"""What of an article the index knows, and how each part of it is kept.

====================  =========================================================================
``number``            the article's number in the library: the one value read back from a hit
``title`` ``body``    words at their positions; the body is plain text, captions behind it
``sections``          words of the breadcrumb, ``source``, ``site`` and ``authors`` likewise
``url``               words of the address
``language``          an ISO 639-1 code as it is
``published``         the day as a number (`day_number`), 0 where the page does not tell
====================  =========================================================================

Columns tell for each article its number, day and second, the path of its sections, source, site and
language as they are, and what its title is ordered by (`LAYOUT`). Nothing of an article is
stored here: texts lie in the library. `STAMP` changes whenever an index written before would be
read wrongly.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, Final

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema
from whoosh.formats import Format

from index.search.engine.batch import STORED, Layout
from index.search.engine.segment import STEP
from index.text.analyzer import WordAnalyzer
from index.text.markup import plain_text
from index.text.ordering import title_order
from index.text.words import VERSION, positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from index.article import Article

NUMBER: Final = "number"
PUBLISHED: Final = "published"
MOMENT: Final = "moment"
"""The column of seconds since 1970, 0 without a day, by which articles of one day are ordered."""
LANGUAGE: Final = "language"
WORD_FIELDS: Final = ("title", "body", "sections", "source", "authors")
"""Fields that a word without a field is looked for in."""

URL: Final = "url"

LAYOUT: Final = Layout(
    words=(*WORD_FIELDS, "site", URL),
    whole=(LANGUAGE,),
    values={
        "section": "sections",
        "source": "source",
        "site": "site",
        "language": LANGUAGE,
        "title": "title",
    },
    numbers={NUMBER: "<i8", PUBLISHED: "<i4", MOMENT: "<i8"},
    seen=("title", "body"),
)
"""What segments keep of a `document`."""

STAMP: Final = {"schema": 2, "analyzer": VERSION}

_GAP: Final = 100
# Two bytes a position; a longer text takes four, told apart by one byte in front.
_SHORT: Final = 1 << 16


class PackedPositions(Format):  # type: ignore[misc]
    """The positions of a term in a document, packed as integers."""

    def __init__(self) -> None:
        super().__init__(field_boost=1.0)

    def encode(self, value: list[int]) -> bytes:
        """Return ascending positions as bytes."""
        if value[-1] < _SHORT:
            if len(value) == 1:
                return value[0].to_bytes(2, sys.byteorder)
            return array("H", value).tobytes()
        return b"\0" + array("I", value).tobytes()

    def decode_positions(self, valuestring: bytes) -> array[int]:
        """Return the positions that were packed, ascending."""
        if len(valuestring) % 2:
            return array("I", valuestring[1:])
        return array("H", valuestring)

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return how often the term stands in the document."""
        return len(self.decode_positions(valuestring))

    def decode_weight(self, valuestring: bytes) -> float:
        """Return the same as a weight: no place in a text weighs more than another."""
        return float(self.decode_frequency(valuestring))

    def word_values(
        self, value: object, analyzer: object, **options: object
    ) -> Iterable[tuple[str, int, float, bytes]]:
        """Yield each term of ``value`` with its frequency, its weight and its positions."""
        del analyzer, options
        for term, places in _positions(value).items():
            yield term, len(places), float(len(places)), self.encode(places)


class WordField(TEXT):  # type: ignore[misc]
    """Words with their positions; the value is a text, or several that no phrase runs across.

    With ``sortable``, a column of values belongs to it, by which Whoosh sorts and groups.
    """

    def __init__(self, *, sortable: bool = False) -> None:
        super().__init__(analyzer=WordAnalyzer(), sortable=sortable)
        self.format = PackedPositions()

    def index(self, value: object, **options: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield the postings of one document."""
        del options
        encode = self.format.encode
        for term, places in _positions(value).items():
            count = len(places)
            yield term.encode(), count, float(count), encode(places)


def _positions(value: object) -> dict[str, list[int]]:
    texts: tuple[str, ...] = (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
    found, end = positions(texts[0])
    for text in texts[1:]:
        more, end = positions(text, end + _GAP)
        for term, places in more.items():
            found.setdefault(term, []).extend(places)
    return found


def make_schema() -> Schema:
    """Return the schema of a new index."""
    sortable = set(LAYOUT.values.values())
    return Schema(
        number=COLUMN(NumericColumn("q")),
        published=COLUMN(NumericColumn("i")),
        moment=COLUMN(NumericColumn("q")),
        language=ID(sortable=True),
        **{name: WordField(sortable=name in sortable) for name in LAYOUT.words},
    )


def day_number(day: date | None) -> int:
    """Return ``day`` as the index counts days; 0 is no day."""
    return day.toordinal() if day else 0


def _plain(body: str) -> str:
    # Most bodies have no mark, which is soon seen.
    marked = "\\" in body or "[" in body or "*" in body or "#" in body or ">" in body
    return plain_text(body) if marked or "- " in body else body


def document(number: int, article: Article) -> dict[str, object]:
    """Return what the index is given of ``article``; empty parts are left out."""
    parts: dict[str, object] = {
        "title": article.title,
        "body": (_plain(article.body), *article.captions),
        "sections": article.sections,
        "source": article.source,
        "site": article.site,
        URL: article.url,
        "authors": article.authors,
        LANGUAGE: article.language.lower(),
    }
    filled = {name: value for name, value in parts.items() if value}
    columns = {
        f"{STORED}title": title_order(article.title),
        f"{STORED}sections": STEP.join(article.sections),
    }
    days: dict[str, object] = {PUBLISHED: 0}
    if article.published:
        days[PUBLISHED] = day_number(article.published.date())
        days[MOMENT] = int(article.published.timestamp())
    return {NUMBER: number, **days, **filled, **columns}
