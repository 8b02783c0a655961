"""Bytes of every encoding become the text they were made of."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats.decoding import decode

SIMPLIFIED = (
    "江城市日前举行投资推介会，三十多家企业代表参加，现场签约项目十二个，总金额达四十五亿元。"
    "市长在会上表示，将继续优化营商环境，加快新能源和数字经济产业园建设。"
)
TRADITIONAL = (
    "港城市日前舉行投資說明會，三十多家企業代表參加，現場簽約項目十二個，總金額達四十五億元。"
    "市長在會上表示，將繼續改善經營環境，加快新能源與數位經濟園區的建設。"
)
JAPANESE = (
    "港町の市長は三日、新しい工業団地の計画を発表した。企業の進出を支援し、雇用を増やすという。"
)
KOREAN = (
    "항구 도시의 시장은 새로운 산업 단지 계획을 발표했다. "
    "기업의 투자를 지원하고 일자리를 늘린다고 한다."
)
RUSSIAN = "Портовый город открыл новую промышленную зону. В форуме приняли участие сорок компаний."
FRENCH = (
    "Le maire a présenté à Besançon une zone dédiée à l’énergie : « un succès », dit-il, "
    "naïveté mise à part."
)
GERMAN = (
    "Die Hafenstadt eröffnet für 30 Mio. € einen Gewerbepark. „Größer geht es nicht“, sagte "
    "der Bürgermeister."
)
SHORT = 30

ENCODED = [
    ("utf-8", SIMPLIFIED), ("utf-8-sig", SIMPLIFIED), ("utf-16", SIMPLIFIED),
    ("utf-16-le", SIMPLIFIED), ("utf-16-be", SIMPLIFIED), ("utf-16-le", FRENCH),
    ("utf-16-be", FRENCH), ("utf-32", FRENCH), ("gb18030", SIMPLIFIED), ("gb2312", SIMPLIFIED),
    ("big5", TRADITIONAL), ("gb18030", TRADITIONAL), ("shift_jis", JAPANESE), ("euc_jp", JAPANESE),
    ("iso2022_jp", JAPANESE), ("euc_kr", KOREAN), ("cp1251", RUSSIAN), ("cp1252", FRENCH),
    ("cp1252", GERMAN), ("utf-8", GERMAN),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "text"), ENCODED)
@pytest.mark.parametrize("length", [SHORT, 1000])
def test_a_text_is_read_in_whatever_encoding_it_was_written(
    encoding: str, text: str, length: int
) -> None:
    """Thirty characters are enough, and a thousand are no harder."""
    text = (text * 20)[:length]
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("encoding", "text"), ENCODED)
def test_line_ends_of_any_system_become_one_kind(encoding: str, text: str) -> None:
    lines = f"{text}\r\n{text}\r{text}\n"
    assert decode(lines.encode(encoding)) == f"{text}\n{text}\n{text}\n"


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("gb2312", "gb18030", SIMPLIFIED),
        ("GBK", "gb18030", SIMPLIFIED + "镕㙍"),
        ("big5", "big5", TRADITIONAL),
        ("iso-8859-1", "cp1252", GERMAN),
        ("windows-1251", "cp1251", RUSSIAN),
        ("utf-8", "gb18030", SIMPLIFIED),
        ("gb2312", "utf-8", SIMPLIFIED),
        ("iso-8859-1", "gb18030", SIMPLIFIED),
        ("iso-8859-1", "utf-8", FRENCH),
        ("utf-16", "utf-8", FRENCH),
        ("no-such-encoding", "big5", TRADITIONAL),
        ("rot13", "cp1252", FRENCH),
        ("hex", "cp1252", FRENCH),
    ],
)
def test_a_page_is_read_by_its_letters_even_where_it_is_mislabelled(
    declared: str, encoding: str, text: str
) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'
    assert decode(page.encode(encoding)) == page


def test_a_hint_decides_where_the_letters_do_not() -> None:
    """The same byte is a Turkish or a western letter: only the hint can tell."""
    content = "Değişen şehirde yeni bir dönem başlıyor, işçi sayısı artıyor.".encode("cp1254")
    assert "şehirde" in decode(content, hint="windows-1254")


def test_a_page_of_ascii_with_its_first_letter_far_inside_is_still_read() -> None:
    content = b"<p>plain text</p>\n" * 20_000 + SIMPLIFIED.encode("gb18030")
    assert decode(content).endswith(SIMPLIFIED)


def test_one_damaged_place_does_not_change_the_encoding() -> None:
    content = SIMPLIFIED.encode() + b"\xe6\xb1" + SIMPLIFIED.encode()
    assert decode(content) == f"{SIMPLIFIED}\ufffd{SIMPLIFIED}"
    assert decode(SIMPLIFIED.encode()[:-1]).startswith(SIMPLIFIED[:-1])


@given(st.binary(max_size=300), st.text(max_size=12))
def test_any_bytes_become_some_text(content: bytes, hint: str) -> None:
    assert isinstance(decode(content, hint), str)


@given(st.text(max_size=200))
def test_valid_utf8_with_a_mark_is_taken_at_its_word(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode().replace("\r", "").removeprefix("\ufeff")
    assert decode(codecs.BOM_UTF8 + text.encode()) == text
