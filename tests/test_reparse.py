"""Kept captures read again: what changes, what stays, and what no longer becomes an article."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from index.article import Article, Capture
from index.parsing import read_one
from index.reparse import reparse
from index.store.archive import Archive
from index.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAGE = """# {title}

The town of {title} opened a service window for investors on Monday, officials said at a forum.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Database(tmp_path / "library" / "library.sqlite3") as database:
        yield Archive(database)


def _page(title: str) -> Capture:
    return Capture(f"{title}.md", _PAGE.format(title=title).encode(), f"pages/{title}.md")


def _keep(archive: Archive, capture: Capture, **as_once_read: Any) -> Article:
    """Keep a page as if readers of another day had read it with other values."""
    article = dataclasses.replace(read_one(capture), **as_once_read)
    archive.keep([(capture, article)])
    return article


def _never() -> bool:
    return False


def test_what_is_read_differently_today_changes_and_is_told_with_its_fields(
    archive: Archive,
) -> None:
    _keep(archive, _page("Same"))
    old = _keep(archive, _page("Better"), title="Bettter", language="de")
    done: list[int] = []
    changes = reparse(archive, done.append, _never)
    assert changes.changed == (("Better", ("title", "language")),)
    assert (changes.same, changes.failed) == (1, ())
    assert done == [1, 2]
    assert archive.article(archive.number_of(old.id)).title == "Better"
    assert reparse(archive, done.append, _never).same == 2


def test_an_address_that_only_an_older_capture_has_is_no_difference(archive: Archive) -> None:
    _keep(archive, _page("Harbour"), body="As it was once read.", url="https://harbour.example/1")
    changes = reparse(archive, lambda _: None, _never)
    assert changes.changed == (("Harbour", ("body",)),)


def test_a_capture_that_no_longer_becomes_an_article_leaves_it_as_it_was(archive: Archive) -> None:
    article = read_one(_page("Kept"))
    archive.keep([(Capture("kept.md", b"", "pages/kept.md"), article)])
    _keep(archive, _page("Other"))
    changes = reparse(archive, lambda _: None, _never)
    assert [error.origin for error in changes.failed] == ["pages/kept.md"]
    assert changes.same == 1
    assert archive.article(archive.number_of(article.id)).title == "Kept"


def test_batches_are_kept_as_they_are_read(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.reparse._BATCH", 2)
    for n in range(5):
        _keep(archive, _page(f"Number {n}"), language="de")
    kept: list[int] = []
    reparse(
        archive, lambda _: kept.append(dict(archive.counts_by("language")).get("en", 0)), _never
    )
    assert kept == [0, 2, 2, 4, 4]
    assert archive.counts_by("language") == [("en", 5)]


def test_stopping_keeps_what_was_read_again(archive: Archive) -> None:
    for n in range(30):
        _keep(archive, _page(f"Number {n}"), language="de")
    done: list[int] = []
    changes = reparse(archive, done.append, lambda: len(done) >= 5)
    count = len(changes.changed)
    assert 5 <= count < 30
    assert sorted(archive.counts_by("language")) == [("de", 30 - count), ("en", count)]
