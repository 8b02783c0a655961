"""The mix of queries that searches are timed with: kinds of queries, several of each.

Words are drawn by seeded chance from the first articles of a corpus, by the share of articles
that have them; so the mix is the same for a corpus of any size. Nothing here searches.
"""

from __future__ import annotations

import itertools
import random
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corpus import DAYS, FIRST_DAY, read_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.article import Article

SAMPLE: Final = 10_000
_WORD: Final = re.compile(r"\b[a-z]{4,14}\b")
# Words that one program or another leaves out of its index.
_STOPPED_WORDS: Final = (
    "about after also been before being could does each from have here into just more most only"
    " other over said same should some such than that their them then there these they this those"
    " through under very were what when where which while will with would your"
)
_STOPPED: Final = frozenset(_STOPPED_WORDS.split())
_RUN: Final = re.compile(r"\b[a-z]+(?: [a-z]+)*\b")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{4,}")
_LONGEST_SPAN: Final = 400
_PAIRED: Final = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """One query, in a form that no program's own language colours.

    Of ``words`` all are wanted, with ``any_word`` one is enough; a ``sentence`` is typed without
    an OR between its words. ``without`` is a word no hit may have; ``phrase`` words stand side by
    side; ``fuzzy`` is a word with a letter wrong. ``days`` are the first and the last day as
    ordinals; ``section`` is one word of a section's name; ``facets`` asks for the counts by
    section instead of hits; ``related`` is the number of an article that others like it are wanted
    of, ``text`` its title and body for a program that keeps none; ``newest`` puts hits in order of
    their days.
    """

    kind: str
    words: tuple[str, ...] = ()
    any_word: bool = False
    sentence: bool = False
    without: str = ""
    phrase: tuple[str, ...] = ()
    prefix: str = ""
    fuzzy: str = ""
    days: tuple[int, int] | None = None
    section: str = ""
    chinese: str = ""
    facets: bool = False
    related: int = 0
    text: tuple[str, str] = ("", "")
    newest: bool = False


def mix(path: Path, each: int = 5, seed: int = 1) -> list[Question]:
    """Return ``each`` questions of every kind for the corpus written at ``path``."""
    chance = random.Random(seed)
    drawn = _Drawn([article for _, article in read_corpus(path, SAMPLE)], chance)
    return [Question(kind, **ask(drawn)) for kind, ask in _KINDS.items() for _ in range(each)]


