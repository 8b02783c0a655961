"""The library on disk, in one SQLite file: articles, captures, the journal, what the reader did.

Knows nothing of the full-text index; `index.library` joins the two.
"""
