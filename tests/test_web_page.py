"""Saved web pages become articles: title, date, people, sections and a clean body."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.article import Article, Capture
from index.dates import Precision
from index.errors import NotAnArticleError
from index.formats import captures_in, read_capture
from index.formats.web_layout import unfold
from index.formats.web_tree import parse_page
from index.text.markup import plain_text, split_blocks

PAGES = Path(__file__).parents[2] / "shared" / "web" / "pages"

FIRST = "The harbour town of Linhai signed nine contracts on Monday, worth 4.5 billion yuan in all."
SECOND = "Work on the first plant, which will build batteries for ferries, begins in the autumn."
THIRD = "The mayor said that another forty companies have asked for land beside the new quay."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def page(
    body: str = f"<article><h1>Nine contracts signed</h1>{BODY}</article>", head: str = ""
) -> str:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def linked(**fields: Any) -> str:
    record = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(record)}</script>'


def read(html: str, name: str = "a.html") -> Article:
    return read_capture(Capture(name, html.encode(), f"/invented/{name}"))


def refused(html: str) -> str:
    with pytest.raises(NotAnArticleError) as caught:
        read(html)
    return caught.value.reason


def test_the_page_s_own_notes_tell_the_fields() -> None:
    head = (
        "<title>Nine contracts signed | Harbour Daily</title>"
        '<link rel="canonical" href="https://news.example/ports/nine.html">'
        '<meta property="og:site_name" content="Harbour Daily">'
        '<meta property="article:published_time" content="2021-03-04T08:16:00+08:00">'
        '<meta name="author" content="Ann Wu and Bo Li">'
        '<meta property="article:section" content="Ports">'
    )
    article = read(page(head=head))
    assert article.title == "Nine contracts signed"
    assert article.published is not None
    assert article.published.isoformat() == "2021-03-04T08:16:00+08:00"
    assert article.published_precision is Precision.MINUTE
    assert article.authors == ("Ann Wu", "Bo Li")
    assert (article.source, article.site) == ("Harbour Daily", "news.example")
    assert article.url == "https://news.example/ports/nine.html"
    assert article.sections == ("Ports",)
    assert article.language == "en"
    assert split_blocks(article.body) == [FIRST, SECOND, THIRD]


def test_json_ld_in_a_graph_goes_before_meta_tags() -> None:
    graph = {
        "@graph": [
            {"@type": "Organization", "name": "Harbour Daily"},
            {"@type": "BreadcrumbList", "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Home"},
                {"@type": "ListItem", "position": 2, "item": {"name": "Economy"}},
                {"@type": "ListItem", "position": 3, "name": "Nine contracts signed"},
            ]},
            {"@type": ["Article", "ReportageNewsArticle"], "headline": "Nine contracts signed",
             "datePublished": "2021-03-04", "author": [{"name": "Ann Wu"}, {"name": "Bo Li"}]},
            {"@type": "ItemList", "itemListElement": [
                {"@type": "NewsArticle", "headline": "Other", "datePublished": "2001-01-01",
                 "author": "X", "description": "d"}]},
        ]
    }  # fmt: skip
    head = (
        f'<script type="application/ld+json">{json.dumps([graph])}</script>'
        '<meta name="date" content="1999-01-01">'
    )
    article = read(page(head=head))
    assert article.published is not None
    assert article.published.date() == date(2021, 3, 4)
    assert article.published_precision is Precision.DAY
    assert article.sections == ("Economy",)
    assert article.authors == ("Ann Wu", "Bo Li")
    assert article.source == "Harbour Daily"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Nine", "datePublished": "2021-03-04",}',
        '<!-- {"@type":"NewsArticle","datePublished":"2021-03-04"} -->',
        '/* <![CDATA[ */{"@type":"NewsArticle","datePublished":"2021-03-04"}/* ]]> */',
        '{"@type":"NewsArticle","datePublished":"2021-03-04","articleBody":"a "quoted" word"}',
        '{"@type":"NewsArticle","datePublished":"2021-03-04","description":"cut o',
        '{"@type":"NewsArticle","description":"line\nbreak","datePublished":"2021-03-04"};',
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2021-03-04&quot;}",
    ],
)
def test_broken_json_ld_is_read_as_far_as_it_goes(script: str) -> None:
    article = read(page(head=f'<script type="application/ld+json">{script}</script>'))
    assert article.published is not None
    assert article.published.date() == date(2021, 3, 4)


@pytest.mark.parametrize(
    ("notes", "printed", "window", "title"),
    [
        # all agree, the site's name is cut
        ({"og": "Nine contracts signed - Harbour Daily"}, "Nine contracts signed",
         "Nine contracts signed - Harbour Daily", "Nine contracts signed"),
        # the window's title is for search engines: what differs from it was written to be read
        ({"og": "Nine contracts signed", "ld": "Linhai harbour: nine contracts were signed there"},
         "Linhai harbour: nine contracts were signed there",
         "Linhai harbour: nine contracts were signed there", "Nine contracts signed"),
        ({"og": "Linhai harbour contracts news", "ld": "Nine contracts signed"},
         "Nine contracts signed", "Linhai harbour contracts news", "Nine contracts signed"),
        # entities written twice
        ({"ld": "Wind &amp;amp; water"}, "Wind &amp; water", "Wind &amp; water", "Wind & water"),
        # nothing but a window's title
        ({}, "", "Nine contracts in Linhai - news.example", "Nine contracts in Linhai"),
        ({}, "", "江城签约九个项目_江城招商网", "江城签约九个项目"),
        # a hyphen that is part of the headline
        ({}, "Sino-Polish park opens - at last", "Sino-Polish park opens - at last | Harbour Daily",
         "Sino-Polish park opens - at last"),
    ],
)  # fmt: skip
def test_the_headline_is_chosen_by_agreement(
    notes: dict[str, str], printed: str, window: str, title: str
) -> None:
    head = f"<title>{window}</title>" + (linked(headline=notes["ld"]) if "ld" in notes else "")
    if "og" in notes:
        head += f'<meta property="og:title" content="{notes["og"]}">'
    heading = f"<h1>{printed}</h1>" if printed else ""
    assert read(page(f"<article>{heading}{BODY}</article>", head)).title == title


def test_a_heading_in_a_breadcrumb_or_logo_is_no_headline() -> None:
    body = (
        "<header class='masthead'><h1>Harbour Daily</h1></header>"
        "<nav class='breadcrumb'><a href='/'>Home</a> <a href='/p'>Ports</a>"
        "<h1>Ports news</h1></nav>"
        f"<article><h2 class='headline'>Nine contracts signed</h2>{BODY}</article>"
    )
    head = "<title>Harbour: Nine contracts signed</title>" + linked(
        headline="Nine contracts signed"
    )
    article = read(page(body, head))
    assert article.title == "Nine contracts signed"
    assert article.sections == ("Ports",)


def test_a_kicker_inside_the_heading_is_left_out() -> None:
    body = (
        "<article><h1><span class='kicker'>Ports</span> <span>Nine contracts signed</span></h1>"
        f"{BODY}</article>"
    )
    assert read(page(body, "<title>Nine contracts signed</title>")).title == "Nine contracts signed"


@pytest.mark.parametrize(
    "html",
    [
        page(head='<meta itemprop="datePublished" content="2021-03-04">'),
        page(head='<meta name="publishdate" content="2021-03-04">'),
        page(f"<article><h1>Nine</h1><time datetime='2021-03-04'>4 March</time>{BODY}</article>"),
        page(f"<article><h1>Nine</h1><p class='date'>Updated: Mar 4, 2021</p>{BODY}</article>"),
        page(f"<h1>Nine</h1><div>来源：江城日报　2021年3月4日</div><div>{BODY}</div>"),
        page(head='<link rel="canonical" href="https://n.example/202103/04/a.html">'),
        page(head='<script>var page = {"publishedDate": "2021-03-04"}</script>'),
        page(head="<title>Nine contracts signed | 04.03.2021</title>"),
        page(head='<meta property="article:modified_time" content="2021-03-04">'),
    ],
)
def test_the_date_is_found_wherever_the_page_tells_it(html: str) -> None:
    published = read(html).published
    assert published is not None
    assert published.date() == date(2021, 3, 4)


def test_a_footer_s_year_and_a_teaser_s_date_are_no_dates_of_the_article() -> None:
    body = (
        f"<article><h1>Nine contracts signed</h1>{BODY}</article>"
        "<aside><time datetime='2001-01-01'>old</time></aside><footer>Copyright 2022</footer>"
    )
    assert read(page(body)).published is None


def test_the_body_keeps_its_form() -> None:
    body = (
        f"<article><h1>Nine contracts signed</h1><p>{FIRST}</p><h2>What comes</h2>"
        f"<p>{SECOND} See <a href='https://n.example/plan_(a)'>the plan</a>, <strong>all</strong> "
        f"of it, and <em>soon</em>.</p><ul><li>twelve berths</li><li>three cranes of the largest"
        f" kind</li></ul><blockquote><p>{THIRD}</p></blockquote><p>Stars * and [brackets] stay.</p>"
        "</article>"
    )
    assert split_blocks(read(page(body)).body) == [
        FIRST,
        "## What comes",
        f"{SECOND} See [the plan](https://n.example/plan_%28a%29), **all** of it, and *soon*.",
        "- twelve berths\n- three cranes of the largest kind",
        f"> {THIRD}",
        "Stars \\* and \\[brackets\\] stay.",
    ]


def test_furniture_stays_out_and_captions_stand_apart() -> None:
    body = (
        "<nav><a href='/'>Home</a><a href='/ports'>Ports</a></nav>"
        "<article><h1>Nine contracts signed</h1><p class='byline'>By Ann Wu</p>"
        "<p>Updated: Mar 4, 2021</p>"
        f"<figure><img src='a.jpg'><figcaption>The quay at dawn. Photo: B. Li</figcaption></figure>"
        f"<p>{FIRST}</p><p><a href='/x'>Read also: Ten contracts cancelled</a></p><p>{SECOND}</p>"
        f"<div class='newsletter'>Sign up for our newsletter</div><p>{THIRD}</p>"
        "<h3>Related stories</h3><ul><li><a href='/y'>Another story of the harbour</a></li></ul>"
        "<p>Copyright 2021 Harbour Daily. All rights reserved.</p></article>"
        "<footer>Imprint</footer>"
    )
    article = read(page(body))
    assert split_blocks(article.body) == [FIRST, SECOND, THIRD]
    assert article.captions == ("The quay at dawn. Photo: B. Li",)


def test_a_lead_under_the_headline_opens_the_body() -> None:
    lead = "Nine contracts, 4.5 billion yuan and a new quay: the town looks back on a rich week."
    body = (
        f"<header><h1>Nine contracts signed</h1><div class='standfirst'>{lead}</div></header>"
        f"<article>{BODY}{BODY.replace('.', ', he said.')}</article>"
    )
    article = read(page(body, f'<meta property="og:description" content="{lead[:60]}…">'))
    assert split_blocks(article.body)[:2] == [lead, FIRST]


def test_short_paragraphs_between_long_ones_are_kept() -> None:
    short = "Lu: <a href='/lu'>Lushan</a>, <a href='/lx'>Luxi</a>"
    body = (
        f"<article><h1>Nine</h1><p>{FIRST}</p><p>{short}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
    )
    assert "Lu: Lushan, Luxi" in plain_text(read(page(body)).body)


def test_a_page_drawn_by_script_is_read_from_its_data() -> None:
    text = "".join(f"<p>{line} And this is told at length.</p>" for line in (FIRST, SECOND, THIRD))
    inner = json.dumps({"title": "x", "content": text * 2})
    data = json.dumps([1, inner])
    html = page(
        f"<div id='root'></div><script>self.push({data})</script>",
        "<title>Nine contracts signed</title>",
    )
    article = read(html)
    assert article.title == "Nine contracts signed"
    assert split_blocks(article.body)[0] == f"{FIRST} And this is told at length."


def test_the_saved_address_of_a_browser_is_the_url() -> None:
    html = "<!-- saved from url=(0042)https://news.example/a/nine.html -->\n" + page()
    article = read(html)
    assert (article.url, article.site) == ("https://news.example/a/nine.html", "news.example")


def test_a_page_in_chinese_is_chinese_whatever_its_template_says() -> None:
    body = (
        "<div class='crumbs'>当前位置：<a href='/'>首页</a> &gt; <a href='/n'>新闻</a> &gt;"
        " <a href='/n/z'>招商</a></div><h1>江城市举行投资推介会</h1>"
        "<div class='info'>来源：江城日报　日期：2018-05-23 10:12　点击：57次</div>"
        "<div class='content'><p>江城市日前举行投资推介会，三十多家企业代表参加，"
        "现场签约项目十二个，总金额达四十五亿元。</p><p>市长在会上表示，将继续优化营商环境，加快新能源产业园建设。</p>"
        "<p>责任编辑：王小</p></div>"
    )
    html = page(body, "<title>江城市举行投资推介会-招商-江城招商网</title>")
    content = html.replace("<head>", '<head><meta charset="gbk">').encode("gb18030")
    article = read_capture(Capture("a.html", content, "/invented/a.html"))
    assert article.title == "江城市举行投资推介会"
    assert article.language == "zh"
    assert article.source == "江城日报"
    assert article.sections == ("新闻", "招商")
    assert article.published is not None
    assert article.published.isoformat() == "2018-05-23T10:12:00+00:00"
    assert len(split_blocks(article.body)) == 2


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (page("", "<title>404 Not Found</title>"), "an error page"),
        (page(f"<h1>Page not found</h1><p>{FIRST}</p>"), "an error page"),
        (page("<h1>页面不存在</h1><p>请返回首页</p>"), "an error page"),
        (page("<h1>We value your privacy</h1><p>We use cookies. Accept all cookies or set your "
              "cookie choices and consent.</p>"), "cookie"),
        (page("<h1>Log in</h1><form><input name=a><input type=password></form><p>Password</p>"),
         "a login page"),
        (page(""), "an empty page"),
        ("<html></html>", "an empty page"),
        (page("<h1>Ports</h1>" + "".join(
            f"<div><a href='/{n}'>A story of the harbour no {n}</a></div>" for n in range(30))),
         "links"),
        (page("<h1>Soon</h1><p>Nothing yet.</p>"), "no article"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_is_refused_with_its_reason(html: str, reason: str) -> None:
    assert reason in refused(html)


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 5000,
        "<a " * 50_000,
        "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
        "<b><i>" * 3000 + "x",
        "<table><tr><td>" * 800,
        "<!--" * 20_000,
        "&#27;[31m&#x9b;&#0;&#xd800;&#1114112;\x1b]52;c;x\x07",
        '<script type="application/ld+json">' + '{"a":[' * 50_000,
        '<script>x="' + "\\" * 100_001 + '"</script>',
    ],
    ids=[
        "deep",
        "tags",
        "attributes",
        "marks",
        "tables",
        "comments",
        "controls",
        "json",
        "strings",
    ],
)
def test_hostile_markup_harms_nothing(hostile: str) -> None:
    """Deep, endless and broken tags cost their own page at most, and leave no control bytes."""
    article = read(page(f"<article><h1>Nine contracts signed</h1>{BODY}{hostile}</article>"))
    assert article.title == "Nine contracts signed"
    assert FIRST in article.body
    whole = article.body + article.title + "".join(article.captions)
    assert not [letter for letter in whole if letter < " " and letter != "\n"]


@pytest.mark.skipif(not PAGES.is_dir(), reason="the shared pages are not on this machine")
def test_real_pages_are_read_without_complaint() -> None:
    """A sample of real pages; `benchmarks/extraction.py` measures how well all of them are read."""
    for path in sorted(PAGES.glob("*/*.html.gz"))[::12]:
        (capture,) = captures_in(path)
        article = read_capture(capture)
        assert article.title
        assert article.published is not None
        assert len(article.body) > 300


QUAY = "The harbor of Tangwei loaded 1.9 million boxes in the first half of the year, it said."
CRANES = "Two berths without drivers were opened in May, and ships now wait five hours less there."
LINES = "Lines from nine countries call there each week, one more than in the year before that."
TRACTORS = "All tractors will run on batteries by 2027, said the firm which runs the whole harbor."


def test_an_old_page_of_tables_and_line_breaks_becomes_paragraphs() -> None:
    text = "<br><br>".join(f"&nbsp;&nbsp;{line}" for line in (QUAY, CRANES, LINES, TRACTORS))
    told = "(Tangwei Daily)<br>Updated: 2003-07-21 08:45"
    article = read(
        "<html><head><title>Tangwei harbor has a record half-year</title></head><body><table><tr>"
        "<td colspan=3><a href=/>Home</a> | <a href=/n>News</a></td></tr><tr><td><a>World</a><br>"
        "<a>Sports</a></td><td><font size=5><b>Tangwei harbor has a record half-year</b></font><br>"
        f"{told}<br><br>{text}<br></td><td><b>Most read</b><br><a>Ferry line to end</a></td></tr>"
        "<tr><td colspan=3>Copyright 2003. All rights reserved.</td></tr></table></body></html>"
    )
    assert [plain_text(block) for block in split_blocks(article.body)] == [
        QUAY,
        CRANES,
        LINES,
        TRACTORS,
    ]
    assert article.published is not None
    assert article.published.isoformat() == "2003-07-21T08:45:00+00:00"


def test_a_table_of_data_stays_one() -> None:
    rows = "".join(f"<tr><td>berth {one}</td><td>{one * 7} cranes</td></tr>" for one in range(40))
    tree = parse_page(page("<title>Berths</title>", f"<p>{TRACTORS}</p><table>{rows}</table>"))
    assert tree is not None
    unfold(tree)
    assert len(list(tree.iter("td"))) == 80


def test_a_printed_byline_and_a_chinese_breadcrumb_are_read() -> None:
    text = "".join(f"<p>{line}</p>" for line in (QUAY, CRANES, LINES))
    article = read(
        page(
            "<title>Record half-year</title>",
            "<div class='dqwz'>当前位置：<a>首页</a> &gt; <a>新闻中心</a> &gt; <a>本地要闻</a>"
            "</div><div><h1>Record half-year</h1><p class='byline'>By Tom Baxter, 16 May 2013</p>"
            f"{text}</div>",
        )
    )
    assert article.authors == ("Tom Baxter",)
    assert article.sections == ("新闻中心", "本地要闻")


def test_slashed_dates_begin_with_the_day_where_the_page_is_not_english() -> None:
    body = f"<h1>Neun Verträge</h1><p class='date'>05/04/2026</p>{BODY}"
    article = read(page(f"<article>{body}</article>").replace("lang='en'", "lang='de'"))
    assert article.published is not None
    assert article.published.date() == date(2026, 4, 5)


def test_a_caption_stands_once_and_teasers_of_other_pages_are_none() -> None:
    figures = (
        "<figure><img src='q.jpg'><figcaption>The quay at dawn <span>Photo: Bo Li</span>"
        "</figcaption></figure><figure><img src='q.jpg'><figcaption>The quay at dawn</figcaption>"
        "</figure><figure><a href='/other'><img src='o.jpg'><figcaption>Another story"
        "</figcaption></a></figure><figure><img src='p.jpg'><figcaption><a href='/third'>Third"
        "</a></figcaption></figure>"
    )
    article = read(page(f"<article><h1>Nine contracts signed</h1>{figures}{BODY}</article>"))
    assert article.captions == ("The quay at dawn Photo: Bo Li",)


def test_authors_are_people_and_neither_credits_nor_slugs_nor_the_paper() -> None:
    people = ["Harbour Daily", "emma-quill", "Emma Quill", "(Image: Bo Li)", "Ann Wu (Photo: VG)"]
    head = linked(
        headline="Nine contracts signed",
        author=[{"name": name} for name in people],
        publisher={"name": "Harbour Daily"},
    )
    assert read(page(head=head)).authors == ("Emma Quill", "Ann Wu")
    assert read(page(head='<meta name="author" content="emma-quill">')).authors == ("emma-quill",)


def test_a_section_is_neither_the_headline_nor_the_name_of_the_breadcrumb_or_of_home() -> None:
    names = ["Breadcrumb Trail Links", "Harbour frontpage", "Ports", "Nine contracts: signed!"]
    items = [{"@type": "ListItem", "name": name} for name in names]
    note = {"@type": "BreadcrumbList", "itemListElement": items}
    head = f'<script type="application/ld+json">{json.dumps(note)}</script>'
    assert read(page(head=head)).sections == ("Ports",)


def test_a_photo_credit_is_no_source_where_the_paper_is_named() -> None:
    body = (
        "<article><h1>Nine contracts signed</h1><p class='info'>Source: Bo Li/agency/Ann Wu</p>"
        f"{BODY}</article>"
    )
    paper = '<meta property="og:site_name" content="Harbour Daily">'
    assert read(page(body, paper)).source == "Harbour Daily"
    assert read(page(body)).source == "Bo Li/agency/Ann Wu"


def test_a_body_opens_with_text_and_not_with_a_placeholder_or_a_player() -> None:
    opening = "<p>$$ARTICLEAD$$</p><p>02:57 Min..</p><p>Comments</p>"
    article = read(page(f"<article><h1>Nine contracts signed</h1>{opening}{BODY}</article>"))
    assert split_blocks(article.body) == [FIRST, SECOND, THIRD]


def test_a_sentence_set_as_a_heading_over_the_body_is_a_paragraph() -> None:
    body = f"<h2>{FIRST}</h2><p>{SECOND}</p><h2>What comes next?</h2><p>{THIRD}</p>"
    article = read(page(f"<article><h1>Nine contracts signed</h1>{body}</article>"))
    assert split_blocks(article.body) == [FIRST, SECOND, "## What comes next?", THIRD]


def test_a_film_without_text_or_caption_is_no_article() -> None:
    head = '<meta property="article:published_time" content="2021-03-04T08:16:00+08:00">'
    film = "<article><h1>Nine contracts signed</h1><video src='nine.mp4'></video></article>"
    assert refused(page(film, head)) == "no article text on the page"
