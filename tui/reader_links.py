"""Links in the article: opened by a letter or by a click, in the browser or in the reader.

Where links stand on the page is told by `page_links`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.blocks import linked_article
from tui.clipboard import copy_text
from tui.command import Pane
from tui.link_hints import Follow, LinkHints
from tui.reader_panes import NARROW, ReaderPanes

if TYPE_CHECKING:
    from index.article import Article
    from tui.detail_pane import DetailPane


class ReaderLinks(ReaderPanes):
    """A screen whose articles lead elsewhere."""

    def action_link_hints(self) -> None:
        """Put letters on the links that are seen, and follow the one whose letters are typed."""
        hints = LinkHints(self.reader.show_hints)
        # The letters may come before the article does: they belong to the hints all the same.
        self.when_shown(partial(self._offer, hints))
        self.when_found(partial(self._leave_empty, hints))
        if not hints.done:
            self.app.push_screen(hints, self._follow)

    def on_detail_pane_link_clicked(self, message: DetailPane.LinkClicked) -> None:
        """Open the link."""
        self._open_link(message.url)

    def _leave_empty(self, hints: LinkHints) -> None:
        if self.listing.number is None and not hints.done:
            self._say_none(hints)

    def _say_none(self, hints: LinkHints) -> None:
        hints.action_leave()
        self.say("No links here.")

    def _offer(self, hints: LinkHints) -> None:
        hidden = self.has_class(NARROW) and self.pane is not Pane.ARTICLE
        if hints.done:
            return
        if not hidden and not self.reader.laid_out:
            self.call_after_refresh(self._offer, hints)
            return
        links = [] if hidden else self.reader.hint_links()
        if links:
            hints.offer(links)
        else:
            self._say_none(hints)

    def _follow(self, follow: Follow | None) -> None:
        if follow is None:
            return
        if not follow.copies:
            self._open_link(follow.url)
        elif (number := linked_article(follow.url)) is not None:
            self.fetch_article(number, self._copy_article)
        else:
            self._copy_link(follow.url, "address")

    def _open_link(self, url: str) -> None:
        number = linked_article(url)
        if number is not None:
            self.open_article(number)
        else:
            self.say(f"Opening {url}")
            self.visit(url)

    def _copy_article(self, article: Article) -> None:
        self._copy_link(article.url or article.title, "address" if article.url else "title")

    def _copy_link(self, text: str, name: str) -> None:
        self.say(*copy_text(self.app, text, f"the {name}"))
