"""Sending the extract of the minutes for one project, and offering it on its sheet."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.extract.content import Told, extract_report
from gouvernail.documents.drawing import TYPES, draw
from gouvernail.documents.sending import attachment
from gouvernail.governance.models import AgendaItem, Decision, GivenAction, Meeting, MeetingState
from gouvernail.governance.reading import decisions_of
from gouvernail.governance.visibility import decisions_seen, items_seen
from gouvernail.kernel.text import slug
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import VIEW
from gouvernail.projects.models import Project
from gouvernail.registers.models import Link
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of

FORMATS = ("pdf", "docx")
KIND = "project"
HELD = (MeetingState.HELD, MeetingState.CLOSED)


def extract_file(request: HttpRequest, place: Organisation, pk: int, extension: str) -> HttpResponse:
    """Send the extract; what is closed to the person is not in it."""
    project = register_of(KIND).objects(place, request.actor).filter(pk=pk).first()
    if project is None or extension not in FORMATS:
        raise Http404
    holder = project.organisation
    report = extract_report(project, told_of(project, request.actor), place=holder, on=holder.today())
    return attachment(
        draw(report, extension, holder), f"extrait-{slug(project.title)[:60]}.{extension}", TYPES[extension]
    )


def told_of(project: Project, actor: Actor) -> list[Told]:
    """Return, for each meeting held that spoke of a project, its points, decisions and given actions, oldest first."""
    said, decided, given = _said(project, actor), _decided(project, actor), _given(project, actor)
    items: dict[int, list[AgendaItem]] = {}
    for one in AgendaItem.objects.filter(said).distinct():
        items.setdefault(one.meeting_id, []).append(one)
    actions: dict[int, list[GivenAction]] = {}
    for action in given:
        actions.setdefault(action.item.meeting_id, []).append(action)
    spoken = {*items, *actions, *Decision.objects.filter(decided).values_list("meeting_id", flat=True)}
    meetings = Meeting.objects.filter(pk__in=spoken).select_related("committee")
    told = [Told(one, items.get(one.pk, []), decisions_of(one, decided), actions.get(one.pk, [])) for one in meetings]
    return sorted(told, key=lambda one: (one.meeting.held_on.first_day, one.meeting.pk))


def _given(project: Project, actor: Actor) -> list[GivenAction]:
    """The actions given from points that speak of a project, or tied to it, as a person may read them."""
    seen = AgendaItem.objects.filter(items_seen(actor), meeting__state__in=HELD)
    about = Q(item__object_kind=KIND, item__object_id=project.pk) | Q(action__in=_tied(project, "action"))
    found = GivenAction.objects.filter(about, item__in=seen, action__in=register_of("action").everywhere(actor))
    return list(found.select_related("item", "action"))


def _tied(project: Project, kind: str) -> list[int]:
    after = Link.objects.filter(from_kind=KIND, from_id=project.pk, to_kind=kind).values_list("to_id", flat=True)
    before = Link.objects.filter(to_kind=KIND, to_id=project.pk, from_kind=kind).values_list("from_id", flat=True)
    return [*after, *before]


def _said(project: Project, actor: Actor) -> Q:
    """The points of meetings held that speak of a project, as a person may read them."""
    return items_seen(actor) & Q(object_kind=KIND, object_id=project.pk, meeting__state__in=HELD)


def _decided(project: Project, actor: Actor) -> Q:
    """The decisions of meetings held that are tied to a project, as a person may read them."""
    return decisions_seen(actor) & Q(pk__in=_tied(project, "decision")) & Q(meeting__state__in=HELD)


def project_extract(request: HttpRequest, place: Organisation, project: Project) -> list[SheetAction]:
    """Offer the extract on the sheet of a project of which a committee spoke."""
    if not request.actor.can(VIEW, "documents", project.organisation):
        return []
    actor = request.actor
    spoken = AgendaItem.objects.filter(_said(project, actor)).exists() or _given(project, actor)
    if not spoken and not Decision.objects.filter(_decided(project, actor)).exists():
        return []
    href = reverse("project_extract", args=[place.slug, project.pk, "pdf"])
    return [SheetAction(_("Extrait des relevés"), href, "gavel")]
