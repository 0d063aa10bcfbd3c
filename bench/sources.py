"""Requests at volume: the product's way beside Django's ``bulk_create``, in one run.

    python bench/sources.py [rows]                    on SQLite, in a folder of its own
    GOUVERNAIL_DATABASE=postgres://… python bench/sources.py [rows]   on an empty PostgreSQL database

Prints rows per second for: bulk_create of the same requests; the first load (compared, staged, then applied in one
switch); the same reading again; a reading in which the last 1 % changed, as they do; one in which 1 % changed of all
times; and the highest memory of the process.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from datetime import date, timedelta

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
os.environ["GOUVERNAIL_DATA"] = tempfile.mkdtemp(prefix="gouvernail-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "gouvernail.config.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection as database  # noqa: E402
from django.utils import timezone  # noqa: E402

from gouvernail.connectors.sources import applying, settling  # noqa: E402
from gouvernail.connectors.sources.intake_requests import RequestIntake  # noqa: E402
from gouvernail.connectors.sources.models import Connection, SourceRun  # noqa: E402
from gouvernail.connectors.sources.reading import CHUNK  # noqa: E402
from gouvernail.connectors.sources.records import RequestRecord  # noqa: E402
from gouvernail.organisations.actors import system_actor  # noqa: E402
from gouvernail.organisations.models import Department, Organisation  # noqa: E402
from gouvernail.support.models import Request  # noqa: E402

ACTOR = system_actor("mesure")
FIRST = date(2020, 1, 1)
KINDS = ("support", "sites", "projets", "securite")


def record(number: int, changed: bool = False) -> RequestRecord:
    """One request of the source; ``changed`` closes it on another day."""
    opened = FIRST + timedelta(days=2000 * number // ROWS)  # as they come: the last ones are the most recent
    closed = opened + timedelta(days=number % 40 + changed) if number % 7 or changed else None
    word = f"Catégorie {number % 12}"
    service = f"Service {number % 30}"
    raw = {"Catégorie": word, "Service": service, "Créé le": opened.isoformat(), "Résolu le": str(closed or "")}
    return RequestRecord(number, str(number), word, word, service, opened, closed, f"{number % 900:032x}", raw)


def chunks(changed_every: int = 0, recent: int = 0):
    """The records of the source, as a reading takes them."""
    some = []
    for number in range(1, ROWS + 1):
        some.append(record(number, number > ROWS - recent or (bool(changed_every) and number % changed_every == 0)))
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some


def read(connection: Connection, changed_every: int = 0, recent: int = 0) -> tuple[SourceRun, float, float]:
    """Read and apply; return the run, the seconds of preparing and those of the switch."""
    generation = connection.generations.get("demandes", 0)
    run = SourceRun.objects.create(
        connection=connection, stream="demandes", generation=generation, actor="mesure", read_at=timezone.now()
    )
    prepared = list(chunks(changed_every, recent))  # what the source costs is not measured here
    began = time.perf_counter()
    intake = RequestIntake(run, ACTOR)
    for some in prepared:
        intake.add(some)
    intake.end()
    run.received, run.counts, run.state = intake.received, intake.totals(), "a_verifier"
    run.save()
    staged = time.perf_counter()
    del prepared
    if connection.words.filter(confirmed=False).exists():
        answers = {one.pk: one.value or "" for one in connection.words.all()}
        settling.confirm_words(connection, answers, ACTOR)
        run.refresh_from_db()
    explained = time.perf_counter()
    run = applying.apply(run, ACTOR)
    ended = time.perf_counter()
    connection.refresh_from_db()
    return run, staged - began + explained - staged, ended - explained


def by_bulk_create(place: Organisation, departments: dict[str, int]) -> float:
    """What one would write with the ORM: the same requests, the same fields, in one transaction."""
    from gouvernail.support.writing import months_changed

    prepared = list(chunks())
    began = time.perf_counter()
    now = timezone.now()
    with months_changed():  # the monthly tables once, at the end, as for any import
        for some in prepared:
            Request.objects.bulk_create(
                Request(
                    organisation=place,
                    source="Mesure",
                    source_place=f"demande n° {one.reference}",
                    read_at=now,
                    raw=one.raw,
                    reference=one.reference,
                    kind=KINDS[one.number % 4],
                    category=one.category,
                    department_id=departments[one.department_word],
                    opened_on=one.opened_on,
                    closed_on=one.closed_on,
                    requester=one.requester,
                )
                for one in some
            )
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    call_command("migrate", verbosity=0)
    place = Organisation.objects.create(name="Mesure", slug=f"mesure-{time.time_ns()}", kind="cc")
    other = Organisation.objects.create(name="Témoin", slug=f"temoin-{time.time_ns()}", kind="cc")
    for number in range(30):
        Department.objects.create(organisation=place, name=f"Service {number}", headcount=9)
    ids = dict(Department.objects.filter(organisation=place).values_list("name", "pk"))
    print(f"{database.vendor}, {ROWS} demandes")
    orm = by_bulk_create(other, ids)
    say("bulk_create de Django", orm)
    connection = Connection.objects.create(
        organisation=place, product="gestsup", name="Mesure", address="localhost", streams=["demandes"]
    )
    _run, prepared, switched = read(connection)
    say("première lecture : préparer", prepared)
    say("première lecture : basculer", switched)
    say("première lecture, en tout", prepared + switched, orm)
    again, prepared, switched = read(connection)
    assert again.counts == {"inchangee": ROWS, "supprimees": 0}, again.counts
    say("la même, relue", prepared + switched, orm)
    run, prepared, switched = read(connection, recent=ROWS // 100)
    say("relue, 1 % changé, les dernières", prepared + switched, orm)
    print(f"  {run.counts}, bascule de {switched * 1000:.0f} ms")
    run, prepared, switched = read(connection, changed_every=100)
    say("relue, 1 % changé, de tous temps", prepared + switched, orm)
    print(f"  {run.counts}, bascule de {switched * 1000:.0f} ms")
    assert Request.objects.filter(organisation=place).count() == ROWS
    print(f"  mémoire au plus haut : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mio")


def say(label: str, seconds: float, beside: float | None = None) -> None:
    """Print one measure, and how many times it is faster than the ORM."""
    times = f"  ×{beside / seconds:.1f}" if beside else ""
    rate = f"{ROWS / seconds:10.0f} lignes/s"
    print(f"  {label:34} {seconds:7.2f} s  {rate}{times}   (processeur : {cpu():.1f} s)", flush=True)


_last = time.process_time()


def cpu() -> float:
    """Seconds of processor since the last call."""
    global _last
    before, _last = _last, time.process_time()
    return _last - before


if __name__ == "__main__":
    main()
