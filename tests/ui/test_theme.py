"""The theme holds its promises: every colour stands once with its dark value, and every text can be read."""

import re

import pytest

from gouvernail.ui.charts.colours import contrast
from tests.ui.sheets import STATIC, tokens

THEME = (STATIC / "theme.css").read_text(encoding="utf-8")
TONES = ("neutral", "progress", "good", "risk", "alert", "decide", "study")


TOKENS = tokens("theme.css")
LIGHT = {name: pair[0] for name, pair in TOKENS.items()}
DARK = {name: pair[1] for name, pair in TOKENS.items()}


def test_the_dark_theme_is_one_by_choice_and_by_system_and_never_on_paper():
    for condition, selector in (
        ("screen", ':root[data-bs-theme="dark"]'),
        (r"screen and \(prefers-color-scheme: dark\)", ":root:not([data-bs-theme])"),
    ):
        assert re.search(rf"@media {condition} {{\s+{re.escape(selector)} {{\s+color-scheme: dark;\s+}}\s+}}", THEME)
    assert THEME.count("color-scheme: dark;") == 2
    assert "color-scheme: light;" in THEME


def test_every_colour_but_white_has_its_dark_value():
    assert [name for name in TOKENS if LIGHT[name] == DARK[name] and not name.startswith("--bs-")] == ["--side-strong"]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_reach_4_5_to_1(theme):
    pairs = [("ink", "surface"), ("ink", "canvas"), ("ink-soft", "surface"), ("ink-soft", "canvas")]
    pairs += [("ink-soft", "surface-soft"), ("link", "surface"), ("link", "canvas"), ("link", "selected")]
    pairs += [("side-ink", "side"), ("side-strong", "side-current"), ("side-ink", "side-hover")]
    pairs += [(f"{tone}-ink", f"{tone}-soft") for tone in TONES] + [(f"{tone}-ink", "surface") for tone in TONES]
    weak = {pair: contrast(theme[f"--{pair[0]}"], theme[f"--{pair[1]}"]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    assert contrast("#ffffff", theme["--accent"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_fields_series_and_tones_reach_3_to_1(theme):
    names = ["line-strong", *(f"c{rank}" for rank in range(1, 7)), *TONES]
    weak = {name: contrast(theme[f"--{name}"], theme["--surface"]) for name in names}
    assert {name: ratio for name, ratio in weak.items() if ratio < 3} == {}


def test_paper_never_takes_the_narrow_or_the_dark_page():
    for sheet in STATIC.glob("*.css"):
        for condition in re.findall(r"@media ([^{]+)", sheet.read_text(encoding="utf-8")):
            if "max-width" in condition or "dark" in condition:
                assert condition.startswith("screen"), (sheet.name, condition)


def test_the_script_stays_small():
    assert (STATIC / "app.js").stat().st_size < 6_000
