"""The search pane: it says what was typed, and tells what the answer is in one line."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from textual.app import App, ComposeResult

from index.listing import Results
from index.results import Sort
from tui.app import BroadsheetApp
from tui.keeping_up import waiting_text
from tui.search_pane import AnswerLine, SearchPane, found_text
from tui.status_line import match_text
from tui.themes import DARK, DARK_NAME

if TYPE_CHECKING:
    from index.library import Library


def found(
    library: Library,
    count: int,
    *,
    understood: str = "",
    sort: Sort = Sort.RELEVANCE,
    relaxed: bool = False,
) -> str:
    numbers = array("q", range(count))
    text = "typed" if understood else ""
    return found_text(Results(text, understood, relaxed, sort, numbers, library))


def test_the_whole_library_is_told_by_number_and_order(library: Library) -> None:
    assert found(library, 12345, sort=Sort.NEWEST) == "12,345 articles · newest first"
    assert found(library, 1, sort=Sort.TITLE) == "1 article · by title"
    assert found(library, 0, sort=Sort.NEWEST) == "0 articles"


def test_a_search_tells_how_it_was_understood(library: Library) -> None:
    told = found(library, 3, understood="articles with port and rail")
    assert told == "3 articles with port and rail · best match first"
    told = found(library, 1, understood="articles with port", sort=Sort.OLDEST)
    assert told == "1 article with port · oldest first"


def test_an_order_that_was_asked_for_is_told_once(library: Library) -> None:
    told = found(library, 2, understood="articles with port, newest first", sort=Sort.NEWEST)
    assert told == "2 articles with port, newest first"


def test_a_relaxed_search_says_so(library: Library) -> None:
    told = found(library, 9, understood="articles with port and moon", relaxed=True)
    assert (
        told
        == "no article has all these words; best matches for any · 9 articles · with port and moon"
    )
    told = found(library, 9, understood="articles with port", relaxed=True, sort=Sort.NEWEST)
    assert told.endswith(" · 9 articles · newest first · with port")


def test_what_was_probably_meant_stands_first(library: Library) -> None:
    told = found_text(library.search("custmos reform"))
    assert told.startswith("did you mean “customs reform”? · no article has all")


def test_work_and_matches_are_told_in_words() -> None:
    assert waiting_text(1) == "adding 1 article to search…"
    assert waiting_text(12000) == "adding 12,000 articles to search…"
    assert match_text(2, 17) == "match 2 of 17"
    assert match_text(2, None) == "match 2"
    assert match_text(0, 17) == ""
    assert match_text(0, 0) == "no match in the text"


class SearchApp(App[None]):
    """A search pane and nothing else; it remembers what the pane said."""

    CSS_PATH = BroadsheetApp.CSS_PATH

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK_NAME
        self.said: list[str] = []
        self.pane = SearchPane()

    def compose(self) -> ComposeResult:
        """Make the pane."""
        yield self.pane

    def on_search_pane_typed(self) -> None:
        """Remember what stands in the field."""
        self.said.append(self.pane.text)

    def painted(self) -> str:
        """Return what stands on the screen."""
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())


async def test_every_letter_is_told() -> None:
    app = SearchApp()
    async with app.run_test(size=(80, 4)) as pilot:
        await pilot.press("q", "space", "slash")
        assert app.said == ["q", "q ", "q /"]


async def test_a_query_put_in_by_the_program_is_not_passed_on() -> None:
    app = SearchApp()
    async with app.run_test(size=(80, 4)) as pilot:
        app.pane.set_text("ports")
        await pilot.pause()
        assert app.pane.text == "ports"
        assert app.said == []


async def test_what_goes_on_is_told_before_the_match_and_neither_is_markup(
    library: Library,
) -> None:
    app = SearchApp()
    async with app.run_test(size=(80, 4)) as pilot:
        app.pane.tell_match("match 1 of [b]2[/]")
        await pilot.pause()
        assert "match 1 of [b]2[/]" in app.painted()
        app.pane.tell_work("adding…")
        await pilot.pause()
        assert "adding…" in app.painted()
        app.pane.tell_work("")
        app.pane.tell_results(library.search("[/red] port"))
        await pilot.pause()
        assert "match 1" in app.painted()
        assert "port" in app.painted()


async def test_a_click_on_what_was_meant_types_it(library: Library) -> None:
    app = SearchApp()
    async with app.run_test(size=(80, 4)) as pilot:
        app.pane.set_text("custmos reform")
        app.pane.tell_results(library.search("custmos reform"))
        await pilot.click(AnswerLine)
        assert app.said == ["customs reform"]
        app.pane.tell_results(library.search("customs reform"))
        await pilot.click(AnswerLine)
        assert app.said == ["customs reform"]
        assert app.focused is app.pane.field


async def test_a_click_anywhere_in_the_pane_goes_to_the_field() -> None:
    app = SearchApp()
    async with app.run_test(size=(80, 4)) as pilot:
        app.set_focus(None)
        await pilot.click(SearchPane, offset=(1, 0))
        assert app.focused is app.pane.field
