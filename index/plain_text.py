"""An article as text: to be read elsewhere, as Markdown to be added again, or cited in one line.

Nothing is wrapped, and what could command a terminal is for whoever writes to one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from index.article import article_record
from index.dates import Precision
from index.text.cleaning import clean_line
from index.text.markup import unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from index.article import Article

_NOT_IN_FRONT: Final = {"id", "body", "origin", "captions", "published_precision"}


def article_text(article: Article) -> str:
    """Return a whole article as it is read: title, where and when, text, captions, address."""
    return f"{article.title}\n{text_below_title(article)}\n"


def text_below_title(article: Article) -> str:
    """Return what stands below the title, blocks a blank line apart."""
    when = day_text(article.published, article.published_precision)
    facts = [" › ".join(article.sections), article.source, article.site, when]
    told = " · ".join(fact for fact in [*facts, ", ".join(article.authors)] if fact)
    captions = [f"[{caption}]" for caption in article.captions]
    parts = [told, body_text(article), *captions, article.url]
    return "\n\n".join(part for part in parts if part)


def body_text(article: Article) -> str:
    """Return the body without the marks inside its lines; those that open a line stay."""
    return unmarked(article.body)


def markdown_text(article: Article, tags: Sequence[str] = (), note: str = "") -> str:
    """Return an article as Markdown with front matter, which `broadsheet add` reads again.

    The reader's ``tags`` and ``note`` stand there too, for other programs.
    """
    marks = {"tags": list(tags), "note": note}
    # JSON strings and lists are YAML, too.
    front = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in (article_record(article) | marks).items()
        if name not in _NOT_IN_FRONT and value
    ]
    captions = [f"\n![{caption}]()\n" for caption in article.captions]
    return "".join(["---\n", *front, f"---\n\n{article.body}\n", *captions])


def citation(article: Article) -> str:
    """Return one line that cites an article: authors, “title”, source, day, address."""
    title = clean_line(article.title)
    parts = [
        ", ".join(article.authors),
        f"“{title}”" if title else "",
        article.source or article.site,
        day_text(article.published) if article.published else "",
        article.url,
    ]
    return ", ".join(part for part in map(clean_line, parts) if part)


def day_text(when: datetime | None, precision: Precision | None = None) -> str:
    """Return a date as people write it: ``10 Nov 2020``, with the time where it is known."""
    if when is None:
        return "no date"
    text = f"{when.day} {when:%b %Y}"
    return f"{text}, {when:%H:%M}" if precision is Precision.MINUTE else text
