"""What is typed finds in our index what Whoosh finds with the query that it is read as.

Texts of queries are put together at random out of words, phrases, patterns, fields, dates and
parentheses, and read by our own parser; its Whoosh query goes to stock Whoosh and to our search,
which scores by BM25F over all fields and so is compared by documents alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest
from mended_whoosh import mend
from random_documents import DAYS, FIRST_DAY, HAN, WORDS
from test_sameness import engines

from index.search.engine.answering import evaluate
from index.search.engine.scoring import FieldScoring, FieldWeights
from index.search.own_queries import OWN_SIZES, own_steps
from index.search.query import parse_query
from index.search.query_objects import whoosh_query
from index.search.schema import WORD_FIELDS

if TYPE_CHECKING:
    from pathlib import Path

_QUERIES: Final = 150
_TODAY: Final = date.fromordinal(FIRST_DAY + DAYS)


@dataclass(frozen=True, slots=True)
class Typist:
    """Types queries."""

    random: Random

    def query(self, depth: int = 2) -> str:
        """Return the text of a query, with parentheses at most ``depth`` deep."""
        parts = [self._part(depth) for _ in range(self.random.choice((1, 1, 2, 2, 3)))]
        return self.random.choice((" ", " ", " OR ", " AND ")).join(parts)

    def _part(self, depth: int) -> str:
        kinds = (
            self._word, self._word, self._word, self._phrase, self._near, self._prefix,
            self._pattern, self._fuzzy, self._field, self._date, self._language,
        )  # fmt: skip
        if depth and self.random.random() < 0.2:
            text = f"({self.query(depth - 1)})"
        else:
            text = self.random.choice(kinds)()
        return self.random.choice(("", "", "", "", "-", "NOT ")) + text

    def _word(self) -> str:
        if self.random.random() < 0.2:
            return "".join(self.random.choices(HAN, k=self.random.randint(1, 4)))
        return self.random.choice(WORDS)

    def _phrase(self) -> str:
        return f'"{self._word()} {self._word()}"'

    def _near(self) -> str:
        return f"{self._phrase()}~{self.random.choice((1, 3, 20))}"

    def _prefix(self) -> str:
        return self._word()[:3] + "*"

    def _pattern(self) -> str:
        letters = list(self._word())
        letters[self.random.randrange(len(letters))] = self.random.choice("?*")
        return "".join(letters)

    def _fuzzy(self) -> str:
        return self._word() + self.random.choice(("~", "~2"))

    def _field(self) -> str:
        names = ("title", "body", "section", "source", "site", "author", "url")
        text = self.random.choice((self._word, self._phrase, self._prefix))()
        return f"{self.random.choice(names)}:{text}"

    def _date(self) -> str:
        days = [
            date.fromordinal(FIRST_DAY + self.random.randrange(DAYS)).isoformat() for _ in range(2)
        ]
        return self.random.choice(
            (
                f"date:{days[0]}..{days[1]}",
                f"after:{days[0]}",
                f"before:{days[0]}",
                "date:last-month",
            )
        )

    def _language(self) -> str:
        return self.random.choice(("lang:en", "lang:zh"))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_typed_finds_the_documents_that_whoosh_finds(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mend(monkeypatch)
    three = engines(tmp_path, seed, batches=True)
    scoring = FieldScoring(three.snapshot, FieldWeights(compared=WORD_FIELDS))
    steps = own_steps(lambda _: np.zeros(0, np.int64))
    typist = Typist(Random(seed))
    hits = 0
    for number in range(_QUERIES):
        text = typist.query()
        tree = parse_query(text, today=_TODAY).tree
        if tree is None:
            continue
        query = whoosh_query(tree)
        told = f"seed {seed}, query {number}: {text}"
        expected = three.by_stock(query).keys()
        assert three.by_matchers(query).keys() == expected, told
        found = evaluate(query, three.snapshot, scoring, steps=steps, sizes=OWN_SIZES)
        assert set(found.documents.tolist()) == expected, told
        hits += bool(expected)
    assert hits > _QUERIES // 4
