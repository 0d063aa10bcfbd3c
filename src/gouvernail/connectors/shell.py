"""The way in from the command line: the same comparison as the pages, without a page; it writes only when told to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors import applying, receiving, staging
from gouvernail.connectors.between_lines import note_between_lines
from gouvernail.connectors.choices import labels
from gouvernail.connectors.context import Context
from gouvernail.connectors.enums import LEFT_OUT, READY_OUTCOMES, TO_SETTLE, Outcome
from gouvernail.connectors.fields import import_fields, is_importable, name_field
from gouvernail.connectors.judgements import Judgement
from gouvernail.connectors.judging import Comparison, vanished
from gouvernail.connectors.notes import reasons
from gouvernail.connectors.outlines import best_sheet, outline_of, proposed_mapping
from gouvernail.connectors.records import read_records
from gouvernail.connectors.spreadsheets import UnreadableFile, Workbook, read_workbook
from gouvernail.connectors.spreadsheets.safety import MAX_BYTES
from gouvernail.kernel.text import fold
from gouvernail.organisations.actors import Actor, system_actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.register import Register
from gouvernail.registers.registry import registers

ACTOR_NAME = "import"
"""How the journal names what the command line wrote."""


class ImportRefused(ValueError):  # noqa: N818 (named for what people read)
    """What keeps a file from being compared, in one French sentence."""


@dataclass
class Report:
    """What a file would do, or did: its lines by outcome, and those left aside with why."""

    file: str
    kind: str
    objects: str
    place: str
    sheet: str
    counts: dict[str, int] = field(default_factory=dict)
    left_aside: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    written: int | None = None

    @property
    def ready(self) -> int:
        """How many lines applying writes."""
        return sum(self.counts.get(outcome, 0) for outcome in READY_OUTCOMES)

    @property
    def refused(self) -> int:
        """How many lines are refused."""
        return self.counts.get(Outcome.REFUSED, 0)


def import_file(path: Path, *, kind: str = "", slug: str = "", write: bool = False) -> Report:
    """Compare a file with what is held at a place and, with ``write``, apply the lines that are ready.

    ``kind`` is the code or the French name of the objects, guessed from the columns when empty; ``slug`` the address
    of the organisation, the only root when empty. Raises ``ImportRefused`` with the sentence that says what to do.
    """
    if path.stat().st_size > MAX_BYTES:
        raise ImportRefused(
            _(
                "%(name)s dépasse %(size)s Mo. Un long CSV de demandes se lit par une source « Demandes (fichier CSV) »"
                " : reliez-la, puis gouvernail import %(name)s --as NOM-DE-LA-SOURCE. Sinon, découpez-le."
            )
            % {"name": path.name, "size": MAX_BYTES // 1024 // 1024}
        )
    data = path.read_bytes()
    try:
        workbook = read_workbook(data, path.name)
        register = _register_named(kind) if kind else _guessed(workbook)
        place = place_named(slug)
        actor = system_actor(ACTOR_NAME)
        return _write(register, place, actor, path.name, data) if write else _compare(register, place, actor, workbook)
    except UnreadableFile as error:
        raise ImportRefused(str(error)) from error


def sources() -> list[dict[str, Any]]:
    """Return what can be imported: each kind with its fields, those needed, and the accepted words."""
    return [
        {
            "kind": register.kind,
            "objects": register.label_plural,
            "recognised_by": list(register.natural_key),
            "fields": [
                {
                    "field": one.name,
                    "column": one.label,
                    "other_names": list(one.aliases),
                    "required": one.required,
                    "accepted_words": labels(one.field) if one.field.choices else [],
                }
                for one in import_fields(register).values()
            ],
        }
        for register in _importable()
    ]


def _importable() -> list[Register]:
    return [register for register in registers() if is_importable(register)]


def _register_named(name: str) -> Register:
    wanted = fold(name)
    for register in _importable():
        if wanted in {register.kind, register.word, fold(register.label), fold(register.label_plural)}:
            return register
    listed = ", ".join(register.word for register in _importable())
    raise ImportRefused(_("« %(name)s » ne s’importe pas. Au choix : %(names)s.") % {"name": name, "names": listed})


def _guessed(workbook: Workbook) -> Register:
    """The kind of objects most of whose columns the file has; refused when two come first together."""
    scores = Counter({one.kind: best_sheet(outline)["recognised"] for one, outline in _outlines(workbook)})
    (first, best), (_second, next_best) = scores.most_common(2)
    if best < 2 or best == next_best:
        raise ImportRefused(_("Les colonnes ne disent pas de quels objets il s’agit. Dites-le avec --as."))
    return _register_named(first)


def _outlines(workbook: Workbook) -> Iterable[tuple[Register, dict[str, Any]]]:
    for register in _importable():
        outline = outline_of(workbook, register, {})
        if outline["sheets"]:
            yield register, outline


def place_named(slug: str) -> Organisation:
    """Return the organisation at an address, the only root without one; ``ImportRefused`` says what to write."""
    if slug:
        found = Organisation.objects.filter(slug=slug).first()
        if found is None:
            raise ImportRefused(_("Aucune collectivité n’a l’adresse « %(slug)s ».") % {"slug": slug})
        return found
    roots = list(Organisation.objects.filter(parent=None)[:20])
    if len(roots) != 1:
        listed = ", ".join(one.slug for one in roots) or _("aucune")
        raise ImportRefused(_("Dites dans quelle collectivité avec --into (%(slugs)s).") % {"slugs": listed})
    return roots[0]


def _compare(register: Register, place: Organisation, actor: Actor, workbook: Workbook) -> Report:
    """Compare without keeping anything."""
    memory = receiving.memory_of(register, place)
    outline = outline_of(workbook, register, memory)
    if not outline["sheets"]:
        raise ImportRefused(_("Ce fichier ne contient que des feuilles masquées."))
    sheet = best_sheet(outline)
    mapped = proposed_mapping(sheet, register, memory)
    _check(register, mapped, memory, sheet)
    context = Context(register, place, actor, mapped, place.today())
    reading = read_records(workbook.sheet(sheet["name"]), sheet, mapped, name_field(register))
    note_between_lines(register, reading.records)
    comparison = Comparison(context, reading.records)
    report = _report(register, place, workbook.filename, sheet["name"])
    counts: Counter[str] = Counter()
    for judgements in comparison.chunks():
        counts.update(one.outcome for one in judgements)
        report.left_aside += [_told(one) for one in judgements if one.outcome in LEFT_OUT]
    if gone := len(vanished(context, workbook.filename, comparison)):
        counts[Outcome.VANISHED] = gone
    report.counts = {str(outcome): number for outcome, number in counts.items()}
    report.remarks = [*outline["warnings"], *reading.left_out]
    return report


def _check(register: Register, mapped: dict, memory: dict[str, str], sheet: dict[str, Any]) -> None:
    sentences = receiving.check_mapping(register, mapped, memory, sheet, set())
    if sentences:
        raise ImportRefused(" ".join(sentences))


def _write(register: Register, place: Organisation, actor: Actor, name: str, data: bytes) -> Report:
    """Bring the file as a page would, then apply the lines that are ready."""
    run = receiving.receive(register, place, actor, name, data)
    sheet = next(one for one in run.outline["sheets"] if one["name"] == run.sheet)
    try:
        _check(register, run.mapping, receiving.memory_of(register, place), sheet)
    except ImportRefused:
        receiving.cancel(run, actor, register)
        raise
    staging.work(run.pk, staging.begin(run), actor)
    run.refresh_from_db()
    report = _report(register, place, name, run.sheet)
    report.counts, report.remarks, report.written = dict(run.counts), list(run.log), 0
    report.left_aside = [
        {"line": row.line, "title": row.title, "outcome": row.outcome, "reasons": reasons(row.notes)}
        for row in run.rows.filter(outcome__in=LEFT_OUT).order_by("line").iterator(chunk_size=500)
    ]
    if report.ready:
        report.written = applying.apply(run, actor)["ecrites"]
    elif not any(report.counts.get(outcome) for outcome in TO_SETTLE):
        receiving.cancel(run, actor, register)  # nothing to write and nothing to settle
    return report


def _report(register: Register, place: Organisation, name: str, sheet: str) -> Report:
    return Report(name, register.kind, register.label_plural, place.slug, sheet)


def _told(one: Judgement) -> dict[str, Any]:
    return {"line": one.record.line, "title": one.title, "outcome": str(one.outcome), "reasons": reasons(one.notes)}
