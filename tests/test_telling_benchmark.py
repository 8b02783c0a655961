"""The benchmark of what a library tells beside its lists."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_it_prints_its_tables_of_invented_text() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "telling.py", "--articles", "60"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "60 articles" in done.stdout
    for row in ("counts of what was found", "one correction", "related articles", "fifty passages"):
        assert f"| {row}" in done.stdout
    assert "| the median of all 68 |" in done.stdout
