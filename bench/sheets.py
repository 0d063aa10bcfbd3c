"""A big sheet, from the file to its preview: XLSX and CSV, each in a process of its own.

    python bench/sheets.py [rows]     on SQLite, in a folder of its own (GOUVERNAIL_DATABASE for PostgreSQL)

Prints seconds of the clock, of processor, and the highest memory of each process, beside what the same process takes
before it reads anything. The lines are compared with a register that holds nothing yet, then kept for their preview.
« fautes » is the same inventory with one line in twenty at fault; « relu » compares it with the 100,000 machines that
applying it created, and « change » with one line in a hundred that is no longer the same.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
os.environ.setdefault("GOUVERNAIL_BENCH_FOLDER", tempfile.mkdtemp(prefix="gouvernail-bench-"))
FOLDER = Path(os.environ["GOUVERNAIL_BENCH_FOLDER"])
os.environ["GOUVERNAIL_DATA"] = str(FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "gouvernail.config.settings"
HEADERS = ("Nom", "Type", "État", "Fabricant", "Modèle", "Numéro de série", "Système", "Mise en service", "Prix")
KINDS = {"parc": "equipment", "demandes": "request", "fautes": "equipment", "relu": "equipment", "change": "equipment"}
ALONE = ("parc", "demandes", "fautes")
"""Read against an empty register; the others against what applying « relu » created."""

FAULTS = (("type", 1, "Grille-pain"), ("date", 7, "31/02/2024"), ("price", 8, "env. 600 €"), ("number", 5, ""))
REQUEST_HEADERS = ("Référence", "Nature", "Catégorie", "Ouverte le", "Résolue le")


def lines(kind: str):
    """The lines of a sheet, headers first."""
    yield REQUEST_HEADERS if kind == "demandes" else HEADERS
    first = date(2020, 1, 1)
    for number in range(ROWS):
        day = first + timedelta(days=number % 1800)
        if kind != "demandes":
            line = [
                f"PC-{number:06}", "PC fixe", "En service", "Constructeur", f"Modèle {number % 40}", f"SN{number:08}",
                "Windows 11", day, f"{600 + number % 700},50",
            ]  # fmt: skip
            if kind == "fautes" and number % 20 == 0:
                _name, column, wrong = FAULTS[number // 20 % len(FAULTS)]
                line[column] = wrong
            if kind == "change" and number % 100 == 0:
                line[4] = "Modèle nouveau"
            yield tuple(line)
        else:
            closed = day + timedelta(days=number % 40) if number % 7 else None
            yield f"D{number:07}", "Support utilisateurs", f"Domaine {number % 12}", day, closed


def write_files() -> None:
    """Make the files once."""
    import django

    django.setup()
    from gouvernail.registers.exporting import write_table

    for kind in KINDS:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";")
        writer.writerows(
            [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in line] for line in lines(kind)
        )
        (FOLDER / f"{kind}.csv").write_text(text.getvalue(), encoding="utf-8")
        headers, *body = lines(kind)
        content = write_table(headers, body, format="xlsx", title="Feuille", notes=[])
        (FOLDER / f"{kind}.xlsx").write_bytes(content)


def preview(name: str) -> None:
    """Receive a file and compare its lines, as the page does; print what it took."""
    import django

    django.setup()
    from gouvernail.connectors import applying, receiving, staging
    from gouvernail.estate.models import Equipment
    from gouvernail.organisations.actors import system_actor
    from gouvernail.organisations.models import Organisation
    from gouvernail.registers.registry import register_of

    actor, place = system_actor("mesure"), Organisation.objects.get(slug="mesure")
    data, before = (FOLDER / name).read_bytes(), memory()
    began, taken = time.perf_counter(), time.process_time()
    run = receiving.receive(register_of(KINDS[name.partition(".")[0]]), place, actor, name, data)
    staging.work(run.pk, staging.begin(run), actor)
    run.refresh_from_db()
    if name == "relu.csv" and not Equipment.objects.exists():  # creates what the others are compared with
        applying.apply(run, actor)
        return
    clock, processor = time.perf_counter() - began, time.process_time() - taken
    assert sum(run.counts.values()) == ROWS, (run.state, run.counts, run.log[:3])
    print(
        f"  {name:14} {len(data) / 1e6:5.1f} Mo : {clock:6.1f} s, processeur {processor:5.1f} s, "
        f"mémoire {memory():.0f} Mio ({before:.0f} avant de lire)   {run.counts}",
        flush=True,
    )


def memory() -> float:
    """The highest memory of this process since it started, in mebibytes."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def main() -> None:
    """Measure and print."""
    if len(sys.argv) > 2:
        preview(sys.argv[2])
        return
    import django

    django.setup()
    from django.core.management import call_command

    from gouvernail.organisations.models import Organisation

    call_command("migrate", verbosity=0)
    Organisation.objects.create(name="Mesure", slug="mesure", kind="cc")
    write_files()
    print(f"{ROWS} lignes, charge {os.getloadavg()[0]:.1f}", flush=True)
    files = sorted(one.name for one in FOLDER.glob("*.[cx][sl]*") if one.suffix in (".csv", ".xlsx"))
    alone = [name for name in files if name.partition(".")[0] in ALONE]
    held = [name for name in files if name.partition(".")[0] not in ALONE]
    for name in (*alone, "relu.csv", *held):
        subprocess.run([sys.executable, __file__, str(ROWS), name], check=True)


if __name__ == "__main__":
    main()
