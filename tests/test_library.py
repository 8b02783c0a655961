"""The library as command line and panes use it: lists, searches, marks, and repair."""

from __future__ import annotations

import dataclasses
import fcntl
import shutil
import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from conftest import capture_of, invented_articles

from index.errors import ArticleNotFoundError, LibraryError, SearchCancelledError
from index.indexing import LOCK_NAME
from index.library import INDEX_NAME, Library
from index.results import Sort
from index.search.engine import tiers
from index.search.engine.segment_file import SegmentFile
from index.search.full_text import FullTextIndex
from index.search.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from index.listing import Results


def _titles(results: Results) -> list[str]:
    return [row.title for row in results.window(0, len(results))]


def test_browsing_lists_the_newest_first_and_the_undated_last(library: Library) -> None:
    titles = _titles(library.browse())
    assert titles[0] == "Harbour city opens free trade port"
    assert titles[-1] == "Notice without a date"
    assert [row.title for row in library.first_page(3)] == titles[:3]


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST, Sort.TITLE, Sort.SOURCE])
def test_a_search_in_an_order_agrees_with_browsing_in_it(library: Library, sort: Sort) -> None:
    found = library.search("port OR zone OR forum", sort=sort)
    expected = [number for number in library.browse(sort).numbers if number in set(found.numbers)]
    assert list(found.numbers) == expected
    assert len(found) > 3


def test_a_score_stays_with_its_article_in_any_order(library: Library) -> None:
    best = library.search("port OR zone OR forum")
    dated = library.search("port OR zone OR forum", sort=Sort.OLDEST)
    scores = {number: best.score(number) for number in best.numbers}
    assert len(set(scores.values())) > 1
    assert {number: dated.score(number) for number in dated.numbers} == scores


def test_the_order_typed_wins_over_the_order_set(library: Library) -> None:
    typed = library.search("port sort:oldest", sort=Sort.TITLE)
    assert typed.sort is Sort.OLDEST
    assert typed.numbers == library.search("port", sort=Sort.OLDEST).numbers


def test_an_empty_query_lists_everything(library: Library) -> None:
    found = library.search("   ")
    assert len(found) == 12
    assert found.understood == ""
    assert found.spans("Harbour") == ()


def test_words_are_found_in_any_field_and_marked_in_any_text(library: Library) -> None:
    found = library.search("customs reform")
    assert _titles(found) == ["Port customs reform cuts waiting to two hours"]
    text = "The reforms of customs"
    assert [text[start:end] for start, end in found.spans(text)] == ["reforms", "customs"]


def test_chinese_is_found_by_any_part_of_it(library: Library) -> None:
    for words in ("招商", "推介会", "集成电路", "港"):
        assert _titles(library.search(words)) == ["临港新区举办招商推介会"], words
    assert len(library.search("会推")) == 0


def test_when_no_article_has_all_words_the_best_for_any_stand_and_it_says_so(
    library: Library,
) -> None:
    found = library.search("turbines laboratories")
    assert found.relaxed
    assert len(found) == 2
    assert not library.search("wind turbines").relaxed


def test_pieces_that_a_loosened_query_found_are_marked(library: Library) -> None:
    found = library.search("集成电路港口码头")
    assert found.relaxed
    assert found.spans("集成电路") == ((0, 4),)


def test_a_passage_shows_the_words_that_were_found(library: Library) -> None:
    found = library.search("tonnes")
    passage = found.snippet(found.numbers[0])
    marked = [passage.text[start:end] for start, end in passage.spans]
    assert marked == ["tonnes"]
    listed = library.browse()
    assert listed.snippet(listed.numbers[0]).text.startswith("The harbour city")
    assert listed.score(listed.numbers[0]) is None


def test_results_stay_as_they_were_when_articles_come(library: Library) -> None:
    before = library.search("port")
    titles = _titles(before)
    _add(library, "Another port story", "port port port")
    assert _titles(before) == titles
    assert len(library.search("port")) == len(before) + 1


