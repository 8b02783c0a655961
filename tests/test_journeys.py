"""What a person does with the reader, from the first key to the last, with a restart between."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from reading_room import NARROW, STACKED, WIDE, reading

from index.article import Article, Capture, article_id
from index.dates import Precision
from index.library import Library
from index.results import Sort
from index.settings import log_file
from index.store.database import Database
from tui.command import Pane

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

PARAGRAPHS = 60
DEFAULTS = Database.__init__.__kwdefaults__ or {}


def add_long_article(folder: Path) -> int:
    """Add an article of many paragraphs; return its number."""
    body = "\n\n".join(f"Paragraph {n} tells of the harbour works." for n in range(PARAGRAPHS))
    library = Library.open(folder)
    day = datetime(1999, 5, 1, tzinfo=UTC)
    article = Article("1" * 16, "Harbour works, day by day", body, day, Precision.DAY)
    library.archive.keep([(Capture("works.txt", b"works", "works.txt"), article)])
    library.catch_up()
    number = library.archive.number_of("1" * 16)
    library.close()
    return number


async def test_the_first_screen_shows_the_newest_article_beside_the_list(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        text = room.text()
        assert "12 articles · newest first" in text
        assert text.count("Harbour city opens free trade port") == 1 + 1
        assert "The harbour city of Linhai opened a free trade port on Thursday." in text


async def test_words_typed_find_and_enter_reads_and_n_goes_to_a_match(
    library_folder: Path,
) -> None:
    async with reading(library_folder, STACKED) as room:
        await room.press(*"/customs reform")
        assert "with customs and reform" in room.text()
        assert room.screen.listing.count == 1
        await room.press("enter", "enter")
        assert room.listens() is Pane.ARTICLE
        await room.press("n", "n")
        assert "match 2 of 5" in room.text()
        await room.press("N")
        assert "match 1 of 5" in room.text()


async def test_a_query_opened_and_paged_in_one_burst_reads_what_was_found(
    library_folder: Path,
) -> None:
    """Keys that outrun the search wait for it: nothing else is opened, or counted as read."""
    async with reading(library_folder) as room:
        await room.press(*"/biopharma", "enter", "enter", "n", "n")
        assert room.screen.reader.article is not None
        assert room.screen.reader.article.title == "Biopharma zone welcomes first tenants"
        assert "match 2 of 2" in room.text()
        assert len(room.app.library.unread()) == 11


async def test_chinese_is_found_as_it_is_typed(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*"/推介")
        assert room.screen.listing.count == 1
        assert "临港新区举办招商推介会" in room.text()


async def test_when_no_article_has_all_words_it_says_so_and_shows_the_best(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        await room.press(*"/biopharma turbines")
        assert "no article has all these words; best matches for any" in room.text()
        assert room.screen.listing.count == 2


async def test_nothing_found_says_what_to_do_and_escape_shows_all(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*"/zzzyzx")
        assert "Nothing found for “zzzyzx”." in room.text()
        await room.press("enter", "enter", "J", "s", "y", "u", "o", "n", "]")
        await room.press("escape")
        assert room.screen.listing.count == 12


async def test_a_query_given_at_the_start_is_searched_at_once(library_folder: Path) -> None:
    async with reading(library_folder, query="wind park") as room:
        assert room.screen.finder.text == "wind park"
        assert "Wind park signs 3 billion yuan contract" in room.lines()[3]
        assert room.listens() is Pane.LIST


async def test_looking_does_not_count_as_reading_but_opening_does(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*"jjkG", "g")
        assert all(not line.startswith(("▌  Harbour city",)) for line in room.lines())
        library = room.app.library
        assert len(library.unread()) == 12
        await room.press("enter", "escape")
        assert len(library.unread()) == 11
        await room.press("]", "]", "[")
        assert len(library.unread()) == 9
        await room.press("j", "j", "J")
        assert len(library.unread()) == 8


async def test_u_goes_from_unread_to_unread_until_all_are_read(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        seen = []
        for _ in range(12):
            await room.press("u")
            seen.append(room.screen.listing.place)
        assert seen == [*range(1, 12), 0]
        await room.press("u")
        assert "Everything here is read." in room.text()


async def test_read_starred_and_position_survive_a_restart(library_folder: Path) -> None:
    number = add_long_article(library_folder)
    async with reading(library_folder) as room:
        await room.press("G", "k", "s", "enter", "space", "space", "space")
        top = room.lines()[5]
        position = room.screen.reader.position
        assert position > 0
        await room.press("q")
    library = Library.open(library_folder)
    reading_state = library.reading(number)
    assert (reading_state.read, reading_state.starred) == (True, True)
    assert reading_state.position == position
    library.close()
    async with reading(library_folder) as room:
        await room.press("G", "k")
        assert room.screen.reader.position == position
        assert room.lines()[5][45:] == top[45:]
        assert any(line.startswith("▌★") for line in room.lines())


async def test_what_is_done_in_the_last_moment_is_kept(library_folder: Path) -> None:
    """Star, scroll and leave in one burst: nothing is lost."""
    number = add_long_article(library_folder)
    async with reading(library_folder) as room:
        await room.press("G", "k")
        await room.press("s", "J", "J", "J", "J", "J", "J", "J", "J", "J", "J", "J", "q")
    library = Library.open(library_folder)
    assert library.reading(number).starred
    assert library.reading(number).read
    assert library.reading(number).position > 0
    library.close()


async def test_each_article_has_a_position_of_its_own(library_folder: Path) -> None:
    add_long_article(library_folder)
    async with reading(library_folder) as room:
        await room.press("G", "k")
        await room.press("J", "J", "J", "J", "J", "J", "J", "J", "k")
        assert room.screen.reader.position == 0
        await room.press("j")
        assert room.screen.reader.position > 0


async def test_a_new_query_keeps_the_place_in_the_article(library_folder: Path) -> None:
    """The same article with other matches: its lines stay where they are."""
    add_long_article(library_folder)
    async with reading(library_folder, query="works") as room:
        await room.press("space", "space")
        position = room.screen.reader.position
        await room.press("slash", "end", *" day")
        assert room.screen.listing.headline is not None
        assert room.screen.listing.headline.title == "Harbour works, day by day"
        assert room.screen.reader.position == position > 0


async def test_one_pane_at_a_time_is_enough_to_read(library_folder: Path) -> None:
    async with reading(library_folder, NARROW) as room:
        await room.press(*"/port", "enter", "j", "enter")
        assert room.panes() == {Pane.SEARCH, Pane.ARTICLE}
        first = room.screen.listing.number
        await room.press("]")
        assert room.screen.listing.number != first
        assert room.listens() is Pane.ARTICLE
        await room.press("escape", "u")
        assert room.panes() == {Pane.SEARCH, Pane.ARTICLE}


async def test_the_mouse_alone_can_read(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.pilot.click("ListPane", offset=(8, 6))
        await room.settle()
        assert room.screen.listing.place == 1
        await room.pilot.click("ListPane", offset=(8, 6))
        await room.settle()
        assert room.listens() is Pane.ARTICLE
        assert len(room.app.library.unread()) == 11


async def test_foreign_text_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    """Titles, bodies, sources and queries full of markup and escapes: painted, not carried out."""
    nasty = "[@click=app.quit]x[/] [/b] [red]y \x1b]0;owned\x07\x1b[31m\u202e"
    library = Library.open(tmp_path / "nasty")
    for count in range(3):
        article = Article(
            f"{count:016x}",
            nasty,
            nasty,
            source=nasty,
            site=nasty,
            sections=(nasty,),
            authors=(nasty,),
            captions=(nasty,),
            url=f"https://x.example/{nasty}",
        )
        library.archive.keep([(Capture(f"{count}.txt", bytes([count]), "x"), article)])
    library.catch_up()
    library.close()
    for size in (WIDE, STACKED, NARROW):
        async with reading(tmp_path / "nasty", size) as room:
            await room.press("j", "o", "y", "u", "enter", "n", "escape")
            await room.press(*"/[/b] [@click=app.quit]x", "enter")
            text = room.text()
            assert "[@click=app.quit]x[/]" in text
            assert not {"\x1b", "\x07", "\u202e"} & set(text)
            for row in range(3, 14):
                await room.pilot.click("ListPane", offset=(12, row)) if size is WIDE else None
            await room.settle()
            assert room.app.is_running


@pytest.fixture
def busy_library(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """Have another program write to the library, for which the reader waits but a moment."""
    monkeypatch.setattr(Database.__init__, "__kwdefaults__", {**DEFAULTS, "busy_timeout": 0.05})
    other = sqlite3.connect(library_folder / "library.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


async def test_marks_made_while_another_program_writes_are_kept_when_it_is_done(
    library_folder: Path, busy_library: Connection
) -> None:
    """They are seen at once, told of in a sentence and none is lost; reading goes on meanwhile."""
    async with reading(library_folder) as room:
        first = room.screen.listing.number
        assert first is not None
        room.send("s", "J", "s", "s")
        await room.until("Your marks are kept as soon as it has finished.")
        assert any(line.startswith("▌★ ") for line in room.lines())
        room.send("j")
        await room.until("Nine projects were signed.")
        assert not room.app.library.reading(first).starred
        busy_library.execute("ROLLBACK")
        await room.settle()
        assert room.app.library.reading(first).starred
        assert room.app.library.reading(first).read


async def test_marks_that_cannot_be_kept_on_leaving_are_told_of(
    library_folder: Path, busy_library: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    del busy_library
    async with reading(library_folder) as room:
        room.send("s", "q")
        while not room.app._exit:
            await room.pilot.pause()
    told = " ".join(capsys.readouterr().err.split())
    assert told.startswith("The last marks could not be kept: ")
    assert "Traceback" not in told
    assert room.app.return_code == 1


def add_story(folder: Path, title: str, *, index: bool) -> None:
    """Add an article as another Broadsheet would."""
    library = Library.open(folder)
    article = Article(article_id(url="", site="", title=title, day=None, body=title), title, title)
    library.archive.keep([(Capture("story.txt", title.encode(), "story.txt"), article)])
    if index:
        library.catch_up()
    library.close()


@pytest.mark.parametrize("index", [True, False])
async def test_articles_added_by_another_program_come_into_the_list(
    library_folder: Path, *, index: bool
) -> None:
    """Also into a search, indexed by the other or, once nobody adds any more, by the reader."""
    async with reading(library_folder, query="harbour") as room:
        await room.press("j")
        number, count = room.screen.listing.number, room.screen.listing.count
        add_story(library_folder, "Moon harbour", index=index)
        for _ in range(2):
            room.screen.keep_up()
            await room.settle()
        assert room.screen.listing.count == count + 1
        assert room.screen.listing.number == number
        await room.press("escape")
        assert room.screen.listing.count == 13


async def test_an_article_that_has_gone_since_is_told_of_and_passed_over(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        results = room.screen.listing.results
        assert results is not None
        other = sqlite3.connect(library_folder / "library.sqlite3", isolation_level=None)
        other.execute("PRAGMA foreign_keys = ON")
        other.execute("DELETE FROM articles WHERE number = ?", (results.numbers[1],))
        other.close()
        await room.press("j", "s", "m", "enter", "n", "y", "u")
        assert not room.shown()
        assert room.app.is_running
        await room.press("escape", "j")
        assert room.shown() == "Port customs reform cuts waiting to two hours"


async def test_a_library_that_can_no_longer_be_read_is_told_of_in_a_sentence(
    library_folder: Path,
) -> None:
    async with reading(library_folder) as room:
        room.app.library.close()
        room.screen.listing.forget()
        await room.press("j", "s", "enter", "u", "r", "escape", *"/port")
        assert "the library is closed; open it again" in room.notices()
        assert room.app.is_running


async def test_a_search_waits_for_another_program_that_builds_the_index(
    library_folder: Path,
) -> None:
    """Meanwhile the list that is seen can be moved in, and the search be given up."""
    async with reading(library_folder) as room:
        with (library_folder / "index.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            shutil.rmtree(library_folder / "index")
            room.send(*"/biopharma")
            await room.until("another Broadsheet builds the index")
            assert "12 articles" in room.text()
            room.send("escape", "down", "down", "escape")
            while room.screen.finder.text or room.screen.listing.place != 2:
                await room.pilot.pause()
            room.send(*"/biopharma")
            await room.until("another Broadsheet builds the index")
        await room.settle()
        assert room.screen.listing.count == 1
        assert "builds the index" not in room.text()


async def test_what_breaks_in_a_thread_is_told_and_stands_in_the_log(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a fault of the program ends in a sentence, and the next key is answered."""
    async with reading(library_folder) as room:
        with monkeypatch.context() as broken:
            broken.setattr(room.app.library, "browse", None)
            room.send("r")
            await room.until("Something broke that should not")
        await room.press("j")
        assert room.shown() == "Roadshow brings 40 investors to river valley"
        await room.press(*"/biopharma")
        assert room.screen.listing.count == 1
        log = log_file()
        assert "NoneType" in log.read_text(encoding="utf-8")
        log.unlink()


async def test_every_key_that_outruns_a_search_acts_on_what_it_finds(library_folder: Path) -> None:
    async with reading(library_folder) as room:
        await room.press(*"/biopharma", "enter", "s", "m", "y", "u")
        found = room.screen.listing.headline
        assert found is not None
        assert (found.title[:9], found.starred, found.read) == ("Biopharma", True, True)
        assert room.app.clipboard.endswith("2019-12-03")
        assert len(room.app.library.unread()) == 11
        await room.press("escape", *"/wind", "enter", "r", "r", "j")
        results = room.screen.listing.results
        assert results is not None
        assert results.sort is Sort.OLDEST


async def test_a_key_that_waits_is_forgotten_when_something_else_is_asked(
    library_folder: Path,
) -> None:
    """Enter, then at once another query: the field keeps the keys."""
    async with reading(library_folder) as room:
        await room.press(*"/wind", "enter", "enter", *"/port")
        assert room.listens() is Pane.SEARCH
        assert room.screen.finder.text == "port"
        await room.press("escape", *"/wind", "enter", "enter", "escape", "escape")
        assert room.listens() is Pane.LIST
        assert room.screen.listing.count == 12
