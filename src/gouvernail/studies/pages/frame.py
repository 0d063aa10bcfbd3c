"""What all the pages of a study share: its tabs, its badges, the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, EDIT
from gouvernail.studies.models import Study, StudyState

TABS = (
    ("study_compare", gettext_noop("Comparer")),
    ("study_weigh", gettext_noop("Pondérer")),
    ("study_robustness", gettext_noop("Robustesse")),
    ("study_costs", gettext_noop("Coûts")),
    ("study_members", gettext_noop("Membres")),
    ("study_sheet", gettext_noop("Fiche et fil")),
)


@dataclass(frozen=True)
class Tab:
    """One page of a study."""

    label: str
    href: str
    current: bool
    count: int | None = None


def tabs_of(place: Organisation, study: Study, current: str) -> list[Tab]:
    """Return the pages of a study, the present one marked."""
    return [Tab(_(label), reverse(name, args=[place.slug, study.pk]), name == current) for name, label in TABS]


def frame(request: HttpRequest, place: Organisation, study: Study, current: str) -> dict[str, Any]:
    """Return the context that every page of a study starts from."""
    from gouvernail.studies.tables import state_badge

    may_edit = request.actor.can(EDIT, "studies", study.organisation)
    return {
        "study": study,
        "heading": study.title,
        "subtitle": study.question,
        "badge": state_badge(study),
        "study_tabs": tabs_of(place, study, current),
        "may_edit": may_edit,
        "editable": may_edit and study.is_open,
        "may_freeze": request.actor.can(DECIDE, "studies", study.organisation)
        and study.state in (StudyState.PRESENTED, StudyState.DECIDED),
        "crumbs": [{"label": _("Études"), "href": reverse("study_list", args=[place.slug])}],
    }
