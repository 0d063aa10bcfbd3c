"""Puts a dossier together from a thread: thread, sheets, frozen documents, journal, index, checksums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.documents.catalogue.dossier.content import index_report
from gouvernail.documents.catalogue.french import capital
from gouvernail.documents.catalogue.thread.content import thread_report
from gouvernail.documents.dossier import journal_extract
from gouvernail.documents.dossier.files import DossierFile, archive, checksums, json_bytes
from gouvernail.documents.dossier.sheets import sheet_values, sheets_report
from gouvernail.documents.drawing import draw
from gouvernail.documents.production import file_name, frozen_file
from gouvernail.documents.thread.reading import FullThread, Step
from gouvernail.governance.frozen import DECK, MINUTES, AlteredDocumentError, frozen_of
from gouvernail.governance.models import AgendaItem, Decision, FrozenDocument, ItemPaper, Meeting
from gouvernail.governance.visibility import circle_of, items_seen
from gouvernail.journal.chain import record
from gouvernail.kernel.text import slug
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.papers.sending import AlteredFileError, bytes_of
from gouvernail.registers.registry import register_of

FROZEN_TITLES = {DECK: gettext_lazy("Support montré en séance"), MINUTES: gettext_lazy("Relevé de décisions établi")}


@dataclass
class Dossier:
    """The files gathered so far, and the sentences that say what is missing."""

    files: list[DossierFile] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, path: str, title: str, content: bytes) -> None:
        """Add a file."""
        self.files.append(DossierFile(path, title, content))


def make_dossier(thread: FullThread, *, actor: Actor, place: Organisation, on: date) -> bytes:
    """Return the archive of a thread, and say in the journal that it was handed out.

    It holds what the actor may see, no more; what is left out for want of right, or because it was altered, is said in
    the index.
    """
    dossier = Dossier()
    _add_thread(dossier, thread, place, on)
    _add_sheets(dossier, thread, actor, place, on)
    meetings = _meetings(thread)
    _add_frozen(dossier, meetings, actor)
    _add_papers(dossier, thread, actor)
    _add_journal(dossier, thread, meetings, actor)
    files = _with_index(dossier, thread, place, on)
    with transaction.atomic():
        record(
            actor=actor.key,
            verb="exporter",
            kind=thread.register.kind,
            object_id=thread.step.obj.pk,
            place=thread.register.holder(thread.step.obj).path,
            label=thread.step.title,
            details={"dossier": len(files), "empreinte": files[-1].digest},
        )
    return archive(files, on)


def _add_thread(dossier: Dossier, thread: FullThread, place: Organisation, on: date) -> None:
    dossier.add(
        "fil.pdf", _("Le fil, de l’origine aux effets"), draw(thread_report(thread, place=place, on=on), "pdf", place)
    )


def _add_sheets(dossier: Dossier, thread: FullThread, actor: Actor, place: Organisation, on: date) -> None:
    by_kind: dict[str, list[Step]] = defaultdict(list)
    for step in thread.steps:
        by_kind[step.kind].append(step)
    for kind, steps in by_kind.items():
        label = register_of(kind).label_plural
        report = sheets_report(kind, steps, actor=actor, place=place, on=on)
        dossier.add(f"fiches/{slug(label)}.pdf", _("Fiches : %(kind)s") % {"kind": label}, draw(report, "pdf", place))
    values = [one for kind, steps in by_kind.items() for one in sheet_values(kind, steps, actor=actor, place=place)]
    dossier.add("fiches/fiches.json", _("Les mêmes fiches, pour une machine"), json_bytes(values))


def _meetings(thread: FullThread) -> list[Meeting]:
    found: dict[int, Meeting] = {}
    for step in thread.steps:
        meeting = step.obj if isinstance(step.obj, Meeting) else getattr(step.obj, "meeting", None)
        if isinstance(step.obj, Meeting | Decision) and meeting is not None:
            found[meeting.pk] = meeting
    return sorted(found.values(), key=lambda one: (one.held_on.first_day, one.pk))


def _add_frozen(dossier: Dossier, meetings: Sequence[Meeting], actor: Actor) -> None:
    for meeting in meetings:
        if not actor.can(VIEW, "documents", meeting.organisation):
            dossier.remarks.append(_("%(meeting)s : vous ne pouvez pas en lire les documents.") % {"meeting": meeting})
            continue
        circle = circle_of(actor, meeting.organisation)
        found = [(name, frozen) for name in FROZEN_TITLES if (frozen := frozen_of(meeting, name, circle))]
        if not found:
            dossier.remarks.append(_("%(meeting)s : aucun document n’y est figé.") % {"meeting": meeting})
        for name, one in found:
            _add_one_frozen(dossier, name, one)


def _add_papers(dossier: Dossier, thread: FullThread, actor: Actor) -> None:
    """Add the files attached to the points about what the thread holds, that the person may read."""
    about = Q(pk__in=[])
    for step in thread.steps:
        about |= Q(object_kind=step.kind, object_id=step.obj.pk)
    papers = ItemPaper.objects.filter(item__in=AgendaItem.objects.filter(about).filter(items_seen(actor)))
    for one in papers.select_related("item__meeting__committee").order_by("pk"):
        meeting = one.item.meeting
        title = _("Pièce du point « %(item)s », %(meeting)s") % {"item": one.item, "meeting": meeting}
        try:
            dossier.add(f"pieces/{slug(str(meeting))}-{one.pk}-{one.name}", title, bytes_of(one))
        except AlteredFileError as error:
            dossier.remarks.append(str(error))


def _add_one_frozen(dossier: Dossier, name: str, one: FrozenDocument) -> None:
    title = FROZEN_TITLES[name]
    try:
        content = frozen_file(one)
    except AlteredDocumentError as error:
        dossier.remarks.append(f"{one.meeting} : {error}")
        return
    name = file_name(one.meeting, name, "pdf")
    dossier.add(f"documents/{name}", f"{title}, {one.meeting}", content)
    values = {"empreinte": one.digest, "fige_le": one.frozen_at.isoformat(), "contenu": one.story}
    dossier.add(
        f"documents/{name.removesuffix('.pdf')}.json", _("Son contenu figé et son empreinte"), json_bytes(values)
    )


def _add_journal(dossier: Dossier, thread: FullThread, meetings: Sequence[Meeting], actor: Actor) -> None:
    holders = {register_of(one.kind).holder(one.obj).path for one in thread.steps}
    if not all(actor.can(VIEW, "journal", path) for path in holders):
        dossier.remarks.append(_("L’extrait du journal n’est pas joint : votre rôle ne permet pas de le lire."))
        return
    nodes = [(one.kind, one.obj.pk) for one in thread.steps] + [("meeting", one.pk) for one in meetings]
    entries = journal_extract.entries_about(nodes)
    if not entries:
        dossier.remarks.append(_("Le journal ne dit rien de ces fiches : elles ont été chargées sans être reprises."))
    values = journal_extract.as_values(entries)
    dossier.add("journal/journal.json", _("Extrait du journal, avec ses empreintes"), json_bytes(values))
    dossier.add("journal/journal.csv", _("Le même extrait, pour un tableur"), journal_extract.as_csv(entries))


def _with_index(dossier: Dossier, thread: FullThread, place: Organisation, on: date) -> list[DossierFile]:
    title = f"{capital(thread.register.label)} « {thread.step.title} »"
    report = index_report(title, dossier.files, dossier.remarks, place=place, on=on)
    values = {
        "format": "gouvernail-dossier",
        "version": 1,
        "objet": thread.register.kind,
        "identifiant": thread.step.obj.pk,
        "titre": thread.step.title,
        "collectivite": place.name,
        "situation_au": on.isoformat(),
        "fichiers": [
            {"chemin": one.path, "titre": one.title, "octets": len(one.content), "sha256": one.digest}
            for one in dossier.files
        ],
        "remarques": dossier.remarks,
    }
    index = [
        DossierFile("00-index.pdf", _("Index des pièces"), draw(report, "pdf", place)),
        DossierFile("index.json", _("Index, pour une machine"), json_bytes(values)),
    ]
    files = [*index, *dossier.files]
    return [*files, checksums(files)]
