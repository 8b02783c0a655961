"""Bytes of unknown encoding made text.

Trusts, in this order: byte order marks, zero bytes in every second place, valid UTF-8, and then
the likelihood of the text that each candidate gives, with a bonus for what the bytes declare of
themselves. Never raises, and never looks at what the text means.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_CANDIDATES: Final = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1251", "cp1252")
# Pages that say GB2312 hold GBK, those that say Latin-1 hold the code page of Windows, and so on.
_WIDER: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252",
    "ascii": "cp1252", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip

_HEAD: Final = 4096
_WINDOW: Final = 60_000
_DECLARED_BONUS: Final = 0.25
_ZEROS: Final = 0.2
_DAMAGE: Final = 20

# The letters that most of running text is made of: Chinese in both scripts, Japanese, Korean.
_COMMON: Final = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后"
    "作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因"
    "只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应"
    "战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿"
    "原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太"
    "量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界"
    "达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今"
    "切院让识候带导争运笔往联步济投省促创推商局企技市场贸易园区合作项目签约亿元招引银行增改革据悉记者"
    "日报网讯举行会议开幕亚欧北京上海广深圳江苏浙湖河四川重庆香港台湾服务绿色数字智能环境政府委员省"
    "這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產"
    "話內給門東聲員解論處義幾認條氣題爾別變總電數報結務場計資區隊決馬書則聽達強難權設記類據邊張該規"
    "萬領確傳師觀讓識帶導爭運聯濟創貿簽約億銀據網舉議廣圳蘇慶灣綠環陽縣風車愛親樂飛鄉買賣號歲錢錄雖"
    "讀寫語請誰調談謝護質購費貨責貴買遠連週選適達遞鄭醫釋針鐘鐵閱陳陸險雙雜離電靈順預頻願類顯館驗麗"
    "発見込売読対経営働気県説変続戻択応経済図芸沢広駅円検験権渡辺様議事録調査後前朝新聞警察市町村東京"
    "、。，：；“”‘’《》〈〉！？（）「」『』【】·—…　％"
)
_KOREAN: Final = frozenset(
    "이다는을를의에가은한고하지로으서사도기대인시어있그나아라리해자전정부일수보제스여주게했것와과만"
    "습니까들면된되말생성장상국회의원경업년월위원민당중공안문명방신연구화세무관계교통비조선동남북"
)
# First and last of a range and what each of its characters is worth: rare Chinese and Korean, and
# what no text holds (replaced bytes, C1 controls, private use).
_RANGES: Final = (
    ("\u4e00", "\u9fff", -0.2), ("\uac00", "\ud7a3", 0.1),
    ("\ufffd", "\ufffd", -3.0), ("\x80", "\x9f", -3.0), ("\ue000", "\uf8ff", -3.0),
)  # fmt: skip
_WESTERN_MARKS: Final = frozenset(
    "\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u20ac\xa0\xab\xbb\xa9\xb0\xb7\xa3\xa7"
)
_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]")


def decode(content: bytes, hint: str = "") -> str:
    r"""Return ``content`` as text with ``\n`` line ends and no byte order mark.

    ``hint`` is the name of an encoding that the bytes came with (a header of HTTP, say); it is
    believed like a declaration inside the bytes: as far as the text bears it out.
    """
    text = _decoded(content, hint).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, hint: str) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if name := _by_zeros(content):
        return content.decode(name, "replace")
    text = _as_shifted(content)
    if text is None:
        text = _as_utf8(content)
    if text is not None:
        return text
    return content.decode(_likeliest(content, hint), "replace")


def _by_zeros(content: bytes) -> str:
    """Return UTF-16 where every second byte of the beginning is mostly zero, else an empty name."""
    head = content[:_HEAD]
    half = max(len(head) // 2, 1)
    even, odd = head[::2].count(0) / half, head[1::2].count(0) / half
    if odd > _ZEROS and odd > _DAMAGE * even:
        return "utf-16-le"
    if even > _ZEROS and even > _DAMAGE * odd:
        return "utf-16-be"
    return ""


def _as_shifted(content: bytes) -> str | None:
    """Return the text if it is Japanese of seven bits, which shifts by escape sequences."""
    if b"\x1b$" not in content or not content.isascii():
        return None
    try:
        return content.decode("iso2022_jp")
    except UnicodeDecodeError:
        return None


def _as_utf8(content: bytes) -> str | None:
    """Return the text if it is UTF-8, a few damaged places apart, else None."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
        damaged = text.count("\ufffd")
        sound = sum(1 for letter in text if letter > "\x7f") - damaged
        return text if damaged * _DAMAGE <= sound else None
    # Chinese in UTF-16 may happen to be valid, as a salad of letters and control characters.
    controls = sum(1 for letter in text[:_HEAD] if letter < "\t" or "\r" < letter < " ")
    return text if controls * _DAMAGE <= len(text[:_HEAD]) or "\x1b" in text else None


