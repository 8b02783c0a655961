"""The command line lists saved searches and notes, and shows an article with its marks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from stories import pairs, story

from index.cli import cli
from index.results import Sort

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from index.library import Library


@pytest.fixture
def broadsheet(library: Library, library_folder: Path) -> Callable[..., Result]:
    del library  # is open beside the command

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["--library", str(library_folder), *arguments])

    return call


def test_saved_searches_are_listed_with_what_is_new(
    library: Library, broadsheet: Callable[..., Result]
) -> None:
    library.searches.save("Harbours\x1b[31m", "title:harbour", Sort.OLDEST)
    library.searches.save("", "rail")
    library.archive.keep(pairs(map(story, range(2))))
    assert broadsheet("saved").stdout.splitlines() == [
        "        3  Harbours · 2 new",
        "           title:harbour",
        "        1  rail",
    ]
    records = json.loads(broadsheet("saved", "--json").stdout)
    assert records[1] == {"name": "rail", "query": "rail", "sort": None, "total": 1, "new": 0}
    assert (records[0]["sort"], records[0]["total"], records[0]["new"]) == ("oldest", 3, 2)


def test_without_saved_searches_it_says_so(broadsheet: Callable[..., Result]) -> None:
    assert broadsheet("saved").stderr.startswith("No saved searches yet.")
    assert json.loads(broadsheet("saved", "--json").stdout) == []


def test_all_notes_are_listed_with_their_articles(
    library: Library, broadsheet: Callable[..., Result]
) -> None:
    assert broadsheet("note").stderr.startswith("No notes yet.")
    assert json.loads(broadsheet("note", "--json").stdout) == []
    first, second = library.first_page(2)
    library.set_note(first.number, "Ask about the lease.\n\nTwice.")
    library.set_note(second.number, "招商\x1b[2J")
    shown = broadsheet("note").stdout
    assert f"{first.title}\n" in shown
    assert "    Ask about the lease.\n\n    Twice.\n" in shown
    assert "    招商\n" in shown
    assert "\x1b" not in shown
    assert json.loads(broadsheet("note", "--json").stdout) == [
        {"id": one.id, "title": one.title, "note": library.note_of(one.number)}
        for one in sorted((first, second), key=lambda one: -one.number)
    ]


def test_an_article_is_shown_as_markdown_with_its_tags_and_note(
    library: Library, broadsheet: Callable[..., Result], tmp_path: Path
) -> None:
    headline = library.first_page(1)[0]
    before = broadsheet("show", headline.id, "--markdown").stdout
    assert "tags:" not in before
    assert "note:" not in before
    library.set_tag([headline.number], "招商", True)
    library.set_tag([headline.number], "two words", True)
    library.set_note(headline.number, 'Ask: "when?"\n---\nTwice.')
    shown = broadsheet("show", headline.id, "--markdown").stdout
    head = shown.split("\n---\n")[0].splitlines()
    assert head[-2:] == [
        'tags: ["two words", "招商"]',
        'note: "Ask: \\"when?\\"\\n---\\nTwice."',
    ]
    assert (
        json.loads(broadsheet("show", headline.id, "--json").stdout)
        .keys()
        .isdisjoint({"tags", "note"})
    )
    page = tmp_path / "shown.md"
    page.write_text(shown, encoding="utf-8")
    again = json.loads(broadsheet("parse", str(page), "--json").stdout)
    assert again["body"] == library.article(headline.number).body
