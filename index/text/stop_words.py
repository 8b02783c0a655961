"""Which English words tell nothing about what a text is about.

Words of the closed classes only: articles, pronouns, question words, auxiliaries, prepositions,
conjunctions and the adverbs that go with them. Nouns and verbs are never among them, however
common: how much those tell is a matter of the collection. Nothing here takes words out of an
index (phrases need them); it is for those who rank, and who choose words to look for.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from index.text.words import cut, fold

_POINTING: Final = "a an the this that these those such same other another others"
_PRONOUNS: Final = (
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his"
    " himself she her hers herself it its itself they them their theirs themselves one ones oneself"
    " someone somebody something anyone anybody anything everyone everybody everything none nobody"
    " nothing"
)
_QUESTIONS: Final = (
    "who whom whose which what when where why how whoever whatever whichever whenever wherever"
    " whether"
)
_AUXILIARIES: Final = (
    "am is are was were be been being have has had having do does did doing done can could may"
    " might must shall should will would ought cannot"
)
# What is left of "don't", "we'll" and their like where the apostrophe parts them.
_SHORTENED: Final = (
    "s t d m ll re ve don didn doesn isn aren wasn weren hasn haven hadn won wouldn couldn"
    " shouldn mustn ain let"
)
_PREPOSITIONS: Final = (
    "about above across after against along among amongst around as at before behind below beneath"
    " beside besides between beyond by despite down during except for from in inside into like near"
    " of off on onto out outside over per since through throughout till to toward towards under"
    " until unto up upon via with within without"
)
_CONJUNCTIONS: Final = (
    "and or nor but if else than then though although because while whilst whereas unless so yet"
    " either neither both"
)
_ADVERBS: Final = (
    "all also any each even here hence however indeed instead just more moreover most much many no"
    " not nevertheless only otherwise perhaps some still there thereby therefore thus too very"
)

_CLASSES: Final = (
    _POINTING,
    _PRONOUNS,
    _QUESTIONS,
    _AUXILIARIES,
    _SHORTENED,
    _PREPOSITIONS,
    _CONJUNCTIONS,
    _ADVERBS,
)

STOP_WORDS: Final = frozenset(word for words in _CLASSES for word in words.split())
"""The words, in lower case and with their endings."""


def is_stop_word(typed: str) -> bool:
    """Tell whether ``typed`` is one of them; ``US``, ``IT`` and ``WHO`` in capitals are names."""
    return fold(typed) in STOP_WORDS and not cut(typed).terms[0].isupper()


@cache
def stop_terms() -> frozenset[str]:
    """Return the terms of all stop words, as `index.text.words` cuts them."""
    return frozenset(term for word in STOP_WORDS for term in cut(word).terms)
