"""An article, the capture it came from, and the ids that stay the same from run to run.

Values only: nothing here reads files, databases or screens.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from index.dates import Precision

if TYPE_CHECKING:
    from datetime import date, datetime

ID_LENGTH = 16
"""Hexadecimal digits of an article's id: 64 bits, enough for a billion articles."""

_TRACKING = re.compile(r"(utm_.*|fbclid|gclid|from|spm|share|ref)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Capture:
    """A saved page as it lies on disk: its file name, its bytes and where it came from.

    ``name`` is a file name without folders (some captures have their title nowhere else);
    ``origin`` is for people: a path, or ``path, line 12`` for one record of many.
    """

    name: str
    content: bytes
    origin: str

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal: equal captures have equal digests."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """One news article, clean and complete.

    ``body`` is a small part of CommonMark: paragraphs, headings, lists, quotes, links, emphasis;
    blocks are parted by blank lines. ``published`` is aware, or None where the page does not tell.
    ``sections`` is the breadcrumb without Home and without the title. ``captions`` are the texts
    under pictures, kept out of the body. ``language`` is an ISO 639-1 code, or empty.
    """

    id: str
    title: str
    body: str
    published: datetime | None = None
    published_precision: Precision | None = None
    source: str = ""
    site: str = ""
    url: str = ""
    sections: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    language: str = ""
    origin: str = ""


def published_text(article: Article) -> str | None:
    """Return when ``article`` was published in ISO 8601: a day, or a minute with its offset."""
    if article.published is None:
        return None
    if article.published_precision is Precision.MINUTE:
        return article.published.isoformat(timespec="minutes")
    return article.published.date().isoformat()


def article_record(article: Article) -> dict[str, object]:
    """Return the fields of ``article`` by their names, as JSON has them."""
    return {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        "published": published_text(article),
        "published_precision": article.published_precision,
        "source": article.source,
        "site": article.site,
        "url": article.url,
        "sections": list(article.sections),
        "authors": list(article.authors),
        "captions": list(article.captions),
        "language": article.language,
        "origin": article.origin,
    }


def article_id(*, url: str, site: str, title: str, day: date | None, body: str) -> str:
    """Return the stable id of an article: of its URL, else of site, title, day and body."""
    if url:
        identity = "url\n" + canonical_url(url)
    else:
        parts = (site.casefold(), fold_text(title), day.isoformat() if day else "", fold_text(body))
        identity = "text\n" + "\n".join(parts)
    return hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:ID_LENGTH]


def canonical_url(url: str) -> str:
    """Return ``url`` with a lower-case host and without fragment, default port and tracking.

    A text that is no URL comes back stripped of blanks, so that this never raises.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").lower()
    if port and port != {"http": 80, "https": 443}.get(parts.scheme):
        host = f"{host}:{port}"
    kept = [pair for pair in parse_qsl(parts.query, True) if not _TRACKING.match(pair[0])]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(kept), ""))


def fold_text(text: str) -> str:
    """Return ``text`` as it is compared: compatibility forms, case and blanks made equal."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
