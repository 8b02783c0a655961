"""Which of the titles that a web page tells is its headline.

A page tells up to four: in JSON-LD, in Open Graph, printed as a heading and in the window's
title bar. They are freed of the site's name, compared without case and punctuation, and weighed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.formats.web_tree import names_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from index.formats.web_metadata import PageMetadata

_SEPARATOR: Final = re.compile(
    r"\s+[-–—|·•:›»«<>/]+\s+|\s*[|｜ㅣ]\s*|\s*[_：](?=[^_：]+$)|(?<=\S)\s?-\s?(?=[^-\x00-\x7f]+$)"
)
_SUFFIX_START: Final = re.compile(r"\s*(?:[|｜ㅣ_：]|\s[-–—·•›»«<>/:]+\s|-)")
_PREFIX_END: Final = re.compile(r"[|｜ㅣ]\s*\Z")
_SURE_SEPARATOR: Final = re.compile(r"\s*[|｜ㅣ_]\s*\Z")
_LATIN_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_WORDS: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_HEADLINE_NAME: Final = re.compile(
    r"head-?_?line|(?:entry|article|post|story|news|content|page)[-_]*title"
)
_KICKER_NAME: Final = re.compile(
    r"kicker|eyebrow|over-?line|top-?line|roof-?line|dachzeile|supertitle|pre-?title|label|badge"
    r"|(?<![a-z])tag(?![a-z])|flag|rubric|category|screen-?reader|sr-only"
)
_NOT_PRINTED: Final = frozenset(("nav", "footer", "aside", "figure", "template", "noscript"))
_CRUMB: Final = re.compile("bread-?_?crumb|crumb|logo|masthead|cookie|consent|modal|related|teaser")

# Editors give a page one headline to read and often another to be found by. Over 73 pages of 55
# papers the one that differs from the title bar is the editor's own; Open Graph is kept best.
_OPEN, _LINKED, _PRINTED, _OWN = 1.2, 1.0, 0.9, 1.0
_NEAR: Final = 0.5
_WHOLE_SHARE: Final = 0.35
_SHORT_NAME: Final = 4
_HEADLINE_LIMIT: Final = 1000
_LONG_REST: Final = 12


def choose_title(tree: HtmlElement, metadata: PageMetadata) -> str:
    """Return the headline of the page, or an empty text where it has none."""
    told = [metadata.open_title, metadata.linked.headline, metadata.meta_title]
    printed = printed_headlines(tree, [*told, metadata.window_title])
    names = metadata.site_names
    noted = [metadata.linked.headline, metadata.meta_title]
    opened = _bare(metadata.open_title, names, [*printed, *noted])
    linked = _bare(metadata.linked.headline, names, [*printed, opened])
    window = _bare(metadata.window_title, names, [opened, linked, *printed])
    agreed = {title_key(text) for text in (opened, linked, window)}
    if len(printed) > 1 and title_key(printed[0]) in agreed and title_key(printed[1]) not in agreed:
        printed = printed[:1]
    candidates: dict[str, tuple[str, float]] = {}
    for texts, weight in (([opened], _OPEN), ([linked], _LINKED), (printed, _PRINTED)):
        for text in texts:
            if key := title_key(text):
                first, weighed = candidates.get(
                    key, (text, 0.0 if key == title_key(window) else _OWN)
                )
                candidates[key] = (first, weighed + weight)
    best = max(candidates.values(), key=lambda candidate: candidate[1], default=("", 0.0))
    return best[0] or window or _bare(metadata.meta_title, names, [])


def printed_headlines(tree: HtmlElement, told: list[str]) -> list[str]:
    """Return the headline as printed: without its kicker, then with it; none where none is.

    A heading among links of a breadcrumb is no headline. Of several headings the one nearest to
    the titles ``told`` elsewhere is taken; where none is near, only a first-rank heading counts.
    """
    headings = [one for one in tree.iter("h1", "h2", "h3", "p", "div", "span") if _may_head(one)]
    ranked = [
        (_nearness(text_of(one, _HEADLINE_LIMIT), told), one.tag == "h1", one) for one in headings
    ]
    best = max(ranked, key=lambda entry: entry[:2], default=None)
    if best is None or (best[0] < _NEAR and not best[1]):
        return []
    whole = text_of(best[2], _HEADLINE_LIMIT)
    return list(dict.fromkeys(text for text in (*_without_kicker(best[2], told), whole) if text))


def _may_head(element: HtmlElement) -> bool:
    names = names_of(element)
    if element.tag in ("p", "div", "span") and not _HEADLINE_NAME.search(names):
        return False
    if element.tag in ("div", "span") and next(element.iter("h1", "h2", "p"), None) is not None:
        return False
    for holder in (element, *element.iterancestors()):
        if holder.tag in _NOT_PRINTED or (holder.tag != "body" and _CRUMB.search(names_of(holder))):
            return False
    return True


def _without_kicker(heading: HtmlElement, told: list[str]) -> list[str]:
    """Return the heading's text without a child that is a kicker by its name or by what is told."""
    children = [child for child in heading if isinstance(child.tag, str) and text_of(child)]
    if (
        len(children) == 1
        and not (heading.text or "").strip()
        and not (children[0].tail or "").strip()
    ):
        return _without_kicker(children[0], told)
    found = []
    whole, keys = text_of(heading), {title_key(text) for text in told}
    for child in children:
        part = text_of(child)
        rest = whole.removeprefix(part).strip(" -–—|:•/") if whole.startswith(part) else ""
        if rest and (_KICKER_NAME.search(names_of(child)) or title_key(rest) in keys):
            found.append(rest)
    return found[:1]


