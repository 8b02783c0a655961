"""Where a web page says what its article is: meta tags, JSON-LD, links, breadcrumbs, bylines.

Gathers and orders what the page tells; titles are chosen in web_titles, dates in web_dates,
authors in web_people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from index.dates import puts_day_first
from index.formats.linked_data import LinkedArticle, read_linked_data
from index.formats.web_dates import find_moment, lines_by_headline, lines_called
from index.formats.web_people import read_authors
from index.formats.web_tree import names_of, text_of
from index.text.cleaning import clean_line
from index.text.language import detect_language

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from index.dates import Moment

_SECTION: Final = (
    "article:section", "section", "parsely-section", "category", "channel", "dc.subject",
)  # fmt: skip
_SOURCE: Final = ["source", "articlesource", "contentsource", "mediaid"]
_LEAD: Final = ["og:description", "description", "twitter:description", "dc.description"]
_HOME: Final = re.compile(
    r"(?:(?:\S{1,20} ){0,3}(?:home|front|start) ?(?:page|seite)|home|start"
    r"|bread-?crumbs?(?: trail)?(?: links?)?|accueil|inicio|portada|主页|首页|网站首页|"
    r"ホーム|トップ|홈|you are here|news home)\W*\Z",
    re.IGNORECASE,
)
_CRUMB_NAME: Final = re.compile(
    r"bread-?_?crumb|(?<![a-z])crumbs?(?![a-z])|(?<![a-z])(?:dqwz|weizhi|position|location|path)(?![a-z])"
)
_CRUMB_MARK: Final = re.compile(r"\s*(?:[>›»→/|]|&gt;)+\s*")
_PLACE: Final = re.compile(
    r"\s*(?:您?的?(?:当前|现在|所在)?的?位置|you are here)\s?[:：]?\s*", re.IGNORECASE
)
_CREDIT: Final = re.compile(
    r"(?:来源|來源|稿源|信息来源|Source|Quelle)\s*[:：]\s*([^\s|()（）:：,，;；][^|()（）:：\n]{0,40}?)"
    r"(?=\s*[|()（）,，;；]|\s+(?:\S{1,6}[:：]|By\b|Updated\b|(?:19|20)\d\d\b)|\s*$)"
)
_SLASHED: Final = re.compile(r"[^\W\d_]\s?/\s?[^\W\d_].*/|[a-z] [^\W\d_]+\s?/\s?[^\W\d_]")
_SAVED_FROM: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)"
)
_SAMPLE: Final = 20_000
_HEAD_LENGTH: Final = 5000
_SECTION_LIMIT: Final = 60
_SECTIONS_LIMIT: Final = 8


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of its article; ``moment`` and texts are as good as the page tells them."""

    linked: LinkedArticle
    open_title: str
    meta_title: str
    window_title: str
    site_names: tuple[str, ...]
    lead: str
    moment: Moment | None
    source: str
    url: str
    language: str
    sections: tuple[str, ...]
    authors: tuple[str, ...]


def read_metadata(tree: HtmlElement, text: str) -> PageMetadata:
    """Return what the page ``tree``, parsed from ``text``, says of its article."""
    tags = _meta_tags(tree)
    linked = read_linked_data(_scripts(tree))
    url = _url(tree, text, tags, linked)
    language = _language(tree, tags, linked)
    spoken = language or detect_language(text_of(tree)[:_SAMPLE])
    site_name = _first(tags, ["og:site_name", "application-name", "publisher", "al:ios:app_name"])
    host = urlsplit(url).hostname or ""
    site_names = tuple(filter(None, (site_name, linked.publisher, host)))
    source = _source([_credit(tree), _first(tags, _SOURCE), linked.publisher, site_name])
    return PageMetadata(
        linked=linked,
        open_title=_first(tags, ["og:title", "twitter:title"]),
        meta_title=_first(tags, ["title", "dc.title", "headline", "parsely-title", "articletitle"]),
        window_title=next((text_of(title) for title in tree.iter("title")), ""),
        site_names=site_names,
        lead=linked.description or _first(tags, _LEAD),
        moment=find_moment(tree, text, tags, linked, url, day_first=puts_day_first(spoken)),
        source=source,
        url=url,
        language=language,
        sections=_sections(tree, tags, linked),
        authors=read_authors(tree, tags, linked, (source, *site_names)),
    )


