"""The colours and the symbols of the house, shared by every drawing.

Series and surfaces are theme colours: a collectivité may change them. State colours (alert, risk…) are fixed: their
contrast is tested, and they are always shown with a symbol and a word.
"""

from __future__ import annotations

from dataclasses import dataclass

INK = "16233A"
MUTED = "4A5872"
LINE = "D5DBE5"
SOFT = "F0F3F8"
WHITE = "FFFFFF"
SERIES = ("1B4FA8", "E06C0A", "35A18A", "7B1E3A", "8F7FC4", "4D5B00")


@dataclass(frozen=True)
class Tone:
    """How a state looks: ``strong`` on white, ``text`` on ``tint``, ``pale`` for what is left to do on a roadmap bar.

    ``symbol`` and ``word`` say the same without colour.
    """

    strong: str
    text: str
    tint: str
    pale: str
    symbol: str
    word: str


_NEUTRAL = Tone("4A5872", "4A5872", "ECEFF4", "CFD6E1", "□", "Neutre")
_PROGRESS = Tone("1D5FBF", "1B4FA8", "E1ECFB", "BDD0EE", "►", "Dans les temps")
_ALERT = Tone("C22F3D", "B3202F", "FBE3E5", "F3C3C8", "●", "En alerte")
_RISK = Tone("B35C00", "8F4A00", "FCEBD9", "F2D2AB", "▲", "En risque")
_GOOD = Tone("1A7F4B", "14683D", "DFF3E8", "AFDCC4", "✓", "Fait")

TONES = {
    "neutral": _NEUTRAL,
    "good": _GOOD,
    "risk": _RISK,
    "alert": _ALERT,
    "decide": Tone("6B2FA8", "6B2FA8", "EFE5FA", "D9C4F0", "◆", "À décider"),
    "progress": _PROGRESS,
    "study": Tone("0F6B5C", "0F6B5C", "DDF2EE", "B4DED6", "○", "À étudier"),
    "on_track": _PROGRESS,
    "done": _GOOD,
    "planned": Tone("4A5872", "4A5872", "ECEFF4", "CFD6E1", "□", "À venir"),
}
"""Every tone that a tile, a callout, a table cell, a gauge or a roadmap bar may have."""


def tone_of(name: str) -> Tone:
    """Return the tone called ``name``; an unknown name is drawn as neutral, the word beside it still says the state."""
    return TONES.get(name, _NEUTRAL)
