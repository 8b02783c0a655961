"""Commands that tell about many articles at once: facets, timeline, related."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.cli.command import Context, cli
from index.cli.printing import headline_record, print_headline, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.hints import Facet, Facets
    from index.library import Library
    from index.results import Headline

_TOP = 10
_WIDEST_BAR = 40
_LIMIT = click.IntRange(min=0, max=1_000_000_000)


@cli.command()
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def facets(context: Context, query: tuple[str, ...], as_json: bool) -> None:
    """Count what QUERY finds by section, source, site, language, year and month.

    Without QUERY, all articles are counted.
    """
    with context.open() as library:
        found = library.telling.facets(_found(library, query, quiet=as_json))
    if as_json:
        print_json({f"by_{name}": list(map(_record, counts)) for name, counts in _by_name(found)})
        return
    for name, counts in _by_name(found):
        if counts:
            click.secho(f"\nBy {name}", bold=True)
            _print_counts(counts)


@cli.command()
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def timeline(context: Context, query: tuple[str, ...], as_json: bool) -> None:
    """Count what QUERY finds by month, or by year where it spans more than ten.

    Without QUERY, all articles are counted; those without a date never are.
    """
    with context.open() as library:
        found = library.telling.timeline(_found(library, query, quiet=as_json))
    if as_json:
        print_json(list(map(_record, found)))
        return
    most = max((facet.count for facet in found), default=0)
    for facet in found:
        bar = "█" * -(-facet.count * _WIDEST_BAR // most)
        click.echo(f"{facet.value:<7}  {facet.count:>9,}  {bar}".rstrip())
    if not found:
        click.echo("None of them has a date.", err=True)


@cli.command()
@click.argument("article_id", metavar="ID")
@click.option("--limit", type=_LIMIT, default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def related(context: Context, article_id: str, limit: int, as_json: bool) -> None:
    """List articles on the matter of another; the first characters of its ID are enough."""
    with context.open() as library:
        library.catch_up_if_free()
        found = library.telling.related(library.number_of(article_id), limit)
        page = library.headlines([one.number for one in found.articles])
        scores = {one.number: one.score for one in found.articles}
        others = {one.number: library.headlines(one.others) for one in found.articles}
        same = library.headlines(found.same_story)
    if as_json:
        records = [
            headline_record(headline)
            | {"score": scores[number], "others": [other.id for other in others[number]]}
            for headline in page
            for number in (headline.number,)
        ]
        print_json({"related": records, "same_story": [headline.id for headline in same]})
        return
    for headline in page:
        print_headline(headline)
        _print_others("also", others[headline.number])
    if not page:
        click.echo("No other article is about this.", err=True)
    _print_others("the same story:", same)


def _found(library: Library, query: tuple[str, ...], *, quiet: bool) -> Sequence[int] | None:
    """Return the numbers of what a query finds and say how many; None for all articles."""
    library.catch_up_if_free()
    text = " ".join(query)
    if not text.strip():
        return None
    results = library.search(text)
    if not quiet:
        click.echo(f"{len(results):,} found: {results.understood or 'all articles'}", err=True)
        if results.relaxed:
            click.echo("No article has all of it; these come nearest.", err=True)
        if results.suggestion:
            click.echo(f"Did you mean: {results.suggestion.text}", err=True)
    return results.numbers


def _by_name(found: Facets) -> tuple[tuple[str, tuple[Facet, ...]], ...]:
    return (
        ("section", found.sections),
        ("source", found.sources),
        ("site", found.sites),
        ("language", found.languages),
        ("year", found.years),
        ("month", found.months),
    )


def _record(facet: Facet) -> dict[str, object]:
    value = list(facet.steps) if facet.name == "section" else facet.value
    return {"value": value, "count": facet.count, "query": facet.text}


def _print_counts(counts: tuple[Facet, ...]) -> None:
    shown = counts[-_TOP:] if counts[0].name in {"year", "month"} else counts[:_TOP]
    for facet in shown:
        *above, name = facet.steps
        click.echo(f"{facet.count:>9,}  {'  ' * len(above)}{name}")
    if len(counts) > len(shown):
        click.echo(f"{'':>9}  and {len(counts) - len(shown):,} more")


def _print_others(said: str, others: Sequence[Headline]) -> None:
    for other in others:
        click.echo(f"    {said} {other.source or other.site or other.title} · {other.id}")