def _bare(title: str, names: Iterable[str], others: list[str]) -> str:
    """Return ``title`` without the site's name and what else hangs on another candidate."""
    for other in others:
        if other and len(other) >= max(_LONG_REST, _WHOLE_SHARE * len(title)):
            if _same_start(title, other) and _SUFFIX_START.match(title[len(other) :]):
                return title[: len(other)]
            if _same_end(title, other) and _PREFIX_END.search(title[: -len(other)]):
                return title[-len(other) :]
    return _without_site(title, [name for name in names if name])


def _same_start(title: str, other: str) -> bool:
    return len(title) > len(other) and title_key(title[: len(other)]) == title_key(other)


def _same_end(title: str, other: str) -> bool:
    return len(title) > len(other) and title_key(title[-len(other) :]) == title_key(other)


def _without_site(title: str, names: list[str]) -> str:
    """Return ``title`` without leading and trailing parts that name the site or its section."""
    while True:
        marks = list(_SEPARATOR.finditer(title))
        if not marks:
            return title
        rest, last = title[: marks[-1].start()], title[marks[-1].end() :]
        first, tail = title[: marks[0].start()], title[marks[0].end() :]
        if (_long(rest) and _names_site(last, names)) or (
            _long(rest) and _hangs_on(last, marks[-1][0], known=bool(names))
        ):
            title = rest
        elif _long(tail) and _names_site(first, names):
            title = tail
        else:
            return title


def _long(text: str) -> bool:
    return len(text) >= _LONG_REST or len(_LETTERS.findall(text)) >= _SHORT_NAME


def _hangs_on(part: str, mark: str, *, known: bool) -> bool:
    """Whether a last part behind ``mark`` is no part of the headline even if we know no name."""
    words = part.split()
    if len(words) > _SHORT_NAME or not part:
        return False
    if _SURE_SEPARATOR.match(mark) or re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+", part):
        return True
    return not known and all(word[:1].isupper() for word in _LATIN_WORD.findall(part))


def _names_site(part: str, names: list[str]) -> bool:
    compact = title_key(part)
    if not compact:
        return True
    for name in names:
        key = title_key(name)
        labels = [title_key(label) for label in name.split(".")] if "." in name else [key]
        labels = [label for label in labels if label not in ("www", "com", "org", "net", "co")]
        if compact == key or key in (f"www{compact}", f"{compact}com", f"{compact}de"):
            return True
        if any(
            label == compact or (len(label) > _SHORT_NAME and label in compact) for label in labels
        ):
            return len(part.split()) <= 2 * _SHORT_NAME
        if len(compact) > _SHORT_NAME and compact in key:
            return True
    return False


def _nearness(text: str, told: list[str]) -> float:
    """Return the share of words (0 to 1) that ``text`` has in common with the nearest ``told``."""
    own = set(_LETTERS.findall(text.casefold()))
    others = [set(_LETTERS.findall(one.casefold())) for one in told if one]
    return max((len(own & other) / max(len(own | other), 1) for other in others), default=0.0)


def title_key(text: str) -> str:
    """Return ``text`` as titles are compared: letters and digits only, case folded."""
    return "".join(_WORDS.findall(text)).casefold()
