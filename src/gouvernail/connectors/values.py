"""Read one cell as the value of one field, saying what is doubtful and refusing what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext as _

from gouvernail.connectors.choices import read_choice
from gouvernail.connectors.context import Context
from gouvernail.connectors.dates import read_date, read_instant
from gouvernail.connectors.fields import ImportField
from gouvernail.connectors.findings import CREATION, MISSING, Finding, Refused
from gouvernail.connectors.naming import CREATABLE
from gouvernail.connectors.sealed import read_sealed
from gouvernail.connectors.spreadsheets import CellValue
from gouvernail.connectors.spreadsheets.cells import read_boolean, read_decimal, read_integer, read_text, read_time
from gouvernail.kernel.money import TaxBasis, euros, parse_amount_and_basis
from gouvernail.organisations.models import Organisation
from gouvernail.registers.fields import PartialDateField
from gouvernail.registers.registry import register_of
from gouvernail.registers.values import is_money, plain


@dataclass
class Read:
    """The value of a cell (``MISSING`` when it cannot be told), and what is said of it."""

    value: Any
    findings: list[Finding] = field(default_factory=list)


def read_value(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any = None) -> Read:
    """Read a cell that holds something; ``current`` is the identifier now held, for a foreign key.

    Raises ``Refused`` with the French sentence that says what to do.
    """
    try:
        read = _reader(context, one)(context, one, cell, holder, current)
    except Refused:
        raise
    except ValueError as error:
        raise Refused("R-TYPE", str(error)) from error
    if read.value is not MISSING and read.value is not None and not one.field.many_to_one:
        validate(one.field, read.value)
    return read


def read_organisation(context: Context, cell: CellValue) -> Organisation | None:
    """Return the organisation a cell names, ``None`` for a blank cell; ``Refused`` when it names none, or several."""
    name = read_text(cell)
    if name is None:
        return None
    found = context.places.found(name)
    if len(found) == 1:
        return context.places.allowed[found[0]]
    if found:
        raise Refused(
            "R-HOMONYM",
            _("Plusieurs collectivités s’appellent « %(name)s ». Écrivez leur nom complet.") % {"name": name},
        )
    names = context.places.names()
    listed = ", ".join(names[:8]) + ("…" if len(names) > 8 else "")
    raise Refused(
        "R-ALIAS",
        _("« %(name)s » n’est pas une collectivité où vous pouvez écrire ici. Écrivez : %(names)s.")
        % {"name": name, "names": listed},
    )


def _reader(context: Context, one: ImportField) -> Any:
    kind = one.field
    if one.seal:
        return _sealed
    if kind.many_to_one:
        return _named
    if kind.choices:
        return _choice
    for classes, reader in _READERS:
        if isinstance(kind, classes):
            return reader
    return _text


def _sealed(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any) -> Read:
    return Read(read_sealed(one, cell))


def _choice(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any) -> Read:
    value, finding = read_choice(context.register.kind, one.field, read_text(cell) or "")
    return Read(value) if finding is None else Read(MISSING, [finding])


def _partial_date(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any) -> Read:
    value, finding = read_date(cell, exact=not isinstance(one.field, PartialDateField))
    return Read(value) if finding is None else Read(MISSING, [finding])


def _instant(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any = None) -> Read:
    return Read(read_instant(cell))


def _time(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any) -> Read:
    return Read(read_time(cell))


def _boolean(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any) -> Read:
    return Read(read_boolean(cell))


def _integer(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any) -> Read:
    text = read_text(cell) or ""
    return Read(read_integer(text.removesuffix("%").strip() if one.name == "progress" else cell))


def _decimal(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any) -> Read:
    if not is_money(one.field):
        return Read(read_decimal(cell))
    if not isinstance(cell, str):
        return Read(read_decimal(cell))
    amount, basis = parse_amount_and_basis(cell)
    if basis is TaxBasis.UNKNOWN or "tax_basis" not in context.all_fields:
        return Read(amount)
    sentence = _("« %(text)s » dit aussi la base (%(basis)s). Proposé : enregistrer le montant et sa base.")
    finding = Finding(
        "R-TAXBASE",
        sentence % {"text": cell, "basis": basis.label},
        proposed=amount,
        also={"tax_basis": basis.value},
        confidence=95,
    )
    return Read(MISSING, [finding])


def _text(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any) -> Read:
    return Read(read_text(cell))


def _named(context: Context, one: ImportField, cell: CellValue, holder: Organisation, current: Any) -> Read:
    """An object by its name: the one, or a doubt when there are several, one that looks like it, or none."""
    name = read_text(cell) or ""
    named = context.named[one.name]
    found = named.found(name, holder.pk, current)
    if len(found) == 1:
        return Read(found[0])
    if found:
        picks = tuple(
            (f"pick:{pk}", f"{named.names[pk]} ({context.places.allowed.get(named.holders[pk], pk)})", pk)
            for pk in found[:5]
        )
        sentence = _("Plusieurs fiches s’appellent « %(name)s ». Dites laquelle.") % {"name": name}
        return Read(MISSING, [Finding("R-HOMONYM", sentence, picks=picks)])
    return _unknown(context, one, name, holder)


def _unknown(context: Context, one: ImportField, name: str, holder: Organisation) -> Read:
    """A name nobody holds: one that looks like it, one to create with the person's agreement, or a refusal."""
    named = context.named[one.name]
    near = named.close(name)
    key = named.creation_key(name, holder.pk)
    creatable = named.may_create(holder)
    if creatable:
        context.creations.setdefault(key, {"kind": named.kind, "name": name, "organisation": holder.pk})
    if near:
        sentence = _("« %(name)s » n’existe pas ; « %(near)s » lui ressemble.")
        finding = Finding("R-ALIAS", sentence % {"name": name, "near": named.names[near[0]]})
        finding.proposed, finding.confidence = near
        finding.picks = (("create", _("Créer « %(name)s »") % {"name": name}, key),) if creatable else ()
        return Read(MISSING, [finding])
    if not creatable:
        listed = ", ".join(list(named.names.values())[:8]) or _("aucun pour le moment")
        raise Refused(
            "R-ALIAS",
            _("« %(name)s » n’existe pas ici. Écrivez un nom existant : %(names)s.") % {"name": name, "names": listed},
        )
    if key in context.agreed:
        return Read(key)
    sentence = _("« %(name)s » n’existe pas encore. Cochez sa création, ou corrigez le nom.")
    return Read(MISSING, [Finding(CREATION, sentence % {"name": name})])


