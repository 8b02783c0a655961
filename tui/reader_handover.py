"""Taking along: the article in the browser, in the clipboard.

Nothing here marks or moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.blocks import link_target
from tui.line_filter import safe_text
from tui.reader_panes import ReaderPanes, on_found_list

if TYPE_CHECKING:
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

    @on_found_list
    def action_copy(self) -> None:
        """Copy the address of the article, or its title where it has none."""
        self.with_article(self._copy)

    def _copy(self, article: Article) -> None:
        # Where it is pasted may well be a terminal.
        self.app.copy_to_clipboard(safe_text(article.url or article.title))
        self.say(f"Copied the {'address' if article.url else 'title'}.")
