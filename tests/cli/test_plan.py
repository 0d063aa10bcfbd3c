"""``gouvernail plan`` answers in French, in JSON for programs, and refuses bad files with names."""

import json
from pathlib import Path

import pytest

from gouvernail.cli import main

PPI = Path(__file__).parents[1] / "data" / "planning" / "ppi_2016.json"


@pytest.fixture
def cut(tmp_path) -> Path:
    """The plan of 2016 with half of its money: nothing fits."""
    data = json.loads(PPI.read_text())
    for envelope in data["envelopes"]:
        envelope["amounts"] = {year: amount / 2 for year, amount in envelope["amounts"].items()}
    path = tmp_path / "moitié.json"
    path.write_text(json.dumps(data))
    return path


def test_a_plan_is_printed_with_its_reasons(capsys):
    assert main(["plan", str(PPI), "--seconds", "20"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Aucun plan n’est meilleur")
    assert "T2 2016" in said
    assert "529\u202f000\u202f€" in said
    assert "« Plan de reprise d’activité » n’est pas retenu" in said


def test_programs_read_json(capsys):
    assert main(["plan", str(PPI), "--json", "--seed", "3"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert written["certificate"]["word"] == "optimal"
    assert written["seed"] == 3
    assert set(written["versions"]) == {"engine", "ortools", "scipy"}


def test_an_impossible_problem_exits_1_and_says_what_to_change(capsys, cut):
    assert main(["plan", str(cut)]) == 1
    said = capsys.readouterr().out
    assert "Règles qui ne peuvent pas être respectées ensemble" in said
    assert "à l’enveloppe « Infrastructure » 2016" in said


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{", "n’est pas du JSON : ligne 1"),
        ('{"format": "gouvernail-plan/1"}', "il manque « calendar »"),
        (
            '{"format": "gouvernail-plan/1", "calendar": {"first": "2027-T1", "periods": 2}, "basis": "ht"}',
            "« projects »",
        ),
    ],
)
def test_a_bad_file_is_refused(capsys, tmp_path, written, sentence):
    path = tmp_path / "faux.json"
    path.write_text(written)
    assert main(["plan", str(path)]) == 1
    assert sentence in capsys.readouterr().err


def test_a_bad_duration_is_bad_usage(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["plan", str(PPI), "--seconds", "zéro"])
    assert stop.value.code == 2
    assert "n’est pas un nombre de secondes" in capsys.readouterr().err
