"""SUP-10: what those who asked thought of the answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.stated import NOTHING, Figure, StatedOverDays, plain
from gouvernail.indicators.stated_rows import Told
from gouvernail.indicators.wording import counted, rate, rounded, signed
from gouvernail.kernel.numbers_fr import format_number
from gouvernail.statements.reading import Stated


@indicator
class Satisfaction(StatedOverDays):
    """What those who asked thought of the answer."""

    code, family, icon = "SUP-10", Family.SUPPORT, "star"
    label = _("Satisfaction des services")
    question = _("Les services sont-ils contents des réponses ?")
    definition = _(
        "Moyenne des notes données après une demande, avec le taux de réponse. Sous cinq réponses, rien n’est montré,"
        " et rien ne l’est par personne."
    )
    formula = _("Somme des notes / nombre de réponses.")
    unit = _("sur 5")
    direction = Direction.HIGHER
    source = _("Enquête anonyme après la demande")
    owner_role = _("Référent SI")
    how_to_get = _(
        "Joignez une question anonyme à la clôture des demandes, puis notez chaque mois dans le relevé le nombre "
        "de réponses et leur moyenne."
    )
    facts = ("enquete-reponses", "enquete-note")
    optional = ("enquete-envois", "enquete-promoteurs", "enquete-detracteurs")

    def rows_read(self, rows: list[Stated]) -> list[Stated]:
        """Weigh the mark of each period by its answers: the mean of two months is not that of two marks."""
        answers = {(one.source, one.first, one.last): one.value for one in rows if one.fact == "enquete-reponses"}
        return [_weighted(one, answers.get((one.source, one.first, one.last))) for one in rows]

    def figure(self, told: Told) -> Figure:
        """The sum of the marks, out of the answers."""
        marks, answers = told.total("enquete-note"), told.total("enquete-reponses")
        if marks is None or not answers:
            return NOTHING
        return Figure(rounded(marks / answers, 2), plain(marks), plain(answers))

    def detail_of(self, told: Told, figure: Figure) -> str:
        """How many answered, out of how many asked; the NPS where the survey gives it."""
        answers, sent = told.total("enquete-reponses"), told.total("enquete-envois")
        fans, critics = told.total("enquete-promoteurs"), told.total("enquete-detracteurs")
        said = [counted(plain(answers), _now("réponse"), _now("réponses"))] if answers else []
        if answers and sent:
            said.append(_now("taux de réponse %(share)s %%") % {"share": format_number(rate(answers, sent))})
        if answers and fans is not None and critics is not None:
            said.append(_now("NPS %(score)s") % {"score": signed(rounded(100 * (fans - critics) / answers, 0))})
        return ", ".join(said)


def _weighted(one: Stated, answers: Decimal | None) -> Stated:
    if one.fact != "enquete-note" or one.value is None:
        return one
    return replace(one, value=None if answers is None else one.value * answers)
