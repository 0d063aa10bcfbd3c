"""The AP/CP annex: each authorisation of programme with its payment credits by year, and what is out of balance."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.french import bound, counted
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts
from gouvernail.documents.catalogue.ppi_facts.programmes import ProgrammeFacts
from gouvernail.documents.catalogue.ppi_facts.writing import report
from gouvernail.documents.kit.story import Block, Callout, Paragraph, Report, Section, StatusCell, Table
from gouvernail.kernel.money import euros
from gouvernail.kernel.partial_dates import PartialDate
from gouvernail.registers.models import TaxBasis

ZERO = Decimal(0)


def ppi_annex(facts: PlanFacts) -> Report:
    """Return the annex; reads nothing more than ``facts``."""
    sections = [Section(_("Autorisations de programme et crédits de paiement"), tuple(programme_blocks(facts)))]
    sections += [_one(one) for one in facts.programmes]
    sections.append(
        Section(
            _("Ce que dit la règle"),
            (
                Paragraph(
                    (
                        _(
                            "Une autorisation de programme (AP) est le plafond des dépenses d’investissement qui "
                            "peuvent être engagées pour une opération ; elle vaut jusqu’à son annulation."
                        ),
                        _(
                            "Les crédits de paiement (CP) sont le plafond des dépenses qui peuvent être mandatées "
                            "dans l’année ; la somme des CP égale l’AP."
                        ),
                        bound(_("Source : article L2311-3 du Code général des collectivités territoriales.")),
                    )
                ),
            ),
        )
    )
    return report(facts, facts.title, _("Annexe AP/CP"), sections)


def programme_blocks(facts: PlanFacts) -> list[Block]:
    """Return the table of all programmes, and each thing out of balance in one sentence."""
    if not facts.programmes:
        text = _("Aucune ligne du plan ne porte d’autorisation de programme : il n’y a pas d’AP/CP à annexer.")
        return [Paragraph((text,))]
    count = counted(len(facts.programmes), "autorisation", "autorisations", feminine=True)
    on = PartialDate.of_day(facts.on)
    blocks: list[Block] = [
        Paragraph((_("%(count)s, situation au %(day)s.") % {"count": count.capitalize(), "day": on},)),
        programmes_table(facts),
    ]
    flaws = [flaw for one in facts.programmes for flaw in one.flaws]
    if flaws:
        blocks.append(Callout(_("À corriger"), "", bound("\n".join(flaws)), "alert"))
    return blocks


def years_of(facts: PlanFacts) -> list[int]:
    """Return the years of all payment credits."""
    return sorted({year for one in facts.programmes for year in one.programme.credits})


def programmes_table(facts: PlanFacts) -> Table:
    """Return one row a programme: authorised, credits by year, their sum, whether they balance."""
    years = years_of(facts)
    rows = tuple(
        (
            one.authorisation.name,
            _("%(amount)s (%(basis)s)")
            % {"amount": euros(one.authorisation.authorised), "basis": _basis(one.authorisation.tax_basis)},
            *(euros(one.programme.credits[year]) if year in one.programme.credits else "—" for year in years),
            euros(sum(one.programme.credits.values(), ZERO)),
            balance(one),
        )
        for one in facts.programmes
    )
    headers = (_("Autorisation"), _("AP"), *(f"CP {year}" for year in years), _("Somme des CP"), _("Équilibre"))
    widths = (2, 1.7, *(1.0 for _year in years), 1.2, 1.3)
    return Table(headers, rows, widths=widths, align="lr" + "r" * len(years) + "rl")


def _basis(basis: str) -> str:
    return {TaxBasis.TTC: "TTC", TaxBasis.HT: "HT"}.get(TaxBasis(basis), _("base à préciser"))


def balance(one: ProgrammeFacts) -> StatusCell:
    """Say whether the credits of a programme make its amount."""
    if one.authorisation.authorised is None:
        return StatusCell(_("AP non chiffrée"), "alert")
    gap = one.programme.imbalance
    if not gap:
        return StatusCell(_("Équilibrée"), "good")
    return StatusCell(_("Écart %(gap)s") % {"gap": euros(gap)}, "alert")


def _credits_table(one: ProgrammeFacts) -> Table:
    """The lines that draw on an authorisation; an arrested version has one amount where today's plan has two."""
    amounts = [
        ((line.credited,) if one.arrested else (line.planned, line.voted)) + (line.committed, line.paid)
        for line in one.lines
    ]
    rows = tuple(
        (str(line.year), line.label, *map(euros, several)) for line, several in zip(one.lines, amounts, strict=True)
    )
    money = (_("Crédit de paiement"),) if one.arrested else (_("Prévu"), _("Voté"))
    headers = (_("Année"), _("Ligne"), *money, _("Engagé"), _("Mandaté"))
    widths = (0.7, 2.4, *(1.1 for _heading in headers[2:]))
    return Table(headers, rows, widths=widths, align="ll" + "r" * len(headers[2:]))


def _one(one: ProgrammeFacts) -> Section:
    programme, unknown = one.programme, _("non renseigné")
    committed = any(line.committed is not None for line in one.lines)
    paid = any(line.paid is not None for line in one.lines)
    facts = (
        (_("Votée le"), f"{one.authorisation.voted_on:%d/%m/%Y}" if one.authorisation.voted_on else _("non renseigné")),
        (_("Engagé"), euros(programme.committed) if committed else unknown),
        (_("Mandaté"), euros(sum(programme.paid.values(), ZERO)) if paid else unknown),
        (_("Reste à engager"), euros(programme.left_to_commit) if committed else unknown),
        (_("Reste à mandater sur l’engagé"), euros(programme.left_to_pay) if committed and paid else unknown),
    )
    blocks: list[Block] = [
        Table((_("Suivi"), _("Montant")), facts, widths=(2, 2), align="lr"),
        _credits_table(one),
    ]
    if one.authorisation.note:
        blocks.append(Paragraph((bound(" ".join(one.authorisation.note.split())),)))
    return Section(one.authorisation.name, tuple(blocks))
