"""Read a page that was saved as one single line: title bar, scripts, menus, body and tail in a row.

The headline is what the line begins with and what stands in it once more; the body lies between
the date behind that second place and the first words of a tail. Paragraphs are gone, so sentences
are gathered into new ones. Never knows a site by name.
"""

from __future__ import annotations

import re
from typing import Final

from index.article import fold_text
from index.dates import find_date
from index.formats.page_article import Found
from index.formats.page_captions import CREDIT
from index.formats.page_furniture import ends_sentence, is_share_row
from index.formats.page_lines import NO_SECTION, crumbs
from index.formats.page_metadata import Metadata, read_metadata
from index.formats.page_titles import file_stem, parts_of, split_window_title
from index.formats.sentences import gather, split_sentences, starts_with_dateline
from index.text.markup import paragraph

_LINES: Final = 3
_SHARE: Final = 0.8
_LEAST: Final = 150
_TITLE: Final = 300
_SHORTEST_TITLE: Final = 8
_MENUS: Final = 8000
"""Characters that may stand between title bar and headline."""

_METADATA: Final = 300

_CRUMB_TRAIL: Final = 160
_CRUMB_WORDS: Final = 4
_LAST_WORDS: Final = 400
_CAPTION: Final = 700
_LINE: Final = re.compile(r"\S[^\n]*")
_TAIL: Final = re.compile(
    r"""
    [(（\[【]\s?(?:For\sthe\slatest\s[^()]{0,80}follow
    | (?:Web\s|Responsible\s)?[Ee]ditors?\s?: | 责任?编辑?\s?[:：])
    | \b(?:Web\s|Responsible\s)?Editors?\s?:\s?[A-Z] | \bAdd\syour\scomment
    | \bLeave\sa\s(?:comment|reply) | \bPlease\senable\sJavaScript
    | \bContact\sthe\s(?:writers?|reporters?)\sat
    | \bRelated\s?(?:[Rr]eadings?|[Ss]tories|[Nn]ews|[Aa]rticles|[Ll]inks|[Cc]overage)\b
        (?=\s?:|\s[A-Z0-9])
    | \bMost\s(?:Read|Viewed|Popular|Commented|Shared)\b | \bWe\sRecommend\b | \bHot\sNews\b
    | \bRead\s[Mm]ore: | \bEditors?.?s?\s[Pp]icks\b | \bToday.s\sTop\sNews
    | \bYou\s(?:may|might)\salso\slike | \bMaybe\syou.re\sinterested
    | \bCopyright\s?(?:©|\(c\)|(?:19|20)\d\d) | \b[Aa]ll\s[Rr]ights\s[Rr]eserved | ©
    | \bShare\s(?:this|on|to)\s[A-Z] | \bFollow\s[Uu]s\b | \bPrev\sNext\b
    | \bEnable\sGinger\b | 责任编辑\s?[:：] | 责编\s?[:：] | 分享到 | 分享至
    | 相关(?:阅读|新闻|链接|报道|文章) | 延伸阅读 | 推荐阅读 | 版权所有
    | [\u4e00-\u9fff]ICP[备证] | 公网安备 | 上一篇\s?[:：] | 下一篇\s?[:：] | 【?纠错】?
    | 网友评论 | 我要评论 | 扫一扫
    """,
    re.VERBOSE,
)
_PAGER: Final = re.compile(r"(?:\s?[【\[]\s?\d{1,3}\s?[】\]]){2,}|\s?【\d{1,3}】")
_TRAIL_MARK: Final = re.compile(r"\s?(?:>{1,3}|›|»|＞)\s?")
_SOURCE_BEHIND: Final = re.compile(
    r"\s*(?:[|·-]\s?)?(?:[(（]\s?([^()（）]{2,60}?)\s?[)）]|(?:Source|来源)\s?[:：]\s?(\S{2,40}))"
)
_BUTTONS: Final = re.compile(r"\s*(?:【[^【】]{1,30}】|\[[^\[\]]{1,30}\])")


def read_one_line(text: str, name: str) -> Found | None:
    """Return what a one-line page tells, or None where ``text`` is no such page.

    ``name`` is the file name, which often is the page's title.
    """
    page = _single_line(text)
    if page is None:
        return None
    found = _headline(page, name)
    if found is None:
        return None
    title, start, end = found
    told, begin = _read_metadata(page, end)
    tail = _TAIL.search(page, begin)
    stop = tail.start() if tail else len(page)
    if told.moment is None and (tail is None or begin == stop):
        return None
    captions, blocks = _paragraphs(_without_loose_end(_PAGER.sub(" ", page[begin:stop]).strip()))
    return Found(
        title=title,
        confirmed=True,
        blocks=tuple(paragraph(block) for block in blocks),
        captions=tuple(dict.fromkeys(captions)),
        moment=told.moment,
        source=told.source,
        site=_host(page, title),
        sections=_sections(page, start, title),
        authors=told.authors,
    )


def _single_line(text: str) -> str | None:
    """Return the page on one line where nearly all of it stands on one."""
    lines: list[str] = []
    for found in _LINE.finditer(text):
        lines.append(found[0])
        if len(lines) > _LINES:
            return None
    if not lines:
        return None
    total = sum(map(len, lines))
    if total < _LEAST or max(map(len, lines)) < total * _SHARE:
        return None
    return " ".join(" ".join(lines).split())


