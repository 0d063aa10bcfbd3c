"""The data of a métropole, drawn from a seed and written in bulk: requests, equipment, contracts, people they serve."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product

import numpy as np

ON, FIRST = date(2026, 1, 13), date(2021, 1, 1)
ORGANISATIONS, DEPARTMENTS, SITES, DEVICES, CONTRACTS, SUPPLIERS = 20, 12, 5, 30_000, 2_000, 200
SLUG = "agglo"
SEED, CHUNK = 20260113, 100_000
KINDS, SHARES = ("support", "sites", "projets", "securite"), (0.60, 0.18, 0.14, 0.08)
CATEGORIES = [f"Catégorie {number:02d}" for number in range(24)]
THINGS = ("Imprimante", "Écran", "Messagerie", "Téléphone", "Mot de passe", "Compte", "Réseau", "Logiciel de paie")
TROUBLES = ("en panne", "très lent", "à remplacer", "refusé", "perdu", "à installer", "en double", "illisible")
WHERE = [f"bureau {number}" for number in range(60)]
ABOUT_EQUIPMENT, STAYING_OPEN = 0.4, 0.005
STAMP = "2026-01-12 18:00:00+00:00"


def plant():
    """Create the tree, an agglomeration and its communes, with their departments and sites; return its root."""
    from gouvernail.organisations.models import Department, Organisation, Site
    from gouvernail.support.models import OpeningHours

    root = Organisation.objects.create(name="Agglomération", slug=SLUG, kind="ca", headcount=4000, lives_on=ON)
    places = [root] + [
        Organisation.objects.create(name=f"Commune {n}", slug=f"c{n}", kind="commune", parent=root, headcount=200)
        for n in range(ORGANISATIONS - 1)
    ]
    Department.objects.bulk_create(
        Department(organisation=place, name=f"Service {n}", headcount=20)
        for place in places
        for n in range(DEPARTMENTS)
    )
    Site.objects.bulk_create(Site(organisation=place, name=f"Site {n}") for place in places for n in range(SITES))
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "8 h 30–12 h / 13 h 30–17 h")
    OpeningHours.objects.create(organisation=root, since=FIRST, **week)
    return root


def requests(count: int) -> None:
    """Draw requests over five years and write them, the monthly tables left aside; indexes are made afterwards."""
    from django.db import transaction

    from gouvernail.connectors.sources.bulk import load_rows
    from gouvernail.support.models import Request

    columns = ("organisation_id", "reference", "kind", "category", "department_id", "opened_on", "closed_on",
               "title_sketch", "equipment_key", "source", "source_place", "corrected_fields", "created_at",
               "updated_at", "requester", "opened_at", "closed_at")  # fmt: skip
    with _without_indexes(Request._meta.db_table):
        for chunk in _requests(count, *_departments()):
            with transaction.atomic():
                load_rows(Request._meta.db_table, columns, list(chunk))


@contextmanager
def _without_indexes(table: str) -> Iterator[None]:
    """Drop what can be made anew in one pass, for as long as rows are written."""
    from django.db import connection

    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"
    if connection.vendor == "postgresql":
        asked = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexdef NOT LIKE 'CREATE UNIQUE%%'"
        )
    with connection.cursor() as cursor:
        cursor.execute(asked, [table])
        indexes = cursor.fetchall()
        for name, _sql in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, sql in indexes:
            cursor.execute(sql)


def _requests(count: int, places: list[int], departments: list[list[int]]) -> Iterator[Iterator[tuple]]:
    """Yield the rows, so many at once; a title is one of a few thousand, and equipment stays in its organisation."""
    from gouvernail.support.titles import sketches_of

    draw = np.random.default_rng(SEED)
    span = (ON - FIRST).days
    days = [(FIRST + timedelta(days=number)).isoformat() for number in range(span + 1)]
    clock = [f"{minute // 60:02}:{minute % 60:02}:00" for minute in range(24 * 60)]
    titles = sketches_of([" ".join(words) for words in product(THINGS, TROUBLES, WHERE)])
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        place = draw.integers(0, len(places), size)
        department = draw.integers(0, DEPARTMENTS, size)
        kind = draw.choice(len(KINDS), size, p=SHARES)
        category = draw.integers(0, len(CATEGORIES), size)
        opened = draw.integers(0, span, size)
        closed = opened + draw.lognormal(1.2, 1, size).astype(int)
        closed[(closed >= span) | (draw.random(size) < STAYING_OPEN)] = -1
        title = draw.integers(0, len(titles), size)
        device = draw.integers(1, DEVICES // ORGANISATIONS, size) * ORGANISATIONS + place
        device[draw.random(size) > ABOUT_EQUIPMENT] = 0
        began, ended = draw.integers(7 * 60, 12 * 60, size), draw.integers(12 * 60, 16 * 60, size)
        columns = (place, department, kind, category, opened, closed, title, device, began, ended)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        yield (
            (
                places[one], f"D-{at}", KINDS[what], CATEGORIES[about], departments[one][asking], days[begun],
                days[done] if done >= 0 else None, titles[said], piece or None, "", "", "[]", STAMP, STAMP, "",
                f"{days[begun]} {clock[early]}", f"{days[done]} {clock[late]}" if done >= 0 else None,
            )
            for at, (one, asking, what, about, begun, done, said, piece, early, late) in enumerate(rows, start)
        )  # fmt: skip


def _departments() -> tuple[list[int], list[list[int]]]:
    from gouvernail.organisations.models import Department

    found: dict[int, list[int]] = {}
    for pk, place in Department.objects.order_by("pk").values_list("pk", "organisation_id"):
        found.setdefault(place, []).append(pk)
    return list(found), list(found.values())


def devices() -> None:
    """Draw computers and printers over ten years, with their prices and sites."""
    from gouvernail.estate.models import Equipment
    from gouvernail.kernel.partial_dates import PartialDate
    from gouvernail.organisations.models import Site

    draw = np.random.default_rng(SEED + 1)
    sites = list(Site.objects.order_by("pk").values_list("pk", "organisation_id"))
    kinds = ("pc_fixe", "pc_portable", "pc_portable", "imprimante")
    Equipment.objects.bulk_create(
        (
            Equipment(
                organisation_id=sites[at][1], site_id=sites[at][0], name=f"PC-{n}", type=kinds[n % 4], os="windows_11",
                in_service_on=PartialDate.parse(f"{FIRST - timedelta(days=1800 - age):%d/%m/%Y}"),
                purchase_price=price, tax_basis="ttc",
            )
            for n, (at, age, price) in enumerate(
                zip(
                    draw.integers(0, len(sites), DEVICES).tolist(),
                    draw.integers(0, 3600, DEVICES).tolist(),
                    draw.integers(400, 1500, DEVICES).tolist(),
                    strict=True,
                )
            )
        ),
        batch_size=2000,
    )  # fmt: skip


def contracts() -> None:
    """Draw contracts that end within three years."""
    from gouvernail.organisations.models import Organisation
    from gouvernail.suppliers.models import Contract, Supplier

    draw = np.random.default_rng(SEED + 2)
    places = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    suppliers = Supplier.objects.bulk_create(
        Supplier(organisation_id=places[n % len(places)], name=f"Société {n}", kind="logiciels")
        for n in range(SUPPLIERS)
    )
    Contract.objects.bulk_create(
        Contract(
            organisation_id=places[n % len(places)], supplier=suppliers[n % SUPPLIERS], title=f"Contrat {n}",
            kind="logiciels", state="en_cours", ends_on=ON + timedelta(days=int(draw.integers(0, 1000))),
            yearly_amount=int(draw.integers(500, 9000)),
        )
        for n in range(CONTRACTS)
    )  # fmt: skip
