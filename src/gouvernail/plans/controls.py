"""What to check of a plan before it is put to a vote: the engine's rules C1 to C8, each answered in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.engines.finance import controls as engine
from gouvernail.engines.finance.ppi import Plan, yearly_ratios
from gouvernail.kernel.money import euros
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.plans.material import Material
from gouvernail.plans.parameters import ROUNDING, in_force
from gouvernail.plans.ppi import Amount, Matrix

A_TOTAL = ("total", "sous-total")
SAID = 2
"""Findings told in full; the others are counted."""


@dataclass(frozen=True)
class Control:
    """One control: how it turned out (good, risk, alert, neutral when it cannot be told), in which words."""

    code: str
    label: str
    tone: str
    sentence: str

    @property
    def icon(self) -> str:
        """The icon of a control that cannot be told; the others take that of their tone."""
        return "help" if self.tone == "neutral" else ""


def check_plan(material: Material) -> list[Control]:
    """Return every control of a plan, in order; nothing where there is no plan."""
    return [control(material) for control in CONTROLS] if material.lines else []


def sums_agree(material: Material) -> Control:
    """C1: sums by line and by column give the same whole, and no line is itself a total."""
    label = _("Les totaux concordent")
    tolerance = in_force(ROUNDING, material.on).value
    suspects = sum(one.operation.lower().startswith(A_TOTAL) for one in material.lines)
    if suspects:
        sentence = _("%(count)s au libellé de total : à retirer, sinon elle compte deux fois.")
        return Control("C1", label, "alert", sentence % {"count": _lines(suspects)})
    for basis in material.bases:
        plan = material.plan(basis)
        gap = abs(sum((one.low for one in plan.by_year().values()), Decimal(0)) - plan.total().low)
        if gap > tolerance and plan.total().settled:
            return Control("C1", label, "alert", _("Lignes et colonnes diffèrent de %(gap)s.") % {"gap": euros(gap)})
    return Control("C1", label, "good", _("Par ligne et par colonne, les sommes sont les mêmes à l’euro près."))


def programmes_balance(material: Material) -> Control:
    """C2: the payment credits of each authorisation add up to it."""
    label = _("AP et CP équilibrés")
    if not material.programmes:
        return Control("C2", label, "neutral", _("Aucune ligne ne porte d’autorisation de programme."))
    found = list(engine.programmes_balance(material.programmes))
    good = _("Les crédits de paiement de chaque AP font son montant.")
    return Control("C2", label, "alert" if found else "good", _told(found) or good)


def nothing_is_operating(material: Material) -> Control:
    """C3: operating expenses are no investment, whatever the plan is called."""
    label = _("Rien que de l’investissement")
    said, count = [], 0
    for basis in dict.fromkeys(one.basis for one in material.lines):
        found = list(engine.only_investment(material.plan(basis)))
        count += len(found)
        amount = sum((one.figures["montant"] for one in found), Decimal(0))
        if amount:
            said.append(f"{euros(amount)} {basis.label}")
    if not count:
        return Control("C3", label, "good", _("Aucune dépense de fonctionnement."))
    sentence = ngettext(
        "%(count)s opération porte du fonctionnement (%(amounts)s) : à lire à part de l’investissement.",
        "%(count)s opérations portent du fonctionnement (%(amounts)s) : à lire à part de l’investissement.",
        count,
    ) % {"count": count, "amounts": _(" et ").join(said) or _("montant non renseigné")}
    return Control("C3", label, "risk", sentence)


def pace_is_usual(material: Material) -> Control:
    """C4: no coming year holds far more investment than usual, none falls below the usual."""
    label = _("Rythme d’investissement")
    if not material.usual:
        sentence = _("Non vérifiable : aucun montant mandaté en investissement sur les trois années passées.")
        return Control("C4", label, "neutral", sentence)
    high, low = [], []
    for basis in material.bases:
        plan = _invested(material.plan(basis, material.on.year))
        ratios = yearly_ratios(plan)
        for one in engine.pace_is_usual(plan):
            year = int(one.sentence[:4])
            if "rapport" in one.figures:
                high.append(_("%(year)s : %(ratio)s fois") % {"year": year, "ratio": _ratio(ratios[year])})
            elif len(material.bases) == 1:
                low.append(str(year))
    words = {
        "usual": euros(material.usual.quantize(Decimal(1), ROUND_HALF_UP)),
        "of": material.usual_words or _("mandatés par an"),
        "limit": format_number(engine.UNUSUAL_PACE),
    }
    if not high and not low:
        sentence = _("Aucune année à venir ne dépasse %(limit)s fois les %(usual)s %(of)s, aucune n’est en dessous.")
        return Control("C4", label, "good", sentence % words)
    said = []
    if high:
        sentence = _("Rythme atypique au regard de %(usual)s %(of)s (seuil : %(limit)s fois). ") % words
        said.append(sentence + ", ".join(high) + ".")
    if low:
        sentence = _("Sous-programmation, en dessous de %(usual)s %(of)s : %(years)s.")
        said.append(sentence % (words | {"years": ", ".join(low)}))
    return Control("C4", label, "risk", " ".join(said))


def induced_costs_are_known(material: Material) -> Control:
    """C5: every operation says the operating cost it induces, even 0."""
    label = _("Coûts induits connus")
    count = len(list(engine.induced_costs_are_known(material.plan())))
    if not count:
        return Control("C5", label, "good", _("Chaque opération dit ce qu’elle coûtera ensuite en fonctionnement."))
    sentence = ngettext(
        "%(count)s opération ne dit pas ce qu’elle coûtera ensuite en fonctionnement.",
        "%(count)s opérations ne disent pas ce qu’elles coûteront ensuite en fonctionnement.",
        count,
    )
    return Control("C5", label, "risk", sentence % {"count": count})


def tax_basis_is_known(material: Material) -> Control:
    """C6: an amount without its tax basis blocks any consolidated total."""
    label = _("Base de prix connue et unique")
    found = list(engine.tax_basis_is_said(material.plan()))
    unknown = next((one for one in found if "lignes" in one.figures), None)
    if unknown:
        sentence = _(
            "%(count)s sans base HT ou TTC : leur total n’est ni HT ni TTC, et ne peut être consolidé avec aucun autre."
        )
        return Control("C6", label, "alert", sentence % {"count": _lines(int(unknown.figures["lignes"]))})
    if found:
        return Control("C6", label, "risk", _("Le plan mêle des montants HT et TTC : leurs totaux restent séparés."))
    return Control(
        "C6", label, "good", _("Tous les montants sont %(basis)s.") % {"basis": material.lines[0].basis.label}
    )


def variants_are_chosen(material: Material) -> Control:
    """C7: variants still open make a range, not a total."""
    label = _("Variantes tranchées")
    found = [one for basis in material.bases for one in engine.variants_are_chosen(material.plan(basis))]
    good = _("Aucune ligne n’attend un choix entre variantes.")
    return Control("C7", label, "risk" if found else "good", _told(found) or good)


def aids_stay_below_the_ceiling(material: Material) -> Control:
    """C8: the public aid to each operation stays at or below the ceiling of the day."""
    label = _("Aides publiques plafonnées")
    if not material.aids:
        return Control("C8", label, "neutral", _("Aucune subvention rattachée à un projet chiffré."))
    found = list(engine.aids_stay_below_the_ceiling(material.aids, material.on))
    good = _("Aucun projet ne dépasse le plafond des aides publiques.")
    return Control("C8", label, "alert" if found else "good", _told(found) or good)


CONTROLS: tuple[Callable[[Material], Control], ...] = (
    sums_agree,
    programmes_balance,
    nothing_is_operating,
    pace_is_usual,
    induced_costs_are_known,
    tax_basis_is_known,
    variants_are_chosen,
    aids_stay_below_the_ceiling,
)


def _told(found: list[engine.Finding]) -> str:
    text = " ".join(one.sentence for one in found[:SAID])
    more = len(found) - SAID
    if more > 0:
        text += " " + ngettext("Et %(count)s autre.", "Et %(count)s autres.", more) % {"count": more}
    return text


def _invested(plan: Plan) -> Plan:
    """Only investment counts in the pace; a line whose section nobody said is taken for investment."""
    return replace(plan, lines=tuple(one for one in plan.lines if one.section != "operating"))


def _ratio(value: Decimal) -> str:
    return format_number(value.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _lines(count: int) -> str:
    return _("%(count)s lignes") % {"count": count} if count > 1 else _("1 ligne")


def missing_amounts(matrices: list[Matrix]) -> Amount:
    """Return how many lines of the plan have no amount, among how many."""
    whole = Amount()
    for one in matrices:
        whole.lines += one.total.total.lines
        whole.missing += one.total.total.missing
    return whole
