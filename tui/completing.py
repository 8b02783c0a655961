"""How a line that is typed is completed: what is offered for it, chosen from it, put into it.

It holds the field and the list beside it. Where completions come from is for others: they answer
what is `wanted`, and the answer is offered while it still fits.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, get_character_cell_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget
    from textual.widgets import Input

    from index.hints import Completion
    from tui.completion_list import CompletionList

_SHORTEST_NAME: Final = 2
_GOES_ON: Final = {"field", "path"}
"""Kinds behind which the same word is typed on."""

_QUOTES: Final = str.maketrans("", "", '"“”')


class Completing:
    """A field that is typed into, and the list that offers how it may go on."""

    def __init__(self, field: Input, offers: CompletionList, lines: Widget | None = None) -> None:
        """Offer beside ``lines``, which nothing may cover; that is the field unless told."""
        self._field = field
        self._offers = offers
        self._lines = lines or field
        self._for = "", 0
        self._hushed: str | None = ""

    async def take_in(self) -> None:
        """Wait until every key that the field was given has become text."""
        taken = asyncio.Event()
        self._field.call_later(taken.set)
        await taken.wait()

    @property
    def wanted(self) -> tuple[str, int] | None:
        """The text and the cursor's place in it that completions are wanted for, None for none.

        They are wanted for what was typed, and while the field listens.
        """
        field = self._field
        listens = field.is_attached and field.screen.focused is field and field.selection.is_empty
        if not listens or field.value == self._hushed:
            return None
        return field.value, field.cursor_position

    def hush(self) -> None:
        """Offer nothing for the text as it stands now: nobody typed it, or wants no help."""
        self._hushed = self._field.value
        self._offers.close()

    def speak(self) -> None:
        """Offer something also for what nobody has typed."""
        self._hushed = None

    def offer(self, text: str, cursor: int, completions: Sequence[Completion]) -> None:
        """Show ``completions`` of ``text``, if that is still what stands in the field.

        What somebody is choosing from stays.
        """
        if self.wanted != (text, cursor) or (self._offers.chosen is not None and self._is_fresh):
            return
        useful = [one for one in completions if _is_useful(one, text)]
        if not useful:
            self._offers.close()
            return
        self._for = text, cursor
        field = self._field
        left = field.content_region.x
        typed = cell_len(text[: useful[0].span[0]])
        column = max(left + typed - round(field.scroll_offset.x), left)
        self._offers.open(useful, self._lines.region, column, field.screen.size)

    @property
    def is_open(self) -> bool:
        """Whether something is offered."""
        return bool(self._offers.offered)

    @property
    def chosen(self) -> bool:
        """Whether one of what is offered was chosen."""
        return self._offers.chosen is not None

    def follow(self) -> None:
        """Close what is offered, once the cursor has left the word that it is for."""
        if not self.is_open or self._is_fresh:
            return
        self._offers.chosen = None
        text, _ = self._for
        start = self._offers.offered[0].span[0]
        now = self._field.value
        here = self._field.cursor_position
        same_word = now[:start] == text[:start] and not now[start:here].endswith(" ")
        if now == text or here <= start or not same_word:
            self._offers.close()

    def close(self) -> bool:
        """Offer nothing more for this text; return whether anything was offered."""
        if not self.is_open:
            return False
        self.hush()
        return True

    def choose(self, step: int, *, around: bool = False) -> bool:
        """Choose the next of what is offered, or the one before; return whether there is any.

        Before the first none is chosen; ``around``, the last comes before that.
        """
        self._refresh()
        count, place = len(self._offers.offered), self._offers.chosen
        if not count or (place is None and step < 0 and not around):
            return False
        if around:
            at = ((-1 if place is None else place) + step + 1) % (count + 1) - 1
        else:
            at = min((-1 if place is None else place) + step, count - 1)
        self._offers.chosen = None if at < 0 else at
        return True

    def take(self, place: int | None = None) -> bool:
        """Put a completion into the field: the one at ``place``, else the chosen, else the first.

        Returns whether there was one.
        """
        self._refresh()
        offered = self._offers.offered
        if not offered:
            return False
        place = self._offers.chosen if place is None else place
        one = offered[min(place or 0, len(offered) - 1)]
        text = self._field.value
        start, end = one.span
        put = one.text + _behind(one, text)
        self._offers.close()
        self._field.value = text[:start] + put + text[end:]
        self._field.cursor_position = start + len(put)
        if one.kind in _GOES_ON:
            self.speak()
        else:
            self.hush()
        return True

    @property
    def _is_fresh(self) -> bool:
        return self._for == (self._field.value, self._field.cursor_position)

    def _refresh(self) -> None:
        """Keep of what is offered what fits the text as it was typed on."""
        if not self.is_open or self._is_fresh:
            return
        text, cursor = self._field.value, self._field.cursor_position
        fitting = [
            moved
            for one in self._offers.offered
            if (moved := _moved(one, self._for, (text, cursor))) is not None
        ]
        self.offer(text, cursor, fitting)


def _is_useful(one: Completion, text: str) -> bool:
    """Tell whether a completion says more than what is typed, and more than a guess at a field."""
    typed = text[one.span[0] : one.span[1]]
    return typed != one.text and (one.kind != "field" or len(typed) >= _SHORTEST_NAME)


def _moved(one: Completion, before: tuple[str, int], now: tuple[str, int]) -> Completion | None:
    """Return a completion as it is for a text that was typed on, None where it fits no more."""
    (old, old_cursor), (text, cursor) = before, now
    start, end = one.span
    typed = text[start:cursor]
    same = text[:start] == old[:start] and text[cursor:] == old[old_cursor:] and cursor > start
    if not same or not _plain(one.text).startswith(_plain(typed)):
        return None
    return replace(one, span=(start, end + cursor - old_cursor))


def _plain(text: str) -> str:
    return text.translate(_QUOTES).casefold()


def _behind(one: Completion, text: str) -> str:
    """Return the blank behind a completed word, where the next one can be typed at once."""
    whole = text[: one.span[0]] + one.text
    at_end = one.span[1] == len(text) and whole.count('"') % 2 == 0
    spaced = get_character_cell_size(one.text[-1]) == 1
    return " " if at_end and spaced and one.kind not in _GOES_ON else ""