def _headline(page: str, name: str) -> tuple[str, int, int] | None:
    """Return the headline with start and end of its place above the body."""
    stem = file_stem(name)
    for headline, _ in parts_of(stem):
        if page.startswith(headline) and _place_of(page, headline) >= 0:
            return _placed(page, headline)
    repeated = _repeated_beginning(page)
    if len(repeated) >= _SHORTEST_TITLE or (len(repeated) > 5 and not repeated.isascii()):  # noqa: PLR2004
        return _placed(page, split_window_title(repeated)[0])
    for headline, site in parts_of(stem):
        if page.startswith(headline):
            bar = page.find(site, len(headline), len(headline) + len(site) + 5)
            end = bar + len(site) if bar >= 0 else len(headline)
            return headline, 0, end
    return None


def _place_of(page: str, headline: str) -> int:
    """Return where ``headline`` stands again, best with a date behind it; -1 where it does not."""
    first = place = page.find(headline, len(headline), _MENUS)
    for _ in range(5):
        if place < 0:
            break
        end = place + len(headline)
        dated = find_date(page[end : end + _METADATA])
        if dated is not None:
            return place
        place = page.find(headline, end, _MENUS)
    return first


def _placed(page: str, headline: str) -> tuple[str, int, int]:
    place = _place_of(page, headline)
    return headline, place, place + len(headline)


def _repeated_beginning(page: str) -> str:
    """Return the longest beginning of ``page`` that stands in it again, in whole words."""
    low, high = 0, min(_TITLE, len(page) // 2)
    while low < high:
        middle = (low + high + 1) // 2
        if page.find(page[:middle], middle, _MENUS) >= 0:
            low = middle
        else:
            high = middle - 1
    beginning = page[:low]
    behind = page.find(beginning, low, _MENUS) + low
    cut = any(page[place : place + 1].isalnum() for place in (low, behind))
    if low and cut and beginning[-1:].isascii() and beginning[-1:].isalnum():
        beginning = beginning.rpartition(" ")[0]
    return beginning.rstrip(" -|_–—(（")


def _read_metadata(page: str, start: int) -> tuple[Metadata, int]:
    """Return date, source and authors behind the headline, and where the body begins."""
    near = page[start : start + _METADATA]
    dated = find_date(near)
    told = None
    begin = start
    if dated is not None:
        told = read_metadata(near[: dated[1][1]].strip(" |"))
        begin = start + (dated[1][1] if told is not None else 0)
    told = told or Metadata()
    behind = _SOURCE_BEHIND.match(page, begin) if told.moment and not told.source else None
    if behind is not None:
        told = Metadata(told.moment, behind[1] or behind[2], told.authors)
        begin = behind.end()
    return told, _behind_buttons(page, begin)


def _behind_buttons(page: str, begin: int) -> int:
    """Return the place behind share and print buttons that stand before the body."""
    boxed = _BUTTONS.match(page, begin)
    while boxed is not None and is_share_row(boxed[0].strip()):
        begin = boxed.end()
        boxed = _BUTTONS.match(page, begin)
    words = page[begin : begin + _METADATA].split(" ")
    count = max(
        (n for n in range(2, min(len(words), 13)) if is_share_row(" ".join(words[:n]))), default=0
    )
    return begin + len(" ".join(words[:count]))


def _without_loose_end(body: str) -> str:
    """Drop words behind the last sentence or credit: buttons and boxes, not prose."""
    tail = body[-_LAST_WORDS:]
    if ends_sentence(tail) or tail.endswith((")", "]", "）", "】")):
        return body
    ends = [
        match.end()
        for match in re.finditer(
            r"[.!?。！？…][\"'”’）)]*(?=\s|\Z|[\u4e00-\u9fff])|[)\]）】]", tail
        )
    ]
    return body[: len(body) - len(tail) + ends[-1]] if ends else body


def _paragraphs(body: str) -> tuple[list[str], list[str]]:
    """Return the captions in ``body`` and the rest in paragraphs."""
    captions: list[str] = []
    blocks: list[str] = []
    credits_in = list(CREDIT.finditer(body))
    last = 0
    gallery = bool(credits_in) and not body[credits_in[-1].end() :].strip(" .")
    starts = [0, *(found.end() for found in credits_in)]
    gallery = gallery and all(
        found.start() - start <= _CAPTION for start, found in zip(starts, credits_in, strict=False)
    )
    for found in credits_in:
        piece, credit = body[last : found.start()].strip(), found[0]
        last = found.end()
        sentences = split_sentences(piece)
        whole = gallery or (
            starts_with_dateline(body[last : last + 120]) and len(piece) <= _CAPTION
        )
        count = len(sentences) if whole else 1
        blocks.extend(gather(sentences[: len(sentences) - count]))
        captions.append(" ".join([*sentences[len(sentences) - count :], credit]))
    blocks.extend(gather(split_sentences(body[last:].strip())))
    return captions, blocks


def _host(page: str, title: str) -> str:
    bar = page[: len(title) + 100]
    for cut in parts_of(bar):
        if fold_text(cut[0]) == fold_text(title):
            return split_window_title(f"{cut[0]} | {cut[1].split(' ')[0]}")[1]
    return ""


def _sections(page: str, start: int, title: str) -> tuple[str, ...]:
    """Return the breadcrumb that leads to the headline at ``start``."""
    parts = _TRAIL_MARK.split(page[max(start - _CRUMB_TRAIL, 0) : start].rstrip())
    if len(parts) == 1 or parts[-1]:
        return ()
    named: list[str] = []
    for part in reversed(parts[:-1]):
        words = part.split()
        if words and words[-1].casefold() in NO_SECTION:
            break
        # Where the first section begins among the menus cannot be told: one word of it is sure.
        named.insert(0, " ".join(words if len(words) <= _CRUMB_WORDS else words[-1:]))
        if len(words) > _CRUMB_WORDS:
            break
    return tuple(part for part in crumbs(" > ".join(named)) if fold_text(part) != fold_text(title))
