"""A dialog over the reader, which is answered once and goes.

What it asks, and what is done with the answer, is for others.
"""

from __future__ import annotations

from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType]):
    """A screen over the reader that takes all keys until it is answered."""

    _answered = False

    @property
    def answered(self) -> bool:
        """Whether the answer is given; keys that came in one burst with it still come here."""
        return self._answered

    def answer(self, answer: ScreenResultType | None) -> None:
        """Give the answer and go; the first one counts."""
        if not self._answered:
            self._answered = True
            self.dismiss(answer)
