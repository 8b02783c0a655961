"""The text of pages that draw themselves by script: it lies as a string in the script's data."""

from __future__ import annotations

import json
import re
from typing import Final

_SCRIPT: Final = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
# A string that is never closed ends with the text, so that it is looked through once only.
_STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"|\Z|\\)', re.DOTALL)
_JSON: Final = re.compile(r'"\s*:\s*["\[{]')
_LEAST: Final = 400
_PARAGRAPH: Final = re.compile(r"<p\b[^<>]*>|<br\s*/?>", re.IGNORECASE)
_LEAST_PARAGRAPHS: Final = 2
_DEPTH: Final = 2
_CODE: Final = re.compile(r"function\s*\(|=>|\bvar\s|;\s*\n")


def hidden_text(page: str) -> str:
    """Return the longest piece of HTML with paragraphs among the strings of ``page``'s scripts."""
    found: list[str] = []
    for script in _SCRIPT.finditer(page):
        if len(script[1]) > _LEAST:
            _collect(script[1], found, _DEPTH)
    return max(found, key=_prose, default="")


def _collect(text: str, found: list[str], depth: int) -> None:
    for match in _STRING.finditer(text):
        if len(match[1]) < _LEAST:
            continue
        try:
            value = json.loads(f'"{match[1]}"', strict=False)
        except ValueError:
            continue
        if depth and _JSON.search(value):
            _collect(value, found, depth - 1)
        elif len(_PARAGRAPH.findall(value)) >= _LEAST_PARAGRAPHS and not _CODE.search(value):
            found.append(value)


def _prose(text: str) -> int:
    return len(re.sub(r"<[^<>]*>", "", text))
