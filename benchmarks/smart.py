"""Collections of texts, questions and judgments in the SMART format, as research shares them.

A folder holds one file of texts (``*.all``), one of questions (``*.qry``) and one of judgments
(``*rel``), in any case and with anything behind the ending. Records begin with ``.I NUMBER``, their
parts with a letter: ``.T`` title, ``.W`` text. A line of judgments names a question and a text.
Nothing here ranks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_RECORD: Final = re.compile(r"\.I\s+(\d+)\s*\Z")
_PART: Final = re.compile(r"\.([A-Z])\s*\Z")
_NAMES: Final = {
    "texts": re.compile(r"\.all\b", re.IGNORECASE),
    "questions": re.compile(r"\.qry\b", re.IGNORECASE),
    "judgments": re.compile(r"rel\Z", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a collection; the title may be empty."""

    number: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts, and for each question as it was asked the numbers of the texts that answer it."""

    name: str
    texts: tuple[Text, ...]
    questions: Mapping[int, str]
    answers: Mapping[int, frozenset[int]]


def collections_in(folder: Path) -> list[Collection]:
    """Read all collections in the folders of ``folder``; a folder without one is passed over."""
    found = []
    for one in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = _files(one)
        if len(files) == len(_NAMES):
            found.append(read_collection(one.name, **files))
    return found


def _files(folder: Path) -> dict[str, str]:
    files = {}
    for path in sorted(folder.iterdir()):
        for part, name in _NAMES.items():
            if path.is_file() and name.search(path.name):
                files[part] = path.read_text("latin-1")
    return files


def read_collection(name: str, texts: str, questions: str, judgments: str) -> Collection:
    """Return the collection of three files; questions that nobody judged are left out."""
    asked = [(number, parts.get("W", "")) for number, parts in records(questions)]
    answers = read_judgments(judgments)
    if not answers.keys() <= {number for number, _ in asked}:
        # Where a question is named that has no such number, they are counted from 1.
        asked = [(place, question) for place, (_, question) in enumerate(asked, 1)]
    return Collection(
        name,
        tuple(
            Text(number, parts.get("T", ""), parts.get("W", "")) for number, parts in records(texts)
        ),
        {number: question for number, question in asked if number in answers},
        answers,
    )


def records(text: str) -> list[tuple[int, dict[str, str]]]:
    """Return the number of each record and its parts by their letters, stripped."""
    found: list[tuple[int, dict[str, str]]] = []
    part = ""
    for line in text.splitlines():
        if record := _RECORD.match(line):
            found.append((int(record[1]), {}))
            part = ""
        elif letter := _PART.match(line):
            part = letter[1]
        elif part and found:
            parts = found[-1][1]
            parts[part] = f"{parts[part]}\n{line}" if part in parts else line
    return [(number, {key: said.strip() for key, said in one.items()}) for number, one in found]


def read_judgments(text: str) -> dict[int, frozenset[int]]:
    """Return the texts that answer each question; a grade below nought says that one does not.

    Lines are ``QUESTION TEXT GRADE``, or ``QUESTION 0 TEXT GRADE`` as TREC has them.
    """
    lines = [[float(word) for word in line.split()] for line in text.splitlines() if line.strip()]
    trec = bool(lines) and all(len(line) == 4 and line[1] == 0 for line in lines)
    found: dict[int, set[int]] = {}
    for line in lines:
        question, number, *grade = [line[0], *line[2:]] if trec else line
        lowest = 1 if trec else 0
        if not grade or grade[0] >= lowest:
            found.setdefault(int(question), set()).add(int(number))
    return {question: frozenset(numbers) for question, numbers in found.items()}
