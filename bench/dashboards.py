# ruff: noqa: E501 - a question in SQL reads better on one line
"""Eight dashboard aggregates over a million requests: monthly tables against the same questions in SQL over raw rows.

    python bench/dashboards.py [--requests 1000000] [--database sqlite:////tmp/bench.sqlite3]

Draws the data (seeded), fills the monthly tables, prints medians, ratios, and the time of the activity page against the
same page over the demonstration's size. Give a database of its own: it is filled, and left as it is.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from datetime import date, timedelta

ON = date(2026, 1, 13)
ORGANISATIONS, DEPARTMENTS, DEVICES, CONTRACTS = 22, 12, 30_000, 2_000
SEED, RUNS = 20260113, 7
KINDS = ("support", "sites", "projets", "securite")
CATEGORIES = [f"Catégorie {number:02d}" for number in range(24)]


def main() -> None:
    """Draw, fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="gouvernail-bench-")
    os.environ["GOUVERNAIL_DATA"] = folder
    os.environ["GOUVERNAIL_DATABASE"] = asked.database or f"sqlite:///{folder}/bench.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "gouvernail.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    root = plant()
    clock = time.perf_counter()
    fill(asked.requests)
    print(f"{asked.requests} requests drawn and written in {time.perf_counter() - clock:.0f} s")
    clock = time.perf_counter()
    from gouvernail.support.rollups import rebuild

    rebuild()
    print(f"monthly tables written from nothing in {time.perf_counter() - clock:.0f} s")
    analyse()
    report(root)


def plant():
    """Create the tree: one agglomeration, its communes, their departments."""
    from gouvernail.organisations.models import Department, Organisation

    root = Organisation.objects.create(name="Agglomération", slug="agglo", kind="ca", headcount=4000, lives_on=ON)
    places = [root] + [
        Organisation.objects.create(name=f"Commune {n}", slug=f"c{n}", kind="commune", parent=root, headcount=200)
        for n in range(ORGANISATIONS - 1)
    ]
    Department.objects.bulk_create(
        Department(organisation=place, name=f"Service {n}", headcount=20)
        for place in places
        for n in range(DEPARTMENTS)
    )
    return root


