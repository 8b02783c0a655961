"""Know the furniture of a news page by its words: share rows, pagers, menus, tails and walls.

Looks at one line (or one phrase) at a time and never at the site it came from. Every pattern is
tried on short texts only, so that a line of any length costs nothing.
"""

from __future__ import annotations

import re
from typing import Final

SHORT: Final = 300
"""Characters a line of furniture has at most."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDS: Final = 14
"""Words of furniture that ends like a sentence has at most; what is longer is prose."""

_SHARE_WORDS: Final = _words(
    "print mail email e-mail share save comment comments large medium small font size text a "
    "aa a+ a- wechat weibo facebook twitter x linkedin whatsapp pinterest reddit telegram "
    "tumblr qq qzone line copy link links follow us on to this article page tweet like pin it "
    "more download listen larger smaller favorite favorites bookmark rss pdf moments sina "
    "tencent instagram messenger flipboard evernote youtube via by with resize increase "
    "decrease normal google plus digg stumbleupon threads bluesky mastodon xing "
    "teilen drucken merken mailen speichern kommentare kommentieren vorlesen anhören auf per den "
    "artikel partager imprimer enregistrer commenter sur par cet compartir imprimir guardar "
    "comentarios en por condividi stampa salva su compartilhar partilhar dela skriv ut kopieren "
    "copiar copier lien enlace del delen afdrukken paylaş シェア ツイート 印刷 保存 공유 인쇄"
)
_STRONG_SHARE: Final = _words(
    "print mail email e-mail share comment comments medium wechat weibo facebook twitter "
    "linkedin whatsapp pinterest reddit telegram tumblr qzone tweet bookmark rss aa a+ a- "
    "teilen drucken merken partager imprimer compartir imprimir condividi stampa compartilhar "
    "dela delen paylaş シェア ツイート 印刷 공유 인쇄"
)
_PAGER_WORDS: Final = _words("prev previous next page pages first last of back photo picture")
_TOKEN: Final = re.compile(r"[^\W_]+(?:[-+][^\W\d_]*)?")
# Possessive, so that a row of a thousand buttons and one foreign sign is given up at once.
_SHARE_CJK: Final = re.compile(
    r"(?:[分轉转]享到?至?|让更多人看到|转发|轉寄|微信好友|微信|朋友圈|新浪微博|腾讯微博|微博|QQ空间|QQ好友|QQ|空间"
    r"|人人网|豆瓣|字号|字體|字体|打印|列印|本页|本頁|本文|关闭|關閉|窗口|視窗|收藏|评论|纠错|我要|复制链接|链接|按钮"
    r"|手机看新闻|订阅|推荐|默认|超大|更多|[大中小]|[AT]|\d|[^\w])++"
)
_STRONG_CJK: Final = re.compile(
    "分享|轉寄|微信|微博|字号|字體|字体|打印|列印|收藏|关闭|關閉|复制链接|手机看新闻|纠错|[AT]大|大字|小字"
)
_PICTURE: Final = re.compile(
    r"(?:image|photo|picture|图片)?\s?:?\s?[\w%+. ()-]{1,90}\.(?:jpe?g|png|gif|webp|bmp|svg)"
    r"|\[?img\]?",
    re.IGNORECASE,
)
_COUNTER: Final = re.compile(
    r"[\d.,]{1,9}\s?[KkMm万+]?(?:\s(?:shares?|views?|comments?|likes?))?"
    r"|\d{1,3}[\s-]?(?:min(?:ute)?s?|minuten|minutes?|minuti|minutos)\.?\s"
    r"(?:read|listen|lesezeit|de\slecture|de\slectura|di\slettura|de\sleitura)"
    r"|(?:last\s)?(?:updated|published|posted)?\s?(?:\d{1,2}|an?)\s"
    r"(?:second|minute|min|hour|hr|day|week|month)s?\sago"
    r"|(?:vor|il\sy\sa|hace|há)\s\d{1,2}\s[^\W\d_]{1,12}",
    re.IGNORECASE,
)
_WIDGET: Final = re.compile(  # what a text browser writes for pictures, fields and frames
    r"\[(?:\s*|_+|[\w .+-]{1,40}|https?:[^\s\]]{0,200})\][^\W\d_ ]{0,20}(?:\s[^\W\d_]{1,20}){0,3}"
    r"|\(BUTTON\).{0,80}|IFRAME:.{0,300}|#[\w-]{1,40}|(?:\(\s[)*]|\[[\sx]\])\s?.{0,60}|<[^<>]{0,60}>"
)
_PAGER: Final = re.compile(
    r"(?:[上下]一[页頁篇张條条则則]|首页|首頁|尾页|末页|[共第]\d{1,4}页|\d|[^\w])++"
    r"|[上下]一[篇条條则則].{0,120}"
)
_DAY: Final = re.compile(
    r"(?:19|20)\d\d([-/.])\s?\d{1,2}\1\s?\d{1,2}|\d{1,2}([-/.])\s?\d{1,2}\2\s?(?:19|20)\d\d"
)
_LANGUAGE_NAMES: Final = _words(
    "english chinese japanese french spanish russian arabic "
    "korean german portuguese italian français español русский "
    "عربي العربية deutsch português italiano 日本語 日本语 한국어 조선어 中文 "
    "简体 繁體 繁体 简体中文 繁體中文 中文版 한국 монгол edition global us uk europe "
    "africa asia international"
)
_MENU_WORD: Final = re.compile(
    r"\b(?:home|about us|contact(?: us)?|site ?map|privacy|terms|log ?in|sign in|register|archive"
    r"|rss|advertis\w*|jobs?|careers?|help|mobile|search|join us)\b"
    r"|首页|关于我们|联系我们|网站地图|设为首页|加入收藏|登录|注册",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(r"[^\W\d_A-Z](?=[A-Z][^\W\d_])|[A-Za-z](?=[\u4e00-\u9fff])")
_SENTENCE_END: Final = re.compile(r"[.!?。！？…][\"'”’»」』)\]）】]*\s*\Z")

_TAIL: Final = re.compile(
    r"""\W{0,4}(?:
    copyright\W{0,3}(?:©|\(c\)|(?:19|20)\d\d|by\b|-|of\b|\Z) | ©.{0,200}\Z
    | \(c\)\s?(?:19|20)\d\d | .{0,80}\ball\srights\sreserved | maybe\syou.?re\sinterested
    | you\s(?:may|might)\s(?:also\s)?(?:like|be)\b
    | most\s(?:viewed|read|popular|commented|shared|e?mailed|discussed|searched)\W{0,4}\Z
    | today.?s\stop\snews | top\s(?:news|stories|\d+)\W{0,3}\Z
    | editors?.{0,2}\spicks?\W{0,3}\Z | hot\s(?:news|topics|words|stories|issues)\W{0,3}\Z
    | we\srecommend\W{0,3}\Z | special\scoverage\W{0,3}\Z | add\syour\scomment
    | (?:leave|post|write)\sa\s(?:comment|message|reply)\b | comments?\s?\(\d+\)\W{0,3}\Z
    | \*\s?please\sleave | prev(?:ious)?\W{0,5}next\W{0,3}\Z
    | (?:sponsored|powered|hosted|produced)\sby\b.{0,80}\Z
    | (?:about|contact)\s(?:us|the\ssite|china\sdaily)\b | site\s?map\b | privacy\spolicy
    | terms\s(?:of|and)\s(?:use|service|conditions) | back\sto\s(?:the\s)?top
    | please\senable\sjavascript | best\sviewed\s | desktop\sversion
    | mobile\sversion | registration\snumber | license\sfor\spublishing | key\swords?\W{0,3}\Z
    | links: | 版权所有 | 版權所有 | 版权声明 | .{0,60}ICP[备证] | .{0,60}公网安备
    | .{0,40}新闻信息服务许可 | (?:主办|承办).{0,60}(?:版权|技术支持|备案) | 技术支持 | 网站地图
    | (?:联系|关于)我们.{0,30}\Z | 扫一扫 | 返回顶部 | 免责声明 | 免責聲明 | 网站标识码
    | 建议使用.{0,40}(?:浏览|分辨率) | 热点新闻 | 新闻排行 | 热门排行 | 点击排行 | 网友评论
    | (?:impressum|datenschutz|agb|mentions\slégales|aviso\slegal|note\slegali
        |política\sde\sprivacidad)\b.{0,80}\Z
    | (?:kommentar\sschreiben|zu\sden\skommentaren|startseite\Z|zur\sstartseite|nach\soben)
    | 我要评论 | 发表评论 | (?:上一[篇条則则]|下一[篇条則则])(?:[:：\s]|\Z)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_RELATED: Final = re.compile(
    r"""\W{0,4}(?:
    related(?:\s(?:readings?|stor(?:y|ies)|news|articles?|links?|coverage|contents?|topics?|reports?
        |videos?|photos?))?\s?(?::|\Z)
    | (?:read|see)\s(?:also|more)\b | also\sread\b
    | more\s?[:：] | more\s(?:from|on|news|stories|in)\b.{0,60}\Z | recommended\b.{0,30}\Z
    | (?:latest|trending|popular|featured)(?:\s(?:news|stories|now|articles|posts|videos))?\W{0,3}\Z
    | (?:our\s)?newsletter\b.{0,40}\Z | videos?\W{0,3}\Z
    | (?:specials?|features?|photo\s(?:gallery|story)|photos|slides?(?:how)?|gallery)\W{0,3}\Z
    | (?:mehr\s(?:zum\sthema|zu\b|aus\b|von\b)|lesen\ssie\s(?:auch|hier|mehr|dazu)|lies\sauch
        |auch\sinteressant
        |das\skönnte\s(?:sie|dich)|die\sredaktion\sempfiehlt|meistgelesen|meist\sgelesen|passend\szum\sthema
        |(?:à\slire|lire)\s(?:aussi|également)|sur\sle\smême\s(?:sujet|thème)|les\splus\slus|voir\saussi
        |(?:lee|leer|lea)\s(?:también|más)|te\spuede\sinteresar|más\s(?:leído|información|noticias)
        |lo\smás\s(?:leído|visto)|relacionad[oa]s?|leggi\s(?:anche|tutto)|i\spiù\sletti|leia\s(?:também|mais)|mais\slidas
        |läs\s(?:också|även|mer)|mest\släst|les\s(?:også|mer)|mest\slest|læs\s(?:også|mere)|lees\sook|meest\sgelezen
        |関連(?:記事|ニュース)|おすすめ|ランキング|あわせて読みたい|관련\s?(?:기사|뉴스)
        |читайте\sтакже|по\sтеме)
        (?=\s?[:：]|.{0,60}\Z)(?!.{60})
    | (?:相关|相關|延伸|推荐|更多|热门|熱門|精彩|友情)
        (?:阅读|閱讀|新闻|新聞|链接|連結|报道|報道|文章|推荐|专题|资讯|内容|图片|附件)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_PLEA: Final = re.compile(  # what a site asks of its readers between two paragraphs
    r"""\W{0,4}(?:
    (?:advertise?ments?|anzeige|werbung|annons|annonse|reklam|publicité|publicidad|pubblicità
        |广告|廣告|広告)(?:\s\d{1,2})?\W{0,3}\Z
    | (?:the\s)?(?:story|article|text)\scontinues\s(?:below|after).{0,60}\Z
    | (?:get|sign\sup|subscribe|receive|join|register|enter|follow|download|don.t\smiss)\b
        (?=.{0,160}\b(?:your?|our|us|here)\b)
        .{0,120}\b(?:newsletters?|inbox|e-?mail|alerts?|app|whatsapp|telegram|twitter|facebook)\b
        .{0,60}\Z
    | (?:subscribe|sign\sup|follow\sus)\b.{0,80}\Z
    | .{0,40}\b(?:advertisement|video|player)\shas\s(?:not|failed\sto)\sload.{0,80}\Z
    | (?:abonnieren\ssie|folgen\ssie|melden\ssie\ssich|suscríbete|suscríbase|inscrivez-vous
        |abonnez-vous|iscriviti|assine)\b.{0,160}\Z
    | (?:扫码|长按|点击).{0,12}(?:关注|下载|订阅).{0,30}\Z
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSER: Final = re.compile(
    r"""[\s(（\[【]*(?:
    enditem\b | \#\#\#\Z | (?:web\s)?editors?\s?[:：].{0,120}\Z
    | contact\sthe\s(?:writers?|reporters?)\b | for\sthe\slatest\s.{0,60}\sfollow\b
    | responsible\seditor
    | [\w'’.& -]{2,50}\s\d{1,2}/\d{1,2}/\d{4}(?:\s?,?\s?page\s?\w{1,4})?\s?[)）]\W{0,3}\Z
    | (?:责任编辑|責任編輯|责编|本文编辑|编辑|編輯|审核|校对|网络编辑)\s?[:：].{0,60}\Z
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def is_furniture(line: str) -> bool:
    """Tell whether ``line`` is a share row, a pager, a picture's name, a counter or a menu."""
    if len(line) > SHORT:
        return False
    if not any(sign.isalnum() for sign in line):
        return True
    if not any(sign.isalpha() for sign in line):
        return _PAGER.fullmatch(line) is not None and _DAY.search(line) is None
    return (
        _PICTURE.fullmatch(line) is not None
        or _COUNTER.fullmatch(line) is not None
        or (line[0] in "[(<#I" and _WIDGET.fullmatch(line) is not None)
        or (not line.isascii() and _PAGER.fullmatch(line) is not None)
        or is_share_row(line)
        or _PLEA.match(line) is not None
        or _is_menu(line)
    )


def is_share_row(line: str) -> bool:
    """Tell whether ``line`` has nothing but the words of share and print buttons."""
    if not line.isascii() and _SHARE_CJK.fullmatch(line):
        return _STRONG_CJK.search(line) is not None
    first = _TOKEN.search(line)
    if first is None or not _is_on_button(first[0].casefold()):
        return False
    words = [word.casefold() for word in _TOKEN.findall(line)]
    return not _STRONG_SHARE.isdisjoint(words) and all(map(_is_on_button, words))


def _is_on_button(word: str) -> bool:
    """Tell whether a case-folded ``word`` may stand in a share row, strong or weak."""
    if word in _SHARE_WORDS or word.isdecimal():
        return True
    return not word.isascii() and _SHARE_CJK.fullmatch(word) is not None


def is_share_word(word: str) -> bool:
    """Tell whether ``word`` stands on a button of a share row, or counts what the button did."""
    return word.casefold() in _STRONG_SHARE | {"large", "small"} or (
        word.isdecimal() or is_share_row(word)
    )


def starts_tail(line: str) -> bool:
    """Tell whether ``line`` opens what stands below every article of a site."""
    return _fits(_TAIL, line)


def starts_related(line: str) -> bool:
    """Tell whether ``line`` opens a list of other articles, after which this one may go on."""
    return _fits(_RELATED, line)


def closes_article(line: str) -> bool:
    """Tell whether ``line`` is what an editor puts under the last paragraph."""
    return _fits(_CLOSER, line)


def ends_sentence(text: str) -> bool:
    """Tell whether ``text`` ends as a sentence does, quotes and brackets aside."""
    return _SENTENCE_END.search(text[-12:]) is not None


def _fits(pattern: re.Pattern[str], line: str) -> bool:
    """Match ``pattern`` at the start of ``line``, unless the line goes on as prose does."""
    if len(line) > SHORT or pattern.match(line) is None:
        return False
    goes_on = len(line.split()) > _WORDS and ends_sentence(line)
    return not goes_on or "rights reserved" in line.casefold()


def _is_menu(line: str) -> bool:
    words = [word.casefold() for word in line.replace("|", " ").split()]
    if all(word in _PAGER_WORDS or word in "<>«»|" or word.isdecimal() for word in words):
        return True
    if len(words) > 1 and all(word in _LANGUAGE_NAMES for word in words):
        return True
    if ends_sentence(line):
        return False
    if len(words) <= 4 and len(_GLUED.findall(line)) >= 3:  # noqa: PLR2004 - EuropeAfricaAsia
        return True
    cells = [cell for cell in line.split("|") if cell.strip()]
    if len(cells) > 2 and _MENU_WORD.search(line):  # noqa: PLR2004 - a row of links
        return all(len(cell.split()) < 5 for cell in cells)  # noqa: PLR2004
    starts_home = words[0] in {"home", "首页"} and len(words) > 4  # noqa: PLR2004
    return starts_home and not any(mark in line for mark in ">›»/,:") and line.istitle()
