"""A calendar and an action plan with the faults that real documents hold: each is shown, none is corrected."""

from pathlib import Path

import pytest

from gouvernail.action_plan.models import Action
from gouvernail.connectors import applying, comparing, deciding, receiving
from gouvernail.connectors.models import ImportRun
from gouvernail.projects.models import Milestone, Project
from gouvernail.registers.registry import register_of
from tests.connectors.conftest import outcomes

DATA = Path(__file__).parents[1] / "data" / "imports"


def _bring(kind, name, world, owner) -> ImportRun:
    data = (DATA / name).read_bytes()
    run = receiving.receive(register_of(kind), world.commune, owner, name, data)
    comparing.compare(run, owner)
    return run


@pytest.fixture
def calendar(world, owner):
    Project.objects.create(organisation=world.commune, title="Assistance au pilotage", life_cycle="en_cours")
    return _bring("milestone", "calendrier_marche.csv", world, owner)


@pytest.fixture
def plan(world, owner):
    return _bring("action", "plan_actions.csv", world, owner)


def _row(run, title):
    return run.rows.get(title__startswith=title)


def _codes(row):
    return [note["code"] for note in row.notes]


def test_the_good_dates_of_the_calendar_are_read_in_all_their_shapes(calendar):
    shapes = {
        "Publication": "2025-12-03",
        "Remise des offres": "2026-01-23",
        "Notification": "2026-02-09",
        "Acte transmis": "2026-02-12",
        "Reprise des données": "2026-03-01/2026-04-30/a",
        "Premier bilan": "2026-02-21/2026-02-28/fin",
    }
    for title, stored in shapes.items():
        row = _row(calendar, title)
        assert (row.outcome, row.values["starts"]) == ("nouvelle", stored), title
    assert "starts" not in _row(calendar, "Réunion de lancement").values


def test_an_end_three_years_on_is_doubted_and_its_year_proposed(calendar, owner):
    row = _row(calendar, "Relecture")
    (note,) = row.notes
    assert (row.outcome, note["code"], note["raw"], note["proposal"]) == (
        "douteuse", "R-DATE-YEAR", "02/12/2028", "02/12/2025",
    )  # fmt: skip
    assert "1109 jours après le début" in note["sentence"]
    deciding.decide(calendar, owner, {row.pk: {note["key"]: "accept"}}, {}, None)
    applying.apply(calendar, owner)
    milestone = Milestone.objects.get(title__startswith="Relecture")
    assert milestone.ends.to_text() == "2025-12-02"
    assert milestone.raw["Fin"] == "2/12/2028"
    assert milestone.source_place == "ligne 6"


def test_a_step_set_a_year_before_the_others_is_doubted(calendar):
    row = _row(calendar, "Date limite annoncée")
    (note,) = row.notes
    assert (row.outcome, note["code"], note["raw"], note["proposal"]) == (
        "douteuse", "R-DATE-YEAR", "23/01/2025", "23/01/2026",
    )  # fmt: skip
    assert [code for code, _label in note["options"]] == ["accept", "keep"]


def test_two_dates_stuck_together_are_both_offered(calendar):
    (note,) = _row(calendar, "Réunion de cadrage").notes
    assert note["code"] == "R-DATE-GLUED"
    assert [label for code, label in note["options"] if code.startswith("pick")] == [
        "18 novembre 2025",
        "17 octobre 2025",
    ]


@pytest.mark.parametrize(
    ("title", "outcome", "code", "words"),
    [
        ("Suivi en comité", "douteuse", "R-DATE-PLACEHOLDER", "reste à compléter"),
        ("Accusé de réception", "refusee", "R-TYPE", "est un lundi, pas un mardi"),
        ("Démarrage", "refusee", "R-DATE-VAGUE", "Il manque l’année"),
    ],
)
def test_what_is_not_a_date_says_what_to_write(calendar, title, outcome, code, words):
    row = _row(calendar, title)
    assert (row.outcome, _codes(row)) == (outcome, [code])
    assert words in row.notes[0]["sentence"]


def test_a_step_number_that_comes_twice_is_no_key(calendar):
    assert {_row(calendar, title).outcome for title in ("Remise des offres", "Analyse des offres")} == {"nouvelle"}
    assert _codes(_row(calendar, "Remise des offres")) == []
    assert _codes(_row(calendar, "Analyse des offres")) == ["R-NUM-DUP"]


def test_lost_icons_of_the_plan_are_proposed(plan):
    for title in ("Réunir", "Arrêter", "Changer", "Former"):
        row = _row(plan, title)
        assert (row.outcome, _codes(row)[0]) == ("douteuse", "R-FFFD")
    assert _row(plan, "Réunir").notes[0]["proposal"] == "En cours"
    assert _row(plan, "Centraliser").notes[0]["proposal"] == "À étudier"


def test_a_state_of_health_is_not_a_status(plan):
    row = _row(plan, "Tenir un registre")
    assert (row.outcome, _codes(row)) == ("refusee", ["R-ENUM"])


def test_texts_are_doubted_for_what_they_are(plan):
    assert "R-GLUE" in _codes(_row(plan, "Écrire une charte"))
    assert _codes(_row(plan, "Désigner")) == ["R-PII-SPLIT"]
    assert set(_codes(_row(plan, "Choisir l’"))) == {"R-FFFD", "R-PII"}
    assert _codes(_row(plan, "Poser des puces")) == ["R-PUA"]
    assert _codes(_row(plan, "Gérer les 30 mobiles")) == ["R-FFFD", "R-SCOPE"]
    assert _row(plan, "<b>Rédiger</b>").outcome == "nouvelle"


def test_no_phone_and_no_address_of_the_file_is_kept(plan):
    kept = str(list(plan.rows.values()))
    for secret in ("23 45 67", "12 34", "56 78", "prestataire.example"):
        assert secret not in kept


def test_totals_are_left_out_and_said(plan):
    assert plan.log == ["Ligne 16 : ligne de total, non lue."]
    assert len(outcomes(plan)) == 13


def test_nothing_doubtful_is_written_without_an_answer(plan, owner):
    ready = plan.counts["nouvelle"]
    applying.apply(plan, owner)
    assert Action.objects.count() == ready
    assert not Action.objects.filter(title__contains="\ufffd").exists()
