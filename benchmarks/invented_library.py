"""A library of any size, of invented articles whose words are drawn by chance with a fixed seed.

Words follow Zipf's law over a made vocabulary, so that posting lists have the lengths of real
ones. Article ``n`` has the title ``Story 000n …`` and a first paragraph ``Lead 000n …``, newest
first: story 0 is the newest. `add_long_reads` adds a few long ones, each with a beginning ``Lead
long NN`` or ``Lead giant NN``.
"""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from index.article import Article, Capture, article_id
from index.dates import Precision
from index.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SYLLABLES = tuple(
    first + last for first, last in zip("bcdfghjklmnpqrstvwxz", "aeiou" * 4, strict=True)
)
_SECTIONS = ("Policies", "Ports", "Trade Fairs", "Industrial Parks", "Roadshows", "Green Energy")
_NEWEST = datetime(2024, 12, 31, tzinfo=UTC)
_BATCH = 500


def vocabulary(size: int = 20_000) -> list[str]:
    """Return ``size`` different words of two to four syllables."""
    words = (
        "".join(parts)
        for count in (2, 3, 4)
        for parts in itertools.product(_SYLLABLES, repeat=count)
    )
    return list(itertools.islice(words, size))


def articles(count: int, words: int = 375, seed: int = 1) -> Iterator[Article]:
    """Yield ``count`` articles of ``words`` words each."""
    chance = random.Random(seed)
    known = vocabulary()
    chance.shuffle(known)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(known) + 1)))
    for number in range(count):
        words_of_it = chance.choices(known, cum_weights=weights, k=words)
        yield _article(f"{number:06}", timedelta(minutes=60 * number), words_of_it)


def add_long_reads(library: Library) -> None:
    """Add 30 articles of 3,000 words and 6 of a megabyte, older than all others, and index them."""
    long = [_long_read("long", number, 3_000) for number in range(30)]
    giants = [_long_read("giant", number, 145_000) for number in range(6)]
    library.archive.keep([(_capture(story), story) for story in (*long, *giants)])
    library.catch_up()


def forget_positions(folder: Path) -> None:
    """Let every giant article be opened at its beginning again."""
    library = Library.open(folder)
    for number in library.search("title:giant").numbers[:]:
        library.keep_position(number, 0)
    library.close()


def _long_read(kind: str, number: int, words: int) -> Article:
    text = random.Random(number).choices(vocabulary(), k=words)
    return _article(f"{kind} {number:02}", timedelta(days=36_500 + number), text)


def _article(name: str, age: timedelta, words: list[str]) -> Article:
    when = _NEWEST - age
    title = f"{'Story ' if name.isdigit() else ''}{name} {' '.join(words[:6])}"
    paragraphs = [f"Lead {name} {' '.join(words[:40])}."]
    paragraphs += [" ".join(words[at : at + 60]) + "." for at in range(40, len(words), 60)]
    number = int(name.rsplit(maxsplit=1)[-1])
    url = f"https://invented.example/{name.replace(' ', '-')}"
    return Article(
        id=article_id(url=url, site="", title=title, day=None, body=""),
        title=title,
        body="\n\n".join(paragraphs),
        published=when,
        published_precision=Precision.MINUTE,
        source=f"Source {number % 37}",
        site="invented.example",
        url=url,
        sections=(_SECTIONS[number % len(_SECTIONS)],),
        language="en",
        origin=f"{name}.txt",
    )


def build(folder: Path, count: int, words: int = 375) -> Library:
    """Return the library in ``folder`` with ``count`` invented articles, all of them indexed."""
    library = Library.open(folder)
    if library.count() < count:
        stories = articles(count, words)
        while batch := list(itertools.islice(stories, _BATCH)):
            library.archive.keep([(_capture(story), story) for story in batch])
    library.catch_up()
    return library


def _capture(article: Article) -> Capture:
    return Capture(article.origin, f"{article.title}\n\n{article.body}".encode(), article.origin)
