"""Every icon named in a template or given to one stands in the sprite."""

import re
from pathlib import Path

import gouvernail
from gouvernail.ui.templatetags.ui_tags import TONE_ICONS

SOURCE = Path(gouvernail.__file__).parent
SPRITE = (SOURCE / "ui" / "static" / "ui" / "icons.svg").read_text(encoding="utf-8")
SYMBOLS = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))


def test_templates_name_icons_that_exist():
    named = {
        (path.name, name)
        for path in SOURCE.rglob("*.html")
        for name in re.findall(r'(?:{% icon |icon=|icon\|default:)"([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named
    assert {entry for entry in named if entry[1] not in SYMBOLS} == set()


def test_tones_have_their_icons():
    assert set(TONE_ICONS.values()) <= SYMBOLS


def test_code_gives_icons_that_exist():
    given = {
        (path.name, name)
        for path in SOURCE.rglob("*.py")
        for name in re.findall(
            r'(?<!, )\bicon(?:: str)?(?:, \w+)* ?= ?"([a-z][\w-]*)"', path.read_text(encoding="utf-8")
        )
    }
    assert {entry for entry in given if entry[1] not in SYMBOLS} == set()


def test_indicators_and_registers_have_icons_that_exist():
    from gouvernail.indicators.registry import indicators
    from gouvernail.registers.registry import registers

    assert {one.icon for one in (*indicators(), *registers())} <= SYMBOLS
