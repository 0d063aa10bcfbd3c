"""RH-01: how many users one post of the IT team serves: declared, no register holds the facts yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator


@indicator
class UsersByPost(AwaitedIndicator):
    """How many users one post of the IT team serves."""

    code, family, icon = "RH-01", Family.CAPACITY, "users"
    label = _("Utilisateurs par emploi du SI")
    question = _("Combien d’utilisateurs un équivalent temps plein du SI sert-il ?")
    definition = _(
        "Utilisateurs équipés, ou postes de travail, rapportés aux équivalents temps plein affectés au système "
        "d’information, infogérance comprise si on le dit."
    )
    formula = _("Utilisateurs / équivalents temps plein du SI.")
    unit = _("utilisateurs par ETP")
    direction = Direction.CONTEXT
    source = _("Ressources humaines")
    owner_role = _("Direction générale")
    how_to_get = _(
        "Demandez aux ressources humaines les équivalents temps plein affectés au SI. Ils ne sont pas déduits de "
        "l’organigramme."
    )
    references = (
        Reference(
            label=_("Utilisateurs par agent de DSI"),
            value=Decimal("42"),
            unit=_("utilisateurs"),
            since=date(2006, 1, 1),
            source=_("Enquête publiée en 2006 ; un repère ancien, à ne comparer qu’à périmètre égal."),
        ),
    )
