"""Values in words for the preview: what would be written, what is held now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.context import Context
from gouvernail.connectors.fields import REFERENCE_FIELD, ImportField
from gouvernail.connectors.packing import CREATED_PREFIX
from gouvernail.connectors.spreadsheets import CellValue
from gouvernail.connectors.spreadsheets.cells import CellUnreadable, read_text
from gouvernail.connectors.spreadsheets.model import column_letter
from gouvernail.kernel.money import euros
from gouvernail.kernel.text import mask_personal_data
from gouvernail.registers.files import REFERENCE
from gouvernail.registers.values import is_money, plain


def in_words(context: Context, one: ImportField, value: Any) -> str:
    """Return a value of a field as people read it; an empty text when there is none."""
    if value is None or value == "":
        return ""
    if one.seal:
        return _("empreinte")
    if one.is_text and isinstance(value, str):
        return value
    if one.name == "organisation":
        return str(context.places.allowed.get(value, value))
    if one.field.many_to_one:
        return _named(context, one, value)
    if one.field.choices:
        return str(dict(one.field.flatchoices).get(value, value))
    return euros(value) if is_money(one.field) else plain(value)


def _named(context: Context, one: ImportField, value: Any) -> str:
    if isinstance(value, str) and value.startswith(CREATED_PREFIX):
        return _("%(name)s (à créer)") % {"name": context.creations[value]["name"]}
    named = context.named.get(one.name)
    return named.names.get(value, f"n° {value}") if named else f"n° {value}"


def raw_words(cell: CellValue) -> str:
    """Return what a cell said, personal data masked."""
    try:
        return mask_personal_data(read_text(cell) or "")[0]
    except CellUnreadable:
        return str(cell)


def column_words(context: Context, name: str) -> str:
    """Return which column of the file a field is read from, or its label when no column gives it."""
    if name in context.mapped:
        index, header = context.mapped[name]
        return f"{column_letter(index)} · {header}"
    if name == REFERENCE_FIELD:
        return REFERENCE
    one = context.all_fields.get(name)
    return one.label if one else ""