def _meta_tags(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of all meta tags by their lower-case names, in the page's order."""
    tags: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = clean_line(unescape(meta.get("content") or ""))
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and meta.get(key):
                tags.setdefault((meta.get(key) or "").strip().lower(), []).append(content)
    return tags


def _first(tags: dict[str, list[str]], names: list[str]) -> str:
    return next((value for name in names for value in tags.get(name, ())), "")


def _scripts(tree: HtmlElement) -> list[str]:
    kinds = ((script, script.get("type") or "") for script in tree.iter("script"))
    return [script.text or "" for script, kind in kinds if "ld+json" in kind.lower()]


def _url(tree: HtmlElement, text: str, tags: dict[str, list[str]], linked: LinkedArticle) -> str:
    """Return the page's address: the first that leads deeper than a front page, else the first."""
    saved = _SAVED_FROM.search(text, 0, _HEAD_LENGTH)
    links = [link.get("href") or "" for link in tree.iter("link") if _is_canonical(link)]
    bases = [element.get("href") or "" for element in tree.iter("base")]
    origin = next(
        (one for one in (*bases, saved[1] if saved else "") if one.startswith("http")), ""
    )
    told = [*links, *tags.get("og:url", ()), linked.url, saved[1] if saved else ""]
    found = [one for one in (_joined(origin, address) for address in told) if one]
    return next((one for one in found if len(urlsplit(one).path) > 1), next(iter(found), ""))


def _is_canonical(link: HtmlElement) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split()


def _joined(origin: str, address: str) -> str:
    try:
        whole = urljoin(origin, clean_line(address))
        fits = urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname
    except ValueError:
        return ""
    return whole if fits and " " not in whole else ""


def _credit(tree: HtmlElement) -> str:
    """Return the source as printed beside the headline, where a line names it as the source."""
    for line in (*lines_by_headline(tree), *lines_called(tree, "source|origin|laiyuan|info")):
        if match := _CREDIT.search(line):
            return match[1].strip()
    return ""


def _source(told: list[str]) -> str:
    """Return the first that is told, but no picture's credit, ``Name/agency/Name``, for a paper."""
    names = [name for name in told if name]
    return next((name for name in names if not _SLASHED.search(name)), next(iter(names), ""))


def _language(tree: HtmlElement, tags: dict[str, list[str]], linked: LinkedArticle) -> str:
    root = tree.getroottree().getroot()
    told = (
        root.get("lang") or "",
        linked.language,
        _first(tags, ["og:locale", "content-language", "language", "dc.language"]),
    )
    codes = (re.split(r"[-_,; ]", one.strip().lower())[0] for one in told)
    return next((code for code in codes if re.fullmatch("[a-z]{2}", code)), "")


def _sections(
    tree: HtmlElement, tags: dict[str, list[str]], linked: LinkedArticle
) -> tuple[str, ...]:
    printed = _printed_crumbs(tree)
    noted = tuple(value for name in _SECTION for value in tags.get(name, ())[:1])[:1]
    for trail in (linked.breadcrumb, printed, linked.sections, noted):
        kept = tuple(dict.fromkeys(name for name in trail if _is_section(name)))
        if kept:
            return kept[:_SECTIONS_LIMIT]
    return ()


def _is_section(name: str) -> bool:
    return 0 < len(name) <= _SECTION_LIMIT and not _HOME.match(name) and "://" not in name


def _printed_crumbs(tree: HtmlElement) -> tuple[str, ...]:
    for element in tree.iter("nav", "ol", "ul", "div", "p", "span"):
        label = f"{names_of(element)} {(element.get('aria-label') or '').lower()}"
        if _CRUMB_NAME.search(label):
            links = tuple(text_of(link) for link in element.iter("a"))
            parts = tuple(_CRUMB_MARK.split(_PLACE.sub("", text_of(element))))
            return links if len(links) > 1 else parts
    return ()
