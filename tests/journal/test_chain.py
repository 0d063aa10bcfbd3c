"""The journal is chained: whatever is altered, removed or added by hand is seen and named."""

import pytest
from django.db import transaction

from gouvernail.journal.chain import Act, flaws, record, record_many
from gouvernail.journal.models import Entry, Head

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal():
    return [
        record(actor="essai", verb="creer", kind="action", object_id=n, label=f"n° {n}", details={"titre": ["", "é"]})
        for n in range(1, 6)
    ]


def reasons() -> list[str]:
    return [flaw.reason for flaw in flaws()]


def test_an_untouched_journal_has_no_flaw(journal):
    assert [entry.number for entry in journal] == [1, 2, 3, 4, 5]
    assert reasons() == []


def test_an_empty_journal_has_no_flaw():
    assert reasons() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "autre"),
        ("verb", "supprimer"),
        ("kind", "risque"),
        ("object_id", "99"),
        ("place", "0009/"),
        ("label", "autre"),
        ("at", "2020-01-01T00:00:00Z"),
    ],
)
def test_an_altered_field_is_named_by_its_entry(journal, field, value):
    Entry.objects.filter(number=3).update(**{field: value})
    assert reasons() == ["L’entrée n° 3 a été modifiée."]


def test_altered_details_are_seen(journal):
    Entry.objects.filter(number=2).update(details={"titre": ["", "autre"]})
    assert reasons() == ["Le détail de l’entrée n° 2 a été modifié."]


def test_emptied_details_do_not_break_the_chain(journal):
    Entry.objects.filter(number=2).update(details=None, salt="")
    assert reasons() == []


def test_a_removed_entry_is_seen(journal):
    Entry.objects.filter(number=3).delete()
    assert "L’entrée n° 3 manque." in reasons()


def test_a_removed_end_is_seen(journal):
    Entry.objects.filter(number__gte=4).delete()
    assert reasons() == ["Des entrées manquent à la fin du journal (attendu : n° 5)."]


def test_an_entry_rewritten_with_its_own_hash_breaks_the_next_link(journal):
    from gouvernail.journal.chain import _digest

    entry = Entry.objects.get(number=3)
    entry.label = "réécrite"
    entry.hash = _digest(entry)
    entry.save()
    assert reasons() == ["L’entrée n° 4 n’est plus reliée à la précédente."]


def test_an_entry_added_by_hand_is_seen(journal):
    Entry.objects.create(
        number=6, at=journal[0].at, actor="x", verb="x", kind="x", details_digest="x", previous_hash="x", hash="x"
    )
    assert any("n° 6" in reason for reason in reasons())


def test_what_is_undone_leaves_no_line(journal):
    with transaction.atomic():
        record(actor="essai", verb="creer", kind="action")
        transaction.set_rollback(True)
    assert Entry.objects.count() == Head.objects.get().last_number == 5
    assert reasons() == []


def test_many_acts_are_chained_in_their_order_like_single_ones(journal, django_assert_num_queries):
    acts = [Act("creer", "action", n, "0001/", f"n° {n}", {"rang": n}) for n in range(10)]
    Head.objects.get(pk=1)
    with transaction.atomic(), django_assert_num_queries(5):  # lock, line, insert, head, and the savepoint's end
        entries = record_many("import", acts)
    assert [(entry.number, entry.object_id) for entry in entries] == [(6 + n, str(n)) for n in range(10)]
    assert reasons() == []
    Entry.objects.filter(number=12).delete()
    assert reasons()


def test_entries_taken_off_the_end_together_with_the_head_are_missed(journal):
    Entry.objects.filter(number__gt=3).delete()
    Head.objects.all().delete()
    assert len(reasons()) == 1
