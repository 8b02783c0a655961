"""Settings: defaults, the file, its mistakes, and where everything lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import SettingsError
from index.settings import Settings, library_folder, places, read_settings, settings_file

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_file_all_is_at_its_default(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml") == Settings()


def test_the_file_sets_what_it_names_and_leaves_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('measure = 66\nlibrary = "~/news"\n', encoding="utf-8")
    assert read_settings(file) == Settings(measure=66, library="~/news")
    file.write_text("recency = 1", encoding="utf-8")
    assert read_settings(file) == Settings(recency=1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("measure = ", "Correct the file"),
        ("mesure = 70", "no setting “mesure”. Known are: measure, theme, library"),
        ('measure = "70"', "“measure” must be a whole number"),
        ("theme = 3", "“theme” must be a text in quotes"),
        ("measure = true", "“measure” must be a whole number"),
        ("measure = 20", "from 40 to 160"),
        ('recency = "much"', "“recency” must be a number"),
        ("recency = true", "“recency” must be a number"),
        ("recency = 2", "from 0 to 1"),
        ("recency = nan", "from 0 to 1"),
        ('theme = "pink"', "must be one of: broadsheet-dark, broadsheet-light"),
        ('library = "a\\u0000b"', "“library” holds a zero character"),
        ("measure = " + "[" * 5000, "Correct the file"),
    ],
)
def test_a_mistake_is_told_with_the_file_and_the_key(
    tmp_path: Path, content: str, sentence: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert str(file) in str(caught.value)
    assert sentence in str(caught.value)


def test_bytes_that_are_no_text_are_told_of(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"config\.toml"):
        read_settings(file)


def test_the_library_is_the_one_given_then_the_variable_then_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(library=str(tmp_path / "set"))
    monkeypatch.setenv("BROADSHEET_LIBRARY", str(tmp_path / "named"))
    assert library_folder(tmp_path / "given", settings) == tmp_path / "given"
    assert library_folder(None, settings) == tmp_path / "named"
    monkeypatch.delenv("BROADSHEET_LIBRARY")
    assert library_folder(None, settings) == tmp_path / "set"
    assert library_folder(None, Settings()).parts[-2:] == ("broadsheet", "library")


def test_every_place_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROADSHEET_SETTINGS")
    found = places()
    assert found.settings == settings_file()
    assert found.settings.name == "config.toml"
    assert found.log.name == "broadsheet.log"


def test_a_home_that_is_not_known_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = "~nobody-of-this-name/news"
    monkeypatch.setenv("BROADSHEET_SETTINGS", nobody)
    monkeypatch.setenv("BROADSHEET_LIBRARY", nobody)
    with pytest.raises(SettingsError, match="nobody-of-this-name"):
        library_folder()
    with pytest.raises(SettingsError, match="nobody-of-this-name"):
        read_settings()
