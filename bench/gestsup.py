"""The whole way from a GestSup database in MariaDB, its tickets made here, to the requests of a place.

    python bench/gestsup.py [rows]             on SQLite, in a folder of its own (GOUVERNAIL_DATABASE for PostgreSQL)
    python bench/gestsup.py [rows] --pages http://127.0.0.1:8393 --folder /tmp/demo
                                               inside a demonstration that is served there, while its pages are asked

The first prints rows per second of: reading the source alone, reading and preparing, the switch, all of it. The second
has the served site read the source itself, in its own process, and apply it, and prints how long the pages answer
meanwhile, and how long a write of another process waits. Needs a MariaDB on this machine (root, no password).
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

_parser = argparse.ArgumentParser()
_parser.add_argument("rows", nargs="?", type=int, default=100_000)
_parser.add_argument("--pages", default="")
_parser.add_argument("--folder", default="")
ARGUMENTS = _parser.parse_args()
sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["GOUVERNAIL_DATA"] = ARGUMENTS.folder or tempfile.mkdtemp(prefix="gouvernail-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "gouvernail.config.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection as database  # noqa: E402

from gouvernail.connectors.sources import applying, reading, settling  # noqa: E402
from gouvernail.connectors.sources.access import access_to, product_of  # noqa: E402
from gouvernail.connectors.sources.connecting import save_connection  # noqa: E402
from gouvernail.connectors.sources.connector import Report  # noqa: E402
from gouvernail.connectors.sources.models import Connection, SourceRun  # noqa: E402
from gouvernail.organisations.actors import system_actor  # noqa: E402
from gouvernail.organisations.models import Organisation  # noqa: E402
from tests.connectors.catalogue.gestsup.server import gestsup  # noqa: E402
from tests.connectors.sources.databases import PASSWORD, Throwaway  # noqa: E402

ACTOR = system_actor("mesure")
ACCOUNT, WORD = "referent-si@trois-rivieres.example", "demo-trois-rivieres-2026"
SLUG = "cc-des-trois-rivieres"
PAGES = ("", "indicateurs/", "demandes/", "projets/", "sources/")


def filled(rows: int) -> Throwaway:
    """A GestSup with that many tickets over five years, made by MariaDB itself."""
    made = gestsup()
    made.run("INSERT INTO tcategory SELECT seq, CONCAT('Domaine ', seq) FROM seq_10_to_21")
    made.run("INSERT INTO tservices SELECT seq, CONCAT('Service ', seq) FROM seq_10_to_39")
    made.run(
        f"""INSERT INTO tincidents SELECT seq, 1, 5, CONCAT('Souci numéro ', seq % 5000), '', 100 + seq % 900,
        10 + seq % 30, ADDDATE('2021-01-01 08:00:00', FLOOR(seq * 1800 / {rows})),
        IF(seq % 7 = 0, 0, ADDDATE('2021-01-01 10:00:00', FLOOR(seq * 1800 / {rows}) + seq % 40)),
        ADDDATE('2021-01-01 10:00:00', FLOOR(seq * 1800 / {rows}) + seq % 40), IF(seq % 7 = 0, 2, 3), 10 + seq % 12, 0,
        0, 0, seq % 3000 FROM seq_1_to_{rows}"""
    )
    return made


def connection_to(source: Throwaway, place: Organisation, *, titles: bool) -> Connection:
    """A connection to it, its account granted what its page says."""
    options = {"database": source.name, "user": source.user, "tls": "aucun", "titles": titles}
    made = Connection(
        organisation=place, product="gestsup", name=f"Mesure {time.time_ns()}", address="127.0.0.1", options=options,
        streams=["demandes"],
    )  # fmt: skip
    save_connection(made, {"password": PASSWORD}, ACTOR)
    source.grant(product_of(made).rights(access_to(made)))
    return made


def explain(connection: Connection) -> None:
    """Say yes to what is proposed for each word."""
    settling.confirm_words(connection, {one.pk: one.value or "" for one in connection.words.all()}, ACTOR)


def whole_way(source: Throwaway, *, titles: bool) -> None:
    """Read, prepare, apply; print."""
    place = Organisation.objects.create(name=f"Mesure {titles}", slug=f"mesure-{titles}".lower(), kind="cc")
    connection = connection_to(source, place, titles=titles)
    said = "intitulés lus" if titles else "sans les intitulés"
    began, taken = time.perf_counter(), time.process_time()
    count = sum(1 for _one in product_of(connection).read(access_to(connection), "demandes", None, Report()))
    say(f"la source seule, {said}", began, taken)
    began, taken = time.perf_counter(), time.process_time()
    run = reading.work(reading.start(connection, "demandes", ACTOR).pk, ACTOR)
    assert run.received == count == ARGUMENTS.rows, (run.state, run.alerts)
    say("lire et préparer", began, taken)
    explain(connection)
    run.refresh_from_db()
    switched = time.perf_counter(), time.process_time()
    applying.apply(run, ACTOR)
    say("bascule", *switched)
    say(f"de MariaDB aux demandes, {said}", began, taken)


def say(label: str, began: float, taken: float) -> None:
    """Print one measure."""
    clock, processor = time.perf_counter() - began, time.process_time() - taken
    print(
        f"  {label:44} {clock:7.2f} s  {ARGUMENTS.rows / clock:9.0f} lignes/s  (ce processus : {processor:.2f} s)",
        flush=True,
    )


# -- the pages of a served site ----------------------------------------------------------------------------------------


class Site:
    """A person signed in to the served demonstration."""

    def __init__(self, address: str) -> None:
        self.address, self.cookies = address, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.post("/compte/login/", login=ACCOUNT, password=WORD)

    def get(self, path: str) -> None:
        """Ask a page; an error stops the measure."""
        with self.opener.open(self.address + path, timeout=600) as answer:
            answer.read()

    def post(self, path: str, **values: str) -> None:
        """Send a form as its page would."""
        self.get("/compte/login/")
        token = next((one.value or "" for one in self.cookies if one.name.endswith("csrf")), "")
        data = urllib.parse.urlencode(values | {"csrfmiddlewaretoken": token}).encode()
        asked = urllib.request.Request(self.address + path, data, {"Referer": self.address})
        with self.opener.open(asked, timeout=600) as answer:
            answer.read()

    def ask(self, times: list[float], over: threading.Event) -> None:
        """Ask one page after another, a tenth of a second apart, until it is over."""
        while not over.is_set():
            for page in PAGES:
                began = time.perf_counter()
                self.get(f"/c/{SLUG}/{page}")
                times.append(1000 * (time.perf_counter() - began))
                time.sleep(0.1)


def write_a_little(waits: list[float], over: threading.Event) -> None:
    """Change one row as another process would, five times a second; a write that fails stops the measure."""
    place = Organisation.objects.get(slug=SLUG)
    while not over.is_set():
        began = time.perf_counter()
        Organisation.objects.filter(pk=place.pk).update(name=place.name)
        waits.append(1000 * (time.perf_counter() - began))
        time.sleep(0.2)
    database.close()


def during(label: str, address: str, work) -> None:
    """Do something while two people ask pages and another process writes; print how long they waited."""
    over, times, waits = threading.Event(), [], []
    threads = [threading.Thread(target=Site(address).ask, args=(times, over)) for _number in range(2)]
    threads.append(threading.Thread(target=write_a_little, args=(waits, over)))
    for one in threads:
        one.start()
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    over.set()
    for one in threads:
        one.join()
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"  {label:28} {seconds:6.1f} s · {len(times)} pages : médiane {statistics.median(times):.0f} ms, 95e centile "
        f"{p95:.0f}, au plus {max(times):.0f} · {len(waits)} écritures, au plus {max(waits):.0f} ms",
        flush=True,
    )


def pages_meanwhile(source: Throwaway, address: str) -> None:
    """Have the served site read the source and apply it, while its pages are asked."""
    place = Organisation.objects.get(slug=SLUG)
    connection = connection_to(source, place, titles=True)
    site = Site(address)
    base = f"/c/{SLUG}/sources"
    during("rien d’autre", address, lambda: time.sleep(15))

    def read() -> None:
        site.post(f"{base}/{connection.pk}/lire/", flux="demandes")
        while SourceRun.objects.filter(connection=connection, state="lecture").exists():
            time.sleep(0.2)

    during("pendant la lecture", address, read)
    explain(connection)
    run = connection.runs.get()
    assert run.received == ARGUMENTS.rows, (run.state, run.alerts)
    during("pendant la bascule", address, lambda: site.post(f"{base}/lectures/{run.pk}/appliquer/"))
    run.refresh_from_db()
    print(f"  {run.state}, {run.counts}")


def main() -> None:
    """Measure and print."""
    source = filled(ARGUMENTS.rows)
    print(f"{database.vendor}, {ARGUMENTS.rows} tickets, charge {os.getloadavg()[0]:.1f}")
    try:
        if ARGUMENTS.pages:
            pages_meanwhile(source, ARGUMENTS.pages)
            return
        call_command("migrate", verbosity=0)
        whole_way(source, titles=False)
        print(f"  mémoire au plus haut : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mio")
        whole_way(source, titles=True)
    finally:
        source.drop()


if __name__ == "__main__":
    main()
