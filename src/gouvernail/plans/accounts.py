"""The account proposed for a budget line: which, in which section and chapter, why, and what to verify."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.engines.finance.accounts import DIRECT, DURABLE, Nature, Proposal, chart, propose
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import EDIT
from gouvernail.plans.models import BudgetLine, BudgetSection
from gouvernail.registers.forms import AmountField
from gouvernail.registers.operations import save_object
from gouvernail.registers.panels import SheetAction
from gouvernail.registers.registry import register_of

NATURES = {
    Nature.EQUIPMENT: gettext_lazy("Postes, serveurs, réseau"),
    Nature.SCHOOL_EQUIPMENT: gettext_lazy("Matériel informatique des écoles"),
    Nature.TELEPHONY: gettext_lazy("Matériel de téléphonie"),
    Nature.CABLING: gettext_lazy("Réseaux câblés"),
    Nature.OTHER_EQUIPMENT: gettext_lazy("Autre matériel"),
    Nature.PERPETUAL_LICENCE: gettext_lazy("Licence sans limite de durée"),
    Nature.SUBSCRIPTION: gettext_lazy("Abonnement logiciel, droit d’usage limité dans le temps"),
    Nature.CLOUD_IAAS: gettext_lazy("Infrastructure louée en nuage"),
    Nature.RENTAL: gettext_lazy("Location de matériel"),
    Nature.MAINTENANCE: gettext_lazy("Maintenance"),
    Nature.MANAGED_SERVICE: gettext_lazy("Infogérance, prestation de services"),
    Nature.TELECOM: gettext_lazy("Abonnements de télécommunications"),
    Nature.TRAINING: gettext_lazy("Formation"),
    Nature.STUDY: gettext_lazy("Étude"),
    Nature.ADVICE: gettext_lazy("Conseil, assistance à maîtrise d’ouvrage"),
    Nature.NOTICE: gettext_lazy("Publicité d’un marché d’investissement"),
    Nature.MEMBERSHIP: gettext_lazy("Cotisation"),
    Nature.STAFF: gettext_lazy("Personnel"),
}
SECTIONS = {"investment": BudgetSection.INVESTMENT, "operating": BudgetSection.OPERATING}
FOLLOWED = [
    ("", gettext_lazy("Je ne sais pas")),
    ("oui", gettext_lazy("Oui, suivie d’un investissement")),
    ("non", gettext_lazy("Non")),
]


class NatureForm(forms.Form):
    """What is bought, and what settles the account of small equipment and of studies."""

    nature = forms.ChoiceField(
        label=gettext_lazy("Ce qui est acheté"), choices=[(one.value, label) for one, label in NATURES.items()]
    )
    unit_price = AmountField(
        label=gettext_lazy("Prix unitaire TTC"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=gettext_lazy("Pour un matériel : le seuil d’immobilisation en dépend."),
    )
    followed = forms.ChoiceField(
        label=gettext_lazy("Suivie d’un investissement"),
        choices=FOLLOWED,
        required=False,
        help_text=gettext_lazy("Pour une étude."),
    )

    def proposal(self, line: BudgetLine) -> Proposal:
        """Return the account proposed by a form that is valid, on the last day of the year of the line."""
        said = self.cleaned_data
        return propose(
            Nature(said["nature"]),
            line.organisation.today().replace(month=12, day=31, year=line.year),
            unit_price_ttc=said["unit_price"],
            followed_by_investment={"oui": True, "non": False}.get(said["followed"]),
        )


def usual_nature(line: BudgetLine) -> str:
    """Return what the account of a line says was bought; "" when it says nothing."""
    known = {number: nature for nature, number in DURABLE.items()} | {one[0]: nature for nature, one in DIRECT.items()}
    found = known.get(line.account)
    return found.value if found else ""


def account_actions(request: HttpRequest, place: Organisation, line: BudgetLine) -> list[SheetAction]:
    """Offer to propose an account on the sheet of a budget line."""
    if not register_of("budget_line").may(request.actor, EDIT, line):
        return []
    return [SheetAction(_("Proposer un compte"), reverse("line_account", args=[place.slug, line.pk]), "receipt")]


def account_page(request: HttpRequest, place: Organisation, pk: int) -> HttpResponse:
    """Propose an account for a line, explained; keep it only when somebody says so."""
    register = register_of("budget_line")
    line = register.objects(place, request.actor).filter(pk=pk).first()
    if line is None:
        raise Http404
    if not register.may(request.actor, EDIT, line):
        raise PermissionDenied
    data = request.POST or (request.GET if "nature" in request.GET else None)
    form = NatureForm(data, initial={"nature": usual_nature(line)})
    proposal = form.proposal(line) if form.is_valid() else None
    if request.method == "POST" and proposal:
        line.account, line.section = proposal.account.number, SECTIONS[proposal.account.section]
        save_object(register, line, actor=request.actor)
        messages.success(request, _("Compte %(number)s retenu.") % {"number": proposal.account.number})
        return redirect(register.href(place, line))
    address = register.href(place, line)
    context: dict[str, Any] = {
        "heading": _("Quel compte M57 ?"),
        "subtitle": str(line),
        "form": form,
        "proposal": proposal,
        "changes": _changes(line, proposal) if proposal else [],
        "cancel_href": address,
        "crumbs": [{"label": str(line), "href": address}],
    }
    return render(request, "plans/account.html", context, status=422 if form.errors else 200)


def _changes(line: BudgetLine, proposal: Proposal) -> list[str]:
    """What keeping the proposal would change on the line, in French."""
    found = []
    if line.account and line.account != proposal.account.number:
        label = known.label if (known := chart().get(line.account)) else _("compte inconnu du plan livré")
        found.append(
            _("Le compte de la ligne est aujourd’hui %(number)s (%(label)s).")
            % {"number": line.account, "label": label}
        )
    if line.section and line.section != SECTIONS[proposal.account.section]:
        words = {"before": line.get_section_display().lower(), "after": proposal.account.section_label.lower()}
        found.append(_("La ligne passerait de la section %(before)s à la section %(after)s.") % words)
    return found
