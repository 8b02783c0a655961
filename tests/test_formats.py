"""Captures are told apart by name and content, and nothing that is fed to them breaks them."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Capture
from index.errors import CaptureError, NotAnArticleError, UnreadableCaptureError
from index.formats import CAPTURE_SUFFIXES, captures_in, is_capture_name, read_capture
from index.formats.files import SIZE_LIMIT, unpack

if TYPE_CHECKING:
    from pathlib import Path

PROSE = (
    "The harbour town signed nine contracts on Monday, worth 4.5 billion yuan in all. "
    "The mayor said that work on the first plant will begin in autumn."
)
PAGE = (
    "<!doctype html><html lang=en><head><title>Nine contracts signed - Harbour Daily</title>"
    '<meta property="og:site_name" content="Harbour Daily"></head><body><h1>Nine contracts signed'
    f"</h1><p>{PROSE}</p><p>{PROSE} Then they left.</p></body></html>"
)
TEXT = (
    f"Nine contracts signed\n\nHarbour Daily | Updated: Nov 10, 2020\n\n{PROSE}\n\n{PROSE} Then.\n"
)
RECORD = f'{{"title": "Nine contracts signed", "text": "{PROSE}"}}'
MARKDOWN = f"---\ntitle: Nine contracts signed\n---\n\n{PROSE}\n"


def capture(name: str, content: bytes | str) -> Capture:
    content = content.encode() if isinstance(content, str) else content
    return Capture(name, content, f"/invented/{name}")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("a.txt", True), ("A.HTML", True), ("a.htm.gz", True), ("x.y.md", True), ("a.ndjson", True),
        ("a.pdf", False), ("a", False), (".txt", False), (".hidden.txt", False), ("a.gz", False),
        ("README.md", False), ("readme.txt", False), ("LICENSE.txt", False), ("", False),
        ("license-reform-passed.txt", False), ("licenses-issued.txt", True),
    ],
)  # fmt: skip
def test_captures_of_a_folder_are_known_by_their_endings(name: str, known: bool) -> None:
    assert is_capture_name(name) is known


def test_every_ending_is_also_read_packed() -> None:
    plain = {suffix for suffix in CAPTURE_SUFFIXES if not suffix.endswith(".gz")}
    assert {f"{suffix}.gz" for suffix in plain} == CAPTURE_SUFFIXES - plain
    assert {".txt", ".html", ".md", ".jsonl"} <= plain


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", PAGE), ("a.txt", TEXT), ("a.md", MARKDOWN), ("a.jsonl", RECORD),
        ("page-in-disguise.txt", PAGE), ("text-in-disguise.html", TEXT),
        ("page-in-disguise.md", PAGE), ("record-in-disguise.txt", RECORD),
        ("markdown-in-disguise.txt", MARKDOWN), ("no-ending-page", PAGE), ("no-ending-text", TEXT),
        ("no-ending-markdown", MARKDOWN), ("no-ending-record", RECORD),
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_content_is_believed_before_the_name(name: str, content: str, packed: bool) -> None:
    data = gzip.compress(content.encode()) if packed else content.encode()
    article = read_capture(capture(name, data))
    assert article.title == "Nine contracts signed"
    assert "4.5 billion yuan" in article.body


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 90, "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a picture"),
        (b"GIF89a...", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "a zip archive"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"\x00\x00\x00\x18ftypmp42", "a film"),
        (b"WARC/1.0\r\n", "a web archive"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x", "a web archive"),
        (b"ab\x00\x00\x00\x01c\x00" * 400, "a binary file"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "a feed"),
        (gzip.compress(b"\x89PNG\r\n\x1a\n", mtime=0), "a picture"),
        (b"\x1f\x8b\x08broken", "gzip"),
    ],
)
def test_what_is_no_page_is_named_as_what_it_is(content: bytes, reason: str) -> None:
    for name in ("a.txt", "a.html", "a.md", "a"):
        with pytest.raises(UnreadableCaptureError, match=reason):
            read_capture(capture(name, content))


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\x00\x00", b"\xef\xbb\xbf", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_an_empty_capture_holds_no_article(name: str, content: bytes) -> None:
    with pytest.raises(NotAnArticleError):
        read_capture(capture(name, content))


def test_a_bomb_is_not_unpacked() -> None:
    """Twelve kilobytes of gzip that promise twelve megabytes are refused without unpacking all."""
    bomb = gzip.compress(b"a" * 12_000_000)
    with pytest.raises(UnreadableCaptureError, match="unpacks to far more"):
        read_capture(capture("a.txt.gz", bomb))


def test_small_text_may_pack_as_well_as_it_likes() -> None:
    text = b"a" * 900_000
    assert unpack(gzip.compress(text), "/invented/a.gz") == text


def test_packed_parts_one_behind_the_other_are_one_text() -> None:
    assert unpack(gzip.compress(b"a") + gzip.compress(b"b") + b"\x00\x00", "x") == b"ab"


def test_a_cut_off_packed_file_gives_what_it_holds() -> None:
    content = gzip.compress(os.urandom(50_000).hex().encode())
    assert len(unpack(content[:-5000], "x")) > 50_000


def test_a_large_capture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    with pytest.raises(UnreadableCaptureError, match="larger than 50 MB"):
        list(captures_in(path))


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    """A pipe that nobody writes to must not be waited for."""
    pipe, folder = tmp_path / "pipe.txt", tmp_path / "folder.txt"
    os.mkfifo(pipe)
    folder.mkdir()
    for path, reason in (
        (pipe, "no regular file"),
        (folder, "a folder"),
        (tmp_path / "x", "no such"),
    ):
        with pytest.raises(UnreadableCaptureError, match=reason) as caught:
            list(captures_in(path))
        assert str(path) in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(UnreadableCaptureError, match="permissions"):
        list(captures_in(path))


def test_a_name_of_stray_bytes_becomes_printable(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/bad\xff\x1b[31m.txt"
    try:
        with open(raw, "wb") as file:  # noqa: PTH123
            file.write(TEXT.encode())
    except OSError:
        pytest.skip("this file system takes no such names")
    (found,) = captures_in(tmp_path / os.fsdecode(b"bad\xff\x1b[31m.txt"))
    assert "\x1b" not in found.name
    found.origin.encode()
    assert read_capture(found).title


def test_the_readers_are_loaded_only_when_needed() -> None:
    """Starting must be fast: lxml and trafilatura wait for the first page."""
    code = (
        "import sys, index.formats;"
        "heavy = {'trafilatura', 'lxml', 'markdown_it', 'dateutil', 'json'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reading_a_page_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a reader reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read_capture(capture("a.html", PAGE)).title == "Nine contracts signed"


NAMES = ["a.txt", "a.html", "a.md", "a.jsonl", "a.html.gz", "a", "README", "日.htm"]
SEEDS = [
    PAGE.encode(),
    TEXT.encode(),
    RECORD.encode(),
    MARKDOWN.encode(),
    gzip.compress(b"x" * 99, mtime=0),
]


def outcome(name: str, content: bytes) -> None:
    try:
        article = read_capture(capture(name, content))
    except CaptureError as error:
        assert error.reason  # noqa: PT017
        assert "please report" not in error.reason  # noqa: PT017
    else:
        assert article.title
        assert article.body


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NAMES), st.binary(max_size=200))
def test_any_bytes_under_any_name_are_read_or_refused(name: str, content: bytes) -> None:
    outcome(name, content)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NAMES), st.sampled_from(SEEDS), st.data())
def test_any_damage_to_a_capture_is_read_or_refused(
    name: str, seed: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, len(seed)))
    outcome(name, seed[:start] + data.draw(st.binary(max_size=30)) + seed[end:])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="<>/\"'=!-[]{}&;#: \nabdhiprt中\\", max_size=150))
def test_any_tag_soup_is_read_or_refused(text: str) -> None:
    outcome("a.html", f"<html><body><p>{PROSE}</p>{text}</body></html>".encode())


def test_unpacking_never_raises_anything_else() -> None:
    for cut in range(3, 60, 7):
        damaged = bytearray(gzip.compress(zlib.compress(b"abc" * 99)))
        damaged[cut % len(damaged)] ^= 0xFF
        outcome("a.txt", bytes(damaged))


def test_a_gzip_file_cut_off_before_its_text_and_a_text_of_control_signs_say_so() -> None:
    cut = gzip.compress(b"Nine contracts were signed on Monday.", mtime=0)[:11]
    with pytest.raises(UnreadableCaptureError, match="cut off"):
        read_capture(Capture("a.txt.gz", cut, "/invented/a.txt.gz"))
    with pytest.raises(NotAnArticleError, match="no text"):
        read_capture(Capture("a.txt", b"\x01\x02\x03\x01", "/invented/a.txt"))
