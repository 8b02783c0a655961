"""Read the line under a headline: when, from whom, by whom.

``By LI WEI in Changchun | China Daily | Updated: 2012-03-08 08:16``, ``• Updated: Nov 10, 2020``,
``来源：新华社 2020-11-10 08:16``: dates, labels, bylines and names in any order, with holes. Never
takes a sentence for metadata because there is a date in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.dates import Precision, find_date
from index.formats.page_furniture import ends_sentence, is_share_row, is_share_word

if TYPE_CHECKING:
    from index.dates import Moment

_LONGEST: Final = 300
HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,18}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What one line tells; ``title`` is a headline on the same line, ``labelled`` a clear case."""

    moment: Moment | None = None
    source: str = ""
    authors: tuple[str, ...] = ()
    title: str = ""
    labelled: bool = False


# Without one of these there is neither date nor label nor credit; most lines end here.
_HINT: Final = re.compile(
    r"(?:19|20|21)\d\d|[:：(（\[【]|\bby\s|文|记者|記者|作者|通讯员|发布"
    r"|\A\W{0,4}(?:von|par|por|di|av|af|door)\s[^\W\d_]",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"""(?P<when>(?:last\s)?(?:updated?|modified|published|posted|released)(?:\s(?:on|at|time|date|-date|in))?\s?[:：]
        |\b(?:publication|release|pub|publish)\s?(?:date|time)\s?[:：]|\b(?:date|time)\s?[:：]
        |\b(?:published|posted)(?:\son|\sat)?(?=\s*\n)
        |\b(?:(?:ver)?öffentlicht|erschienen|erstellt|aktualisiert|publi(?:ziert|é|cado|cada|cerad|sert|ceret)
            |mis\sà\sjour|modifi(?:é|cato|ca\sil)|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd
            |(?:sist\s)?oppdatert|uppdaterad|opdateret|güncelleme|yayın(?:lanma)?|stand|datum|fecha|data|опубликовано|обновлено)
            \b(?:\s(?:am|um|le|el|il|em|op|den|tarihi))?\s?[:：]?(?=.{0,30}(?:\d|\n))
        |(?:发布|發布|發佈|发表|更新|发稿|录入|创建|成文|公开)?(?:时间|時間|日期)\s?[:：]|发布于\s?[:：]?)
    |(?P<source>\b(?:source|from|agency)\s?[:：]|(?:文章|信息|稿件|新闻|資料|资料)?(?:来源|來源|稿源|出处)\s?[:：])
    |(?P<author>\b(?:authors?|reporters?|writers?|by|journalists?)\s?[:：]|(?:作者|记者|記者|撰稿|撰文|文字|通讯员)\s?[:：]|文\s?/\s?)
    |(?P<other>\b(?:(?:web\s|copy\s)?editors?|views?|hits|clicks|reads?|comments?|tags?|keywords?|font\ssize|text\ssize)\s?[:：]
        |(?:责任编辑|責任編輯|责编|编辑|編輯|审核|校对|浏览次数|浏览量|浏览|点击数?|点击量|阅读数?|阅读量|访问量|字号|字体|关键词|标签|分享到?)\s?[:：])""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME: Final = r"[^\W\d_a-z][\w.'’-]{0,30}(?:\s[^\W\d_a-z][\w.'’-]{0,30}){0,4}"
_BYLINE: Final = re.compile(
    r"(?:(?:story\s|text\s|written\s|reported\s)?by|von|par|por|di|av|af|door)\s"
    r"(?:[^\W\d_]{2,20}\s(?:writers?|reporters?|correspondents?)\s)?"
    rf"(?P<names>{_NAME}(?:\s?(?:,|and|&|/|、)\s?(?:and\s)?{_NAME}){{0,8}})"
    r"(?:\s?,?\sin\s[^\W\d_][^()|]{0,60}?)?(?:\s?[(（]\s?(?P<source>[^()（）]{1,60}?)\s?[)）])?\W{0,2}",
)
_WRITER: Final = re.compile(
    r"(?:本报|本网|见习|特约)?(?:记者|記者|作者|通讯员|撰文|文)[\s/]{1,3}([\u3400-\u9fff·]{2,4}(?:[\s、,，]{1,2}[\u3400-\u9fff·]{2,4}){0,5})"
)
_NAME_BREAK: Final = re.compile(r"\s?(?:[,，、/&;；]|\band\b)\s?(?:and\s)?")
_CELL_BREAK: Final = re.compile(r"\s*[|\n\t丨│]\s*|\s{2,}|\s·\s|\s•\s")
_IN_BRACKETS: Final = re.compile(r"[(（\[【]\s?([^()（）\[\]【】]{2,60}?)\s?[)）\]】]")
_BULLETS: Final = " •·●■◆▪*|-"
_LEADING: Final = re.compile(r"[\s•·●■◆▪*|-]+")
_SMALL: Final = frozenset(
    {"of", "the", "and", "for", "in", "on", "de", "la", "von", "und", "et", "du", "des", "di"}
)
# What stands beside a date and is nobody's name.
_NO_NAME: Final = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|星期.|周.|(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes"
    r"|miércoles|jueves|viernes|sábado|domingo|uhr|stand|publiziert|veröffentlicht|aktualisiert"
    r"|actualizado|publicado|publié|mis à jour|pubblicato|aggiornato|son güncelleme|updated"
    r"|published|\d{1,2}[:.]\d\d\b.{0,12}|(?:last|first) .{0,12})\W*",
    re.IGNORECASE,
)
_HOST_LENGTH: Final = 100
_DATELINE: Final = 120
_DATELINE_WORDS: Final = 14
"""Words, those of the dates included, that a line of dates has at most."""

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ABBREVIATED: Final = re.compile(r"\d\s?(?:h|hrs?|Uhr|[ap]\.m)\.\Z", re.IGNORECASE)
_SOURCE_WORDS: Final = 7
_SOURCE_LENGTH: Final = 60


def read_metadata(line: str) -> Metadata | None:
    """Return what a line of metadata tells, or None where ``line`` is something else."""
    if len(line) > _LONGEST or _HINT.search(line) is None:
        return None
    text = line[_leading(line) :].rstrip(" |\t")
    dated = find_date(text)
    if dated is not None:
        text = f"{text[: dated[1][0]].rstrip(' (（[,，')}\n{text[dated[1][1] :].lstrip(' )）],，')}"
    found = _Cells()
    found.read(text)
    moment = dated[0] if dated else None
    if _is_titled(line, found, moment):
        return Metadata(moment, found.source, tuple(found.authors), found.long, found.labelled)
    if not _is_metadata(line, found, moment):
        return None
    return Metadata(moment, found.source, tuple(found.authors), "", found.labelled)


def split_names(text: str) -> list[str]:
    """Return the names in a byline, without the word that opens it."""
    names = [" ".join(name.split()).strip(" .:：") for name in _NAME_BREAK.split(text)]
    if len(names) == 1 and re.fullmatch(
        r"[\u4e00-\u9fff·]{2,4}(?:\s[\u4e00-\u9fff·]{2,4})+", names[0]
    ):
        names = names[0].split()
    return [name for name in names if name]


def is_host(text: str) -> bool:
    """Tell whether ``text`` is the name of a web host and nothing else."""
    return len(text) < _HOST_LENGTH and HOST.fullmatch(text) is not None


class _Cells:
    """What the cells of one line hold."""

    def __init__(self) -> None:
        self.source = ""
        self.authors: list[str] = []
        self.long = ""  # a cell that is neither a name nor a label
        self.loose = ""  # a name that stands there without a label
        self.labelled = False

    def read(self, text: str) -> None:
        label, position = "", 0
        for match in _LABEL.finditer(text):
            self._field(label, text[position : match.start()])
            label, position = match.lastgroup or "", match.end()
            self.labelled = True
        self._field(label, text[position:])
        self.source = self.source or self.loose

    def _field(self, label: str, text: str) -> None:
        """Take the value behind ``label``; what stands in further cells has no label."""
        for number, cell in enumerate(_CELL_BREAK.split(text)):
            value = _without_share_words(cell.strip(" •·:：,，;；-–—【】[]"))
            if not value or _NO_NAME.fullmatch(value):
                continue
            if number or label in {"", "when"}:
                self._unlabelled(value)
            elif label == "source":
                self.source = self.source or _unbracketed(value)
            elif label == "author":
                self.authors.extend(split_names(value))

    def _unlabelled(self, value: str) -> None:
        first, _, rest = value.partition(" ")
        byline = _BYLINE.fullmatch(f"{first.lower()} {rest}")
        if byline is not None:
            self.authors.extend(split_names(byline["names"]))
            self.source = self.source or (byline["source"] or "").strip()
            self.labelled = True
            return
        writer = _WRITER.fullmatch(value)
        if writer is not None:
            self.authors.extend(split_names(writer[1]))
            self.labelled = True
            return
        bracketed = _IN_BRACKETS.fullmatch(value)
        if bracketed is not None:
            self.source = self.source or bracketed[1].strip()
        elif is_host(value) or is_name(value):
            self.loose = self.loose or value
        elif len(value) > len(self.long):
            self.long = value


def _is_titled(line: str, found: _Cells, moment: Moment | None) -> bool:
    """Tell whether a headline shares ``line`` with a labelled date; a sentence may not."""
    labelled = found.long and moment is not None and found.labelled
    if not labelled or "|" not in line or ends_sentence(line):
        return False
    return line.strip(_BULLETS).startswith(found.long[:20])


def _is_metadata(line: str, found: _Cells, moment: Moment | None) -> bool:
    if found.long:
        return moment is not None and _is_dateline(line, found, moment)
    if found.labelled or moment is not None:
        return True
    return _IN_BRACKETS.fullmatch(line.strip()) is not None and bool(found.source)


def _is_dateline(line: str, found: _Cells, moment: Moment) -> bool:
    """Tell whether ``line`` is a date with a few words around it, of whatever language."""
    if len(line) > _DATELINE or len(_WORD.findall(line)) > _DATELINE_WORDS:
        return False
    if ends_sentence(line) and not _ABBREVIATED.search(line):
        return False
    if found.labelled:
        return True
    dated = find_date(line)
    before = len(_WORD.findall(line[: dated[1][0]])) if dated else _DATELINE_WORDS
    return moment.precision is Precision.MINUTE and before < 3  # noqa: PLR2004 - a name's words


def is_name(value: str) -> bool:
    """Tell whether ``value`` can be a newspaper's or an agency's name."""
    words = value.split()
    if len(words) > _SOURCE_WORDS or len(value) > _SOURCE_LENGTH or ends_sentence(value):
        return False
    if not value.isascii() and len(words) == 1:
        return len(value) < 20  # noqa: PLR2004 - names of Chinese agencies are short
    return all(not word[0].islower() or word in _SMALL or is_host(word) for word in words)


def _without_share_words(value: str) -> str:
    if is_share_row(value):
        return ""
    words = value.split(" ")
    while words and (not words[-1] or is_share_word(words[-1])):
        words.pop()
    return " ".join(words).rstrip(" 【[（(")


def _unbracketed(value: str) -> str:
    bracketed = _IN_BRACKETS.fullmatch(value)
    return bracketed[1].strip() if bracketed else value


def _leading(line: str) -> int:
    match = _LEADING.match(line)
    return match.end() if match else 0
