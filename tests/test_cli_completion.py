"""A shell completes commands, options and their values, without a library and fast."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.cli import cli

ROOT = Path(__file__).parents[1]


def _program(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, stdin=subprocess.DEVNULL,
        env=os.environ | {"BROADSHEET_LIBRARY": "/nowhere"} | variables,
    )  # fmt: skip


def _script(shell: str) -> Result:
    return CliRunner().invoke(cli, ["completion", shell], catch_exceptions=False)


def _completed(line: str) -> list[str]:
    """Return what bash is told for a line of words, the last of which is being typed."""
    done = _program(
        _BROADSHEET_COMPLETE="bash_complete",
        COMP_WORDS=line,
        COMP_CWORD=str(line.count(" ")),
    )
    assert done.returncode == 0
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("broadsheet se", ["plain,search"]),
        ("broadsheet search --so", ["plain,--sort"]),
        ("broadsheet search --sort ti", ["plain,title"]),
        ("broadsheet search --sort=ti", ["plain,title"]),
        ("broadsheet --library ", ["dir,"]),
        ("broadsheet add pag", ["file,pag"]),
        ("broadsheet completion z", ["plain,zsh"]),
        ("broadsheet no-such-command x", []),
        ("broadsheet show ", []),
    ],
)
def test_a_line_is_completed_without_any_library(line: str, expected: list[str]) -> None:
    assert _completed(line) == expected


@pytest.mark.parametrize(
    "variables",
    [
        {"_BROADSHEET_COMPLETE": "bash_complete"},
        {"_BROADSHEET_COMPLETE": "bash_complete", "COMP_WORDS": "a b", "COMP_CWORD": "x"},
        {"_BROADSHEET_COMPLETE": "nonsense"},
    ],
)
def test_a_question_of_no_shell_has_no_answer(variables: dict[str, str]) -> None:
    done = _program(**variables)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_completing_loads_neither_screen_nor_index() -> None:
    code = (
        "import sys, contextlib\nfrom tui.__main__ import main\n"
        "with contextlib.suppress(SystemExit): main()\nprint(*sys.modules)"
    )
    asked = {
        "_BROADSHEET_COMPLETE": "bash_complete",
        "COMP_WORDS": "broadsheet ",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, cwd=ROOT, env=os.environ | asked,
    )  # fmt: skip
    assert "plain,search" in done.stdout
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"textual", "rich", "whoosh", "lxml", "sqlite3", "numpy", "pebble"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell: str) -> None:
    done = _script(shell)
    assert done.exit_code == 0
    assert f"_BROADSHEET_COMPLETE={shell}_complete" in done.stdout


def test_a_shell_without_a_script_is_a_wrong_command() -> None:
    done = _script("tcsh")
    assert done.exit_code == 2
    assert "bash" in done.stderr


def test_bash_itself_completes_with_the_script(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    program = tmp_path / "broadsheet"
    program.write_text(f'#!/bin/sh\ncd "{ROOT}" && exec "{sys.executable}" -m tui "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    asked = (
        "COMP_WORDS=(broadsheet se); COMP_CWORD=1; _broadsheet_completion broadsheet\n"
        'echo "${COMPREPLY[@]}"'
    )
    script = _script("bash").stdout
    done = subprocess.run(
        [bash, "--norc", "-c", f"{script}\n{asked}"],
        capture_output=True, text=True, check=True,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.stdout.split() == ["search"]
