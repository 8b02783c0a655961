"""The headless half of Broadsheet: captures in, articles kept, indexed and found; no screen."""

__version__ = "0.1.0"
