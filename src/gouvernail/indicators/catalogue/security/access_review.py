"""CYB-09: applications whose rights were reviewed this year."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.application_shares import ALIVE, ApplicationShare, within_a_year
from gouvernail.indicators.base import Family
from gouvernail.indicators.registry import indicator


@indicator
class AccessReview(ApplicationShare):
    """Applications whose rights were reviewed this year."""

    code, family, icon = "CYB-09", Family.SECURITY, "user-check"
    label = _("Revue annuelle des droits")
    question = _("Les droits d’accès sont-ils revus chaque année ?")
    definition = _(
        "Applications dont les droits ont été revus depuis moins de douze mois, rapportées à celles en service. Sans "
        "date, la revue n’est pas comptée. Les comptes sans titulaire ne sont pas tenus."
    )
    formula = _("Applications revues depuis moins de 12 mois / applications en service.")
    how_to_get = _("Dans la cartographie des applications, notez la date de la dernière revue des droits de chacune.")
    concerned = ALIVE
    fields = ("rights_reviewed_on",)
    words = (_("Revue depuis moins d’un an"), _("Revue plus ancienne"))
    nothing = _("Aucune application ne dit quand ses droits ont été revus.")

    def holds(self, values: tuple, on: date) -> bool | None:
        """Whether the last review is less than a year old."""
        return within_a_year(values[0], on)
