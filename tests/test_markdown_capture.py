"""Markdown files become articles, whoever wrote them and however."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Capture
from index.dates import Precision
from index.errors import NotAnArticleError
from index.formats import read_capture
from index.formats.front_matter import split_front_matter
from index.formats.markdown_blocks import read_blocks
from index.text import markup

YAML = """---
title: "Harbour town: a new free zone"
date: 2021-03-04 09:30:00 +0800
authors: [Ann Wu, 'Bo Li']
sections:
  - Ports
  - Free zones
source: Harbour Daily   # as printed
url: https://news.example/ports/1
summary: >
  folded over
  two lines
draft: false
---

# Harbour town: a new free zone

Ships came **early** to the [new quay](https://quay.example/a), *all of them*.

![The quay at dawn](quay.jpg "Dawn at the quay")

## What it costs

- berths: 12
- cranes:
  - tall: 3

1. first
2. second

> "It is done," the mayor said.

    code stands
    in lines

<div>Raw <b>HTML</b> &amp; more</div>
"""


def read(text: str, name: str = "a.md") -> Article:
    return read_capture(Capture(name, text.encode(), f"/invented/{name}"))


def test_front_matter_tells_the_fields_and_the_body_keeps_its_form() -> None:
    article = read(YAML)
    assert article.title == "Harbour town: a new free zone"
    assert article.published is not None
    assert article.published.isoformat() == "2021-03-04T09:30:00+08:00"
    assert article.published_precision is Precision.MINUTE
    assert article.authors == ("Ann Wu", "Bo Li")
    assert article.sections == ("Ports", "Free zones")
    assert (article.source, article.site) == ("Harbour Daily", "news.example")
    assert article.captions == ("Dawn at the quay",)
    assert article.language == "en"
    assert markup.split_blocks(article.body) == [
        "Ships came **early** to the [new quay](https://quay.example/a), *all of them*.",
        "## What it costs",
        "- berths: 12\n- cranes:\n- tall: 3",
        "1. first\n2. second",
        '> "It is done," the mayor said.',
        "code stands",
        "in lines",
        "Raw HTML \\&amp; more",
    ]


def test_toml_front_matter_is_read_too() -> None:
    article = read('+++\ntitle = "Park opens"\ndate = 2020-11-10\ntags = ["a"]\n+++\nTen firms.\n')
    assert article.title == "Park opens"
    assert article.published is not None
    assert article.published.date() == date(2020, 11, 10)
    assert article.published_precision is Precision.DAY


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    article = read("Park opens\n==========\n\nTen firms moved in.\n", "2020-11-10-park.md")
    assert (article.title, article.body) == ("Park opens", "Ten firms moved in.")
    assert article.published is not None
    assert article.published.date() == date(2020, 11, 10)


@pytest.mark.parametrize("text", ["Only a line.", "# Only a title", "---\ntitle: x\n---\n"])
def test_a_text_without_title_or_body_is_no_article(text: str) -> None:
    with pytest.raises(NotAnArticleError):
        read(text)


def test_broken_front_matter_loses_its_fields_only() -> None:
    fields, rest = split_front_matter("---\ntitle: 'x\n  - [\n: :\nkey\n---\nbody")
    assert fields["title"]
    assert rest == "body"
    assert split_front_matter("+++\nx = = 1\n+++\nbody") == ({}, "body")


WORDS = st.text(alphabet="ab *_[]`\\#>-1.<&~中", min_size=1, max_size=20).filter(str.strip)
BLOCK = st.one_of(
    st.builds(markup.paragraph, WORDS),
    st.builds(markup.heading, WORDS, st.integers(1, 6)),
    st.builds(markup.bullets, st.lists(WORDS, min_size=1, max_size=3)),
    st.builds(markup.numbered, st.lists(WORDS, min_size=1, max_size=3), st.integers(1, 99)),
    st.builds(markup.quote, WORDS),
)


def _apart(blocks: list[str]) -> bool:
    """CommonMark joins neighbouring lists and quotes of one kind; readers of captures do too."""
    kinds = [
        block[0] if block[0] in "->" else "1" if block[0].isdigit() else "" for block in blocks
    ]
    return all(not one or one != other for one, other in itertools.pairwise(kinds))


@given(st.lists(BLOCK, max_size=4).filter(_apart))
def test_a_body_of_our_blocks_comes_out_as_it_went_in(blocks: list[str]) -> None:
    assert read_blocks("\n\n".join(blocks)).blocks == blocks


@given(st.text(alphabet="ab \n*_[]()`\\#>-+1.<>&!|:~中", max_size=80))
def test_blocks_made_of_any_text_are_stable(text: str) -> None:
    """Reading what was written changes nothing more."""
    once = read_blocks(text).blocks
    again = read_blocks("\n\n".join(once)).blocks
    assert [markup.plain_text(block) for block in again] == [
        markup.plain_text(block) for block in read_blocks("\n\n".join(again)).blocks
    ]


def test_a_note_with_its_fields_below_the_text_is_read() -> None:
    article = read(
        "Harbour town signs\n\nNine contracts were signed on Monday.\n\n"
        "id: 4f1d6a3be8a94d0bb0c7a2d0a1b2c3d4\ncreated_time: 2024-11-05T10:00:00.000Z\n"
        "is_conflict: 0\nsource_url: https://news.example/2021/03/04/a\ntype_: 1"
    )
    assert (article.title, article.body) == (
        "Harbour town signs",
        "Nine contracts were signed on Monday.",
    )
    assert article.url == "https://news.example/2021/03/04/a"
    assert article.published is not None
    assert article.published.date() == date(2021, 3, 4)


def test_a_line_that_names_the_address_of_a_clipped_page_is_no_text() -> None:
    article = read(
        "# Harbour town signs\n\nSource: <https://news.example/2021/03/04/a>\n\n"
        "Nine contracts were signed on Monday.\n"
    )
    assert article.url == "https://news.example/2021/03/04/a"
    assert article.body == "Nine contracts were signed on Monday."


@pytest.mark.parametrize(
    ("title", "name"), [("Bulletin (20210304)", "bulletin.md"), ("Bulletin", "20210304.md")]
)
def test_eight_digits_of_title_or_file_name_are_the_day_where_nothing_else_tells(
    title: str, name: str
) -> None:
    article = read_capture(Capture(name, f"# {title}\n\nShips came.\n".encode(), "/invented"))
    assert article.published is not None
    assert article.published.date() == date(2021, 3, 4)
