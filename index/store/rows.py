"""How an article becomes rows of the library and comes back.

The one place where SQLite's untyped columns become values; no statement is carried out here.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from index.article import Article, article_id
from index.dates import Precision
from index.results import Headline
from index.text.ordering import title_order

if TYPE_CHECKING:
    from index.store.database import Row, Value

ARTICLE_COLUMNS: Final = (
    "title, published, published_precision, published_at, source, site, url, sections, authors,"
    " language, origin, url_key, story_key, title_order"
)
"""The columns that `article_values` fills, in its order."""

ARTICLE_QUERY: Final = """
SELECT articles.number, articles.id, title, body, published, published_precision, source, site, url,
       sections, authors, captions, language, origin
FROM articles JOIN bodies USING (number)
"""
"""What `read_article` reads; conditions are added behind it."""

HEADLINE_QUERY: Final = """
SELECT articles.number, articles.id, title, published, published_precision, source, site,
       sections, language, coalesce(read, 0), coalesce(starred, 0),
       (
           SELECT json_group_array(tag)
           FROM (SELECT tag FROM tags WHERE tags.number = articles.number ORDER BY folded)
       ),
       EXISTS (SELECT 1 FROM notes WHERE notes.number = articles.number)
FROM articles LEFT JOIN reading USING (number)
"""
"""What `read_headline` reads; conditions are added behind it."""

_UNKEEPABLE: Final = re.compile("[\0\ud800-\udfff]")


def keepable(article: Article) -> Article:
    """Return ``article`` with U+FFFD for what SQLite cannot hold, and its date aware."""
    published = article.published
    if published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return Article(
        id=keepable_text(article.id),
        title=keepable_text(article.title),
        body=keepable_text(article.body),
        published=published,
        published_precision=article.published_precision,
        source=keepable_text(article.source),
        site=keepable_text(article.site),
        url=keepable_text(article.url),
        sections=tuple(map(keepable_text, article.sections)),
        authors=tuple(map(keepable_text, article.authors)),
        captions=tuple(map(keepable_text, article.captions)),
        language=keepable_text(article.language),
        origin=keepable_text(article.origin),
    )


def keepable_text(text: str) -> str:
    """Return ``text`` with U+FFFD for what SQLite cannot hold: NUL and lone surrogates."""
    return _UNKEEPABLE.sub("\ufffd", text)


def article_values(article: Article) -> tuple[Value, ...]:
    """Return what stands in `ARTICLE_COLUMNS` for a keepable ``article``."""
    published = article.published
    return (
        article.title,
        published.isoformat() if published else None,
        article.published_precision,
        int(published.timestamp()) if published else None,
        article.source,
        article.site,
        article.url,
        _list(article.sections),
        _list(article.authors),
        article.language,
        article.origin,
        url_key(article),
        story_key(article),
        title_order(article.title),
    )


def body_values(article: Article) -> tuple[str, str]:
    """Return body and captions as the table of bodies holds them."""
    return article.body, _list(article.captions)


def read_article(row: Row) -> tuple[int, Article]:
    """Return number and article of a row of `ARTICLE_QUERY`."""
    (number, id_, title, body, published, precision, source, site, url) = row[:9]
    (sections, authors, captions, language, origin) = row[9:]
    article = Article(
        id=id_,
        title=title,
        body=body,
        published=_moment(published),
        published_precision=_precision(precision),
        source=source,
        site=site,
        url=url,
        sections=_tuple(sections),
        authors=_tuple(authors),
        captions=_tuple(captions),
        language=language,
        origin=origin,
    )
    return number, article


def read_headline(row: Row) -> Headline:
    """Return the headline of a row of `HEADLINE_QUERY`."""
    (number, id_, title, published, precision, source, site, sections, language) = row[:9]
    (read, starred, tags, noted) = row[9:]
    return Headline(
        number=number,
        id=id_,
        title=title,
        published=_moment(published),
        published_precision=_precision(precision),
        source=source,
        site=site,
        sections=_tuple(sections),
        language=language,
        read=bool(read),
        starred=bool(starred),
        tags=_tuple(tags),
        noted=bool(noted),
    )


def same_content(one: Article, other: Article) -> bool:
    """Tell whether two articles say the same: all fields are equal but id and origin."""
    if replace(one, id=other.id, origin=other.origin) != other:
        return False
    # Equal moments may be printed with different offsets.
    return str(one.published) == str(other.published)


def url_key(article: Article) -> str:
    """Return what articles of one canonical URL have in common; empty without a URL."""
    if not article.url:
        return ""
    return article_id(url=article.url, site="", title="", day=None, body="")


def story_key(article: Article) -> str:
    """Return what articles of one site, folded title and day have in common, the day known."""
    if article.published is None:
        return ""
    day = article.published.date()
    return article_id(url="", site=article.site, title=article.title, day=day, body="")


def _list(texts: tuple[str, ...]) -> str:
    return json.dumps(texts, ensure_ascii=False)


def _tuple(text: str) -> tuple[str, ...]:
    return tuple(map(str, json.loads(text)))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _precision(text: str | None) -> Precision | None:
    return Precision(text) if text else None
