"""The measured palettes of charts: what each colour token is worth on a light and on a dark page.

Series colours keep 3:1 against the card and stay apart for protanopes and deuteranopes; the tests compute both.
A drawing for the page names tokens only (``.chart-fill-c1``, ``var(--chart-c1)`` in ``charts.css``); a drawing for a
document writes the light value.
"""

from __future__ import annotations

SERIES = ("c1", "c2", "c3", "c4", "c5", "c6")
RANKS = ("rank-1", "rank-2", "rank-3", "rank-4")
TONES = (
    "tone-neutral",
    "tone-good",
    "tone-on-track",
    "tone-risk",
    "tone-alert",
    "tone-done",
    "tone-planned",
)

LIGHT: dict[str, str] = {
    "c1": "#1b4fa8",
    "c2": "#e06c0a",
    "c3": "#35a18a",
    "c4": "#7b1e3a",
    "c5": "#8f7fc4",
    "c6": "#4d5b00",
    "rank-1": "#1b4fa8",
    "rank-2": "#7395d0",
    "rank-3": "#b3c6e8",
    "rank-4": "#dde7f6",
    "tone-neutral": "#1d5fbf",
    "tone-good": "#1a7f4b",
    "tone-on-track": "#1d5fbf",
    "tone-risk": "#b35c00",
    "tone-alert": "#c22f3d",
    "tone-done": "#1a7f4b",
    "tone-planned": "#667289",
    "surface": "#ffffff",
    "soft": "#f1f4f8",
    "ink": "#1a2436",
    "ink-soft": "#556074",
    "grid": "#e2e7ef",
    "axis": "#8591a3",
    "track": "#e3e8ef",
    "link": "#1b4fa8",
    "today": "#c22f3d",
    "mark": "#7b1e3a",
}

DARK: dict[str, str] = {
    "c1": "#5b96f5",
    "c2": "#ff9d45",
    "c3": "#4be0bd",
    "c4": "#c45c86",
    "c5": "#cbbcff",
    "c6": "#eef2f7",
    "rank-1": "#8ab8ff",
    "rank-2": "#5683c9",
    "rank-3": "#39588a",
    "rank-4": "#283a58",
    "tone-neutral": "#6ea8ff",
    "tone-good": "#4cc98a",
    "tone-on-track": "#6ea8ff",
    "tone-risk": "#ffb454",
    "tone-alert": "#ff7b86",
    "tone-done": "#4cc98a",
    "tone-planned": "#8b98ac",
    "surface": "#1a212e",
    "soft": "#232c3b",
    "ink": "#e9eef6",
    "ink-soft": "#a3b0c4",
    "grid": "#323d50",
    "axis": "#76859d",
    "track": "#323d50",
    "link": "#8ab8ff",
    "today": "#ff7b86",
    "mark": "#e98fb4",
}

_WHITE, _NIGHT = "#ffffff", "#0b1018"


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2) of ``#rrggbb``, from 0 to 1."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (WCAG 2) between two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _ink_on(colour: str) -> str:
    return max((_WHITE, _NIGHT), key=lambda ink: contrast(ink, colour))


for _palette in (LIGHT, DARK):
    _palette.update({f"on-{token}": _ink_on(_palette[token]) for token in (*SERIES, *RANKS, *TONES)})

#: Every token a drawing may name, in the order of ``charts.css``.
TOKENS = tuple(LIGHT)


def variable(token: str) -> str:
    """Return the CSS variable of a token: ``--chart-c1``."""
    return f"--chart-{token}"


def series_token(index: int) -> str:
    """Return the token of the series at ``index``; beyond six, colours come again (with a hatch always drawn)."""
    return SERIES[index % len(SERIES)]


def rank_token(index: int) -> str:
    """Return the shade of the step at ``index`` of a scale; beyond four, the palest comes again."""
    return RANKS[min(index, len(RANKS) - 1)]


def tone_token(tone: str) -> str:
    """Return the token of a tone of the model: ``on_track`` gives ``tone-on-track``."""
    return f"tone-{tone.replace('_', '-')}"


def bar_token(tone: str) -> str:
    """Return the token of a bar of a roadmap: grey when nobody told how it goes, never the blue of « on track »."""
    return tone_token("planned" if tone == "neutral" else tone)
