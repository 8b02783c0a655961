"""Saved page text becomes articles: every shape in invented words, and nothing but our own error.

Real captures are measured where they lie beside the repository; elsewhere those tests skip.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Capture, article_id, article_record
from index.dates import Precision
from index.errors import NotAnArticleError
from index.formats.page_text import read_page_text
from index.text.cleaning import clean_text
from index.text.markup import plain_text, split_blocks

SHARED = Path(__file__).parents[2] / "shared"
SEED = SHARED / "seed" / "000_77b88727ec1e25b4.txt"

PORT = (
    "Lakeside port handled a record number of containers in the first ten months of the year, and "
    "its managers expect the new berth to open before winter, officials said on Monday."
)
ZONE = (
    "The zone has attracted 120 companies from 14 countries since it was founded, most of them "
    "makers of instruments and parts for ships, according to its management committee."
)
PLAN = (
    "Under a plan released last month, the city will spend 2.4 billion yuan on roads, cold stores "
    "and a second rail line that leads straight to the quay."
)


def read(text: str, name: str = "000_1f.txt") -> Article:
    return read_page_text(clean_text(text), Capture(name, text.encode(), name))


def day(year: int, month: int, date: int) -> datetime:
    return datetime(year, month, date, tzinfo=UTC)


def blocks(article: Article) -> list[str]:
    return split_blocks(article.body)


@pytest.mark.skipif(not SEED.exists(), reason="the seed capture lies outside the repository")
def test_the_seed_is_read_field_by_field() -> None:
    content = SEED.read_bytes()
    article = read_page_text(clean_text(content.decode()), Capture(SEED.name, content, str(SEED)))
    assert article.title == "Jilin, Zhejiang join forces to advance sci-tech innovation"
    assert article.site == "investinchina.chinadaily.com.cn"
    assert article.source == "chinadaily.com.cn"
    assert article_record(article)["published"] == "2020-11-10"
    assert article.published_precision is Precision.DAY
    assert article.sections == ("Platforms", "Investment Promotions")
    assert len(blocks(article)) == 8
    assert "interested" not in article.body
    assert article.language == "en"


def test_a_portal_page_with_bullets_loses_its_tail() -> None:
    article = read(
        f"""Lakeside port opens its third berth | invest.lakeside.example
Home   >   Ports   >   News in Brief

Lakeside port opens its third berth

  • lakeside-daily.example |
  • Updated: Oct 4, 2021

{PORT}

{ZONE}

Maybe you're interested

Prev Next

Are You Ready to Start Your Business Here?

We know all about zones.
If you have questions, please feel free to let us know.

* Please leave a message * Your Email Address

Copyright©2023 Lakeside Daily. All rights reserved."""
    )
    assert article.title == "Lakeside port opens its third berth"
    assert article.site == "invest.lakeside.example"
    assert article.source == "lakeside-daily.example"
    assert (article.published, article.published_precision) == (day(2021, 10, 4), Precision.DAY)
    assert article.sections == ("Ports", "News in Brief")
    assert blocks(article) == [PORT, ZONE]


def test_source_and_date_may_share_a_line_and_a_bare_picture_name_is_no_body() -> None:
    article = read(
        f"""Lakeside high-tech zone | invest.lakeside.example
Home   >   Zones
Lakeside high-tech zone
govt.lakeside.example Updated: 2018-12-26
3.jpg
{PORT}

{ZONE}"""
    )
    assert article.source == "govt.lakeside.example"
    assert article.published == day(2018, 12, 26)
    assert blocks(article) == [PORT, ZONE]


def test_a_gallery_page_without_title_or_date_takes_them_from_its_name() -> None:
    article = read(
        f"""4. A port without night

{PORT}

Lakeside Daily 2024
京ICP备00000000号
京公网安备 00000000000000号""",
        name="2019-12-30_ten-highlights-of-lakeside-trade_4.txt",
    )
    assert article.published == day(2019, 12, 30)
    assert "ICP" not in article.body
    assert PORT in article.body


def test_a_glossary_page_keeps_its_mixed_title_and_takes_its_kicker_as_section() -> None:
    article = read(
        f"""terms.lakeside.example
Policies
保税港区（bǎoshuì gǎngqū）: What a bonded port is
Updated: Nov 9, 2017 lakeside.example Print
Share - WeChat
{PORT}

{ZONE}

