"""README, docs and CHANGELOG say what the program does: its keys, commands, options, settings."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import click
import pytest

from index import __version__
from index.cli import cli
from index.formats import CAPTURE_SUFFIXES
from index.settings import RULES, Settings, load_settings
from tui.commands import COMMANDS, GROUPS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = sorted((ROOT / "docs").glob("*.md"))


def keys_table() -> str:
    """Return the table of keys as README must have it."""
    lines = ["| Key | Does |", "|---|---|"]
    for group in GROUPS:
        lines.append(f"| **{group}** | |")
        lines += [
            f"| {' '.join(map(_cell, command.shown_keys.split()))} | {command.title} |"
            for command in COMMANDS
            if command.group == group and command.keys
        ]
    return "\n".join(lines)


def _cell(key: str) -> str:
    # A bare bar would begin the next cell of the table.
    return "`{}`".format(key.replace("|", "\\|"))


def test_readme_has_every_key_of_the_table_and_no_other() -> None:
    table = re.search(r"<!-- keys:.*?-->\n(.*?)<!-- /keys -->", README, re.DOTALL)
    assert table is not None
    assert table[1].strip() == keys_table()


def test_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^\| `broadsheet ([a-z]+)", README, re.MULTILINE))
    assert named == set(cli.commands)


def test_readme_marks_the_commands_that_print_json() -> None:
    marked = set(re.findall(r"^\| `broadsheet ([a-z]+)[^|]*` \* \|", README, re.MULTILINE))
    with_json = {
        name
        for name, command in cli.commands.items()
        if any("--json" in parameter.opts for parameter in command.params)
    }
    assert marked == with_json


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_readme_names_every_option(name: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `broadsheet {name}"))
    for parameter in cli.commands[name].params:
        for option in parameter.opts if isinstance(parameter, click.Option) else ():
            assert option == "--json" or f"`{option}`" in row


def test_readme_shows_a_settings_file_with_every_setting_at_its_default(tmp_path: Path) -> None:
    """Only the library and the keys are examples, since nothing is what they are by default."""
    example = re.search(r"## Settings.*?```toml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    file = tmp_path / "config.toml"
    file.write_text(example[1], encoding="utf-8")
    settings, problems = load_settings(file)
    assert problems == ()
    assert list(tomllib.loads(example[1])) == list(RULES)
    assert replace(settings, library="", keys={}) == Settings()
    assert settings.keys.keys() <= {command.action for command in COMMANDS}


def test_the_formats_page_names_every_ending() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    missing = [
        ending
        for ending in CAPTURE_SUFFIXES
        if not ending.endswith(".gz") and f"`{ending}`" not in page
    ]
    assert missing == []


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS], ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_map_of_the_house_names_files_that_exist() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:index|tui)/[a-z_/]+(?:\.py|\.tcss|/))`", page))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_map_of_the_house_names_every_module() -> None:
    """Those of the readers of pages, of the engine and of the commands stand for themselves."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(\w+\.py)`", page))
    modules = [*(ROOT / "tui").glob("*.py"), *(ROOT / "index").rglob("*.py")]
    beside = {"formats", "engine", "cli"}
    assert {path.name for path in modules if path.parent.name not in beside} - named == set()


def test_the_change_log_begins_with_this_version() -> None:
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", log, re.MULTILINE)[1] == __version__  # type: ignore[index]


def test_the_test_command_of_readme_is_the_one_that_check_calls() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^make test ", README, re.MULTILINE)
    assert re.search(r"^check: .*\btest\b", makefile, re.MULTILINE)
    assert "make check" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
