"""Nothing that an article holds can command the terminal."""

from __future__ import annotations

import json

import pytest
from foreign_text import PAYLOADS, UNSAFE, commands_in, typed_in_a_terminal
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from tui.line_filter import SafeLines, is_safe_link, safe_text

BLACK = Color(0, 0, 0)
SAFE = "plain text, é, 吉林省, 👨\u200d👩\u200d👧, ❤\ufe0f, क्\u200dष, zero\u200bwidth, العربية"
HOSTILE = st.text(st.one_of(st.sampled_from(UNSAFE), st.sampled_from("[]0;mH吉 a\u200d")))


def filtered(*segments: Segment) -> list[Segment]:
    return SafeLines().apply(list(segments), BLACK)


@pytest.mark.parametrize("character", UNSAFE, ids=[f"{ord(one):04x}" for one in UNSAFE])
def test_every_unsafe_character_is_replaced(character: str) -> None:
    assert safe_text(f"a{character}b") == "a\ufffdb"
    assert "".join(text for text, _, _ in filtered(Segment(f"a{character}b"))) in {
        "a\ufffd",
        "a\ufffdb",
    }


def test_text_that_is_safe_stays_the_same_object() -> None:
    segments = [Segment(SAFE, Style(bold=True)), Segment("  ")]
    assert SafeLines().apply(segments, BLACK) is segments


@given(st.lists(HOSTILE, min_size=1, max_size=5))
def test_what_leaves_holds_no_control_and_is_no_wider(texts: list[str]) -> None:
    segments = [Segment(text, Style(bold=True)) for text in texts]
    safe = filtered(*segments)
    assert not set("".join(text for text, _, _ in safe)) & set(UNSAFE)
    width = sum(cell_len(text) for text, _, _ in segments)
    assert sum(cell_len(text) for text, _, _ in safe) <= width


def test_a_line_keeps_its_width_by_its_blanks_at_the_end() -> None:
    safe = filtered(Segment("a\x1b[31m\x07b"), Segment("      "), Segment("│"))
    assert "".join(text for text, _, _ in safe) == "a\ufffd[31m\ufffdb    │"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/a?b=c", True),
        ("HTTP://example.com", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.com/\x1b\\\x1b]52;c;aGk=\x07", False),
        ("https://example.com/\u202e", False),
        ("https://example.com/ a", False),
        ("ftp://example.com", False),
        ("https://", False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, expected: bool) -> None:
    assert is_safe_link(url) is expected
    strip = Strip(filtered(Segment("here", Style(link=url))))
    written = strip.render(Console(color_system="truecolor", force_terminal=True))
    assert ("\x1b]8;" in written) is expected
    assert "here" in written


SHOW_HOSTILE = """
import asyncio, json, sys
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Input, Label, OptionList, Static
from index.article import Article
from tui.detail_pane import DetailPane
from tui.line_filter import SafeLines

PAYLOADS = json.loads(sys.argv[1])

class Hostile(App[None]):
    CSS = "DetailPane { height: 20; } Input { border: none; } OptionList { height: 3; }"
    safe = (SafeLines(),)
    def get_line_filters(self):
        return [*super().get_line_filters(), *self.safe]
    def compose(self) -> ComposeResult:
        yield Static(id="static")
        yield Label(id="label")
        yield Input(id="input")
        yield OptionList(id="options")
        yield DetailPane()
    def on_mount(self):
        self.run_worker(self.show_all())
    async def show_all(self):
        pane = self.query_one(DetailPane)
        for at in range(0, len(PAYLOADS), 10):
            texts = [f"QQ{at + nth}!{PAYLOADS[at + nth]}ZZ" for nth in range(10)]
            text = texts[0]
            self.query_one("#static", Static).update(Content(text))
            self.query_one("#label", Label).update(Content(text))
            self.query_one("#label", Label).border_title = Content(text)
            self.query_one(Input).value = text
            options = self.query_one(OptionList)
            options.clear_options()
            options.add_option(Content(text))
            self.notify(text, markup=False, timeout=0.01)
            body = "\\n\\n".join(f"> [{one}](https://example.com/{one})" for one in texts)
            pane.show(Article(id=str(at), title=text, body=body, source=text, site=text,
                url="https://example.com/" + text, sections=(text,), authors=(text,),
                captions=(text,)))
            for _ in range(4):
                await asyncio.sleep(0.02)
                pane.action_page_down()
        self.exit()

Hostile().run()
"""


def test_hostile_payloads_reach_no_terminal() -> None:
    """In a real terminal, each control that arrives is one of Textual's own."""
    payloads = [PAYLOADS[at % 20] + PAYLOADS[at // 20] for at in range(200)]
    written = typed_in_a_terminal(SHOW_HOSTILE, json.dumps(payloads))
    assert sum(f"QQ{number}!" in written for number in range(200)) > 150  # frames may be skipped
    assert "\ufffd" in written
    assert not commands_in(written)
    assert not any(sign in written for sign in ("\x1b[31;5m", "\x1b[6n", "\x1b[2J", "\x1b]8;;file"))
