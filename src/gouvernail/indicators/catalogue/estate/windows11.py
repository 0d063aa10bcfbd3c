"""PAT-06: where the migration to Windows 11 stands, site by site."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gouvernail.estate.models import WORKSTATIONS, OperatingSystem, Windows11State
from gouvernail.indicators.base import Dimension, Direction, Family, Indicator
from gouvernail.indicators.estate_rows import equipment_read, place_names, workstations_in_use
from gouvernail.indicators.measure import Breakdown, Cell, ListLink, Reading
from gouvernail.indicators.references import Reference
from gouvernail.indicators.registry import indicator
from gouvernail.indicators.scope import Scope
from gouvernail.indicators.wording import at_day, counted, rate
from gouvernail.kernel.text import fold
from gouvernail.ui.charts.model import BarChart, Series

MIGRATED, REMAINING, UNKNOWN, ASIDE = "migre", "restant", "inconnu", "non_concerne"
OLD_SYSTEMS = (OperatingSystem.WINDOWS_10, OperatingSystem.WINDOWS_OLD)
END_OF_WINDOWS_10 = date(2025, 10, 14)

Counts = Counter[str]


@indicator
class Windows11(Indicator):
    """The share of computers that run Windows 11, by site, and those that remain."""

    code, family, icon = "PAT-06", Family.ESTATE, "device-desktop"
    label = _("Migration Windows 11")
    question = _("Combien de postes sont sous Windows 11, site par site, et combien restent ?")
    definition = _(
        "Part des postes fixes et portables en service sous Windows 11, parmi ceux qui sont sous Windows. Le système "
        "relevé par l’inventaire fait foi ; s’il n’est pas connu, l’état de migration noté le remplace. Un poste dont "
        "ni l’un ni l’autre n’est connu reste hors du calcul et se compte à part ; un poste sous un autre système "
        "n’est pas concerné."
    )
    formula = _("Postes sous Windows 11 / (postes sous Windows 11 + postes sous un Windows antérieur).")
    unit = "%"
    direction = Direction.HIGHER
    source = _("Inventaire du parc")
    owner_role = _("Référent SI")
    frequency = _("mensuelle pendant la migration")
    freshness_days = 60
    past_reason = _(
        "L’inventaire dit l’état d’aujourd’hui : il ne date ni la réforme, ni l’affectation, ni le changement de "
        "système ou de protection."
    )
    how_to_get = _("Renseignez le système des postes, ou leur état de migration.")
    dimensions = (
        Dimension("site", _("Site")),
        Dimension("progress", _("Avancement")),
        Dimension("application", _("Application bloquante")),
    )
    references = (
        Reference(
            label=_("Aucun poste restant sous Windows 10"),
            value=Decimal(100),
            unit="%",
            since=END_OF_WINDOWS_10,
            source=_("Fin du support de Windows 10 annoncée par Microsoft : 14 octobre 2025."),
            is_target=True,
        ),
    )

    def read(self, scope: Scope, on: date) -> Reading:
        """Two queries: counts by site and system, and freshness."""
        rows = workstations_in_use(scope)
        found = list(
            rows.values_list(
                "site_id", "site__name", "site__organisation__name", "blocked_by", "os", "windows11"
            ).annotate(n=Count("pk"))
        )
        sites, labels = _by_site(found)
        whole = sum(sites.values(), Counter())
        concerned = whole[MIGRATED] + whole[REMAINING]
        as_of = equipment_read(scope, on, WORKSTATIONS)
        return Reading(
            value=rate(whole[MIGRATED], concerned),
            numerator=whole[MIGRATED] if concerned else None,
            denominator=concerned or None,
            period=at_day(on),
            detail=_remaining(whole) if concerned else "",
            tone=_tone(whole, on) if concerned else "neutral",
            as_of=as_of,
            absent_because=_now("Aucun poste en service n’a de système connu."),
            notes=_notes(whole),
            chart=_chart(sites, labels, as_of) if concerned else None,
            breakdowns=(
                Breakdown("site", tuple(_site(pk, labels[pk], counts) for pk, counts in sites.items()), "%"),
                Breakdown("progress", _progress(found)),
                Breakdown("application", _blocking(found)),
            ),
            links=(
                ListLink(_now("Postes sous Windows 11"), "equipment", f"vue=postes&os={OperatingSystem.WINDOWS_11}"),
                ListLink(_now("Postes hors Windows 11"), "equipment", "vue=windows-10"),
            ),
        )


def state_of(os: str, windows11: str) -> str:
    """Say where a computer stands, from the system that was read or, failing that, from what was noted."""
    if os == OperatingSystem.WINDOWS_11:
        return MIGRATED
    if os in OLD_SYSTEMS:
        return REMAINING
    if os:
        return ASIDE
    if not windows11:
        return UNKNOWN
    return MIGRATED if windows11 == Windows11State.DONE else REMAINING


def _by_site(found: list[tuple]) -> tuple[dict[int | None, Counts], dict[int | None, str]]:
    names = place_names([(site, organisation) for _pk, site, organisation, *_rest in found])
    sites: dict[int | None, Counts] = defaultdict(Counter)
    labels = {}
    for pk, site, organisation, _blocked_by, os, windows11, n in found:
        sites[pk][state_of(os, windows11)] += n
        labels[pk] = names[(site, organisation)]
    ordered = sorted(sites, key=lambda pk: (pk is None, labels[pk]))
    return {pk: sites[pk] for pk in ordered}, labels


def _remaining(whole: Counts) -> str:
    return _now("%(count)s à migrer") % {"count": counted(whole[REMAINING], _now("poste"), _now("postes"))}


def _tone(whole: Counts, on: date) -> str:
    if not whole[REMAINING]:
        return "good"
    return "alert" if on >= END_OF_WINDOWS_10 else "risk"


def _notes(whole: Counts) -> tuple[str, ...]:
    notes = []
    if whole[UNKNOWN]:
        notes.append(
            _now("%(count)s sans système connu : hors du calcul.")
            % {"count": counted(whole[UNKNOWN], _now("poste"), _now("postes"))}
        )
    if whole[ASIDE]:
        notes.append(
            _now("%(count)s sous un autre système que Windows : non concernés.")
            % {"count": counted(whole[ASIDE], _now("poste"), _now("postes"))}
        )
    return tuple(notes)


def _site(pk: int | None, label: str, counts: Counts) -> Cell:
    concerned = counts[MIGRATED] + counts[REMAINING]
    link = ListLink(_now("Postes de ce site"), "equipment", f"vue=postes&site={pk}") if pk else None
    return Cell(
        str(pk or "none"),
        label,
        value=rate(counts[MIGRATED], concerned),
        text=_now("%(migrated)s sur %(concerned)s, %(left)s à migrer")
        % {"migrated": counts[MIGRATED], "concerned": concerned, "left": counts[REMAINING]}
        if concerned
        else _now("système non renseigné")
        if counts[UNKNOWN]
        else _now("non concerné"),
        numerator=counts[MIGRATED] if concerned else None,
        denominator=concerned or None,
        link=link,
    )


def _progress(found: list[tuple]) -> tuple[Cell, ...]:
    counts: Counts = Counter()
    for *_site, os, windows11, n in found:
        if state_of(os, windows11) == REMAINING:
            counts[windows11] += n
    return tuple(
        Cell(
            value or "unknown",
            str(Windows11State(value).label) if value else _now("Suite non décidée"),
            value=n,
            link=ListLink(_now("Liste de ces postes"), "equipment", f"vue=windows-10&windows11={value}")
            if value
            else None,
        )
        for value, n in sorted(counts.items())
    )


def _blocking(found: list[tuple]) -> tuple[Cell, ...]:
    """Count what waits for an application, the one that blocks most first; the same name is the same, however typed."""
    counts: Counts = Counter()
    names: dict[str, str] = {}
    for *_site, name, os, windows11, n in found:
        if windows11 == Windows11State.BLOCKED and state_of(os, windows11) == REMAINING:
            key = fold(name)
            counts[key] += n
            names[key] = min(filter(None, (names.get(key), name.strip())), default="")
    ordered = sorted(counts, key=lambda key: (not key, -counts[key], key))
    query = f"vue=windows-10&windows11={Windows11State.BLOCKED}"
    link = ListLink(_now("Postes bloqués par une application"), "equipment", query)
    return tuple(
        Cell(key or "unknown", names[key] or _now("Application non renseignée"), value=counts[key], link=link)
        for key in ordered
    )


def _chart(sites: dict[int | None, Counts], labels: dict[int | None, str], as_of: date | None) -> BarChart:
    kept = [pk for pk, counts in sites.items() if counts[MIGRATED] + counts[REMAINING] + counts[UNKNOWN]]
    series = (
        (MIGRATED, _now("Sous Windows 11")),
        (REMAINING, _now("À migrer")),
        (UNKNOWN, _now("Système non renseigné")),
    )
    return BarChart(
        title=_now("Postes par site et par système"),
        unit=_now("postes"),
        source=_now("inventaire du parc"),
        as_of=as_of,
        categories=tuple(labels[pk] for pk in kept),
        series=tuple(
            Series(label, tuple(sites[pk][state] for pk in kept))
            for state, label in series
            if any(sites[pk][state] for pk in kept)
        ),
        category_label=_now("Site"),
    )
