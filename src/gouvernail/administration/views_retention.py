"""What is kept and for how long, on one page; what is due may be emptied at once by an administrator."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gouvernail.journal.keeping import empty_old_details, months_kept, old_details
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DELETE


@dataclass(frozen=True)
class Rule:
    """What is kept, for how long, and why."""

    what: str | Promise
    how_long: str | Promise
    why: str | Promise


FOR_EVER = gettext_lazy("Sans limite")
RULES = (
    Rule(
        gettext_lazy("Décisions, registre, relevés et supports figés"),
        FOR_EVER,
        gettext_lazy("Ce sont les pièces qu’un contrôleur demande des années plus tard."),
    ),
    Rule(
        gettext_lazy("Journal : qui (identifiant opaque), quoi, quand"),
        FOR_EVER,
        gettext_lazy("La chaîne d’empreintes ne se rompt pas ; aucun nom n’y figure."),
    ),
    Rule(
        gettext_lazy("Journal : détails des décisions, des figements et de ce qui a été remis"),
        FOR_EVER,
        gettext_lazy("Ils disent ce que le comité a fait et qui a emporté quoi."),
    ),
    Rule(
        gettext_lazy("Comptes"),
        gettext_lazy("Jusqu’à leur effacement"),
        gettext_lazy("Le nom, l’adresse et les rôles disparaissent ; les actes restent, sans nom."),
    ),
    Rule(
        gettext_lazy("Fichiers importés et jamais appliqués"),
        gettext_lazy("30 jours"),
        gettext_lazy("Ils peuvent contenir plus que ce qui est repris."),
    ),
)
BY_THE_CNIL = gettext_lazy("Six mois à un an : ce que la CNIL recommande (délibération n° 2021-122).")


def retention(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the rules and what is due; empty it when asked by somebody who may."""
    may_apply = request.actor.can(DELETE, "journal", place)
    if request.method == "POST":
        if not may_apply:
            raise PermissionDenied
        count = empty_old_details(actor=request.actor.key)
        words = ngettext("%(count)s détail vidé.", "%(count)s détails vidés.", count)
        messages.success(request, words % {"count": count} if count else _("Rien n’était à vider."))
        return redirect("journal_retention", place.slug)
    months = months_kept()
    routine = Rule(
        _("Journal : détails des actes courants, consultations de parties d’accès restreint"),
        ngettext("%(count)s mois", "%(count)s mois", months) % {"count": months},
        BY_THE_CNIL,
    )
    context = {
        "heading": _("Conservation"),
        "subtitle": _("Ce qui est gardé, combien de temps, et pourquoi"),
        "rules": (*RULES[:3], routine, *RULES[3:]),
        "due": old_details().count(),
        "may_apply": may_apply,
        "crumbs": [{"label": _("Journal"), "href": reverse("journal", args=[place.slug])}],
    }
    return render(request, "administration/retention.html", context)
