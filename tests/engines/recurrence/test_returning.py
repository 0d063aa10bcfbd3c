"""Requests that come back, against a loop over every pair."""

import random
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.engines.recurrence.returning import Requests, comparable, returning
from gouvernail.engines.recurrence.sketching import SIZE, Sketcher, key_of
from gouvernail.engines.recurrence.wording import telling_words
from tests.recurrence import comes_back

KEY = b"a key for the tests, long enough"
TITLES = ["", "Bac vide", "Bac à papier vide", "Boîte pleine", "Boite plaine", "Compte verrouillé de l’accueil"]
drawn_rows = st.lists(
    st.tuples(st.integers(0, 90), st.integers(-1, 2), st.sampled_from(TITLES), st.sampled_from([None, None, 1, 2])),
    max_size=40,
)


@given(rows=drawn_rows, within=st.integers(0, 40))
def test_bands_and_arrays_find_what_a_loop_over_every_pair_finds(rows, within):
    rows = sorted(rows, key=lambda row: row[0])
    sketches = Sketcher(KEY).sketches([title for _day, _group, title, _machine in rows])
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    asked = Requests(np.array(columns[0], np.int64), np.array(columns[1], np.int64), sketches, columns[3])
    found = [
        any(comes_back(one, other, within) for other in objects(rows, sketches)) for one in objects(rows, sketches)
    ]
    assert returning(asked, within).tolist() == found
    told = [(bool(sketch) and row[1] >= 0) or row[3] is not None for row, sketch in zip(rows, sketches, strict=True)]
    assert comparable(asked).tolist() == told


def objects(rows, sketches):
    return [
        SimpleNamespace(
            pk=at, organisation_id=1, opened_on=np.datetime64(day, "D").item(),
            category="" if group < 0 else str(group),
            title_sketch=sketch, equipment_key=machine,
        )
        for at, ((day, group, _title, machine), sketch) in enumerate(zip(rows, sketches, strict=True))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("L’imprimante de l’accueil ne fonctionne plus !", ["accueil", "imprimante"]),
        ("RE: Imprimante accueil HS (urgent)", ["accueil", "imprimante"]),
        ("Mme Durand-Petit : boîte pleine", ["boite", "pleine"]),
        ("Ouvrir l’accès de M. Jean Petit à la paie", ["acces", "ouvrir", "paie"]),
        ("Écran noir, poste PC2031, 06 12 34 56 78, prenom.nom@commune.example", ["ecran", "noir", "poste"]),
        ("Bonjour, problème urgent n° 4512", []),
    ],
)
def test_only_the_words_that_tell_are_compared(title, words):
    assert telling_words(title) == words


def test_a_sketch_depends_on_words_not_on_their_order_and_on_the_key():
    here, elsewhere = Sketcher(KEY), Sketcher(KEY[::-1])
    first, second = here.sketches(["Imprimante de l’accueil en panne", "Accueil : imprimante HS"])
    (other,) = elsewhere.sketches(["Imprimante de l’accueil en panne"])
    assert first == second
    assert len(first) == SIZE
    assert sum(left == right for left, right in zip(first, other, strict=True)) < SIZE / 4, (
        "another key, another sketch"
    )
    assert here.sketches(["", "Bonjour"]) == [b"", b""]


def test_agreement_estimates_the_share_of_features_in_common():
    draw, sketcher, gaps = random.Random(5), Sketcher(KEY), []
    for _ in range(200):
        words = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(9)]
        common = draw.randint(1, 8)
        first, second = words[:common] + words[common : common + 1], words[:common]
        left, right = features(first), features(second)
        truth = len(left & right) / len(left | right)
        one, other = sketcher.sketches([" ".join(first), " ".join(second)])
        gaps.append(sum(a == b for a, b in zip(one, other, strict=True)) / SIZE - truth)
    assert abs(sum(gaps) / len(gaps)) < 0.02, "no bias worth naming"
    assert max(map(abs, gaps)) < 0.25


def features(words):
    return {f" {word} "[at : at + 3] for word in words for at in range(len(word))}


def test_equipment_is_known_by_a_keyed_number():
    assert key_of(" pc-0412 ", KEY) == key_of("PC-0412", KEY) != key_of("PC-0412", KEY[::-1])
    assert key_of("  ", KEY) is None
    assert -(2**63) <= key_of("PC-0412", KEY) < 2**63


def test_the_library_still_sketches_as_what_is_kept_was_sketched():
    (sketch,) = Sketcher(KEY).sketches(["Imprimante de l’accueil en panne"])
    assert sketch[:8].hex() == "2664a47e3f067786"
