"""The house rules that a machine can hold: imports, lazy loading, sizes, words."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted([*(ROOT / "index").rglob("*.py"), *(ROOT / "tui").rglob("*.py")])
_NAMES = [str(path.relative_to(ROOT)) for path in MODULES]
_FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager"}


def _loaded(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "importlinter.cli", "lint"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_has_its_layer() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layered = {name for layer in contracts[0]["layers"] for name in layer.split(" | ")}
    modules = {f"tui.{path.stem}" for path in (ROOT / "tui").glob("*.py")}
    modules |= {f"index.{path.stem}" for path in (ROOT / "index").glob("*.py")}
    modules |= {f"index.{path.parent.name}" for path in (ROOT / "index").glob("*/__init__.py")}
    assert layered == modules - {"tui.__init__", "index.__init__"}


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_load_neither_screen_nor_index(argument: str) -> None:
    statement = (
        f"sys.argv[1:] = ['{argument}']\n"
        "import io, contextlib\n"
        "from tui.__main__ import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main()"
    )
    heavy = {"textual", "rich", "whoosh", "lxml", "trafilatura", "sqlite3", "pebble"}
    assert not _loaded(statement) & heavy


def test_opening_a_library_does_not_load_the_index() -> None:
    assert not _loaded("import index.library") & {"whoosh", "textual", "rich", "lxml", "pebble"}


def test_the_first_screen_does_not_load_the_index_or_the_readers() -> None:
    assert not _loaded("import tui.app") & {"whoosh", "lxml", "trafilatura", "pebble", "click"}


def test_the_reader_paints_more_often_than_textual_would_by_itself() -> None:
    code = (
        "import tui.__main__ as start; start.paint_often()\n"
        "from textual.constants import MAX_FPS; print(MAX_FPS)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert int(done.stdout) > 60


@pytest.mark.parametrize("path", MODULES, ids=_NAMES)
def test_a_module_says_what_it_is_for_and_stays_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "no docstring"
    assert len(source.splitlines()) <= 320, "it answers a second question by now"
    assert path.stem not in _FORBIDDEN_NAMES


@pytest.mark.parametrize("path", MODULES, ids=_NAMES)
def test_functions_fit_in_a_glance(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 60, f"{node.name} has {lines} lines"


def test_nothing_imports_whoosh_by_the_name_of_our_package() -> None:
    guilty = [
        path for path in MODULES if "from whoosh import index" in path.read_text(encoding="utf-8")
    ]
    assert guilty == []


def test_every_dependency_is_pinned_by_name_and_version_alone() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    for pin in pins:
        name, separator, version = pin.partition("==")
        assert separator, pin
        assert name.replace("-", "").replace("_", "").replace(".", "").isalnum(), pin
        assert version[0].isdigit(), pin
        assert not set(pin) & set("@/:;"), pin
