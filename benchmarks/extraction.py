"""How much of an article comes out of real captures: titles, dates and bodies, beside trafilatura.

Reads the saved pages of ``SHARED/web/pages`` (each with a ``.json`` of what is right), the captures
of ``SHARED/captures/peoplesdaily`` (named by their titles) and ``SHARED/seed``. Nothing is written.
A body's score is its word-F1: the harmonic mean of the shares of words that are right and found;
Chinese, Japanese and Korean count by the letter. A page is judged by the best fitting version.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import sys
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from index.article import Capture
from index.errors import CaptureError
from index.formats import captures_in, read_capture
from index.text.markup import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.article import Article

SHARED = Path(__file__).parents[2] / "shared"
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_FURNITURE = re.compile(
    r"Web editor|\(Web|Share to|Leave your comment|Most Read|We Recommend|Copyright|Bookmark"
    r"|Full coverage|Add your comment|Related reading|Search Archive|&gt;|DD_belated",
    re.IGNORECASE,
)
_SEED_TITLE = "Jilin, Zhejiang join forces to advance sci-tech innovation"
_SEED_PARAGRAPHS = 8


@dataclass(frozen=True)
class Reading:
    """What one program made of a page."""

    title: str = ""
    day: str = ""
    body: str = ""


def words(text: str) -> list[str]:
    """Return the words of ``text`` as they are compared: composed, case folded, no punctuation."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def word_f1(found: str, right: str) -> float:
    """Return the word-F1 of ``found`` against ``right``, 0 to 1."""
    ours, theirs = Counter(words(found)), Counter(words(right))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def right_body(version: dict[str, Any]) -> str:
    """Return the body of one version of the truth: summary, headlines and paragraphs."""
    sections = version["body"]["sections"]
    parts = [line for section in sections for line in section["headline"] + section["paragraphs"]]
    return "\n".join(version["body"]["summary"] + parts)


def pages(folder: Path) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Yield each saved page with the versions of its truth."""
    for path in sorted(folder.glob("*/*.html.gz")):
        truth = path.with_name(path.name.split("_")[0] + ".json")
        yield path, list(json.loads(truth.read_text(encoding="utf-8")).values())


def by_us(path: Path) -> Reading:
    """Return what Broadsheet reads from the page at ``path``."""
    try:
        article = next(read_capture(capture) for capture in captures_in(path))
    except CaptureError:
        return Reading()
    day = article.published.date().isoformat() if article.published else ""
    return Reading(article.title, day, plain_text(article.body))


def by_trafilatura(path: Path) -> Reading:
    """Return what trafilatura alone reads from the page at ``path``."""
    from trafilatura import bare_extraction

    content = gzip.decompress(path.read_bytes())
    found = bare_extraction(content, with_metadata=True, include_comments=False)
    if found is None:
        return Reading()
    return Reading(found.title or "", found.date or "", found.text or "")


def judge_pages(folder: Path, *, misses: bool) -> None:
    """Print the three figures over all pages for both programs, ours with its misses."""
    for name, read in (("Broadsheet", by_us), ("trafilatura alone", by_trafilatura)):
        started = time.perf_counter()
        titles = days = 0
        scores = []
        for path, versions in pages(folder):
            reading = read(path)
            fit = max(versions, key=lambda version: word_f1(reading.body, right_body(version)))
            title = words(reading.title) == words(fit["title"] or "")
            day = reading.day == (fit["publishing_date"] or "")[:10]
            score = word_f1(reading.body, right_body(fit))
            titles, days = titles + title, days + day
            scores.append(score)
            if misses and read is by_us:
                _print_miss(path, reading, fit, title=title, day=day, score=score)
        count = max(len(scores), 1)
        print(
            f"{name:18} {len(scores)} pages: title {titles / count:.1%}, date {days / count:.1%}, "
            f"body F1 {sum(scores) / count:.4f}, {time.perf_counter() - started:.1f} s"
        )


def _print_miss(
    path: Path, reading: Reading, fit: dict[str, Any], *, title: bool, day: bool, score: float
) -> None:
    if not title:
        print(f"  {path.name}: title {reading.title!r}, right {fit['title']!r}")
    if not day:
        print(f"  {path.name}: day {reading.day!r}, right {fit['publishing_date']!r}")
    if score < 0.95:
        print(f"  {path.name}: body F1 {score:.3f}")


def judge_captures(folder: Path, *, misses: bool) -> None:
    """Print how many one-line captures come out right: title, printed time, clean body."""
    titles = days = clean = count = 0
    for path in sorted(folder.glob("*.txt")):
        count += 1
        article = _read(path)
        if article is None:
            print(f"  {path.name}: no article")
            continue
        title = words(article.title) == words(path.stem.removesuffix(" - People's Daily Online"))
        day = article.published is not None and _printed(path, article)
        furniture = _FURNITURE.findall(article.body)
        titles, days, clean = titles + title, days + day, clean + (not furniture)
        if misses and not (title and day and not furniture):
            print(f"  {path.name}: {article.title!r}, {article.published}, {furniture}")
    print(f"One-line captures  {count}: title {titles}, date {days}, clean bodies {clean}")


def _read(path: Path) -> Article | None:
    try:
        return read_capture(Capture(path.name, path.read_bytes(), str(path)))
    except CaptureError:
        return None


def _printed(path: Path, article: Article) -> bool:
    """Whether the article's time stands in the capture as its own: ``09:40, October 26, 2020``."""
    assert article.published is not None
    when = article.published
    printed = f"{when:%H:%M}, {when:%B} {when:%d}, {when.year}"
    return printed in path.read_text(encoding="utf-8", errors="replace")


def judge_seed(folder: Path) -> None:
    """Print whether the seed comes out as it must."""
    for path in sorted(folder.glob("*.txt")):
        article = _read(path)
        right = (
            article is not None
            and article.title == _SEED_TITLE
            and article.site == "investinchina.chinadaily.com.cn"
            and article.source == "chinadaily.com.cn"
            and article.sections == ("Platforms", "Investment Promotions")
            and article.published is not None
            and article.published.date().isoformat() == "2020-11-10"
            and len(article.body.split("\n\n")) == _SEED_PARAGRAPHS
        )
        print(f"Seed               {path.name}: {'right' if right else 'WRONG'}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the captures")
    parser.add_argument("--misses", action="store_true", help="name every miss")
    options = parser.parse_args()
    if not options.shared.is_dir():
        sys.exit(f"{options.shared}: no such folder; give the captures' folder with --shared")
    logging.disable(logging.CRITICAL)
    judge_pages(options.shared / "web" / "pages", misses=options.misses)
    judge_captures(options.shared / "captures" / "peoplesdaily", misses=options.misses)
    judge_seed(options.shared / "seed")


if __name__ == "__main__":
    main()