def _likeliest(content: bytes, hint: str) -> str:
    window = _window(content)
    told = {_known(name) for name in (hint, *_declared(content))} - {""}
    names = dict.fromkeys((*told, *_CANDIDATES, "utf-16-le", "utf-16-be"))
    scores = {name: _likelihood(window.decode(name, "replace")) for name in names}
    return max(scores, key=lambda name: scores[name] + _DECLARED_BONUS * (name in told))


def _declared(content: bytes) -> list[str]:
    match = _DECLARED.search(content, 0, _HEAD)
    return [(match[1] or match[2]).decode("ascii", "replace")] if match else []


def _known(name: str) -> str:
    """Return the codec of the encoding ``name``, or an empty name; no codec that is no encoding."""
    try:
        codec = codecs.lookup(name.strip().lower())
        "".encode(codec.name)
    except (LookupError, ValueError, TypeError):
        return ""
    if codec.name.startswith(("utf", "idna", "puny", "raw", "unicode", "undefined", "mbcs", "oem")):
        return ""
    return _WIDER.get(codec.name, codec.name)


def _window(content: bytes) -> bytes:
    """Return an even number of bytes from near the first that is not ASCII."""
    first = re.search(rb"[\x80-\xff]", content)
    start = max(content.rfind(b"\n", 0, first.start()) + 1, 0) if first else 0
    if first and first.start() - start > _WINDOW // 2:
        start = first.start()
    return content[start : start + _WINDOW]


def _likelihood(text: str) -> float:
    """Return how much ``text`` reads like a language: the mean worth of its letters beyond ASCII.

    1 is a text of common characters only; below 0 is a salad.
    """
    worth, count, before = 0.0, 0, " "
    for place, letter in enumerate(text):
        if letter > "\x7f":
            count += 1
            worth += _worth(letter, before, text[place + 1 : place + 2])
        elif letter < "\t":
            count += 1
            worth -= 2
        before = letter
    return worth / max(count, 1)


def _worth(letter: str, before: str, after: str) -> float:
    if letter in _COMMON or letter in _KOREAN or _KANA.match(letter):
        return 1.0
    for first, last, worth in _RANGES:
        if first <= letter <= last:
            return worth
    if "\u0410" <= letter <= "\u044f" or letter in "Ёё":
        return _cyrillic_worth(letter, before, after)
    if letter.isalpha() and letter < "\u0250":
        return _latin_worth(letter, before, after)
    if letter in _WESTERN_MARKS:
        return 0.6 if before < "\x80" or after < "\x80" else 0.0
    return -1.0


def _cyrillic_worth(letter: str, before: str, after: str) -> float:
    beside_plain = any(near.isalpha() and near < "\x80" for near in (before, after))
    fits = letter > "\u042f" or not before.isalpha() or before <= "\u042f"
    return 0.9 if fits and not beside_plain else -0.5


def _latin_worth(letter: str, before: str, after: str) -> float:
    # An accented letter is likely inside a word of plain letters; two together are not.
    beside_plain = (before.isalpha() and before < "\x80") or (after.isalpha() and after < "\x80")
    lower_in_word = letter.islower() or not (before.isalpha() and before.islower())
    if beside_plain and lower_in_word and letter not in "ÐÞðþ¼½¾ªº":
        return 0.8 if before < "\x80" and after < "\x80" else 0.3
    return -0.6
