"""A page saved as one single line: headline, date and body come out, menus and boxes do not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Capture
from index.dates import find_date
from index.errors import NotAnArticleError
from index.formats.one_line_page import read_one_line
from index.formats.page_text import read_page_text
from index.formats.sentences import gather, split_sentences
from index.text.cleaning import clean_text
from index.text.markup import plain_text, split_blocks

SHARED = Path(__file__).parents[2] / "shared"
REAL = sorted((SHARED / "captures" / "peoplesdaily").glob("*.txt"))

TITLE = 'Lakeside opens 3rd berth: "a new start"'
MENU = (
    "fix.png('div, ul, a'); Monday, Oct 26, 2020 Search Archive Chinese Home Opinions Business "
    "World Photo Video English &gt;&gt; "
)
BODY = (
    "LAKESIDE, Oct. 25 (Lakewire) -- Lakeside opened its third berth on Sunday, said Mr. Lin of "
    "the U.S. firm that built it. The berth is 400 meters long. It cost 2.4 billion yuan. "
    '"We can now take the largest ships," Lin said. A second rail line will follow in 2022.'
)
TAIL = (
    " (For the latest news, please follow Lakeside on Twitter ) (Web editor: Gao Ming, Lin Tao) "
    "Add your comment Most Read 1 Tea for all 2 Night trains Related reading Wine by water About us"
)


def read(text: str, name: str = "page.txt") -> Article:
    return read_page_text(clean_text(text), Capture(name, b"", name))


def page(*, title: str = TITLE, body: str = BODY, tail: str = TAIL) -> str:
    head = "By Lin Tao, Gao Ming ( Lakeside Daily ) 09:40, October 26, 2020"
    return f"{title} - Lakeside Daily Online {MENU}{title} {head} {body}{tail}"


def test_every_field_of_a_one_line_page() -> None:
    article = read(page())
    assert article.title == TITLE
    assert article.source == "Lakeside Daily"
    assert article.authors == ("Lin Tao", "Gao Ming")
    assert article.published == datetime(2020, 10, 26, 9, 40, tzinfo=UTC)
    assert article.sections == ()
    assert article.language == "en"


def test_the_body_lies_between_the_date_and_the_tail() -> None:
    text = " ".join(split_blocks(read(page()).body))
    assert plain_text(text) == BODY


def test_the_file_name_finds_a_title_that_the_page_repeats_with_more() -> None:
    text = page(title="Lakeside opens").replace("Lakeside opens By", "Lakeside opens - photo By")
    assert read(text, "Lakeside opens - Lakeside Daily Online.txt").title == "Lakeside opens"


def test_sentences_are_gathered_into_paragraphs() -> None:
    body = " ".join(f"The {number}th ship came in at noon." for number in range(1, 12))
    found = split_blocks(read(page(body=body)).body)
    assert len(found) == 4
    assert " ".join(found) == body


def test_captions_are_kept_apart() -> None:
    caption = "A ship enters the berth at Lakeside, Oct. 25, 2020. (Lakewire/Gao Ming)"
    article = read(page(body=f"{caption} {BODY}"))
    assert article.captions == (caption,)
    assert plain_text(" ".join(split_blocks(article.body))) == BODY


def test_a_gallery_has_captions_and_no_body() -> None:
    captions = [f"Ship {n} at Lakeside, Oct. 25, 2020. (Lakewire/Gao Ming)" for n in (1, 2, 2)]
    article = read(page(body=" ".join(captions) + " 【1】 【2】 【3】"))
    assert article.captions == tuple(captions[:2])
    assert article.body == ""


def test_a_film_without_text_is_still_an_article() -> None:
    assert read(page(body="")).body == ""


def test_buttons_behind_the_last_sentence_are_no_body() -> None:
    article = read(page(body=BODY + " Disable in this text field Edit ×"))
    assert plain_text(" ".join(split_blocks(article.body))) == BODY


def test_a_breadcrumb_before_the_headline_tells_the_section() -> None:
    text = page().replace("English &gt;&gt; ", "Home &gt; Ports &gt; Inland Ports &gt; ")
    assert read(text).sections == ("Ports", "Inland Ports")


def test_a_chinese_page_on_one_line() -> None:
    title = "湖滨港第三泊位二十五日开港"
    body = "湖滨港第三泊位开港，投资二十四亿元。泊位长四百米。可停靠最大的货船。" * 4
    article = read(
        f"{title}-湖滨新闻网 设为首页 加入收藏 首页 > 港口 > {title} "
        f"来源：湖滨日报 2020-10-26 09:40 【字号：大 中 小】【打印】 {body} "
        "（责任编辑：王五） 分享到：微信 相关阅读 茶农西行"
    )
    assert article.title == title
    assert article.source == "湖滨日报"
    assert article.sections == ("港口",)
    assert article.published == datetime(2020, 10, 26, 9, 40, tzinfo=UTC)
    assert "".join(split_blocks(article.body)) == body
    assert len(split_blocks(article.body)) > 2


def test_pages_of_many_lines_are_left_to_the_other_reader() -> None:
    assert read_one_line("Title\n" * 400, "x.txt") is None
    assert read_one_line("", "x.txt") is None


def test_abbreviations_and_quotes_do_not_cut_sentences() -> None:
    text = 'Mr. Lin of the U.S. firm came on Nov. 5. "We are glad," he said. No. 2 opened. Good!'
    assert split_sentences(text) == [
        "Mr. Lin of the U.S. firm came on Nov. 5.",
        '"We are glad," he said.',
        "No. 2 opened.",
        "Good!",
    ]


@given(st.text(alphabet='ab A.!?。”" U.S.Nov', max_size=200))
def test_gathering_loses_no_word(text: str) -> None:
    kept = "".join("".join(gather(split_sentences(text))).split())
    assert kept == "".join(text.split())


PIECES = st.sampled_from([*"ab .()>[]", "Title of it ", "2020-01-02", "(Web editor:", "(Wire/Li)"])


@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
def test_any_single_line_is_read_or_left(text: str) -> None:
    read_one_line(f"Title of it {text * 8} Title of it {text}", "Title of it - X.txt")


NO_BODY = re.compile(
    r"Search Archive|Home Opinions|Web editor|Add your comment|enable JavaScript|Related reading"
    r"|Most Read|We Recommend|Hot News|Facebook|Twitter|Copyright|>>|&gt;|【\d】"
)


@pytest.mark.skipif(not REAL, reason="real captures lie outside the repository")
def test_real_captures_have_their_titles_dates_and_clean_bodies() -> None:
    dated = 0
    for path in REAL:
        content = path.read_bytes()
        text = clean_text(content.decode())
        article = read_page_text(text, Capture(path.name, content, str(path)))
        assert article.title == path.name.removesuffix(".txt").rpartition(" - ")[0]
        printed = re.search(r"\d\d:\d\d, \w+ \d\d, \d{4}", text)
        assert printed is not None
        expected = find_date(printed[0])
        dated += expected is not None and article.published == expected[0].when
        assert NO_BODY.search(article.body) is None, path.name
    assert dated >= 37


def test_a_line_without_article_is_refused() -> None:
    with pytest.raises(NotAnArticleError):
        read("Home News Business Sport Contact About " * 20)
