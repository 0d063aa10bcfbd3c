"""How stated figures are listed, shown, imported and exported."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.registers.register import Column, Filter, Register, Section
from gouvernail.registers.registry import register
from gouvernail.statements.checking import faults_of
from gouvernail.statements.facts import Unit, fact_of
from gouvernail.statements.models import Statement


def said(one: Statement) -> str:
    """What a statement says, in French: « 1 234 », « 12 000 € TTC », « sans objet »."""
    if one.value is None:
        return str(_("sans objet"))
    if fact_of(one.fact).unit is Unit.MONEY:
        basis = f" {one.get_tax_basis_display()}" if one.tax_basis else ""
        return f"{euros(one.value)}{basis}"
    return format_number(one.value.normalize() + 0)


@register
class StatementRegister(Register):
    """Figures that functions state, never about a person."""

    kind, model, family, word = "statement", Statement, "statements", "chiffres-releves"
    icon, menu, linkable = "clipboard-check", ("activity", 60), False
    columns = (
        Column("fact", sort="fact", primary=True, sub=lambda one: one.part),
        Column("period", sort="period"),
        Column("value", sort="value", value=said, align="end"),
        Column("document", sort="document"),
        Column("organisation", _("collectivité"), value=lambda one: one.organisation),
    )
    filters = (Filter("fact"), Filter("organisation"))
    search = ("subject", "document", "remark")
    form_fields = (
        "organisation", "fact", "site", "subject", "period", "value", "standing", "tax_basis", "document", 
        "remark",
    )  # fmt: skip
    bulk_fields = ("document",)
    natural_key = ("fact", "site", "subject", "period")
    related = ("site",)
    sections = (
        Section("", ("fact", "site", "subject", "period", "value", "standing", "tax_basis")),
        Section(_("D’où vient ce chiffre"), ("document", "remark")),
    )
    intro = _(
        "Des chiffres qu’aucun outil ne donne, dits par une fonction avec leur document. Le plus simple est de les "
        "saisir par le « Relevé du mois »."
    )

    def why_unfit(self, obj: Statement) -> list[str]:
        """What a file may not make a figure say, in the words of the form."""
        return list(faults_of(obj).values()) if obj.fact and obj.period else []
