"""RH-01: how many workstations one post of the IT team serves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import WORKSTATIONS, EquipmentType
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.catalogue.capacity.single_competence import holds
from gouvernail.indicators.drawing import bars
from gouvernail.indicators.estate_rows import workstations_in_use
from gouvernail.indicators.freshness import last_read_of
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted, rounded, written
from gouvernail.plans.models import Capacity


@indicator
class WorkstationsByPost(Indicator):
    """How many workstations in use stand behind one full-time post of the IT department."""

    code, family, icon = "RH-01", Family.CAPACITY, "users"
    label = _("Postes de travail par emploi du SI")
    question = _("Combien de postes de travail un équivalent temps plein du SI sert-il ?")
    definition = _(
        "Ordinateurs fixes et portables en service, rapportés aux équivalents temps plein des capacités en vigueur ce "
        "jour-là, toutes compétences ensemble. Les jours achetés à un prestataire n’y sont pas. C’est une taille "
        "d’équipe rapportée à une taille de parc, jamais le travail de quelqu’un."
    )
    formula = _("Ordinateurs en service / équivalents temps plein du SI.")
    unit = _("postes de travail par ETP")
    direction = Direction.CONTEXT
    source = _("Inventaire du parc et capacités (planification sous contraintes)")
    owner_role = _("Direction générale")
    frequency = _("annuelle")
    freshness_days = 365
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    version = "1"
    how_to_get = _(
        "Saisissez dans « Capacités » les équivalents temps plein affectés au SI, et tenez l’inventaire du parc."
    )
    dimensions = (Dimension("type", _("Type")),)
    references = (
        Reference(
            label=_("Utilisateurs par agent de DSI"),
            value=Decimal("42"),
            unit=_("utilisateurs"),
            since=date(2006, 1, 1),
            source=_("Enquête publiée en 2006 ; un repère ancien, en utilisateurs, à ne comparer qu’à périmètre égal."),
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Three queries: computers, capacities, and freshness."""
        types = dict(workstations_in_use(scope).order_by().values_list("type").annotate(n=Count("pk")))
        computers = sum(types.values())
        rows = scope.rows(Capacity).values_list("posts", "starts", "ends")
        posts = sum((held for held, starts, ends in rows if held and holds(starts, ends, on)), Decimal(0))
        known = bool(posts and computers)
        cells = tuple(_cell(kind, types[kind], posts) for kind in WORKSTATIONS if kind in types) if known else ()
        as_of = last_read_of(scope, Capacity, on)
        return Reading(
            value=rounded(Decimal(computers) / posts, 1) if known else None,
            numerator=computers if known else None,
            denominator=posts if known else None,
            period=at_day(on),
            detail=_now("%(computers)s pour %(posts)s")
            % {
                "computers": counted(computers, _now("ordinateur"), _now("ordinateurs")),
                "posts": written(posts, _now("ETP")),
            }
            if known
            else "",
            as_of=as_of,
            absent_because=_now(
                "Aucun équivalent temps plein du SI n’est saisi, ou aucun ordinateur n’est en service."
            ),
            chart=bars(
                cells, title=_now("Postes de travail par emploi du SI"), unit=_now("postes de travail par ETP"),
                source=_now("inventaire du parc et capacités"), as_of=as_of, category=_now("Type"),
            ),
            breakdowns=(Breakdown("type", cells),) if cells else (),
            links=(
                ListLink(_now("Capacités"), "capacity"),
                ListLink(_now("Équipements en service"), "equipment", "state=en_service"),
            ),
        )  # fmt: skip


def _cell(kind: EquipmentType, count: int, posts: Decimal) -> Cell:
    link = ListLink(_now("Équipements de ce type"), "equipment", f"type={kind}&state=en_service")
    return Cell(
        kind, str(kind.label), value=rounded(Decimal(count) / posts, 1), numerator=count, denominator=posts, link=link
    )
