"""A study that cannot be ranked is refused in one French sentence naming the culprit; nothing is corrected silently."""

import json
from copy import deepcopy

import pytest

from gouvernail.engines.ranking import StudyRefused, answer, read_study, study_of
from gouvernail.engines.ranking.problem import Span
from tests.engines.ranking.studies import document, plain

BASE = plain([[0.1, 0.9], [0.5, 0.4]])


def changed(path, value):
    """Return the base study with one thing changed: « criteria.0.direction », …"""
    study = deepcopy(BASE)
    *way, last = path.split(".")
    here = study
    for step in way:
        here = here[int(step)] if step.isdigit() else here[step]
    here[int(last) if last.isdigit() else last] = value
    return study


def weighed(**weights):
    return BASE | {"weights": weights}


def worded(cell, words=None):
    """Return the base study whose first criterion is rated in words, with this cell."""
    study = deepcopy(BASE)
    study["scales"] = {"s": {"levels": [1, 3], "words": words or {"bas": 1, "haut": 3}}}
    study["criteria"][0] = {"id": "c0", "name": "Critère 0", "direction": "more", "scale": "s"}
    study["scenarios"][0]["ratings"]["c0"], study["scenarios"][1]["ratings"]["c0"] = cell, "bas"
    return study


def unbounded(first, second):
    study = changed("criteria.0", {"id": "c0", "name": "Coût", "direction": "less", "unit": "k€ TTC"})
    study["scenarios"][0]["ratings"]["c0"], study["scenarios"][1]["ratings"]["c0"] = first, second
    return study


REFUSED = {
    "weights that do not sum to one": (
        weighed(kind="exact", values={"c0": 0.5, "c1": 0.6}),
        "la somme des poids fait 1,1",
    ),
    "a weight missing": (weighed(kind="points", values={"c0": 1}), "il manque le poids de « Critère 1 »"),
    "a negative weight": (weighed(kind="points", values={"c0": 1, "c1": -1}), "le poids de « Critère 1 » est négatif"),
    "no weight at all": (weighed(kind="points", values={"c0": 0, "c1": 0}), "aucun ne pèse rien"),
    "an unknown criterion": (weighed(kind="order", order=["c0", "c9"]), "il n’y a pas de critère « c9 »"),
    "a criterion not placed": (weighed(kind="order", order=["c0"]), "« Critère 1 » n’est pas placé"),
    "a criterion placed twice": (weighed(kind="order", order=["c0", "c1", "c0"]), "« Critère 0 » est placé 2 fois"),
    "a cycle": (
        weighed(kind="order", pairs=[["c0", "c1"], ["c1", "c0"]]),
        "l’ordre tourne en rond (Critère 0 > Critère 1 > Critère 0)",
    ),
    "an empty set of weights": (
        weighed(kind="ranges", ranges={"c0": [0.6, 1], "c1": [0.5, 1]}),
        "aucun poids ne convient, car « Critère 0 » pèse au moins 0,6 et « Critère 1 » pèse au moins 0,5",
    ),
    "an interval upside down": (weighed(kind="ranges", ranges={"c0": [0.6, 0.2]}), "de 0,6 à 0,2, donc à l’envers"),
    "no swing of 100": (weighed(kind="swing", points={"c0": 90, "c1": 50}), "doit recevoir 100 points"),
    "a comparison missing": (weighed(kind="ahp", comparisons=[]), "il manque la comparaison de « Critère 0 »"),
    "a comparison too strong": (
        weighed(kind="ahp", comparisons=[["c0", "c1", 12]]),
        "doit aller de 1/9 à 9, et non 12",
    ),
    "a comparison given twice": (
        weighed(kind="ahp", comparisons=[["c0", "c1", 2], ["c1", "c0", 2]]),
        "« Critère 1 » contre « Critère 0 » est déjà donné",
    ),
    "a white card first": (weighed(kind="simos", cards=[1, ["c0"], ["c1"]], ratio=2), "nombre de cartes blanches"),
    "an unknown way to weigh": (weighed(kind="hasard"), "la façon de peser « hasard » n’existe pas"),
    "weights and members": (BASE | {"weights": {"kind": "none"}, "members": []}, "pas les deux"),
    "a member without a voice": (
        BASE | {"members": [{"id": "a", "name": "Finances", "voices": 0, "weights": {"kind": "none"}}]},
        "Poids de « Finances » : un membre a au moins une voix",
    ),
    "one value": (unbounded(12, 12), "Critère « Coût » : tous les scénarios y ont la même note (12)"),
    "an unknown without bounds": (unbounded(12, None), "Critère « Coût » : une note n’est pas connue"),
    "another unit": (unbounded({"value": 3, "unit": "€"}, 5), "« Coût » : l’unité « € » n’est pas celle du critère"),
    "a word where a number is due": (changed("scenarios.0.ratings.c0", "bas"), "n’a pas d’échelle de mots"),
    "an unknown word": (worded("moyen"), "le mot « moyen » n’est pas dans l’échelle (« bas », « haut »)"),
    "a scale of one level": (
        changed("scales", {"s": {"levels": [1, 1], "words": {"bas": 1}}}),
        "Échelle « s » : elle n’a qu’un niveau",
    ),
    "a word outside the scale": (worded("bas", {"bas": 1, "haut": 4}), "mot « haut » : 4 sort de l’échelle, de 1 à 3"),
    "an ambiguous word with one reading": (worded("bas", {"bas": {"readings": {"x": 1}}}), "au moins deux lectures"),
    "a measure outside the bounds": (changed("scenarios.0.ratings.c0", 2), "2 sort de l’échelle, de 0 à 1"),
    "a cell left out": (changed("scenarios.0.ratings", {"c0": 0.2}), "pas de note sur « Critère 1 » ; écrivez null"),
    "no direction": (changed("criteria.0.direction", "plus"), "Critère « Critère 0 » : dites si plus est mieux"),
    "values the wrong way": (
        changed("criteria.0.value", {"points": [[0, 1], [1, 0]]}),
        "aller dans le sens du critère",
    ),
    "values that do not cover": (changed("criteria.0.value", {"points": [[0.2, 0], [1, 1]]}), "ne couvrent pas toute"),
    "thresholds that fall": (
        changed("criteria.0", BASE["criteria"][0] | {"indifference": 0.5, "preference": 0.2}),
        "les seuils doivent croître",
    ),
    "a key that nothing reads": (changed("criteria.0.poids", 3), "la clé « poids » est inconnue"),
    "an identifier taken": (changed("scenarios.1.id", "s0"), "l’identifiant « s0 » est déjà pris"),
    "one scenario": (plain([[0.1, 0.2]]), "au moins deux scénarios"),
    "an unknown method": (BASE | {"methods": ["magie"]}, "« magie » n’existe pas"),
    "an unknown option": (BASE | {"methods": [{"method": "vikor", "w": 1}]}, "la clé « w » est inconnue"),
    "another format": (BASE | {"format": "x"}, "le format « x »"),
    "a combination without a rule": (
        BASE | {"combinations": [{"id": "k", "name": "Les deux", "of": ["s0", "s1"]}]},
        "Combinaison « Les deux », « Critère 0 » : donnez la règle",
    ),
    "incompatible scenarios": (
        BASE | {"incompatible": [["s0", "s1"]], "combinations": [{"id": "k", "name": "Les deux", "of": ["s0", "s1"]}]},
        "« Scénario 0 » et « Scénario 1 » sont dits incompatibles",
    ),
    "a sum outside the bounds": (
        BASE | {"combinations": [{"id": "k", "name": "Les deux", "of": ["s0", "s1"], "rule": "sum"}]},
        "la somme (1,3) sort des bornes",
    ),
}


