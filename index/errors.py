"""Every error Broadsheet raises on purpose; each names its input and says what to do next."""

from __future__ import annotations


class BroadsheetError(Exception):
    """Something a reader can understand and act upon; ``str(error)`` is the sentence to show."""


class CaptureError(BroadsheetError):
    """A capture could not become an article.

    ``reason`` is one plain phrase without the capture's name ("no article on the page"), for
    lists in which the name stands already; ``str(error)`` has both.
    """

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(f"{origin}: {reason}")
        self.origin = origin
        self.reason = reason

    def __reduce__(self) -> tuple[type[CaptureError], tuple[str, str]]:
        """Errors travel from worker processes whole."""
        return type(self), (self.origin, self.reason)


class NotAnArticleError(CaptureError):
    """The capture was understood and holds no article: an error page, a cookie wall, nothing."""


class UnreadableCaptureError(CaptureError):
    """The capture could not be understood: broken, too large, too slow or of no known format."""


class LibraryError(BroadsheetError):
    """The library on disk cannot be used as it is."""


class LibraryBusyError(LibraryError):
    """Another Broadsheet is writing to the library and did not finish in time."""


class IndexUnusableError(LibraryError):
    """The full-text index is missing, damaged or of another make; it can be rebuilt."""


class ArticleNotFoundError(BroadsheetError):
    """No article has the id that was asked for."""


class SettingsError(BroadsheetError):
    """The settings file cannot be understood."""


class SearchCancelledError(BroadsheetError):
    """A search was given up because a newer one took its place."""
