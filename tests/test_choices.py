"""What is chosen in the reader is remembered, until config.toml says something else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.choices import Choices
from index.errors import SettingsError
from index.results import Sort
from index.settings import choices_file

ROOT = Path(__file__).parents[1]


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    """Return choices in a file that is not there yet."""
    return Choices(tmp_path / "state" / "choices.json")


def _written(choices: Choices, content: object) -> None:
    choices.path.parent.mkdir(parents=True, exist_ok=True)
    choices.path.write_text(json.dumps(content), encoding="utf-8")


def test_before_anything_is_chosen_the_settings_hold(choices: Choices) -> None:
    assert choices.get("theme", "nord") == "nord"
    assert not choices.path.exists()


def test_a_choice_holds_for_the_next_reader(choices: Choices) -> None:
    choices.keep("theme", "nord", "broadsheet-dark")
    choices.keep("measure", 100, 80)
    later = Choices(choices.path)
    assert later.get("theme", "broadsheet-dark") == "nord"
    assert later.get("measure", 80) == 100


def test_a_setting_that_was_changed_since_wins_over_the_choice(choices: Choices) -> None:
    choices.keep("theme", "nord", "broadsheet-dark")
    assert choices.get("theme", "gruvbox") == "gruvbox"
    choices.keep("theme", "dracula", "gruvbox")
    assert choices.get("theme", "gruvbox") == "dracula"


def test_a_choice_can_be_forgotten(choices: Choices) -> None:
    choices.keep("theme", "nord", "broadsheet-dark")
    choices.keep("measure", 100, 80)
    choices.forget("theme")
    choices.forget("rail")
    assert choices.get("theme", "broadsheet-dark") == "broadsheet-dark"
    assert choices.get("measure", 80) == 100


def test_what_is_shown_or_not_may_be_undecided_in_the_settings(choices: Choices) -> None:
    undecided: bool | None = None
    assert choices.get("rail", undecided) is None
    choices.keep("rail", False, undecided)
    assert choices.get("rail", undecided) is False
    choices.keep("rail", None, undecided)
    assert choices.get("rail", undecided) is None


def test_an_order_comes_back_as_the_order_it_was(choices: Choices) -> None:
    choices.keep("sort", Sort.TITLE, Sort.NEWEST)
    assert choices.get("sort", Sort.NEWEST) is Sort.TITLE
    assert choices.get("sort", "newest") == "title"


@pytest.mark.parametrize(
    ("name", "chosen", "configured"),
    [
        ("measure", True, 80),
        ("measure", "100", 80),
        ("measure", 100_000, 80),
        ("measure", None, 80),
        ("theme", 3, "nord"),
        ("theme", "", "nord"),
        ("sort", "sideways", "newest"),
        ("rail", "yes", None),
        ("rail", [], None),
        ("list_width", 50.5, 40),
    ],
)
def test_a_choice_of_another_kind_or_out_of_range_is_none(
    choices: Choices, name: str, chosen: object, configured: object
) -> None:
    _written(choices, {name: {"chosen": chosen, "configured": configured}})
    assert choices.get(name, configured) == configured


def test_true_is_not_one(choices: Choices) -> None:
    choices.keep("list_width", 30, 1)
    assert choices.get("list_width", True) is True


@given(st.one_of(st.binary(max_size=80), st.just(b"[" * 100_000), st.just(b"9" * 10_000)))
def test_a_damaged_file_holds_no_choices_and_is_written_anew(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    choices = Choices(tmp_path_factory.getbasetemp() / "damaged.json")
    choices.path.write_bytes(content)
    assert choices.get("theme", "nord") == "nord"
    choices.keep("theme", "dracula", "nord")
    assert choices.get("theme", "nord") == "dracula"


@pytest.mark.parametrize(
    "content", [[], 3, None, {"theme": 3}, {"theme": {}}, {"theme": {"chosen": "dracula"}}]
)
def test_a_file_of_another_shape_holds_no_choices(choices: Choices, content: object) -> None:
    _written(choices, content)
    assert choices.get("theme", "nord") == "nord"


def test_a_file_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    choices = Choices(tmp_path / "file" / "choices.json")
    with pytest.raises(SettingsError, match=r"choices\.json"):
        choices.keep("theme", "nord", "broadsheet-dark")
    (tmp_path / "folder" / "deeper").mkdir(parents=True)
    choices = Choices(tmp_path / "folder")
    with pytest.raises(SettingsError, match="folder"):
        choices.keep("theme", "nord", "broadsheet-dark")
    assert choices.get("theme", "broadsheet-dark") == "broadsheet-dark"


def test_nothing_is_left_beside_the_file(choices: Choices) -> None:
    choices.keep("theme", "nord", "broadsheet-dark")
    choices.keep("theme", "dracula", "broadsheet-dark")
    assert list(choices.path.parent.iterdir()) == [choices.path]


def test_readers_that_write_at_the_same_time_lose_no_choice(choices: Choices) -> None:
    """Each of four programs keeps choices of its own; in the end all of them are there."""
    code = (
        "import sys; from pathlib import Path; from index.choices import Choices\n"
        "choices = Choices(Path(sys.argv[1]))\n"
        "for turn in range(25): choices.keep(f'{sys.argv[2]}-{turn}', turn, -1)"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", code, str(choices.path), name], cwd=ROOT)
        for name in "abcd"
    ]
    assert [program.wait() for program in programs] == [0, 0, 0, 0]
    kept = [choices.get(f"{name}-{turn}", -1) for name in "abcd" for turn in range(25)]
    assert kept == list(range(25)) * 4


def test_the_usual_file_lies_in_the_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    state = Path(os.environ["XDG_STATE_HOME"])
    monkeypatch.delenv("HOME", raising=False)
    assert Choices().path == choices_file()
    if sys.platform == "linux":
        assert choices_file() == state / "broadsheet" / "choices.json"
