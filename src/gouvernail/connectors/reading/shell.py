"""Documents from the command line: what they propose and their faults; it writes only when told to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.between_lines import note_between_lines
from gouvernail.connectors.contents import drawn_sheet, place_of, tell_what_was_noticed
from gouvernail.connectors.context import Context
from gouvernail.connectors.enums import LEFT_OUT, READY_OUTCOMES, Outcome
from gouvernail.connectors.fields import name_field
from gouvernail.connectors.judging import Comparison
from gouvernail.connectors.notes import reasons
from gouvernail.connectors.reading import applying as documents
from gouvernail.connectors.reading import keeping, receiving
from gouvernail.connectors.reading.proposing import Part, Reading
from gouvernail.connectors.records import read_records
from gouvernail.connectors.shell import ACTOR_NAME, ImportRefused, place_named
from gouvernail.connectors.spreadsheets import UnreadableFile
from gouvernail.organisations.actors import Actor, system_actor
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of


@dataclass
class PartReport:
    """What one part of a document would do, or did."""

    kind: str
    objects: str
    title: str
    counts: dict[str, int] = field(default_factory=dict)
    left_aside: list[dict[str, Any]] = field(default_factory=list)
    written: int | None = None

    @property
    def ready(self) -> int:
        """How many lines applying writes."""
        return sum(self.counts.get(outcome, 0) for outcome in READY_OUTCOMES)


@dataclass
class DocumentReport:
    """What a document proposes, the faults that the rules found, and what was hidden as it was read."""

    file: str
    place: str
    lines: int
    parts: list[PartReport]
    faults: list[dict[str, Any]]
    masked: dict[str, int]
    mentions: list[dict[str, str]]
    remarks: list[str]

    @property
    def refused(self) -> int:
        """How many lines are refused."""
        return sum(part.counts.get(Outcome.REFUSED, 0) for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        """Return the whole report for a program."""
        parts = [{**vars(part), "ready": part.ready} for part in self.parts]
        return {**vars(self), "parts": parts, "refused": self.refused}

    def in_words(self, shown: int) -> list[str]:
        """Return the report in French sentences, ``shown`` faults and lines left aside at most of each kind."""
        lines = [_("%(file)s → %(place)s : %(lines)s lignes lues") % vars(self), *(f"  {one}" for one in self.remarks)]
        for part in self.parts:
            counts = ", ".join(f"{Outcome(name).label.lower()} : {n}" for name, n in part.counts.items())
            lines.append(f"  {part.title} → {part.objects} ({counts or _('rien')})")
            lines += [f"    {one['place']} : {' '.join(one['reasons'])}" for one in part.left_aside[:shown]]
            lines += _more(len(part.left_aside) - shown)
        by_gravity = Counter(one["gravity"] for one in self.faults)
        told = ", ".join(f"{gravity} : {number}" for gravity, number in by_gravity.items()) or _("aucun")
        lines.append(_("Défauts (%(told)s)") % {"told": told})
        lines += [f"  {one['place']} · {one['code']} · {one['sentence']}" for one in self.faults[:shown]]
        lines += _more(len(self.faults) - shown)
        written = [part.written for part in self.parts if part.written is not None]
        ready = sum(part.ready for part in self.parts)
        lines.append(
            _("%(n)s lignes écrites.") % {"n": sum(written)}
            if written
            else _("Rien n’est écrit. Avec --apply, %(n)s lignes le seraient.") % {"n": ready}
        )
        return lines


def _more(number: int) -> list[str]:
    return [_("    … et %(n)s autres ; --json les donne tous.") % {"n": number}] if number > 0 else []


def is_text_table(path: Path) -> bool:
    """Whether a text is a table that the import of spreadsheets reads: its first line is one of titles."""
    if path.suffix.lower() not in (".txt", ".md"):
        return False
    head = path.read_bytes()[:4096].splitlines()
    return bool(head) and max(head[0].count(mark) for mark in (b";", b"\t")) >= 2


def read_file(path: Path, *, slug: str = "", write: bool = False) -> DocumentReport:
    """Read a document at a place (the only root without ``slug``) and, with ``write``, apply the lines that are ready.

    Raises ``ImportRefused`` with the sentence that says what to do.
    """
    place, actor = place_named(slug), system_actor(ACTOR_NAME)
    data = path.read_bytes()
    try:
        reading = keeping.read(data, path.name)
        report = _report(reading, place)
        report.parts = (
            _written(place, actor, path.name, data) if write else [_dry(part, place, actor) for part in reading.parts]
        )
    except UnreadableFile as error:
        raise ImportRefused(str(error)) from error
    return report


def _report(reading: Reading, place: Organisation) -> DocumentReport:
    document = reading.document
    faults = [
        {
            "place": str(document.lines[flag.line].place),
            "code": flag.code,
            "gravity": flag.gravity.value,
            "sentence": flag.sentence,
            "raw": flag.raw,
            "proposal": flag.proposal,
            "confidence": flag.confidence,
        }
        for flag in reading.flags
    ]
    masked = dict(Counter(one.kind for one in document.masked))
    told = [vars(one) for one in reading.mentions]
    return DocumentReport(
        document.name, place.slug, len(document.filled), [], faults, masked, told, list(document.warnings)
    )


def _dry(part: Part, place: Organisation, actor: Actor) -> PartReport:
    """Compare the proposals of a part without keeping anything."""
    register = register_of(part.kind)
    outline, mapped = keeping.outline_of_part(part), keeping.mapping_of_part(part)
    context = Context(register, place, actor, mapped, place.today())
    sheet = drawn_sheet(part.title, keeping.rows_of_part(part))
    records = read_records(sheet, outline["sheets"][0], mapped, name_field(register)).records
    note_between_lines(register, records)
    tell_what_was_noticed(outline, records)
    report = PartReport(part.kind, register.label_plural, part.title)
    counts: Counter[str] = Counter()
    for judgements in Comparison(context, records).chunks():
        counts.update(str(one.outcome) for one in judgements)
        report.left_aside += [
            {
                "place": place_of(outline, one.record.line),
                "title": one.title,
                "outcome": str(one.outcome),
                "reasons": reasons(one.notes),
            }
            for one in judgements
            if one.outcome in LEFT_OUT
        ]
    report.counts = dict(counts)
    return report


def _written(place: Organisation, actor: Actor, name: str, data: bytes) -> list[PartReport]:
    """Bring the document as a page would, then apply what is ready, at once."""
    kept = receiving.receive(place, actor, name, data)
    reports = []
    for run in documents.runs_of(kept):
        report = PartReport(run.kind, register_of(run.kind).label_plural, run.sheet, dict(run.counts))
        report.left_aside = [
            {
                "place": place_of(run.outline, row.line),
                "title": row.title,
                "outcome": row.outcome,
                "reasons": reasons(row.notes),
            }
            for row in run.rows.filter(outcome__in=LEFT_OUT).order_by("line")
        ]
        report.written = documents.ready_lines(run)
        reports.append(report)
    if any(report.written for report in reports):
        documents.apply(kept, actor)
    return reports
