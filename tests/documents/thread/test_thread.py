"""The thread on one page: both ways, with dates and functions, by right; printed; measured."""

import io

import pdfplumber
import pytest
from django.core.exceptions import PermissionDenied

from gouvernail.documents.catalogue.thread.content import thread_report
from gouvernail.documents.thread.landmarks import landmarks
from gouvernail.documents.thread.reading import read_thread
from gouvernail.governance.measuring import measure_by, measure_no_more, ties_of
from gouvernail.governance.models import Attendance, Decision, IndicatorTie, Presence
from gouvernail.journal.models import Entry
from gouvernail.organisations.enums import Role
from gouvernail.projects.models import Project
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of
from tests.documents.chain import tie
from tests.governance.committee import TODAY, actor_for
from tests.worlds import person

AGGLO = "/c/agglo/fil"


def thread_from(kind, obj, place, actor):
    return read_thread(register_of(kind), obj, actor=actor, place=place, today=TODAY)


def titles(stages) -> dict[str, list[str]]:
    return {stage.kind: [step.title for step in stage.steps] for stage in stages}


def test_the_thread_reads_the_same_from_both_ends(sitting, chain, owner):
    forward = thread_from("finding", chain.finding, sitting.place, owner)
    assert (titles(forward.before), list(titles(forward.after))) == (
        {},
        ["recommendation", "action", "project", "decision"],
    )
    backward = thread_from("decision", chain.decision, sitting.place, owner)
    assert list(titles(backward.before)) == ["finding", "recommendation", "action"]
    assert backward.after == []
    assert backward.count == 3


def test_a_decision_says_its_day_its_committee_and_the_functions_present_and_names_nobody(sitting, chain):
    Attendance.objects.create(meeting=sitting.previous, function="DGS", presence=Presence.PRESENT)
    Attendance.objects.create(meeting=sitting.previous, function="Finances", votes=False, presence=Presence.PRESENT)
    Attendance.objects.create(meeting=sitting.previous, function="Élu référent", presence=Presence.EXCUSED)
    marks = landmarks(Decision.objects.get(pk=chain.decision.pk))
    assert marks.when == "décidée le 16/12/2025"
    assert marks.who == "COPIL SI n° 2 ; siègent : DGS"
    assert "« Le comité valide 2.1. »" in marks.detail
    assert "unanimité" in marks.detail


def test_a_proof_of_an_action_is_told(chain):
    assert landmarks(chain.action).detail == "Preuve : PV du 3 mars"


def test_the_thread_shows_only_what_the_reader_may_see(sitting, chain, client, world):
    elected = person("elu@agglo.example", Role.ELECTED, sitting.place)
    thread = thread_from("decision", chain.decision, sitting.place, actor_for(elected))
    assert list(titles(thread.before)) == ["action"], "an elected person reads neither findings nor recommendations"
    client.force_login(elected)
    assert client.get(f"{AGGLO}/decision/{chain.decision.pk}/").status_code == 200
    assert client.get(f"{AGGLO}/finding/{chain.finding.pk}/").status_code == 404
    client.force_login(world.stranger)
    assert client.get(f"{AGGLO}/decision/{chain.decision.pk}/").status_code == 404


@pytest.mark.parametrize("kind", ["committee", "inconnu", "site"])
def test_a_kind_without_thread_is_not_found(kind, client, world, sitting):
    client.force_login(world.owner)
    assert client.get(f"{AGGLO}/{kind}/1/").status_code == 404


def test_queries_do_not_grow_with_the_thread(sitting, chain, owner, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        thread_from("recommendation", chain.recommendation, sitting.place, owner)
    for rank in range(20):
        tie(
            ("recommendation", chain.recommendation),
            ("project", Project.objects.create(organisation=sitting.place, title=f"Projet {rank}")),
        )
        tie(("project", Project.objects.last()), ("decision", sitting.taken_before(f"2.{rank + 5}")))
    with CaptureQueriesContext(connection) as many:
        found = thread_from("recommendation", chain.recommendation, sitting.place, owner)
    assert found.count > 40
    assert len(many) <= len(few)


def test_the_printed_thread_says_the_same(sitting, chain, owner, client, world):
    thread = thread_from("recommendation", chain.recommendation, sitting.place, owner)
    text = repr(thread_report(thread, place=sitting.place, on=TODAY))
    for words in ("Sauvegardes jamais testées", "Tester le retour", "Preuve : PV du 3 mars", "décidée le 16/12/2025"):
        assert words in text
    client.force_login(world.owner)
    address = f"{AGGLO}/recommendation/{chain.recommendation.pk}/fil"
    assert client.get(f"{address}.pdf").content.startswith(b"%PDF")
    assert client.get(f"{address}.docx").content.startswith(b"PK")
    assert client.get(f"{address}.exe").status_code == 404


def test_the_printed_thread_holds_on_one_page_and_counts_what_it_leaves_out(sitting, chain, client, world):
    for rank in range(60):
        project = Project.objects.create(organisation=sitting.place, title=f"Chantier au titre un peu long n° {rank}")
        tie(("recommendation", chain.recommendation), ("project", project), "realise_par")
    client.force_login(world.owner)
    content = client.get(f"{AGGLO}/recommendation/{chain.recommendation.pk}/fil.pdf").content
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        (page,) = pdf.pages
        text = page.extract_text()
    shown = text.count("Chantier au titre")
    assert 0 < shown < 60
    assert f"et {61 - shown} autres, au dossier" in text or f"et {60 - shown} autres, au dossier" in text
    assert "Tester le retour" in text, "every stage keeps its place"


def test_an_indicator_tied_to_any_step_measures_the_thread(sitting, chain, owner, client, world):
    register = register_of("action")
    measure_by(register, chain.action, "PRJ-02", actor=owner)
    measure_by(register, chain.action, "PRJ-02", actor=owner)
    assert IndicatorTie.objects.count() == Entry.objects.filter(verb="relier").count() == 1
    (gauge,) = thread_from("finding", chain.finding, sitting.place, owner).gauges
    assert (gauge.measure.code, gauge.tied_to, gauge.is_own) == ("PRJ-02", ["4. Tester le retour"], False)
    client.force_login(world.owner)
    page = client.get(f"{AGGLO}/finding/{chain.finding.pk}/").content.decode()
    assert "Décisions attendues" in page
    measure_no_more(register, chain.action, "PRJ-02", actor=owner)
    assert ties_of([("action", chain.action.pk)]) == {}


def test_tying_an_indicator_asks_for_the_right_and_for_an_indicator_that_exists(chain, owner, stranger):
    register = register_of("action")
    with pytest.raises(PermissionDenied):
        measure_by(register, chain.action, "PRJ-02", actor=stranger)
    with pytest.raises(RefusedError, match="n’existe pas"):
        measure_by(register, chain.action, "ZZZ-99", actor=owner)
    assert not IndicatorTie.objects.exists()


def test_the_page_ties_and_unties(chain, client, world):
    client.force_login(world.owner)
    address = f"{AGGLO}/action/{chain.action.pk}/mesure/"
    client.post(address, {"indicateur": "PRJ-02"})
    assert IndicatorTie.objects.get().code == "PRJ-02"
    client.post(address, {"retirer": "PRJ-02"})
    assert not IndicatorTie.objects.exists()


def test_the_sheet_leads_to_the_thread(chain, client, world):
    client.force_login(world.owner)
    page = client.get(f"/c/agglo/recommandations/{chain.recommendation.pk}/").content.decode()
    assert f"{AGGLO}/recommendation/{chain.recommendation.pk}/" in page
