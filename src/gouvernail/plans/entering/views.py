"""The page where a table of several years is pasted, seen as it is read, then written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gouvernail.kernel.money import euros
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.plans.entering.files import HEAVIEST, text_of_file
from gouvernail.plans.entering.operations import RowKind, Written, enter, may_enter
from gouvernail.plans.entering.table import EnteredTable, UnreadableTable, read_table
from gouvernail.plans.models import BudgetSection
from gouvernail.plans.pages import KILO, figures, units_offered
from gouvernail.registers.listing import Table
from gouvernail.registers.models import TaxBasis
from gouvernail.registers.operations import RefusedError

LONGEST = 60_000


class TableForm(forms.Form):
    """A table as text, and what its rows and its amounts are."""

    file = forms.FileField(
        label=gettext_lazy("Fichier du plan (XLSX, ODS, XLS ou CSV)"),
        required=False,
        help_text=gettext_lazy(
            "Sa première feuille, années ou trimestres en colonnes, remplit le tableau ci-dessous ; il reste à relire."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Tableau"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Copiez-le d’un tableur, d’un document ou d’un PDF et collez-le ici. Première ligne : les années. "
            "Une ligne sans montant nomme l’axe des suivantes. Une colonne « Obligatoire » (oui) est lue aussi. "
            "À la main, séparez les colonnes par des points-virgules."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Que sont les lignes ?"),
        initial=RowKind.PROJECTS,
        help_text=gettext_lazy("Un projet est créé avec les années et les montants de sa ligne."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Montants sans unité"), required=False)
    section = forms.ChoiceField(
        label=gettext_lazy("Section"), choices=BudgetSection.choices, initial=BudgetSection.INVESTMENT
    )
    basis = forms.ChoiceField(label=gettext_lazy("Base"), choices=TaxBasis.choices, initial=TaxBasis.UNKNOWN)

    def __init__(self, *args: Any, place: Organisation, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(value, label) for value, label in RowKind.choices if may_enter(actor, place, value)]
        self.fields["kind"].choices = offered
        self.fields["unit"].choices = units_offered()
        self.table: EnteredTable | None = None

    def clean(self) -> dict[str, Any]:
        """Read the file if there is one, then the table; what is wrong with it is said line by line."""
        cleaned = super().clean() or {}
        if cleaned.get("file"):
            self._take(cleaned)
        if not cleaned.get("text") and not self.errors:
            self.add_error("text", ValidationError(_("Collez un tableau, ou choisissez un fichier.")))
        if cleaned.get("text"):
            try:
                self.table = read_table(cleaned["text"], kilo=cleaned.get("unit") == KILO)
            except UnreadableTable as flaw:
                self.add_error("text", ValidationError(list(flaw.sentences)))
        return cleaned

    def _take(self, cleaned: dict[str, Any]) -> None:
        """Put the rows of the file in the text, where they are seen and may be mended."""
        given = cleaned["file"]
        if given.size > HEAVIEST:
            self.add_error("file", ValidationError(_("Ce fichier est trop lourd : gardez la feuille du plan seule.")))
            return
        try:
            text = text_of_file(given.read(), given.name)
        except ValueError as flaw:
            self.add_error("file", ValidationError(str(flaw)))
            return
        if len(text) > LONGEST:
            self.add_error(
                "file", ValidationError(_("Cette feuille est trop longue : gardez le tableau du plan seul."))
            )
            return
        cleaned["text"] = text
        self.data = self.data.copy()
        self.data["text"] = text


def enter_page(request: HttpRequest, place: Organisation) -> HttpResponse:
    """Show the table as it is read; written when the person has seen it and says so."""
    form = TableForm(request.POST or None, request.FILES or None, place=place, actor=request.actor)
    valid = request.method == "POST" and form.is_valid()
    if valid and "ecrire" in request.POST and form.table is not None:
        said = {name: form.cleaned_data[name] for name in ("kind", "section", "basis")}
        try:
            written = enter(place, form.table, actor=request.actor, **said)
        except RefusedError as refusal:
            form.add_error("text", ValidationError(list(refusal.messages)))
        else:
            messages.success(request, told(written))
            return redirect("ppi", place.slug)
    context = {
        "heading": _("Saisir un tableau pluriannuel"),
        "subtitle": _("Tout le plan d’un coup : il est montré tel qu’il est compris avant d’être écrit"),
        "form": form,
        "seen": seen(form.table) if form.table is not None and not form.errors else None,
        "notes": noticed(form.table, place) if form.table is not None else [],
        "cancel_href": reverse("ppi", args=[place.slug]),
        "crumbs": [{"label": _("Plan pluriannuel (PPI)"), "href": reverse("ppi", args=[place.slug])}],
    }
    return render(request, "plans/enter.html", context, status=422 if form.errors else 200)


def seen(table: EnteredTable) -> Table:
    """Return a table as it is understood."""
    rows = [
        [
            one.label,
            *(euros(one.amounts[year]) if year in one.amounts else "—" for year in table.years),
            euros(sum(one.amounts.values())) if one.amounts else "—",
            _("oui") if one.mandatory else "—",
        ]
        for one in table.rows
    ]
    sums = [table.sum_of(year) for year in table.years]
    whole = sum(one for one in sums if one is not None)
    rows.append([_("Total"), *(euros(one) if one is not None else "—" for one in sums), euros(whole), "—"])
    headings = [_("Ligne"), *map(str, table.years), _("Total"), _("Obligatoire")]
    found = figures(_("Le tableau tel qu’il est compris"), headings, rows)
    for made, one in zip(found.rows, table.rows, strict=False):
        made.cells[0].sub = one.axis
    return found


def noticed(table: EnteredTable, place: Organisation) -> list[str]:
    """Return what a person should know before writing."""
    found = list(table.notes)
    past = [str(year) for year in table.years if year < place.today().year]
    if past:
        found.append(
            _("Années passées : %(years)s. Elles s’écrivent au plan, mais un « Et si… ? » ne calcule que la suite.")
            % {"years": ", ".join(past)}
        )
    return found


def told(written: Written) -> str:
    """Say what was written."""
    said = [
        ngettext("%(count)s ligne budgétaire", "%(count)s lignes budgétaires", written.lines) % {"count": written.lines}
    ]
    if written.projects:
        said.append(ngettext("%(count)s projet", "%(count)s projets", written.projects) % {"count": written.projects})
    if written.axes:
        said.append(ngettext("%(count)s axe", "%(count)s axes", written.axes) % {"count": written.axes})
    return _("Écrit : %(said)s.") % {"said": ", ".join(said)}
