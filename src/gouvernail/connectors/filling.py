"""Files to fill, one for each kind of object: the headers, an example line, the accepted words on a second sheet."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django.db import models
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook

from gouvernail.connectors.choices import labels
from gouvernail.connectors.fields import ImportField, import_fields, name_field
from gouvernail.organisations.models import Organisation
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.register import Register
from gouvernail.registers.values import is_money

LAST_LINE = 1_000
"""Down to this line, cells offer their accepted words."""

_WORDS_SHEET = "Mots acceptés"


def file_to_fill(register: Register, place: Organisation) -> bytes:
    """Return an XLSX to fill; its example line begins with « Exemple : » and is never imported."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": register.label_plural.capitalize()})
    fields = list(import_fields(register).values())
    _write_main(workbook, register, place, fields)
    _write_words(workbook, fields)
    workbook.close()
    return buffer.getvalue()


def _write_main(workbook: Workbook, register: Register, place: Organisation, fields: list[ImportField]) -> None:
    sheet = workbook.add_worksheet(register.label_plural.capitalize()[:31])
    bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    needed = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F5"})
    example = workbook.add_format({"italic": True, "font_color": "#5A6472"})
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    words_column = 0
    for column, one in enumerate(fields):
        width = 38 if one.name == name_field(register) else max(16, min(len(one.label) + 4, 34))
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, one.label, needed if one.required else bold)
        sheet.write_comment(0, column, _explained(one))
        sheet.write(1, column, _example(register, place, one), example)
        if one.field.choices:
            _offer_words(sheet, column, words_column, len(labels(one.field)))
            words_column += 1


def _offer_words(sheet: Any, column: int, words_column: int, count: int) -> None:
    letter = xlsxwriter.utility.xl_col_to_name(words_column, True)
    source = f"='{_WORDS_SHEET}'!{letter}$2:{letter}${count + 1}"
    sheet.data_validation(1, column, LAST_LINE, column, {"validate": "list", "source": source, "error_type": "warning"})


def _write_words(workbook: Workbook, fields: list[ImportField]) -> None:
    sheet = workbook.add_worksheet(_WORDS_SHEET)
    bold = workbook.add_format({"bold": True, "bottom": 1})
    chosen = [one for one in fields if one.field.choices]
    for column, one in enumerate(chosen):
        sheet.set_column(column, column, 30)
        sheet.write_string(0, column, one.label, bold)
        for line, word in enumerate(labels(one.field), 1):
            sheet.write_string(line, column, word)
    column = len(chosen) + (1 if chosen else 0)
    sheet.set_column(column, column, 90)
    sheet.write_string(0, column, _("Comment remplir"), bold)
    for line, sentence in enumerate(_advice(), 1):
        sheet.write_string(line, column, sentence)


def _advice() -> list[str]:
    return [
        _("Une ligne par fiche. Les titres bleus sont obligatoires pour une fiche nouvelle, les autres facultatifs."),
        _("La ligne qui commence par « Exemple : » n’est jamais importée."),
        _("Dates : 12/02/2026, février 2026, fin février 2026, T1 2026 ou 2026 là où le jour n’est pas exigé."),
        _("Montants : 1 234,56 ou 34 k€. La base (HT ou TTC) a sa colonne. Une cellule vide n’est pas un zéro."),
        _("Oui ou non : Oui, Non ou x. Laissez vide ce que vous ne savez pas."),
        _("Aucun nom, téléphone ou courriel de personne : écrivez la fonction."),
    ]


def _explained(one: ImportField) -> str:
    parts = [_("Obligatoire.") if one.required else _("Facultatif.")]
    if one.field.help_text:
        parts.append(str(one.field.help_text))
    if one.field.choices:
        parts.append(_("Mots acceptés : %(words)s.") % {"words": ", ".join(labels(one.field))})
    elif one.field.many_to_one:
        parts.append(_("Le nom de la fiche, tel qu’il est dans Gouvernail."))
    return " ".join(parts)


def _example(register: Register, place: Organisation, one: ImportField) -> object:
    kind = one.field
    if one.name == name_field(register):
        return _("Exemple : à remplacer ou à supprimer")
    if one.name == "organisation":
        return str(place)
    if kind.choices:
        return labels(kind)[0]
    if isinstance(kind, models.BooleanField):
        return _("Oui")
    if isinstance(kind, PartialDateField):
        return _("février 2026")
    if isinstance(kind, models.DateField):
        return "12/02/2026"
    if is_money(kind):
        return 1234.56
    return 1 if isinstance(kind, models.IntegerField) and one.required else None