京公网安备 00000000000001号
京公网安备 00000000000001号"""
    )
    assert article.title == "保税港区（bǎoshuì gǎngqū）: What a bonded port is"
    assert article.site == "terms.lakeside.example"
    assert article.source == "lakeside.example"
    assert article.sections == ("Policies",)
    assert article.published == day(2017, 11, 9)
    assert article.language == "en"
    assert blocks(article) == [PORT, ZONE]


def test_a_byline_tells_authors_source_and_minute() -> None:
    article = read(
        f"""Lakeside yards turn to smaller ships
By LIN TAO and Mary O'Neil in Lakeside | Harbour Daily | Updated: 2012-03-08 08:16
Welders finish a hull at a yard in Lakeside on Tuesday. GAO MING / Harbour Daily |
{PORT}
{ZONE}"""
    )
    assert article.authors == ("LIN TAO", "Mary O'Neil")
    assert article.source == "Harbour Daily"
    assert article.published == datetime(2012, 3, 8, 8, 16, tzinfo=UTC)
    assert article.published_precision is Precision.MINUTE
    assert article.captions == (
        "Welders finish a hull at a yard in Lakeside on Tuesday. GAO MING / Harbour Daily",
    )
    assert blocks(article) == [PORT, ZONE]


def test_edition_switchers_repeated_titles_and_empty_tail_headings_vanish() -> None:
    article = read(
        f"""EnglishGlobalEuropeAfricaAsia中文
Home / Culture
Lakeside sets its sights on trade in tea
By Lin Tao ( Harbour Daily ) Updated: 2014-07-14 07:21:02
{PORT}
Lakeside sets its sights on trade in tea
{ZONE}
Today's Top News
Editor's picks
Most Viewed
Copyright 1995 - . All rights reserved. The content belongs to Harbour Daily Information Co.
Note: best viewed with 1024*768 resolution."""
    )
    assert article.title == "Lakeside sets its sights on trade in tea"
    assert article.sections == ("Culture",)
    assert article.source == "Harbour Daily"
    assert article.authors == ("Lin Tao",)
    assert article.published == datetime(2014, 7, 14, 7, 21, 2, tzinfo=UTC)
    assert blocks(article) == [PORT, ZONE]


def test_a_line_between_byline_and_body_is_kept_as_a_heading() -> None:
    article = read(
        f"""Lakeside sets its sights on trade in tea
By Lin Tao | Harbour Daily | Updated: 2017-02-16 07:21
Growers look beyond the valley
{PORT}
{ZONE}"""
    )
    assert blocks(article) == ["## Growers look beyond the valley", PORT, ZONE]


def test_metadata_on_lines_of_their_own_and_share_rows_are_no_body() -> None:
    article = read(
        f"""Home> Business
Seventeen sights of the new quay
( harbour-daily.example )
Updated: 2017-04-11
Print Mail Large Medium  Small 0
Cranes at dusk. [Photo/VCG]
17. The lighthouse is the last stop on the way round the quay.
{PORT}"""
    )
    assert article.sections == ("Business",)
    assert article.source == "harbour-daily.example"
    assert article.published == day(2017, 4, 11)
    assert article.captions == ("Cranes at dusk. [Photo/VCG]",)
    assert blocks(article) == [
        "17. The lighthouse is the last stop on the way round the quay.",
        PORT,
    ]


def test_related_readings_in_the_middle_are_passed_over_and_teasers_below_dropped() -> None:
    title = "Lakeside builds a hall for night trains"
    article = read(
        f"""{title}
Updated: 2011-02-19 14:05
By Lin Tao (harbour-daily.example)
Comments(0) PrintMail
Large Medium Small
LAKESIDE - {PORT}
Related readings:
{title} Tea growers look west for buyers
{title} Night trains carry more than tea
{ZONE}
{PLAN}
Specials
Tea on the rails
A look at the growers who fill the night train.
Wine by water
How barrels come down the river."""
    )
    assert article.title == title
    assert article.authors == ("Lin Tao",)
    assert article.source == "harbour-daily.example"
    assert blocks(article)[-3:] == [f"LAKESIDE - {PORT}", ZONE, PLAN]


def test_a_kicker_a_bureau_and_chinese_share_buttons() -> None:
    article = read(
        f"""Business
