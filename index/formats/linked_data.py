"""What a web page says of its article in JSON-LD, the notes publishers leave for search engines.

Broken notes are read as far as they go; nothing here judges whether they are true.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from index.text.cleaning import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARTICLE_TYPE: Final = re.compile(
    r"(?:.*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|Blog)\Z"
)
# Articles that a page only mentions: those of lists, of teasers and of other works.
_MENTIONS: Final = frozenset(
    ("itemListElement", "hasPart", "mentions", "relatedLink", "citation", "about", "blogPost")
)
_NODE_LIMIT: Final = 20_000
_WRAPPING: Final = re.compile(r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|"
                              r"(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>|;)\s*$")  # fmt: skip
_TRAILING_COMMA: Final = re.compile(r",\s*(?=[}\]])")
_LOOSE_FIELD: Final = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|description|url|inLanguage|@type)"'
    r'\s*:\s*"((?:[^"\\\n]|\\.){0,5000})"'
)

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """The article of a page by its own JSON-LD; what is not told is empty."""

    headline: str = ""
    alternative_headline: str = ""
    published: str = ""
    modified: str = ""
    description: str = ""
    body: str = ""
    url: str = ""
    language: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()


def read_linked_data(scripts: list[str]) -> LinkedArticle:
    """Return the article that a page's JSON-LD ``scripts`` tell of; empty where they do not."""
    documents = [document for script in scripts for document in _documents(script)]
    nodes = list(_nodes(documents))
    article = _article_node(nodes)
    publisher = _name(article.get("publisher")) if article else ""
    return LinkedArticle(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        alternative_headline=_text(article.get("alternativeHeadline")),
        published=_text(article.get("datePublished")) or _text(article.get("dateCreated")),
        modified=_text(article.get("dateModified")),
        description=_text(article.get("description")) or _text(article.get("abstract")),
        body=_long_text(article.get("articleBody")),
        url=_address(article),
        language=_text(article.get("inLanguage")),
        publisher=publisher or _organization(nodes),
        authors=_names(article.get("author")) or _names(article.get("creator")),
        sections=_names(article.get("articleSection")),
        breadcrumb=_breadcrumb(nodes),
    )


def _documents(script: str) -> list[Any]:
    """Return the JSON of a script, mended where that is easy, else its loose fields."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", script)).strip()
    for attempt in (text, _TRAILING_COMMA.sub("", text), unescape(text)):
        try:
            return [json.loads(attempt, strict=False)]
        except (ValueError, RecursionError):
            continue
    loose: Node = {}
    for match in _LOOSE_FIELD.finditer(text):
        loose.setdefault(match[1], _unquoted(match[2]))
    return [loose] if _is_article(loose) else []


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _nodes(documents: list[Any]) -> Iterator[Node]:
    """Yield every object of ``documents``, outer ones first, without those merely mentioned."""
    waiting, seen = list(documents), 0
    while waiting and seen < _NODE_LIMIT:
        value = waiting.pop(0)
        seen += 1
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, dict):
            yield value
            inner = [part for key, part in value.items() if key not in _MENTIONS]
            waiting.extend(part for part in inner if isinstance(part, dict | list))


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1] for kind in found if isinstance(kind, str)]


def _is_article(node: Node) -> bool:
    return any(_ARTICLE_TYPE.match(kind) for kind in _types(node))


def _article_node(nodes: list[Node]) -> Node:
    """Return the node that tells most of an article, the first of equals."""
    wanted = ("headline", "datePublished", "author", "articleBody", "description")
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        articles = [node for node in nodes if "headline" in node and "datePublished" in node]
    return max(articles, key=lambda node: sum(1 for key in wanted if node.get(key)), default={})


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, str)), "")
    if isinstance(value, dict):
        value = value.get("@value", "")
    return clean_line(unescape(unescape(value))) if isinstance(value, str) else ""


def _long_text(value: Any) -> str:
    if isinstance(value, list):
        value = "\n".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        return next((name for part in value if (name := _name(part))), "")
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _names(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    names = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in values]
    return tuple(dict.fromkeys(name for name in names if name))


def _address(article: Node) -> str:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = article.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value.strip()
    return ""


def _organization(nodes: list[Node]) -> str:
    for node in nodes:
        if {"NewsMediaOrganization", "Organization", "WebSite"} & set(_types(node)):
            name = _text(node.get("name"))
            if name:
                return name
    return ""


def _breadcrumb(nodes: list[Node]) -> tuple[str, ...]:
    for node in nodes:
        if "BreadcrumbList" in _types(node) and isinstance(node.get("itemListElement"), list):
            return tuple(filter(None, map(_crumb, node["itemListElement"])))
    return ()


def _crumb(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    return _text(item.get("name")) or _name(item.get("item"))
