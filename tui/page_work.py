"""What is still to do for a page, done in slices: laying out, counting matches, reaching a place.

It measures its own time and stops when told; when to go on is the pane's affair.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.match_walk import MatchWalk
    from tui.page import Page


class PageWork:
    """The work on ``page`` and the ``walk`` through its matches."""

    def __init__(self, page: Page, walk: MatchWalk) -> None:
        self._page = page
        self._walk = walk
        self._goal: Callable[[], bool] | None = None
        self._walks_first = False
        self._missed = False  # whether the goal was out of reach when it was tried last

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self._page.complete and self._walk.total is not None

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for a goal that is not reached yet."""
        return self._goal is not None and self._missed

    def pursue(self, goal: Callable[[], bool] | None, *, walks_first: bool = False) -> None:
        """Try ``goal`` after each step until it returns True; it takes the place of the last.

        ``walks_first`` is for goals that wait for matches rather than for lines.
        """
        self._goal = goal
        self._walks_first = walks_first
        self._try_goal()

    def run(self, seconds: float, *, only_goal: bool = False) -> None:
        """Work for ``seconds`` at most, or with ``only_goal`` until the goal is reached."""
        until = perf_counter() + seconds
        while perf_counter() < until and not self.done:
            if only_goal and self._goal is None:
                return
            self._step()
            self._try_goal()

    def _step(self) -> None:
        """Walk while units are fresh from laying out; a goal that waits for lines goes first."""
        lines_first = self._goal is not None and not self._walks_first
        if not (lines_first and self._page.advance()):
            self._walk.advance()

    def _try_goal(self) -> None:
        goal = self._goal
        if goal is None:
            return
        self._missed = False
        reached = goal()
        if self._goal is goal:
            self._goal = None if reached else goal
            self._missed = not reached