@pytest.mark.parametrize(("study", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_study_that_cannot_be_ranked_is_refused_with_the_culprit(study, reason):
    with pytest.raises(StudyRefused) as refusal:
        study_of(study)
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "ligne 1, caractère 1"),
        ('{\n"a" 1}', "ligne 2, caractère 5"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("[" * 100_000, "démesuré"),
    ],
)
def test_what_is_not_json_says_where_in_french(content, reason):
    with pytest.raises(StudyRefused) as refusal:
        read_study(content)
    assert reason in str(refusal.value)
    assert "line" not in str(refusal.value)
    assert "codec" not in str(refusal.value)


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", "null", '{"format": NaN}', b"\xff\xfe", "[" * 100_000])
def test_what_is_not_a_study_is_refused(content):
    with pytest.raises(StudyRefused):
        read_study(content)


def test_requirements_that_leave_nothing_to_compare_are_refused():
    study = changed("criteria.0.requirement", 0.4)
    with pytest.raises(StudyRefused, match=r"ne laissent pas deux scénarios à comparer.*« Scénario 0 » manque"):
        answer(study_of(study))


def test_each_kind_of_cell_is_kept_as_it_was_typed():
    study = study_of(document("document_003"))
    cells = {(s.id, c.id): r for s, row in zip(study.scenarios, study.ratings, strict=True)
             for c, r in zip(study.criteria, row, strict=True)}  # fmt: skip
    assert cells["s1", "cout"].text == "Moyen"
    assert cells["s1", "cout"].note == "infogérance"
    assert cells["s4", "cybersecurite"].span == Span(3, 4)
    ambiguous = cells["s3", "moyens"]
    assert ambiguous.ambiguous
    assert [words for words, _span in ambiguous.otherwise] == ["faible, à moyen terme", "de faible à moyen"]
    contested = cells["s3", "soutenabilite"]
    assert contested.span == Span(4, 4), "the contested word is kept, its other readings are only tried"
    assert not contested.ambiguous


def test_what_the_reader_must_know_is_said():
    study = worded(None)
    study["scenarios"][0]["ratings"]["c1"] = study["scenarios"][1]["ratings"]["c1"] = 0.5
    notices = " ".join(study_of(study).notices)
    assert "note inconnue, toute l’échelle est possible" in notices
    assert "« Critère 1 » ne départage aucun scénario" in notices
    assert "Aucun scénario ne dit ce qui se passerait si l’on ne changeait rien" in notices


def test_a_baseline_silences_the_reminder():
    assert "si l’on ne changeait rien" not in " ".join(study_of(changed("scenarios.0.baseline", True)).notices)


def test_a_criterion_without_bounds_runs_between_its_extremes():
    criterion = study_of(unbounded([10, 20], 40)).criteria[0]
    assert criterion.scale.bounds == Span(10, 40)
    assert criterion.scale.observed
    assert float(criterion.value(10)) == 1


def test_a_study_read_from_text_is_the_one_built_from_data():
    assert read_study(json.dumps(BASE)).criteria == study_of(BASE).criteria
