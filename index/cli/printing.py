"""What the commands print: JSON for programs, lines and short tables for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from index.dates import Precision
from index.plain_text import day_text, markdown_text, text_below_title
from index.text.cleaning import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.article import Article
    from index.results import Headline, Highlight


def print_json(value: object, *, line: bool = False) -> None:
    """Print ``value`` as one JSON document, in UTF-8 with its characters as they are.

    With ``line``, it stands on one line, as one of many.
    """
    text = json.dumps(value, ensure_ascii=False, indent=None if line else 2)
    # File names may hold bytes that are no text, which JSON knows as escaped surrogates.
    click.echo(text.encode("utf-8", "backslashreplace"))


def headline_record(headline: Headline) -> dict[str, object]:
    """Return a headline as JSON has it."""
    published = headline.published
    if published is None:
        text = None
    elif headline.published_precision is Precision.MINUTE:
        text = published.isoformat(timespec="minutes")
    else:
        text = published.date().isoformat()
    return {
        "id": headline.id,
        "title": headline.title,
        "published": text,
        "source": headline.source,
        "site": headline.site,
        "sections": list(headline.sections),
        "read": headline.read,
        "starred": headline.starred,
    }


def print_headline(headline: Headline) -> None:
    """Print a headline in two lines: title, then where, when and its id."""
    click.secho(headline.title, bold=True)
    click.echo("  " + " · ".join(_facts(headline)))


def _facts(headline: Headline) -> list[str]:
    when = day_text(headline.published, headline.published_precision)
    return [fact for fact in (headline.source or headline.site, when, headline.id) if fact]


def print_passage(passage: Highlight) -> None:
    """Print a passage with the words that were found in bold."""
    pieces = []
    end = 0
    for start, stop in passage.spans:
        pieces += [passage.text[end:start], click.style(passage.text[start:stop], bold=True)]
        end = stop
    text = "".join([*pieces, passage.text[end:]])
    click.echo("  " + " ".join(text.split()))


def print_article(article: Article) -> None:
    """Print an article to be read: title, where and when, text, captions."""
    click.secho(article.title, bold=True)
    click.echo(text_below_title(article))


def print_markdown(article: Article, tags: Sequence[str] = (), note: str = "") -> None:
    """Print an article as Markdown with front matter, which `broadsheet add` reads again.

    The reader's ``tags`` and ``note`` stand there too, for other programs.
    """
    click.echo(markdown_text(article, tags, note), nl=False)


def warn(origin: str, reason: str) -> None:
    """Name an input and what is wrong with it, on the error stream."""
    click.echo(f"{clean_line(origin)}: {clean_line(reason)}", err=True)
