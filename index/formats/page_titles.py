"""Take the headline out of window titles and file names: ``TITLE | host``, ``TITLE - Site.txt``.

Knows no site by name: the part behind the last mark is the site when it is a host, when it is
short, or when the part before it stands on the page by itself.
"""

from __future__ import annotations

import re
from typing import Final

from index.article import fold_text
from index.formats.page_metadata import is_host

_BREAK: Final = re.compile(
    r"\s*[|｜]\s*|\s+[-–—―:_]{1,2}\s+|\s*(?:--|——|_)\s*|\s+(?:::|»|«|·)\s+|(?<=[\u4e00-\u9fff])-"
)
_ENDINGS: Final = re.compile(
    r"(?:\.(?:txt|text|html?|xhtml|md|markdown|jsonl|ndjson|gz))+\Z", re.IGNORECASE
)
_FIELD: Final = re.compile("[\u4e00-\u9fff]{2,6}[:：].{1,60}")
_SITE_WORDS: Final = 5
_LONGEST: Final = 300
_SITE_NAME: Final = re.compile(r"(?:网|網|报|報|社|在线|在線|新闻|新聞|频道|门户|Online|News)\Z")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_CJK_WORDS: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff]{4}")
_ASCII_NAME: Final = re.compile(r"[\w.-]+")


def file_stem(name: str) -> str:
    """Return a file name without its endings."""
    return _ENDINGS.sub("", name[:_LONGEST])


def is_field(text: str) -> bool:
    """Tell whether ``text`` is a field with its name before it: ``发文机关：...``."""
    return _FIELD.match(text) is not None


def parts_of(window_title: str) -> list[tuple[str, str]]:
    """Return (headline, site) for every mark that may part them, the longest headline first."""
    if len(window_title) > _LONGEST:
        return []
    cuts = [
        (window_title[: mark.start()].strip(), window_title[mark.end() :].strip())
        for mark in _BREAK.finditer(window_title)
    ]
    return [cut for cut in reversed(cuts) if cut[0] and cut[1]]


def known_names(window_titles: list[str], stem: str) -> set[str]:
    """Return all headlines, folded for comparison, that window titles and a file name may hold."""
    names = {fold_text(stem)}
    for text in [*window_titles, stem]:
        names.update(fold_text(headline) for headline, _ in parts_of(text))
        headline, mark, _ = text[:_LONGEST].rpartition("：")
        names.update({fold_text(headline)} if mark else ())
    return {name for name in names if " " in name or _CJK_WORDS.search(name)}


def split_window_title(text: str) -> tuple[str, str]:
    """Return the headline and the host of a window title; the host is empty where none stands."""
    cuts = parts_of(text)
    for headline, site in reversed(cuts):
        if is_host(site):
            return headline, site.lower()
    for headline, site in cuts[:1]:
        dash = text[len(headline) :].startswith("-")
        named = _SITE_NAME.search(site) is not None if dash else len(site.split()) <= _SITE_WORDS
        if named and len(headline) > len(site):
            return headline, ""
    return text, ""


def title_of_name(name: str) -> str:
    """Return a headline made of a file name, or an empty string where it is only a number."""
    stem = file_stem(name)
    if _ASCII_NAME.fullmatch(stem):
        stem = re.sub(r"[_-]\d{1,3}\Z", "", stem).replace("_", " ").replace("-", " ")
    words = " ".join(stem.split())
    letters = sum(len(word) for word in _LETTERS.findall(words))
    worded = len(_LETTERS.findall(words)) > 1 and letters * 2 >= len(words)
    if not worded and not _CJK_WORDS.search(words):
        return ""
    return split_window_title(words[:1].upper() + words[1:])[0]
