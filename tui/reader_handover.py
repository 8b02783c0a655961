"""Taking along: the article in the browser, in the clipboard.

Nothing here marks or moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.blocks import link_target
from tui.clipboard import copy_text
from tui.prompts import KeyPrompt
from tui.reader_panes import ReaderPanes, on_found_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Article


class ReaderHandover(ReaderPanes):
    """A screen that hands articles to other programs."""

    @on_found_list
    def action_browse_page(self) -> None:
        """Open the article's page in the browser, if its address is one of the web."""
        self.with_article(self._browse_page)

    def _browse_page(self, article: Article) -> None:
        address = link_target(article.url)
        if address:
            self.notify(f"Opening {address}", markup=False)
            self.visit(address)
        else:
            self.notify("This article has no address on the web.", markup=False)

    def action_copy(self) -> None:
        """Ask what of the article to copy: its address, its title, its text or a citation."""
        # Asked before the list is found: the next key may be the answer already.
        offered = [(key, label) for key, (label, _) in _KINDS.items()]
        self.app.push_screen(KeyPrompt("Copy", offered), self._copy_kind)

    def _copy_kind(self, key: str | None) -> None:
        if key is not None:
            label, taken = _KINDS[key]
            self.when_found(lambda: self._copy_when_there(label, taken))

    def _copy_when_there(self, label: str, taken: Callable[[Article], str]) -> None:
        if self.listing.number is None:
            self.say("There is no article here to copy.")
        else:
            self.with_article(lambda article: self._copy(label, taken(article)))

    def _copy(self, label: str, text: str) -> None:
        if not text.strip():
            self.say(f"This article has no {label}.")
            return
        self.say(*copy_text(self.app, text, f"the {label}"))


def _address(article: Article) -> str:
    return article.url


def _title(article: Article) -> str:
    return article.title


def _text(article: Article) -> str:
    from index.plain_text import body_text

    return body_text(article)


def _citation(article: Article) -> str:
    from index.plain_text import citation

    return citation(article)


_KINDS: Final[dict[str, tuple[str, Callable[[Article], str]]]] = {
    "u": ("address", _address),
    "t": ("title", _title),
    "b": ("text", _text),
    "c": ("citation", _citation),
}
"""What can be copied, by the key that asks for it: its name, and what it is of an article."""
