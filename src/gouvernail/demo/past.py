"""What the demonstration was before: its facts put back as its file says they stood, and figures read there.

``past.yaml`` says until when some facts were otherwise. Put back month by month, from the latest to the earliest, they
let the product read its own figures at the end of each; ``records.yaml`` keeps what it read, so that starting takes no
longer. ``bench/demo_records.py`` writes these files again; a test reads some months anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from gouvernail.demo.lots import records_of_lot
from gouvernail.demo.sheets import DATA, PLACES, Record, read_subject
from gouvernail.estate.models import Equipment
from gouvernail.indicators.models import Snapshot
from gouvernail.indicators.queries import measure_all
from gouvernail.indicators.registry import indicator_of
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.snapshots import recorded
from gouvernail.kernel.periods import Month
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of

MONTHS = 25
"""Ends of months read: two years, and the one they are compared with."""
UNDATED = ("CTR-02",)
"""Told by dated facts, but for a running contract of which a document does not say when it began."""
AHEAD = {"FIN-07", "RH-03"}
"""They look ahead, from plans that were not made yet on those days: nothing is said of what they were."""
Figures = dict[str, list[str | None]]


def load_records(folder: str, place: Organisation) -> int:
    """Keep the figures that the product read of the past of a place; return how many."""
    rows = [
        Snapshot(
            organisation=place, code=code, on=day, version=indicator_of(code).version,
            **dict(zip(("value", "numerator", "denominator"), map(_decimal, parts), strict=True)),
        )
        for code, days in (read_subject(folder, "records") or {}).items()
        for day, parts in days.items()
    ]  # fmt: skip
    return len(Snapshot.objects.bulk_create(rows))


def read_past(folder: str, place: Organisation, days: Iterable[date]) -> dict[date, Figures]:
    """Read the figures of a place at the end of days, the latest first; nothing of it stays in the database."""
    changes = list(_changes(folder))
    codes = [code for code in (*recorded(), *UNDATED) if code not in AHEAD]
    found: dict[date, Figures] = {}
    with transaction.atomic():
        elsewhere = Organisation.objects.create(name="Ce qui n’est pas encore là", kind="autre")
        for day in days:
            while changes and changes[0]["until"] > day:
                _put_back(place, changes.pop(0), elsewhere)
            _not_there_yet(place, day, elsewhere)
            shown = measure_all(Scope.of_machine(place), day, codes)
            found[day] = {
                code: [_text(part) for part in (one.value, one.numerator, one.denominator)]
                for code, one in shown.items()
                if one.value is not None
            }
        transaction.set_rollback(True)
    return found


def days_before(place: Organisation) -> list[date]:
    """Return the ends of the last months of a place, the latest first."""
    month = Month.of(place.today())
    return [month.shifted(-back).last_day for back in range(1, MONTHS + 1)]


def _changes(folder: str) -> Iterator[Record]:
    """Yield what was otherwise, the latest first: until when, of which kind, which objects, what of them."""
    written = (read_subject(folder, "past") or {}).get("changes", [])
    yield from sorted(written, key=lambda one: one["until"], reverse=True)


def _put_back(place: Organisation, change: Record, elsewhere: Organisation) -> None:
    model = register_of(change["kind"]).model
    rows = _rows(model, place, change)
    if change.get("absent"):
        rows.update(organisation=elsewhere)
    elif values := change.get("set"):
        rows.update(**{name: _value(model, name, value) for name, value in values.items()})
    for lot in change.get("add", ()):
        model._default_manager.bulk_create(
            model(organisation=place, **{name: _value(model, name, value) for name, value in one.items()})
            for one in records_of_lot({"count": 1} | lot)
        )


def _rows(model: type[models.Model], place: Organisation, change: Record) -> models.QuerySet:
    rows = model._default_manager.filter(organisation__path__startswith=place.path)
    return rows.filter(**change.get("where", {"pk": 0}))


def _not_there_yet(place: Organisation, day: date, elsewhere: Organisation) -> None:
    """Take away the equipment that begins later: its own date says so."""
    rows = Equipment.objects.filter(organisation__path__startswith=place.path).exclude(in_service_on=None)
    later = [one.pk for one in rows.only("in_service_on") if one.in_service_on.first_day > day]
    Equipment.objects.filter(pk__in=later).update(organisation=elsewhere)


def _value(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if isinstance(field, models.DecimalField) and value is not None:
        return Decimal(str(value))
    return value if value is None else field.to_python(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(value: Decimal | int | None) -> str | None:
    return None if value is None else f"{Decimal(value).normalize():f}"


def write_records() -> None:
    """Write the records of every place of the demonstration that is loaded."""
    for folder in PLACES:
        place = Organisation.objects.get(slug=read_subject(folder, "organisations")["slug"])
        found = read_past(folder, place, days_before(place))
        by_code: dict[str, dict[date, list[str | None]]] = {}
        for day in sorted(found):
            for code, parts in found[day].items():
                by_code.setdefault(code, {})[day] = parts
        (DATA / folder / "records.yaml").write_text(_written(by_code), encoding="utf-8")


def _written(by_code: dict[str, dict[date, list[str | None]]]) -> str:
    lines = ["# Relevés de fin de mois, lus par le produit lui-même sur le passé que dit past.yaml ; ne pas modifier."]
    for code, days in sorted(by_code.items()):
        lines.append(f"{code}:")
        for day, parts in days.items():
            told = ", ".join("null" if part is None else f'"{part}"' for part in parts)
            lines.append(f"  {day:%Y-%m-%d}: [{told}]")
    return "\n".join(lines) + "\n"
