"""A server killed at any instant of what writes much: the state before or the state after, never between."""

import pytest

from tests.killing import killed_before_each_statement

FILE = """
from gouvernail.connectors import applying, comparing, receiving
from gouvernail.connectors.models import ImportRun
from gouvernail.organisations.actors import system_actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of
place, actor = Organisation.objects.create(name="Commune", slug="commune", kind="commune"), system_actor("essai")
def bring(rows):
    run = receiving.receive(register_of("equipment"), place, actor, "parc.csv", "\\n".join(rows).encode())
    comparing.compare(run, actor)
    return run
applying.apply(bring(["Nom;Type;Modèle", "PC-1;Fixe;A", "PC-2;Fixe;A"]), actor)
run = bring(["Nom;Type;Modèle", "PC-1;Fixe;B", "PC-2;Portable;B", *(f"PC-{n};Fixe;A" for n in range(3, 20))])
def act():
    applying.apply(ImportRun.objects.get(pk=run.pk), actor)
"""
DOCUMENT = """
from gouvernail.connectors import deciding
from gouvernail.connectors.reading import applying, receiving
from gouvernail.connectors.reading.models import DocumentReading
from gouvernail.organisations.actors import system_actor
from gouvernail.organisations.models import Organisation
from tests.connectors.reading.making import CALENDAR
place, actor = Organisation.objects.create(name="Commune", slug="commune", kind="commune"), system_actor("essai")
plan = "1 Recenser les équipements En cours\\n2 Revoir les droits des comptes À planifier\\n"
reading = receiving.receive(place, actor, "copil.txt", (CALENDAR + "\\n" + plan).encode())
for run in applying.runs_of(reading):
    deciding.decide(run, actor, {}, {}, set(run.creations))
def act():
    applying.apply(DocumentReading.objects.get(pk=reading.pk), actor)
"""
SOURCE = """
from gouvernail.connectors.sources import applying, registry
from gouvernail.connectors.sources.connecting import save_connection
from gouvernail.connectors.sources.models import Connection, SourceRun
from gouvernail.connectors.sources.reading import start, work
from gouvernail.organisations.actors import system_actor
from gouvernail.organisations.models import Organisation
from tests.connectors.sources.conftest import SECRET, Played, request_record
place, actor = Organisation.objects.create(name="Commune", slug="commune", kind="commune"), system_actor("essai")
played = Played()
known = registry.connectors() | {"essai": played}
registry.connectors = lambda: known
made = Connection(organisation=place, name="Mairie", product="essai", address="serveur.example", streams=["demandes"])
made.options = {"user": "lecteur"}
connection = save_connection(made, {"password": SECRET}, actor)
from django.db import connection as database
def read(numbers, **values):
    played.records = [request_record(number, **values) for number in numbers]
    made.refresh_from_db()
    return work(start(made, "demandes", actor).pk, actor)
applying.apply(read(range(12)), actor)
run = read(range(2, 30), category="Réseau")
connection = database
def act():
    applying.apply(SourceRun.objects.get(pk=run.pk), actor)
"""
DECK = """
from tests.worlds import make_world
from tests.governance.committee import actor_for, make_sitting
from gouvernail.governance.frozen import freeze_deck
from gouvernail.governance.models import Circle, Meeting
world = make_world()
sitting = make_sitting(world.agglomeration)
sitting.decide("3.1")
owner = actor_for(world.owner)
def act():
    meeting = Meeting.objects.get(pk=sitting.meeting.pk)
    freeze_deck(meeting, {"titre": "COPIL"}, actor=owner, narrower={Circle.OPEN: {"titre": "Ouvert"}})
"""
VARIANT = """
from datetime import date
from tests.factories import make_budget_line, make_organisation
from tests.worlds import person
from gouvernail.organisations.actors import actor_of
from gouvernail.organisations.enums import Role
from gouvernail.plans.choosing import choose, open_choices
from gouvernail.plans.models import BudgetLine
place = make_organisation(lives_on=date(2026, 1, 13))
for year, amount, variant in ((2027, 16_000, "Second site"), (2028, 4_000, "Second site"), (2027, 9_000, "Nuage")):
    make_budget_line(place, year, amount, choice="Reprise d’activité", variant=variant)
actor = actor_of(person("dsi@essai.example", Role.DSI, place), date(2026, 1, 13))
def act():
    (choice,) = open_choices(BudgetLine.objects.select_related("organisation").order_by("pk"))
    choose(choice, "Nuage", actor=actor)
"""
JOURNAL = "select verb, kind from journal_entry order by number"
ACTS = {
    "a file": (
        FILE,
        [
            "select name, type, model, source from estate_equipment order by name",
            "select state from connectors_importrun",
        ],
    ),
    "a document": (
        DOCUMENT,
        [
            "select title from action_plan_action order by title",
            "select title from projects_milestone order by title",
            "select title from projects_project",
            "select state from connectors_importrun",
            "select state from reading_documentreading",
        ],
    ),
    "a source": (
        SOURCE,
        [
            "select reference, category from support_request order by reference",
            "select state from sources_sourcerun",
            "select generations from sources_connection",
        ],
    ),
    "the freezing of a deck": (
        DECK,
        ["select name, digest from governance_frozendocument", "select number, state from governance_meeting"],
    ),
    "the choice of a variant": (
        VARIANT,
        [
            "select label, choice, variant from plans_budgetline order by id",
            "select title, outcome from governance_decision",
            "select title, state from plans_planversion",
        ],
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("what", ACTS)
def test_killed_at_any_instant_it_is_all_there_or_nothing_is(tmp_path, what):
    prepare, queries = ACTS[what]
    before, states = killed_before_each_statement(tmp_path, prepare, [*queries, JOURNAL])
    after = states[-1]
    assert before != after
    assert len(states) > 5
    assert set(states) == {before, after}
    switch = states.index(after)
    assert all(state == after for state in states[switch:])  # once it is there, it stays
