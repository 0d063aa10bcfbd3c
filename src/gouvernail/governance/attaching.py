"""Files attached to a point of the agenda: added until the minutes are established, taken away while preparing."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.governance.acts import demand, journal
from gouvernail.governance.models import AgendaItem, ItemPaper, Meeting, MeetingState
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.papers.accepting import accept
from gouvernail.papers.models import values_of
from gouvernail.registers.operations import RefusedError

FEW_PAPERS = 10
"""How many files a point may hold."""


def attach_to(item: AgendaItem, upload: UploadedFile, *, actor: Actor) -> ItemPaper:
    """Attach a file to a point.

    Raises ``ValidationError`` in French when the file may not be kept, when the point holds ten already, or when the
    minutes of its meeting are established.
    """
    accepted = accept(upload)
    with transaction.atomic():
        meeting = _locked(item, actor)
        if meeting.state == MeetingState.CLOSED:
            raise RefusedError(_("Le relevé de cette séance est établi : ses pièces ne changent plus."))
        if item.papers.count() >= FEW_PAPERS:
            raise RefusedError(_("Dix fichiers au plus par point : retirez-en un d’abord."))
        paper = ItemPaper.objects.create(item=item, **values_of(accepted))
        journal(actor, "joindre", meeting, {"point": item.title, "fichier": paper.name, "empreinte": paper.digest})
    return paper


def take_away(paper: ItemPaper, *, actor: Actor) -> None:
    """Take a file off a point while its meeting is prepared: what was shown stays."""
    with transaction.atomic():
        meeting = _locked(paper.item, actor)
        if meeting.state != MeetingState.PREPARED:
            raise RefusedError(_("La séance est préparée : ce qui lui est joint ne se retire plus."))
        details = {"point": paper.item.title, "retiré": paper.name, "empreinte": paper.digest}
        journal(actor, "joindre", meeting, details)
        paper.delete()


def _locked(item: AgendaItem, actor: Actor) -> Meeting:
    query = Meeting.objects.select_for_update(of=("self",)).select_related("organisation", "committee")
    meeting = query.get(pk=item.meeting_id)
    demand(actor, EDIT, meeting.organisation)
    return meeting
