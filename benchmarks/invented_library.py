"""A library of any size, of invented articles whose words are drawn by chance with a fixed seed.

Words follow Zipf's law over a made vocabulary, so that posting lists have the lengths of real
ones. Article ``n`` has the title ``Story 000n …`` and a first paragraph ``Lead 000n …``, newest
first: story 0 is the newest.
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
        yield _article(number, chance.choices(known, cum_weights=weights, k=words))


def _article(number: int, words: list[str]) -> Article:
    when = _NEWEST - timedelta(minutes=60 * number)
    title = f"Story {number:06} {' '.join(words[:6])}"
    paragraphs = [f"Lead {number:06} {' '.join(words[:40])}."]
    paragraphs += [" ".join(words[at : at + 60]) + "." for at in range(40, len(words), 60)]
    url = f"https://invented.example/{number}"
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
        origin=f"{number}.txt",
    )


def build(folder: Path, count: int) -> Library:
    """Return the library in ``folder`` with ``count`` invented articles, all of them indexed."""
    library = Library.open(folder)
    if library.count() != count:
        stories = articles(count)
        while batch := list(itertools.islice(stories, _BATCH)):
            library.archive.keep([(_capture(story), story) for story in batch])
    library.catch_up()
    return library


def _capture(article: Article) -> Capture:
    return Capture(article.origin, f"{article.title}\n\n{article.body}".encode(), article.origin)
