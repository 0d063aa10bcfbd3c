"""The sentences of a plan, computed: what it costs, when, what it leaves to check. Titles of slides say conclusions."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.documents.catalogue.french import capital, counted, listed
from gouvernail.documents.catalogue.ppi_facts.facts import PlanFacts
from gouvernail.documents.catalogue.ppi_facts.tables import amount_words
from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_number, format_percent
from gouvernail.plans.ppi import Matrix

ONE = Decimal(1)


def main_matrix(facts: PlanFacts) -> Matrix | None:
    """Return the matrix that holds the most money: titles speak of it."""
    known = [one for one in facts.matrices if one.total.total.value is not None]
    return max(known, key=lambda one: one.total.total.value or Decimal(0), default=None)


def whole(facts: PlanFacts) -> str:
    """Say what the plan costs, one amount a tax basis, never added: « 848 k€ (HT ou TTC non précisé) »."""
    said = [
        _("%(amount)s (%(basis)s)") % {"amount": amount_words(one.total.total), "basis": basis_words(one)}
        for one in facts.matrices
    ]
    return listed(said) or _("montant non renseigné")


def basis_words(matrix: Matrix) -> str:
    """Write the tax basis inside a sentence."""
    return {"ttc": "TTC", "ht": "HT"}.get(matrix.basis, _("HT ou TTC non précisé"))


def headline(facts: PlanFacts) -> str:
    """Title of the plan: its amount, its years, its heaviest year."""
    matrix = main_matrix(facts)
    if matrix is None:
        return _("Un plan dont aucun montant n’est connu")
    amounts = {year: cell.value for year, cell in zip(matrix.years, matrix.total.cells, strict=True) if cell.value}
    total = matrix.total.total.value or Decimal(0)
    words = {"amount": capital(amount_words(matrix.total.total)), "period": facts.period}
    if not amounts or len(amounts) == 1:
        return _("%(amount)s sur %(period)s") % words
    peak = max(amounts, key=lambda year: amounts[year])
    share = (amounts[peak] / total).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return _("%(amount)s sur %(period)s, dont %(share)s en %(peak)s") % (
        words | {"share": format_percent(share), "peak": peak}
    )


def heaviest_axis(matrix: Matrix) -> str:
    """Say which axis weighs most in a plan whose amounts are all known and settled; nothing of another plan."""
    whole = matrix.total.total
    if not whole.value or whole.missing or whole.high is not None or len(matrix.axes) < 2:
        return ""
    axis = max(matrix.axes, key=lambda row: row.total.value or Decimal(0))
    share = ((axis.total.value or Decimal(0)) / whole.value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    words = {"axis": axis.label, "share": format_percent(share), "amount": amount_words(axis.total)}
    return _("%(axis)s : %(amount)s, %(share)s du plan") % words


def pace(facts: PlanFacts) -> str:
    """Say how the heaviest year stands against a usual one; nothing when the usual is not known."""
    matrix, usual = main_matrix(facts), facts.usual and facts.usual.usual_investment
    if matrix is None or not usual:
        return ""
    amounts = {year: cell.value for year, cell in zip(matrix.years, matrix.total.cells, strict=True) if cell.value}
    if not amounts:
        return ""
    peak = max(amounts, key=lambda year: amounts[year])
    ratio = (amounts[peak] / usual).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _("%(peak)s vaut %(ratio)s fois une année habituelle (%(usual)s ; %(origin)s).") % {
        "peak": peak,
        "ratio": format_number(ratio),
        "usual": euros(usual, kilo=True),
        "origin": facts.usual.usual_origin or _("origine non renseignée"),
    }


def controls_title(facts: PlanFacts) -> str:
    """Title of the controls: how many turned out badly, or could not be told."""
    count, silent = len(facts.warned), sum(one.tone == "neutral" for one in facts.controls)
    if count:
        said = ngettext(
            "%(count)s contrôle sur %(all)s demande un examen avant le vote",
            "%(count)s contrôles sur %(all)s demandent un examen avant le vote",
            count,
        )
        return said % {"count": count, "all": len(facts.controls)}
    if silent:
        text = _("Aucun contrôle n’alerte ; %(count)s ne peuvent pas être vérifiés")
        return text % {"count": silent} if silent > 1 else _("Aucun contrôle n’alerte ; un ne peut pas être vérifié")
    return _("Tous les contrôles du plan sont conformes")


def planning_title(facts: PlanFacts) -> str:
    """Title of the planning: how many things are placed, how many are not."""
    placed, left = len(facts.planning.placed), len(facts.planning.unplaced)
    text = ngettext("%(count)s projet planifié sur %(period)s", "%(count)s projets planifiés sur %(period)s", placed)
    said = text % {"count": placed, "period": facts.period}
    if left:
        said += _(", %(left)s sans date") % {"left": counted(left, "projet", "projets")}
    return said


def net_title(facts: PlanFacts) -> str:
    """Title of the financing: what remains to be borne, in all and by inhabitant."""
    cost = facts.money.financing.cost
    if cost is None or cost.net is None:
        return _("Le coût net n’est pas calculable avec ce qui est connu")
    said = _("%(net)s restent à la charge du budget") % {"net": euros(_round(cost.net), kilo=True)}
    if cost.per_inhabitant is not None:
        said += _(", soit %(each)s par habitant") % {"each": euros(cost.per_inhabitant)}
    return said + (_(", si les montants sont TTC") if facts.money.supposed else "")


def supposed(facts: PlanFacts) -> str:
    """Warn that amounts of unknown basis were read as TTC."""
    if not facts.money.supposed:
        return ""
    return _(
        "Le plan ne dit pas si ses montants sont HT ou TTC. Ce calcul les lit comme TTC, à titre indicatif : "
        "à confirmer avant tout vote."
    )


def financing_notes(facts: PlanFacts) -> tuple[str, ...]:
    """Return what could not be told of the financing, the supposition first."""
    return tuple(one for one in (supposed(facts), *facts.money.financing.notes) if one)


def duties_lines(facts: PlanFacts) -> tuple[str, ...]:
    """Say what must be done and what was chosen, one sentence a tax basis, and what must be done by name."""
    found = []
    for one in facts.duties.rows:
        parts = [
            _("%(amount)s obligatoires") % {"amount": euros(one.mandatory, kilo=True)} if one.mandatory else "",
            _("%(amount)s choisis") % {"amount": euros(one.chosen, kilo=True)} if one.chosen else "",
            _("%(amount)s non rattachés à un projet") % {"amount": euros(one.untold, kilo=True)} if one.untold else "",
        ]
        if any(parts):
            said = f"{listed(parts)} ({one.label})."
            if facts.duties.plan:
                whole = (one.mandatory or Decimal(0)) + (one.chosen or Decimal(0))
                said = _("Le plan « %(plan)s » coûte %(whole)s : %(said)s") % {
                    "plan": facts.duties.plan,
                    "whole": euros(whole, kilo=True),
                    "said": said,
                }
            found.append(said)
    if facts.duties.names:
        found.append(_("Obligatoires : %(names)s.") % {"names": listed(facts.duties.names)})
    return tuple(found)


def open_choices(facts: PlanFacts) -> tuple[str, ...]:
    """Say each choice still open, with its variants and their amounts."""
    found = []
    for choice in dict.fromkeys(one.choice for one in facts.lines if one.choice and one.variant):
        own = [one for one in facts.lines if one.choice == choice and one.variant]
        said = []
        for variant in dict.fromkeys(one.variant for one in own):
            amounts = [one.amount for one in own if one.variant == variant and one.amount is not None]
            said.append(f"{variant} ({euros(sum(amounts, Decimal(0)) if amounts else None)})")
        found.append(f"{choice} : {listed(said, _('ou'))}.")
    return tuple(found)


def _round(amount: Decimal) -> Decimal:
    return amount.quantize(ONE, ROUND_HALF_UP)