Fishermen of Lakeside learn to sell online
By Lin Tao (Harbour Daily Lakeside Bureau)
Updated: 2011-02-25 10:30
Large Medium Small
{PORT}
{ZONE}
分享到： 新浪微博 微信 QQ空间 更多
0"""
    )
    assert article.sections == ("Business",)
    assert article.source == "Harbour Daily Lakeside Bureau"
    assert article.published == datetime(2011, 2, 25, 10, 30, tzinfo=UTC)
    assert blocks(article) == [PORT, ZONE]


def test_a_title_may_share_its_line_with_the_date() -> None:
    title = "Lakeside hands out passports for factory builders"
    article = read(
        f"""Regional/ Highlights
{title} | Updated: 2018-05-14 09:21
{title}
A clerk hands over a passport. [Photo/WeChat account: lakeside_zone]
{PORT}
{title}
{ZONE}"""
    )
    assert article.title == title
    assert article.source == ""
    assert article.sections == ("Regional", "Highlights")
    assert article.published == datetime(2018, 5, 14, 9, 21, tzinfo=UTC)
    assert blocks(article) == [PORT, ZONE]


def test_title_date_and_body_alone_are_enough() -> None:
    article = read(f"Lakeside opens a school for pilots\nUpdated: 2018-06-26\n{PORT}\n{ZONE}")
    assert article.title == "Lakeside opens a school for pilots"
    assert article.published == day(2018, 6, 26)
    assert blocks(article) == [PORT, ZONE]


def test_a_page_of_one_picture_is_an_article_with_a_caption() -> None:
    article = read(
        """Home > News
A river under the first snow
( Harbour Daily )
Updated: 2014-09-18
The river Lin lies under the first snow of the year, Sept 17, 2014. [Photo by Gao Ming]
Sponsored by
Powered by Harbour Daily
Copyright 2013 Harbour Daily. All rights reserved."""
    )
    assert article.title == "A river under the first snow"
    assert article.published == day(2014, 9, 18)
    assert article.captions[0].startswith("The river Lin lies")
    assert article.body == ""


def test_pipes_alone_on_a_line_are_residue_of_a_table() -> None:
    article = read(
        f"Lakeside weighs its first harvest\n|\nUpdated: 2017-02-28\n|\n|\n{PORT}\n|\n{ZONE}\n|"
    )
    assert blocks(article) == [PORT, ZONE]


def test_a_closer_with_date_and_page_ends_the_article() -> None:
    article = read(
        f"""left corner
Lakeside counts its ships by satellite
Updated: 2008-03-31 07:12
(Harbour Daily)
8.03K
{PORT}
{ZONE}
(Harbour Daily 03/31/2008 page2)
Unrelated farm wins a prize
A farm far away won a prize for cheese, its owner said in a long interview on Friday."""
    )
    assert article.title == "Lakeside counts its ships by satellite"
    assert article.source == "Harbour Daily"
    assert blocks(article) == [PORT, ZONE]


def test_a_closer_tells_the_date_where_the_head_does_not() -> None:
    article = read(
        f"Lakeside counts its ships\n\n{PORT}\n\n{ZONE} (Harbour Daily 03/31/2008 page2)"
    )
    assert article.published == day(2008, 3, 31)
    assert blocks(article)[-1] == ZONE


def test_footers_printed_twice_with_holes_are_dropped() -> None:
    footer = "Copyright© www.lakeside.example | About us | Contact us\n\n | | Mobile"
    article = read(
        "Lakeside streamlines permits\nUpdated: July 17, 2020 21:55\n"
        f"{PORT}\n{ZONE}\n{footer}\n{footer}"
    )
    assert article.published == datetime(2020, 7, 17, 21, 55, tzinfo=UTC)
    assert blocks(article) == [PORT, ZONE]


def test_a_body_alone_is_named_after_its_file() -> None:
    article = read(f"LAKESIDE — {PORT}\n\n{ZONE}", name="lakeside-port-record-201906-22.txt")
    assert article.title.startswith("Lakeside port record")
    assert len(blocks(article)) == 2


def test_a_body_alone_in_a_nameless_file_is_called_by_its_first_words() -> None:
    article = read(f"LAKESIDE — {PORT}\n\n{ZONE}")
    assert article.title.startswith("LAKESIDE — Lakeside port handled a record")
    assert article.title.endswith("…")
    assert len(article.title) <= 101


def test_advertising_before_the_title_is_not_the_title() -> None:
    article = read(
        f"""Best odds tonight, play now and win big at our casino site!
