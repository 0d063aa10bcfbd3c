"""Eight dashboard aggregates over a million requests: monthly tables against the same questions in SQL over raw rows.

    python bench/dashboards.py [--requests 1000000] [--database postgres://postgres@localhost/bench]

Draws the data (seeded), fills the monthly tables, prints times, ratios, questions that no table answers, and the time
of two pages beside the same pages of the demonstration, asked for in turn. Give a database of its own
(``postgres://…``, ``sqlite:////…``): it is filled, left as it is, and measured as it stands the next time; without one,
a temporary SQLite file is used and removed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlsplit, urlunsplit

import scale
from eight import YEAR, Raw, ours

RUNS, RAW_RUNS, PAGES, BOARDS = 25, 3, 60, ("activite", "patrimoine")


def main() -> None:
    """Draw, fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    parser.add_argument("--demo-page", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    folder = os.environ["GOUVERNAIL_DATA"] if asked.demo_page else tempfile.mkdtemp(prefix="gouvernail-bench-")
    try:
        start(folder, "" if asked.demo_page else asked.database or f"sqlite:///{folder}/bench.sqlite3")
        if asked.demo_page:
            answer_pages()
            return
        root = fill(asked.requests)
        aggregates(root)
        arbitrary(root)
        pages(root, asked.database)
    finally:
        if not asked.demo_page:
            shutil.rmtree(folder)


def start(folder: str, database: str) -> None:
    """Set Django up on a database."""
    os.environ["GOUVERNAIL_DATA"] = folder
    if database:
        os.environ["GOUVERNAIL_DATABASE"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "gouvernail.config.settings"
    import django

    django.setup()


def fill(count: int):
    """Create the tables, draw everything, write the monthly tables, unless it is done; return the root of the tree."""
    from django.core.management import call_command

    from gouvernail.organisations.models import Organisation
    from gouvernail.support.models import Request
    from gouvernail.support.rollups import rebuild

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if (held := Request._base_manager.count()) == count:
        return Organisation.objects.get(slug=scale.SLUG)
    if held:
        sys.exit(f"This database holds {held:,} requests: give an empty one, or ask for as many.")
    root = scale.plant()
    said("equipment, contracts", lambda: (scale.devices(), scale.contracts()))
    said(f"{count:,} requests drawn and written", lambda: scale.requests(count))
    said("monthly tables written from nothing", rebuild)
    analyse()
    return root


def said(what: str, call) -> None:
    """Do something long, and say how long it took."""
    clock = time.perf_counter()
    call()
    print(f"{what:52}{time.perf_counter() - clock:8.1f} s", flush=True)


def milliseconds(call, runs: int = RUNS) -> float:
    """The quickest of several runs, after one to warm up: the slower ones waited for the rest of the machine."""
    call()
    found = []
    for _run in range(runs):
        clock = time.perf_counter()
        call()
        found.append(time.perf_counter() - clock)
    return 1000 * min(found)


def aggregates(root) -> None:
    """Print the eight, raw with the usual indexes and ours, with their ratio."""
    raw, mine, totals = Raw().questions(), ours(root), [0.0, 0.0]
    covering(present=False)
    print(f"\n{'':40}{'raw SQL, ms':>14}{'tables, ms':>12}{'ratio':>8}")
    for name, ask in mine.items():
        before, after = milliseconds(raw[name], RAW_RUNS), milliseconds(ask)
        totals = [totals[0] + before, totals[1] + after]
        print(f"{name:40}{before:14.1f}{after:12.2f}{before / after:8.0f}", flush=True)
    print(f"{'sum of eight':40}{totals[0]:14.1f}{totals[1]:12.2f}{totals[0] / totals[1]:8.0f}\n")
    covering(present=True)


def covering(*, present: bool) -> None:
    """Make or drop the index that holds every fact: the usual SQL over raw rows goes without it."""
    from django.db import connection

    from gouvernail.support.models import Request

    index = next(one for one in Request._meta.indexes if one.name == "request_facts")
    with connection.schema_editor() as editor:
        (editor.add_index if present else editor.remove_index)(Request, index)
    analyse()


def analyse() -> None:
    """Let the database know its tables, as it does by itself in a living installation."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def arbitrary(root) -> None:
    """Print questions that no table answers, asked of the requests themselves."""
    from django.db.models import Count

    from gouvernail.support.minutes import together
    from gouvernail.support.models import Request
    from gouvernail.support.reading import PlaceRequests

    rows = Request._base_manager.filter(organisation__in=PlaceRequests(root).organisations).order_by()
    span = date(2025, 2, 10), date(2025, 6, 20)

    def in_hours():
        minutes = together(PlaceRequests(root).minutes_by_kind(*YEAR).values())
        return minutes.mean(), minutes.median(), minutes.percentile(0.9)

    asked = {
        "delays of a year in opening hours": in_hours,
        "delays in opening hours (both months cut)": lambda: PlaceRequests(root).minutes_by_kind(*span),
        "delays over any days (both months cut)": lambda: PlaceRequests(root).delays_by_kind(*span, working=True),
        "openings over any days": lambda: PlaceRequests(root).openings(*span),
        "one category, by kind, over any days": lambda: list(
            rows.filter(category="Catégorie 07", opened_on__range=span).values_list("kind").annotate(n=Count("pk"))
        ),
        "one category, one kind, ever, by department": lambda: list(
            rows.filter(category="Catégorie 07", kind="sites").values_list("department").annotate(n=Count("pk"))
        ),
        "every category, ever": lambda: list(rows.values_list("category").annotate(n=Count("pk"))),
    }
    for name, call in asked.items():
        print(f"{name:52}{milliseconds(call, RAW_RUNS):8.1f} ms", flush=True)


def reader(root):
    """Return what asks for a board of a place as a browser does, and gives its seconds: clock, processor."""
    from django.conf import settings
    from django.test import Client

    from gouvernail.accounts.models import User
    from gouvernail.organisations.models import Membership

    settings.ALLOWED_HOSTS = ["*"]
    user, _made = User.objects.get_or_create(email="bench@example.org")
    Membership.objects.get_or_create(user=user, organisation=root, role="dsi", since="2020-01-01")
    client = Client()
    client.force_login(user)

    def ask(board: str) -> tuple[float, float]:
        clock, processor = time.perf_counter(), time.process_time()
        response = client.get(f"/c/{root.slug}/tableaux/{board}/")
        taken = time.perf_counter() - clock, time.process_time() - processor
        assert response.status_code == 200
        return taken

    return ask


def answer_pages() -> None:
    """Read the demonstration's boards as they are asked for, one a line, and say how long each took."""
    from gouvernail.organisations.models import Organisation

    ask = reader(Organisation.objects.get(slug="cc-des-trois-rivieres"))
    for line in sys.stdin:
        print(*ask(line.strip()), flush=True)


def pages(root, database: str) -> None:
    """Print the time of boards beside that of the same boards of the demonstration, one after the other in turn."""
    ask = reader(root)
    with demonstration(database) as ask_demo:
        for board in BOARDS:
            taken = [(*ask(board), *ask_demo(board)) for _run in range(PAGES + 5)][5:]
            clock, processor, demo_clock, demo_processor = map(sorted, zip(*taken, strict=True))
            for what, here, there in (("clock", clock, demo_clock), ("processor", processor, demo_processor)):
                for share in (50, 95):
                    one, other = (1000 * times[PAGES * share // 100] for times in (here, there))
                    name = f"board {board}, {what}, p{share}"
                    print(f"{name:40}{one:8.1f} ms   demonstration {other:8.1f} ms   {one / other:5.2f} ×", flush=True)


@contextmanager
def demonstration(database: str):
    """Give what asks for a board of the demonstration, in a folder, or a database, and a process of its own."""
    with tempfile.TemporaryDirectory(prefix="gouvernail-bench-") as folder, beside(database) as own:
        environment = os.environ | {"GOUVERNAIL_DATA": folder, "GOUVERNAIL_DATABASE": own or f"sqlite:///{folder}/d"}
        command = [sys.executable, "-c", "import sys; from gouvernail.cli import main; sys.exit(main())"]
        subprocess.run([*command, "demo", "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, __file__, "--demo-page"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as process:

            def ask(board: str) -> tuple[float, float]:
                process.stdin.write(f"{board}\n")
                process.stdin.flush()
                clock, processor = process.stdout.readline().split()
                return float(clock), float(processor)

            yield ask
            process.stdin.close()


@contextmanager
def beside(database: str):
    """Make a database on the same server for a while; nothing where there is no server."""
    if not database.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"{urlsplit(database).path.strip('/')}_demo"
    with psycopg.connect(database, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(database)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    main()