class _Drawn:
    """Draws words, phrases and the like from some articles."""

    def __init__(self, articles: list[Article], chance: random.Random) -> None:
        self._articles = articles
        self._english = [one for one in articles if one.language == "en"]
        self._chinese = [one for one in articles if one.language == "zh"] or articles
        self.chance = chance
        found: Counter[str] = Counter()
        for article in self._english:
            found.update(_words(article) - _STOPPED)
        ranked = sorted((count, word) for word, count in found.items())
        self._counts = [count / len(articles) for count, _ in ranked]
        self._words = [word for _, word in ranked]
        self._pairs: list[tuple[str, str]] = []

    def words(self, band: tuple[float, float], count: int = 1) -> tuple[str, ...]:
        """Return different words that stand in a share of the articles within ``band``."""
        known = self._between(band) or self._words[-20 * count :]
        return tuple(self.chance.sample(known, min(count, len(known))))

    def _between(self, band: tuple[float, float]) -> list[str]:
        first, last = (bisect_left(self._counts, share) for share in band)
        return self._words[first:last]

    def together(self, count: int) -> tuple[str, ...]:
        """Return words of one article, none of them rare."""
        known = self._between((0.004, 0.2))
        while True:
            here = sorted(_words(self.chance.choice(self._english)).intersection(known))
            if len(here) >= count:
                return tuple(self.chance.sample(here, count))

    def phrase(self, count: int) -> tuple[str, ...]:
        """Return words that stand side by side in a sentence of an article."""
        while True:
            runs = _RUN.findall(self.chance.choice(self._english).body.lower())
            run = self.chance.choice(runs).split() if runs else []
            at = self.chance.randrange(max(1, len(run) - count + 1))
            words = run[at : at + count]
            if len(words) == count and all(map(_WORD.fullmatch, words)) and not _weak(words):
                return tuple(words)

    def common_phrase(self) -> tuple[str, ...]:
        """Return a pair of words that often stand side by side."""
        if not self._pairs:
            self._pairs = self._common_pairs()
        first, second = self.chance.choice(self._pairs)
        return first, second

    def _common_pairs(self) -> list[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for article in self._english[:_PAIRED]:
            for run in _RUN.findall(article.body.lower()):
                found.update(itertools.pairwise(run.split()))
        sound = (
            pair
            for pair, _ in found.most_common()
            if all(map(_WORD.fullmatch, pair)) and not _weak(pair)
        )
        return list(itertools.islice(sound, 30))

    def prefix(self, first: int, last: int) -> str:
        """Return two letters, by how many words begin with them, of these places."""
        ranked = Counter(word[:2] for word in self._words).most_common()[first:last]
        return str(self.chance.choice(ranked or [("in", 1)])[0])

    def misspelt(self) -> str:
        """Return a word of some length with one letter replaced by another."""
        long = [word for word in self._between((0.001, 0.05)) if len(word) > 6]
        word = self.chance.choice(long or ["government"])
        at = self.chance.randrange(2, len(word) - 2)
        wrong = self.chance.choice("abcdefghijklmnopqrstuvwxyz".replace(word[at], ""))
        return word[:at] + wrong + word[at + 1 :]

    def days(self) -> tuple[int, int]:
        """Return the first and the last day of a stretch of at most a good year."""
        start = FIRST_DAY + self.chance.randrange(DAYS - _LONGEST_SPAN)
        return start, start + self.chance.randrange(7, _LONGEST_SPAN)

    def section(self) -> str:
        """Return a word of an article's section."""
        name = self.chance.choice(self._english).sections[0]
        return self.chance.choice(name.split()).lower()

    def han(self, characters: int) -> str:
        """Return neighbouring characters of a Chinese article."""
        runs = _HAN.findall(self.chance.choice(self._chinese).body) or ["北京经济"]
        run: str = self.chance.choice(runs)
        at = self.chance.randrange(len(run) - characters + 1)
        return run[at : at + characters]

    def related(self) -> dict[str, Any]:
        """Return the number and the text of an English article that is in every corpus."""
        known = [
            (at, one) for at, one in enumerate(self._articles[:1000], 1) if one.language == "en"
        ]
        number, article = self.chance.choice(known)
        return {"related": number, "text": (article.title, article.body)}


def _words(article: Article) -> set[str]:
    return set(_WORD.findall(article.body.lower()))


def _weak(words: tuple[str, ...] | list[str]) -> bool:
    return any(word in _STOPPED for word in words)


_RARE: Final = (0.0, 0.0006)
_MID: Final = (0.004, 0.02)
_COMMON: Final = (0.12, 0.6)

_KINDS: Final[dict[str, Callable[[_Drawn], dict[str, Any]]]] = {
    "rare word": lambda drawn: {"words": drawn.words(_RARE)},
    "word": lambda drawn: {"words": drawn.words(_MID)},
    "common word": lambda drawn: {"words": drawn.words(_COMMON)},
    "two words": lambda drawn: {"words": drawn.together(2)},
    "three words": lambda drawn: {"words": drawn.together(3)},
    "common AND common": lambda drawn: {"words": drawn.words(_COMMON, 2)},
    "OR of 2": lambda drawn: {"words": drawn.words(_MID, 2), "any_word": True},
    "OR of 8": lambda drawn: {
        "words": drawn.words(_MID, 6) + drawn.words(_COMMON, 2),
        "any_word": True,
    },
    "NOT": lambda drawn: {"words": drawn.words(_MID), "without": drawn.words(_COMMON)[0]},
    "rare phrase": lambda drawn: {"phrase": drawn.phrase(3)},
    "common phrase": lambda drawn: {"phrase": drawn.common_phrase()},
    "prefix of many words (in*)": lambda drawn: {"prefix": drawn.prefix(0, 8)},
    "prefix (dr*)": lambda drawn: {"prefix": drawn.prefix(25, 60)},
    "fuzzy word": lambda drawn: {"fuzzy": drawn.misspelt()},
    "word, date range": lambda drawn: {"words": drawn.words(_MID), "days": drawn.days()},
    "common word, date range": lambda drawn: {
        "words": drawn.words(_COMMON),
        "days": drawn.days(),
    },
    "word in section": lambda drawn: {"words": drawn.words(_MID), "section": drawn.section()},
    "word, newest first": lambda drawn: {"words": drawn.words(_COMMON), "newest": True},
    "facets": lambda drawn: {"words": drawn.words(_COMMON), "facets": True},
    "related articles": _Drawn.related,
    "sentence of 8 words": lambda drawn: {
        "words": drawn.together(8),
        "any_word": True,
        "sentence": True,
    },
    "Chinese, 2 characters": lambda drawn: {"chinese": drawn.han(2)},
    "Chinese, 4 characters": lambda drawn: {"chinese": drawn.han(4)},
}
KINDS: Final = tuple(_KINDS)
"""Names of all kinds of questions, in the order they are shown."""
