"""Commands that find and print articles: search, show, list."""

from __future__ import annotations

import click

from index.article import article_record
from index.cli.command import Context, cli
from index.cli.printing import (
    headline_record,
    print_article,
    print_headline,
    print_json,
    print_markdown,
    print_passage,
)
from index.results import Sort

_LIMIT = click.IntRange(min=0, max=1_000_000_000)
_SORTS = click.Choice([sort.value for sort in Sort])


@cli.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--any", "any_word", is_flag=True, help="Find articles with any of the words.")
@click.option("--sort", type=_SORTS, default="relevance", show_default=True)
@click.option("--limit", type=_LIMIT, default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def search(
    context: Context,
    query: tuple[str, ...],
    any_word: bool,
    sort: str,
    limit: int,
    as_json: bool,
) -> None:
    """Find articles by their words.

    Words must all occur; "a phrase", OR, -without, prefix*, title: section: source: and
    after: before: date: narrow it. Put a query that begins with - behind --.
    """
    with context.open() as library:
        library.catch_up_if_free()
        results = library.search(" ".join(query), sort=Sort(sort), any_word=any_word)
        page = results.window(0, limit)
        if as_json:
            found = [(headline, results.snippet(headline.number)) for headline in page]
            print_json(
                [
                    headline_record(headline)
                    | {
                        "score": results.score(headline.number),
                        "snippet": passage.text,
                        "snippet_spans": [list(span) for span in passage.spans],
                    }
                    for headline, passage in found
                ]
            )
            return
        click.echo(f"{len(results):,} found: {results.understood or 'all articles'}", err=True)
        if results.relaxed:
            click.echo("No article has all of it; these come nearest.", err=True)
        if results.suggestion:
            click.echo(f"Did you mean: {results.suggestion.text}", err=True)
        for headline in page:
            print_headline(headline)
            print_passage(results.snippet(headline.number))


@cli.command("list")
@click.option("--limit", type=_LIMIT, default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def list_command(context: Context, limit: int, as_json: bool) -> None:
    """List the newest articles."""
    with context.open() as library:
        page = library.first_page(limit)
        if as_json:
            print_json([headline_record(headline) for headline in page])
            return
        for headline in page:
            print_headline(headline)
        if not page:
            click.echo("No articles yet. Add some: broadsheet add FOLDER", err=True)


@cli.command()
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown with front matter.")
@click.pass_obj
def show(context: Context, article_id: str, as_json: bool, as_markdown: bool) -> None:
    """Print one article; the first characters of its ID are enough."""
    with context.open() as library:
        number = library.number_of(article_id)
        article = library.article(number)
        tags, note = library.tags_of(number), library.note_of(number)
    if as_json:
        print_json(article_record(article))
    elif as_markdown:
        print_markdown(article, tags, note)
    else:
        print_article(article)
