"""Loose fields (of front matter, of a JSON record) made the fields of an article.

Knows by which names the world calls a title, a day or an author; reads no files and no markup.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from index.article import Article, article_id
from index.dates import Moment, Precision, date_in_url, read_date
from index.text.cleaning import clean_line
from index.text.language import detect_language
from index.text.markup import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Fields = dict[str, Any]

_TITLE: Final = ("title", "headline", "name", "heading", "标题")
_PUBLISHED: Final = (
    "published", "date", "published_at", "publishedat", "date_published", "datepublished",
    "publication_date", "publish_date", "publishdate", "pubdate", "pub_date", "published_date",
    "publishing_date", "published_time", "published_on", "webpublicationdate", "time", "timestamp",
    "datetime", "日期", "发布时间", "发布日期", "时间",
)  # fmt: skip
_KEPT: Final = ("created_at", "created", "created_time")
"""When somebody kept the page, which is said only where nothing else tells its day."""

_SOURCE: Final = (
    "source",
    "publisher",
    "credit",
    "site_name",
    "sitename",
    "media",
    "provider",
    "来源",
)
_SITE: Final = ("site", "host", "hostname", "domain", "netloc")
_URL: Final = (
    "url",
    "link",
    "permalink",
    "canonical_url",
    "canonical",
    "uri",
    "weburl",
    "href",
    "page_url",
    "source_url",
    "original_url",
    "requested_url",
    "source",
)
_SECTIONS: Final = (
    "sections",
    "section",
    "breadcrumb",
    "breadcrumbs",
    "category",
    "categories",
    "channel",
    "column",
)
_AUTHORS: Final = ("authors", "author", "byline", "creator", "writer", "作者")
_CAPTIONS: Final = ("captions", "caption")
_LANGUAGE: Final = ("language", "lang", "inlanguage", "language_code")
_OPENS_BYLINE: Final = re.compile(r"by:?\s+", re.IGNORECASE)
_LISTED: Final = re.compile(r"[;、]")
_BETWEEN: Final = re.compile(r"[;、,]|\s(?:and|&)\s")
_MIDNIGHT: Final = re.compile(r"\d[T ]00:00:00(?:\.0{1,9})?\Z")
_EPOCH_SECONDS: Final = range(4_102_444_800)
_THOUSAND: Final = 1000


def lowered(fields: Mapping[str, Any]) -> Fields:
    """Return ``fields`` with keys in lower case and without empty values."""
    return {
        str(key).strip().lower(): value
        for key, value in fields.items()
        if value not in (None, "", [])
    }


def title_of(fields: Fields) -> str:
    """Return the title among ``fields``, or an empty text."""
    return _text(_first(fields, _TITLE))


def build_article(
    fields: Fields,
    *,
    title: str,
    body: str,
    origin: str,
    captions: Iterable[str] = (),
    moment: Moment | None = None,
    last_resort: Moment | None = None,
) -> Article:
    """Return the article of ``title`` and ``body`` with what ``fields`` tell besides.

    ``moment`` and ``captions`` are what the text itself tells; fields go before and beside them.
    ``last_resort`` is the moment where neither they nor an address tell any.
    """
    url = next((url for name in _URL if (url := _address(_text(fields.get(name))))), "")
    site = _text(_first(fields, _SITE)) or urlsplit(url).hostname or ""
    moment = _moment(fields, _PUBLISHED) or moment or date_in_url(url)
    moment = moment or last_resort or _moment(fields, _KEPT)
    language = re.split(r"[-_]", _text(_first(fields, _LANGUAGE)).lower())[0]
    if not re.fullmatch("[a-z]{2}", language):
        language = detect_language(f"{title}\n{plain_text(body)}")
    return Article(
        id=article_id(
            url=url, site=site, title=title, body=body, day=moment.when.date() if moment else None
        ),
        title=title,
        body=body,
        published=moment.when if moment else None,
        published_precision=moment.precision if moment else None,
        source=_source(fields),
        site=site,
        url=url,
        sections=_texts(_first(fields, _SECTIONS)),
        authors=_names(_first(fields, _AUTHORS)),
        captions=tuple(dict.fromkeys((*_texts(_first(fields, _CAPTIONS)), *captions))),
        language=language,
        origin=origin,
    )


def _first(fields: Fields, names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if name in fields), None)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("#text")
    if isinstance(value, list):
        value = next(iter(value), "")
    return clean_line(str(value)) if isinstance(value, str | int | float) else ""


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(text for one in values if (text := _text(one))))


def _source(fields: Fields) -> str:
    """Return the credit; an address is none."""
    told = (_text(fields.get(name)) for name in _SOURCE)
    return next((text for text in told if text and not _address(text)), "")


def _names(value: Any) -> tuple[str, ...]:
    """Return authors, each for himself: not ``By A and B``, ``A; B`` or a wiki's ``[[A]]``."""
    names: list[str] = []
    for text in _texts(value):
        bare = _OPENS_BYLINE.sub("", text.replace("[[", "").replace("]]", ""))
        between = _BETWEEN if bare != text and "[[" not in text else _LISTED
        names.extend(name.strip() for name in between.split(bare))
    return tuple(dict.fromkeys(name for name in names if name))


def _address(url: str) -> str:
    try:
        fits = urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname
    except ValueError:
        return ""
    return url if fits and " " not in url else ""


def _moment(fields: Fields, names: Iterable[str]) -> Moment | None:
    for name in names:
        value = fields.get(name)
        moment = _epoch(value) if isinstance(value, int | float) else read_date(_text(value))
        if moment is not None:
            whole_day = _text(fields.get("published_precision")) == Precision.DAY
            # A program that knows only the day writes midnight to the second.
            whole_day = whole_day or _MIDNIGHT.search(_text(value)) is not None
            return Moment(moment.when, Precision.DAY) if whole_day else moment
    return None


def _epoch(value: float) -> Moment | None:
    """Return the moment ``value`` seconds, or milliseconds, after 1970."""
    seconds = value / _THOUSAND if abs(value) > _EPOCH_SECONDS.stop else value
    if isinstance(value, bool) or not 0 < seconds < _EPOCH_SECONDS.stop:
        return None
    return Moment(datetime.fromtimestamp(int(seconds), UTC), Precision.MINUTE)
