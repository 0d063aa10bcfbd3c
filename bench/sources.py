"""Requests at volume: the product's way beside Django's ``bulk_create``, in one run.

    python bench/sources.py [rows] [--alone]          on SQLite, in a folder of its own (alone: without bulk_create)
    GOUVERNAIL_DATABASE=postgres://… python bench/sources.py [rows]   on an empty PostgreSQL database

Prints seconds of the clock, rows per second, and seconds of processor (this process and the PostgreSQL one that works
for it) for: bulk_create of the same requests, in a process of its own; the first load (compared, staged, then applied
in one switch); the same reading again; a reading in which the last 1 % changed; one in which 1 % changed of all times,
read whole, then read by its changes alone; and the highest memory of this process, which makes the records of the
source chunk by chunk and never holds them. What making them costs is not counted.

``bench/gestsup.py`` measures the whole way from a MariaDB database, and the pages of a site that reads it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
os.environ.setdefault("GOUVERNAIL_BENCH_FOLDER", tempfile.mkdtemp(prefix="gouvernail-bench-"))
os.environ["GOUVERNAIL_DATA"] = os.environ["GOUVERNAIL_BENCH_FOLDER"]
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
from gouvernail.support.writing import months_changed  # noqa: E402

ACTOR = system_actor("mesure")
FIRST = date(2020, 1, 1)
KINDS = ("support", "sites", "projets", "securite")
DEPARTMENTS = 30


def record(number: int, changed: bool = False) -> RequestRecord:
    """One request of the source; ``changed`` closes it on another day."""
    opened = FIRST + timedelta(days=2000 * number // ROWS)  # as they come: the last ones are the most recent
    closed = opened + timedelta(days=number % 40 + changed) if number % 7 or changed else None
    word = f"Catégorie {number % 12}"
    service = f"Service {number % 30}"
    raw = {"Catégorie": word, "Service": service, "Créé le": opened.isoformat(), "Résolu le": str(closed or "")}
    return RequestRecord(number, str(number), word, word, service, opened, closed, f"{number % 900:032x}", raw)


def chunks(numbers: range, changed_every: int = 0, recent: int = 0):
    """The records of the source, as a reading takes them."""
    for start in range(0, len(numbers), CHUNK):
        yield [
            record(number, number > ROWS - recent or (bool(changed_every) and number % changed_every == 0))
            for number in numbers[start : start + CHUNK]
        ]


class Watch:
    """Seconds of the clock and of the processor, while it runs."""

    def __init__(self) -> None:
        self.clock = self.processor = 0.0

    def __enter__(self) -> Watch:
        self.clock, self.processor = self.clock - time.perf_counter(), self.processor - processor()
        return self

    def __exit__(self, *_error: object) -> None:
        self.clock, self.processor = self.clock + time.perf_counter(), self.processor + processor()


def processor() -> float:
    """Seconds of processor this process took, and the PostgreSQL one of its connection when it runs here."""
    taken = time.process_time()
    if database.vendor == "postgresql" and database.connection is not None:
        stat = Path(f"/proc/{database.connection.info.backend_pid}/stat")
        fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
        taken += sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
    return taken


def say(label: str, watch: Watch, beside: float | None = None) -> None:
    """Print one measure, and how many times it is faster than something else."""
    times = f"  ×{beside / watch.clock:.1f}" if beside else ""
    rate = f"{ROWS / watch.clock:10.0f} lignes/s"
    print(f"  {label:36} {watch.clock:7.2f} s  {rate}{times}   (processeur : {watch.processor:.1f} s)", flush=True)


def read(
    connection: Connection, numbers: range, *, complete: bool = True, **changes: int
) -> tuple[SourceRun, Watch, Watch]:
    """Read and apply; return the run, what preparing took and what the switch took."""
    connection.refresh_from_db()
    run = SourceRun.objects.create(
        connection=connection, stream="demandes", generation=connection.generations.get("demandes", 0),
        complete=complete, actor="mesure", read_at=timezone.now(),
    )  # fmt: skip
    preparing, switching = Watch(), Watch()
    with preparing:
        intake = RequestIntake(run, ACTOR)
    for some in chunks(numbers, **changes):
        with preparing:
            intake.add(some)
    with preparing:
        intake.end()
        run.received, run.counts, run.state = intake.received, intake.totals(), "a_verifier"
        run.save()
        if connection.words.filter(confirmed=False).exists():
            answers = {one.pk: one.value or "" for one in connection.words.all()}
            settling.confirm_words(connection, answers, ACTOR)
            run.refresh_from_db()
    with switching:
        run = applying.apply(run, ACTOR)
    return run, preparing, switching


def by_bulk_create(place: Organisation) -> Watch:
    """What one would write with the ORM: the same requests, the same fields, in one transaction."""
    departments = dict(Department.objects.filter(name__startswith="Service").values_list("name", "pk"))
    watch, now = Watch(), timezone.now()
    with months_changed():  # the monthly tables once, at the end, as for any import
        for some in chunks(range(1, ROWS + 1)):
            with watch:
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
        watch.__enter__()
    watch.__exit__()
    return watch


def beside() -> float:
    """Run ``bulk_create`` in a process of its own, whose memory is not ours; return its seconds."""
    command = [sys.executable, __file__, str(ROWS), "--bulk-create"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    clock, taken = map(float, done.stdout.split())
    watch = Watch()
    watch.clock, watch.processor = clock, taken
    say("bulk_create de Django", watch)
    return clock


def main() -> None:
    """Measure and print."""
    if "--bulk-create" in sys.argv:
        watch = by_bulk_create(Organisation.objects.get(slug="temoin"))
        print(watch.clock, watch.processor)
        return
    call_command("migrate", verbosity=0)
    place = Organisation.objects.create(name="Mesure", slug="mesure", kind="cc")
    Organisation.objects.create(name="Témoin", slug="temoin", kind="cc")
    for number in range(DEPARTMENTS):
        Department.objects.create(organisation=place, name=f"Service {number}", headcount=9)
    print(f"{database.vendor}, {ROWS} demandes, charge {os.getloadavg()[0]:.1f}")
    orm = None if "--alone" in sys.argv else beside()
    connection = Connection.objects.create(
        organisation=place, product="gestsup", name="Mesure", address="localhost", streams=["demandes"]
    )
    everything = range(1, ROWS + 1)
    _run, preparing, switching = read(connection, everything)
    say("première lecture : préparer", preparing)
    say("première lecture : basculer", switching)
    first = total(preparing, switching)
    say("première lecture, en tout", first, orm)
    print(f"  mémoire au plus haut : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mio")
    again(connection, "la même, relue", first, everything)
    again(connection, "relue, 1 % changé, les dernières", first, everything, recent=ROWS // 100)
    again(connection, "relue, 1 % changé, de tous temps", first, everything, changed_every=100, recent=ROWS // 100)
    again(
        connection, "ses changements seuls, de tous temps", first, everything[50::100], complete=False, changed_every=1
    )
    assert Request.objects.filter(organisation=place).count() == ROWS
    print(f"  mémoire au plus haut : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mio")
    print(f"  charge à la fin : {os.getloadavg()[0]:.1f}")


def again(connection: Connection, label: str, first: Watch, numbers: range, **options) -> None:
    """Read once more and print what it took beside the first load."""
    run, preparing, switching = read(connection, numbers, **options)
    watch = total(preparing, switching)
    share, taken = 100 * watch.clock / first.clock, 100 * watch.processor / first.processor
    print(
        f"  {label:36} {watch.clock:7.2f} s, bascule de {switching.clock * 1000:.0f} ms : {share:.1f} % de la première "
        f"({taken:.1f} % du processeur)   {run.counts}",
        flush=True,
    )


def total(*watches: Watch) -> Watch:
    """Add watches up."""
    found = Watch()
    found.clock, found.processor = sum(one.clock for one in watches), sum(one.processor for one in watches)
    return found


if __name__ == "__main__":
    main()
