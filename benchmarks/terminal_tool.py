"""The timing tool that drives a program through a pseudo-terminal, found where it is kept.

It is no part of this project; what needs it says so where it is absent.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any, Final

TOOLS: Final = Path(__file__).parents[2] / "shared" / "bench"
"""The folder of the tools, beside this project unless another is named."""


def floor_command(tools: Path) -> list[str]:
    """Return what starts the smallest Textual screen with a list."""
    return [sys.executable, str(tools / "textual_floor.py")]


def reader_command(folder: Path, *arguments: str) -> list[str]:
    """Return what starts the reader on the library in ``folder``."""
    return [sys.executable, "-m", "tui", "--library", str(folder), *arguments]


def terminal_kind(tools: Path) -> Any:
    """Return the class ``Terminal`` of the tools; leaves the program where they are absent."""
    path = tools / "ptylag.py"
    spec = importlib.util.spec_from_file_location("ptylag", path) if path.exists() else None
    if spec is None or spec.loader is None:
        sys.exit(f"{tools} holds no ptylag.py: nothing is measured.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Terminal
