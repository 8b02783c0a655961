"""An article as plain text and as the line that cites it."""

from __future__ import annotations

from datetime import UTC, datetime

from index.article import Article
from index.dates import Precision
from index.plain_text import article_text, body_text, citation, day_text

WHOLE = Article(
    id="1",
    title="Harbour opens",
    body="## What it *means*\n\nFreight rose, [officers](https://x.example/) said.\n\n- one\n- two",
    published=datetime(2021, 3, 4, 8, 5, tzinfo=UTC),
    published_precision=Precision.MINUTE,
    source="Harbour Daily",
    site="harbour.example",
    url="https://harbour.example/1",
    sections=("News", "Ports"),
    authors=("Li Wei", "Anna Berg"),
    captions=("A crane.",),
)
BARE = Article(id="2", title="Notice", body="")


def test_a_whole_article_is_told_from_its_title_to_its_address() -> None:
    assert article_text(WHOLE) == (
        "Harbour opens\n"
        "News › Ports · Harbour Daily · harbour.example · 4 Mar 2021, 08:05 · Li Wei, Anna Berg\n\n"
        "## What it means\n\nFreight rose, officers said.\n\n- one\n- two\n\n"
        "[A crane.]\n\nhttps://harbour.example/1\n"
    )


def test_what_an_article_lacks_leaves_no_gap() -> None:
    assert article_text(BARE) == "Notice\nno date\n"
    assert body_text(BARE) == ""
    assert citation(BARE) == "“Notice”"


def test_a_citation_is_one_line_with_all_that_is_known() -> None:
    assert citation(WHOLE) == (
        "Li Wei, Anna Berg, “Harbour opens”, Harbour Daily, 4 Mar 2021, https://harbour.example/1"
    )


def test_a_citation_names_the_site_where_no_source_is_known() -> None:
    article = Article(id="3", title="One\ntwo\x1b[31m", body="", site="harbour.example")
    assert citation(article) == "“One two”, harbour.example"


def test_a_day_is_told_with_its_time_only_where_that_is_known() -> None:
    when = datetime(2021, 3, 4, 8, 5, tzinfo=UTC)
    assert day_text(when) == day_text(when, Precision.DAY) == "4 Mar 2021"
    assert day_text(when, Precision.MINUTE) == "4 Mar 2021, 08:05"
    assert day_text(None) == "no date"