def fill(count: int) -> None:
    """Draw requests over five years, devices and contracts; straight into the tables, in batches."""
    from django.db import connection
    from django.utils import timezone

    from gouvernail.estate.models import Equipment
    from gouvernail.kernel.partial_dates import PartialDate
    from gouvernail.organisations.models import Department
    from gouvernail.suppliers.models import Contract, Supplier
    from gouvernail.support.models import Request

    draw, start = random.Random(SEED), date(2021, 1, 1)
    departments: dict[int, list[int]] = {}
    for pk, place in Department.objects.values_list("pk", "organisation_id"):
        departments.setdefault(place, []).append(pk)
    places, now = list(departments), timezone.now()
    span = (ON - start).days
    names = ["organisation_id", "reference", "kind", "category", "department_id", "opened_on", "closed_on"]
    fixed = {
        "source": "",
        "source_place": "",
        "corrected_fields": "[]",
        "created_at": now,
        "updated_at": now,
        "requester": "",
    }
    columns = [*names, *fixed]
    statement = (
        f"INSERT INTO {Request._meta.db_table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    )
    batch = []
    with connection.cursor() as cursor:
        for number in range(count):
            place = draw.choice(places)
            opened = start + timedelta(days=draw.randrange(span))
            closed = opened + timedelta(days=int(draw.lognormvariate(1.2, 1)))
            kind = draw.choices(KINDS, (60, 18, 14, 8))[0]
            batch.append(
                (
                    place, f"D-{number}", kind, draw.choice(CATEGORIES), draw.choice(departments[place]),
                    opened, closed if closed < ON and draw.random() < 0.99 else None, *fixed.values(),
                )
            )  # fmt: skip
            if len(batch) == 20_000:
                cursor.executemany(statement, batch)
                batch.clear()
        if batch:
            cursor.executemany(statement, batch)
    Equipment.objects.bulk_create(
        (
            Equipment(
                organisation_id=draw.choice(places), name=f"PC-{n}", type=draw.choice(("pc_fixe", "pc_portable")),
                os="windows_11", in_service_on=PartialDate.parse(f"{draw.randrange(1, 13):02d}/{draw.randrange(2016, 2026)}"),
                purchase_price=draw.randrange(400, 1500), tax_basis="ttc",
            )
            for n in range(DEVICES)
        ),
        batch_size=2000,
    )  # fmt: skip
    suppliers = Supplier.objects.bulk_create(
        Supplier(organisation_id=draw.choice(places), name=f"Société {n}", kind="logiciels") for n in range(200)
    )
    Contract.objects.bulk_create(
        Contract(
            organisation_id=draw.choice(places), supplier=draw.choice(suppliers), title=f"Contrat {n}", kind="logiciels",
            state="en_cours", ends_on=ON + timedelta(days=draw.randrange(1000)), yearly_amount=draw.randrange(500, 9000),
        )
        for n in range(CONTRACTS)
    )  # fmt: skip


def analyse() -> None:
    """Let the database know its tables, as it does by itself in a living installation."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def milliseconds(call) -> float:
    """The median of several runs, after one to warm up."""
    call()
    found = []
    for _run in range(RUNS):
        clock = time.perf_counter()
        call()
        found.append((time.perf_counter() - clock) * 1000)
    return statistics.median(found)


def questions(ids):
    """Yield (name, raw question, question to the monthly tables) of the six that requests answer."""
    from django.db import connection

    from gouvernail.support import reading
    from gouvernail.support.models import Request, RequestMonth

    table, vendor = Request._meta.db_table, connection.vendor
    inside = f"organisation_id IN ({', '.join(map(str, ids))})"
    month = "strftime('%Y-%m', {})" if vendor == "sqlite" else "date_trunc('month', {})"
    delay = "julianday(closed_on) - julianday(opened_on)" if vendor == "sqlite" else "closed_on - opened_on"
    near = "julianday(opened_on) - julianday(before) <= 30" if vendor == "sqlite" else "opened_on - before <= 30"
    year, last = date(2025, 1, 1), date(2025, 12, 31)

    def raw(sql):
        def ask():
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()

        return ask

    closed = f"{inside} AND closed_on BETWEEN '{year}' AND '{last}'"
    opened = f"{inside} AND opened_on BETWEEN '{year}' AND '{last}'"
    yield (
        "months and kinds", raw(f"SELECT {month.format('opened_on')}, kind, count(*) FROM {table} WHERE {inside} GROUP BY 1, 2"),
        lambda: reading.openings(ids, date(2021, 1, 1), last),
    )  # fmt: skip
    yield (
        "resolution (mean, median, p90)", raw(f"SELECT {delay} AS d, count(*) FROM {table} WHERE {closed} GROUP BY 1"),
        lambda: reading.delays(ids, year, last),
    )  # fmt: skip
    yield (
        "recurring",
        raw(
            f"SELECT count(*) FROM (SELECT opened_on, lag(opened_on) OVER (PARTITION BY organisation_id, department_id, "
            f"category ORDER BY opened_on) AS before FROM {table} WHERE {inside}) AS t WHERE {near}"
        ),
        lambda: reading.recurring(ids, date(2021, 1, 1), last),
    )
    yield (
        "backlog, month by month",
        raw(
            f"SELECT {month.format('opened_on')}, count(*) FROM {table} WHERE {inside} GROUP BY 1 UNION ALL "
            f"SELECT {month.format('closed_on')}, -count(*) FROM {table} WHERE {inside} AND closed_on IS NOT NULL GROUP BY 1"
        ),
        lambda: reading.stocks(ids, [date(2025, number, 28 if number == 2 else 30) + timedelta(days=number in (1, 3, 5, 7, 8, 10, 12)) for number in range(1, 13)]),
    )  # fmt: skip
    yield (
        "departments",
        raw(f"SELECT department_id, count(*) AS n FROM {table} WHERE {opened} GROUP BY 1 ORDER BY n DESC"),
        lambda: list(reading.openings_by_department("", year, last)),
    )
    yield (
        "resolved within five days, by month",
        raw(
            f"SELECT {month.format('closed_on')}, sum(CASE WHEN {delay} <= 5 THEN 1 ELSE 0 END), count(*) "
            f"FROM {table} WHERE {closed} GROUP BY 1"
        ),
        lambda: list(
            RequestMonth.objects.filter(organisation__in=ids, month__range=(year, last)).values_list("month", "delays")
        ),
    )


def report(root) -> None:
    """Print the table, then the pages."""
    from gouvernail.indicators.queries import measure, measure_all
    from gouvernail.indicators.scope import Scope
    from gouvernail.organisations.models import Organisation

    ids = list(Organisation.objects.values_list("pk", flat=True))
    totals = [0.0, 0.0]
    print(f"{'':38}{'raw SQL':>10}{'tables':>10}{'ratio':>8}")
    for name, raw, ours in questions(ids):
        before, after = milliseconds(raw), milliseconds(ours)
        totals = [totals[0] + before, totals[1] + after]
        print(f"{name:38}{before:9.1f}m{after:9.1f}m{before / after:8.0f}")
    print(f"{'sum of six':38}{totals[0]:9.1f}m{totals[1]:9.1f}m{totals[0] / totals[1]:8.0f}")
    for name, code in (("ages (30,000 devices, no table)", "PAT-02"), ("renewals (no table)", "PAT-05")):
        print(f"{name:38}{'':10}{milliseconds(lambda code=code: measure(code, Scope.of_machine(root), ON)):9.1f}m")
    codes = [f"SUP-{number:02d}" for number in (1, 2, 3, 4, 6, 7)]
    print(f"{'six indicators of activity':38}{'':10}"
          f"{milliseconds(lambda: measure_all(Scope.of_machine(root), ON, codes)):9.1f}m")  # fmt: skip
    page(root)


def page(root) -> None:
    """The activity dashboard as a browser gets it: median and ninth decile."""
    from django.conf import settings
    from django.test import Client

    from gouvernail.accounts.models import User
    from gouvernail.organisations.models import Membership

    settings.ALLOWED_HOSTS = ["*"]
    user = User.objects.create_user("bench@example.org", "une-phrase-pour-les-essais")
    Membership.objects.create(user=user, organisation=root, role="dsi", since="2020-01-01")
    client = Client()
    client.force_login(user)
    found = []
    for _run in range(22):
        clock = time.perf_counter()
        response = client.get(f"/c/{root.slug}/tableaux/activite/")
        found.append((time.perf_counter() - clock) * 1000)
        assert response.status_code == 200
    found = sorted(found[2:])
    print(f"{'page /tableaux/activite/':38}{'p50':>6}{found[10]:7.0f}m{'p95':>6}{found[18]:7.0f}m")


if __name__ == "__main__":
    main()
