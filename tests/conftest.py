"""What the tests share: a home of its own for each run, and a small library."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from index.article import Article, Capture, article_id
from index.dates import Precision
from index.library import Library
from index.text.language import detect_language

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[1] / "sample_articles"

# Machines differ in speed, and a run that must be green must not depend on chance.
settings.register_profile("here", deadline=None)
settings.register_profile("green", deadline=None, derandomize=True)
settings.load_profile("green" if os.environ.get("CI") else "here")

_STORIES = (
    # title, day, source, section, read as paragraphs
    (
        "Harbour city opens free trade port",
        "2021-03-04",
        "Harbour Daily",
        "Ports",
        (
            "The harbour city of Linhai opened a free trade port on Thursday.",
            "Freight through the port rose 12 percent in a year, customs officers said.",
        ),
    ),
    (
        "Roadshow brings 40 investors to river valley",
        "2021-02-11",
        "Riverside News",
        "Roadshows",
        ("A roadshow brought 40 investors to the river valley.", "Nine projects were signed."),
    ),
    (
        "Port customs reform cuts waiting to two hours",
        "2020-11-10",
        "Harbour Daily",
        "Policies",
        (
            "Customs reform has cut waiting at the port to two hours.",
            "Exporters called the reform overdue.",
        ),
    ),
    (
        "Wind park signs 3 billion yuan contract",
        "2020-07-01",
        "Green Ledger",
        "Green Energy",
        ("A wind park signed a contract worth 3 billion yuan.", "Turbines arrive in spring."),
    ),
    (
        "[red]Markup[/red] forum [@click=app.quit]opens[/] [/b]",
        "2020-05-20",
        "Odd Post",
        "Forums",
        ("A forum with [red]brackets[/red] in its title opened.", "Nothing was executed."),
    ),
    (
        "临港新区举办招商推介会",
        "2020-04-18",
        "临港日报",
        "招商",
        (
            "临港新区周六举办招商推介会，签约项目十二个。",
            "总投资超过三百亿元，涉及集成电路与生物医药。",
        ),
    ),
    (
        "Biopharma zone welcomes first tenants",
        "2019-12-03",
        "Zone Gazette",
        "Industrial Parks",
        ("The biopharma zone welcomed its first tenants.", "Laboratories open next month."),
    ),
    (
        "Trade fair draws buyers from 30 countries",
        "2019-09-09",
        "Fair News",
        "Trade Fairs",
        ("The autumn trade fair drew buyers from 30 countries.", "Orders rose by a fifth."),
    ),
    (
        "Cold chain hub lands at inland rail port",
        "2019-06-15",
        "Riverside News",
        "Logistics",
        ("A cold chain hub will be built at the inland rail port.", "It stores 80,000 tonnes."),
    ),
    (
        "Service window answers investors in one day",
        "2018-10-02",
        "Zone Gazette",
        "Policies",
        ("A service window now answers investors within one day.", "It speaks six languages."),
    ),
    (
        "Old quarter turns workshops into studios",
        "2018-05-27",
        "Odd Post",
        "Culture",
        ("The old quarter turned workshops into studios.", "Rents stay low for five years."),
    ),
    (
        "Notice without a date",
        "",
        "Harbour Daily",
        "Policies",
        ("A notice about investment promotion that tells no date.",),
    ),
)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the settings and the library of whoever runs it."""
    home = tmp_path / "home"
    monkeypatch.setenv("BROADSHEET_LIBRARY", str(home / "library"))
    monkeypatch.setenv("BROADSHEET_SETTINGS", str(home / "config.toml"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("PAGER", "true")
    monkeypatch.setenv("VISUAL", "true")


def invented_articles() -> list[Article]:
    """Return twelve invented articles, one of them in Chinese, one without a date."""
    return [_article(*story) for story in _STORIES]


def _article(
    title: str, day: str, source: str, section: str, paragraphs: tuple[str, ...]
) -> Article:
    when = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    url = f"https://news.example/{section}/{day}".replace(" ", "-") if day else ""
    body = "\n\n".join(paragraphs)
    return Article(
        id=article_id(url=url, site="", title=title, day=when.date() if when else None, body=body),
        title=title,
        body=body,
        published=when,
        published_precision=Precision.DAY if when else None,
        source=source,
        site="news.example" if url else "",
        url=url,
        sections=(section,),
        language=detect_language(body),
        origin=f"{title}.txt",
    )


def capture_of(article: Article) -> Capture:
    """Return a capture that stands for ``article`` in the store."""
    return Capture("invented.txt", (article.title + article.body).encode(), article.origin)


@pytest.fixture(scope="session")
def _made_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "library"
    library = Library.open(folder)
    library.archive.keep([(capture_of(article), article) for article in invented_articles()])
    library.catch_up()
    library.close()
    return folder


@pytest.fixture
def library_folder(_made_library: Path, tmp_path: Path) -> Path:
    """Return the folder of a library of twelve indexed articles, for this test alone."""
    return Path(shutil.copytree(_made_library, tmp_path / "library"))


@pytest.fixture
def library(library_folder: Path) -> Iterator[Library]:
    """Open a library of twelve indexed articles, for this test alone."""
    library = Library.open(library_folder)
    yield library
    library.close()
