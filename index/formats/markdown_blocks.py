"""Markdown of any make, written anew as the blocks that a body is made of.

Raw HTML loses its tags, code becomes plain paragraphs, pictures become captions, nested lists one
list. A body that is made of our blocks already comes out as it went in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from index.text import markup
from index.text.cleaning import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_READER: Final = MarkdownIt("commonmark").enable("table").enable("strikethrough")
_BREAK: Final = "\n"
_TAG: Final = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_MARKS: Final = {"strong": "**", "em": "*"}


@dataclass(slots=True)
class Blocks:
    """Blocks of markup in order, headings as (block number, rank, text), and captions."""

    blocks: list[str] = field(default_factory=list)
    headings: list[tuple[int, int, str]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def read_blocks(text: str) -> Blocks:
    """Return what the Markdown ``text`` holds as blocks."""
    found = Blocks()
    root = SyntaxTreeNode(_READER.parse(text))
    for node in root.children:
        _write(node, found)
    return found


def _write(node: SyntaxTreeNode, found: Blocks) -> None:
    if node.type == "heading":
        _write_heading(node, found)
    elif node.type in ("bullet_list", "ordered_list"):
        _write_list(node, found)
    elif node.type == "table":
        _write_table(node, found)
    elif node.type == "blockquote":
        _write_quote(node, found)
    elif node.type in ("fence", "code_block", "html_block"):
        content = _TAG.sub(" ", node.content) if node.type == "html_block" else node.content
        for line in content.split("\n"):
            _add(found, markup.paragraph(clean_text(line)))
    elif node.type == "paragraph":
        for line in _lines(node, found):
            _add(found, markup.sound(line))


def _write_table(node: SyntaxTreeNode, found: Blocks) -> None:
    rows = [_row(row, found) for part in node.children for row in part.children]
    _add(found, "\n".join(f"- {row}" for row in rows if row))


def _write_quote(node: SyntaxTreeNode, found: Blocks) -> None:
    quoted = Blocks(captions=found.captions)
    for child in node.children:
        _write(child, quoted)
    for line in (line for block in quoted.blocks for line in block.split("\n")):
        _add(found, f"> {_unmarked(line)}")


def _add(found: Blocks, block: str) -> None:
    if block.strip():
        found.blocks.append(block)


def _write_heading(node: SyntaxTreeNode, found: Blocks) -> None:
    text = clean_line(markup.unmarked(" ".join(_lines(node, found))))
    if text:
        rank = int(node.tag[1])
        found.headings.append((len(found.blocks), rank, text))
        found.blocks.append(markup.heading(text, rank))


def _write_list(node: SyntaxTreeNode, found: Blocks) -> None:
    items = [markup.sound(line) for line in _items(node, found)]
    if node.type == "ordered_list":
        start = int(node.attrs.get("start", 1))
        _add(found, "\n".join(f"{start + place}. {item}" for place, item in enumerate(items)))
    else:
        _add(found, "\n".join(f"- {item}" for item in items))


def _items(node: SyntaxTreeNode, found: Blocks) -> list[str]:
    """Return every item of a list and of the lists inside it, a line each."""
    items: list[str] = []
    for item in node.children:
        lines: list[str] = []
        nested: list[str] = []
        for child in item.children:
            if child.type in ("bullet_list", "ordered_list"):
                nested += _items(child, found)
            else:
                inner = Blocks(captions=found.captions)
                _write(child, inner)
                lines += [_unmarked(line) for block in inner.blocks for line in block.split("\n")]
        items += [" ".join(lines)] if lines else []
        items += nested
    return items


def _row(row: SyntaxTreeNode, found: Blocks) -> str:
    cells = (" ".join(_lines(cell, found)) for cell in row.children)
    return markup.sound(" | ".join(cell for cell in cells if cell))


def _unmarked(line: str) -> str:
    """Return a line of a block without the mark that opens it, for a block that takes it in."""
    bare = re.sub(r"^(?:#{1,6} |> |- |\d{1,9}\. )", "", line)
    return bare if bare == line else markup.sound(bare)


def _lines(node: SyntaxTreeNode, found: Blocks) -> list[str]:
    """Return the text inside ``node`` with its marks, parted at hard breaks, blanks folded."""
    inline = [
        part
        for child in node.children
        for part in (child.children if child.type == "inline" else [child])
    ]
    text = _marked(inline, found)
    return [line for piece in text.split(_BREAK) if (line := " ".join(piece.split()))]


def _marked(nodes: Sequence[SyntaxTreeNode], found: Blocks) -> str:
    text = ""
    for place, node in enumerate(nodes):
        if node.type in ("text", "code_inline"):
            text += markup.escape(clean_text(node.content).replace("\n", " "))
        elif node.type in ("softbreak", "hardbreak"):
            text += " " if node.type == "softbreak" else _BREAK
        elif node.type == "image":
            caption = clean_line(str(node.attrs.get("title") or node.content))
            found.captions += [caption] if caption else []
        elif node.type == "link":
            inner = _marked(node.children, found)
            link = markup.link(inner.strip(), clean_line(str(node.attrs.get("href", ""))))
            text += link if _BREAK not in inner else inner
        elif node.type in _MARKS:
            inner = _marked(node.children, found)
            text += markup.stress(inner, text, _peek(nodes[place + 1 :]), _MARKS[node.type])
        elif node.children:
            text += _marked(node.children, found)
    return text


def _peek(nodes: Sequence[SyntaxTreeNode]) -> str:
    """Return the first character that follows, as far as it matters for a closing mark."""
    if not nodes:
        return " "
    first = nodes[0]
    if first.type in ("text", "code_inline"):
        return markup.escape(first.content)[:1] if first.content else _peek(nodes[1:])
    if first.type in ("softbreak", "hardbreak", "image"):
        return " "
    return "*" if first.type in _MARKS else _peek(first.children) if first.children else " "
