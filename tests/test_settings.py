"""Settings: defaults, the file, its mistakes, and where everything lies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SettingsError
from index.settings import (
    RULES,
    Settings,
    library_folder,
    load_settings,
    places,
    read_settings,
    samples_folder,
    set_lines,
    settings_file,
)

if TYPE_CHECKING:
    from pathlib import Path

_DEFAULT = Settings()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a settings file that is not there yet."""
    return tmp_path / "config.toml"


def test_without_a_file_all_is_at_its_default(file: Path) -> None:
    assert read_settings(file) == Settings()
    assert load_settings(file) == (Settings(), ())


def test_the_file_sets_what_it_names_and_leaves_the_rest(file: Path) -> None:
    file.write_text('measure = 66\nlibrary = "~/news"\n', encoding="utf-8")
    assert read_settings(file) == Settings(measure=66, library="~/news")
    file.write_text("recency = 1", encoding="utf-8")
    assert read_settings(file) == Settings(recency=1)


def test_every_setting_can_be_set(file: Path) -> None:
    file.write_text(
        'measure = 100\ntheme = "nord"\nicons = "ascii"\nmotion = false\nsort = "title"\n'
        'mark_read_after = 2.5\nrecency = 0.5\nlibrary = "/news"\n[keys]\nopen = "o"\n',
        encoding="utf-8",
    )
    expected = Settings(100, "nord", "ascii", False, "title", 2.5, 0.5, "/news", {"open": ("o",)})
    assert load_settings(file) == (expected, ())
    assert read_settings(file) == expected


def test_a_byte_order_mark_and_line_ends_of_windows_are_no_mistake(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfmeasure = 70\r\nmotion = false\r\n")
    assert load_settings(file) == (Settings(measure=70, motion=False), ())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("measure = ", "Correct the file"),
        ("mesure = 70", "There is no setting “mesure”. Did you mean “measure”?"),
        ("Mark-Read-After = 1", "Did you mean “mark_read_after”?"),
        ("[key]\nopen = 'o'", "Did you mean “keys”?"),
        ("xyzzy = 1", "Known are: measure, theme, icons,"),
        ('measure = "70"', "“measure” must be a whole number"),
        ("theme = 3", "“theme” must be a text in quotes"),
        ("theme = ''", "“theme” must be a text in quotes: the name of a theme"),
        ("measure = true", "“measure” must be a whole number"),
        ("measure = 20", "from 40 to 160"),
        ('recency = "much"', "“recency” must be a number"),
        ("recency = true", "“recency” must be a number"),
        ("recency = 2", "from 0 to 1"),
        ("recency = nan", "from 0 to 1"),
        ("mark_read_after = -2", "from 0 to 3600, or -1 for never"),
        ("mark_read_after = inf", "from 0 to 3600, or -1 for never"),
        ('sort = "relevance"', '“sort” must be "newest", "oldest", "title" or "source"'),
        ('icons = "emoji"', '“icons” must be "unicode" or "ascii"'),
        ("motion = 0", "“motion” must be true or false"),
        ("keys = 3", "“keys” must be a table: [keys]"),
        ("keys.open = 3", "“open” in [keys] must be a key in quotes"),
        ("keys.open = ['a', 3]", "“open” in [keys] must be a key in quotes"),
        ("keys.open = 'a,b'", "“open” in [keys] must be a key in quotes"),
        ("keys.open = 'a b'", "“open” in [keys] must be a key in quotes"),
        ("keys.open = 'x'\nkeys.star = 'x'", "“star” in [keys] asks for x, which is given to"),
        ('library = "a\\u0000b"', "“library” holds a zero character"),
        ("measure = " + "[" * 5000, "Correct the file"),
        ("measure = " + "9" * 5000, "a number of too many digits"),
        ('"\\u001b[31m" = 1', "There is no setting “\\x1b[31m”."),
    ],
)
def test_a_mistake_is_told_with_the_file_and_the_key(
    file: Path, content: str, sentence: str
) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert str(file) in str(caught.value)
    assert sentence in str(caught.value)
    settings, problems = load_settings(file)
    assert problems == (str(caught.value),)
    kept = {"open": ("x",)} if "star" in content else {}
    assert settings == replace(_DEFAULT, keys=kept)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("measure = ", "line 1, column 10"),
        ("measure = \n", "line 1, column 11"),
        ("measure = 70\n\ntheme = nord\n", "line 3, column 9"),
        ("measure = 70\nmeasure = 71\n", "line 2, column 13"),
        ('theme = "nord\n', "line 1, column 14"),
        ("[keys]\nopen = [\n  'a',\n\n\n", "line 3, column 7"),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_line_and_column(
    file: Path, content: str, place: str
) -> None:
    """All settings are at their defaults then, and there is one sentence."""
    file.write_text(content, encoding="utf-8")
    settings, problems = load_settings(file)
    assert settings == Settings()
    assert len(problems) == 1
    assert f"{file}, {place}: " in problems[0]


