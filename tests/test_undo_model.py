"""Whatever is changed, taken back and done again, the marks are those of a simple model."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from conftest import capture_of, invented_articles
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from index.changes import Change, Mark
from index.library import Library

_NUMBERS = tuple(range(1, 7))
_TEXTS = {
    Mark.READ: st.just(""),
    Mark.STARRED: st.just(""),
    Mark.TAG: st.sampled_from(["ports", "air", ""]),
    Mark.NOTE: st.sampled_from(["First.", "Second.", " "]),
}
_CHANGES = st.sampled_from(list(Mark)).flatmap(
    lambda mark: st.builds(
        Change,
        st.just(mark),
        st.booleans(),
        st.lists(st.integers(0, len(_NUMBERS) + 1), max_size=5),
        _TEXTS[mark],
    )
)

Key = tuple[Mark, str]
"""A mark, and which tag it is."""

State = dict[Key, dict[int, str]]
"""The articles that carry each mark, with their notes."""


@dataclass
class _Made:
    """A change that was made: what it sets, and what was there."""

    key: Key
    after: dict[int, str]
    before: dict[int, str] = field(default_factory=dict)


def _value(change: Change) -> str:
    """Return what a change sets: empty for a mark that is taken away."""
    if change.mark is Mark.NOTE:
        return change.text.strip() if change.on else ""
    return "on" if change.on else ""


class _Model:
    """Marks as dictionaries, changes as a list of what they set and what was there."""

    def __init__(self) -> None:
        self.state: State = {}
        self.made: list[_Made] = []
        self.back: list[_Made] = []

    def set(self, key: Key, values: dict[int, str]) -> None:
        marked = self.state.setdefault(key, {}) | values
        self.state[key] = {number: value for number, value in marked.items() if value}

    def wish(self, change: Change) -> _Made | None:
        """Return what ``change`` would really change, None where nothing."""
        key = (change.mark, change.text if change.mark is Mark.TAG else "")
        if key == (Mark.TAG, ""):
            return None
        value, now = _value(change), self.state.get(key, {})
        numbers = sorted(set(change.numbers) & set(_NUMBERS))
        changed = [number for number in numbers if now.get(number, "") != value]
        before = {number: now.get(number, "") for number in changed}
        return _Made(key, dict.fromkeys(changed, value), before) if changed else None

    def change(self, change: Change) -> list[int] | None:
        made = self.wish(change)
        if made is None:
            return None
        self.set(made.key, made.after)
        self.made.append(made)
        self.back.clear()
        return list(made.after)

    def undo(self) -> list[int] | None:
        if not self.made:
            return None
        made = self.made.pop()
        self.set(made.key, made.before)
        self.back.append(made)
        return list(made.after)

    def redo(self) -> list[int] | None:
        if not self.back:
            return None
        made = self.back.pop()
        if made.key[0] is Mark.NOTE:
            now = self.state.get(made.key, {})
            met = {n: now.get(n, "") for n in made.after if now.get(n, "") != made.after[n]}
            made.before |= met
        self.set(made.key, made.after)
        self.made.append(made)
        return list(made.after)


class Reading(RuleBasedStateMachine):
    """Two libraries on one folder, either of which may be opened anew, beside the model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.libraries = [self._open(), self._open()]
        articles = invented_articles()[: len(_NUMBERS)]
        self.libraries[0].archive.keep([(capture_of(one), one) for one in articles])
        self.model = _Model()

    def _open(self) -> Library:
        return Library.open(self.folder / "library")

    def teardown(self) -> None:
        """Close both libraries and remove their folder."""
        for library in self.libraries:
            library.close()
        shutil.rmtree(self.folder)

    @rule(change=_CHANGES, which=st.integers(0, 1))
    def change(self, change: Change, which: int) -> None:
        """Make a change."""
        done = self.libraries[which].marking.change(change)
        assert (list(done.numbers) if done else None) == self.model.change(change)

    @rule(which=st.integers(0, 1))
    def undo(self, which: int) -> None:
        """Take back the change made last, which was told before."""
        marking = self.libraries[which].marking
        expected = marking.undoable()
        done = marking.undo()
        assert done == expected
        assert (list(done.numbers) if done else None) == self.model.undo()

    @rule(which=st.integers(0, 1))
    def redo(self, which: int) -> None:
        """Do again what was taken back last."""
        done = self.libraries[which].marking.redo()
        assert (list(done.numbers) if done else None) == self.model.redo()

    @rule(change=_CHANGES, which=st.integers(0, 1))
    def mark_without_record(self, change: Change, which: int) -> None:
        """Set marks that cannot be taken back."""
        library = self.libraries[which]
        if made := self.model.wish(change):
            self.model.set(made.key, made.after)
        match change.mark:
            case Mark.READ:
                library.mark_read(change.numbers, change.on)
            case Mark.STARRED:
                library.mark_starred(change.numbers, change.on)
            case Mark.TAG:
                library.set_tag(change.numbers, change.text, change.on)
            case Mark.NOTE:
                for number in change.numbers:
                    library.set_note(number, _value(change))

    @rule(which=st.integers(0, 1))
    def restart(self, which: int) -> None:
        """Open one library anew."""
        self.libraries[which].close()
        self.libraries[which] = self._open()

    @invariant()
    def marks_are_those_of_the_model(self) -> None:
        """Compare every mark of every article."""
        library = self.libraries[0]
        state: State = {}
        for number in _NUMBERS:
            reading = library.reading(number)
            marks = [((Mark.READ, ""), "on")] * reading.read
            marks += [((Mark.STARRED, ""), "on")] * reading.starred
            marks += [((Mark.TAG, tag), "on") for tag in library.tags_of(number)]
            marks += [((Mark.NOTE, ""), library.note_of(number))]
            for key, value in marks:
                if value:
                    state.setdefault(key, {})[number] = value
        assert state == {key: marked for key, marked in self.model.state.items() if marked}


TestReading = Reading.TestCase
TestReading.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
