"""The reader's screen: panes by width, focus, keys that act and keys that rest while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, Reader, Room, reading
from rich.segment import Segment
from textual.color import Color

from index.article import Article, Capture, article_id
from index.changes import Change, Mark
from index.library import Library
from index.results import Sort
from index.settings import Settings
from tui.command import Pane
from tui.commands import COMMANDS
from tui.help_sheet import HelpDialog
from tui.plain_signs import PlainSigns
from tui.prompts import YesNo
from tui.themes import DARK_NAME, LIGHT_NAME

if TYPE_CHECKING:
    from pathlib import Path

ALL_KEYS = [(command.action, key) for command in COMMANDS for key in command.keys]


# Layout


async def test_wide_screens_have_list_and_article_side_by_side(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        listing, reader = room.screen.listing.region, room.screen.reader.region
        assert listing.right + 1 == reader.x  # the border
        assert listing.y == reader.y
        assert reader.width > listing.width


async def test_middling_screens_have_the_list_over_the_article(library_folder: Path) -> None:
    async with reading(library_folder, STACKED) as room:
        listing, reader = room.screen.listing.region, room.screen.reader.region
        assert listing.bottom + 1 == reader.y  # the border
        assert listing.width == reader.width == STACKED[0]
        assert listing.height >= 9


async def test_narrow_screens_have_one_pane_at_a_time(library_folder: Path) -> None:
    async with reading(library_folder, NARROW) as room:
        assert room.panes() == {Pane.SEARCH, Pane.LIST}
        await room.press("enter")
        assert room.panes() == {Pane.SEARCH, Pane.ARTICLE}
        assert room.listens() is Pane.ARTICLE
        await room.press("escape")
        assert Pane.LIST in room.panes()
        assert room.listens() is Pane.LIST


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW])
async def test_the_article_alone_has_the_whole_screen(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("z")
        assert room.screen.reader.region.width == size[0]
        assert room.panes() == {Pane.ARTICLE}
        await room.press("escape")
        assert Pane.SEARCH in room.panes()
        await room.press("z", "ctrl+f")
        assert Pane.SEARCH in room.panes()
        assert room.listens() is Pane.SEARCH


async def test_a_screen_made_narrow_shows_the_pane_that_listens(library_folder: Path) -> None:
    async with reading(library_folder, WIDE) as room:
        await room.press("enter")
        await room.pilot.resize_terminal(*NARROW)
        await room.pilot.pause()
        assert room.panes() == {Pane.SEARCH, Pane.ARTICLE}
        await room.pilot.resize_terminal(*WIDE)
        await room.pilot.pause()
        assert Pane.LIST in room.panes()


@pytest.mark.parametrize("size", [WIDE, STACKED, NARROW, (20, 6), (1, 1), (200, 60)])
async def test_every_size_paints_no_more_than_it_has(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with reading(library_folder, size) as room:
        await room.press("j", "enter", "escape")
        strips = room.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {size[0]}


@pytest.mark.parametrize(
    ("size", "dropped"), [(WIDE, "web page"), (STACKED, "order"), (NARROW, "star")]
)
async def test_the_footer_never_wraps_and_keeps_help(
    library_folder: Path, size: tuple[int, int], dropped: str
) -> None:
    async with reading(library_folder, size) as room:
        last = room.lines()[-1]
        assert "Enter open" in last
        assert last.endswith("? help   q quit")
        assert dropped not in last


# Focus


async def test_tab_goes_round_the_panes_and_shift_tab_back(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        seen = []
        for key in ("tab", "tab", "tab", "shift+tab", "shift+tab"):
            await room.press(key)
            seen.append(room.listens())
        assert seen == [Pane.ARTICLE, Pane.SEARCH, Pane.LIST, Pane.SEARCH, Pane.ARTICLE]


async def test_escape_goes_back_step_by_step(library_folder: Path) -> None:
    """From the article to the list, then the query is cleared, the cursor on its article."""
    async with reading(library_folder) as room:
        await room.type("port")
        await room.press("enter", "j", "enter")
        number = room.screen.listing.number
        await room.press("escape")
        assert room.listens() is Pane.LIST
        assert room.screen.finder.text == "port"
        await room.press("escape")
        assert room.screen.finder.text == ""
        assert room.screen.listing.count == 12
        assert room.screen.listing.number == number


async def test_the_mouse_focuses_a_pane_and_the_footer_follows(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.pilot.click("DetailPane", offset=(10, 5))
        await room.settle()
        assert room.listens() is Pane.ARTICLE
        assert "Esc back" in room.lines()[-1]
        await room.pilot.click("SearchPane", offset=(30, 0))
        await room.settle()
        assert room.listens() is Pane.SEARCH


async def test_the_footer_can_be_clicked(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        column = room.lines()[-1].index("search")
        await room.pilot.click("FooterLine", offset=(column, 1))
        await room.settle()
        assert room.listens() is Pane.SEARCH


# While typing


async def test_letters_are_typed_and_do_nothing_else(library_folder: Path) -> None:
    letters = [key for _action, key in ALL_KEYS if len(key) == 1]
    async with reading(library_folder) as room:
        await room.press("slash", *letters)
        assert room.screen.finder.text == "".join(letters)
        assert room.app.is_running
        assert not room.screen.listing.headline or not room.screen.listing.headline.starred


async def test_neither_q_nor_ctrl_q_leaves_while_typing(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("slash", "q", "ctrl+q", "ctrl+c")
        assert room.app.is_running
        assert room.app.return_code is None
        assert room.screen.finder.text == "q"
        await room.press("escape", "ctrl+q")
        assert room.app._exit


async def test_a_query_may_come_in_one_burst_with_its_slash(library_folder: Path) -> None:
    """Over a slow line `/` and what follows arrive together; not a letter of it may act."""
    async with reading(library_folder) as room:
        await room.press(*"/quick port")
        assert room.app.is_running
        assert room.screen.finder.text == "quick port"
        await room.press("enter", "j")
        assert room.screen.finder.text == "quick port"
        assert room.listens() is Pane.LIST


async def test_keys_that_edit_a_query_are_left_to_the_field(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*"/port", "home", "ctrl+d", "end", "backspace")
        assert room.screen.finder.text == "or"
        await room.press("ctrl+u")
        assert room.screen.finder.text == ""


async def test_arrows_go_through_the_queries_typed_before(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("slash", *"wind", "enter")
        await room.press("slash", *"port", "enter")
        await room.press("slash")
        await room.press(*"cu")
        for key, query in (("up", "port"), ("up", "wind"), ("down", "port"), ("down", "cu")):
            await room.press(key)
            assert room.screen.finder.text == query
        assert room.listens() is Pane.SEARCH


async def test_a_star_is_taken_back_and_given_again(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("s")
        await room.press("ctrl+z")
        assert room.screen.listing.headline is not None
        assert not room.screen.listing.headline.starred
        assert "Taken back: star given" in room.notices()
        await room.press("ctrl+r")
        assert room.screen.listing.headline.starred


async def test_a_whole_list_is_marked_read_after_a_question(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("M")
        assert "Mark 12 articles read? 12 unread" in room.text()
        await room.press("n")
        assert len(room.app.library.unread()) == 12
        await room.press("M")
        await room.press("y")
        assert room.app.library.unread() == set()
        await room.press("ctrl+z")
        assert len(room.app.library.unread()) == 12


async def test_a_tag_is_given_and_taken_away(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        number = room.screen.listing.number
        assert number is not None
        await room.press("t")
        await room.press(*"ports", "enter")
        assert room.app.library.tags_of(number) == ("ports",)
        await room.press("t")
        await room.press(*"-ports", "enter")
        assert room.app.library.tags_of(number) == ()


async def test_views_show_unread_starred_and_all_and_the_list_before(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("s")
        await room.press("3")
        assert room.screen.finder.text == "is:starred"
        assert room.screen.listing.count == 1
        await room.press("2")
        assert room.screen.listing.count == 12
        await room.press("backspace")
        assert room.screen.listing.count == 1
        await room.press("1")
        assert room.screen.listing.count == 12


async def test_related_articles_become_the_list(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("R")
        assert room.screen.finder.text.startswith("related:")


async def test_the_next_of_the_section_by_date_is_opened(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press("slash", *"reform", "enter")
        await room.press("right_curly_bracket")
        assert room.shown() == "Service window answers investors in one day"


async def test_an_article_that_was_chosen_stays_chosen_while_it_is_found(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("j", "j")
        chosen = room.screen.listing.number
        await room.press("slash", *"port")
        assert room.screen.listing.number == chosen


async def test_lines_grow_and_shrink_and_that_is_remembered(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        seen = room.screen.reader.line_width
        assert seen < room.screen.reader.measure, "the pane is too narrow for the measure"
        await room.press("minus", "minus")
        assert room.screen.reader.line_width == room.screen.reader.measure == seen - 8
        await room.press("plus")
        assert room.screen.reader.line_width == seen - 4
    async with reading(library_folder) as room:
        assert room.screen.reader.measure == seen - 4


async def test_lines_that_cannot_grow_or_shrink_any_more_stay_and_say_so(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        measure = room.screen.reader.measure
        await room.press("plus", "plus")
        assert room.screen.reader.measure == measure
        assert "Lines cannot be longer here." in room.notices()
        await room.press(*["minus"] * 12)
        assert room.screen.reader.measure == 40
        assert "Lines cannot be shorter here." in room.notices()


# Every key does something


async def test_every_key_of_the_table_does_something(library_folder: Path) -> None:
    """From the middle of the list, or where its title says: each key changes what is seen."""
    found = ["slash", *"customs", "enter", "enter"]
    before_key = {
        "next_match": found,
        "previous_match": found,
        "back": ["enter"],
        "scroll_up": ["J"],
        "scroll_down": ["K", "K"],
        "go_left": ["enter"],
        "list_before": ["2"],
        "reorder": ["d", "d"],
        "show_all": ["2"],
        "accept_suggestion": ["slash", *"custoums"],
        "wider_measure": ["minus", "minus", "minus"],
        "narrower_measure": ["minus", "minus"],
    }
    async with reading(library_folder, (80, 18)) as room:
        for action, key in ALL_KEYS:
            if action == "quit":
                continue
            keys = before_key.get(action, [])
            await room.press("escape", "escape", "escape", "g", *"jjjjjj", *keys)
            room.app.clear_notifications()
            room.app.opened.clear()
            room.app.handed.clear()
            await room.settle()
            before = room.text()
            await room.press(key)
            seen = room.text() != before or room.app.opened or room.app.handed
            assert seen, (action, key)
            assert not room.app._exit, (action, key)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_the_reader_is_left_by_its_keys(library_folder: Path, key: str) -> None:
    async with reading(library_folder) as room:
        await room.press(key)
        assert room.app._exit


# What some of them do


async def test_the_order_goes_round_and_the_cursor_stays_on_its_article(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("j")
        number = room.screen.listing.number
        orders = []
        for _ in range(4):
            await room.press("r")
            results = room.screen.listing.results
            assert results is not None
            orders.append(results.sort)
            assert room.screen.listing.number == number
        assert orders == [Sort.OLDEST, Sort.TITLE, Sort.SOURCE, Sort.NEWEST]


async def test_only_web_addresses_are_opened(tmp_path: Path) -> None:
    """A capture may claim any address; the browser is given none but http and https."""
    folder = tmp_path / "odd"
    library = Library.open(folder)
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://news.example/fine"):
        article = Article(
            article_id(url=url, site="", title=url, day=None, body=url), url, url, url=url
        )
        library.archive.keep([(Capture("a.txt", url.encode(), "a.txt"), article)])
    library.close()
    async with reading(folder) as room:
        for _ in range(3):
            await room.press("o", "j")
        assert room.app.opened == ["https://news.example/fine"]


async def test_help_tells_every_key_and_closes(library_folder: Path) -> None:
    async with reading(library_folder, (100, 130)) as room:
        await room.press("question_mark")
        assert room.dialog() == HelpDialog.__name__
        text = room.text()
        for command in COMMANDS:
            if not command.keys:
                continue
            assert command.title in text
            assert command.shown_keys in text
        await room.press("q")
        assert not room.dialog()
        assert room.app.is_running


async def test_the_palette_finds_a_command_and_runs_it_even_while_typing(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("slash", "ctrl+p")
        await room.press(*"light")
        await room.press("enter")
        await room.press("enter") if len(room.app.screen_stack) > 1 else None
        await room.settle()
        assert room.app.theme == LIGHT_NAME


async def test_a_page_key_in_one_burst_with_the_palette_breaks_nothing(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press("ctrl+p", "pagedown", "pageup")
        assert room.dialog() == "Palette"


async def test_the_palette_acts_on_the_reader_also_where_a_question_came_up_over_it(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        room.screen.action_palette()
        room.app.push_screen(YesNo("Another question?"))
        await room.settle()
        await room.press("n")
        await room.press(*"starred", "enter")
        assert room.screen.finder.text == "is:starred"


async def test_the_palette_offers_our_commands_and_no_others(library_folder: Path) -> None:
    async with reading(library_folder, (100, 60)) as room:
        await room.press("ctrl+p")
        text = room.text()
        assert "Open the next unread article" in text
        assert "Screenshot" not in text
        assert "Maximize" not in text


# Nothing that comes late is shown


async def test_the_last_of_many_searches_counts(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        for text in ("wind", "port", "trade", "biopharma"):
            room.screen.find(text)
        await room.settle()
        results = room.screen.listing.results
        assert results is not None
        assert results.text == "biopharma"


async def test_the_article_shown_is_the_one_under_the_cursor(library_folder: Path) -> None:
    """However fast the cursor runs, in the end list and article agree."""
    async with reading(library_folder) as room:
        await room.press(*"jjjjjkjjjkk")
        headline = room.screen.listing.headline
        assert headline is not None
        assert room.screen.reader.article is not None
        assert room.screen.reader.article.title == headline.title
        assert headline.title in room.text()


async def test_a_library_that_waits_to_be_indexed_is_caught_up_behind_the_first_screen(
    library_folder: Path,
) -> None:
    library = Library.open(library_folder)
    article = Article("f" * 16, "Moon harbour opens", "A harbour on the moon opened.")
    library.archive.keep([(Capture("moon.txt", b"moon", "moon.txt"), article)])
    assert library.pending() == 1
    async with reading(library_folder) as room:
        assert library.pending() == 0
        await room.type("moon")
        assert room.screen.listing.count == 1
    library.close()


async def test_an_empty_library_answers_every_key(tmp_path: Path) -> None:
    """Nothing to show is no reason to fail."""
    keys = [key for action, key in ALL_KEYS if action not in {"quit", "help", "palette"}]
    async with reading(tmp_path / "empty") as room:
        assert "The library is empty." in room.text()
        await room.press(*(key for key in keys if key != "slash"))
        await room.press("slash", "a", "enter", "enter", "escape")
        assert room.app.is_running


async def test_an_unknown_theme_is_told_of_and_the_dark_one_taken(library_folder: Path) -> None:
    app = Reader(library_folder, Settings(theme="nrod", motion=False))
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert app.theme == DARK_NAME
        assert app.animation_level == "none"
        told = [notice.message for notice in app._notifications]
        assert told == ["There are no colours “nrod”. Did you mean “nord”?"]


def test_signs_of_the_reader_have_plain_ones() -> None:
    line = [Segment("▌● 招商 · port…")]
    assert PlainSigns().apply(line, Color(0, 0, 0))[0].text == "|* 招商 - port."


async def test_opening_never_marks_read_where_the_settings_say_so(library_folder: Path) -> None:
    app = Reader(library_folder, Settings(mark_read_after=-1))
    async with app.run_test() as pilot:
        room = Room(app, pilot)
        await room.settle()
        await room.press("enter")
        assert len(app.library.unread()) == 12


async def test_the_whole_library_comes_back_in_the_order_of_the_settings(
    library_folder: Path,
) -> None:
    app = Reader(library_folder, Settings(sort="oldest"))
    async with app.run_test() as pilot:
        room = Room(app, pilot)
        await room.settle()
        await room.press(*"/wind", "escape", "escape")
        results = room.screen.listing.results
        assert results is not None
        assert (len(results), results.sort) == (12, Sort.OLDEST)


async def test_a_tag_and_its_undo_in_one_burst_are_done_in_their_order(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        number = room.screen.listing.number
        assert number is not None
        room.screen.make_change(Change(Mark.TAG, on=True, numbers=(number,), text="ports"))
        room.screen.turn_back(again=False)
        await room.settle()
        assert room.app.library.tags_of(number) == ()
        assert room.app.library.marking.redo() is not None
