"""The head is signed once a day, the journal is verified away from home, and old details go without breaking it."""

import json
import random
import re
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from gouvernail.cli import main
from gouvernail.journal.chain import flaws, record
from gouvernail.journal.exporting import export_lines
from gouvernail.journal.keeping import empty_old_details
from gouvernail.journal.models import Entry, Head, Seal
from gouvernail.journal.offline import digest_of_entry, verify_export
from gouvernail.journal.sealing import public_key

pytestmark = pytest.mark.django_db
FIRST = datetime(2025, 1, 6, 9, tzinfo=UTC)


def at(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


@pytest.fixture
def three_days():
    """Two acts a day for three days: the third day two heads are signed."""
    for day in range(3):
        with at(FIRST + timedelta(days=day)):
            for verb in ("modifier", "enregistrer_decision"):
                record(actor="essai", verb=verb, kind="action", object_id=day, details={"é": [day, verb]})


def reasons() -> list[str]:
    return [one.reason for one in flaws()]


def test_each_day_signs_what_was_written_before_it_and_once(three_days):
    assert list(Seal.objects.order_by("day").values_list("number", flat=True)) == [2, 4]
    assert reasons() == []


def test_a_chain_rewritten_whole_is_seen_by_its_signed_heads(three_days):
    previous = ""
    for entry in Entry.objects.order_by("number"):
        entry.label, entry.previous_hash = "réécrit", previous
        values = {name: getattr(entry, name) for name in ("number", "actor", "verb", "kind", "object_id", "place")}
        values |= {"at": entry.at.isoformat(), "label": entry.label, "details_digest": entry.details_digest}
        entry.hash = previous = digest_of_entry(values | {"previous_hash": entry.previous_hash})
        entry.save()
    Head.objects.update(last_hash=previous)
    assert reasons() == [
        "L’entrée n° 2 n’est plus celle qui a été signée le 07/01/2025.",
        "L’entrée n° 4 n’est plus celle qui a été signée le 08/01/2025.",
    ]


def test_a_forged_signature_is_seen(three_days):
    Seal.objects.filter(number=2).update(number=1)
    assert "La signature du 07/01/2025 n’est pas valable." in reasons()


def test_an_export_is_verified_without_the_database(three_days):
    verdict = verify_export(list(export_lines()))
    assert (verdict.entries, verdict.seals, verdict.flaws, verdict.keys) == (6, 2, (), (public_key(),))


def altered(lines: list[str], rank: int, **values) -> list[str]:
    """Return an export where an entry was rewritten by hand."""
    part = json.loads(lines[rank])
    part["ligne"] |= values
    return [*lines[:rank], json.dumps(part, ensure_ascii=False) + "\n", *lines[rank + 1 :]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda lines: altered(lines, 3, label="x"), "L’entrée n° 3 a été modifiée."),
        (lambda lines: altered(lines, 3, details={"é": 0}), "Le détail de l’entrée n° 3 a été modifié."),
        (lambda lines: lines[:3] + lines[4:], "L’entrée n° 3 manque."),
        (lambda lines: lines[:6] + lines[7:], "Des entrées manquent à la fin (attendu : n° 6)."),
        (lambda lines: [one.replace('"day": "2025-01-07"', '"day": "2025-01-09"') for one in lines], "La signature du"),
    ],
)
def test_an_altered_export_says_where(three_days, change, sentence):
    found = verify_export(change(list(export_lines())))
    assert any(sentence in flaw.reason for flaw in found.flaws)


def test_a_byte_altered_anywhere_is_found_and_said_where(three_days, tmp_path, capsys):
    whole = "".join(export_lines()).encode()
    path, draw = tmp_path / "journal.jsonl", random.Random(7)
    for at in [*range(0, 260, 3), *draw.sample(range(len(whole)), 260)]:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << draw.randrange(7)]) + whole[at + 1 :])
        assert main(["check", "--journal", str(path)]) == 1, at
        told = capsys.readouterr()
        said = told.out + told.err
        assert re.search(r"entrée n°|ligne \d|première ligne|à la fin|signature|export du journal|version", said), said


def test_a_detail_emptied_by_hand_is_seen(three_days):
    Entry.objects.filter(number=3).update(details=None)
    assert "Le détail de l’entrée n° 3 a été modifié." in [flaw.reason for flaw in flaws()]
    assert any("n° 3" in flaw.reason for flaw in verify_export(list(export_lines())).flaws)


def test_the_commands_write_and_verify(three_days, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("gouvernail.cli.starting.start_django", lambda: None)
    path = tmp_path / "journal.jsonl"
    assert main(["journal", str(path), "--key"]) == 0
    assert public_key() in capsys.readouterr().out
    assert main(["check", "--journal", str(path)]) == 0
    assert "Chaîne intacte (6 lignes), 2 têtes" in capsys.readouterr().out
    path.write_text(path.read_text().replace("enregistrer_decision", "creer", 1))
    assert main(["check", "--journal", str(path)]) == 1
    assert "DÉFAUT  L’entrée n° 2 a été modifiée." in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", ["", "bonjour", '{"format": "autre"}', '{"format": "gouvernail-journal", "version": 9}']
)
def test_what_is_no_export_is_refused_in_french(tmp_path, capsys, content):
    path = tmp_path / "faux.jsonl"
    path.write_text(content)
    assert main(["check", "--journal", str(path)]) == 1
    assert capsys.readouterr().err.startswith("gouvernail : ")
    assert main(["check", "--journal", str(tmp_path / "absent")]) == 1


def test_details_of_routine_acts_go_after_a_year_decisions_stay_and_the_chain_holds(three_days):
    later = FIRST.replace(year=2026, day=8)
    assert empty_old_details(actor="essai", now=later) == 2, "the third day is not over a year ago"
    kept = set(Entry.objects.exclude(details=None).values_list("object_id", "verb"))
    assert {("0", "enregistrer_decision"), ("1", "enregistrer_decision"), ("2", "modifier")} <= kept
    assert ("0", "modifier") not in kept
    assert reasons() == []
    assert verify_export(list(export_lines())).flaws == ()
    assert empty_old_details(actor="essai", now=later) == 0
    assert Entry.objects.filter(verb="purger").count() == 1
