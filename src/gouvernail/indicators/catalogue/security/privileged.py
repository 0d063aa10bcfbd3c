"""CYB-08: accounts that may do everything: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class Privileged(AwaitedIndicator):
    """Accounts that may do everything."""

    code, family, icon = "CYB-08", Family.SECURITY, "key"
    label = _("Comptes à privilèges")
    question = _("Combien de comptes peuvent tout faire ?")
    definition = _(
        "Comptes d’administration et postes dont la session ordinaire est administrateur. On compte, on ne nomme pas."
    )
    formula = _("Nombre de comptes à privilèges.")
    unit = _("comptes")
    direction = Direction.LOWER
    source = _("Annuaire et console de gestion des postes")
    owner_role = _("Référent SI")
    how_to_get = _("Exportez le nombre de membres des groupes d’administration de l’annuaire.")
