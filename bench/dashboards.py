# ruff: noqa: E501 - a question in SQL reads better on one line
"""Eight dashboard aggregates over a million requests: monthly tables against the same questions in SQL over raw rows.

    python bench/dashboards.py [--requests 1000000] [--database postgres://postgres@localhost/bench]

Draws the data (seeded), fills the monthly tables, prints medians, ratios, questions that no table answers, and the time
of the activity page beside the same page of the demonstration. Give a database of its own: it is filled, and left as it
is; without one, a temporary SQLite file is used and removed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit, urlunsplit

import scale

RUNS, PAGES = 5, 60
YEAR = date(2025, 1, 1), date(2025, 12, 31)
EVER = date(2021, 1, 1), date(2025, 12, 31)


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
            from gouvernail.organisations.models import Organisation

            page("activity page, demonstration", Organisation.objects.get(slug="cc-des-trois-rivieres"))
            return
        root = fill(asked.requests)
        aggregates(root)
        arbitrary(root)
        page("activity page", root)
        demonstration(asked.database)
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
    """Create the tables, draw everything, write the monthly tables; return the root of the tree."""
    from django.core.management import call_command

    from gouvernail.support.rollups import rebuild

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
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
    """The median of several runs, after one to warm up."""
    call()
    found = []
    for _run in range(runs):
        clock = time.perf_counter()
        call()
        found.append((time.perf_counter() - clock) * 1000)
    return statistics.median(found)


class Raw:
    """The same questions in SQL over the rows themselves, with the indexes of the application."""

    def __init__(self) -> None:
        from django.db import connection

        from gouvernail.estate.models import Equipment
        from gouvernail.support.models import Request

        self.connection, self.request, self.equipment = connection, Request._meta.db_table, Equipment._meta.db_table
        self.light = connection.vendor == "sqlite"

    @cached_property
    def delay(self) -> str:
        """Days from opening to resolution."""
        return "julianday(closed_on) - julianday(opened_on)" if self.light else "closed_on - opened_on"

    def month(self, name: str) -> str:
        """The month of a day."""
        return f"strftime('%Y-%m', {name})" if self.light else f"date_trunc('month', {name})"

    def years_since(self, name: str) -> str:
        """Whole years, to a day or so, from a day kept as text."""
        if self.light:
            return f"CAST((julianday('{scale.ON}') - julianday({name})) / 365.25 AS int)"
        return f"CAST(floor((DATE '{scale.ON}' - CAST({name} AS date)) / 365.25) AS int)"

    def ask(self, sql: str):
        """A question, ready to be timed."""

        def call():
            with self.connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()

        return call

    def questions(self) -> dict[str, object]:
        """The eight questions, by name."""
        near = "julianday(opened_on) - julianday(before) <= 30" if self.light else "opened_on - before <= 30"
        closed, opened = (f"{name} BETWEEN '{YEAR[0]}' AND '{YEAR[1]}'" for name in ("closed_on", "opened_on"))
        used = f"{self.equipment} WHERE state = 'en_service'"
        sql = {
            "months and kinds": f"SELECT {self.month('opened_on')}, kind, count(*) FROM {self.request} GROUP BY 1, 2",
            "resolution: mean, median, p90": f"SELECT {self.delay} AS d, count(*) FROM {self.request} WHERE {closed} GROUP BY 1",
            "recurring": f"SELECT count(*) FROM (SELECT opened_on, lag(opened_on) OVER (PARTITION BY organisation_id, department_id, category ORDER BY opened_on) AS before FROM {self.request}) AS t WHERE {near}",
            "backlog, month by month": f"SELECT {self.month('opened_on')}, count(*) FROM {self.request} GROUP BY 1 UNION ALL SELECT {self.month('closed_on')}, -count(*) FROM {self.request} WHERE closed_on IS NOT NULL GROUP BY 1",
            "departments that ask most": f"SELECT department_id, count(*) AS n FROM {self.request} WHERE {opened} GROUP BY 1 ORDER BY n DESC",
            "resolved within five days, by month": f"SELECT {self.month('closed_on')}, sum(CASE WHEN {self.delay} <= 5 THEN 1 ELSE 0 END), count(*) FROM {self.request} WHERE {closed} GROUP BY 1",
            "ages of computers": f"SELECT {self.years_since('in_service_on')}, count(*) FROM {used} AND type IN ('pc_fixe', 'pc_portable') GROUP BY 1",
            "renewals": f"SELECT {self.years_since('in_service_on')}, tax_basis, count(*), sum(purchase_price) FROM {used} GROUP BY 1, 2",
        }
        return {name: self.ask(one) for name, one in sql.items()}


def ours(root) -> dict[str, object]:
    """The same, as the indicators ask."""
    from gouvernail.indicators.catalogue.estate import age
    from gouvernail.indicators.renewal_rows import read_dues
    from gouvernail.kernel.periods import months_between
    from gouvernail.kernel.statistics import mean, median, percentile
    from gouvernail.support.queries import openings_by_department
    from gouvernail.support.reading import PlaceRequests

    def resolution():
        delays = sum(PlaceRequests(root).delays_by_kind(*YEAR).values(), Counter())
        return mean(delays), median(delays), percentile(delays, 0.9)

    def within_five_days():
        found = PlaceRequests(root).delays(*YEAR)
        return {key: sum(n for days, n in delays.items() if days <= 5) for key, delays in found.items()}

    ends = [month.last_day for month in months_between(*EVER)]
    return {
        "months and kinds": lambda: PlaceRequests(root).openings(*EVER),
        "resolution: mean, median, p90": resolution,
        "recurring": lambda: PlaceRequests(root).recurring(*EVER),
        "backlog, month by month": lambda: PlaceRequests(root).stocks(ends),
        "departments that ask most": lambda: openings_by_department(PlaceRequests(root).organisations, *YEAR),
        "resolved within five days, by month": within_five_days,
        "ages of computers": lambda: age.read_ages(root, scale.ON),
        "renewals": lambda: read_dues(root, scale.ON),
    }


def aggregates(root) -> None:
    """Print the eight, raw with the usual indexes and ours, with their ratio."""
    raw, mine, totals = Raw().questions(), ours(root), [0.0, 0.0]
    covering(present=False)
    print(f"\n{'':40}{'raw SQL, ms':>14}{'tables, ms':>12}{'ratio':>8}")
    for name, ask in mine.items():
        before, after = milliseconds(raw[name], 1), milliseconds(ask)
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

    from gouvernail.support.models import Request
    from gouvernail.support.reading import PlaceRequests

    rows = Request._base_manager.filter(organisation__in=PlaceRequests(root).organisations).order_by()
    span = date(2025, 2, 10), date(2025, 6, 20)
    asked = {
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
        print(f"{name:52}{milliseconds(call, 3):8.1f} ms", flush=True)


def page(name: str, root) -> None:
    """The activity dashboard as a browser gets it, from the sign-in to the last byte."""
    from django.conf import settings
    from django.test import Client

    from gouvernail.accounts.models import User
    from gouvernail.organisations.models import Membership

    settings.ALLOWED_HOSTS = ["*"]
    user = User.objects.create_user("bench@example.org", "une-phrase-pour-les-essais")
    Membership.objects.create(user=user, organisation=root, role="dsi", since="2020-01-01")
    client = Client()
    client.force_login(user)
    taken = []
    for _run in range(PAGES + 5):
        clock, processor = time.perf_counter(), time.process_time()
        response = client.get(f"/c/{root.slug}/tableaux/activite/")
        taken.append((time.perf_counter() - clock, time.process_time() - processor))
        assert response.status_code == 200
    for what, times in zip(("clock", "processor"), zip(*taken[5:], strict=True), strict=True):
        p50, p95 = (1000 * sorted(times)[PAGES * share // 100] for share in (50, 95))
        print(f"{f'{name}, {what}':52}p50 {p50:6.1f} ms   p95 {p95:6.1f} ms", flush=True)


def demonstration(database: str) -> None:
    """The same page of the demonstration, made by the command itself in a folder, or a database, of its own."""
    with tempfile.TemporaryDirectory(prefix="gouvernail-bench-") as folder, beside(database) as own:
        environment = os.environ | {"GOUVERNAIL_DATA": folder, "GOUVERNAIL_DATABASE": own or f"sqlite:///{folder}/d"}
        command = [sys.executable, "-c", "import sys; from gouvernail.cli import main; sys.exit(main())"]
        subprocess.run([*command, "demo", "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, __file__, "--demo-page"], env=environment, check=True)


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
