"""What is taken off a found text: the title said again, bylines, dates, captions, calls to read on.

Drops whole blocks only and changes none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.dates import find_date
from index.formats.web_titles import title_key
from index.text.markup import plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_HEAD_BLOCKS: Final = 6
_KICKERS: Final = 2
_LABEL_LENGTH: Final = 90
_CALL_LENGTH: Final = 300
_REST_LETTERS: Final = 24
_ALONE: Final = 12
_REPEATED: Final = 40
_TAIL_SHARE: Final = 0.3
_LONG: Final = 200
_UNLINKED: Final = 16

_LINK: Final = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\((?:[^()\s\\]|\\.)*\)")
_BYLINE: Final = re.compile(
    r"(?:(?:by|von|par|por|di|af|av|door|text|作者|记者)[\s:：]|(?:source|quelle|来源)\s*[:：])\s*\S",
    re.IGNORECASE,
)
_IMPRINT: Final = re.compile(
    r"[(（\[【]?\s*(?:copyright\b|©|\(c\)|all rights reserved|版权所有"
    r"|저작권자|ⓒ|無断転載|未经.{0,6}授权"
    r"|(?:责任)?编辑\s*[:：]|责编\s*[:：]"
    r"|(?:web )?editor\s*[:：])",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r"[(（][^()（）]{2,40}[)）]")
_MENU: Final = re.compile(r"(?:[^|]{1,40}\|){2,}[^|]{1,40}")
_RELATED: Final = re.compile(
    r"(?:related|more (?:on|from|stories|news|like)|read (?:more|next|also|on)|see also|also read"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|maybe you|recommended"
    r"|most (?:read|viewed|popular)|trending|comments?\b|share (?:this|on)|topics\b|tags\b"
    r"|newsletter|sign up|subscribe|about the author"
    r"|auch interessant|mehr zum thema|[äa]hnliche|lesen sie (?:auch|mehr)|mehr (?:dazu|lesen)"
    r"|kommentar|schlagw[öo]rter|themen\b|das k[öo]nnte sie"
    r"|weitere (?:artikel|themen|informationen|videos)"
    r"|[àa] lire|lire aussi|lisez aussi|sur le m[êe]me|te puede interesar|m[áa]s informaci[óo]n"
    r"|leggi anche|lees ook|meer over|les ogs[åa]|l[äa]s (?:ocks[åa]|mer)|leia (?:mais|tamb[ée]m)"
    r"|関連(?:記事|ニュース|リンク|キーワード)|あわせて読みたい|相关(?:阅读|新闻|报道|链接|推荐)"
    r"|延伸阅读|推荐阅读|热门|관련 ?기사)",
    re.IGNORECASE,
)
_CALL: Final = re.compile(
    r"(?:read (?:more|also|next|on)\b|also read\b|see also\b|more\s*:|related\s*:|watch\s*:"
    r"|click (?:here|to)\b|sign up (?:for|to)\b|subscribe (?:to|for)\b|follow us\b"
    r"|download (?:the|our)\b|advertisement\W*$|article content$|story continues\b"
    r"|continue reading\b|anzeige\W*$|lesen sie (?:auch|mehr)\b|mehr (?:dazu|lesen|zum thema)\b"
    r"|auch interessant\b|lire aussi\b|[àa] lire\b|lisez aussi\b|leggi anche\b|lees ook\b"
    r"|les ogs[åa]\b|l[äa]s (?:ocks[åa]|mer)\b|te puede interesar\b|lea tambi[ée]n\b"
    r"|相关阅读|延伸阅读|関連記事|更多精彩)",
    re.IGNORECASE,
)


def trim(
    blocks: list[str],
    *,
    titles: Iterable[str],
    names: Iterable[str],
) -> list[str]:
    """Return ``blocks`` without what is not the article's own text.

    ``titles`` are all the page's titles, ``names`` those of its authors and sections.
    """
    heads = {title_key(title) for title in titles} - {""}
    people = {title_key(name) for name in names} - {""}
    kept: list[str] = []
    seen: set[str] = set()
    for place, block in enumerate(_without_tail(blocks)):
        key = title_key(plain_text(block))
        if not key or (len(key) >= _REPEATED and key in seen):
            continue
        first = block.startswith("#") or all(one.startswith("#") for one in kept)
        if len(kept) < _HEAD_BLOCKS and _opens(block, key, heads if first else set(), people):
            continue
        if _is_call(block) or (place < _KICKERS and not kept and _is_kicker(block, key)):
            continue
        seen.add(key)
        kept.append(block)
    while kept and (kept[-1].startswith("#") or title_key(plain_text(kept[-1])) in people):
        kept.pop()
    return kept


def _opens(block: str, key: str, heads: Collection[str], names: Collection[str]) -> bool:
    """Whether a first block only says title, author or date, which have fields of their own."""
    if key in heads or key in names:
        return True
    if block.startswith("#"):
        return any(
            key.startswith(head) or key.endswith(head) or _is_most_of(key, head) for head in heads
        )
    text = plain_text(block)
    if len(text) > _LABEL_LENGTH or text.endswith((".", "。", "?", "!", "”", '"')):
        return False
    if _IN_BRACKETS.fullmatch(text):
        return True
    named = any(len(name) >= _ALONE / 2 and key.startswith(name) for name in names)
    return named or _BYLINE.match(text) is not None or _is_dated(text)


def _is_dated(text: str) -> bool:
    """Whether a line tells a date and little besides."""
    found = find_date(text)
    if found is None:
        return False
    start, end = found[1]
    return len(title_key(text[:start] + text[end:])) <= _REST_LETTERS


def _is_kicker(block: str, key: str) -> bool:
    """Whether a first block is a word or two that stand over the text, no sentence."""
    return len(key) <= _REST_LETTERS and block[-1:].isalnum() and not block.startswith(("- ", "#"))


def _is_most_of(key: str, head: str) -> bool:
    return key in head and len(key) > len(head) / 2


def _is_call(block: str) -> bool:
    """Whether a block only sends the reader elsewhere or speaks of the site."""
    if block.startswith("#"):
        text = block.lstrip("# ")
        return bool(_RELATED.match(text) or _CALL.match(text))
    if _MENU.fullmatch(plain_text(block)) or _is_imprint(block):
        return True
    if block.startswith(("- ", "1. ")):
        return all(_all_link(line) for line in block.split("\n"))
    text = plain_text(block)
    called = _CALL.match(text.lstrip("*–—-•▶>|[ "))
    return _all_link(block) or (len(text) < _CALL_LENGTH and called is not None)


def _is_imprint(block: str) -> bool:
    text = plain_text(block)
    return len(text) <= _LABEL_LENGTH and _IMPRINT.match(text) is not None


def _all_link(line: str) -> bool:
    linked = sum(len(title_key(match[1])) for match in _LINK.finditer(line))
    apart = len(title_key(plain_text(_LINK.sub("", line))))
    return linked > 0 and apart < min(_UNLINKED, linked)


def _without_tail(blocks: list[str]) -> list[str]:
    """Cut from a heading that opens a list of other articles, if little text stands below."""
    total = sum(map(len, blocks))
    below = 0
    for place in range(len(blocks) - 1, 0, -1):
        block = blocks[place]
        below += len(block)
        if below > _TAIL_SHARE * total:
            break
        text = block.lstrip("#*- ")
        is_head = block.startswith(("#", "**")) or len(text) < _ALONE * 3
        if is_head and _RELATED.match(text) and not any(map(_is_prose, blocks[place + 1 :])):
            return _without_tail(blocks[:place])
    return blocks


def _is_prose(block: str) -> bool:
    """Whether a block is a sentence of some length, and no link, item or heading."""
    if block.startswith(("#", "- ")) or _all_link(block):
        return False
    text = plain_text(block)
    return len(text) > _LONG or (len(text) > _LABEL_LENGTH and text.endswith((".", "。", "!", "?")))
