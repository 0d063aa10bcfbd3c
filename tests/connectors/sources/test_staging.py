"""Whatever a source becomes from one reading to the next, what is staged is what a slow loop over its records finds."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.connectors.sources import applying, settling
from gouvernail.connectors.sources.digests import digest_of, digests_of, packed
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.models import HeldRecord
from gouvernail.support.models import Request
from tests.connectors.sources.conftest import request_record
from tests.factories import make_department

WORDS = {"Poste": "support", "Réseau": "sites", "Jamais expliqué": ""}
FIRST = date(2025, 11, 1)


def drawn(draw: random.Random, number: int):
    """Any request: some are impossible, some have a category that nobody explains."""
    word = draw.choices(list(WORDS), weights=(6, 6, 1))[0]
    opened = FIRST + timedelta(days=draw.randrange(200)) if draw.random() < 0.95 else None
    closed = opened + timedelta(days=draw.randrange(-1, 40)) if opened and draw.random() < 0.6 else None
    hours = {"opened_at": f"{opened} 08:30:00"} if opened and draw.random() < 0.3 else {}
    return request_record(
        number, kind_word=word, category=word, department_word=draw.choice(["", "Accueil", "Inconnu"]),
        opened_on=opened, closed_on=closed, raw={"Catégorie": word, "Vu": draw.choice(["", 'dit « "là" »\n', "é"])},
        title_sketch=draw.choice([b"", b"\x01\x02"]), equipment_key=draw.choice([None, 5]), **hours,
    )  # fmt: skip


def expected(records, held, complete):
    """What each record is, beside what is held: number → outcome."""
    found = {}
    for one in records:
        refused = one.opened_on is None or (one.closed_on and one.closed_on < one.opened_on)
        if held.get(one.number) == one:
            found[one.number] = Outcome.UNCHANGED
        elif refused:
            found[one.number] = Outcome.REFUSED
        elif not WORDS[one.kind_word]:
            found[one.number] = Outcome.DOUBTFUL
        else:
            found[one.number] = Outcome.CHANGED if one.number in held else Outcome.NEW
    gone = held.keys() - found.keys() if complete else ()
    return found | dict.fromkeys(gone, Outcome.VANISHED)


@pytest.mark.parametrize("seed", range(8))
def test_several_readings_say_what_a_loop_says(seed, played, connection, read, owner, world, monkeypatch):
    draw = random.Random(seed)
    monkeypatch.setattr("gouvernail.connectors.sources.reading.CHUNK", draw.choice([1, 3, 7, 50]))
    make_department(world.commune, name="Accueil")
    source = {number: drawn(draw, number) for number in draw.sample(range(1, 60), 30)}
    held: dict = {}
    for turn in range(4):
        complete = turn == 0 or draw.random() < 0.6
        touched = draw.sample(sorted(source), 6)
        for number in touched[:2]:
            if complete:
                del source[number]
        for number in {*touched[2:], *draw.sample(range(1, 70), 3)}:
            source[number] = drawn(draw, number)
        given = sorted(source) if complete else sorted({*touched, *draw.sample(sorted(source), 4)} & source.keys())
        played.records = [source[number] for number in given]
        connection.refresh_from_db()
        if not complete:
            connection.marks = {"demandes": {"at": "hier"}}
            connection.save()
        run = read(connection, whole=complete)
        assert run.complete == complete
        answers = {one.pk: WORDS.get(one.word, "") for one in connection.words.all()}
        settling.confirm_words(connection, {pk: value for pk, value in answers.items() if value}, owner)
        run.refresh_from_db()
        outcomes = expected(played.records, held, complete)
        counted = Counter(map(str, outcomes.values()))
        assert {name: n for name, n in run.counts.items() if n} == dict(counted)
        run = applying.apply(run, owner, remove_vanished=complete)
        for number, outcome in outcomes.items():
            if outcome in (Outcome.NEW, Outcome.CHANGED):
                held[number] = source[number]
            elif outcome == Outcome.VANISHED:
                del held[number]
        assert sorted(HeldRecord.objects.values_list("number", flat=True)) == sorted(held)
        assert written() == {str(number): as_written(one) for number, one in held.items()}


def written():
    """The requests as they stand, by reference."""
    names = ("kind", "opened_on", "closed_on", "opened_at", "title_sketch", "equipment_key", "department__name", "raw")
    rows = Request.objects.values_list("reference", *names)
    return {
        reference: (kind, opened, closed, f"{at:%F %T}" if at else "", bytes(sketch), key, department, raw)
        for reference, kind, opened, closed, at, sketch, key, department, raw in rows
    }


def as_written(one):
    """The same of a record."""
    department = "Accueil" if one.department_word == "Accueil" else None
    kind = WORDS[one.kind_word]
    return (
        kind, one.opened_on, one.closed_on, one.opened_at, one.title_sketch, one.equipment_key, department, one.raw
    )  # fmt: skip


texts = st.text(max_size=12)


@given(st.lists(st.dictionaries(texts, texts, max_size=4), max_size=8))
def test_packed_texts_are_the_json_of_each(raws):
    assert list(map(json.loads, packed(raws))) == raws


@given(st.dictionaries(texts, texts, max_size=3), texts, st.sampled_from(["", "2026-03-02 08:30:00"]))
def test_a_digest_is_that_of_all_the_texts(raw, reference, opened_at):
    one = request_record(1, reference=reference, opened_at=opened_at)._replace(raw=raw)
    hours = [opened_at] if opened_at else []
    assert list(digests_of([one])) == [digest_of(reference, "p" * 32, "", "", *raw, *raw.values(), *hours)]
