"""Whoosh's segments as arrays: written whole, mapped, searched by whole posting lists."""
