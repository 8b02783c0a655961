"""The language of a text is told by its script and its small words, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.language import detect_language

SHARED = Path(__file__).parents[2] / "shared"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The port of the city is open for trade, and it will be the first in the region."),
        ("de", "Der Hafen der Stadt ist für den Handel geöffnet, und er wird der erste sein."),
        ("fr", "Le port de la ville est ouvert au commerce et il sera le premier de la région."),
        ("es", "El puerto de la ciudad está abierto al comercio y será el primero de la región."),
        ("it", "Il porto della città è aperto al commercio e sarà il primo della regione."),
        (
            "pt",
            "O porto da cidade está aberto ao comércio e não será o último da região.",
        ),
        ("nl", "De haven van de stad is open voor de handel en het wordt de eerste van het land."),
        ("sv", "Hamnen är öppen för handel och det är den första i landet som har en ny kaj."),
        (
            "pl",
            "Port jest otwarty dla handlu i jest to pierwszy taki port w kraju.",
        ),
        ("tr", "Liman ticarete açıldı ve bu yıl ülkenin en büyük limanı olarak hizmet verecek."),
        ("zh", "湖滨市港口向全国企业开放，年内将建成第三个泊位。"),
        ("zh", "5G 和 AI 企业在湖滨市举行招商推介会，华为公司代表到会。"),
        ("ja", "湖浜市の港は貿易のために開かれ、地域で最初のものとなる。"),
        ("ko", "호반시의 항구는 무역을 위해 열려 있으며 지역에서 처음이다."),
        ("ru", "Порт города открыт для торговли и станет первым в регионе."),
        ("uk", "Порт міста відкритий для торгівлі і стане першим у регіоні."),
        ("ar", "ميناء المدينة مفتوح للتجارة وسيكون الأول في المنطقة"),
        ("fa", "بندر شهر برای تجارت باز است و نخستین بندر منطقه گشایش می‌پذیرد"),
        ("hi", "शहर का बंदरगाह व्यापार के लिए खुला है"),
        ("el", "Το λιμάνι της πόλης είναι ανοιχτό για το εμπόριο"),
        ("he", "נמל העיר פתוח למסחר"),
        ("th", "ท่าเรือของเมืองเปิดให้ทำการค้า"),
    ],
)
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "12345", "!?", "Shanghai", "Jilin Zhejiang Changchun"])
def test_a_text_that_tells_nothing_has_no_language(text: str) -> None:
    assert detect_language(text) == ""


def test_chinese_names_do_not_make_an_english_article_chinese() -> None:
    text = "保税港区（bǎoshuì gǎngqū）: What a bonded port is, and why the city has one of its own."
    assert detect_language(text) == "en"


@given(st.text())
def test_any_text_has_a_code_of_two_letters_or_none(text: str) -> None:
    assert len(detect_language(text)) in {0, 2}


@pytest.mark.skipif(not SHARED.exists(), reason="real texts lie outside the repository")
@pytest.mark.parametrize(
    ("folder", "language"), [("news/xinwenlianbo", "zh"), ("captures/peoplesdaily", "en")]
)
def test_real_news_is_told_right(folder: str, language: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (SHARED / folder).iterdir()]
    assert {detect_language(text) for text in texts} == {language}
