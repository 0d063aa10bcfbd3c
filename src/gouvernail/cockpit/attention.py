"""The three points of attention: what is in alert, what is in risk, what is to be decided."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.governance.models import Decision, Meeting
from gouvernail.organisations.models import Organisation
from gouvernail.plans.what_if.alerts import Alert
from gouvernail.projects.models import LIVE, Health, Project

SHOWN = 2


@dataclass(frozen=True)
class Attention:
    """One point of attention."""

    tone: str
    kind: str
    title: str
    text: str
    href: str


def attentions(
    place: Organisation,
    projects: list[Project],
    decisions: list[Decision],
    meeting: Meeting | None,
    off_plan: list[Alert],
) -> list[Attention]:
    """Return what deserves a look first: projects in alert, in risk or off the plan, decisions to take; else calm."""
    found = _of_health(place, projects, Health.ALERT, "alert") + _of_health(place, projects, Health.AT_RISK, "risk")
    if off_plan:
        found.append(_off_plan(place, off_plan))
    if decisions:
        found.append(_to_decide(place, decisions, meeting))
    if projects and not found:
        calm = _("Aucun projet en risque ni en alerte, aucune décision attendue.")
        found.append(Attention("good", _("Dans les temps"), _("Rien à signaler"), calm, ""))
    return found


def _of_health(place: Organisation, projects: list[Project], health: Health, tone: str) -> list[Attention]:
    concerned = [one for one in projects if one.health == health and one.life_cycle in LIVE]
    points = [
        Attention(
            tone,
            str(health.label),
            one.title,
            one.health_reason or _("Aucun motif n’a été noté."),
            reverse("project_sheet", args=[place.slug, one.pk]),
        )
        for one in concerned[:SHOWN]
    ]
    more = len(concerned) - SHOWN
    if more > 0:
        last = points[-1]
        others = ngettext("Et %(count)s autre projet.", "Et %(count)s autres projets.", more) % {"count": more}
        points[-1] = Attention(last.tone, last.kind, last.title, f"{last.text} {others}", last.href)
    return points


def _off_plan(place: Organisation, alerts: list[Alert]) -> Attention:
    count, first = len(alerts), alerts[0]
    title = ngettext(
        "%(count)s projet s’écarte du plan adopté", "%(count)s projets s’écartent du plan adopté", count
    ) % {"count": count}
    text = _("« %(title)s » : %(sentence)s") % {"title": first.project.title, "sentence": first.sentence}
    return Attention(first.tone, _("Plan adopté"), title, text, reverse("roadmap", args=[place.slug]) + "#ecarts")


def _to_decide(place: Organisation, decisions: list[Decision], meeting: Meeting | None) -> Attention:
    count = len(decisions)
    title = ngettext("%(count)s décision attendue", "%(count)s décisions attendues", count) % {"count": count}
    text = " · ".join(one.title for one in decisions[:SHOWN])
    if count > SHOWN:
        others = count - SHOWN
        text += " · " + ngettext("et %(count)s autre", "et %(count)s autres", others) % {"count": others}
    href = (
        reverse("meeting_sheet", args=[place.slug, meeting.pk])
        if meeting
        else reverse("decision_list", args=[place.slug]) + "?vue=attendues"
    )
    return Attention("decide", _("À décider"), title, text, href)
