"""The command line: what each command prints, and how it ends."""

from __future__ import annotations

import dataclasses
import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from index import __version__
from index.article import Capture
from index.cli import cli
from index.cli.printing import warn
from index.cli.progress import calm_stop
from index.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGE = """Lianyun port opens night shift | portal.example
Home   >   Logistics   >   Ports

Lianyun port opens night shift

  • Quay Post |
  • Updated: Nov 10, 2020

Lianyun port opened a night shift for container ships on Monday, its authority said in a notice.

Cranes now work for twenty hours a day, and lorries are cleared within half an hour of arrival.
"""
_NO_ARTICLE = "404 Not Found\n\nThe page you requested could not be found.\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Return a folder with an article, a page without one, a picture and a hidden file."""
    folder = tmp_path / "pages"
    (folder / "deeper").mkdir(parents=True)
    (folder / "deeper" / "port.txt").write_text(_PAGE, encoding="utf-8")
    (folder / "lost.html").write_text(f"<html><body>{_NO_ARTICLE}</body></html>", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.txt").write_text(_PAGE, encoding="utf-8")
    return folder


@pytest.fixture
def broadsheet(library_folder: Path) -> Callable[..., Result]:
    """Return a function that runs a command on the small library."""

    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(
            cli,
            ["--library", str(library_folder), *map(str, arguments)],
            catch_exceptions=False,
        )

    return call


def _program(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tui", *map(str, arguments)],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_add_counts_what_became_of_each_file(
    broadsheet: Callable[..., Result], pages: Path
) -> None:
    first = broadsheet("add", pages)
    assert "1 added, 0 updated, 0 unchanged, 1 skipped. 1 files of other kinds" in first.stdout
    assert "lost.html: " in first.stderr
    assert first.exit_code == 0
    again = broadsheet("add", pages)
    assert "0 added, 0 updated, 1 unchanged, 1 skipped" in again.stdout


def test_add_makes_what_it_added_searchable(broadsheet: Callable[..., Result], pages: Path) -> None:
    broadsheet("add", pages)
    found = json.loads(broadsheet("search", "lorries", "cleared", "--json").stdout)
    assert [hit["title"] for hit in found] == ["Lianyun port opens night shift"]


def test_add_updates_an_article_whose_page_has_changed(
    broadsheet: Callable[..., Result], pages: Path
) -> None:
    broadsheet("add", pages)
    changed = _PAGE.replace("twenty hours", "twenty-two hours")
    (pages / "deeper" / "port.txt").write_text(changed, encoding="utf-8")
    assert "0 added, 1 updated" in broadsheet("add", pages).stdout
    assert json.loads(broadsheet("search", "twenty-two", "cranes", "--json").stdout)
    assert not [
        hit
        for hit in json.loads(broadsheet("search", '"for twenty hours"', "--json").stdout)
        if hit["title"].startswith("Lianyun")
    ]


def test_a_named_file_that_fails_makes_add_end_with_1(
    broadsheet: Callable[..., Result], pages: Path, tmp_path: Path
) -> None:
    missing = broadsheet("add", tmp_path / "nowhere.txt", pages)
    assert missing.exit_code == 1
    assert "nowhere.txt" in missing.stderr
    assert "1 added" in missing.stdout
    assert broadsheet("add", pages / "lost.html").exit_code == 1


def test_add_tells_its_summary_as_json(broadsheet: Callable[..., Result], pages: Path) -> None:
    summary = json.loads(broadsheet("add", pages, "--json").stdout)
    assert summary["added"] == 1
    assert summary["passed_over"] == 1
    assert summary["skipped"][0]["origin"].endswith("lost.html")
    assert summary["skipped"][0]["failed"] is False


@pytest.mark.parametrize(
    ("send", "number"), [(os.killpg, signal.SIGINT), (os.kill, signal.SIGTERM)]
)
def test_a_stop_keeps_what_is_done_and_the_next_run_goes_on(
    tmp_path: Path, send: Callable[[int, int], None], number: signal.Signals
) -> None:
    """Ctrl-C reaches the children, too, as it does in a terminal; `kill` the program alone."""
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(300):
        page = _PAGE.replace("Lianyun", f"Lianyun{n}")
        (folder / f"{n:03}.txt").write_text(page, encoding="utf-8")
    command = [sys.executable, "-m", "tui", "--library", str(tmp_path / "lib"), "add", str(folder)]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    database = tmp_path / "lib" / "library.sqlite3"
    while not database.exists() and process.poll() is None:
        os.sched_yield()
    send(process.pid, number)
    output, errors = process.communicate()
    assert errors.startswith("\nStopping; what is done is kept.\n")
    assert "Traceback" not in errors
    assert "skipped." in output
    assert process.returncode == 130
    finished = _program("--library", tmp_path / "lib", "add", folder)
    assert finished.returncode == 0
    library = Library.open(tmp_path / "lib")
    assert library.count() == 300
    assert library.check().problems == ()
    library.close()


def test_add_tells_when_its_articles_could_not_be_indexed(
    broadsheet: Callable[..., Result], library_folder: Path, pages: Path
) -> None:
    (library_folder / "index.lock").unlink()
    (library_folder / "index.lock").mkdir()
    done = broadsheet("add", pages)
    assert done.exit_code == 1
    assert "1 added" in done.stdout
    assert "The articles are kept, and indexed by the next search." in done.stderr


def test_add_names_the_first_pages_it_skips_and_counts_the_rest_by_reason(
    broadsheet: Callable[..., Result], tmp_path: Path
) -> None:
    for n in range(23):
        (tmp_path / f"{n:02}.jsonl").write_text("{broken\x1b[31m", encoding="utf-8")
    named = broadsheet("add", tmp_path).stderr.splitlines()
    assert len(named) == 21
    assert named[0].startswith(f"{tmp_path}/00.jsonl, line 1: ")
    assert named[20] == named[0].replace(f"{tmp_path}/00.jsonl, line 1", "3 more")


def test_what_was_kept_and_not_yet_indexed_is_found(
    broadsheet: Callable[..., Result], library: Library
) -> None:
    article = dataclasses.replace(library.article(1), id="z", title="Zeppelin", url="", site="")
    library.archive.keep([(Capture("z.txt", b"z", "z.txt"), article)])
    (hit,) = json.loads(broadsheet("search", "zeppelin", "--json").stdout)
    assert hit["title"] == "Zeppelin"


def test_the_second_ctrl_c_ends_at_once_and_afterwards_all_is_as_before() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with calm_stop() as stopped:
        signal.raise_signal(signal.SIGTERM)
        assert stopped()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_ctrl_c_while_the_program_still_loads_ends_it_without_a_word() -> None:
    program = """
import sys
from tui.__main__ import main

class Interrupted:
    def find_spec(self, name, *_):
        if name == "click":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupted())
main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_parse_prints_the_fields_of_an_article(
    broadsheet: Callable[..., Result], pages: Path
) -> None:
    done = broadsheet("parse", pages / "deeper" / "port.txt", "--json")
    article: dict[str, Any] = json.loads(done.stdout)
    assert done.exit_code == 0
    assert article["title"] == "Lianyun port opens night shift"
    assert article["site"] == "portal.example"
    assert article["source"] == "Quay Post"
    assert article["published"] == "2020-11-10"
    assert article["sections"] == ["Logistics", "Ports"]
    assert article["body"].count("\n\n") == 1


def test_parse_prints_null_and_the_reason_where_there_is_no_article(
    broadsheet: Callable[..., Result], pages: Path
) -> None:
    done = broadsheet("parse", pages / "lost.html", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout) is None
    assert "lost.html: " in done.stderr


def test_parse_prints_the_records_of_a_file_as_json_lines(
    broadsheet: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text('{"title": "One", "body": "A body of one line."}\n{broken\n', encoding="utf-8")
    done = broadsheet("parse", file, "--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["title"] == "One"
    assert second is None
    assert done.exit_code == 1


def test_parse_says_so_when_a_file_holds_nothing(
    broadsheet: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "blank.jsonl").write_text("\n")
    done = broadsheet("parse", tmp_path / "blank.jsonl", "--json")
    assert (done.exit_code, done.stdout) == (1, "null\n")
    assert "blank.jsonl: there is nothing in it" in done.stderr


def test_search_prints_hits_with_their_passages(broadsheet: Callable[..., Result]) -> None:
    done = broadsheet("search", "customs", "reform")
    assert done.exit_code == 0
    assert "Port customs reform cuts waiting to two hours" in done.stdout
    assert done.stderr == "1 found: articles with customs and reform\n"


def test_search_says_so_when_no_article_has_all_the_words(
    broadsheet: Callable[..., Result],
) -> None:
    done = broadsheet("search", "turbines", "laboratories")
    assert "2 found" in done.stderr
    assert "No article has all of it" in done.stderr


def test_search_offers_what_was_probably_meant(broadsheet: Callable[..., Result]) -> None:
    done = broadsheet("search", "custmos", "reform")
    assert "Did you mean: customs reform" in done.stderr


def test_search_keeps_to_its_limit_and_order(broadsheet: Callable[..., Result]) -> None:
    command = ("search", "port", "--sort", "oldest", "--limit", "2", "--json")
    hits = json.loads(broadsheet(*command).stdout)
    assert [hit["published"] for hit in hits] == sorted(hit["published"] for hit in hits)
    assert len(hits) == 2
    assert all(hit["score"] > 0 and hit["snippet"] for hit in hits)
    for hit in hits:
        for start, end in hit["snippet_spans"]:
            assert hit["snippet"][start:end].lower().startswith("port")


def test_search_any_finds_articles_with_one_of_the_words(
    broadsheet: Callable[..., Result],
) -> None:
    hits = json.loads(broadsheet("search", "--any", "turbines", "laborator*", "--json").stdout)
    assert {hit["source"] for hit in hits} == {"Green Ledger", "Zone Gazette"}


def test_search_any_finds_more_where_some_articles_have_all_the_words(
    broadsheet: Callable[..., Result],
) -> None:
    def titles(*arguments: str) -> set[str]:
        return {
            hit["title"] for hit in json.loads(broadsheet("search", *arguments, "--json").stdout)
        }

    assert titles("port", "reform") < titles("--any", "port", "reform")


def test_what_is_wrong_is_told_without_what_could_move_the_cursor(
    capsys: pytest.CaptureFixture[str],
) -> None:
    warn("pages/a\x1b[31m\nb", "a fault\x1b]0;title\x07 in it")
    assert capsys.readouterr().err == "pages/a b: a fault in it\n"


def test_list_prints_the_newest_first(broadsheet: Callable[..., Result]) -> None:
    rows = json.loads(broadsheet("list", "--limit", "3", "--json").stdout)
    assert [row["published"] for row in rows] == ["2021-03-04", "2021-02-11", "2020-11-10"]
    assert "Harbour city opens free trade port" in broadsheet("list").stdout


def test_show_takes_the_first_characters_of_an_id(broadsheet: Callable[..., Result]) -> None:
    row = json.loads(broadsheet("list", "--limit", "1", "--json").stdout)[0]
    article = json.loads(broadsheet("show", row["id"][:6], "--json").stdout)
    assert article["id"] == row["id"]
    assert article["body"].startswith("The harbour city of Linhai")
    assert article["body"] in broadsheet("show", row["id"]).stdout


def test_show_markdown_can_be_added_again(
    broadsheet: Callable[..., Result], tmp_path: Path
) -> None:
    row = json.loads(broadsheet("list", "--limit", "1", "--json").stdout)[0]
    page = tmp_path / "again.md"
    page.write_text(broadsheet("show", row["id"], "--markdown").stdout, encoding="utf-8")
    article = json.loads(broadsheet("show", row["id"], "--json").stdout)
    parsed = json.loads(broadsheet("parse", page, "--json").stdout)
    del article["origin"], parsed["origin"]
    assert parsed == article


def test_an_unknown_id_is_told_in_a_sentence(library_folder: Path) -> None:
    done = _program("--library", library_folder, "show", "beef")
    assert done.returncode == 1
    assert "beef" in done.stderr
    assert "Traceback" not in done.stderr


def test_stats_count_by_section_and_source(broadsheet: Callable[..., Result]) -> None:
    figures = json.loads(broadsheet("stats", "--json").stdout)
    assert figures["articles"] == 12
    assert figures["index_lag"] == 0
    assert figures["by_section"]["Policies"] == 3
    assert figures["by_source"]["Harbour Daily"] == 3
    assert figures["index_bytes"] > 0
    assert "12 articles, 12 unread, 0 starred" in broadsheet("stats").stdout


def test_check_finds_library_and_index_whole(broadsheet: Callable[..., Result]) -> None:
    done = broadsheet("check", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"whole": True, "articles": 12, "problems": []}


# Whoosh leaves a file open that it could not read to its end.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_check_finds_a_damaged_index_and_rebuild_mends_it(
    broadsheet: Callable[..., Result], library_folder: Path
) -> None:
    largest = max((library_folder / "index").iterdir(), key=lambda file: file.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:100])
    damaged = broadsheet("check")
    assert damaged.exit_code == 1
    assert "broadsheet rebuild" in damaged.stdout
    assert "12 articles indexed." in broadsheet("rebuild").stdout
    assert broadsheet("check").exit_code == 0


def test_reparse_changes_nothing_where_the_readers_are_the_same(
    tmp_path: Path, pages: Path
) -> None:
    library = tmp_path / "lib"
    _program("--library", library, "add", pages)
    done = _program("--library", library, "reparse")
    assert done.stdout == "0 changed, 1 the same.\n"
    assert done.returncode == 0


def test_reparse_names_what_no_longer_is_an_article_and_ends_with_1(
    broadsheet: Callable[..., Result], library: Library
) -> None:
    article = library.article(1)
    library.archive.keep([(Capture("lost.txt", _NO_ARTICLE.encode(), "pages/lost.txt"), article)])
    done = broadsheet("reparse")
    assert done.exit_code == 1
    assert "pages/lost.txt: " in done.stderr
    assert done.stdout.endswith(" failed.\n")


@pytest.mark.parametrize(
    ("arguments", "bar"),
    [
        (("add", "PAGES"), "Reading"),
        (("reparse",), "Reading"),
        (("rebuild",), "Indexing"),
    ],
)
def test_what_takes_long_shows_its_progress_on_a_terminal(
    library_folder: Path, pages: Path, arguments: tuple[str, ...], bar: str
) -> None:
    command = [sys.executable, "-m", "tui", "--library", str(library_folder), *arguments]
    command = [str(pages) if part == "PAGES" else part for part in command]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # Linux tells so that the other end is closed
            while piece := os.read(ours, 1 << 16):
                shown += piece
    os.close(ours)
    assert bar in shown.decode()
    assert "Traceback" not in shown.decode()
    assert process.returncode in {0, 1}


def test_an_output_that_takes_no_more_is_told_in_a_sentence(library_folder: Path) -> None:
    command = [sys.executable, "-m", "tui", "--library", str(library_folder), "list"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 (a device)
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No space left on device" in done.stderr


def test_a_path_that_is_no_text_is_printed_as_it_is_and_escaped_in_json(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/l\xff"
    command = [sys.executable, "-m", "tui", "--library", os.fsdecode(folder), "locate"]
    strict = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    plain = subprocess.run(command, capture_output=True, check=True, env=strict)
    assert folder in plain.stdout
    as_json = subprocess.run([*command, "--json"], capture_output=True, check=True, env=strict)
    assert os.fsencode(json.loads(as_json.stdout.decode("utf-8"))["library"]) == folder


def test_locate_names_the_places(broadsheet: Callable[..., Result], library_folder: Path) -> None:
    names = json.loads(broadsheet("locate", "--json").stdout)
    assert names["library"] == str(library_folder)
    assert set(names) == {"settings", "library", "log"}


def test_wrong_usage_ends_with_2() -> None:
    assert _program("serach", "port").returncode == 2
    assert _program("search").returncode == 2
    assert _program("list", "--limit", "9" * 20).returncode == 2


def test_the_version_is_the_package_s() -> None:
    assert _program("--version").stdout == f"broadsheet {__version__}\n"


def test_without_a_terminal_the_reader_says_what_to_use_instead() -> None:
    done = _program()
    assert done.returncode == 1
    assert "broadsheet search WORDS" in done.stderr


def test_a_reader_of_the_output_that_leaves_early_is_no_error(library_folder: Path) -> None:
    command = f"{sys.executable} -m tui --library {library_folder} list | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_a_mistyped_library_is_named_and_not_made(tmp_path: Path) -> None:
    done = _program("--library", tmp_path / "typo", "search", "port")
    assert done.returncode == 1
    assert f"{tmp_path / 'typo'}: no library here yet" in done.stderr
    assert not (tmp_path / "typo").exists()


def test_show_prints_no_marks(broadsheet: Callable[..., Result], tmp_path: Path) -> None:
    page = tmp_path / "marks.md"
    page.write_text(
        "---\ntitle: Marks\n---\n\nA **strong** link to the [notice board](https://a.example/b)"
        " of the zone stands here, with 5 \\* 3 tenants.\n\n- one\n- two\n",
        encoding="utf-8",
    )
    broadsheet("add", page)
    row = json.loads(broadsheet("search", "title:marks", "--json").stdout)[0]
    shown = broadsheet("show", row["id"]).stdout
    assert "A strong link to the notice board of the zone stands here, with 5 * 3 tenants." in shown
    assert "- one\n- two\n" in shown


def test_a_folder_without_pages_is_told_of(
    broadsheet: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    done = broadsheet("add", tmp_path / "empty")
    assert done.exit_code == 0
    assert "no saved pages" in done.stderr


def test_locate_names_the_settings_though_they_are_broken(library_folder: Path) -> None:
    settings = Path(os.environ["BROADSHEET_SETTINGS"])
    settings.parent.mkdir(parents=True)
    settings.write_text("measure = ", encoding="utf-8")
    done = _program("--library", library_folder, "locate")
    assert done.returncode == 0
    assert f"settings  {settings}" in done.stdout
    assert "Correct the file" in done.stderr
