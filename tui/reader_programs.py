"""Other programs: the article in the pager, in the editor, or on the input of a command.

They are given copies; nothing that they do comes back into the library.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, cast

from textual.app import SuspendNotSupported

from index.errors import BroadsheetError, LibraryBusyError
from tui.prompts import LinePrompt
from tui.reader_panes import ReaderPanes, on_found_list

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from index.article import Article

_PIPE: Final = "pipe"
"""The name under which the last command is remembered."""


class TerminalOwner(Protocol):
    """A program that has the terminal, and can lend it."""

    async def hand_terminal_to(
        self,
        command: Sequence[str],
        given: Path | None = None,
        tell: Callable[[int], str] | None = None,
    ) -> int:
        """Run ``command`` in the terminal, ``given`` on its input; return its exit code.

        With ``tell``, its sentence on the exit code is shown at the end, and Enter is waited for.
        """

    def text_browser(self, url: str) -> Sequence[str]:
        """Return the command that shows ``url`` in this terminal, if the browser is such a one."""


class ReaderPrograms(ReaderPanes):
    """A screen that lends its terminal to other programs."""

    _lent = False
    _told_of_copies = False

    @on_found_list
    def action_show_in_pager(self) -> None:
        """Show the article as plain text in the pager."""
        self.count_as_read()
        self._lend_for(self._show_in_pager)

    @on_found_list
    def action_open_in_editor(self) -> None:
        """Open a copy of the article in the editor."""
        self.count_as_read()
        self._lend_for(self._open_in_editor)

    def action_pipe(self) -> None:
        """Ask for a command, and give it the article's text."""
        # Asked before the list is found: the next key may belong to the command already.
        last = self.choices.get(_PIPE, "")
        prompt = LinePrompt("Give its text to", last, hint="a command, such as wc -w")
        self.app.push_screen(prompt, self._pipe_to)

    def _pipe_to(self, line: str | None) -> None:
        line = (line or "").strip()
        if line:
            self.remember(_PIPE, line, "")
            self.when_found(lambda: self._lend_for(partial(self._pipe, line)))

    def visit(self, url: str) -> None:
        """Show ``url`` in the browser; a browser of the terminal is lent the terminal."""
        self.run_worker(self._visit(url), group="browser", exit_on_error=False)

    async def _visit(self, url: str) -> None:
        owner = cast("TerminalOwner", self.app)
        command = await asyncio.to_thread(owner.text_browser, url)
        if command:
            self._begin(lambda: self._show_page(command))
        else:
            super().visit(url)

    async def _show_page(self, command: Sequence[str]) -> None:
        await self._run(command)

    def _lend_for(self, use: Callable[[Article], Awaitable[None]]) -> None:
        if self.listing.number is None:
            self.say("There is no article here.")
        else:
            self.with_article(lambda article: self._begin(lambda: use(article)))

    def _begin(self, use: Callable[[], Awaitable[None]]) -> None:
        if not self._lent:
            self._lent = True
            self.run_worker(self._lend(use), group="terminal", exit_on_error=False)

    async def _lend(self, use: Callable[[], Awaitable[None]]) -> None:
        try:
            self.note_position()
            await asyncio.to_thread(self._write_all)
            await use()
        except BroadsheetError as error:
            self.say(str(error), "error")
        except SuspendNotSupported:
            self.say("This terminal cannot be lent to another program.", "warning")
        finally:
            self._lent = False
            if self.keeper.waiting:
                self.write_marks()

    def _write_all(self) -> None:
        """Write what is noted: a terminal that is lent may be closed without another word."""
        try:
            self.write_noted()
            self.work_off()
        except LibraryBusyError:
            pass  # What cannot be written now waits.
        except BroadsheetError as error:
            self.post_message(self.Failed(str(error)))

    async def _show_in_pager(self, article: Article) -> None:
        from index.plain_text import article_text
        from tui.programs import file_name, harmless, pager, text_file, wrapped

        command = pager()
        width = min(self.reader.measure, self.app.size.width)
        text = await asyncio.to_thread(lambda: wrapped(harmless(article_text(article)), width))
        with text_file(file_name(article, ".txt"), text) as path:
            await self._run(command, path)

    async def _open_in_editor(self, article: Article) -> None:
        from tui.programs import editor, file_name, text_file

        command = editor()
        text = await asyncio.to_thread(self._markdown, article)
        with text_file(file_name(article, ".md"), text) as path:
            before = path.read_bytes()
            if await self._run([*command, str(path)]):
                changed = not path.exists() or path.read_bytes() != before
                self._tell_of_copies(changed=changed)

    def _markdown(self, article: Article) -> str:
        from index.plain_text import markdown_text
        from tui.programs import harmless

        number = self.library.number_of(article.id)
        tags, note = self.library.tags_of(number), self.library.note_of(number)
        return harmless(markdown_text(article, tags, note))

    def _tell_of_copies(self, *, changed: bool) -> None:
        if changed:
            self.say("You changed a copy: the article stays as it was saved.", "warning")
        elif not self._told_of_copies:
            self.say("That was a copy: what is changed in it is not taken back.")
        self._told_of_copies = True

    async def _pipe(self, line: str, article: Article) -> None:
        from index.plain_text import article_text
        from tui.programs import file_name, harmless, shell_command, text_file

        text = harmless(article_text(article))
        with text_file(file_name(article, ".txt"), text) as path:
            await self._run(shell_command(line), path, partial(_ended, line))

    async def _run(
        self,
        command: Sequence[str],
        given: Path | None = None,
        tell: Callable[[int], str] | None = None,
    ) -> bool:
        """Run ``command``, say what went wrong, and return whether it was run at all."""
        from tui.programs import failure, missing

        owner = cast("TerminalOwner", self.app)
        try:
            code = await owner.hand_terminal_to(command, given, tell)
        except OSError as error:
            self.say(missing(command, error), "error")
            return False
        if tell is None and (told := failure(command, code)):
            self.say(told, "warning")
        return True


def _ended(line: str, code: int) -> str:
    from tui.programs import failure

    return f"{failure([line.split(maxsplit=1)[0]], code)} Enter goes back.".lstrip()
