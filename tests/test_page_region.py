"""The article is found on pages that were saved as text with all their menus."""

from __future__ import annotations

import textwrap

import pytest

from index.article import Article, Capture
from index.formats.page_lines import page_lines
from index.formats.page_region import article_region
from index.formats.page_text import read_page_text
from index.text.markup import plain_text, split_blocks

TITLE = "Ferry to the outer islands gets two electric ships"
LEAD = (
    "Two electric ships will replace the oldest ferry to the outer islands from next spring, the "
    "county said, cutting the noise in the narrow strait as well as the smoke above it."
)
SPEED = (
    "The ships load their batteries at both ends of the line while cars drive on board, which "
    "takes nine minutes on average, according to the engineers who tried it last autumn."
)
VOICE = '"We could hear the gulls," said a captain who steered one of them in a trial in October.'
COST = "Tickets will not cost more."

MENU = "\n".join(f"  • {word}" for word in (
    "News", "County", "Sport", "Culture", "Weather", "Jobs", "Homes", "Cars", "Puzzles",
    "Newsletters", "Archive", "Letters", "Podcasts", "Shop", "My account", "Log out",
))  # fmt: skip
TEASERS = "\n\n".join(
    f"Teaser of another story number {number}\n\nA line that says what story {number} tells."
    for number in range(1, 14)
)


def read(text: str, name: str = "page-7.txt") -> Article:
    return read_page_text(text, Capture(name, text.encode(), name))


def page(*head: str, tail: str = TEASERS) -> str:
    return "\n\n".join(["Skip to content", MENU, *head, LEAD, SPEED, VOICE, COST, tail])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (page(TITLE, "3 March 2024"), "page-7.txt"),
        (page(TITLE, "3 March 2024"), f"{TITLE} - Island Post.txt"),
        (f"{TITLE} | Island Post\n" + page(TITLE, "3 March 2024"), "page-7.txt"),
        (page("County", TITLE, "Share\n\nSave", "By\nAnn Vik", "3 March 2024"), "page-7.txt"),
    ],
    ids=["unnamed", "named by the file", "named by the title bar", "kicker and buttons"],
)
def test_an_article_between_menus_and_teasers_comes_out_alone(text: str, name: str) -> None:
    article = read(text, name)
    assert article.title == TITLE
    assert article.published is not None
    assert article.published.date().isoformat() == "2024-03-03"
    assert [plain_text(block) for block in split_blocks(article.body)] == [LEAD, SPEED, VOICE, COST]


def test_a_headline_that_the_page_words_anew_is_known_by_most_of_its_words() -> None:
    text = page("Another line of words that is no headline", TITLE, "3 March 2024")
    article = read(text, "Ferry to outer islands gets two new electric ships - Island Post.txt")
    assert article.title == TITLE


def test_a_page_with_menus_that_was_wrapped_at_a_width_is_read_as_well() -> None:
    def wrapped(text: str) -> str:
        return "\n".join(textwrap.wrap(text, 72))

    body = [LEAD, SPEED, VOICE, LEAD.replace("Two", "Three"), SPEED.replace("The", "These"), COST]
    text = "\n\n".join([MENU, TITLE, "3 March 2024", *map(wrapped, body), TEASERS])
    bar = f"{TITLE} for the whole of the county | Island Post of the Outer Isles"
    article = read(f"{bar}\n{text}")
    assert article.title == TITLE
    assert [plain_text(block) for block in split_blocks(article.body)] == body


def test_what_stands_between_all_paragraphs_is_left_out() -> None:
    between = "\n\nStory content\n\n"
    text = between.join([f"Menu\n\n{MENU}\n\n{TITLE}", LEAD, SPEED, VOICE])
    assert "Story content" not in read(text).body


def test_a_cookie_notice_above_the_menus_is_not_the_article() -> None:
    notice = (
        "We use cookies and ask for your consent to show advertisements that fit you, to measure "
        "how often they are seen, and to learn what readers of this page like best of all."
    )
    article = read(f"{notice}\n\n{notice} Indeed.\n\n{page(TITLE, '3 March 2024')}")
    assert article.title == TITLE
    assert "cookies" not in article.body


def test_a_page_without_menus_is_left_as_it_is() -> None:
    lines = page_lines(f"{TITLE}\n\n3 March 2024\n\n{LEAD}\n\nSome heading\n\n{COST}")
    region = article_region(lines, "page-7.txt")
    assert (list(region.lines), region.place) == (lines, -1)


def test_a_date_below_a_long_lead_and_a_caption_is_found() -> None:
    article = read(page(TITLE, LEAD, SPEED, "05.03.2024 um 14:46"))
    assert article.published is not None
    assert article.published.date().isoformat() == "2024-03-05"


def test_menus_alone_stay_without_an_article_region() -> None:
    lines = page_lines(f"{MENU}\n\n{MENU}")
    assert article_region(lines, "page-7.txt").place == -1
