"""Tell why a page holds no article: not found, a cookie or login wall, a robot check, menus."""

from __future__ import annotations

import re
from typing import Final

_REACH: Final = 3000
_REASONS: Final = (
    (
        "the page says it was not found",
        (
            r"\berror\s404\b|(?:\A|\n)\s*404\b|\b404\s(?:error|not|page|-)|page\s(?:was\s|is\s|could\s|can)?\s?not\s(?:be\s)?(?:found|available|exist)"
            r"|(?:\A|\n)\W*(?:object\s|file\s)?not\sfound|(?:page|article|story|url)\b.{0,40}(?:does\snot|doesn.t|no\slonger)\s(?:exist|available)"
            r"|has\sbeen\s(?:removed|deleted)|can.t\sfind\s(?:the|that)\spage"
            r"|页面(?:不存在|未找到|已删除|找不到)|找不到.{0,10}(?:页面|网页)|(?:网页|文章|内容|信息).{0,6}(?:不存在|已被?删除)|无法找到"
        ),
    ),
    (
        "a cookie notice stands where the article was",
        r"\bcookies?\b|\bconsent\b|GDPR|privacy\s(?:settings|choices)|我们使用\s?cookie",
    ),
    (
        "the page asks for a login or a subscription",
        (
            r"\b(?:log|sign)\s?(?:in|on)\b.{0,40}(?:continue|read|account|access|view)|subscri(?:be|bers?|ption)\s(?:now|to|for|only|required|today)\b"
            r"|create\s(?:a\sfree\s|an\s)?account|(?:请先?|需要?|后请?)登录|登录后|付费|订阅后"
        ),
    ),
    (
        "the page works only with JavaScript",
        (
            r"(?:enable|turn\son|requires?|activate|without)\s(?:java\s?script|js)\b|javascript\s(?:is|must)\b"
            r"|(?:启用|开启|打开)\s?java\s?script"
        ),
    ),
    (
        "the page shows a robot check or denies access",
        (
            r"(?:verify|confirm|prove)\b.{0,30}\bhuman|captcha|access\s(?:is\s|was\s)?denied|\b403\s(?:error|forbidden)|(?:error\s|\A\s*)403\b"
            r"|checking\syour\sbrowser|just\sa\smoment|unusual\straffic|验证码|访问(?:被拒绝|受限)|安全验证"
        ),
    ),
    (
        "the page says the server failed",
        r"(?:error\s|\A\s*)50[0234]\b|bad\sgateway|internal\sserver\serror|service\s(?:temporarily\s)?unavailable|服务器错误",
    ),
)
_WALLS: Final = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _REASONS)
_ANY: Final = re.compile("|".join(pattern for _, pattern in _REASONS), re.IGNORECASE)

ONLY_MENUS: Final = "only menus and no article text"
NO_TEXT: Final = "no article text on the page"
EMPTY: Final = "the file is empty"


def wall_of(text: str) -> str:
    """Return why ``text`` is no article, by what it says first, or an empty string."""
    found = [
        (match.start(), reason)
        for reason, pattern in _WALLS
        if (match := pattern.search(text[:_REACH])) is not None
    ]
    return min(found)[1] if found else ""


def speaks_of_wall(paragraph: str) -> bool:
    """Tell whether a paragraph is part of a wall rather than of an article."""
    return _ANY.search(paragraph[:_REACH]) is not None
