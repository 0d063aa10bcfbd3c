"""Twenty thousand lines are compared chunk by chunk, out of people's way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gouvernail.connectors import applying, comparing, deciding, receiving, staging
from gouvernail.connectors.judging import CHUNK
from gouvernail.connectors.models import ImportRun, StagedRow
from gouvernail.estate.models import Equipment
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of
from tests.connectors.conftest import outcomes


def _csv(count, kind="Fixe"):
    return "\n".join(["Nom;Type;Système;Prix", *(f"PC-{n:05};{kind};Windows 11;850" for n in range(count))]).encode()


def _received(world, owner, data, name="parc.csv"):
    return receiving.receive(register_of("equipment"), world.commune, owner, name, data)


def test_comparing_asks_as_many_queries_for_a_whole_chunk_as_for_a_line(world, owner):
    def cost(count):
        for n in range(0, count, 2):
            Equipment.objects.create(organisation=world.commune, name=f"PC-{n:05}", type="pc_portable")
        run = _received(world, owner, _csv(count))
        with CaptureQueriesContext(connection) as queries:
            comparing.compare(run, owner)
        Equipment.objects.all().delete()
        return len(queries)

    few, many = cost(2), cost(300)
    assert many <= few + 8  # the lines kept are inserted a few hundred values at a time


@pytest.mark.long
def test_twenty_thousand_lines_go_all_the_way(world, owner, monkeypatch):
    monkeypatch.setattr(comparing, "AT_ONCE", 50_000)
    run = _received(world, owner, _csv(20_000))
    comparing.compare(run, owner)
    assert run.counts == {"nouvelle": 20_000}
    assert applying.apply(run, owner)["ecrites"] == 20_000
    again = _received(world, owner, _csv(20_000))
    comparing.compare(again, owner)
    assert again.counts == {"inchangee": 20_000}


def test_a_big_file_is_compared_apart_and_says_how_far_it_is(world, owner, signed_in, monkeypatch):
    started = []
    monkeypatch.setattr(comparing._comparisons, "start", lambda *numbers: started.append(numbers))
    run = _received(world, owner, _csv(comparing.AT_ONCE + 1))
    page = f"/c/commune/imports/{run.pk}/"
    client = signed_in()
    chosen = {f"col-{line.index}": line.chosen for line in client.get(f"{page}colonnes/").context["lines"]}
    client.post(f"{page}colonnes/", chosen)
    run.refresh_from_db()
    assert (run.state, started) == ("lecture", [(run.pk, run.attempt)])
    ImportRun.objects.filter(pk=run.pk).update(lines_done=500)
    waiting = client.get(f"{page}verifier/").content.decode()
    assert "500 lignes comparées sur 2\u202f001" in waiting
    assert "Rien n’est encore écrit" in waiting
    part = client.get(f"{page}verifier/", headers={"HX-Request": "true", "HX-Target": "import-progress"})
    assert part.content.decode().startswith("<section")
    comparing.execute(*started[0])
    done = client.get(f"{page}verifier/", headers={"HX-Request": "true", "HX-Target": "import-progress"})
    assert done.headers["HX-Refresh"] == "true"
    assert client.get(f"{page}verifier/").context["ready"] == comparing.AT_ONCE + 1


def test_an_interrupted_comparison_is_said_and_starts_again(world, owner, signed_in, monkeypatch):
    run = _received(world, owner, _csv(CHUNK * 2))
    attempt = staging.begin(run)
    real = staging.rows_of
    calls = []

    def dies_on_second(*args):
        calls.append(1)
        if len(calls) == 2:
            raise SystemExit
        return real(*args)

    monkeypatch.setattr(staging, "rows_of", dies_on_second)
    with pytest.raises(SystemExit):
        staging.work(run.pk, attempt, owner)
    monkeypatch.undo()
    run.refresh_from_db()
    assert (run.state, run.lines_done, StagedRow.objects.count()) == ("lecture", CHUNK, CHUNK)
    assert not Equipment.objects.exists()
    ImportRun.objects.filter(pk=run.pk).update(touched_at=timezone.now() - timedelta(minutes=10))
    page = f"/c/commune/imports/{run.pk}/"
    assert "La comparaison s’est interrompue" in signed_in().get(f"{page}verifier/").content.decode()
    signed_in().post(f"{page}recommencer/")
    run.refresh_from_db()
    assert (run.state, run.counts) == ("a_verifier", {"nouvelle": CHUNK * 2})


def test_a_comparison_left_behind_by_another_writes_nothing_more(world, owner):
    run = _received(world, owner, _csv(3))
    old = staging.begin(run)
    comparing.compare(run, owner)
    before = outcomes(run)
    staging.work(run.pk, old, owner)
    run.refresh_from_db()
    assert (run.state, outcomes(run)) == ("a_verifier", before)


def test_a_failure_is_said_in_one_sentence(world, owner, signed_in, monkeypatch):
    run = _received(world, owner, _csv(3))

    def fails(*args):
        raise ZeroDivisionError("interne")

    monkeypatch.setattr(staging, "sheet_of", fails)
    comparing.compare(run, owner)
    assert run.state == "echec"
    page = signed_in().get(f"/c/commune/imports/{run.pk}/verifier/").content.decode()
    assert "La comparaison a échoué. Rien n’est écrit" in page
    assert "interne" not in page


def test_one_cannot_answer_while_lines_are_compared(world, owner):
    run = _received(world, owner, _csv(3))
    staging.begin(run)
    for act in (lambda: deciding.accept_all(run, owner, 90), lambda: applying.apply(run, owner)):
        with pytest.raises(RefusedError):
            act()


def test_files_never_applied_are_erased_after_thirty_days(world, owner):
    old = _received(world, owner, _csv(3))
    comparing.compare(old, owner)
    ImportRun.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(days=31))
    recent = _received(world, owner, _csv(3), "autre.csv")
    old.refresh_from_db()
    assert (old.state, old.rows.count(), hasattr(old, "received")) == ("abandonne", 0, False)
    assert recent.received.content
