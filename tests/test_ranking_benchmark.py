"""The measure of ranking: collections are read as they are, and figures are those of the books."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from ranking import average_precision, gain, precision
from smart import collections_in, read_collection, read_judgments, records

TEXTS = """.I 1
.T
Cranes
at the port
.A
A. Person
.W
New cranes
for an old port.
.X
1\t5\t1
.I 2
.W
Ships wait .I outside.
"""
QUESTIONS = """.I 7
.W
which ports
have cranes
.I 9
.W
where do ships wait
"""


def test_records_are_their_parts_by_letter() -> None:
    assert records(TEXTS) == [
        (
            1,
            {
                "T": "Cranes\nat the port",
                "A": "A. Person",
                "W": "New cranes\nfor an old port.",
                "X": "1\t5\t1",
            },
        ),
        (2, {"W": "Ships wait .I outside."}),
    ]


def test_judgments_name_questions_by_their_numbers_where_all_of_them_are_there() -> None:
    read = read_collection("ports", TEXTS, QUESTIONS, "     9   2\t0\t0.000000\n")
    assert read.questions == {9: "where do ships wait"}
    assert read.answers == {9: {2}}


def test_judgments_count_questions_from_one_where_numbers_do_not_fit() -> None:
    read = read_collection("ports", TEXTS, QUESTIONS, "1 1 2 \n1 2 -1\n2 2 3\n")
    assert read.questions == {1: "which ports\nhave cranes", 2: "where do ships wait"}
    assert read.answers == {1: {1}, 2: {2}}
    assert [(text.number, text.title) for text in read.texts] == [
        (1, "Cranes\nat the port"),
        (2, ""),
    ]


def test_judgments_of_trec_have_a_nought_between_question_and_text() -> None:
    assert read_judgments("1 0 13 1\n1 0 14 0\n2 0 3 2\n") == {1: {13}, 2: {3}}


def test_collections_are_folders_with_three_files_of_any_case(tmp_path: Path) -> None:
    for name in ("empty", "ports"):
        (tmp_path / name).mkdir()
    (tmp_path / "ports" / "PORTS.ALL.2").write_text(TEXTS)
    (tmp_path / "ports" / "ports.qry").write_text(QUESTIONS)
    (tmp_path / "ports" / "portsrel").write_text("7 1 1\n")
    (one,) = collections_in(tmp_path)
    assert (one.name, len(one.texts)) == ("ports", 2)
    assert one.answers == {7: {1}}


def test_average_precision_counts_answers_that_were_not_found() -> None:
    assert average_precision([5, 1, 6, 2], {1, 2, 3, 4}) == pytest.approx((1 / 2 + 2 / 4) / 4)
    assert average_precision([], {1}) == 0


def test_precision_and_gain_are_of_the_first_ten() -> None:
    found = [1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3]
    assert precision(found, {1, 2, 3}) == pytest.approx(0.2)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert gain(found, {1, 2, 3}) == pytest.approx((1 + 1 / math.log2(4)) / best)
    assert gain([4], {4}) == pytest.approx(1)
