"""What our styles need of a theme that is not ours: quiet text, thin rules, one accent, matches.

Pure: it reads the few colours that every theme of Textual has and derives the rest from them. Our
own themes name theirs themselves, and the looks of all of them are told in `theme.tcss`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.color import Color

if TYPE_CHECKING:
    from textual.theme import Theme

INK: Final = 7.2
"""The contrast that titles have at least with their ground (WCAG 2, AAA for text)."""

TEXT: Final = 4.6
"""The contrast of what is read, and of the accent (WCAG 2, AA for text)."""

QUIET: Final = 3.6
"""The contrast of what stands beside it."""

_STEPS: Final = 40
_ANSI_QUIET: Final = "ansi_bright_black"
_ANSI: Final = "ansi_default"


def theme_colours(theme: Theme) -> dict[str, str]:
    """Return the variables of ``theme`` as our styles name them, each a colour of CSS."""
    if "ink" in theme.variables:
        return dict(theme.variables)
    if theme.ansi:
        return _ansi_colours(theme)
    given = theme.to_color_system().generate()
    ground = Color.parse(given["background"]).with_alpha(1)
    text = readable(ground + Color.parse(given["foreground"]), ground, TEXT)
    accent = readable(ground + Color.parse(given["accent"]), ground, TEXT)
    error = readable(ground + Color.parse(given["error"]), ground, TEXT)
    return _derived(ground, text, accent) | {"error": error.hex}


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours from 1 to 21: WCAG 2.2, "contrast ratio"."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: Color, ground: Color, least: float) -> Color:
    """Return ``colour``, as far towards black or white as ``least`` contrast with ``ground`` asks.

    The nearer end is the one that contrasts more with the ground.
    """
    return _first(colour, _far_end(ground), ground, least)


def _far_end(ground: Color) -> Color:
    """Return black or white, whichever contrasts more with ``ground``."""
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    return max(white, black, key=lambda one: contrast(one, ground))


def _first(colour: Color, end: Color, ground: Color, least: float) -> Color:
    """Return the first colour on the way from ``colour`` to ``end`` with enough contrast."""
    way = (colour.blend(end, step / _STEPS) for step in range(_STEPS))
    return next((one for one in way if contrast(one, ground) >= least), end)


def _derived(ground: Color, text: Color, accent: Color) -> dict[str, str]:
    panel, raised = ground.blend(text, 0.055), ground.blend(text, 0.085)
    far = _far_end(ground)
    ink = readable(text.blend(far, 0.35), raised, INK)
    quiet = _first(text.blend(ground, 0.42), text, raised, QUIET)
    match = ground.blend(accent, 0.28)
    here_ink = max(ground, far, key=lambda one: contrast(one, accent))
    thumb, thumb_hover = ground.blend(text, 0.16), ground.blend(text, 0.28)
    colours = {
        "background": ground,
        "foreground": text,
        "surface": ground,
        "panel": panel,
        "primary": accent,
        "secondary": accent,
        "accent": accent,
        "warning": accent,
        "success": accent,
        "ink": ink,
        "quiet": quiet,
        "faint": ground.blend(text, 0.38),
        "rule": ground.blend(text, 0.14),
        "raised": raised,
        "match": match,
        "match-ink": readable(ink, match, TEXT),
        "match-here": accent,
        "match-here-ink": here_ink,
        "input-cursor-background": accent,
        "input-cursor-foreground": here_ink,
        "input-selection-background": ground.blend(accent, 0.32),
        "input-selection-foreground": ink,
        "screen-selection-background": ground.blend(accent, 0.32),
        "screen-selection-foreground": ink,
        "block-cursor-background": raised,
        "block-cursor-foreground": ink,
        "block-cursor-blurred-background": ground.blend(text, 0.11),
        "block-cursor-blurred-foreground": ink,
        "scrollbar": thumb,
        "scrollbar-hover": thumb_hover,
        "scrollbar-active": accent,
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }
    styles = {"block-cursor-text-style": "none", "block-cursor-blurred-text-style": "none"}
    return {name: colour.hex for name, colour in colours.items()} | styles


def _ansi_colours(theme: Theme) -> dict[str, str]:
    """Return the terminal's own colours, which cannot be mixed: few of them, and no grounds."""
    ink, here_ink = ("ansi_bright_white", "ansi_black")
    if not theme.dark:
        ink, here_ink = here_ink, ink
    accent = theme.accent or theme.primary
    bars = ("scrollbar", "scrollbar-hover")
    grounds = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
    return {
        "ink": ink,
        "quiet": _ANSI_QUIET,
        "faint": _ANSI_QUIET,
        "rule": _ANSI_QUIET,
        "panel": _ANSI,
        "surface": _ANSI,
        "raised": _ANSI,
        "match": "ansi_yellow" if theme.dark else "ansi_bright_yellow",
        "match-ink": "ansi_black",
        "match-here": accent,
        "match-here-ink": here_ink,
        **dict.fromkeys(bars, _ANSI_QUIET),
        **dict.fromkeys(grounds, _ANSI),
        "scrollbar-active": accent,
        "scrollbar-corner-color": _ANSI,
    }


def _luminance(colour: Color) -> float:
    """Return the relative luminance of ``colour``, from 0 to 1: WCAG 2.2, "relative luminance"."""
    red, green, blue = (_linear(value / 255) for value in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
