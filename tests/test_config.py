"""`broadsheet config` tells every setting, where its value came from, and what is wrong."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from index.choices import Choices
from index.cli import Context, cli, run
from index.settings import RULES, Settings

_NAMES = (("open", "star"), ("broadsheet-dark", "nord"))


@pytest.fixture
def file() -> Path:
    """Return the path of the settings file, which is not there yet."""
    path = Path(os.environ["BROADSHEET_SETTINGS"])
    path.parent.mkdir(parents=True)
    return path


def _config(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), catch_exceptions=False)


def _told(*arguments: str) -> dict[str, dict[str, Any]]:
    done = _config(*arguments, "config", "--json")
    return {one["name"]: one for one in json.loads(done.stdout)["settings"]}


def test_without_a_file_every_setting_is_told_at_its_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("BROADSHEET_LIBRARY")
    told = _told()
    assert list(told) == list(RULES)
    assert {one["origin"] for one in told.values()} == {"default"}
    for name, one in told.items():
        assert one["value"] == one["default"] == getattr(Settings(), name)
    assert _config("config").exit_code == 0


def test_the_line_of_the_file_is_told(file: Path) -> None:
    file.write_text("# mine\nmeasure = 100\n[keys]\nopen = ['enter', 'o']\nquit = ''\n")
    told = _told()
    assert told["measure"] == {
        "name": "measure",
        "value": 100,
        "origin": "config.toml line 2",
        "default": 80,
    }
    assert (told["keys.open"]["value"], told["keys.open"]["origin"]) == (
        ["enter", "o"],
        "config.toml line 4",
    )
    assert told["keys.quit"]["value"] == []
    assert told["theme"]["origin"] == "default"


def test_what_was_chosen_in_the_reader_is_told_as_such(file: Path) -> None:
    file.write_text("theme = 'nord'")
    Choices().keep("theme", "dracula", "nord")
    Choices().keep("measure", 80, 80)
    told = _told()
    assert (told["theme"]["value"], told["theme"]["origin"]) == ("dracula", "chosen in the reader")
    assert told["measure"]["origin"] == "default"
    file.write_text("theme = 'gruvbox'")
    told = _told()
    assert (told["theme"]["value"], told["theme"]["origin"]) == ("gruvbox", "config.toml line 1")


def test_the_library_is_told_from_where_it_is_named(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("library = '/news'")
    told = _told("--library", "/given")["library"]
    assert (told["value"], told["origin"]) == ("/given", "--library")
    monkeypatch.setenv("BROADSHEET_LIBRARY", "/named")
    told = _told()["library"]
    assert (told["value"], told["origin"]) == ("/named", "variable BROADSHEET_LIBRARY")
    monkeypatch.delenv("BROADSHEET_LIBRARY")
    told = _told()["library"]
    assert (told["value"], told["origin"]) == ("/news", "config.toml line 1")


def test_the_table_is_aligned_and_has_defaults_where_they_differ(file: Path) -> None:
    file.write_text("measure = 100\nlibrary = '/新闻'\n")
    done = _config("--library", "/新闻", "config")
    lines = done.stdout.splitlines()
    assert lines[0] == str(file)
    heading = next(line for line in lines if line.startswith("setting "))
    measure = next(line for line in lines if line.startswith("measure "))
    assert measure.split() == ["measure", "100", "config.toml", "line", "1", "80"]
    assert measure.index("config.toml") == heading.index("from")
    assert measure.rindex("80") == heading.index("default")
    library = next(line for line in lines if line.startswith("library "))
    # Two wide characters stand for four columns.
    assert library.index("--library") + 2 == heading.index("from")
    assert next(line for line in lines if line.startswith("motion ")).split() == [
        *("motion", "true", "default")
    ]


def test_mistakes_are_told_and_end_with_one(file: Path) -> None:
    file.write_text("mesure = 70\ntheme = 'nord'\n")
    done = _config("config")
    assert done.exit_code == 1
    assert f"{file}, line 1: There is no setting “mesure”. Did you mean “measure”?" in done.stderr
    assert "config.toml line 2" in done.stdout
    done = _config("config", "--json")
    assert done.exit_code == 1
    assert "Did you mean “measure”?" in json.loads(done.stdout)["problems"][0]


def test_a_broken_file_is_told_with_line_and_column(file: Path) -> None:
    file.write_text("measure = 70\ntheme = nord\n")
    done = _config("config")
    assert done.exit_code == 1
    assert f"{file}, line 2, column 9: " in done.stderr
    assert "measure" in done.stdout


def test_a_settings_file_in_a_home_that_is_not_known_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BROADSHEET_SETTINGS", "~nobody-of-this-name/config.toml")
    done = _config("config")
    assert done.exit_code == 1
    assert "nobody-of-this-name" in done.stderr


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run a command as the program does, with the names that a reader knows."""
    monkeypatch.setattr(sys, "argv", ["broadsheet", *arguments])
    with pytest.raises(SystemExit) as left:
        run(_no_reader, lambda: _NAMES)
    code = left.value.code
    assert isinstance(code, int)
    return code


def _no_reader(context: Context, query: str) -> None:
    raise AssertionError((context, query))


@pytest.mark.usefixtures("_interruptible")
def test_actions_and_themes_that_the_reader_does_not_know_are_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("theme = 'nrod'\n[keys]\nopne = 'o'\nzzz = 'z'\nstar = 'x'\n")
    assert _run(monkeypatch, "config") == 1
    said = capsys.readouterr().err
    assert f"{file}, line 1: There is no theme “nrod”. Did you mean “nord”?" in said
    assert f"{file}, line 3: [keys] names no action “opne”. Did you mean “open”?" in said
    assert "no action “zzz”. Known are: open, star." in said
    assert "“star”" not in said


@pytest.mark.usefixtures("_interruptible")
def test_what_the_reader_knows_is_no_mistake(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("theme = 'nord'\n[keys]\nopen = 'o'\n")
    assert _run(monkeypatch, "config") == 0


@pytest.fixture
def _interruptible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the interrupt of the test run as it is, which the program gives up at its end."""
    monkeypatch.setattr("signal.signal", lambda *_: None)


def test_the_reader_gets_its_library_though_settings_are_wrong(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(f"measure = 3\nlibrary = '{tmp_path / 'news'}'\n")
    monkeypatch.delenv("BROADSHEET_LIBRARY")
    assert Context().folder == tmp_path / "news"
    settings, problems = Context().lenient()
    assert settings == Settings(library=str(tmp_path / "news"))
    assert len(problems) == 1
    file.write_text("measure = ")
    assert Context(tmp_path / "given").folder == tmp_path / "given"
    assert Context().folder.parts[-2:] == ("broadsheet", "library")


@pytest.mark.usefixtures("_interruptible")
def test_other_commands_refuse_settings_that_are_wrong(
    file: Path,
    library_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file.write_text("measure = 3")
    assert _run(monkeypatch, "--library", str(library_folder), "list") == 1
    assert "“measure” must be" in capsys.readouterr().err
