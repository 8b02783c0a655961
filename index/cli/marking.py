"""Commands that put the reader's own marks on an article: tag, note."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import click

from index.changes import Change, Mark
from index.cli.command import Context, cli
from index.cli.printing import print_headline, print_json
from index.text.cleaning import clean_line, clean_text

if TYPE_CHECKING:
    from index.library import Library


@cli.command()
@click.argument("article_id", metavar="ID", required=False)
@click.argument("tags", metavar="[TAG]...", nargs=-1)
@click.option("--remove", is_flag=True, help="Take the tags away.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def tag(
    context: Context, article_id: str | None, tags: tuple[str, ...], remove: bool, as_json: bool
) -> None:
    """Give an article tags, to be found by tag: in a query.

    Without TAG, its tags are printed; without ID, all tags with the number of their articles.
    """
    with context.open() as library:
        if article_id is None:
            _print_all(library.tags(), as_json=as_json)
            return
        number = library.number_of(article_id)
        for one in tags:
            library.marking.change(Change(Mark.TAG, not remove, [number], clean_line(one)))
        now = library.tags_of(number)
    if as_json:
        print_json(list(now))
        return
    for one in now:
        click.echo(one)
    if not now:
        click.echo("This article has no tags.", err=True)


@cli.command()
@click.argument("article_id", metavar="ID", required=False)
@click.argument("text", metavar="[TEXT]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def note(context: Context, article_id: str | None, text: str | None, as_json: bool) -> None:
    """Print the note on an article, or keep TEXT as its note; an empty TEXT removes it.

    Without ID, all notes are printed. Articles with a note are found by has:note in a query, and
    by note: with a word of it.
    """
    with context.open() as library:
        if article_id is None:
            _print_notes(library, as_json=as_json)
            return
        number = library.number_of(article_id)
        if text is not None:
            library.marking.change(Change(Mark.NOTE, True, [number], clean_text(text)))
        now = library.note_of(number)
    if as_json:
        print_json(now or None)
    elif now:
        click.echo(now)
    else:
        click.echo("This article has no note.", err=True)


def _print_notes(library: Library, *, as_json: bool) -> None:
    notes = dict(library.notes())
    page = library.headlines(list(notes))
    if as_json:
        print_json([{"id": one.id, "title": one.title, "note": notes[one.number]} for one in page])
        return
    for one in page:
        print_headline(one)
        click.echo(indent(clean_text(notes[one.number]), "    "))
    if not page:
        click.echo("No notes yet. Keep one: broadsheet note ID TEXT", err=True)


def _print_all(tags: list[tuple[str, int]], *, as_json: bool) -> None:
    if as_json:
        print_json(dict(tags))
        return
    for name, count in tags:
        click.echo(f"{count:>9,}  {name}")
    if not tags:
        click.echo("No tags yet. Give one: broadsheet tag ID TAG", err=True)
