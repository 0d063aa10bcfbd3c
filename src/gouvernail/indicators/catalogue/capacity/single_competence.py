"""RH-02: domains that rest on a single function: declared, no register holds the facts yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import AwaitedIndicator, Direction, Family
from gouvernail.indicators.registry import indicator


@indicator
class SingleCompetence(AwaitedIndicator):
    """Domains that rest on a single function."""

    code, family, icon = "RH-02", Family.CAPACITY, "user-check"
    label = _("Domaines tenus par une seule fonction")
    question = _("Quels domaines s’arrêteraient si une fonction était vacante ?")
    definition = _(
        "Domaines du système d’information (réseau, messagerie, paie…) pour lesquels une seule fonction est "
        "compétente, rapportés à tous les domaines. On compte des fonctions, jamais des personnes."
    )
    formula = _("Domaines avec une seule fonction compétente / domaines.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Matrice des compétences par domaine")
    owner_role = _("Direction générale")
    how_to_get = _("Dressez la liste des domaines et, pour chacun, combien de fonctions savent le tenir (aucun nom).")
