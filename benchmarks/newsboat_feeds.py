"""The invented articles as feeds that newsboat has read: the peer of the latency table.

Feeds are written once, one for each source, and taken in by newsboat itself; what is measured is
its reading of the cache that it made of them.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import ExitStack
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import TextIO

    from index.article import Article

_CONFIG: Final = """\
max-items 0
auto-reload no
show-read-feeds yes
confirm-exit no
prepopulate-query-feeds no
"""
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
_TAIL: Final = "</channel></rss>\n"


def newsboat_command(folder: Path) -> list[str]:
    """Return what starts newsboat on the feeds in ``folder``."""
    return [
        *("newsboat", "-q", "-C", str(folder / "config"), "-u", str(folder / "urls")),
        *("-c", str(folder / "cache.db")),
    ]


def take_in(folder: Path, articles: Iterable[Article]) -> bool:
    """Let newsboat read ``articles`` into ``folder``, once; return whether it is installed."""
    if shutil.which("newsboat") is None:
        return False
    if (folder / "done").exists():
        return True
    folder.mkdir(parents=True, exist_ok=True)
    names = _write_feeds(folder, articles)
    (folder / "config").write_text(_CONFIG, encoding="utf-8")
    urls = "".join(f"{(folder / name).resolve().as_uri()}\n" for name in names)
    (folder / "urls").write_text(urls, encoding="utf-8")
    subprocess.run([*newsboat_command(folder), "-x", "reload"], check=True, capture_output=True)
    (folder / "done").touch()
    return True


def _write_feeds(folder: Path, articles: Iterable[Article]) -> list[str]:
    """Write one feed for each source, and return the names of their files."""
    feeds: dict[str, TextIO] = {}
    with ExitStack() as opened:
        for article in articles:
            feed = feeds.get(article.source)
            if feed is None:
                path = folder / f"{article.source.lower().replace(' ', '-')}.xml"
                feed = feeds[article.source] = opened.enter_context(
                    path.open("w", encoding="utf-8")
                )
                feed.write(f"{_HEAD}<title>{escape(article.source)}</title><link>x</link>\n")
            feed.write(_item(article))
        for feed in feeds.values():
            feed.write(_TAIL)
        return [feed.name.rsplit("/", 1)[-1] for feed in feeds.values()]


def _item(article: Article) -> str:
    body = "".join(f"<p>{escape(part)}</p>" for part in article.body.split("\n\n"))
    when = format_datetime(article.published) if article.published else ""
    return (
        f"<item><title>{escape(article.title)}</title><link>{escape(article.url)}</link>"
        f"<guid>{article.id}</guid><pubDate>{when}</pubDate>"
        f"<description>{escape(body)}</description></item>\n"
    )