Lakeside opens a school for pilots
By Lin Tao | Harbour Daily | Updated: 2012-03-08 08:16
{PORT}
{ZONE}"""
    )
    assert article.title == "Lakeside opens a school for pilots"
    assert blocks(article) == [PORT, ZONE]


def test_the_years_of_a_footer_are_never_the_articles() -> None:
    article = read(
        f"Lakeside opens a school\n\n{PORT}\n\n{ZONE}\n\nCopyright 2009-2026 Harbour Daily"
    )
    assert article.published is None
    assert article.published_precision is None


def test_an_address_in_the_head_tells_url_site_and_day() -> None:
    article = read(
        "URL: https://news.lakeside.example/a/201912/30/WS5e.html\n"
        f"Lakeside opens a school\n\n{PORT}\n\n{ZONE}"
    )
    assert article.url == "https://news.lakeside.example/a/201912/30/WS5e.html"
    assert article.site == "news.lakeside.example"
    assert article.published == day(2019, 12, 30)
    assert article.title == "Lakeside opens a school"
    assert article.id == article_id(url=article.url, site="", title="", day=None, body="")


def test_a_chinese_page_loses_its_buttons_and_tail() -> None:
    one = "招商推介会十日在湖滨市举行，来自三十个城市的企业到会，签约三十亿元，涉及港口。"
    two = "湖滨市负责人表示，新区年内将建成第三个泊位，为每个项目指定一名代办员。"
    article = read(
        f"""湖滨市招商推介会签约三十亿元_招商_湖滨新闻网
设为首页　加入收藏
您当前的位置：首页 > 招商 > 项目签约 > 正文
湖滨市招商推介会签约三十亿元
发布时间：2020-11-10 08:16　　来源：湖滨日报　　作者：林涛　　【字号：大 中 小】
打印　分享到：微信 微博 QQ空间
　　{one}
　　{two}
图为推介会现场。 高明 摄
（责任编辑：王五）
相关阅读
湖滨港第三泊位开工
上一篇：湖滨港第三泊位开工
下一篇：没有了
版权所有 湖滨新闻网 京ICP备00000000号"""
    )
    assert article.title == "湖滨市招商推介会签约三十亿元"
    assert article.sections == ("招商", "项目签约")
    assert article.source == "湖滨日报"
    assert article.authors == ("林涛",)
    assert article.published == datetime(2020, 11, 10, 8, 16, tzinfo=UTC)
    assert article.captions == ("图为推介会现场。 高明 摄",)
    assert blocks(article) == [one, two]
    assert article.language == "zh"


def test_a_source_without_label_before_a_chinese_date() -> None:
    body = "招商推介会十日在湖滨市举行，来自三十个城市的一百二十家企业到会，签约金额三十亿元。"
    article = read(f"湖滨市招商推介会举行\n来源：新华社 2020-11-10 08:16\n{body}\n{body}续。")
    assert article.source == "新华社"
    assert article.published == datetime(2020, 11, 10, 8, 16, tzinfo=UTC)


def test_headings_and_lists_keep_their_form() -> None:
    article = read(
        f"""Lakeside explains its rules
Updated: 2020-01-02
{PORT}

What changes

{ZONE}

• One form for all offices
• One window for all forms

{PLAN}

