"""Markup keeps every text as it is: what goes in comes out, and CommonMark agrees."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from index.text import markup

READER = MarkdownIt("zero").enable(["emphasis", "link", "escape"])
WHOLE = MarkdownIt("commonmark")
AWKWARD = st.text(alphabet="ab 1.)(*_[]`\\#>-+=~<&;!|:/中", max_size=40)
TEXTS = st.one_of(AWKWARD, st.text(max_size=60))


def folded(text: str) -> str:
    return " ".join(text.split())


def rendered(markdown: str, reader: MarkdownIt) -> str:
    """Return the text that ``reader`` sees in one block of ``markdown``."""
    root = SyntaxTreeNode(reader.parse(markdown))
    return "".join(node.content for node in root.walk() if node.type in ("text", "code_inline"))


@given(TEXTS)
def test_a_paragraph_reads_as_the_text_it_was_made_of(text: str) -> None:
    assert markup.plain_text(markup.paragraph(text)) == folded(text)


@given(TEXTS, st.integers(1, 6))
def test_a_heading_reads_as_the_text_it_was_made_of(text: str, level: int) -> None:
    assert markup.plain_text(markup.heading(text, level)) == folded(text)


@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4))
def test_items_read_as_the_texts_they_were_made_of(texts: list[str]) -> None:
    assert markup.plain_text(markup.bullets(texts)) == "\n".join(map(folded, texts))
    numbered = markup.plain_text(markup.numbered(texts, 3)).split("\n")
    assert [line.split(" ", 1)[1] for line in numbered] == [folded(text) for text in texts]


@given(TEXTS)
def test_a_quote_reads_as_the_text_it_was_made_of(text: str) -> None:
    assert markup.plain_text(markup.quote(text)) == folded(text)


@given(AWKWARD)
def test_a_reader_of_links_and_stress_sees_the_same_text(text: str) -> None:
    assert rendered(markup.paragraph(text), READER) == folded(text)


@given(AWKWARD)
def test_a_reader_of_all_commonmark_sees_one_paragraph_of_the_same_text(text: str) -> None:
    block = markup.paragraph(text)
    kinds = [token.type for token in WHOLE.parse(block) if token.level == 0]
    assert kinds in ([], ["paragraph_open", "paragraph_close"])
    assert rendered(block, WHOLE) == folded(text)


@given(AWKWARD.filter(str.strip))
def test_a_heading_is_a_heading_for_all_commonmark(text: str) -> None:
    assert rendered(markup.heading(text, 3), WHOLE) == folded(text)


@example("", "\\ ", "", "*")
@given(AWKWARD, AWKWARD, AWKWARD, st.sampled_from(["*", "**"]))
def test_stress_changes_no_text(before: str, inner: str, after: str, mark: str) -> None:
    text = markup.escape(inner)
    line = markup.escape(before) + markup.stress(text, markup.escape(before), after, mark)
    line = markup.sound(" ".join((line + markup.escape(after)).split()))
    assert markup.plain_text(line) == folded(before + inner + after)
    assert rendered(line, READER) == folded(before + inner + after)


def test_stress_is_seen_where_it_can_be() -> None:
    assert markup.stress("fast ", "so ", "trains", "**") == "**fast** "
    assert markup.stress("“fast”", "x", "y") == "“fast”"


@pytest.mark.parametrize(
    "url",
    ["https://a.example/b_(c)", "http://a.example/b c?d=*e*", "https://a.example/\\x<y>"],
)
def test_a_link_leads_on_and_reads_as_its_text(url: str) -> None:
    line = markup.link(markup.escape("see [this]"), url)
    assert markup.plain_text(line) == "see [this]"
    assert '<a href="http' in WHOLE.render(line)


def test_only_web_addresses_become_links() -> None:
    assert markup.link("press", "javascript:alert(1)") == "press"


def test_blocks_are_parted_by_blank_lines() -> None:
    assert markup.split_blocks("## A\n\none\n\n\n\n- two\n- three") == [
        "## A", "one", "- two\n- three",
    ]  # fmt: skip


def test_two_tildes_of_a_page_strike_nothing_out() -> None:
    """Readers of Markdown take a pair of tildes for a mark; on a page it is none."""
    block = markup.paragraph("~~1~~")
    assert markup.plain_text(block) == "~~1~~"
    assert block == r"\~~1\~~"
