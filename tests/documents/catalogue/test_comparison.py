"""The slide that compares with the previous meeting: what was frozen then beside what is known now."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gouvernail.documents.catalogue.copil_deck.comparison import Before, comparison, read_before
from gouvernail.documents.catalogue.copil_deck.content import copil_deck
from gouvernail.documents.freezing import freeze_meeting
from gouvernail.documents.kit import deck_to_pdf, from_json, to_json
from gouvernail.documents.kit.story import Figure, StatusCell, Table
from gouvernail.governance.models import Circle, FrozenDocument, Meeting
from gouvernail.projects.models import Health, LifeCycle, Project
from tests.governance.committee import TODAY

DECEMBER = date(2025, 12, 16)


def project(sitting, title: str, health=Health.ON_TRACK) -> Project:
    return Project.objects.create(organisation=sitting.place, title=title, life_cycle=LifeCycle.RUNNING, health=health)


def deck(sitting):
    return copil_deck(Meeting.objects.select_related("organisation", "committee").get(pk=sitting.meeting.pk), TODAY)


def slide(made):
    return next((one for one in made.slides if one.title.startswith("Depuis le COPIL SI n° 2")), None)


@pytest.fixture
def frozen(sitting, owner):
    """The deck of December, frozen with two projects running."""
    projects = [project(sitting, "Réseau"), project(sitting, "Messagerie")]
    freeze_meeting(sitting.previous, actor=owner, on=DECEMBER)
    return projects


def test_what_moved_is_said_beside_what_was_frozen(sitting, frozen):
    Project.objects.filter(pk=frozen[0].pk).update(health=Health.ALERT)
    project(sitting, "Téléphonie")
    made = slide(deck(sitting))
    assert made is not None
    figures, projects = [one for one in made.blocks if isinstance(one, Table)]
    running = next(row for row in figures.rows if row[0].startswith("Projets"))
    assert running[1].startswith("2")
    assert running[2].startswith("3")
    shown = {row[0]: [getattr(cell, "text", cell) for cell in row[1:]] for row in projects.rows}
    assert shown["Réseau"] == ["Dans les temps", "En alerte"]
    assert shown["Téléphonie"] == ["pas encore suivi", "Dans les temps"]
    assert "Messagerie" not in shown
    assert "figé le" in made.source
    assert deck_to_pdf(deck(sitting)).startswith(b"%PDF")


def test_the_figures_of_then_are_those_frozen_whatever_became_of_the_facts(sitting, frozen):
    Project.objects.all().delete()
    project(sitting, "Réseau")
    figures = next(one for one in slide(deck(sitting)).blocks if isinstance(one, Table))
    assert next(row for row in figures.rows if row[0].startswith("Projets"))[1].startswith("2")


def test_without_a_frozen_deck_there_is_no_slide_and_the_annex_says_why(sitting):
    made = deck(sitting)
    assert slide(made) is None
    assert "n’a pas été figé" in repr(made.slides[-1])


def test_an_altered_deck_is_not_compared_with(sitting, frozen):
    FrozenDocument.objects.update(digest="0" * 64)
    made = deck(sitting)
    assert slide(made) is None
    assert "empreinte ne correspond plus" in repr(made.slides[-1])


def test_a_deck_frozen_before_figures_were_kept_is_told_apart(sitting, frozen):
    from gouvernail.governance.frozen import fingerprint

    one = FrozenDocument.objects.get()
    del one.story["story"]["figures"]
    one.digest = fingerprint(one.story)
    one.save()
    assert "avant que les chiffres" in read_before(sitting.previous, Circle.INNER).flaw


def test_figures_survive_the_freezing(sitting, frozen):
    made = deck(sitting)
    assert made.figures
    assert from_json(to_json(made)).figures == made.figures
    assert all(Decimal(one.value) is not None for one in made.figures if one.value)


def test_what_did_not_move_is_named_without_taking_a_line(sitting):
    old = Figure("PAT-01", "Équipements en service", "100", "100")
    made = comparison(Before(sitting.previous, DECEMBER, (old,)), (replace(old, value="100.0"),), TODAY)
    assert not [one for one in made.blocks if isinstance(one, Table)]
    assert "Sans changement : équipements en service." in repr(made.blocks)
    assert made.title == "Depuis le COPIL SI n° 2, rien n’a bougé"


@pytest.mark.parametrize(
    ("code", "unit", "then", "now", "said", "tone"),
    [
        ("CYB-02", "%", "80", "92.5", "+12,5 points, mieux", "good"),
        ("CYB-02", "%", "92.5", "80", "−12,5 points, moins bien", "risk"),
        ("SUP-07", "demandes", "12", "15", "+3, moins bien", "risk"),
        ("PAT-01", "équipements", "100", "90", "−10", None),
        ("DISPARU", "", "1", "2", "+1", None),
    ],
)
def test_the_gap_says_which_way_is_better(sitting, code, unit, then, now, said, tone):
    old = Figure(code, "Un chiffre", then, then, unit)
    before = Before(sitting.previous, DECEMBER, (old,))
    made = comparison(before, (replace(old, text=now, value=now),), TODAY)
    gap = made.blocks[0].rows[0][3]
    assert (gap.text if isinstance(gap, StatusCell) else gap) == said
    assert getattr(gap, "tone", None) == tone
