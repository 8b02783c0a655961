"""What is scrolled may change its length without laying out the screen, but for the scrollbar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.geometry import Size
from textual.strip import Strip

from tui.line_field import LineField
from tui.steady_view import SteadyView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.screen import Screen


class Lines(SteadyView):
    """A view of blank lines."""

    DEFAULT_CSS = "Lines { height: 1fr; overflow-x: hidden; scrollbar-gutter: stable; }"

    def render_line(self, y: int) -> Strip:
        """Return a blank line."""
        del y
        return Strip.blank(self.size.width)


class Scrolling(App[None]):
    """A field over a view; it counts how often the screen is laid out."""

    CSS = "LineField { width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.lines = Lines()
        self.field = LineField(id="field")
        self.laid_out = 0

    def compose(self) -> ComposeResult:
        """Make both."""
        yield self.field
        yield self.lines

    def on_mount(self) -> None:
        """Begin to count."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._count)

    def _count(self, screen: Screen[object]) -> None:
        del screen
        self.laid_out += 1


async def test_longer_content_moves_the_thumb_and_lays_nothing_out() -> None:
    app = Scrolling()
    async with app.run_test() as pilot:
        app.lines.virtual_size = Size(80, 500)
        await pilot.pause()
        before = app.laid_out
        app.lines.virtual_size = Size(80, 900)
        await pilot.pause()
        assert app.laid_out == before
        assert app.lines.vertical_scrollbar.window_virtual_size == 900


async def test_the_scrollbar_comes_and_goes_with_what_there_is_to_scroll() -> None:
    app = Scrolling()
    async with app.run_test() as pilot:
        shown = []
        for height in (500, 3, 500, 0):
            app.lines.virtual_size = Size(80, height)
            await pilot.pause()
            shown.append(app.lines.show_vertical_scrollbar)
        assert shown == [True, False, True, False]


async def test_shorter_content_is_not_scrolled_past_its_end() -> None:
    app = Scrolling()
    async with app.run_test() as pilot:
        app.lines.virtual_size = Size(80, 500)
        await pilot.pause()
        app.lines.scroll_to(y=400, animate=False, force=True)
        app.lines.virtual_size = Size(80, 100)
        await pilot.pause()
        assert app.lines.scroll_y == app.lines.max_scroll_y == 100 - app.lines.size.height


async def test_typing_a_letter_lays_nothing_out() -> None:
    app = Scrolling()
    async with app.run_test() as pilot:
        app.field.focus()
        await pilot.press("a")
        before = app.laid_out
        await pilot.press(*"bcdef")
        await pilot.pause()
        assert app.field.value == "abcdef"
        assert app.laid_out == before


async def test_a_line_longer_than_its_field_is_seen_at_the_cursor() -> None:
    app = Scrolling()
    async with app.run_test(size=(20, 10)) as pilot:
        app.field.focus()
        await pilot.press(*"a line that is longer than it")
        await pilot.pause()
        assert app.field.scroll_offset.x > 0
        await pilot.press("home")
        await pilot.pause()
        assert app.field.scroll_offset.x == 0
