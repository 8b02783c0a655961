"""A saved web page read as an article.

The body is trafilatura's; title, date, authors and sections are the page's own word for them.
No network: what is not in the page is not known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from index.article import Article, Capture, article_id
from index.errors import NotAnArticleError
from index.formats.page_walls import NO_TEXT
from index.formats.web_body import read_body
from index.formats.web_metadata import PageMetadata, read_metadata
from index.formats.web_titles import choose_title, title_key
from index.formats.web_tree import parse_page, text_of
from index.text.cleaning import clean_line
from index.text.language import detect_language
from index.text.markup import plain_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ERROR_TITLE: Final = re.compile(
    r"\W*(?:(?:error|http|fehler|erreur)\W*)?(?:40[0134]|410|429|50[0234])\b"
    r"|.{0,40}\b(?:page|article|seite|site|file|resource)\b.{0,20}\b(?:not found|unavailable"
    r"|nicht gefunden|introuvable|no longer available|cannot be found|could not be found"
    r"|doesn.t exist)"
    r"|\W*(?:not found|page introuvable|seite nicht gefunden|p[áa]gina no encontrada|access denied"
    r"|forbidden|just a moment|attention required|are you a robot|bad gateway|service unavailable"
    r"|页面不存在|页面未找到|找不到页面|您访问的页面|访问出错|页面没有找到|ページが見つかりません)",
    re.IGNORECASE,
)
_WALL: Final = re.compile(
    r"cookie|consent|datenschutz|tracking|einwillig|privacy|your choices|隐私|同意", re.IGNORECASE
)
_LOGIN: Final = re.compile(
    r"\W*(?:log ?in|sign ?in|sign up|anmelden|anmeldung|connexion|iniciar sesi[óo]n|登录|登陆"
    r"|用户登录)\b",
    re.IGNORECASE,
)
_LEAST: Final = 80
_SHORT: Final = 1200
_SAMPLE: Final = 20_000
_DENSE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE_WORTH: Final = 3
_LATIN_TONGUES: Final = frozenset(("", "en", "de", "fr", "es", "it", "pt", "nl"))


def read_web_page(text: str, capture: Capture) -> Article:
    """Return the article of the page whose HTML is ``text``.

    Raises NotAnArticleError with what the page is instead: an error page, a cookie wall, a list
    of links, nothing.
    """
    tree = parse_page(text)
    if tree is None:
        raise NotAnArticleError(capture.origin, "an empty page")
    metadata = read_metadata(tree, text)
    title = choose_title(tree, metadata)
    if _ERROR_TITLE.match(title) or _ERROR_TITLE.match(metadata.window_title):
        raise NotAnArticleError(capture.origin, f"an error page ({title or metadata.window_title})")
    found = read_body(tree, metadata, title, text)
    body = "\n\n".join(found.blocks)
    _check(tree, title, body, capture)
    moment = metadata.moment
    headline = title_key(title)
    sections = tuple(name for name in metadata.sections if title_key(name) != headline)
    site = urlsplit(metadata.url).hostname or ""
    return Article(
        id=article_id(
            url=metadata.url,
            site=site,
            title=title,
            body=body,
            day=moment.when.date() if moment else None,
        ),
        title=title,
        body=body,
        published=moment.when if moment else None,
        published_precision=moment.precision if moment else None,
        source=metadata.source,
        site=site,
        url=metadata.url,
        sections=sections,
        authors=metadata.authors,
        captions=found.captions,
        language=_language(metadata, title, body),
        origin=capture.origin,
    )


def _check(tree: HtmlElement, title: str, body: str, capture: Capture) -> None:
    """Raise NotAnArticleError where ``title`` and ``body`` are not those of an article."""
    plain = plain_text(body[:_SAMPLE])
    worth = len(plain) + (_DENSE_WORTH - 1) * len(_DENSE.findall(plain))
    if worth < _LEAST:
        raise NotAnArticleError(capture.origin, _instead(tree, title, plain))
    if worth < _SHORT and _LOGIN.match(title) and len(title) < _LEAST:
        raise NotAnArticleError(capture.origin, "a login page")
    if worth < _SHORT and len(_WALL.findall(f"{title} {plain}")) > len(plain) / 150:
        raise NotAnArticleError(capture.origin, "a cookie or consent notice, no article")
    if not title:
        raise NotAnArticleError(capture.origin, "a page without a headline")


def _instead(tree: HtmlElement, title: str, plain: str) -> str:
    """Return what a page without an article is."""
    visible = text_of(tree)
    if not visible:
        return "an empty page"
    if len(_WALL.findall(f"{title} {plain} {visible[:_SHORT]}")) > 1:
        return "a cookie or consent notice, no article"
    if next(tree.iter("input"), None) is not None and re.search(
        "password", text_of(tree), re.IGNORECASE
    ):
        return "a login page"
    if sum(len(text_of(link)) for link in tree.iter("a")) > len(visible) / 2:
        return "a page of links, no article"
    return NO_TEXT


def _language(metadata: PageMetadata, title: str, body: str) -> str:
    """Return the language as declared, unless the text itself is clearly in another.

    Templates often keep their English or Latin declaration around a text of another tongue.
    """
    seen = detect_language(clean_line(f"{title} {plain_text(body[:_SAMPLE])}"))
    told = metadata.language
    if not told or (seen and seen != told and (told == "en" or seen not in _LATIN_TONGUES)):
        return seen or told
    return told
