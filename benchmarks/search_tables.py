"""What was measured of searching, as tables in Markdown.

Ratios are of Broadsheet to a peer: of rates where more is better, of times and bytes where less
is. Nothing here measures.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from peers import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search_build import Built
    from search_queries import Question
    from search_times import Times

_MB: Final = 1e6
_DASH: Final = "–"


@dataclass(slots=True)
class Measured:
    """All that was measured at one size, by the name of the program.

    ``text`` are the bytes of all titles and bodies; ``opening`` are milliseconds and bytes by
    what they are of; ``processor`` says that times of questions are those of the processor;
    ``new`` are milliseconds until each of some new articles was found.
    """

    articles: int
    text: int
    questions: list[Question]
    processor: bool = False
    built: dict[str, Built] = field(default_factory=dict)
    times: dict[str, Times] = field(default_factory=dict)
    opening: dict[str, dict[str, float]] = field(default_factory=dict)
    new: dict[str, list[float]] = field(default_factory=dict)


def building_table(measured: Measured) -> str:
    """Return how fast indexes were built, how large they are, and the peaks of memory."""
    rates = {name: built.articles / built.seconds for name, built in measured.built.items()}
    lines = []
    for name, built in measured.built.items():
        text = measured.text * built.articles / measured.articles
        lines.append(
            [
                TITLES[name],
                f"{built.articles:,}",
                f"{rates[name]:,.0f}",
                f"{built.articles / built.processor:,.0f}",
                _figure(rates["ours"] / rates[name]) if "ours" in rates else _DASH,
                f"{built.disk / text:.2f}",
                *(f"{b / _MB:,.0f}" for b in (built.resident, built.private, built.highest)),
            ]
        )
    head = ["building", "articles", "a second", "a second of a processor"]
    head += ["Broadsheet to it", "index bytes per text byte"]
    head += ["peak memory, MB", "of it private, MB", "largest process, MB"]
    return _table(head, lines)


def opening_table(measured: Measured) -> str:
    """Return how long opening took, and the memory of a process that answered the mix."""
    lines = [
        [
            TITLES[name],
            *(_ms(known.get(part)) for part in ("open", "answered", "fresh")),
            *(f"{known[part] / _MB:,.0f}" for part in ("private", "unshared", "resident")),
        ]
        for name, known in measured.opening.items()
    ]
    head = ["opening", "open", "and first answer", "new process to first answer"]
    head += ["memory after the mix, MB: private", "with files that are mapped", "with libraries"]
    return _table(head, lines)


def kinds_table(measured: Measured) -> str:
    """Return median and 95th percentile of every kind of question, and of the whole mix."""
    names = list(measured.times)
    lines = []
    for kind in dict.fromkeys(question.kind for question in measured.questions):
        places = [at for at, one in enumerate(measured.questions) if one.kind == kind]
        lines.append(_times_line(kind, names, measured.times, places))
    everywhere = range(len(measured.questions))
    lines.append(_times_line("**all**", names, measured.times, everywhere))
    clock = " on a processor" if measured.processor else ""
    head = [f"ms{clock}: median (95th percentile)", *(_title(name, measured) for name in names)]
    head += [f"to {TITLES[name]}" for name in names if name != "ours"]
    return _table(head, lines)


def _title(name: str, measured: Measured) -> str:
    """Return the name of a program, with its number of articles where it has fewer."""
    count = measured.built[name].articles
    return TITLES[name] if count == measured.articles else f"{TITLES[name]}, {count:,} articles"


def _times_line(
    title: str, names: Sequence[str], times: dict[str, Times], places: Iterable[int]
) -> list[str]:
    places = list(places)
    middles = {name: _middles(times[name], places) for name in names}
    cells = [title]
    for name in names:
        every = [one for at in places for one in times[name].of(at)]
        cells.append(f"{_ms(_median(middles[name]))} ({_ms(late(every))})" if every else _DASH)
    cells += [_figure(_ratio_of_medians(times, name, places)) for name in names if name != "ours"]
    return cells


def _ratio_of_medians(times: dict[str, Times], name: str, places: Iterable[int]) -> float | None:
    """Return Broadsheet's median to another's, both over the questions that both answer."""
    pairs = [
        (mine, theirs)
        for at in places
        if "ours" in times
        and (mine := times["ours"].middle(at)) is not None
        and (theirs := times[name].middle(at)) is not None
    ]
    if not pairs:
        return None
    return statistics.median(mine for mine, _ in pairs) / statistics.median(
        theirs for _, theirs in pairs
    )


def _middles(times: Times, places: Iterable[int]) -> list[float]:
    return [middle for at in places if (middle := times.middle(at)) is not None]


def new_article_table(measured: Measured) -> str:
    """Return how long a new article took until it was found."""
    lines = [
        [
            TITLES[name],
            f"{measured.built[name].articles:,}",
            _ms(statistics.median(times)),
            _ms(max(times)),
        ]
        for name, times in measured.new.items()
    ]
    return _table(["one new article, ms until found", "among", "median", "worst of 20"], lines)


def growth_table(sizes: Sequence[Measured]) -> str:
    """Return for each size how fast and with how much memory it was built and is searched."""
    lines = []
    for measured in sizes:
        everywhere = range(len(measured.questions))
        for name, times in measured.times.items():
            built = measured.built[name]
            every = [one for at in everywhere for one in times.of(at)]
            lines.append(
                [
                    f"{built.articles:,}",
                    TITLES[name],
                    f"{built.articles / built.seconds:,.0f}",
                    f"{built.resident / _MB:,.0f} ({built.private / _MB:,.0f})",
                    f"{built.disk / _MB:,.0f}",
                    _ms(measured.opening[name]["answered"]),
                    f"{measured.opening[name]['private'] / _MB:,.0f}",
                    _ms(_median(_middles(times, everywhere))),
                    _ms(late(every)),
                ]
            )
    head = ["articles", "", "built a second", "peak memory, MB (private)", "index, MB"]
    head += ["open and first answer, ms", "private memory searching, MB"]
    return _table([*head, "mix: median, ms", "95th percentile, ms"], lines)


def summary(measured: Measured) -> str:
    """Return in a few lines what the tables say of Broadsheet."""
    if "ours" not in measured.times:
        return ""
    every = [at for at, _ in enumerate(measured.questions)]
    rates = {name: built.articles / built.seconds for name, built in measured.built.items()}
    lines = []
    for name in [one for one in measured.times if one != "ours"]:
        ratio = _ratio_of_medians(measured.times, name, every)
        lines.append(
            f"{_title(name, measured)}: Broadsheet indexes {rates['ours'] / rates[name]:.2f} times"
            f" as fast, its median of the mix is {_figure(ratio)} of theirs,"
            f" {_slower(measured, name)}"
        )
    medians = _medians_of_kinds(measured)
    for kind, median in medians.items():
        word, common = medians.get("word"), medians.get("common word")
        if kind.startswith("prefix") and word and common:
            ratios = f"{median / word:.1f} times a word, {median / common:.1f} times a common one"
            lines.append(f"{kind}: {ratios}")
    return "\n".join(f"- {line}." for line in lines)


def _slower(measured: Measured, name: str) -> str:
    """Return which queries another program answers sooner."""
    ours, theirs = measured.times["ours"], measured.times[name]
    pairs = [
        (one.kind, mine >= other)
        for at, one in enumerate(measured.questions)
        if (mine := ours.middle(at)) is not None and (other := theirs.middle(at)) is not None
    ]
    slower = Counter(kind for kind, is_slower in pairs if is_slower)
    which = ", ".join(f"{count} {kind}" for kind, count in slower.items())
    return (
        f"it is slower in {slower.total()} of {len(pairs)} queries{f' ({which})' if which else ''}"
    )


def _medians_of_kinds(measured: Measured) -> dict[str, float]:
    middles: dict[str, list[float]] = {}
    for at, question in enumerate(measured.questions):
        if (middle := measured.times["ours"].middle(at)) is not None:
            middles.setdefault(question.kind, []).append(middle)
    return {kind: statistics.median(times) for kind, times in middles.items()}


def late(times: Sequence[float]) -> float | None:
    """Return the 95th percentile: the smallest time that 95 of a hundred do not pass."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1] if times else None


def _median(times: Sequence[float]) -> float | None:
    return statistics.median(times) if times else None


def _figure(ratio: float | None) -> str:
    return _DASH if ratio is None else f"{ratio:.2f}"


def _ms(milliseconds: float | None) -> str:
    if milliseconds is None:
        return _DASH
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.3g}"


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rule = ["---", *("--:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))
