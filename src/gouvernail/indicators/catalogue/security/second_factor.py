"""CYB-01: accounts protected by a second factor: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class SecondFactor(AwaitedIndicator):
    """Accounts protected by a second factor."""

    code, family, icon = "CYB-01", Family.SECURITY, "key"
    label = _("Comptes protégés par un second facteur")
    question = _("Un mot de passe volé suffit-il à entrer ?")
    definition = _(
        "Comptes actifs protégés par une authentification à deux facteurs, rapportés aux comptes actifs ; les comptes"
        " à privilèges se comptent à part. Aucun compte n’est nommé."
    )
    formula = _("Comptes avec second facteur / comptes actifs.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Annuaire (Entra ID, LDAP…)")
    owner_role = _("Référent SI")
    how_to_get = _("Exportez de l’annuaire le nombre de comptes actifs et le nombre de ceux qui ont un second facteur.")
