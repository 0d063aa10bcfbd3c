"""``gouvernail rank``: a study in, the answer out, without a database."""

import json
from pathlib import Path

import pytest

from gouvernail.cli import main
from tests.engines.ranking.schemas import faults

STUDY = str(Path(__file__).parents[1] / "data" / "ranking" / "document_003.json")


def test_the_answer_is_printed_in_french(capsys):
    assert main(["rank", STUDY, "--draws", "2000"]) == 0
    text = capsys.readouterr().out
    assert "« Infogérance renforcée » arrive en tête" in text
    assert "Rang moyen" in text
    assert "« Faible à moyen terme » est ambigu" in text
    assert "tirages, graine" in text


def test_the_json_follows_its_schema_and_the_seed(capsys):
    from gouvernail.engines.ranking.schema import schema

    printed = []
    for seed in ("1", "1", "2"):
        assert main(["rank", STUDY, "--json", "--draws", "2000", "--seed", seed]) == 0
        printed.append(capsys.readouterr().out)
    assert list(faults(json.loads(printed[0]), schema("result"))) == []
    assert printed[0] == printed[1] != printed[2]


def test_a_study_that_cannot_be_read_is_refused(capsys, tmp_path):
    wrong = tmp_path / "étude.json"
    wrong.write_text("{}")
    assert main(["rank", str(wrong)]) == 1
    assert "ne dit pas son format" in capsys.readouterr().err
    assert main(["rank", str(tmp_path / "absente.json")]) == 1
    assert "absente.json (ce fichier n’existe pas)" in capsys.readouterr().err
    assert main(["rank", str(tmp_path)]) == 1
    assert "(c’est un dossier)" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--draws", "0"], ["--draws", "x"], ["--seed", "-1"]])
def test_a_wrong_number_is_bad_usage(wrong):
    with pytest.raises(SystemExit) as stop:
        main(["rank", STUDY, *wrong])
    assert stop.value.code == 2
