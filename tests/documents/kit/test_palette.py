"""States are readable on white and on their tint, and never told by colour alone."""

from __future__ import annotations

import pytest

from gouvernail.documents.kit import palette
from gouvernail.ui.charts.colours import contrast


@pytest.mark.parametrize("name", palette.TONES)
def test_a_state_is_readable(name):
    tone = palette.TONES[name]
    assert contrast(f"#{tone.text}", "#ffffff") >= 4.5
    assert contrast(f"#{tone.text}", f"#{tone.tint}") >= 4.5
    assert contrast(f"#{tone.text}", f"#{palette.SOFT}") >= 4.5
    assert contrast(f"#{tone.strong}", "#ffffff") >= 3
    assert tone.symbol
    assert tone.word


def test_quiet_text_is_readable():
    assert contrast(f"#{palette.MUTED}", f"#{palette.SOFT}") >= 4.5
    assert contrast(f"#{palette.INK}", f"#{palette.SOFT}") >= 7


def test_series_stand_out_on_white():
    assert all(contrast(f"#{colour}", "#ffffff") >= 3 for colour in palette.SERIES)


def test_states_that_a_table_mixes_have_different_symbols():
    mixed = ("neutral", "good", "risk", "alert", "decide", "progress", "study")
    assert len({palette.TONES[name].symbol for name in mixed}) == len(mixed)
