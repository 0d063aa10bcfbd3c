"""CYB-04: systems that nobody mends any more."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import OperatingSystem
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.catalogue.estate.windows11 import END_OF_WINDOWS_10
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.estate_rows import equipment_in_use, equipment_read
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted, rate


@indicator
class OutOfSupport(Indicator):
    """The share of equipment whose system or model gets no security update any more."""

    code, family, icon = "CYB-04", Family.SECURITY, "shield-x"
    label = _("Équipements hors support")
    question = _("Combien d’équipements ne reçoivent plus de correctifs ?")
    definition = _(
        "Part des équipements en service hors support, parmi ceux dont le système ou la fin de support sont connus. "
        "Est hors support un équipement dont la fin de support notée est passée, un poste sous Windows 7, 8 ou plus "
        "ancien, et un poste sous Windows 10 depuis le 14 octobre 2025, sauf fin de support plus tardive notée "
        "(support étendu payant)."
    )
    formula = _("Équipements hors support / équipements dont le support est connu.")
    unit = "%"
    direction = Direction.LOWER
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("mensuelle")
    freshness_days = 60
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    how_to_get = _("Renseignez le système des postes, et la fin de support des autres équipements.")
    dimensions = (Dimension("system", _("Système")),)
    references = (
        Reference(
            label=_("Aucun équipement hors support"),
            value=Decimal(0),
            unit="%",
            since=date(2026, 1, 1),
            source=_("Objectif proposé par Gouvernail, d’après le guide d’hygiène informatique de l’ANSSI."),
            is_target=True,
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by system and end of support, and freshness."""
        out: Counter[str] = Counter()
        known: Counter[str] = Counter()
        unknown = 0
        rows = equipment_in_use(scope).values_list("os", "support_ends_on").annotate(n=Count("pk"))
        for os, ends, n in rows:
            state = is_out(os, ends, on)
            if state is None:
                unknown += n
                continue
            known[os] += n
            out[os] += n if state else 0
        whole, count = known.total(), out.total()
        as_of = equipment_read(scope, on, in_use=False)
        cells = tuple(_cell(os, out[os], known[os]) for os in (*OperatingSystem, "") if known[os])
        return Reading(
            value=rate(count, whole),
            numerator=count if whole else None,
            denominator=whole or None,
            period=at_day(on),
            detail=counted(count, _now("équipement hors support"), _now("équipements hors support")),
            tone="alert" if count else "good" if whole else "neutral",
            as_of=as_of,
            absent_because=_now("Ni le système ni la fin de support d’aucun équipement ne sont connus."),
            notes=(_now("%(count)s sans information : hors du calcul.")
                   % {"count": counted(unknown, _now("équipement"), _now("équipements"))},) if unknown else (),
            chart=bars(
                cells, title=_now("Part hors support, par système"), unit="%", source=_now("inventaire du parc"),
                as_of=as_of, category=_now("Système"),
            ),
            breakdowns=(Breakdown("system", cells, "%"),),
            links=(
                ListLink(_now("Support échu"), "equipment", "vue=fin-de-support"),
                ListLink(_now("Postes hors Windows 11"), "equipment", "vue=windows-10"),
            ),
        )  # fmt: skip


def is_out(os: str, support_ends_on: date | None, on: date) -> bool | None:
    """Say whether equipment is out of support; ``None`` when nothing tells."""
    if support_ends_on is not None:
        return support_ends_on < on
    if os == OperatingSystem.WINDOWS_OLD:
        return True
    if os == OperatingSystem.WINDOWS_10:
        return on >= END_OF_WINDOWS_10
    return False if os == OperatingSystem.WINDOWS_11 else None


def _cell(os: str, out: int, known: int) -> Cell:
    return Cell(
        os or "none",
        str(OperatingSystem(os).label) if os else _now("Système non renseigné"),
        value=rate(out, known),
        text=_now("%(out)s sur %(known)s") % {"out": out, "known": known},
        numerator=out,
        denominator=known,
        link=ListLink(_now("Liste de ces équipements"), "equipment", f"state=en_service&os={os}") if os else None,
    )
