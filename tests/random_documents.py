"""Small collections of made-up texts, English and Han, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

    from array_index import Document

WORDS: Final = (
    "harbour",
    "port",
    "ports",
    "portal",
    "sea",
    "seas",
    "seal",
    "trade",
    "trader",
    "trading",
    "tide",
    "tides",
    "quay",
    "U.S.",
    "R&D",
    "COVID-19",
    "wind",
    "winds",
    "window",
    "signs",
    "signed",
    "sign",
    "zone",
    "zones",
    "stone",
    "stony",
    "A-share",
    "5G网络",
    "café",
    "ＡＢＣ",
    "1,200.5",
    "dock",
    "docks",
    "docked",
    "cargo",
    "car",
    "cart",
    "freight",
    "eight",
    "night",
    "river",
    "rivers",
    "driver",
    "delta",
    "belt",
    "road",
    "rod",
    "roads",
    "customs",
    "custom",
    "officer",
    "office",
    "tariff",
    "tar",
    "tea",
)
HAN: Final = "港口贸易投资区海关新河风电合作项目"
_SOURCES: Final = ("Harbour Daily", "River News", "港口日报", "")
_SECTIONS: Final = (("Ports",), ("Ports", "Trade"), ("新闻", "贸易"), ())
FIRST_DAY: Final = 737_000
DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents by segment, and which of them, as numbered over all, are deleted."""

    segments: tuple[tuple[Document, ...], ...]
    deleted: frozenset[int]


def random_collection(random: Random, documents: int = 30) -> Collection:
    """Return up to five segments; some documents are deleted, some written anew in a later one."""
    cuts = sorted(random.sample(range(1, documents), random.randrange(5)))
    edges = [0, *cuts, documents]
    segments = []
    deleted = set()
    for start, end in pairwise(edges):
        made = []
        for number in range(start, end):
            old = random.randrange(start) if start and random.random() < 0.1 else None
            if old is not None:
                deleted.add(old)
            made.append(_document(random, number if old is None else old))
        segments.append(tuple(made))
    deleted |= {one for one in range(documents) if random.random() < random.choice((0, 0.2))}
    return Collection(tuple(segments), frozenset(deleted))


def _document(random: Random, number: int) -> Document:
    document: Document = {
        "number": number,
        "published": random.choice((0, FIRST_DAY + random.randrange(DAYS))),
        "title": _text(random, random.randint(1, 6)),
        "body": _body(random),
        "sections": random.choice(_SECTIONS),
        "source": random.choice(_SOURCES),
        "site": random.choice(("harbour.example", "news.river.example", "")),
        "url": f"https://harbour.example/{random.choice(('news', 'ports/trade'))}/{number}.html",
        "authors": random.choice((("Lin Bo",), ("Wu Wei", "Lin Bo"), ())),
        "language": random.choice(("en", "zh", "")),
    }
    return {name: value for name, value in document.items() if value or name == "published"}


def _body(random: Random) -> tuple[str, ...]:
    size = random.choice((3, 12, 40, 90))
    captions = [_text(random, 4) for _ in range(random.choice((0, 0, 1, 2)))]
    return (_text(random, size), *captions)


def _text(random: Random, size: int) -> str:
    words = []
    for _ in range(size):
        place = min(int(random.paretovariate(0.6)) - 1, len(WORDS) - 1)
        han = "".join(random.choice(HAN) for _ in range(random.randint(1, 4)))
        words.append(han if random.random() < 0.1 else WORDS[place])
    return " ".join(words)
