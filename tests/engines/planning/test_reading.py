"""Problems come and go as JSON without loss; what is wrong is said in French with the names."""

import copy
import json
from pathlib import Path

import pytest

from gouvernail.engines.planning.checks import BadProblem
from gouvernail.engines.planning.reading import read_problem
from gouvernail.engines.planning.writing import write_problem
from tests.engines.planning.build import drawn

ROOT = Path(__file__).parents[3]
SMALL = {
    "format": "gouvernail-plan/1",
    "basis": "ttc",
    "calendar": {"first": "2027-T1", "periods": 4},
    "projects": [
        {"key": "a", "label": "Parapheur", "modes": [{"key": "m", "duration": 2, "investment": 100}]},
        {"key": "b", "label": "Portail", "modes": [{"key": "m", "duration": 1, "work": {"dev": [5]}}]},
    ],
    "skills": [{"key": "dev", "label": "Développement", "capacity": 10}],
}


def changed(path: str, value) -> dict:
    data = copy.deepcopy(SMALL)
    at = data
    *way, last = path.split(".")
    for step in way:
        at = at[int(step)] if step.isdigit() else at[step]
    at[int(last) if last.isdigit() else last] = value
    return data


def test_a_total_is_spread_over_the_duration_to_the_cent():
    odd = read_problem(changed("projects.0.modes.0.investment", "100.01"))
    assert [str(one) for one in odd.projects[0].modes[0].investment] == ["50.01", "50.00"]
    assert read_problem(SMALL).skills[0].capacity == (10, 10, 10, 10)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_written_is_read_back_the_same(seed):
    case = drawn(seed)
    assert read_problem(json.loads(json.dumps(write_problem(case)))) == case


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("format", "autre", "« format » : gouvernail-plan/1 est attendu"),
        ("basis", None, "il manque « basis »"),
        ("calendar.first", "2027-13", "n’est pas une période : écrivez 2027-T2 ou 2027-03"),
        ("calendar.periods", 0, "de 1 à 1200 périodes"),
        ("projects.0.deadline", "2027-03", "ce plan compte en trimestres"),
        ("projects.0.budget", 3, "« budget » n’existe pas ici"),
        ("projects.0.value", -1, "ne peut pas être négatif"),
        ("projects.0.modes", [], "« Parapheur » n’a aucune variante"),
        ("projects.0.modes.0.investment", "douze", "un nombre est attendu"),
        ("projects.0.modes.0.investment", [1.001], "va au-delà du centime"),
        ("projects.0.mandatory", "oui", "true ou false"),
        ("projects.1.key", "a", "« a » désigne deux fois un(e) projet"),
        ("projects.1.modes.0.work", {"toto": 1}, "« Portail » demande la compétence « toto », qui n’existe pas"),
        ("projects.0.started", {"mode": "x", "start": "2027-T1"}, "dans la variante « x », qui n’existe pas"),
        ("skills.0.capacity", [1, 2], "donne 2 capacités pour 4 trimestres"),
        ("precedences", [{"before": "a", "after": "z"}], "Le projet « z » cité par un(e) précédence n’existe pas"),
        ("envelopes", [{"key": "e", "amounts": {"27": 1}}], "par année"),
        ("objective", {"lateness": 2}, "va de 0 à 1"),
    ],
)
def test_what_is_wrong_is_said(path, value, sentence):
    with pytest.raises(BadProblem) as refusal:
        read_problem(changed(path, value))
    assert sentence in str(refusal.value)


def test_projects_that_wait_in_a_circle_are_named():
    data = {**SMALL, "precedences": [{"before": "a", "after": "b"}, {"before": "b", "after": "a"}]}
    with pytest.raises(BadProblem, match="s’attendent en rond : « Portail » → « Parapheur » → « Portail »"):
        read_problem(data)


def test_the_examples_of_the_documentation_are_right():
    page = (ROOT / "docs" / "formats" / "plan.md").read_text()
    blocks = [part.split("```")[0] for part in page.split("```json")[1:]]
    example, schema = (json.loads(block) for block in blocks)
    case = read_problem(example)
    written = write_problem(case)
    assert set(written) | set(example) <= set(schema["properties"])
    assert set(written["projects"][0]) <= set(schema["$defs"]["project"]["properties"])
    assert set(written["projects"][0]["modes"][0]) <= set(schema["$defs"]["mode"]["properties"])
    assert set(written["objective"]) == set(schema["properties"]["objective"]["properties"])