def test_a_change_replaces_what_is_found(library: Library) -> None:
    article = library.article(library.search("turbines").numbers[0])
    changed = dataclasses.replace(article, body="A wind park signed for gearboxes instead.")
    library.archive.keep([(capture_of(changed), changed)])
    assert library.pending() == 1
    library.catch_up()
    assert len(library.search("turbines")) == 0
    assert len(library.search("gearboxes")) == 1
    assert library.count() == 12


def test_marks_and_the_place_in_the_text_survive_a_restart(library_folder: Path) -> None:
    first = Library.open(library_folder)
    number = first.browse().numbers[2]
    first.mark_read([number], True)
    first.mark_starred([number], True)
    first.keep_position(number, 321)
    first.close()
    second = Library.open(library_folder)
    row = second.headlines([number])[0]
    assert (row.read, row.starred) == (True, True)
    assert second.reading(number).position == 321
    assert second.stats().unread == 11
    second.close()


def test_tags_and_notes_survive_closing_and_opening(library_folder: Path) -> None:
    first = Library.open(library_folder)
    first.set_tag([1, 2], "ports", True)
    first.set_tag([2], "ports", False)
    first.set_note(1, "Ask the harbour office.")
    first.close()
    second = Library.open(library_folder)
    assert (second.tags_of(1), second.tags()) == (("ports",), [("ports", 1)])
    assert second.note_of(1) == "Ask the harbour office."
    second.close()


def test_the_next_unread_is_looked_for_downwards_then_from_the_top(library: Library) -> None:
    results = library.browse()
    library.mark_read(results.numbers[:5], True)
    assert results.next_unread(0) == 5
    assert results.next_unread(5) == 6
    assert results.next_unread(len(results) - 1) == 5
    library.mark_read(results.numbers, True)
    assert results.next_unread(3) is None


def test_a_place_is_found_by_its_number(library: Library) -> None:
    results = library.browse()
    assert [results.place(number) for number in results.numbers] == list(range(12))
    assert results.place(999) is None


def test_a_search_that_is_not_wanted_any_more_is_given_up(library: Library) -> None:
    with pytest.raises(SearchCancelledError):
        library.search("port", cancelled=lambda: True)


def test_a_library_without_an_index_builds_one_at_the_first_search(library_folder: Path) -> None:
    shutil.rmtree(library_folder / "index")
    library = Library.open(library_folder)
    assert library.pending() == 12
    assert len(library.browse()) == 12
    assert len(library.search("turbines")) == 1
    assert library.pending() == 0
    library.close()


@pytest.mark.parametrize("ending", [".arrays", ".toc"])
def test_a_damaged_index_is_built_anew_by_the_search_that_meets_it(
    library_folder: Path, ending: str
) -> None:
    files = list((library_folder / "index").glob(f"*{ending}"))
    assert files
    for file in files:
        file.write_bytes(file.read_bytes()[:40])
    library = Library.open(library_folder)
    assert len(library.search("turbines")) == 1
    assert library.check().whole
    library.close()


def test_an_index_that_cannot_put_what_it_finds_in_order_is_built_anew(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiers, "SMALL", 0)
    with closing(Library.open(library_folder)) as library:
        newest = library.article(library.browse().numbers[0])
        article = dataclasses.replace(newest, id="w", title="Zinc port", url="", site="")
        library.archive.keep([(capture_of(article), article)])
        library.catch_up()
        segment = next((library_folder / INDEX_NAME).glob("*.arrays"))
        column = SegmentFile(segment)._sections["title.codes"]
        with segment.open("r+b") as file:
            file.seek(column["place"])
            file.write(b"\xff")
        found = library.search("port", sort=Sort.TITLE)
        assert list(found.numbers) == list(library.archive.ordered(found.numbers, Sort.TITLE))
        assert library.check().whole


def test_what_waits_is_indexed_in_passing_unless_another_is_at_it(library: Library) -> None:
    assert library.catch_up_if_free() == 0
    article = dataclasses.replace(invented_articles()[0], id="w", title="Waits", url="", site="")
    library.archive.keep([(capture_of(article), article)])
    with (library.folder / LOCK_NAME).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert library.catch_up_if_free() == 0
    assert library.pending() == 1
    assert library.catch_up_if_free() == 1
    assert library.pending() == 0


