"""The table of commands: every key is there once, every action exists, the footer fits."""

from __future__ import annotations

from collections import Counter

import pytest
from rich.cells import cell_len
from textual.keys import _character_to_key

from tui.command import Need, Pane, shown_key
from tui.commands import COMMANDS, GROUPS, TABLE
from tui.footer import command_width, fitting
from tui.reading_screen import ReadingScreen

WANTED_KEYS = {
    *("j", "k", "down", "up", "g", "G", "ctrl+d", "ctrl+u", "space", "enter", "tab", "shift+tab"),
    *("slash", "escape", "J", "K", "left_square_bracket", "right_square_bracket", "s", "m", "u"),
    *("o", "y", "z", "n", "N", "question_mark", "ctrl+p", "q", "ctrl+q"),
}


def test_no_key_stands_for_two_commands() -> None:
    counts = Counter(key for command in COMMANDS for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_key_that_was_promised_is_in_the_table() -> None:
    assert {key for command in COMMANDS for key in command.keys} >= WANTED_KEYS


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.action)
def test_every_command_is_an_action_of_the_screen(command: object) -> None:
    action = getattr(command, "action", "")
    assert callable(getattr(ReadingScreen, f"action_{action}", None))


def test_every_action_of_the_reader_is_a_command() -> None:
    """An action without a command would be one that nobody can find."""
    ours = {
        name.removeprefix("action_")
        for kind in ReadingScreen.__mro__
        if kind.__module__.startswith("tui.")
        for name in vars(kind)
        if name.startswith("action_")
    }
    assert ours == {command.action for command in COMMANDS}


def test_every_command_belongs_to_a_heading_of_help() -> None:
    assert {command.group for command in COMMANDS} == set(GROUPS)


def test_letters_never_act_while_a_query_is_typed() -> None:
    """What works while typing must have a key that is not typed."""
    for command in COMMANDS:
        if command.while_typing:
            assert any(len(key) > 1 for key in command.keys), command.action
    leaving = TABLE.command("quit")
    assert leaving is not None
    assert not leaving.while_typing


def test_keys_are_shown_as_people_write_them() -> None:
    assert [shown_key(key) for key in ("ctrl+d", "shift+tab", "j", "G", "slash", "escape")] == [
        *("Ctrl-D", "Shift-Tab", "j", "G", "/", "Esc")
    ]


def test_names_of_keys_are_the_ones_textual_uses() -> None:
    for command in COMMANDS:
        for key in command.keys:
            shown = shown_key(key)
            if len(shown) == 1 and not shown.isalpha() and shown.isascii():
                assert _character_to_key(shown) == key


@pytest.mark.parametrize("pane", list(Pane))
def test_a_footer_drops_its_last_commands_first(pane: Pane) -> None:
    commands = TABLE.footer(pane)
    for width in range(0, 160, 7):
        kept = fitting(commands, width)
        assert kept == list(commands[: len(kept)])
        assert sum(command_width(command) for command in kept) <= width


def test_a_footer_command_is_as_wide_as_it_is_drawn() -> None:
    command = TABLE.footer(Pane.LIST)[0]
    assert command_width(command) == cell_len("Enter open   ")


@pytest.mark.parametrize("pane", [Pane.RAIL, Pane.LIST, Pane.ARTICLE])
def test_help_and_leaving_are_always_offered(pane: Pane) -> None:
    assert [command.action for command in TABLE.footer_ending(pane)] == ["help", "quit"]


def test_a_footer_offers_only_what_works_now() -> None:
    offered = {command.action for command in TABLE.footer(Pane.LIST, frozenset())}
    assert "search" in offered
    assert "star" not in offered
    with_article = TABLE.footer(Pane.LIST, frozenset({Need.ARTICLE}))
    assert "star" in {command.action for command in with_article}


def test_a_key_goes_to_the_action_that_asks_for_it() -> None:
    table, problems = TABLE.with_keys({"star": ("q",), "serch": ("x",)})
    star, leaving = table.command("star"), table.command("quit")
    assert star is not None
    assert leaving is not None
    assert star.keys == ("q",)
    assert leaving.keys == ("ctrl+q",)
    assert problems == ("[keys] names no action “serch”. Did you mean “search”?",)


def test_the_way_out_is_told_with_the_keys_there_are() -> None:
    assert TABLE.way_out() == "Esc, then q, leaves Broadsheet."
    others, _ = TABLE.with_keys({"quit": ("ctrl+x",), "back": ()})
    assert others.way_out() == "Ctrl-X leaves Broadsheet."
    assert others.key("back") == ""


def test_a_key_may_be_written_as_the_sign_that_is_typed() -> None:
    table, problems = TABLE.with_keys({"star": ("?",)})
    helping, star = table.command("help"), table.command("star")
    assert helping is not None
    assert star is not None
    assert (helping.keys, star.keys, problems) == ((), ("question_mark",), ())