def creation_words(kind: str) -> str:
    """Return what an object created by its name is, with the values given besides: « prestataire, typologie Autre »."""
    register = register_of(kind)
    words = [register.label]
    for name, value in CREATABLE[kind].items():
        field_ = register.model._meta.get_field(name)
        words.append(f"{field_.verbose_name} « {dict(field_.flatchoices)[value]} »")
    return ", ".join(words)


def validate(field_: models.Field, value: Any) -> None:
    """Raise ``Refused`` if a value breaks the limits of its field."""
    if isinstance(value, str) and (longest := _only_limit(field_)) is not None and len(value) <= longest:
        return
    try:
        field_.run_validators(value)
    except ValidationError as error:
        raise Refused("R-TYPE", _negative(field_, error) or " ".join(error.messages)) from error


def _negative(field_: models.Field, error: ValidationError) -> str:
    """The sentence for a number below the zero that its field begins at, nothing for another fault."""
    for one in error.error_list:
        params = one.params or {}
        if one.code == "min_value" and params.get("limit_value") == 0:
            sentence = _(
                "« %(value)s » est négatif, « %(label)s » ne peut pas l’être. Corrigez le signe ou videz la cellule."
            )
            shown = euros(params["value"]) if is_money(field_) else plain(params["value"])
            return sentence % {"value": shown, "label": field_.verbose_name}
    return ""


@cache
def _only_limit(field_: models.Field) -> int | None:
    """The length of a text, where it is all that its field limits: nearly always, and quicker to see than to ask."""
    limits = field_.validators
    alone = len(limits) == 1 and type(limits[0]) is MaxLengthValidator and isinstance(limits[0].limit_value, int)
    return limits[0].limit_value if alone else None


_READERS: tuple[tuple[Any, Any], ...] = (
    (models.DateTimeField, _instant),
    ((PartialDateField, models.DateField), _partial_date),
    (models.TimeField, _time),
    (models.BooleanField, _boolean),
    (models.IntegerField, _integer),
    (models.DecimalField, _decimal),
)
