"""Lines of saved pages are told apart by what they are, and lost neither as menus nor as lists."""

from __future__ import annotations

import pytest

from index.article import Article, Capture
from index.formats.page_furniture import is_furniture
from index.formats.page_lines import Kind, line_kind
from index.formats.page_text import read_page_text
from index.text.markup import plain_text, split_blocks

TITLE = "Snow closes the pass for the ninth day"
FIRST = (
    "Snow has closed the pass for the ninth day in a row, and drivers must take the coast road, "
    "which is two hours longer, the road office said on Thursday morning."
)
SHORT = "The plows work at night."


def read(text: str) -> Article:
    return read_page_text(text, Capture("page-7.txt", text.encode(), "page-7.txt"))


def body(text: str) -> list[str]:
    return [plain_text(block) for block in split_blocks(read(text).body)]


@pytest.mark.parametrize("line", ["2024-01-02 03:15", "2023.04.17", "12.02.2024", "03/31/2008"])
def test_a_date_in_digits_is_no_pager(line: str) -> None:
    article = read(f"{TITLE}\n{line}\n\n{FIRST}\n")
    assert article.published is not None
    assert article.title == TITLE


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("By\nJane Fellows", ("Jane Fellows",)),
        ("Von Karin Möller", ("Karin Möller",)),
        ("Par Jeanne Morel", ("Jeanne Morel",)),
    ],
)
def test_a_byline_in_two_lines_or_another_language_is_read(
    head: str, authors: tuple[str, ...]
) -> None:
    assert read(f"{TITLE}\n{head}\n2024-01-02 03:15\n\n{FIRST}\n").authors == authors


@pytest.mark.parametrize(
    "line",
    [
        "Published Jun 05, 2026 • 3 minute read",
        "Publicado el 5 de junio de 2026 - 10:15",
        "Stand: 05.06.2026, 14:22 Uhr",
        "Publisert fredag 5. juni 2026 - 13:26",
        "5. Juni 2026 18:58 Uhr zur Merkliste",
        "5 giugno 2026 (modifica il 6 giugno 2026 | 15:24)",
    ],
)
def test_a_line_of_dates_in_any_language_is_metadata(line: str) -> None:
    article = read(f"{TITLE}\n{line}\n\n{FIRST}\n\n{SHORT}\n")
    assert article.published is not None
    assert article.published.date().isoformat() == "2026-06-05"
    assert (article.title, article.source) == (TITLE, "")


def test_a_sentence_with_date_and_clock_is_no_metadata() -> None:
    for line in ("Council meets on May 3, 2024 at 10:30", "He was born on 3 May 2024 at 10:30."):
        assert line_kind(line) is not Kind.METADATA


def test_the_article_goes_on_behind_a_list_of_others_that_ends_at_a_blank_line() -> None:
    related = "Related readings:\nNine cabins to rent\nFerry line to end in spring"
    assert body(f"{TITLE}\n2024-01-02 03:15\n\n{FIRST}\n\n{related}\n\n{SHORT}\n") == [
        FIRST,
        SHORT,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Nine cabins to rent this winter",
        "Lesen Sie auch: Neun Hütten zu vermieten",
        "À lire aussi : neuf cabanes à louer",
        "ADVERTISEMENT",
        "Anzeige",
        "Story continues below",
        "Get the latest news of the valley in your inbox with our free newsletter.",
    ],
)
def test_one_line_of_advertising_takes_no_short_paragraph_with_it(line: str) -> None:
    text = f"{TITLE}\n2024-01-02 03:15\n\n{FIRST}\n\n{line}\n\n{SHORT}\n"
    assert body(text) == [FIRST, SHORT]


def test_a_sentence_that_opens_like_a_plea_stays() -> None:
    for line in (
        "Download numbers of the app rose by 20 percent in the first week.",
        "Get-well cards came by the thousand, and e-mails too.",
    ):
        assert not is_furniture(line)


def test_alternative_text_above_the_same_caption_is_one_caption() -> None:
    shown = "A plow clears the upper road at night"
    article = read(
        f"{TITLE}\n2024-01-02 03:15\n\n{FIRST}\n\n{shown}\n{shown}. Ann Vik\n\n{SHORT}\n"
    )
    assert article.captions == (f"{shown}. Ann Vik",)
    assert shown not in article.body


@pytest.mark.parametrize("line", ["[     ] Search", "[ico] Email", "(BUTTON) Menu", "IFRAME: x"])
def test_what_a_text_browser_writes_for_fields_and_pictures_is_furniture(line: str) -> None:
    assert is_furniture(line)


def test_short_lines_of_a_head_are_not_taken_for_wrapped_text() -> None:
    text = (
        "Home / Sports\nSeed bank doubles its old vaults\nBy Mia Ferro (Northern Herald)\n"
        f"Updated: 2015-01-30 17:05\n\n{FIRST}\n"
    )
    assert read(text).title == "Seed bank doubles its old vaults"


def test_an_address_above_a_page_without_headline_is_not_its_headline() -> None:
    article = read(f"https://news.example/s/202011/17/a_2.html\n\n{FIRST}\n\n{SHORT}\n")
    assert article.title.startswith("Snow has closed the pass")
    assert article.url == "https://news.example/s/202011/17/a_2.html"
    assert "https" not in article.body


def test_the_fields_of_an_office_s_document_are_not_its_headline() -> None:
    fields = (
        "索引号：0143/2020-12\n主题分类：市场监管\n发文机关：临河市监管局\n发布日期：2020年9月3日"
    )
    text = "为保障师生饮食安全，市局决定于9月10日至10月15日在全市开展学校食堂专项检查。"
    article = read(f"关于开展秋季学校食堂检查的通知\n\n{fields}\n\n{text}\n\n{text}\n")
    assert article.title == "关于开展秋季学校食堂检查的通知"
