"""A long CSV of requests, from the file to the register, beside Django's ``bulk_create`` of the same lines.

    python bench/requests_file.py [lines]             on SQLite, in a folder of its own
    GOUVERNAIL_DATABASE=postgres://… python bench/requests_file.py [lines]   on an empty PostgreSQL database

Prints seconds of the clock, lines per second and the highest memory of each process, which has nothing else to do:
``bulk_create`` of the file read by the standard library, without any comparison; the first load (gone through,
compared, staged, then applied in one switch); the same file again; the same one in disorder.
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

LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
STEP = sys.argv[2] if len(sys.argv) > 2 else ""
os.environ.setdefault("GOUVERNAIL_BENCH_FOLDER", tempfile.mkdtemp(prefix="gouvernail-bench-"))
os.environ["GOUVERNAIL_DATA"] = os.environ["GOUVERNAIL_BENCH_FOLDER"]
os.environ["DJANGO_SETTINGS_MODULE"] = "gouvernail.config.settings"
FILE = Path(os.environ["GOUVERNAIL_BENCH_FOLDER"]) / "demandes.csv"
SHUFFLED = FILE.with_name("desordre.csv")


def write_files() -> None:
    """Write the file, and the same lines in disorder: every seventh first, then those after them, and so on."""
    lines = [_line(number) for number in range(1, LINES + 1)]
    head = "N° de ticket;Catégorie;Service;Demandeur;Ouverte le;Résolue le\r\n"
    FILE.write_text(head + "".join(lines), encoding="utf-8-sig")
    SHUFFLED.write_text(head + "".join("".join(lines[at::7]) for at in range(7)), encoding="utf-8-sig")


def _line(number: int) -> str:
    opened = date(2020, 1, 1) + timedelta(days=2000 * number // LINES)
    at = f"{8 + number % 10:02}:{number % 60:02}"
    closed = f"{opened + timedelta(days=number % 40):%d/%m/%Y} 18:30" if number % 7 else ""
    return f"{number};Catégorie {number % 12};Service {number % 30};x{number % 900};{opened:%d/%m/%Y} {at};{closed}\r\n"


def load(path: Path) -> float:
    """Read a file as a page has it read, apply it, and return how many seconds it took."""
    from gouvernail.connectors.sources import applying, brought, settling
    from gouvernail.connectors.sources.models import Connection
    from gouvernail.connectors.sources.reading import start, work
    from gouvernail.organisations.actors import system_actor

    actor, source = system_actor("mesure"), Connection.objects.get()
    began = time.perf_counter()
    run = start(source, "demandes", actor)
    with path.open("rb") as file:
        brought.keep(run.pk, iter(lambda: file.read(65_536), b""))
    run = work(run.pk, actor, (path.name, b""))
    if run.state != "a_verifier" or run.received != LINES:
        raise SystemExit(f"{run.state} {run.received} {run.alerts}")
    settling.confirm_words(source, {one.pk: one.value for one in source.words.all()}, actor)
    applying.apply(run, actor)
    return time.perf_counter() - began


def by_bulk_create() -> float:
    """Write the same lines with the ORM, five thousand at a time, in one transaction."""
    import csv
    from datetime import datetime
    from itertools import islice

    from django.db import transaction
    from django.utils import timezone

    from gouvernail.organisations.models import Department, Organisation
    from gouvernail.support.models import Request
    from gouvernail.support.writing import months_changed

    place, now = Organisation.objects.get(slug="temoin"), timezone.now()
    departments = dict(Department.objects.values_list("name", "pk"))

    def made(row: list[str]) -> Request:
        opened = timezone.make_aware(datetime.strptime(row[4], "%d/%m/%Y %H:%M"))
        closed = timezone.make_aware(datetime.strptime(row[5], "%d/%m/%Y %H:%M")) if row[5] else None
        return Request(
            organisation=place, source="Mesure", source_place=f"demande n° {row[0]}", read_at=now, reference=row[0],
            raw={"Catégorie": row[1], "Service": row[2], "Créée le": row[4], "Résolue le": row[5]}, kind="support",
            category=row[1], department_id=departments[row[2]], opened_on=opened.date(), opened_at=opened,
            closed_on=closed and closed.date(), closed_at=closed,
        )  # fmt: skip

    began = time.perf_counter()
    with FILE.open(encoding="utf-8-sig", newline="") as file, transaction.atomic(), months_changed():
        rows = csv.reader(file, delimiter=";")
        next(rows)
        while some := list(islice(rows, 5_000)):
            Request.objects.bulk_create(map(made, some))
    return time.perf_counter() - began


def prepare() -> None:
    """Make the tables, two organisations with the same departments, and the source."""
    from django.core.management import call_command

    from gouvernail.connectors.sources.models import Connection
    from gouvernail.organisations.models import Department, Organisation

    call_command("migrate", verbosity=0)
    for slug in ("temoin", "mesure"):
        place = Organisation.objects.create(name=slug.title(), slug=slug, kind="commune")
        Department.objects.bulk_create(
            Department(organisation=place, name=f"Service {n}", headcount=40) for n in range(30)
        )
    Connection.objects.create(
        organisation=place, name="Mesure", product="requests_file", address="Mesure", streams=["demandes"]
    )


STEPS = {
    "prepare": prepare,
    "bulk_create": by_bulk_create,
    "first": lambda: load(FILE),
    "again": lambda: load(FILE),
    "disorder": lambda: load(SHUFFLED),
}
LABELS = {
    "bulk_create": "bulk_create de Django",
    "first": "premier chargement, appliqué",
    "again": "le même fichier",
    "disorder": "le même, en désordre",
}


def main() -> None:
    """Do one step in this process, or each in a process of its own."""
    if STEP:
        import django

        django.setup()
        seconds = STEPS[STEP]()
        if seconds is not None:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"  {LABELS[STEP]:32} {seconds:7.2f} s {LINES / seconds:9.0f} lignes/s   {memory:5.0f} Mio", flush=True
            )
        return
    write_files()
    print(f"{LINES} lignes, {FILE.stat().st_size / 1e6:.0f} Mo, charge {os.getloadavg()[0]:.1f}", flush=True)
    for step in STEPS:
        subprocess.run([sys.executable, __file__, str(LINES), step], check=True)
    print(f"  charge à la fin : {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
