"""A web page as a tree, and the plain text of its parts.

Parsing is lxml's, which bears what hangs the parser of the standard library; nothing is fetched.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree, html

from index.text.cleaning import clean_line

_GIANT_TAG: Final = re.compile(r"<([A-Za-z][\w:-]{0,40})\s[^<>]{30000,}>")
_ATTRIBUTE_LIMIT: Final = 1000
_DEPTH_LIMIT: Final = 250
_APART: Final = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "section", "span", "table", "td", "th", "tr", "ul",
))  # fmt: skip
_SILENT: Final = frozenset(("script", "style", "noscript", "template", "svg", "button"))


def parse_page(text: str) -> html.HtmlElement | None:
    """Return the tree of the page in ``text``, or None where nothing in it is a page."""
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    content = _GIANT_TAG.sub(_tamed, text).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if not isinstance(tree, html.HtmlElement):
        return None
    _flatten(tree)
    return tree


def _flatten(tree: html.HtmlElement) -> None:
    """Lift what lies too deep, with all its text: extractors go down such trees by recursion."""
    depth, deep = 0, []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > _DEPTH_LIMIT and isinstance(element.tag, str):
            deep.append(element)
    for element in reversed(deep):
        element.drop_tag()


def _tamed(match: re.Match[str]) -> str:
    # A tag with thousands of attributes takes the parser minutes: it loses them.
    return match[0] if match[0].count("=") < _ATTRIBUTE_LIMIT else f"<{match[1]}>"


def text_of(element: html.HtmlElement, most: int | None = None) -> str:
    """Return the text of ``element`` on one line, with blanks where its parts stand apart.

    Who looks for short texts only gives ``most``: of a longer one only the beginning comes back,
    which is longer than ``most`` as well.
    """
    pieces: list[str] = []
    found = 0
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(part.tag, str):
            continue
        if event == "start":
            pieces.append(" " if part.tag in _APART else "")
            pieces.append("" if part.tag in _SILENT else part.text or "")
        else:
            pieces.append(" " if part.tag in _APART else "")
            pieces.append((part.tail or "") if part is not element else "")
        if most is not None:
            folded = " ".join(pieces[-1].split())
            found += len(folded)
            if found > most:
                pieces[-1] = folded[: most + 1]
                break
    return clean_line("".join(pieces))


def names_of(element: html.HtmlElement) -> str:
    """Return what the class, id and role of ``element`` call it, in lower case."""
    return " ".join(element.get(key) or "" for key in ("class", "id", "role", "itemprop")).lower()
