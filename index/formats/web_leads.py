"""The lead of an article: the text under the headline that extractors often pass over.

Found as the page's description tells it, or by what the page calls it; always as printed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.formats.web_recovery import BLOCKS, is_away
from index.formats.web_titles import title_key
from index.formats.web_tree import names_of, text_of
from index.text.markup import plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.html import HtmlElement

_NAME: Final = re.compile(
    r"(?<![a-z])(?:stand-?first|lead(?:[-_]?text)?|lede|intro(?:duction)?|sub-?(?:title|head(?:line)?)"
    r"|dek|deck|summary|chapeau|entradilla|vorspann|ingress|excerpt|preamble|synopsis)(?![a-z])"
)
_LEAST: Final = 40
_MOST: Final = 900
_TOLD_LEAST: Final = 25
_CHILDREN: Final = 8
_LINK_SHARE: Final = 0.3
_SHORTENED: Final = re.compile(r"(?:\.\.\.|…|\[…\])\s*$")
_DATELINE: Final = 30
_SENTENCE_END: Final = (".", "!", "?", "…", "。", "！", "？", "”", "“", "»")


def find_lead(tree: HtmlElement, described: str, titles: Collection[str], blocks: list[str]) -> str:
    """Return the lead as printed on the page, if ``blocks`` lack it, else an empty text.

    ``described`` is what the page's meta tags say of the article.
    """
    have = title_key("".join(map(plain_text, blocks)))
    heads = {title_key(title) for title in titles} - {""}
    told = title_key(_SHORTENED.sub("", described))
    if len(told) < _TOLD_LEAST or told in have:
        told = ""
    matching: list[str] = []
    named = ""
    begun = reached = False
    for element, text in _candidates(tree):
        key = title_key(text)
        begun = begun or key in heads
        reached = reached or (begun and len(text) >= _LEAST and key in have)
        if len(text) < _LEAST or key in have or any(head in key for head in heads):
            continue
        if is_away(element):
            continue
        if told and told in key and len(key) <= max(len(told) + _DATELINE, 2 * len(told)):
            matching.append(text)
        elif begun and not reached and not named and _stands_out(element, text):
            named = text
    return min(matching, key=len, default=named)


def _candidates(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in tree.iter("h1", "p", "h2", "h3", "h4", "div", "span", "strong", "section"):
        if len(element) <= _CHILDREN:
            text = text_of(element, _MOST)
            if len(text) > _MOST:
                continue
            linked = sum(len(text_of(link)) for link in element.iter("a"))
            if linked <= _LINK_SHARE * len(text):
                yield element, text


def _stands_out(element: HtmlElement, text: str) -> bool:
    """Whether a text before the first paragraph is a lead, by its name or by being a sentence."""
    if any(inner.tag in BLOCKS for inner in element.iterdescendants()):
        return False
    named = _NAME.search(_names_around(element)) is not None
    return named or (len(text) >= 2 * _LEAST and text.endswith(_SENTENCE_END))


def _names_around(element: HtmlElement) -> str:
    parent = element.getparent()
    return (
        names_of(element)
        + " "
        + ("" if parent is None or parent.tag == "body" else names_of(parent))
    )
