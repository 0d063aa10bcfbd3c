"""Turn the sheets of a place into objects, in bulk, each with its provenance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models

from gouvernail.demo.sheets import Record, Sheet
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import kind_of, register_of

ORDER = (
    "department", "site", "opening_hours", "closed_days",
    "axis", "equipment", "application", "supplier", "contract", "request", "campaign", "space",
    "usage", "statement", "directory_measure", "finding", "risk", "recommendation", "action", "need", "project",
    "milestone",
    "project_variant", "capacity", "envelope", "authorisation", "budget_line", "subsidy", "fctva_terms", "unit_price",
    "school_calendar", "committee", "meeting", "decision",
)  # fmt: skip
"""Kinds from the ground up: an object only names those of a kind before its own."""

NESTED = {
    "committee": ("seats",),
    "meeting": ("attendances",),
    "campaign": ("results",),
}
"""Children written inside their parent's record, under the name of the reverse relation."""


class Builder:
    """Builds the objects of one place and remembers each by the name its file gives it."""

    def __init__(self, place: Organisation, places: dict[str, Organisation]) -> None:
        self.place = place
        self.places = places
        self.named: dict[tuple[str, str], models.Model] = {}
        self.counts: Counter[str] = Counter()

    def build_all(self, sheets: Iterable[Sheet]) -> None:
        """Create every object of the sheets, kinds in their order."""
        by_kind: dict[str, list[Record]] = {}
        for sheet in sheets:
            by_kind.setdefault(sheet.kind, []).extend(sheet.records)
        for kind in sorted(by_kind, key=ORDER.index):
            self.build(kind, by_kind[kind])

    def build(self, kind: str, records: list[Record]) -> None:
        """Create the objects of one kind, then what is nested in them."""
        model = register_of(kind).model
        objects = model._default_manager.bulk_create(self._object(model, record) for record in records)
        self.counts[kind] += len(objects)
        for record, obj in zip(records, objects, strict=True):
            self.remember(kind, record, obj)
        for relation in NESTED.get(kind, ()):
            self._build_nested(model, relation, records, objects)
        for field in model._meta.many_to_many:
            for record, obj in zip(records, objects, strict=True):
                getattr(obj, field.name).set(self.find(kind, ref) for ref in record.get(field.name, ()))

    def remember(self, kind: str, record: Record, obj: models.Model) -> None:
        """Keep an object under its ``ref``, or under its name or title."""
        name = record.get("ref") or record.get("name") or record.get("title")
        if name is not None:
            self.named[kind, str(name)] = obj

    def find(self, kind: str, name: str) -> models.Model:
        """Return the object of a kind that a file names; ``KeyError`` if no file does."""
        return self.named[kind, str(name)]

    def node(self, step: str) -> tuple[str, int]:
        """Return the kind and identifier of what a file writes ``kind:name``."""
        kind, _, name = step.partition(":")
        return kind, self.find(kind, name).pk

    def _object(self, model: type[models.Model], record: Record, **given: Any) -> models.Model:
        values = {"organisation": self.place} if _has(model, "organisation") else {}
        for field in model._meta.concrete_fields:
            if field.name in record:
                values[field.name] = self._value(field, record[field.name])
        return model(**values | given)

    def _value(self, field: models.Field, value: Any) -> Any:
        if value is None:
            return None
        if field.related_model is Organisation:
            return self.places[value]
        if field.related_model:
            return self.find(kind_of(field.related_model) or field.related_model._meta.model_name, value)
        if isinstance(field, models.DecimalField):
            return Decimal(str(value))
        if isinstance(field, models.DateTimeField | models.JSONField):
            return value
        return field.to_python(value)

    def _build_nested(
        self, model: type[models.Model], relation: str, records: list[Record], parents: list[models.Model]
    ) -> None:
        link = model._meta.get_field(relation)
        child = link.related_model
        ordered = _has(child, "order")
        children = [
            self._object(child, {"order": rank} | inner if ordered else inner, **{link.field.name: parent})
            for record, parent in zip(records, parents, strict=True)
            for rank, inner in enumerate(record.get(relation) or [], 1)
        ]
        child._default_manager.bulk_create(children)
        self.counts[child._meta.model_name] += len(children)


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)
