"""A version goes its way: written, submitted for opinion, validated, published; nothing skips a step."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.journal.chain import flaws
from gouvernail.journal.models import Entry
from gouvernail.policies import circuit
from gouvernail.policies.models import Policy, PolicyVersion, VersionState
from gouvernail.registers.operations import RefusedError
from tests.policies.conftest import TODAY


def write(charter, owner, number="1.0", text="Article 1."):
    return circuit.write_version(charter, number=number, text=text, changes="", actor=owner)


def publish(charter, owner, number="1.0", on=TODAY):
    version = circuit.submit_for_opinion(write(charter, owner, number), actor=owner)
    circuit.give_opinion(version, function="CST", position="favorable", comment="", given_on=on, actor=owner, on=TODAY)
    version = circuit.validate(version, by="COPIL n° 3, décision 3.1", validated_on=on, actor=owner, on=TODAY)
    return circuit.publish(version, actor=owner, on=on)


def test_a_version_is_written_discussed_validated_and_published(charter, owner):
    version = publish(charter, owner)
    charter.refresh_from_db()
    assert (version.state, version.published_on) == (VersionState.PUBLISHED, TODAY)
    assert version.validated_by == "COPIL n° 3, décision 3.1"
    assert charter.review_on == date(2027, 1, 13)
    verbs = list(Entry.objects.filter(kind="policy").order_by("number").values_list("verb", flat=True))
    assert verbs == ["versionner", "soumettre_avis", "donner_avis", "valider_version", "publier"]
    assert list(flaws()) == []


def test_a_new_version_replaces_the_one_in_force_and_leaves_its_words(charter, owner):
    first = publish(charter, owner, on=date(2025, 6, 1))
    second = publish(charter, owner, "1.1")
    first.refresh_from_db()
    assert (first.state, first.replaced_on) == (VersionState.REPLACED, TODAY)
    assert first.text == "Article 1."
    assert second.state == VersionState.PUBLISHED


def test_one_version_at_a_time_is_on_its_way(charter, owner):
    write(charter, owner)
    with pytest.raises(RefusedError, match="déjà en cours"):
        write(charter, owner, "1.1")


def test_what_is_submitted_no_longer_changes(charter, owner):
    version = circuit.submit_for_opinion(write(charter, owner), actor=owner)
    with pytest.raises(RefusedError, match="n’est pas la sienne"):
        circuit.change_version(version, number="1.0", text="Autre.", changes="", actor=owner)
    with pytest.raises(RefusedError, match="Écrivez pourquoi"):
        circuit.back_to_draft(version, reason=" ", actor=owner)
    version = circuit.back_to_draft(version, reason="Avis du CST", actor=owner)
    changed = circuit.change_version(version, number="1.0", text="Autre.", changes="", actor=owner)
    assert changed.text == "Autre."


def test_an_empty_version_is_not_submitted_but_a_file_is_enough(charter, owner):
    version = write(charter, owner, text="")
    with pytest.raises(RefusedError, match="est vide"):
        circuit.submit_for_opinion(version, actor=owner)
    circuit.attach(version, SimpleUploadedFile("charte.pdf", b"%PDF-1.7"), actor=owner)
    assert circuit.submit_for_opinion(version, actor=owner).state == VersionState.OPINION


@pytest.mark.parametrize(
    ("by", "day", "words"),
    [("", TODAY, "quelle instance"), ("COPIL", date(2026, 1, 14), "à venir")],
)
def test_a_validation_says_who_and_when(charter, owner, by, day, words):
    version = circuit.submit_for_opinion(write(charter, owner), actor=owner)
    with pytest.raises(RefusedError, match=words):
        circuit.validate(version, by=by, validated_on=day, actor=owner, on=TODAY)


def test_who_may_not_write_does_nothing(charter, owner, stranger):
    version = write(charter, owner)
    for act in (
        lambda: circuit.submit_for_opinion(version, actor=stranger),
        lambda: circuit.write_version(charter, number="2.0", text="x", changes="", actor=stranger),
        lambda: circuit.attach(version, SimpleUploadedFile("a.pdf", b"%PDF-"), actor=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


STEPS = {
    "submit": lambda version, actor: circuit.submit_for_opinion(version, actor=actor),
    "back": lambda version, actor: circuit.back_to_draft(version, reason="Motif", actor=actor),
    "validate": lambda version, actor: circuit.validate(version, by="COPIL", validated_on=TODAY, actor=actor, on=TODAY),
    "publish": lambda version, actor: circuit.publish(version, actor=actor, on=TODAY),
}
WAYS = {("projet", "submit"), ("avis", "back"), ("avis", "validate"), ("validee", "publish")}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=7))
def test_whatever_is_asked_a_version_only_goes_its_way(charter, owner, steps):
    PolicyVersion.objects.all().delete()
    version = write(charter, owner)
    for step in steps:
        before = PolicyVersion.objects.get(pk=version.pk).state
        try:
            STEPS[step](version, owner)
        except RefusedError:
            assert (before, step) not in WAYS
            assert PolicyVersion.objects.get(pk=version.pk).state == before
        else:
            assert (before, step) in WAYS


def test_numbers_follow_each_other(charter, owner):
    assert circuit.next_number(charter) == "1.0"
    publish(charter, owner)
    assert circuit.next_number(charter) == "1.1"
    assert Policy.objects.count() == 1
