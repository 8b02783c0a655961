"""The stories a corpus is made of: Reuters-21578, Chinese daily news, or invented ones.

A story is a title, a topic, a place and sentences; the sentences come cut at the numbers, names
and longer words that may be exchanged for others. Nothing here puts articles together.
"""

from __future__ import annotations

import html
import itertools
import re
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

_STORY: Final = re.compile(r"<REUTERS.*?</REUTERS>", re.DOTALL)
_PART: Final = {
    name: re.compile(rf"<{name}>(.*?)</{name}>", re.DOTALL)
    for name in ("TOPICS", "PLACES", "TITLE", "BODY")
}
_LISTS: Final = ("TOPICS", "PLACES")
_VALUE: Final = re.compile(r"<D>(.*?)</D>")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"])")
_CHINESE_END: Final = re.compile(r"(?<=[。！？])")
_HEADING: Final = re.compile(r"^#{2,} ", re.MULTILINE)
_MARKUP: Final = re.compile(r"<[^>]*>|\[[^\]]*\]\([^)]*\)|https?://\S+")
# What has a meaning in an article's body (emphasis, links, headings) or none at all.
_UNWANTED: Final = re.compile(r"[\x00-\x1f\x7f*_<>`\[\]#\\|~+=-]+")
_EXCHANGED: Final = re.compile(r"(\d+|(?<=[a-z,] )[A-Z][a-z]{2,}|\b[a-z]{5,}\b)")
_SHORTEST: Final = 5
_VOCABULARY: Final = 30_000
_INVENTED_STORIES: Final = 2_000
_HAN: Final = 0x4E00
_HAN_WORDS: Final = 8_000
_SYLLABLE_LIST: Final = (
    "ba be bi bo bra ca ce cha chen co cra da de di dor dra el en fa fer fi ga gen go gra ha hel"
    " in ir ja jo ka ken ki ko la len li lo ma mar mi mo na nel ni no or pa per pi pol ra ren ri"
    " ro sa sen shi so sta ta ten ti tor tra ul va ver vi wa wel wi xu ya zen zo"
)
_SYLLABLES: Final = tuple(_SYLLABLE_LIST.split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as ``pieces``: every second one, from the second on, may be exchanged."""

    pieces: tuple[str, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Story:
    """One story: the words of its title, what it is about, and its sentences."""

    title: tuple[str, ...]
    topic: str
    place: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """All stories there are; ``chinese`` are Chinese ones: a title and its sentences."""

    stories: tuple[Story, ...]
    chinese: tuple[tuple[str, tuple[str, ...]], ...]


def invented_word(rank: int) -> str:
    """Return the word of this rank, a longer one for a higher rank; beginnings are of all kinds."""
    syllables = []
    rank += len(_SYLLABLES)
    while rank:
        rank, at = divmod(rank, len(_SYLLABLES))
        syllables.append(_SYLLABLES[at])
    return "".join(syllables)


def reuters(path: Path) -> tuple[Story, ...]:
    """Return the stories of Reuters-21578 that have a text, from the archive or folder at ``path``.

    Raises `FileNotFoundError` where there is none.
    """
    stories = []
    for text in _sgml(path):
        for match in _STORY.finditer(text):
            story = _reuters_story(match[0])
            if story is not None:
                stories.append(story)
    if not stories:
        raise FileNotFoundError(f"{path}: no story of Reuters-21578 is here")
    return tuple(stories)


def _sgml(path: Path) -> Iterator[str]:
    if path.is_dir():
        for file in sorted(path.rglob("*.sgm")):
            yield file.read_bytes().decode("latin-1")
        return
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            content = archive.extractfile(member) if member.name.endswith(".sgm") else None
            if content is not None:
                yield content.read().decode("latin-1")


def _reuters_story(markup: str) -> Story | None:
    found = {name: pattern.search(markup) for name, pattern in _PART.items()}
    title, body = found["TITLE"], found["BODY"]
    if title is None or body is None:
        return None
    plain = _plain(body[1]).removesuffix(" Reuter").removesuffix(" REUTER")
    sentences = [cut(one) for one in _SENTENCE_END.split(plain) if len(one.split()) >= _SHORTEST]
    if not sentences:
        return None
    topics, places = (_VALUE.findall(part[1]) if (part := found[name]) else [] for name in _LISTS)
    return Story(
        tuple(_plain(title[1]).title().split()),
        topics[0].replace("-", " ").title() if topics else "General",
        places[0].replace("-", " ").title() if places else "World",
        tuple(sentences),
    )


def _plain(markup: str) -> str:
    return " ".join(_UNWANTED.sub(" ", html.unescape(html.unescape(markup))).split())


def cut(sentence: str) -> Sentence:
    """Return ``sentence`` cut at what may be exchanged."""
    return Sentence(tuple(_EXCHANGED.split(sentence)), len(sentence.split()))


def chinese(folder: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the stories of the Markdown files in ``folder``: one for each heading with a text."""
    stories = []
    for file in sorted(folder.glob("*.md")):
        for part in _HEADING.split(file.read_text(encoding="utf-8"))[1:]:
            heading, _, text = part.partition("\n")
            joined = "".join(_UNWANTED.sub("", _MARKUP.sub("", text)).split())
            sentences = tuple(one for one in _CHINESE_END.split(joined) if len(one) >= _SHORTEST)
            if sentences:
                stories.append((_UNWANTED.sub("", heading).strip(), sentences))
    if not stories:
        raise FileNotFoundError(f"{folder}: no Chinese story is here")
    return tuple(stories)


def invented(chance: random.Random) -> tuple[Story, ...]:
    """Return stories of invented words that follow Zipf's law."""
    weights = list(itertools.accumulate(1 / rank for rank in range(2, _VOCABULARY + 2)))
    ranks = range(_VOCABULARY)
    return tuple(
        _invented_story(chance, [*chance.choices(ranks, cum_weights=weights, k=140)])
        for _ in range(_INVENTED_STORIES)
    )


def _invented_story(chance: random.Random, ranks: list[int]) -> Story:
    words = [_as_written(invented_word(rank), chance.random()) for rank in ranks]
    sentences, at = [], 6
    while at < len(words):
        length = chance.randrange(8, 30)
        sentences.append(cut(f"The {' '.join(words[at : at + length])}."))
        at += length
    topic = invented_word(int(40 * chance.random() ** 2)).title()
    place = invented_word(50 + int(60 * chance.random() ** 2)).title()
    return Story(tuple(word.title() for word in words[:6]), topic, place, tuple(sentences))


def _as_written(word: str, share: float) -> str:
    """Return ``word``, made a name or a number for small shares, as often as in news."""
    if share < 0.12:
        return word.title()
    return str(int(share * 10_000)) if share < 0.15 else word


def invented_chinese(chance: random.Random) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return stories of invented words in Han characters, two characters a word."""
    words = [
        chr(_HAN + int(3000 * chance.random() ** 2)) + chr(_HAN + int(3000 * chance.random() ** 2))
        for _ in range(_HAN_WORDS)
    ]
    weights = list(itertools.accumulate(1 / rank for rank in range(2, _HAN_WORDS + 2)))
    stories = []
    for _ in range(200):
        drawn = chance.choices(words, cum_weights=weights, k=205)
        sentences = tuple(f"{''.join(drawn[at : at + 20])}。" for at in range(5, 205, 20))
        stories.append(("".join(drawn[:5]), sentences))
    return tuple(stories)
