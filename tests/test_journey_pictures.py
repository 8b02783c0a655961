"""The pictures of docs/journeys.md: every screen of the walk, in four sizes, seen without a net."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

DOCS = Path(__file__).parents[1] / "docs"
sys.path.append(str(DOCS))

from draw_journeys import JOURNEY, SIZES, drawing, page  # noqa: E402

PICTURES = sorted((DOCS / "journeys").glob("*.svg"))


def test_the_page_of_journeys_is_the_one_its_script_writes() -> None:
    assert (DOCS / "journeys.md").read_text(encoding="utf-8") == page()


def test_there_is_a_picture_of_every_screen_and_no_other() -> None:
    shown = set(re.findall(r"\(journeys/([^)]+)\)", page()))
    assert len(shown) == len(SIZES) * len(JOURNEY)
    assert {picture.name for picture in PICTURES} == shown


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.stem)
def test_a_picture_is_whole_and_fetches_nothing(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    ET.fromstring(text)  # noqa: S314 - our own file
    assert "url(" not in text.replace("url(#", "")
    assert "@font-face" not in text


def test_wide_characters_are_drawn_two_cells_wide() -> None:
    lengths = re.findall(r'textLength="([\d.]+)"[^>]*>招商局', drawing("招商局", 6))
    assert lengths == ["73.2"]
