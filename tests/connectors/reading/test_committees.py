"""What a document states of committees, meetings and decisions is proposed, and written only once a person said so."""

from gouvernail.connectors import deciding
from gouvernail.connectors.reading import applying, receiving
from gouvernail.governance.models import Committee, Decision, Meeting, MeetingState
from tests.connectors.reading.making import text

RECORD = """Relevé du COPIL n° 4 du 12/06/2019
COPIL numérique mensuel
Décision n° 2019-12 du 12/06/2019 : retenir l’hébergeur public, adoptée à l’unanimité
Décision n° 2019-13 du 12/06/2019 : lancer un audit des accès
☐ Retenir le scénario 1
"""


def parts(reading):
    return {(run.kind, run.sheet): run for run in applying.runs_of(reading)}


def keep_all(run, owner):
    """Agree to what waits, as a person does line by line."""
    run.refresh_from_db()
    deciding.decide(run, owner, {}, {}, set(run.creations))
    for _pass in range(3):
        answers = {
            row.pk: {one["key"]: "keep" for one in row.notes if one["options"] and not one["answer"]}
            for row in run.rows.all()
        }
        deciding.decide(run, owner, answers, {}, None)


def test_nothing_of_a_sentence_is_ready_before_a_person_says_so(world, owner):
    reading = receiving.receive(world.commune, owner, "releve.txt", text(RECORD))
    assert set(parts(reading)) == {
        ("committee", "Comités énoncés"),
        ("meeting", "Séances énoncées"),
        ("decision", "Décisions déjà prises"),
        ("decision", "Décisions soumises"),
    }
    assert all(not run.counts.get("nouvelle") for run in parts(reading).values())


def test_agreed_to_they_come_in_with_their_page_and_number(world, owner):
    reading = receiving.receive(world.commune, owner, "releve.txt", text(RECORD))
    for run in parts(reading).values():
        keep_all(run, owner)
    applying.apply(reading, owner)
    kept = {one.title: one for one in Decision.objects.all()}
    taken = kept["retenir l’hébergeur public, adoptée à l’unanimité"]
    assert (taken.number, taken.outcome, taken.taken_over, taken.source_place) == (
        "2019-12", "adoptee", True, "ligne 3",
    )  # fmt: skip
    assert not kept["lancer un audit des accès"].taken_over  # nothing says what became of it
    assert kept["Retenir le scénario 1"].outcome == "proposee"
    assert "COPIL numérique" in set(Committee.objects.values_list("name", flat=True))
    assert Meeting.objects.get().state == MeetingState.CLOSED


def test_a_line_that_holds_two_meetings_or_two_dates_gives_none(world, owner):
    reading = receiving.receive(world.commune, owner, "frise.txt", text("COPIL #3 COPIL #2 13/01/2026 16/12/2025"))
    assert parts(reading) == {}
