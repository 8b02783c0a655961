"""Know the texts under pictures by their credits: ``[Photo/VCG]``, ``(Xinhua/NAME)``, ``图为...``.

A dateline such as ``BEIJING, Nov. 18 (Xinhua) --`` is no credit. Never decides where a caption
that stands inside a paragraph begins; `one_line_page` does.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 700
"""Characters a caption has at most."""

_PERSON: Final = r"[A-Z][\w'’.-]{0,30}(?:\s[A-Z][\w'’.-]{0,30}){0,4}"
CREDIT: Final = re.compile(
    r"""[\[(（【]\s?(?:
    (?:file\s)?(?:photo|photograph|picture|image|screenshot|video|graphic|illustration)s?
        (?:\s(?:by|from|courtesy|provided)\b|\s?[/:：]|\s?(?=[\])）】]))
        [^\[\]()（）【】]{0,90}
    | provided\sto\s[^\[\]()（）【】]{1,60}
    | (?-i:[A-Z]|[^\x00-\x7f])[^\[\]()（）【】\d/]{0,40}
        /(?-i:[A-Z]|[^\x00-\x7f])[^\[\]()（）【】\d]{0,50}
    | (?:图|圖|照片|摄影|攝影|资料图)[^\[\]()（）【】]{0,30}
    | [^\[\]()（）【】]{1,30}(?:摄|攝|供图|供圖|图片)
    )\s?[\])）】](?!\s?(?:--|—|–|-\s))""",
    re.IGNORECASE | re.VERBOSE,
)
_LAST: Final = re.compile(r"\s*\|?\s*\Z")
_SLASHED: Final = re.compile(rf"(?:.*[\s.])?{_PERSON}\s?/\s?{_PERSON}\s*\|?\s*\Z", re.DOTALL)
_BEGINNING: Final = re.compile(
    r"(?:file\s)?photo\s(?:taken|released|shows)\b|(?:this|the|an?)\s(?:\w+\s){0,3}photo\s(?:taken|released|provided|shows)\b"
    r"|(?:图为|圖為|图片|圖片|资料图|图①|图②|上图|下图|左图|右图)",
    re.IGNORECASE,
)
_BY_HAND: Final = re.compile(
    r"(?:新华社|中新社|本报|记者|通讯员)?\s?[\u4e00-\u9fff\s]{0,12}(?:摄|攝|供图|供圖|新华社发)[。）)]?\s*\Z"
)


_DATED: Final = re.compile(
    r"\W{0,3}\d{1,2}\.?\s[^\W\d_]{3,10}\.?\s\d{4}\b|\W{0,3}\d{4}-\d\d-\d\d\b"
)


def is_credit(line: str) -> bool:
    """Tell whether ``line`` is a picture's credit and nothing else."""
    found = CREDIT.match(line.strip()[:200])
    return found is not None and not line.strip()[found.end() :].strip(" |.")


def is_caption(line: str) -> bool:
    """Tell whether ``line`` is the text under a picture, as its credit or its beginning shows."""
    if not 4 < len(line) <= LONGEST:  # noqa: PLR2004 - shorter than any caption
        return False
    if _DATED.match(line):
        return False
    end = line[-160:]
    for found in CREDIT.finditer(end):
        if _LAST.match(end, found.end()):
            return True
    if _BEGINNING.match(line):
        return len(line) < LONGEST // 2
    if _BY_HAND.search(end) and len(line) < LONGEST // 3:
        return True
    return line.count(" ") > 5 and _SLASHED.match(end) is not None  # noqa: PLR2004 - no heading


def caption_text(line: str) -> str:
    """Return the caption on ``line`` without the marks that stand around it."""
    return line.strip().rstrip("|").strip()
