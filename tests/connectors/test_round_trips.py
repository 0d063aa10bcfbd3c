"""What is exported comes back unchanged, whatever the register and the format."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gouvernail.action_plan.models import Action, ActionStatus
from gouvernail.connectors import comparing, receiving
from gouvernail.connectors.fields import REFERENCE_FIELD, import_fields, is_importable
from gouvernail.kernel.partial_dates import MonthPart, PartialDate
from gouvernail.kernel.periods import Month
from gouvernail.organisations.actors import actor_of
from gouvernail.registers.exporting import write_table
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.files import export_rows, headers
from gouvernail.registers.registry import register_of, registers
from gouvernail.support.opening import ranges_validator
from tests.connectors.conftest import outcomes
from tests.objects import DAY, make_object
from tests.worlds import make_world

KINDS = [register.kind for register in registers() if is_importable(register)]
FORMATS = ("xlsx", "ods", "csv")


def _filled(obj):
    """Give every optional field of an object a value that spreadsheets like to spoil."""
    for one in import_fields(register_of_model(obj)).values():
        field = one.field
        if field.many_to_one or getattr(obj, field.attname) not in (None, "", False) or field.name == "siren":
            continue
        if value := _spoilable(field):
            setattr(obj, field.attname, value)
    obj.save()
    return obj


def register_of_model(obj):
    return next(one for one in registers() if one.model is type(obj))


def _spoilable(field):
    if field.choices:
        return field.flatchoices[-1][0]
    if isinstance(field, PartialDateField):
        return PartialDate.of_part(Month(2026, 2), MonthPart.END)
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.DateTimeField):
        return timezone.make_aware(datetime(2026, 1, 13, 14, 30))
    if isinstance(field, models.DateField):
        return date(2026, 2, 28)
    if isinstance(field, models.TimeField):
        return time(14, 30)
    if isinstance(field, models.DecimalField):
        return Decimal("1234.50")
    if isinstance(field, models.IntegerField):
        return 2026 if "year" in field.name else 42
    if field.name in {"siret", "number", "account"}:
        return "" if field.name == "siret" else "007"
    if ranges_validator in field.validators:
        return "8 h 30–12 h / 13 h 30–17 h"
    return "=1+1" if field.max_length else "'+33 \u202f« été »\nseconde ligne"


def test_most_registers_can_be_imported():
    assert {"equipment", "application", "contract", "action", "supplier", "project", "site", "department"} <= set(KINDS)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_export_comes_back_unchanged(world, owner, kind, format_):
    for place, mark in ((world.agglomeration, "A"), (world.commune, "B"), (world.neighbour_commune, "C")):
        _filled(make_object(kind, place, mark))
    client = Client()
    client.force_login(world.owner)
    register = register_of(kind)
    answer = client.get(f"/c/agglo/{register.word}/export/?format={format_}")
    run = receiving.receive(register, world.agglomeration, owner, f"export.{format_}", answer.content)
    held_in_clear = {name for name, one in import_fields(register).items() if one.seal is None}
    assert set(run.mapping) == {REFERENCE_FIELD, *held_in_clear}
    comparing.compare(run, owner)
    told = {row.line: row.notes for row in run.rows.all() if row.notes}
    assert (set(outcomes(run).values()), told) == ({"inchangee"}, {})


@pytest.mark.parametrize("kind", KINDS)
def test_without_its_references_an_export_is_recognised_by_the_names(world, owner, kind):
    for place, mark in ((world.agglomeration, "A"), (world.commune, "B")):
        make_object(kind, place, mark)
    register = register_of(kind)
    rows = [row[1:] for row in export_rows(register, register.objects(world.agglomeration, owner))]
    data = write_table(headers(register)[1:], rows, format="xlsx", title="Export")
    run = receiving.receive(register, world.agglomeration, owner, "export.xlsx", data)
    comparing.compare(run, owner)
    assert set(outcomes(run).values()) == {"inchangee"}


texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60)
partial_dates = st.dates(date(1950, 1, 1), date(2090, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            PartialDate.of_day(day),
            PartialDate.of_month(day.year, day.month),
            PartialDate.of_quarter(day.year, (day.month + 2) // 3),
            PartialDate.of_year(day.year),
            PartialDate.of_part(Month(day.year, day.month), MonthPart.START),
            PartialDate.of_part(Month(day.year, day.month), MonthPart.MIDDLE),
            PartialDate.of_months(Month(day.year, day.month), Month.of(day + timedelta(days=70))),
        ]
    )
)
amounts = st.decimals(0, 99_999_999, places=2)


class TestAnyAction(TestCase):
    def setUp(self):
        self.world = make_world()
        self.actor = actor_of(self.world.owner, DAY)

    @given(
        title=texts.filter(lambda text: text.strip() and not text.strip().startswith("#")),
        remarks=texts,
        due=st.none() | partial_dates,
        cost=st.none() | amounts,
        progress=st.none() | st.integers(0, 100),
        status=st.sampled_from(ActionStatus.values),
        format_=st.sampled_from(FORMATS),
    )
    def test_comes_back_unchanged(self, title, remarks, due, cost, progress, status, format_):
        Action.objects.all().delete()
        Action.objects.create(
            organisation=self.world.commune,
            title=title,
            remarks=remarks,
            due=due,
            cost=cost,
            progress=progress,
            status=status,
        )
        register = register_of("action")
        rows = export_rows(register, register.objects(self.world.commune, self.actor))
        data = write_table(headers(register), rows, format=format_, title="Actions")
        run = receiving.receive(register, self.world.commune, self.actor, f"actions.{format_}", data)
        comparing.compare(run, self.actor)
        assert run.counts == {"inchangee": 1}, list(run.rows.values("changes", "notes"))