def test_bytes_that_are_no_text_are_told_of(file: Path) -> None:
    file.write_bytes(b"measure = 70\ntheme = '\xff'")
    with pytest.raises(SettingsError, match=r"config\.toml, line 2, column 10: this is not text"):
        read_settings(file)
    assert load_settings(file)[0] == Settings()


def test_what_cannot_be_read_at_all_leaves_every_default(tmp_path: Path) -> None:
    settings, problems = load_settings(tmp_path)
    assert settings == Settings()
    assert str(tmp_path) in problems[0]


def test_only_the_setting_that_is_wrong_falls_back(file: Path) -> None:
    file.write_text(
        "measure = 20\ntheme = 'nord'\nmesure = 3\n[keys]\nopen = 'ctrl+o'\nstar = 3\nquit = ''\n",
        encoding="utf-8",
    )
    settings, problems = load_settings(file)
    assert settings == Settings(theme="nord", keys={"open": ("ctrl+o",), "quit": ()})
    assert [problem.partition(": ")[0] for problem in problems] == [
        f"{file}, line {line}" for line in (1, 3, 6)
    ]


def test_keys_are_one_several_or_none(file: Path) -> None:
    file.write_text(
        "[keys]\nopen = 'enter'\nstar = ['s', 'ctrl+s']\nquit = ''\nhelp = []\n", encoding="utf-8"
    )
    keys = {"open": ("enter",), "star": ("s", "ctrl+s"), "quit": (), "help": ()}
    assert read_settings(file).keys == keys


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("# news\n\nmeasure = 70\n", {"measure": 3}),
        ("theme = 'nord' # measure = 3\nmeasure = 70", {"theme": 1, "measure": 2}),
        ("library = '''\nmeasure = 3\n'''\nmeasure = 70", {"library": 1, "measure": 4}),
        ("measure = 20\nmotion = true", {"motion": 2}),
        ('"measure" = 70\n"mo\\u0074ion" = true', {"measure": 1, "motion": None}),
        ('"mo\\u0074ion" = true\n# motion = false', {"motion": None}),
        ('"li\\u0062rary" = """\nlibrary = 3\n"""', {"library": None}),
        ("[keys]\n# open\nopen = [\n  'a',\n]\nstar = 3", {"keys.open": 3}),
        ("motion = true\nkeys.open = 'o'", {"motion": 1, "keys.open": 2}),
        ("motion = true\nkeys = {quit = 'x', open = 'o'}", {"motion": 1, "keys.quit": 2}),
        ("[other]\nopen = 'a'\n[keys]\nopen = 'o'", {"keys.open": 4}),
        ("measure = ", {}),
    ],
)
def test_each_setting_has_the_line_on_which_it_is_set(
    file: Path, content: str, lines: dict[str, int | None]
) -> None:
    """A setting that does not hold is not set by the file."""
    file.write_text(content, encoding="utf-8")
    found = set_lines(file)
    assert {name: found[name] for name in lines} == lines
    assert found.keys() - lines.keys() <= {"keys.open"}


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_no_file_keeps_the_reader_from_starting(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    settings, problems = load_settings(file)
    assert settings == Settings() or not problems
    set_lines(file)


_VALUES = st.recursive(
    st.one_of(
        st.integers(-200, 200).map(str),
        st.floats(width=16).map(str),
        st.sampled_from(["true", "false", "'ascii'", "'title'", "''", "'\\u0000'"]),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*RULES, "keys.open", "mesure"]), _VALUES))
def test_whatever_is_set_the_settings_are_in_their_ranges(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str]
) -> None:
    file = tmp_path_factory.getbasetemp() / "some.toml"
    file.write_text("".join(f"{name} = {value}\n" for name, value in values.items()))
    settings, problems = load_settings(file)
    assert all(rule.fits(getattr(settings, name)) for name, rule in RULES.items())
    assert all(isinstance(settings.keys[action], tuple) for action in settings.keys)
    if problems:
        with pytest.raises(SettingsError):
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
    settings, problems = load_settings()
    assert settings == Settings()
    assert "nobody-of-this-name" in problems[0]


def test_the_sample_articles_are_found() -> None:
    folder = samples_folder()
    assert folder is not None
    assert list(folder.glob("*.txt"))
