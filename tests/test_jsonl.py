"""Records become articles: our own fields, what others call them, and every kind of text."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Capture, article_id, article_record
from index.dates import Precision
from index.errors import CaptureError, NotAnArticleError, UnreadableCaptureError
from index.formats import captures_in, read_capture

if TYPE_CHECKING:
    from pathlib import Path

LONG = "The harbour town signed nine contracts on Monday, worth 4.5 billion yuan in all."


def read(record: object) -> Article:
    content = record if isinstance(record, str) else json.dumps(record)
    return read_capture(Capture("a.jsonl", content.encode(), "/invented/a.jsonl, line 1"))


@pytest.mark.parametrize("precision", list(Precision))
def test_our_own_record_becomes_the_same_article(precision: Precision) -> None:
    day = datetime(2021, 3, 4, tzinfo=UTC)
    when = day if precision is Precision.DAY else day.replace(hour=8, minute=16)
    article = Article(
        id="",
        title="Harbour town signs nine contracts",
        body="A *lead* with [a link](https://x.example/).\n\n## Head\n\n- a\n- b\n\n> quote \\*",
        published=when,
        published_precision=precision,
        source="Harbour Daily",
        site="news.example",
        url="https://news.example/a",
        sections=("Ports", "Deals"),
        authors=("Ann Wu",),
        captions=("The quay",),
        language="en",
        origin="/invented/a.jsonl, line 1",
    )
    read_back = read(article_record(article))
    identity = article_id(
        url=article.url, site=article.site, title=article.title, day=when.date(), body=article.body
    )
    assert {**article_record(read_back), "id": ""} == article_record(article)
    assert read_back.id == identity


def test_common_names_of_fields_are_understood() -> None:
    article = read(
        {
            "Headline": "Nine contracts",
            "text": f"{LONG}\n\nA second *paragraph*.",
            "pubDate": "Tue, 10 Nov 2020 08:16:00 +0800",
            "author": [{"name": "Ann Wu"}, "Bo Li"],
            "publisher": {"name": "Harbour Daily"},
            "link": "https://news.example/a?utm_source=x",
            "category": "Deals",
            "lang": "en-GB",
        }
    )
    assert article.title == "Nine contracts"
    assert article.body == f"{LONG}\n\nA second \\*paragraph\\*."
    assert article.published is not None
    assert article.published.isoformat() == "2020-11-10T08:16:00+08:00"
    assert article.authors == ("Ann Wu", "Bo Li")
    assert (article.source, article.site) == ("Harbour Daily", "news.example")
    assert (article.sections, article.language) == (("Deals",), "en")


@pytest.mark.parametrize("stamp", [1605000000, 1605000000000, "2020-11-10T09:20:00Z"])
def test_a_time_may_be_seconds_or_milliseconds(stamp: object) -> None:
    article = read({"title": "A", "text": LONG, "timestamp": stamp})
    assert article.published == datetime(2020, 11, 10, 9, 20, tzinfo=UTC)


@pytest.mark.parametrize("stamp", [True, -5, 0, 1e300, float("inf"), "soon", {}, [[]]])
def test_a_time_that_is_none_is_no_date(stamp: object) -> None:
    assert read({"title": "A", "text": LONG, "date": stamp}).published is None


def test_html_loses_its_tags_and_keeps_its_form() -> None:
    fragment = f"<p>{LONG}</p><h3>Money</h3><ul><li>one</li><li>two</li></ul><p>End &amp; out.</p>"
    article = read({"title": "A", "content_html": fragment})
    assert article.body == f"{LONG}\n\n### Money\n\n- one\n- two\n\nEnd & out."


def test_a_whole_page_inside_a_record_is_read_as_a_page() -> None:
    page = (
        "<html><head><title>Nine contracts | News</title></head><body><article>"
        f"<h1>Nine contracts</h1><p>{LONG}</p><p>{LONG} Again.</p></article></body></html>"
    )
    article = read({"html": page, "url": "https://news.example/a", "date": "2020-11-10"})
    assert article.title == "Nine contracts"
    assert LONG in article.body
    assert article.url == "https://news.example/a"
    assert article.published is not None


@pytest.mark.parametrize(
    ("record", "error"),
    [
        ("[1, 2]", UnreadableCaptureError),
        ("{broken", UnreadableCaptureError),
        ("[" * 100_000, UnreadableCaptureError),
        ({"text": LONG}, NotAnArticleError),
        ({"title": "A"}, NotAnArticleError),
        ({"title": "A", "text": "  "}, NotAnArticleError),
        ({"title": "A", "text": 3}, NotAnArticleError),
    ],
)
def test_what_is_no_article_is_named_with_its_place(
    record: object, error: type[CaptureError]
) -> None:
    with pytest.raises(error) as caught:
        read(record)
    assert "line 1" in str(caught.value)


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_of_records_is_one_capture_a_line(tmp_path: Path, packed: bool) -> None:
    lines = [json.dumps({"title": f"T{number}", "text": LONG}) for number in range(3)]
    content = f"{lines[0]}\r\n\n  \n{lines[1]}\n{lines[2]}".encode()
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(content) if packed else content)
    captures = list(captures_in(path))
    assert [read_capture(capture).title for capture in captures] == ["T0", "T1", "T2"]
    assert [capture.origin.rsplit(", ", 1)[1] for capture in captures] == [
        "line 1", "line 4", "line 5",
    ]  # fmt: skip


def test_a_cut_off_packed_file_gives_what_it_holds_and_then_says_so(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"title": f"T{number}", "text": f"{number * 7919} {LONG}"}).encode() + b"\n"
        for number in range(2000)
    )
    packed = gzip.compress(lines)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    captures = captures_in(path)
    assert read_capture(next(captures)).title == "T0"
    with pytest.raises(UnreadableCaptureError, match="damaged"):
        list(captures)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = ["title", "body", "text", "html", "date", "url", "author", "sections", "lang", "source"]


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_any_values_are_read_or_refused(record: dict[str, object]) -> None:
    try:
        read(record)
    except CaptureError as error:
        assert error.reason  # noqa: PT017


@pytest.mark.parametrize(
    ("told", "authors"),
    [
        ("By Ann Wu and Bo Li", ("Ann Wu", "Bo Li")),
        ("Ann Wu; Bo Li", ("Ann Wu", "Bo Li")),
        ("Ministry of Ports and Roads", ("Ministry of Ports and Roads",)),
        (["[[Ann Wu]]", "Bo Li"], ("Ann Wu", "Bo Li")),
    ],
)
def test_authors_in_one_text_are_told_apart(told: object, authors: tuple[str, ...]) -> None:
    assert read({"title": "Nine contracts", "byline": told, "text": LONG}).authors == authors


def test_an_address_that_stands_as_source_is_the_address() -> None:
    article = read({"title": "Nine", "source": "https://news.example/20210304/a", "text": LONG})
    assert (article.source, article.url) == ("", "https://news.example/20210304/a")
    assert article.published is not None
    assert article.published.date().isoformat() == "2021-03-04"


def test_midnight_to_the_second_is_a_day() -> None:
    article = read({"title": "Nine", "publish_date": "2021-03-04 00:00:00", "text": LONG})
    assert article.published_precision is Precision.DAY


def test_when_a_page_was_kept_counts_only_where_nothing_else_tells_a_day() -> None:
    kept = {"title": "Nine", "created": "2024-11-05", "text": LONG}
    alone, dated = read(kept), read({**kept, "url": "https://news.example/2021/03/04/a"})
    assert [one.published and one.published.year for one in (alone, dated)] == [2024, 2021]


def test_chinese_field_names_are_known() -> None:
    article = read({"标题": "港口签约", "发布时间": "2021-03-04", "正文": LONG, "来源": "港口日报"})
    assert (article.title, article.source) == ("港口签约", "港口日报")
    assert article.published is not None
