"""The sample articles: each is read into exactly what stands beside it, and together they are rich.

Says nothing about captures from elsewhere; the readers' own tests do.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.article import article_record
from index.formats import captures_in, is_capture_name, read_capture
from index.text.markup import plain_text

SAMPLES = Path(__file__).parents[1] / "sample_articles"
CAPTURES = sorted(path for path in SAMPLES.iterdir() if is_capture_name(path.name))

Record = dict[str, Any]


def expected_of(path: Path) -> list[Record]:
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return told if isinstance(told, list) else [told]


EXPECTED = {path: expected_of(path) for path in CAPTURES}
RECORDS = [record for records in EXPECTED.values() for record in records]


def length_of(record: Record) -> int:
    """Return the words of a body; in Chinese, its characters."""
    text = plain_text(record["body"])
    return len("".join(text.split())) if record["language"] == "zh" else len(text.split())


def look_of(path: Path) -> tuple[object, ...]:
    """Return what tells the shape of a capture from others: its format and what it names."""
    first = EXPECTED[path][0]
    named = (bool(first[field]) for field in ("source", "site", "sections", "authors", "captions"))
    return (path.suffix, first["language"], first["published_precision"], *named)


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.name)
def test_a_capture_is_read_into_what_stands_beside_it(path: Path) -> None:
    read = [article_record(read_capture(capture)) for capture in captures_in(path)]
    for record in read:
        del record["id"], record["origin"]
    assert read == EXPECTED[path]


def test_no_expected_article_lacks_its_capture() -> None:
    beside = {path.stem for path in SAMPLES.glob("*.json")}
    assert beside == {path.stem for path in CAPTURES}


def test_no_two_captures_tell_the_same_story() -> None:
    titles = [record["title"].casefold() for record in RECORDS]
    paragraphs = [block for record in RECORDS for block in record["body"].split("\n\n")]
    assert len(set(titles)) == len(titles)
    assert len(set(paragraphs)) == len(paragraphs)


def test_the_samples_are_many_and_a_quarter_of_them_chinese() -> None:
    chinese = [path for path in CAPTURES if any(r["language"] == "zh" for r in EXPECTED[path])]
    assert len(CAPTURES) >= 48
    assert len(chinese) >= 12


def test_the_samples_cover_sections_sources_years_and_shapes() -> None:
    sections = {name for record in RECORDS for name in record["sections"]}
    sources = {record["source"] for record in RECORDS if record["source"]}
    years = {record["published"][:4] for record in RECORDS if record["published"]}
    assert len(sections) >= 6
    assert len(sources) >= 10
    assert len(years) >= 4
    assert len({look_of(path) for path in CAPTURES}) >= 9


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["title"][:40])
def test_a_body_is_as_long_as_news_is(record: Record) -> None:
    shortest, longest = (250, 900) if record["language"] == "zh" else (150, 600)
    assert shortest <= length_of(record) <= longest
