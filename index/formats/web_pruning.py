"""What is cut out of a web page before its text is looked for: captions, menus, players, forms."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from index.formats.web_titles import title_key
from index.formats.web_tree import names_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

_CAPTION_NAME: Final = re.compile(
    r"(?<![a-z])(?:caption|(?:image|img|pic|photo|picture|media|figure)[-_]*(?:caption|credit))s?(?![a-z])"
)
_ASIDE_NAME: Final = re.compile(
    r"paywall|newsletter|subscri(?:be|ption)|(?<![a-z])(?:modal|popup|overlay|toast)(?![a-z])"
    r"|cookie|consent|related|recommend|read-?(?:more|also|next)|outbrain|taboola|social|share|advert"
    r"|promo(?!te)|breadcrumb|comments?(?![a-z])|most-?(?:read|popular)|trending|sign-?up|tag-?list|author-?bio"
)
_ASIDE_SHARE: Final = 0.15
_PICTURE: Final = re.compile(r"^#|\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|\Z)", re.IGNORECASE)
_TEASER_SHARE: Final = 0.8
_USELESS: Final = (
    "script", "style", "template", "svg", "iframe", "button", "select", "textarea", "nav", "footer",
    "video", "audio", "object", "noscript", "canvas", "dialog",
)  # fmt: skip
_CAPTION_LIMIT: Final = 600
_NEAR: Final = 2
_BESIDE: Final = 12
_TOLD_LEAST: Final = 20
_CREDIT_LENGTH: Final = 120


def prune(page: HtmlElement) -> tuple[str, ...]:
    """Cut what is no text of the article out of ``page``; return the captions of its pictures."""
    for element in list(page.iter("ruby", "rb", "rt", "rp")):
        element.drop_tag()  # readings stand behind their words, as in print
    captions = _once((*_take_captions(page), *_take_image_texts(page)))
    for element in list(page.iter(*_USELESS)):
        if element.getparent() is not None:
            element.drop_tree()
    _drop_asides(page)
    return captions


def _once(captions: Sequence[str]) -> tuple[str, ...]:
    """Return each caption once, the longest of those that begin or end alike."""
    keys = {title_key(caption): caption for caption in captions}
    keys.pop("", None)
    held = _opening(list(keys)) | {key[::-1] for key in _opening([key[::-1] for key in keys])}
    return tuple(caption for key, caption in keys.items() if key not in held)


def _opening(keys: list[str]) -> set[str]:
    """Return those of ``keys`` with which another begins: in order, that one comes next."""
    return {one for one, other in itertools.pairwise(sorted(keys)) if other.startswith(one)}


def _is_teaser(element: HtmlElement) -> bool:
    """Whether a text only leads to another page; a link to the picture itself is none."""
    inside = list(element.iter("a"))
    around = element.iterancestors("a")
    if any(not _PICTURE.search(link.get("href") or "") for link in around):
        return True
    linked = sum(
        len(text_of(link)) for link in inside if not _PICTURE.search(link.get("href") or "")
    )
    return linked > _TEASER_SHARE * len(text_of(element))


def _drop_asides(page: HtmlElement) -> None:
    """Remove what its name calls an aside, unless much of the page's text stands in it."""
    most = int(_ASIDE_SHARE * len(text_of(page)))
    for element in list(page.iter("div", "section", "aside", "ul", "p")):
        if not _ASIDE_NAME.search(names_of(element)) or not _attached(element, page):
            continue
        if len(text_of(element, most)) < most and next(element.iter("h1"), None) is None:
            element.drop_tree()


def _take_image_texts(page: HtmlElement) -> list[str]:
    """Remove what stands beside a picture and begins with the text that stands in for it."""
    found = []
    for image in list(page.iter("img")):
        told = " ".join((image.get("alt") or "").split())
        holder = next(itertools.islice(image.iterancestors(), _NEAR, None), None)
        if len(told) < _TOLD_LEAST or holder is None or not _attached(image, page):
            continue
        beside = holder.iter("p", "div", "span", "td", "small", "em")
        for element in list(itertools.islice(beside, _BESIDE)):
            text = text_of(element, len(told) + _CREDIT_LENGTH)
            if text.startswith(told) and len(text) <= len(told) + _CREDIT_LENGTH:
                found.append(text)
                element.drop_tree()
                break
    return found


def _take_captions(page: HtmlElement) -> tuple[str, ...]:
    captions: dict[str, None] = {}
    for element in list(page.iter("figure", "figcaption", "p", "div", "span")):
        if not _is_caption(element) or not _attached(element, page):
            continue
        whole = text_of(element, _CAPTION_LIMIT)
        if len(whole) > _CAPTION_LIMIT:
            continue
        for part in [element] if element.tag != "figure" else element.iter("figcaption"):
            if not _is_teaser(part):
                captions[text_of(part)] = None
        element.drop_tree()
    captions.pop("", None)
    return tuple(captions)


def _attached(element: HtmlElement, page: HtmlElement) -> bool:
    return (
        element.getparent() is not None
        and element.getroottree().getroot() is page.getroottree().getroot()
    )


def _is_caption(element: HtmlElement) -> bool:
    if element.tag in ("figure", "figcaption"):
        return True
    return bool(_CAPTION_NAME.search(names_of(element)))
