"""Invented articles and captures for the tests of the library's file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from index.article import Article, Capture, article_id
from index.dates import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable

Pair = tuple[Capture, Article]

_FIRST_DAY = datetime(2021, 3, 1, tzinfo=UTC)


def story(place: int, **changes: Any) -> Article:
    """Return the invented article of a place in a series: one a day, each with a URL of its own."""
    article = Article(
        id="",
        title=f"Harbour zone signs project {place}",
        body=f"Project {place} was signed on the quay.\n\nWork begins in spring.",
        published=_FIRST_DAY + timedelta(days=place),
        published_precision=Precision.DAY,
        source="Harbour Daily",
        site="harbour.example",
        url=f"https://harbour.example/news/{place}.html",
        sections=("Ports", "Projects"),
        authors=("Lin Bo",),
        captions=("The quay at dawn.",),
        language="en",
        origin=f"pages/{place}.txt",
    )
    article = replace(article, **changes)
    return article if article.id else replace(article, id=_id_of(article))


def pair(article: Article, content: str = "") -> Pair:
    """Return ``article`` with a capture, whose bytes differ where the articles or contents do."""
    return Capture(f"{article.id}.txt", f"{content}\n{article}".encode(), article.origin), article


def pairs(articles: Iterable[Article]) -> list[Pair]:
    """Return each article with a capture."""
    return [pair(article) for article in articles]


def _id_of(article: Article) -> str:
    return article_id(
        url=article.url,
        site=article.site,
        title=article.title,
        day=article.published.date() if article.published else None,
        body=article.body,
    )
