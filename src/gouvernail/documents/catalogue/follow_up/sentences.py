"""The sentences of the account, right at zero, one and several."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gouvernail.action_plan.models import RecommendationState
from gouvernail.documents.catalogue.french import capital, counted, listed
from gouvernail.documents.follow_up.reading import FollowUp


def essential(found: FollowUp) -> Iterator[str]:
    """Yield what the assembly must remember: states, acts under way, what nothing answers."""
    total = len(found.answers)
    if not total:
        yield _("Aucune recommandation de ce rapport n’est enregistrée.")
        return
    parts = [
        counted(count, one, many, feminine=True)
        for state, one, many in (
            (RecommendationState.DONE, _("réalisée"), _("réalisées")),
            (RecommendationState.ACCEPTED, _("acceptée et en cours"), _("acceptées et en cours")),
            (RecommendationState.REFUSED, _("refusée avec motif"), _("refusées avec motif")),
            (RecommendationState.OPEN, _("encore ouverte"), _("encore ouvertes")),
        )
        if (count := found.count(state))
    ]
    noun = counted(total, _("recommandation"), _("recommandations"), feminine=True)
    yield f"{capital(noun)} : {listed(parts)}."
    yield _acts(found)
    silent = [one for one in found.answers if one.is_silent]
    if silent:
        noun = counted(len(silent), _("recommandation reste"), _("recommandations restent"), feminine=True)
        yield _("%(count)s sans suite connue.") % {"count": capital(noun)}


def _acts(found: FollowUp) -> str:
    actions, projects = len(found.actions), len(found.projects)
    if not actions and not projects:
        return _("Ni action ni projet n’y est encore relié.")
    parts = []
    if actions:
        done = counted(found.done_actions, _("terminée"), _("terminées"), feminine=True)
        parts.append(f"{counted(actions, _('action'), _('actions'), feminine=True)} (dont {done})")
    if projects:
        done = counted(found.done_projects, _("terminé"), _("terminés"))
        parts.append(f"{counted(projects, _('projet'), _('projets'))} (dont {done})")
    verb = _("y répond") if actions + projects == 1 else _("y répondent")
    return f"{capital(listed(parts))} {verb}."
