"""The command line speaks French, answers fast, and its exit statuses can be trusted."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gouvernail.cli import commands, main
from gouvernail.cli.parser import COMMANDS

ARGPARSE_ENGLISH = re.compile(r"\b(usage: |show|exit|error|required|invalid|choose|unrecognized|arguments:|expected)\b")


def said(capsys, *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    captured = capsys.readouterr()
    return stop.value.code, captured.out + captured.err


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_french(capsys, command):
    arguments = [command.replace("_", "-")] if command else []
    status, text = said(capsys, *arguments, "--help")
    assert status == 0
    assert text.startswith("usage : gouvernail")
    assert not ARGPARSE_ENGLISH.search(text)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["voler"], "« voler » n’existe pas"),
        (["deck", "-o", "x"], "il manque : --meeting"),
        (["deck", "--meeting", "un", "-o", "x"], "« un » n’est pas un numéro de séance"),
        (["deck", "--meeting", "1", "--format", "doc", "-o", "x"], "« doc » n’existe pas (au choix : "),
        (["deck", "--mee", "1", "-o", "x"], "il manque : --meeting"),
        (["check", "tout"], "arguments inconnus : tout"),
        (["backup", "a", "--portable=oui"], "en trop"),
        (["demo", "--port"], "une valeur est attendue"),
        (["serve", "--port", "70000"], "n’est pas un numéro de port"),
        (["serve", "--port", "-1"], "n’est pas un numéro de port"),
    ],
)
def test_bad_usage_is_said_in_french_and_exits_2(capsys, arguments, expected):
    status, text = said(capsys, *arguments)
    assert status == 2
    assert expected in text
    assert not ARGPARSE_ENGLISH.search(text.replace("usage : ", ""))


def test_no_command_shows_the_help_and_exits_2(capsys):
    assert main([]) == 2
    assert "commandes" in capsys.readouterr().err


def test_help_does_not_load_django():
    code = "import sys; from gouvernail.cli.parser import build_parser; build_parser(); print('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_every_command_is_offered_and_explained():
    folder = Path(commands.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == set(COMMANDS)
    guide = (Path(__file__).parents[2] / "docs" / "installer.md").read_text()
    told = {name for name in COMMANDS if re.search(rf"`(?:gouvernail )?{name.replace('_', '-')}[ `]", guide)}
    assert set(COMMANDS) - told == set()
