"""Lists as files: what is exported re-imports unchanged."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from gouvernail.organisations.models import Organisation
from gouvernail.registers.register import Register

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}
REFERENCE = "Référence Gouvernail"


def wanted_format(text: str | None) -> str:
    """Return the format asked for, or XLSX."""
    return text if text in TYPES else "xlsx"


def export_fields(register: Register) -> tuple[str, ...]:
    """Return the fields that an export holds: those of the form, organisation first, then those of files alone."""
    return (*register.form_fields, *register.import_only)


def headers(register: Register) -> list[str]:
    """Return the headers of an export, which an import recognises."""
    names = [str(register.model._meta.get_field(name).verbose_name) for name in export_fields(register)]
    return [REFERENCE, *(name[:1].upper() + name[1:] for name in names)]


def export_rows(register: Register, query: QuerySet) -> list[list[Any]]:
    """Return one row an object, in the order of ``headers``."""
    many = [name for name in export_fields(register) if register.model._meta.get_field(name).many_to_many]
    keys = [name for name in export_fields(register) if register.model._meta.get_field(name).many_to_one]
    if keys:
        query = query.select_related(*keys)
    return [
        [obj.pk, *(register.exported(obj, name) for name in export_fields(register))]
        for obj in query.prefetch_related(*many)
    ]


def export_file(register: Register, query: QuerySet, format_: str, place: Organisation) -> HttpResponse:
    """Answer with the file."""
    from gouvernail.registers.exporting import write_table

    title = register.label_plural.capitalize()
    notes = [
        _("%(title)s de %(place)s, au %(day)s") % {"title": title, "place": place, "day": f"{place.today():%d/%m/%Y}"}
    ]
    data = write_table(headers(register), export_rows(register, query), format=format_, title=title, notes=notes)
    name = f"{register.word}-{place.slug}-{place.today():%Y-%m-%d}.{format_}"
    return HttpResponse(
        data, content_type=TYPES[format_], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