def test_a_check_tells_of_rows_that_belong_to_none(library: Library) -> None:
    with closing(sqlite3.connect(library.folder / "library.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO bodies (number, body, captions) VALUES (999, '', '[]')")
    (problem,) = library.check().problems
    assert "of bodies belongs to a row of articles that is gone" in problem


def test_a_check_tells_what_waits_what_is_missing_and_what_is_strange(library: Library) -> None:
    number = library.browse().numbers[0]
    writer = Writer(FullTextIndex.open(library.folder / INDEX_NAME))
    writer.write([(4711, library.article(number))], gone=[number])
    article = dataclasses.replace(invented_articles()[0], id="w", title="Waits", url="", site="")
    library.archive.keep([(capture_of(article), article)])
    waits, missing, strange = library.check().problems
    assert waits == "1 articles wait to be indexed; the next search does it."
    assert missing.startswith("1 articles are not searchable.")
    assert strange.startswith("The index holds 1 unknown articles.")
    library.rebuild()
    assert library.check().whole


def test_a_rebuild_by_another_program_is_noticed(library_folder: Path) -> None:
    reader, other = Library.open(library_folder), Library.open(library_folder)
    assert len(reader.search("turbines")) == 1
    _add(other, "Turbines again", "turbines turbines")
    other.rebuild()
    assert len(reader.search("turbines")) == 2
    reader.close()
    other.close()


def test_threads_search_while_another_writes(library: Library) -> None:
    wrong: list[object] = []

    def search() -> None:
        for _ in range(20):
            count = len(library.search("turbines"))
            if count != 1:
                wrong.append(count)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(5):
        _add(library, f"Bridge {number}", "a bridge")
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_article_that_is_not_there_is_told_of(library: Library) -> None:
    with pytest.raises(ArticleNotFoundError):
        library.article(4711)
    with pytest.raises(ArticleNotFoundError, match="nonsense"):
        library.number_of("nonsense")


def test_a_folder_that_cannot_hold_a_library_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="file"):
        Library.open(tmp_path / "file" / "library")


def _add(library: Library, title: str, body: str) -> None:
    article = dataclasses.replace(
        invented_articles()[0], id=title, title=title, body=body, url="", site="", published=None
    )
    library.archive.keep([(capture_of(article), article)])
    library.catch_up()


def test_a_query_that_finds_nothing_tells_what_was_probably_meant(library: Library) -> None:
    found = library.search("harbuor")
    assert len(found) == 0
    assert found.suggestion is not None
    assert len(library.search(found.suggestion.text)) > 0
    assert library.search("harbour").suggestion is None


def test_a_tag_counts_while_it_is_typed_once_it_is_whole(library: Library) -> None:
    everything = len(library.browse())
    number = library.browse().numbers[3]
    library.set_tag([number], "Deep Water", on=True)
    assert len(library.search('tag:"deep wat', unfinished=True)) == everything
    assert list(library.search('tag:"deep water"', unfinished=True).numbers) == [number]
    assert list(library.search("has:tag").numbers) == [number]


def test_marks_choose_among_the_articles(library: Library) -> None:
    numbers = list(library.browse().numbers)
    library.mark_read(numbers[:2], read=True)
    library.set_note(numbers[4], "Ask about the lease.")
    assert list(library.search("is:read").numbers) == numbers[:2]
    assert list(library.search("is:unread").numbers) == numbers[2:]
    assert list(library.search("has:note -is:read").numbers) == [numbers[4]]


def test_recent_articles_gain_only_as_far_as_it_is_set(library_folder: Path) -> None:
    def gain(recency: float) -> float:
        with closing(Library.open(library_folder, recency=recency)) as library:
            found = library.search("port OR zone OR forum")
            newest = found.window(0, 1)[0].number
            return float(found.score(newest) or 0)

    assert gain(0) < gain(0.5)


def test_a_search_finds_the_index_open_once_it_was_made_ready(library: Library) -> None:
    """The index's files may be gone by then, and it is not built anew for that."""
    library.make_ready()
    folder = library.folder / INDEX_NAME
    before = (folder / "stamp.json").stat().st_ino
    for path in folder.glob("*.arrays"):
        path.unlink()
    assert len(library.search("port")) > 0
    assert (folder / "stamp.json").stat().st_ino == before
