"""The manual page says what the tables of commands, keys and settings say, in sound roff."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest

from index.cli import cli
from index.settings import RULES
from tui.commands import COMMANDS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "broadsheet.1"
_REQUESTS = {".TH", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi", ".nh", ".ad", '.\\"'}


@pytest.fixture(scope="module")
def writer() -> dict[str, Any]:
    """Return what `docs/write_manual.py` defines."""
    return runpy.run_path(str(ROOT / "docs" / "write_manual.py"))


def test_the_page_is_what_the_tables_say(writer: dict[str, Any]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == writer["page"](), "docs/broadsheet.1 is out of date; run: make manual"


def test_the_page_has_every_command_option_action_and_setting(writer: dict[str, Any]) -> None:
    page, literal = writer["page"](), writer["literal"]
    for name, command in cli.commands.items():
        assert f".SS \\fB{literal(f'broadsheet {name}')}\\fR" in page
        options = [one for one in command.params if isinstance(one, click.Option)]
        assert all(f"\\fB{literal(one.opts[0])}\\fR" in page for one in options)
    for one in COMMANDS:
        assert f"\\fI{literal(one.action)}\\fR" in page
        assert all(f"\\fB{literal(key)}\\fR" in page for key in one.shown_keys.split())
    for name in RULES:
        assert f".TP\n\\fB{literal(name)}\\fR\n" in page


def test_every_line_is_text_or_a_request_that_is_known(writer: dict[str, Any]) -> None:
    lines = writer["page"]().splitlines()
    assert all(line and line.isascii() for line in lines)
    requests = {line.split()[0] for line in lines if line[0] in ".'"}
    assert requests <= _REQUESTS


@pytest.mark.parametrize(
    ("words", "roff"),
    [
        (".config", "\\&.config"),
        ("'quoted", "\\&'quoted"),
        ("a\\b", "a\\(rsb"),
        ("well-known --sort -1", "well-known \\-\\-sort \\-1"),
        ("~/news ^", "\\(ti/news \\(ha"),
        ("↓ 报", "\\[u2193] \\[u62A5]"),
    ],
)
def test_prose_reads_as_it_was_written(writer: dict[str, Any], words: str, roff: str) -> None:
    assert writer["prose"](words) == roff


def test_what_is_to_be_copied_keeps_every_letter(writer: dict[str, Any]) -> None:
    assert writer["literal"]("x-y --a '`^~\\") == "x\\-y \\-\\-a \\(aq\\(ga\\(ha\\(ti\\(rs"


def test_roff_reads_the_page_without_a_warning() -> None:
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("there is no groff here")
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww", "-P-c", str(PAGE)],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stderr == ""
    read = re.sub(r".\x08", "", done.stdout)  # bold letters are struck twice
    assert 'eval "$(broadsheet completion bash)"' in read
    assert "~/.config/broadsheet/config.toml" in read
