"""News of any amount from a few thousand stories: seeded, streamed, and no two articles alike.

An article takes the sentences of one story and of others about the same thing, shuffled. Numbers,
names and some of the longer words in them are exchanged: numbers for others of their length, words
for other words of the stories, names for invented ones that never come to an end, so that the
vocabulary keeps growing as it does in real news (about 44 times the square root of all words:
Manning, Raghavan and Schütze, Introduction to Information Retrieval, section 5.1.1).

Article ``n`` is the same however many are asked for. Written as lines of JSON once, a corpus is
read by every program from the same file. Nothing here indexes or searches.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus_texts import Texts, chinese, invented, invented_chinese, invented_word, reuters

from index.article import Article
from index.dates import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus_texts import Sentence, Story

CHINESE_SHARE: Final = 0.02
WORDS: Final = 375
"""Mean number of words of an article; their numbers are spread as real ones are."""

# Half a sentence comes on top, and an index counts more words than there are blanks.
_AIM: Final = 343

FIRST_DAY: Final = date(2005, 1, 1).toordinal()
DAYS: Final = 20 * 365

_CHINESE_CHARACTERS: Final = 700
_OF_ITS_KIND: Final = 0.8
_NUMBER_CHANGES: Final = 0.25
_NAME_CHANGES: Final = 0.4
_WORD_CHANGES: Final = 0.08
_TITLE_CHANGES: Final = 0.4
_NAME_SCALE: Final = 4000.0
_NAME_TAIL: Final = 1 / 0.9
_SOURCES: Final = 240
_SITES: Final = 60
_AUTHORS: Final = 900


def texts(reuters_path: Path | None, chinese_path: Path | None, seed: int = 1) -> Texts:
    """Return the stories at the paths, invented ones where there is no path.

    Raises `FileNotFoundError` for a path without stories.
    """
    chance = random.Random(seed)
    stories = reuters(reuters_path) if reuters_path else invented(chance)
    return Texts(stories, chinese(chinese_path) if chinese_path else invented_chinese(chance))


def articles(source: Texts, count: int, seed: int = 1) -> Iterator[tuple[int, Article]]:
    """Yield ``count`` articles with their numbers, from 1 on; only the stories are in memory."""
    desk = _Desk(source, seed)
    for number in range(1, count + 1):
        yield number, desk.article(number)


class _Desk:
    """Puts articles together by one stream of chance."""

    def __init__(self, source: Texts, seed: int) -> None:
        self._chance = random.Random(seed)
        self._source = source
        self._about: dict[str, list[Story]] = {}
        for story in source.stories:
            self._about.setdefault(story.topic, []).append(story)
        self._words = [
            piece
            for story in source.stories
            for sentence in story.sentences
            for piece in sentence.pieces[1::2]
            if piece[0].islower()
        ] or ["word"]

    def article(self, number: int) -> Article:
        """Return the next article."""
        chance = self._chance
        if chance.random() < CHINESE_SHARE:
            title, body = self._chinese()
            sections: tuple[str, ...] = ("要闻",)
            language = "zh"
        else:
            lead = chance.choice(self._source.stories)
            title, body = self._title(lead), self._body(lead)
            sections, language = (lead.topic, lead.place), "en"
        day = date.fromordinal(FIRST_DAY + int(chance.random() * DAYS))
        source = f"{invented_word(int(_SOURCES * chance.random() ** 2)).title()} Daily"
        author = invented_word(200 + int(_AUTHORS * chance.random() ** 1.5)).title()
        return Article(
            id=f"{number:016x}",
            title=title,
            body=body,
            published=datetime(day.year, day.month, day.day, tzinfo=UTC),
            published_precision=Precision.DAY,
            source=source,
            site=f"{invented_word(int(_SITES * chance.random() ** 2))}.example",
            sections=sections,
            authors=(author,) if chance.random() < 0.5 else (),
            language=language,
        )

    def _title(self, lead: Story) -> str:
        chance = self._chance
        other = chance.choice(self._about[lead.topic]).title
        words = [
            chance.choice(other) if other and chance.random() < _TITLE_CHANGES else word
            for word in lead.title
        ]
        return f"{' '.join(words)} {self._name()}"

    def _body(self, lead: Story) -> str:
        wanted = max(60, int(_AIM * self._chance.lognormvariate(-0.08, 0.4)))
        texts = []
        for sentence in self._sentences(lead):
            texts.append(self._varied(sentence))
            wanted -= sentence.words
            if wanted <= 0:
                break
        return "\n\n".join(" ".join(texts[at : at + 3]) for at in range(0, len(texts), 3))

    def _sentences(self, lead: Story) -> Iterator[Sentence]:
        """Yield sentences without end: those of ``lead``, then of stories most of its kind."""
        chance = self._chance
        kind = self._about[lead.topic]
        story = lead
        while True:
            yield from chance.sample(story.sentences, len(story.sentences))
            alike = chance.random() < _OF_ITS_KIND
            story = chance.choice(kind if alike else self._source.stories)

    def _varied(self, sentence: Sentence) -> str:
        chance = self._chance.random
        pieces = list(sentence.pieces)
        for at in range(1, len(pieces), 2):
            piece = pieces[at]
            if piece[0].islower():
                if chance() < _WORD_CHANGES:
                    pieces[at] = self._chance.choice(self._words)
            elif piece[0].isupper():
                if chance() < _NAME_CHANGES:
                    pieces[at] = self._name()
            elif chance() < _NUMBER_CHANGES:
                pieces[at] = str(int((0.1 + 0.9 * chance()) * 10 ** len(piece)))
        return "".join(pieces)

    def _name(self) -> str:
        """Return a name by a law of powers: few are frequent, most are met once."""
        rank = int(_NAME_SCALE * ((1.0 - self._chance.random()) ** -_NAME_TAIL - 1.0))
        return invented_word(rank).title()

    def _chinese(self) -> tuple[str, str]:
        chance = self._chance
        title, sentences = chance.choice(self._source.chinese)
        wanted = int(_CHINESE_CHARACTERS * chance.lognormvariate(-0.08, 0.4))
        texts: list[str] = []
        while wanted > 0:
            for sentence in chance.sample(sentences, len(sentences))[:8]:
                texts.append(self._grafted(sentence))
                wanted -= len(sentence)
            _, sentences = chance.choice(self._source.chinese)
        return title, "\n\n".join("".join(texts[at : at + 3]) for at in range(0, len(texts), 3))

    def _grafted(self, sentence: str) -> str:
        """Return ``sentence`` with two neighbouring characters of another story put in."""
        chance = self._chance
        _, others = chance.choice(self._source.chinese)
        other = chance.choice(others)
        at, place = chance.randrange(len(sentence) - 1), chance.randrange(len(other) - 2)
        return sentence[:at] + other[place : place + 2] + sentence[at + 2 :]


def write_corpus(path: Path, stream: Iterable[tuple[int, Article]]) -> None:
    """Write the articles to ``path``, whole or not at all."""
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as lines:
        for number, article in stream:
            assert article.published is not None
            record = (
                number,
                article.title,
                article.body,
                article.published.toordinal(),
                article.source,
                article.site,
                article.sections,
                article.authors,
                article.language,
            )
            lines.write(json.dumps(record, ensure_ascii=False))
            lines.write("\n")
    unfinished.replace(path)


def read_corpus(path: Path, count: int | None = None) -> Iterator[tuple[int, Article]]:
    """Yield the first ``count`` articles that were written to ``path``."""
    with path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, count):
            number, title, body, day, source, site, sections, authors, language = json.loads(line)
            yield (
                number,
                Article(
                    id=f"{number:016x}",
                    title=title,
                    body=body,
                    published=datetime.fromordinal(day).replace(tzinfo=UTC),
                    published_precision=Precision.DAY,
                    source=source,
                    site=site,
                    sections=tuple(sections),
                    authors=tuple(authors),
                    language=language,
                ),
            )


def text_bytes(path: Path, count: int) -> int:
    """Return the bytes of title and body of the first ``count`` articles of ``path``, as UTF-8."""
    return sum(
        len(article.title.encode()) + len(article.body.encode())
        for _, article in read_corpus(path, count)
    )


def main() -> None:
    """Write a corpus to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--reuters", type=Path)
    parser.add_argument("--chinese", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    source = texts(options.reuters, options.chinese, options.seed)
    write_corpus(options.path, articles(source, options.articles, options.seed))


if __name__ == "__main__":
    main()
