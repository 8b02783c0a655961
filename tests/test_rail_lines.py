"""The rail as rows and as lines: what is told, what is folded, what is marked, what fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from index.hints import STEP, Facet, Facets, SavedSearch, SearchCount
from tui.rail_contents import Contents, Kept
from tui.rail_lines import FOLDED_SIGN, UNFOLDED_SIGN, RailLook, row_line
from tui.rail_rows import FIRST, Choice, Folds, Kind, Part, Row, rail_rows

FACETS = Facets(
    sections=(
        Facet("section", "Policies", 5, 'section:"Policies"'),
        Facet(
            "section",
            f"Policies{STEP}Customs",
            3,
            'section:"Policies" section:"Customs"',
        ),
        Facet("section", "Ports", 2, 'section:"Ports"'),
    ),
    sources=(
        Facet("source", "Harbour Daily", 4, 'source:"Harbour Daily"'),
        Facet("source", "Zone Gazette", 3, 'source:"Zone Gazette"'),
    ),
    languages=(Facet("language", "en", 7, "lang:en"),),
    years=(Facet("year", "2020", 3, "date:2020"), Facet("year", "2021", 4, "date:2021")),
)
SAVED = SearchCount(SavedSearch(7, "Free ports", '"free port"', None, 3), 12, 3)
CONTENTS = Contents(Kept(12, 9, 1, (SAVED,), (("cranes", 2),)), FACETS)
HINTS = {Part.SEARCHES: "S saves a search", Part.TAGS: "t gives a tag"}


def labels(rows: tuple[Row, ...], part: Part) -> list[str]:
    return [row.label for row in rows if row.part is part and row.kind is not Kind.BLANK]


def text(row: Row, width: int = 26) -> str:
    return "".join(piece.text for piece in row_line(row, width))


def row_of(rows: tuple[Row, ...], label: str) -> Row:
    return next(row for row in rows if row.label == label)


def test_sections_stand_in_their_order_with_a_blank_line_before_each() -> None:
    rows = rail_rows(CONTENTS, "", Folds())
    headings = [row.label for row in rows if row.kind is Kind.HEADING]
    assert headings == [part.value for part in Part]
    before = [rows[at - 1].kind for at, row in enumerate(rows) if at and row.kind is Kind.HEADING]
    assert set(before) == {Kind.BLANK}


def test_years_stand_newest_first() -> None:
    assert labels(rail_rows(CONTENTS, "", Folds()), Part.YEARS) == ["Years", "2021", "2020"]


def test_sections_are_folded_below_the_top_until_they_are_opened() -> None:
    folds = Folds()
    rows = rail_rows(CONTENTS, "", folds)
    assert labels(rows, Part.SECTIONS) == ["Sections", "Policies", "Ports"]
    assert row_of(rows, "Policies").folded is True
    assert row_of(rows, "Ports").folded is None
    folds.set_folded(row_of(rows, "Policies"), folded=False)
    rows = rail_rows(CONTENTS, "", folds)
    assert labels(rows, Part.SECTIONS) == ["Sections", "Policies", "Customs", "Ports"]
    assert row_of(rows, "Customs").depth == 1


def test_a_closed_section_keeps_its_heading_alone() -> None:
    folds = Folds({Part.SOURCES})
    assert labels(rail_rows(CONTENTS, "", folds), Part.SOURCES) == ["Sources"]


def test_many_values_wait_behind_a_row_that_shows_more() -> None:
    sources = tuple(Facet("source", f"S{n}", 1, f'source:"S{n}"') for n in range(500))
    contents, folds = Contents(facets=Facets(sources=sources)), Folds()
    rows = rail_rows(contents, "", folds)
    assert len(labels(rows, Part.SOURCES)) == FIRST + 2
    assert rows[-1].label == "490 more"
    folds.show_more(Part.SOURCES)
    rows = rail_rows(contents, "", folds)
    assert len(labels(rows, Part.SOURCES)) == FIRST + 102
    assert rows[-1].label == "390 more"


def test_however_many_sections_are_opened_the_rail_stays_short() -> None:
    inner = tuple(Facet("section", f"A{STEP}{n}", 1, f'section:"{n}"') for n in range(5000))
    facets = Facets(sections=(Facet("section", "A", 5000, 'section:"A"'), *inner))
    rows = rail_rows(Contents(facets=facets), "", Folds(opened={"A"}))
    assert len(rows) < 400
    assert rows[-1].kind is Kind.MORE


def test_empty_sections_say_how_they_are_filled_or_are_left_out() -> None:
    rows = rail_rows(Contents(), "", Folds(), hints=HINTS)
    assert labels(rows, Part.SEARCHES) == ["Saved searches", "S saves a search"]
    assert labels(rows, Part.TAGS) == ["Tags", "t gives a tag"]
    assert labels(rows, Part.SOURCES) == []
    assert not row_of(rows, "S saves a search").stands


def test_what_is_awaited_is_told_below() -> None:
    rows = rail_rows(Contents(waiting="the index is being built…"), "", Folds())
    assert rows[-1].label == "the index is being built…"


def test_what_the_query_asks_for_or_excludes_is_marked() -> None:
    rows = rail_rows(CONTENTS, 'source:"harbour daily" -lang:en tag:cranes port', Folds())
    assert row_of(rows, "Harbour Daily").choice is Choice.WANTED
    assert row_of(rows, "Zone Gazette").choice is Choice.NONE
    assert row_of(rows, "en").choice is Choice.EXCLUDED
    assert row_of(rows, "cranes").choice is Choice.WANTED
    assert text(row_of(rows, "Harbour Daily")).startswith(" • Harbour Daily")


def test_an_inner_section_is_marked_with_those_it_lies_in() -> None:
    folds = Folds(opened={"Policies"})
    rows = rail_rows(CONTENTS, 'section:"Policies" section:"Customs"', folds)
    assert row_of(rows, "Policies").choice is Choice.WANTED
    assert row_of(rows, "Customs").choice is Choice.WANTED
    folded = rail_rows(CONTENTS, 'section:"Policies" section:"Customs"', Folds())
    assert labels(folded, Part.SECTIONS) == ["Sections", "Policies", "Ports"]


def test_what_no_article_of_the_list_has_can_still_be_taken_out() -> None:
    rows = rail_rows(Contents(facets=Facets()), '-source:"Odd Post" date:2020-11', Folds())
    assert row_of(rows, "Odd Post").choice is Choice.EXCLUDED
    assert row_of(rows, "2020-11").choice is Choice.WANTED


def test_the_view_and_the_saved_search_that_are_shown_are_marked() -> None:
    assert row_of(rail_rows(CONTENTS, "", Folds()), "All").choice is Choice.WANTED
    rows = rail_rows(CONTENTS, '"free port" ', Folds())
    assert row_of(rows, "Free ports").choice is Choice.WANTED
    assert row_of(rows, "All").choice is Choice.NONE


@pytest.mark.parametrize("width", [10, 14, 20, 26, 30, 50])
def test_every_row_fills_its_width_and_numbers_end_in_one_column(width: int) -> None:
    rows = rail_rows(CONTENTS, "lang:en", Folds(opened={"Policies"}), hints=HINTS)
    rows = (*rows, Row(Part.SOURCES, Kind.VALUE, "x", "临港新区招商推介会议事录" * 3, "", 16_667))
    for row in rows:
        line = row_line(row, width)
        assert not line or sum(cell_len(piece.text) for piece in line) == width
        counts = [piece.text for piece in line if piece.look is RailLook.COUNT and piece.text]
        assert all(text(row, width)[:-2].endswith(count) for count in counts[-1:])


def test_what_is_new_is_told_before_how_many_there_are() -> None:
    row = row_of(rail_rows(CONTENTS, "", Folds()), "Free ports")
    assert text(row).rstrip().endswith("3 new 12")
    assert text(row, 18).rstrip().endswith("3 new")
    assert "3 new" not in text(replace(row, new=0))


def test_signs_of_folding_stand_at_the_right_end() -> None:
    rows = rail_rows(CONTENTS, "", Folds({Part.TAGS}))
    assert text(row_of(rows, "Tags")).endswith(f" {FOLDED_SIGN}")
    assert text(row_of(rows, "Sources")).endswith(f" {UNFOLDED_SIGN}")
    assert text(row_of(rows, "Policies")).endswith(f" {FOLDED_SIGN}")
    assert text(row_of(rows, "Ports")).endswith("2  ")
