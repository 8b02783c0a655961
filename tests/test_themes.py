"""Every theme of Textual has the colours that our styles name, and all of them can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from reading_room import STACKED, WIDE, Reader, Room
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from index.settings import Settings
from tui.theme_colours import contrast, readable, theme_colours
from tui.themes import (
    DARK,
    DARK_NAME,
    LIGHT,
    LIGHT_NAME,
    is_dark,
    names_with,
    theme_names,
    unknown_theme,
)

if TYPE_CHECKING:
    from pathlib import Path

    from textual.strip import Strip

    from tui.app import BroadsheetApp

THEMES = {theme.name: theme for theme in (DARK, LIGHT, *BUILTIN_THEMES.values())}
LEAST = {"ink": 7, "foreground": 4.5, "quiet": 3.5, "accent": 4.5}


def colours(theme: Theme) -> dict[str, Color]:
    """Return the colours of ``theme``; those of a terminal as it has them when nobody chose."""
    named = theme.to_color_system().generate() | theme_colours(theme)
    own = {"ansi_default": "white" if theme.dark else "black"}
    found = {}
    for name, value in named.items():
        told = own.get(value, value)
        if name in {"background", "panel", "raised"} and theme.ansi:
            told = "black" if theme.dark else "white"
        if re.match(r"#|ansi_|white|black", told) and "%" not in told:
            found[name] = Color.parse(told)
    return found


@pytest.mark.parametrize("name", theme_names())
def test_what_is_read_stands_out_from_its_ground(name: str) -> None:
    """The contrast of WCAG 2: AAA for titles, AA for texts."""
    theme = THEMES[name]
    found = colours(theme)
    # What is green in a terminal is the terminal's affair.
    accent = 4 if theme.ansi else LEAST["accent"]
    for look, least in (LEAST | {"accent": accent}).items():
        assert contrast(found[look], found["background"]) >= least, look
        assert contrast(found[look], found["raised"]) >= min(least, 3.5), look
    assert contrast(found["match-ink"], found["match"]) >= 4.5
    assert contrast(found["match-here-ink"], found["match-here"]) >= accent


@pytest.mark.parametrize("name", theme_names())
def test_looks_differ_from_each_other(name: str) -> None:
    found = colours(THEMES[name])
    assert found["quiet"] != found["foreground"]
    assert found["match"] not in {found["background"], found["match-here"]}


@pytest.mark.parametrize("name", theme_names())
def test_a_theme_has_all_that_ours_name(name: str) -> None:
    """A colour added to one theme must not stop the reader in the others."""
    theme = THEMES[name]
    named = theme.to_color_system().generate().keys() | theme_colours(theme).keys()
    assert named >= DARK.variables.keys()
    assert DARK.variables.keys() == LIGHT.variables.keys()


def test_contrast_is_the_one_of_wcag() -> None:
    black, white, grey = Color(0, 0, 0), Color(255, 255, 255), Color(119, 119, 119)
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(grey, grey) == 1
    assert contrast(grey, white) == pytest.approx(4.48, abs=0.01)


def test_a_colour_that_can_be_read_stays_what_it_is() -> None:
    blue, white = Color.parse("#000080"), Color.parse("#ffffff")
    assert readable(blue, white, 4.5) == blue
    pale = Color.parse("#8080ff")
    darker = readable(pale, white, 4.5)
    assert darker.b > darker.r
    assert 4.5 <= contrast(darker, white) < 5


def test_names_are_found_by_pieces_and_by_dark_and_light() -> None:
    assert names_with("") == theme_names()
    assert names_with("rose dawn") == ("rose-pine-dawn",)
    assert set(names_with("solar")) == {"solarized-dark", "solarized-light"}
    assert "catppuccin-latte" in names_with("light")
    assert "nord" not in names_with("light")
    assert names_with("zzz") == ()


def test_ours_come_first_and_every_theme_of_textual_is_there() -> None:
    assert theme_names()[:2] == (DARK_NAME, LIGHT_NAME)
    assert set(theme_names()) == {DARK_NAME, LIGHT_NAME, *BUILTIN_THEMES}
    assert len(theme_names()) == len(set(theme_names()))
    assert [is_dark(name) for name in (DARK_NAME, LIGHT_NAME, "nord", "no such")] == [
        *(True, False, True, True)
    ]


def test_an_unknown_name_is_told_with_the_nearest_one() -> None:
    assert unknown_theme("nrod", theme_names()).endswith("Did you mean “nord”?")
    assert unknown_theme("zzzzzzzz", theme_names()).endswith("T shows all that there are.")


async def _painted(app: BroadsheetApp, room: Room) -> list[Strip]:
    await room.settle()
    await room.type("port")
    await room.press("enter")
    await room.press("j")
    return app.screen._compositor.render_strips()


@pytest.mark.parametrize(
    ("name", "size"), [*((name, WIDE) for name in theme_names()), (LIGHT_NAME, STACKED)]
)
async def test_a_change_of_theme_repaints_everything(
    library_folder: Path, name: str, size: tuple[int, int]
) -> None:
    """A reader that changes its theme looks like one that was opened with it."""
    opened = Reader(library_folder, Settings(theme=name, mark_read_after=-1))
    async with opened.run_test(size=size) as pilot:
        wanted = await _painted(opened, Room(opened, pilot))
    changed = Reader(library_folder, Settings(mark_read_after=-1))
    async with changed.run_test(size=size) as pilot:
        room = Room(changed, pilot)
        await _painted(changed, room)
        changed.theme = name
        await room.settle()
        shown = changed.screen._compositor.render_strips()
    assert [strip._segments for strip in shown] == [strip._segments for strip in wanted]
