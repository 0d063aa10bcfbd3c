"""A framework document goes to the committee; its decision validates it, and only its decision."""

import pytest

from gouvernail.documents.freezing import establish_minutes, freeze_meeting
from gouvernail.governance.from_policies import decisions_on, submit
from gouvernail.governance.frozen import reopen_minutes
from gouvernail.governance.operations import record_decision
from gouvernail.governance.proposals import propose
from gouvernail.policies import circuit
from gouvernail.policies.models import Policy, PolicyVersion, VersionState
from gouvernail.registers.operations import RefusedError
from tests.governance.committee import TODAY


@pytest.fixture
def charter(sitting, owner):
    policy = Policy.objects.create(organisation=sitting.place, title="Charte d’usage", kind="charte")
    version = circuit.write_version(policy, number="1.0", text="Article 1.", changes="Première.", actor=owner)
    circuit.submit_for_opinion(version, actor=owner)
    return policy


def state() -> str:
    return PolicyVersion.objects.get().state


def hold(sitting, owner, outcome):
    freeze_meeting(sitting.meeting, actor=owner, on=TODAY)
    sitting.open()
    for decision in sitting.meeting.decisions.all():
        record_decision(decision, outcome=outcome, actor=owner, on=TODAY)
    return establish_minutes(sitting.meeting, actor=owner)


def test_the_committee_validates_what_was_put_to_it(sitting, owner, charter):
    assert "Charte d’usage" in [one.title for one in propose(sitting.meeting, actor=owner, today=TODAY)]
    decision = submit(charter, actor=owner, on=TODAY)
    assert decision.meeting == sitting.meeting
    assert "version 1.0" in sitting.meeting.agenda.get().title
    with pytest.raises(RefusedError, match="attend déjà"):
        submit(charter, actor=owner, on=TODAY)
    hold(sitting, owner, "adoptee")
    version = PolicyVersion.objects.get()
    assert version.state == VersionState.VALIDATED
    assert version.validated_by == "COPIL SI n° 3, décision 2026-001"
    assert version.validated_on == TODAY


def test_what_is_rejected_stays_as_it_was(sitting, owner, charter):
    submit(charter, actor=owner, on=TODAY)
    hold(sitting, owner, "rejetee")
    assert state() == VersionState.OPINION


def test_minutes_opened_again_take_the_validation_back(sitting, owner, charter):
    submit(charter, actor=owner, on=TODAY)
    hold(sitting, owner, "adoptee")
    sitting.meeting.refresh_from_db()
    reopen_minutes(sitting.meeting, reason="Erreur de vote", actor=owner)
    assert state() == VersionState.OPINION


def test_what_is_published_stays_published(sitting, owner, charter):
    submit(charter, actor=owner, on=TODAY)
    hold(sitting, owner, "adoptee")
    circuit.publish(PolicyVersion.objects.get(), actor=owner, on=TODAY)
    reopen_minutes(sitting.meeting, reason="Erreur de vote", actor=owner)
    assert state() == VersionState.PUBLISHED


def test_by_the_page(client, world, sitting, owner, charter):
    client.force_login(world.owner)
    sheet = f"/c/{sitting.place.slug}/documents-cadres/{charter.pk}/"
    assert "Soumettre au comité" in client.get(sheet).content.decode()
    answer = client.post(f"{sheet}soumettre/", follow=True)
    assert "à l’ordre du jour du COPIL SI n° 3" in answer.content.decode()
    assert len(decisions_on(charter)) == 1
    client.force_login(world.neighbour)
    assert client.post(f"{sheet}soumettre/").status_code == 404
