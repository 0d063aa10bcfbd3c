"""The palettes, measured: contrast against the card, and distance between series whatever the colour vision."""

import itertools
import math
import re

import pytest

from gouvernail.ui.charts.colours import (
    DARK,
    LIGHT,
    RANKS,
    SERIES,
    TOKENS,
    TONES,
    contrast,
    series_token,
    tone_token,
    variable,
)
from gouvernail.ui.charts.model import ColumnChart, Series
from gouvernail.ui.charts.svg import draw
from gouvernail.ui.charts.svg.hatches import PATTERNS
from gouvernail.ui.charts.words import TONES as TONE_WORDS
from tests.ui.sheets import STATIC, tokens

CSS = (STATIC / "charts.css").read_text()
PALETTES = {"light": LIGHT, "dark": DARK}

# Machado, Oliveira and Fernandes, 2009, severity 1.0, applied to linear RGB.
VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear(colour):
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def seen_lab(colour, vision):
    red, green, blue = (
        min(1, max(0, sum(weight * channel for weight, channel in zip(row, linear(colour), strict=True))))
        for row in VISIONS[vision]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.072175 * blue
    z = (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one, other, vision):
    return math.dist(seen_lab(one, vision), seen_lab(other, vision))


def test_the_measure_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.1)
    assert distance("#ff0000", "#808000", "deuteranopia") < distance("#ff0000", "#808000", "normal")


@pytest.mark.parametrize("theme", PALETTES)
def test_series_and_tones_stand_out_from_the_card(theme):
    palette = PALETTES[theme]
    for token in (*SERIES, *TONES, "axis", "today", "mark"):
        assert contrast(palette[token], palette["surface"]) >= 3, token


@pytest.mark.parametrize("theme", PALETTES)
def test_texts_are_readable(theme):
    palette = PALETTES[theme]
    for token in ("ink", "ink-soft", "link", *TONES):
        assert contrast(palette[token], palette["surface"]) >= 4.5, token
    assert contrast(palette["ink"], palette["soft"]) >= 4.5
    for token in (*SERIES, *RANKS, *TONES):
        assert contrast(palette[token], palette[f"on-{token}"]) >= 4.5, token


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("theme", "least"), [("light", 20), ("dark", 16)])
def test_series_stay_apart_whatever_the_colour_vision(theme, least, vision):
    palette = PALETTES[theme]
    for one, other in itertools.combinations(SERIES, 2):
        assert distance(palette[one], palette[other], vision) >= least, (one, other)


@pytest.mark.parametrize("vision", VISIONS)
def test_tones_seen_alike_differ_by_their_symbol(vision):
    tones = ("on_track", "risk", "alert", "done")
    for palette in PALETTES.values():
        for one, other in itertools.combinations(tones, 2):
            apart = distance(palette[tone_token(one)], palette[tone_token(other)], vision) >= 16
            assert apart or TONE_WORDS[one][0] != TONE_WORDS[other][0]


def test_without_any_colour_series_differ_by_their_hatch():
    """Achromatopsia, a photocopy: greys alone cannot part six series (c1 and c6 are one grey), hatches do."""
    assert len(set(PATTERNS)) == len(SERIES)
    drawn = draw(
        ColumnChart("Essai", categories=("2025",), series=tuple(Series(f"S{at}", (10,)) for at in range(len(SERIES)))),
        width=400,
        static=True,
    )
    assert len(set(re.findall(r'fill="url\(#([^)]+)\)"', drawn))) == len(SERIES) - 1, "the first one stays plain"
    for asked in ("print", "(prefers-contrast: more)", "(forced-colors: active)"):
        (rules,) = re.findall(rf"@media {re.escape(asked)} \{{(.*?)\n\}}", CSS, re.DOTALL)
        assert re.search(r"\.chart-hatch \{\s+display: inline;", rules), asked


def test_both_palettes_name_the_same_tokens():
    assert LIGHT.keys() == DARK.keys()


def test_the_style_sheet_says_the_same_values():
    declared = {name: pair for name, pair in tokens("theme.css", "charts.css").items() if name.startswith("--chart-")}
    assert declared == {variable(token): (LIGHT[token], DARK[token]) for token in TOKENS}


@pytest.mark.parametrize("token", TOKENS)
def test_the_style_sheet_paints_every_token(token):
    assert f".chart-fill-{token} {{\n  fill: var({variable(token)});" in CSS


def test_colours_come_again_beyond_six():
    assert [series_token(at) for at in (0, 5, 6)] == ["c1", "c6", "c1"]
