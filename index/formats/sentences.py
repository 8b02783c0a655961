"""Cut running text into sentences, and gather sentences into paragraphs where a page lost its own.

Knows the abbreviations of news: ``U.S.``, ``Nov.``, ``Mr.``; a dateline opens a paragraph.
"""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(
    r"[.!?…][\"'”’)\]]{0,3}\s{1,4}(?=[\"'“‘(\[]?[^\W_a-z])|[。！？…]+[”’」』）)\"]{0,3}(?=[^。！？…]|\Z)"
)
_BEFORE: Final = 14
_ABBREVIATION: Final = re.compile(
    r"(?:\A|[^\w.])(?:(?:[A-Za-z]\.){1,4}[A-Za-z]?|Mr|Mrs|Ms|Dr|Prof|St|No|vs|Inc|Ltd|Co|Corp|Gen|Sen"
    r"|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Hon|Jr|Sr|Mt|Ave|approx|est"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.\Z"
)
_DATELINE: Final = re.compile(
    r"\s*[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .,'’/-]{2,40}[A-Z](?:,\s[A-Z][A-Za-z .]{1,30})?"
    r"(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?\s?(?:[(/][A-Za-z .]{2,40}[)/]\s?)?"
    r"(?:--|—|–|-\s)"
    r"|\s*[\u4e00-\u9fff]{2,8}(?:社|网|报)[\u4e00-\u9fff]{0,12}\d{1,2}月\d{1,2}日[电讯]"
)
_SENTENCES: Final = 3
_LONG: Final = 520
"""Characters after which a paragraph ends with its sentence."""


def split_sentences(text: str) -> list[str]:
    """Return the sentences of ``text``, blanks around them gone; never cut behind ``Mr.``."""
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        mark = match.start() + 1
        if text[match.start()] == "." and _ABBREVIATION.search(text[max(mark - _BEFORE, 0) : mark]):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def starts_with_dateline(text: str) -> bool:
    """Tell whether ``text`` begins as a dispatch does: place, day, agency and a dash."""
    return _DATELINE.match(text) is not None


def gather(sentences: list[str]) -> list[str]:
    """Return paragraphs of about three sentences, in order, with all that ``sentences`` hold."""
    paragraphs: list[str] = []
    held: list[str] = []
    for sentence in sentences:
        if held and starts_with_dateline(sentence):
            paragraphs.append(_joined(held))
            held = []
        held.append(sentence)
        if len(held) >= _SENTENCES or sum(map(len, held)) > _LONG:
            paragraphs.append(_joined(held))
            held = []
    if held:
        paragraphs.append(_joined(held))
    return paragraphs


def _joined(sentences: list[str]) -> str:
    text = sentences[0]
    for sentence in sentences[1:]:
        text += ("" if text[-1:] > "\u2e80" else " ") + sentence
    return text
