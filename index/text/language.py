"""Tell which language a text is written in: by its script, then by its commonest small words.

Knows the languages that news is archived in most; for anything else, and for texts too short to
tell, the answer is an empty string. Never guesses from names of places or sites.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_SAMPLE: Final = 20_000
"""Characters read: more would tell nothing new."""

_LEAST_SHARE: Final = 0.035
"""Words of a language that are small ones, at the very least; below it the language is another."""

_SCRIPTS: Final = {
    "han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "kana": "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "hangul": "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f",
    "cyrillic": "\u0400-\u052f",
    "arabic": "\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "devanagari": "\u0900-\u097f",
    "bengali": "\u0980-\u09ff",
    "tamil": "\u0b80-\u0bff",
    "thai": "\u0e00-\u0e7f",
    "hebrew": "\u05d0-\u05ea",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "georgian": "\u10a0-\u10ff",
    "armenian": "\u0530-\u058f",
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}
_OF_SCRIPT: Final = {name: re.compile(f"[{signs}]") for name, signs in _SCRIPTS.items()}
# One sign of these scripts holds about as much as three letters.
_WEIGHT: Final = {"han": 3, "kana": 2, "hangul": 2}
_ONE_LANGUAGE: Final = {
    "hangul": "ko", "devanagari": "hi", "bengali": "bn", "tamil": "ta", "thai": "th",
    "hebrew": "he", "greek": "el", "georgian": "ka", "armenian": "hy",
}  # fmt: skip

# The commonest words that do not mean the same kind of thing to a neighbour language.
_SMALL_WORDS: Final = {
    "en": (
        "the a i of and to in is for that on with as was by at from it be are this has have "
        "its will were which an or been their said he more not but new between they who about "
        "than"
    ),
    "de": (
        "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch "
        "es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über "
        "so zum war haben"
    ),
    "fr": (
        "le la les des et en un une du dans est que pour qui au par sur pas plus ne se sont "
        "avec ce il aux été cette son sa ou mais ont ses comme leur elle entre d'un "
        "d'une qu'il l'on c'est"
    ),
    "es": (
        "el la los las de que y en un una del se por con para al es su como más lo no pero "
        "sus le ha entre fue este está son también desde sobre hasta cuando muy años"
    ),
    "it": (
        "il di che la le e per un una in del della con non sono si da dei al alla nel più gli "
        "come anche delle ha ma è dal nella lo questo ai dalla degli stato tra ed"
    ),
    "pt": (
        "o a os as de que e do da em um uma para com não se por mais dos no na como foi ao "
        "das à são pelo pela seu sua ou também já ser está entre nos até isso"
    ),
    "nl": (
        "de het een van en in is dat op te zijn met voor niet aan er om ook als bij door naar "
        "maar nog uit hebben wordt heeft dan deze over worden hij ze werd meer tot geen"
    ),
    "sv": (
        "och att det som en på är av för med den till inte har de ett om var jag men från vid "
        "så kan när också eller efter ska över sig sin"
    ),
    "da": (
        "og at det er en til på som af for med den ikke der et har de var om fra kan men også "
        "sig ved efter blev være hvor skal eller mod"
    ),
    "no": (
        "og det er til som på av for at med den ikke en har de et om var fra men kan også seg "
        "ved etter ble være hvor skal eller mot fikk"
    ),
    "fi": (
        "ja on ei että se oli hän mutta ovat myös kun joka niin kuin tai sen mukaan ole sekä "
        "vuoden jos voi nyt"
    ),
    "pl": (
        "i w na z do się że nie jest to o jak od po przez dla za są oraz ale także który "
        "która co już ma tym był tego jego"
    ),
    "cs": (
        "a v se na je že to s z do o i ve pro za by jsou od ale jako který která po když byl "
        "jeho také podle až k"
    ),
    "tr": (
        "ve bir bu da de için ile olarak olan daha çok gibi en kadar sonra ise olduğu ancak "
        "her tarafından o ne değil var"
    ),
    "id": (
        "yang dan di dengan untuk dari ini itu dalam pada tidak akan oleh ke adalah juga "
        "telah sebagai para atau bisa karena kata lebih"
    ),
    "vi": (
        "và của là có được cho trong với các một những không người này đã đến khi tại ra để "
        "từ theo về cũng nhiều năm"
    ),
    "ro": (
        "și în de la cu pe nu este că din pentru care o un mai a fost sunt fi după sau prin "
        "dar între ce lui"
    ),
    "hu": (
        "a az és hogy nem is egy van meg ez volt de csak már mint még ki kell vagy azt pedig "
        "után szerint"
    ),
}
_LANGUAGES_OF: Final[dict[str, list[str]]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PERSIAN: Final = re.compile("[پچژگ]")
_URDU: Final = re.compile("[ٹڈڑےں]")
_UKRAINIAN: Final = re.compile("[іїєґІЇЄҐ]")


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language most of ``text`` is in, or an empty string."""
    sample = text[:_SAMPLE]
    counts = {name: len(signs.findall(sample)) for name, signs in _OF_SCRIPT.items()}
    script = max(counts, key=lambda name: counts[name] * _WEIGHT.get(name, 1))
    if not counts[script]:
        return ""
    if script == "latin":
        return _by_small_words(sample)
    if script in {"han", "kana"}:
        return "ja" if counts["kana"] * 12 > counts["han"] else "zh"
    if script == "arabic":
        return _arabic_script(sample, counts["arabic"])
    if script == "cyrillic":
        return "uk" if len(_UKRAINIAN.findall(sample)) * 50 > counts["cyrillic"] else "ru"
    return _ONE_LANGUAGE[script]


def _arabic_script(sample: str, signs: int) -> str:
    if len(_URDU.findall(sample)) * 50 > signs:
        return "ur"
    return "fa" if len(_PERSIAN.findall(sample)) * 50 > signs else "ar"


def _by_small_words(sample: str) -> str:
    """Return the language whose small words are most frequent; a word of many counts less."""
    words = _WORD.findall(sample.casefold())
    scores: dict[str, float] = {}
    for word, times in Counter(words).items():
        languages = _LANGUAGES_OF.get(word, ())
        for language in languages:
            scores[language] = scores.get(language, 0.0) + times / len(languages)
    ranked = sorted(scores, key=lambda language: -scores[language])
    if not ranked or scores[ranked[0]] < _LEAST_SHARE * len(words):
        return ""
    if len(ranked) > 1 and scores[ranked[0]] == scores[ranked[1]]:
        return ""
    return ranked[0]
