"""Which object held already a line is about: by its reference, or by its natural key within the place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.context import Context, Key, key_part
from gouvernail.connectors.fields import REFERENCE_FIELD
from gouvernail.connectors.findings import MISSING, REFUSAL, Finding, Refused
from gouvernail.connectors.likeness import nearest
from gouvernail.connectors.records import Record
from gouvernail.connectors.settled import read_cell
from gouvernail.connectors.spreadsheets.cells import CellUnreadable, read_integer, read_text
from gouvernail.connectors.values import Read, read_organisation
from gouvernail.kernel.text import fold
from gouvernail.organisations.models import Organisation

LOOKALIKE = 0.86
"""From this likeness on, a new line is shown as a probable double of an object that no line is about."""

MAX_COMPARISONS = 200_000
"""Beyond so many pairs of names, doubles are not looked for: it would take minutes."""

NEW = "new"


@dataclass(slots=True)
class Match:
    """What a line is about: an object (``pk``) or a new one, held by ``holder``; ``moves`` if the file names it.

    ``key`` is ``None`` when the cells of the key cannot be read.
    """

    pk: int | None
    holder: Organisation
    key: Key | None = None
    moves: bool = False
    findings: list[Finding] = field(default_factory=list)


def match(context: Context, record: Record) -> Match:
    """Find the object of a line among those the person may change."""
    found = Match(None, context.place)
    _read_holder(context, record, found)
    reference = record.cell(REFERENCE_FIELD) if context.has_reference else None
    found.key = _read_key(context, record, found.holder)
    if reference is not None:
        _by_reference(context, record, reference, found)
    elif found.key is not None and any(found.key):
        _by_key(context, record, found)
    return found


def _read_holder(context: Context, record: Record, found: Match) -> None:
    cell = record.cell("organisation")
    try:
        holder = read_organisation(context, cell)
    except (Refused, CellUnreadable) as error:
        code = error.code if isinstance(error, Refused) else "R-TYPE"
        found.findings.append(Finding(code, str(error), REFUSAL, "organisation", raw=str(cell)))
        return
    if holder is not None:
        found.holder, found.moves = holder, True


def _by_reference(context: Context, record: Record, cell: Any, found: Match) -> None:
    try:
        pk = read_integer(cell)
    except ValueError:
        pk = None
    known = context.index.by_pk.get(pk) if pk is not None else None
    if known is None:
        sentence = _(
            "La référence « %(cell)s » n’existe pas parmi les fiches que vous pouvez modifier ici. "
            "Videz la cellule pour créer une fiche."
        )
        shown = _shown(cell)
        found.findings.append(Finding("R-REFERENCE", sentence % {"cell": shown}, REFUSAL, REFERENCE_FIELD, raw=shown))
        return
    _take(context, found, known.pk)


def _take(context: Context, found: Match, pk: int) -> None:
    """Make the line be about an object; unless the file says otherwise, it stays where it is held."""
    found.pk = pk
    if not found.moves:
        found.holder = context.places.allowed.get(context.index.by_pk[pk].organisation_id, found.holder)


def _by_key(context: Context, record: Record, found: Match) -> None:
    wanted = found.holder.pk if found.moves else None
    candidates = context.index.candidates(found.key or (), wanted, context.place.pk)
    if len(candidates) == 1:
        _take(context, found, candidates[0])
    elif candidates:
        sentence = _("Plusieurs fiches portent ce nom. Dites laquelle, ou ajoutez la colonne « Référence Gouvernail ».")
        _ask_which(context, record, found, Finding("R-HOMONYM", sentence), candidates[:5])


def look_for_double(context: Context, record: Record, found: Match, free: dict[str, int]) -> None:
    """For a line about nothing known, ask whether it is an object whose name nearly is the same.

    ``free`` gives the objects that no line is about, by their folded name.
    """
    name = read_name(context, record)
    near = nearest(fold(name), free, LOOKALIKE) if name else None
    same = free.get(fold(name)) if name else None
    pk, likeness = (same, 99) if same else (free[near[0]], near[1]) if near else (None, 0)
    if pk is None:
        return
    sentence = _("Ressemble à « %(name)s » (%(likeness)s %%) : est-ce la même fiche ?") % {
        "name": context.index.by_pk[pk].name,
        "likeness": likeness,
    }
    _ask_which(context, record, found, Finding("R-ALIAS", sentence, confidence=likeness), [pk])


def _ask_which(context: Context, record: Record, found: Match, finding: Finding, candidates: list[int]) -> None:
    """Ask a person which object a line is about, or take their answer."""
    picks = []
    for pk in candidates:
        known = context.index.by_pk[pk]
        where = context.places.allowed.get(known.organisation_id, "")
        label = _("Mettre à jour « %(name)s » (%(where)s, n° %(pk)s)") % {"name": known.name, "where": where, "pk": pk}
        picks.append((f"update:{pk}", label, pk))
    finding.picks = (*picks, (NEW, _("Créer une nouvelle fiche"), None))
    found.findings.append(finding)
    answer = record.decisions.get(finding.key, "")
    chosen = {code: pk for code, _label, pk in picks}
    if answer in chosen:
        _take(context, found, chosen[answer])


def read_name(context: Context, record: Record) -> str:
    """Return what the line calls its object, or an empty text."""
    try:
        return read_text(record.cell(context.name_field)) or ""
    except CellUnreadable:
        return ""


def _read_key(context: Context, record: Record, holder: Organisation) -> Key | None:
    parts = []
    for name in context.index.fields:
        cell = record.cell(name)
        if cell is None:
            parts.append("")
            continue
        try:
            read = read_cell(context, context.fields[name], cell, holder)
        except Refused:
            return None
        if isinstance(read, Read) and read.value is MISSING:
            answered = _answered(record, name, read.findings)
            if answered is MISSING:
                return None
            read.value = answered
        parts.append(key_part(read.value))
    return tuple(parts)


def _answered(record: Record, name: str, findings: list[Finding]) -> Any:
    """The value a person already chose for a doubtful cell of the key."""
    for finding in findings:
        finding.field = name
        answer = record.decisions.get(finding.key)
        if answer == "accept":
            return finding.proposed
        for code, _label, value in finding.picks:
            if code == answer:
                return value
    return MISSING


def _shown(cell: Any) -> str:
    try:
        return read_text(cell) or ""
    except CellUnreadable:
        return str(cell)
