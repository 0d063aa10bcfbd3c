"""Read a document and keep what it says: its faults and its proposals in one transaction, then their comparison."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.connectors import staging
from gouvernail.connectors.contents import pack_lines
from gouvernail.connectors.enums import RunState
from gouvernail.connectors.fields import import_fields
from gouvernail.connectors.models import ImportRun, ReceivedFile
from gouvernail.connectors.reading.enums import ReadingState
from gouvernail.connectors.reading.formats import read_document
from gouvernail.connectors.reading.models import DocumentFault, DocumentPart, DocumentReading, WaitingDocument
from gouvernail.connectors.reading.progress import CHECKED, Stopped, Tell, to_nobody
from gouvernail.connectors.reading.proposing import Part, Reading, read_proposals
from gouvernail.connectors.spreadsheets.model import column_letter
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.registers.operations import RefusedError
from gouvernail.registers.registry import register_of

ORDER = (
    "finding",
    "recommendation",
    "project",
    "milestone",
    "action",
    "budget_line",
    "committee",
    "meeting",
    "decision",
)
"""What is applied first: a step belongs to a project, which may come from the same document."""


def check_rights(place: Organisation, actor: Actor) -> None:
    """Raise ``PermissionDenied`` to whoever may not import here."""
    if not actor.can(EDIT, "imports", place):
        raise PermissionDenied


def read(data: bytes, file_name: str, tell: Tell = to_nobody) -> Reading:
    """Read a document without keeping anything; ``UnreadableFile`` says why it cannot be."""
    return read_proposals(read_document(data, file_name, tell), tell)


def keep(kept: DocumentReading, reading: Reading, actor: Actor) -> None:
    """Keep what a document says, in one transaction, and forget its file.

    Kinds of objects that this person may not write here are left out, and said. Raises ``Stopped`` when the document
    was dropped or its reading started again meanwhile, ``PermissionDenied``; nothing is kept then.
    """
    check_rights(kept.organisation, actor)
    allowed = [part for part in reading.parts if actor.can(EDIT, register_of(part.kind).family, kept.organisation)]
    with transaction.atomic():
        _still_wanted(kept)
        _fill(kept, reading)
        if len(allowed) < len(reading.parts):
            kept.warnings.append(_("Des propositions d’objets que vous ne pouvez pas écrire sont omises."))
        kept.save(update_fields=["kind", "pages", "lines", "masked", "mentions", "warnings"])
        for rank, part in enumerate(sorted(allowed, key=_rank)):
            _keep_part(kept, part, rank)
        _keep_faults(kept, reading)
        WaitingDocument.objects.filter(reading=kept).delete()


def _still_wanted(kept: DocumentReading) -> None:
    current = DocumentReading.objects.select_for_update().get(pk=kept.pk)
    if (current.attempt, current.state) != (kept.attempt, ReadingState.READING):
        raise Stopped


def _rank(part: Part) -> int:
    return ORDER.index(part.kind) if part.kind in ORDER else -1


def _fill(kept: DocumentReading, reading: Reading) -> None:
    document = reading.document
    kept.kind, kept.pages, kept.lines = document.kind, document.pages, len(document.filled)
    kept.masked = dict(Counter(one.kind for one in document.masked))
    kept.mentions = [vars(one) for one in reading.mentions]
    kept.warnings = list(document.warnings)


def compare(kept: DocumentReading, actor: Actor, tell: Tell = to_nobody) -> None:
    """Compare the proposals that are not compared yet, then say that the document is ready; taken up, it goes on."""
    runs = [part.run for part in kept.parts.select_related("run")]
    for rank, run in enumerate(runs):
        tell(CHECKED + round((100 - CHECKED) * rank / len(runs)), _("Comparaison avec ce qui est enregistré"))
        if run.state != RunState.READING:
            continue
        try:
            staging.work(run.pk, staging.begin(run), actor)
        except RefusedError as error:  # dropped meanwhile
            raise Stopped from error
    mine = DocumentReading.objects.filter(pk=kept.pk, attempt=kept.attempt, state=ReadingState.READING)
    if not mine.update(state=ReadingState.READY, percent=100, step=""):
        raise Stopped
    kept.refresh_from_db()


def _keep_part(kept: DocumentReading, part: Part, rank: int) -> ImportRun:
    outline = outline_of_part(part)
    run = ImportRun.objects.create(
        organisation=kept.organisation,
        kind=part.kind,
        file_name=kept.file_name,
        file_size=kept.file_size,
        sha256=kept.sha256,
        sheet=outline["sheets"][0]["name"],
        outline=outline,
        mapping=mapping_of_part(part),
        state=RunState.READING,
        actor=kept.actor,
        log=list(kept.warnings),
    )
    ReceivedFile.objects.create(run=run, content=pack_lines(rows_of_part(part)))
    DocumentPart.objects.create(reading=kept, run=run, rank=rank)
    return run


def rows_of_part(part: Part) -> list[list[str | None]]:
    """Return the cells of each proposal, in the order of the columns."""
    return [[one.cells.get(name) for name in part.headers] for one in part.proposals]


def mapping_of_part(part: Part) -> dict[str, tuple[int, str]]:
    """Return, by field, its column and the title of the column."""
    return {name: (index, title) for index, (name, title) in enumerate(part.headers.items())}


def outline_of_part(part: Part) -> dict[str, Any]:
    """Return the description of a part as imports take it, with the place, the text and the doubts of each line."""
    known = import_fields(register_of(part.kind))
    columns = [
        {
            "index": index,
            "letter": column_letter(index),
            "label": title,
            "samples": _samples(part, name),
        }
        for index, (name, title) in enumerate(part.headers.items())
    ]
    sheet = {"name": part.title[:120], "line": 0, "rows": len(part.proposals), "columns": columns}
    numbered = list(enumerate(part.proposals, 1))
    return {
        "drawn": True,
        "warnings": [],
        "sheets": [sheet | {"recognised": sum(name in known for name in part.headers)}],
        "places": {str(line): one.place for line, one in numbered},
        "texts": {str(line): one.raw for line, one in numbered},
        "said": {str(line): [vars(said) for said in one.said] for line, one in numbered if one.said},
    }


def _samples(part: Part, name: str) -> list[str]:
    found = dict.fromkeys(one.cells[name][:60] for one in part.proposals if name in one.cells)
    return list(found)[:3]


def _keep_faults(kept: DocumentReading, reading: Reading) -> None:
    lines = reading.document.lines
    DocumentFault.objects.bulk_create(
        DocumentFault(
            reading=kept,
            rank=rank,
            code=flag.code,
            gravity=flag.gravity.value,
            place=places_in_words(str(lines[flag.line].place), [str(lines[one].place) for one in flag.others]),
            raw=flag.raw[:240],
            sentence=flag.sentence,
            proposal=flag.proposal[:300],
            confidence=flag.confidence,
        )
        for rank, flag in enumerate(reading.flags)
    )


def places_in_words(first: str, others: list[str]) -> str:
    """Return where a fault stands: its place, those of the two next, and how many more there are."""
    places = list(dict.fromkeys([first, *others]))
    shown = "\u202f; ".join(places[:3])
    more = len(places) - 3
    return (shown + (_(" et %(n)s autres") % {"n": more} if more > 0 else ""))[:120]