1. Register at the gate.
2. Pay at the quay."""
    )
    assert blocks(article) == [
        PORT,
        "## What changes",
        ZONE,
        "- One form for all offices\n- One window for all forms",
        PLAN,
        "1. Register at the gate.\n2. Pay at the quay.",
    ]


def test_stars_and_brackets_of_the_page_stay_as_they_are() -> None:
    sentence = (
        "A 4*4 truck [the first of its kind] drove through `mud` to the *new* quay on Monday."
    )
    article = read(f"Lakeside drives\nUpdated: 2020-01-02\n{sentence}\n{PORT}")
    assert plain_text(article.body).startswith(sentence)


def test_wrapped_paragraphs_are_joined() -> None:
    import textwrap

    wrapped = "\n\n".join("\n".join(textwrap.wrap(text, 72)) for text in (PORT, ZONE, PLAN))
    article = read(f"Lakeside opens a school\nUpdated: 2020-01-02\n\n{wrapped}\n")
    assert blocks(article) == [PORT, ZONE, PLAN]


def test_wrapped_chinese_is_joined_without_blanks() -> None:
    text = "招商推介会十日在湖滨市举行来自三十个城市的一百二十家企业到会" * 6 + "。"
    wrapped = "\n".join(text[start : start + 36] for start in range(0, len(text), 36))
    article = read(f"湖滨市招商推介会\n发布时间：2020-11-10\n\n{wrapped}\n")
    assert blocks(article) == [text]


def test_a_paragraph_to_a_line_stays_a_paragraph_to_a_line() -> None:
    lines = [
        f"The {word} berth opened on Monday with a small feast."
        for word in ["first", "second", "third"]
    ]
    article = read("Lakeside opens berths\nUpdated: 2020-01-02\n" + "\n".join(lines))
    assert blocks(article) == lines


def test_entities_of_the_page_are_read() -> None:
    article = read(
        "Home &gt;&gt; Trade &amp; Ports\nR&amp;D in Lakeside grows\nUpdated: 2020-01-02\n"
        f"{PORT}\n{ZONE}"
    )
    assert article.sections == ("Trade & Ports",)
    assert article.title == "R&D in Lakeside grows"


def test_an_entity_cannot_bring_a_control_character_in() -> None:
    article = read(f"Lakeside &#27;[2Jgrows fast\nUpdated: 2020-01-02\n{PORT}&#27;]0;x&#7;\n{ZONE}")
    assert "\x1b" not in article.title + article.body
    assert "\x07" not in article.body


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t\n ", "empty"),
        ("404 Not Found\n\nThe page you asked for could not be found.", "not found"),
        ("页面不存在\n\n您访问的页面不存在或已删除。\n返回首页", "not found"),
        (
            "Before you continue\n\nWe use cookies to make this work. Accept all or reject all.",
            "cookie",
        ),
        ("Sign in to continue reading\n\nSubscribe now for one yuan a week to read this.", "login"),
        ("Please enable JavaScript to view this page.", "JavaScript"),
        ("Just a moment...\n\nPlease verify you are human by ticking the box below.", "robot"),
        ("Home\nNews\nBusiness\nSport\nContact us\nAbout us", "menus"),
        ("Home | News | Business | Sport\nCopyright 2020 Lakeside. All rights reserved.", "menus"),
    ],
)
def test_a_page_without_article_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotAnArticleError) as caught:
        read(text, name="saved.txt")
    assert reason in caught.value.reason
    assert caught.value.origin == "saved.txt"


def test_an_article_that_speaks_of_cookies_is_an_article() -> None:
    text = "The court ruled that sites must ask before they set cookies: silence is no consent."
    article = read(f"Court rules on cookies\nBy Lin Tao | Updated: 2020-01-02\n{text}\n{PORT}")
    assert article.title == "Court rules on cookies"
    assert len(blocks(article)) == 2


ODD = st.sampled_from(
    [
        "\n",
        " ",
        "|",
        ">",
        "•",
        "1. ",
        "- ",
        "By LI WEI",
        "Updated: 2020-01-02",
        "(",
        ")",
        "[Photo/",
        "摄",
        "图为",
        "首页 > ",
        "Home",
        "Copyright",
        "Related readings:",
        "来源：",
        "编辑：",
        "3.jpg",
        "http://a.b/c",
        "a.example",
        "A sentence stands here.",
        "&gt;",
        "&#0;",
        "\u3000",
        "_",
        "`",
        "\\",
        "﷽",
        "🙂",
        "Title | host.example",
    ]
)


@given(st.lists(ODD | st.text(max_size=30), max_size=60).map("".join), st.text(max_size=20))
def test_any_text_is_an_article_or_refused(text: str, name: str) -> None:
    try:
        article = read(text, name)
    except NotAnArticleError:
        return
    assert article.title.strip() == article.title != ""
    assert "\n\n\n" not in article.body
    assert article == read(text, name)


def test_slashed_dates_begin_with_the_day_on_pages_of_other_languages_than_english() -> None:
    german = (
        "Der Hafen hat in diesem Jahr mehr Schiffe gesehen als je zuvor, und die Stadt ist froh. "
    )
    page = f"Neun Verträge im Hafen\n\nStand: 05/04/2026\n\n{german * 3}\n\n{german}\n"
    assert read(page).published == day(2026, 4, 5)
    assert read(f"Nine contracts signed\n\nUpdated: 05/04/2026\n\n{PORT}\n").published == day(
        2026, 5, 4
    )


def test_a_body_opens_with_text_and_not_with_a_placeholder_or_a_player() -> None:
    opening = "$$ARTICLEAD$$\n\n02:57 Min..\n\nComments"
    long = "What the port and its managers expect of the new berth that opens before this winter"
    article = read(
        "Port has a record year\n\nUpdated: 2020-11-10\n\n"
        f"{opening}\n\n{long}\n\n{PORT}\n\n{ZONE}\n"
    )
    assert article.title == "Port has a record year"
    assert blocks(article) == [long, PORT, ZONE]


def test_a_film_without_text_or_caption_is_no_article() -> None:
    title = "Port has a record year"
    text = f"{title} | harbour.example\n\n{title}\n\nUpdated: 2020-11-10\n\n"
    with pytest.raises(NotAnArticleError, match="no article text on the page"):
        read(f"{text}02:57 Min..\n")
    assert read(f"{text}{PORT}\n").title == title
