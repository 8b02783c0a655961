"""The commands that mark an article: what they keep, print, and make findable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from index.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def broadsheet(library_folder: Path) -> Callable[..., Result]:
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["--library", str(library_folder), *arguments])

    return call


@pytest.fixture
def article(broadsheet: Callable[..., Result]) -> str:
    """Return the id of the newest article."""
    return str(json.loads(broadsheet("list", "--limit", "1", "--json").stdout)[0]["id"])


def test_a_tag_is_kept_found_and_taken_away(
    broadsheet: Callable[..., Result], article: str
) -> None:
    assert broadsheet("tag", article, "Ports", "to read").stdout == "Ports\nto read\n"
    found = json.loads(broadsheet("search", "tag:ports", "--json").stdout)
    assert [one["id"] for one in found] == [article]
    assert json.loads(broadsheet("tag", "--json").stdout) == {"Ports": 1, "to read": 1}
    assert "1  Ports" in broadsheet("tag").stdout
    assert broadsheet("tag", article, "PORTS", "--remove").stdout == "to read\n"
    assert "0 found" in broadsheet("search", "tag:ports").stderr


def test_an_article_without_tags_or_note_says_so(
    broadsheet: Callable[..., Result], article: str
) -> None:
    assert broadsheet("tag", article).stderr == "This article has no tags.\n"
    assert "No tags yet" in broadsheet("tag").stderr
    assert broadsheet("note", article).stderr == "This article has no note.\n"
    assert json.loads(broadsheet("note", article, "--json").stdout) is None


def test_a_note_is_kept_found_and_removed(broadsheet: Callable[..., Result], article: str) -> None:
    text = "Ask about the lease.\x1b]0;gone\x07"
    assert broadsheet("note", article, text).stdout.startswith("Ask about the lease.")
    assert "\x1b" not in broadsheet("note", article).stdout
    found = json.loads(broadsheet("search", "has:note", "--json").stdout)
    assert [one["id"] for one in found] == [article]
    assert broadsheet("note", article, "").stderr == "This article has no note.\n"


@pytest.mark.parametrize("command", ["tag", "note"])
def test_an_article_that_is_not_there_cannot_be_marked(
    broadsheet: Callable[..., Result], command: str
) -> None:
    done = broadsheet(command, "zzzzzz", "x")
    assert done.exit_code != 0
