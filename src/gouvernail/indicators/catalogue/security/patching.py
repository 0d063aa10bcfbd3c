"""CYB-03: computers that are up to date: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class Patching(AwaitedIndicator):
    """Computers that are up to date."""

    code, family, icon = "CYB-03", Family.SECURITY, "refresh"
    label = _("Conformité des correctifs")
    question = _("Les postes reçoivent-ils leurs correctifs à temps ?")
    definition = _("Postes dont le dernier correctif de sécurité a moins de 30 jours, rapportés aux postes en service.")
    formula = _("Postes à jour depuis moins de 30 jours / postes en service.")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Console de gestion des postes")
    owner_role = _("Référent SI")
    how_to_get = _("Connectez la console de gestion des postes, ou importez la date du dernier correctif.")
