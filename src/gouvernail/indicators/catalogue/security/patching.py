"""CYB-03: computers that are up to date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.base import Direction, Family
from gouvernail.indicators.estate_rows import workstations_in_use
from gouvernail.indicators.measure import ListLink, Reading
from gouvernail.indicators.past import Past
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.stated import StatedOnADay, donut_of, link_to, plain
from gouvernail.indicators.stated_rows import at, statements
from gouvernail.indicators.wording import rate, short_day, written


@indicator
class Patching(StatedOnADay):
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
    how_to_get = _(
        "Lisez, dans la console de gestion des postes, combien d’ordinateurs sont à jour depuis moins de 30 "
        "jours, et notez-le dans le relevé du mois."
    )
    frequency = _("mensuelle")
    freshness_days = 62
    past = Past.RECORDS
    past_reason = _("Les postes en service ne sont connus qu’au présent : leur nombre passé n’est pas tenu.")
    facts = ("postes-corriges",)

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: what is stated, and the computers in use of those who state it."""
        told = at(statements(scope, on), self.facts, on)
        paths = Q(pk=None)
        for one in told.lines:
            paths |= Q(organisation__path=one.path)
        computers = workstations_in_use(scope).filter(paths).count() if told.lines else 0
        done = told.total("postes-corriges")
        known = done is not None and computers > 0 and done <= computers
        reading = Reading(
            value=rate(done, computers) if known else None,
            numerator=plain(done) if known else None,
            denominator=computers if known else None,
            period=_now("au %(day)s") % {"day": short_day(told.as_of)} if told.as_of else "",
            detail=_now("%(part)s sur %(whole)s") % {"part": written(plain(done)), "whole": written(computers)}
            if known
            else "",
            as_of=told.as_of,
            absent_because=told.why_not
            if done is None
            else _now("La console compte plus d’ordinateurs à jour que l’inventaire n’en a en service."),
            links=(
                link_to("postes-corriges"),
                ListLink(_now("Équipements en service"), "equipment", "state=en_service"),
            ),
        )
        return replace(reading, chart=donut_of(self, reading))
