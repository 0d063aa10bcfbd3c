"""One example of each kind of chart, for the shop window: fictional figures of a fictional authority."""

from __future__ import annotations

from datetime import date

from gouvernail.ui.charts.model import (
    BarChart,
    Chart,
    ColumnChart,
    DonutChart,
    GanttBar,
    GanttChart,
    GanttMark,
    GaugeChart,
    HistogramChart,
    LineChart,
    Series,
)

_AS_OF = date(2026, 1, 13)
_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def examples() -> list[Chart]:
    """Return one chart of each kind, with realistic figures."""
    return [
        requests_by_month(),
        actions_by_status(),
        windows_rate(),
        investment_plan(),
        age_of_computers(),
        scenario_ranks(),
        requests_by_service(),
        delay_by_quarter(),
        roadmap(),
    ]


def requests_by_month() -> ColumnChart:
    """Stacked columns: the requests of a year by month and kind, 670 in all."""
    return ColumnChart(
        title="Demandes au service SI",
        summary="670 demandes en 2025, dont 43 % de septembre à décembre.",
        unit="demandes",
        source="outil de tickets",
        as_of=_AS_OF,
        categories=_MONTHS,
        series=(
            Series("Support utilisateurs", (38, 35, 41, 36, 33, 30, 22, 18, 44, 47, 43, 39)),
            Series("Sites et réseau", (9, 7, 11, 8, 6, 9, 5, 4, 10, 10, 14, 11)),
            Series("Projets", (4, 6, 5, 8, 9, 7, 3, 2, 9, 13, 12, 14)),
            Series("Sécurité et incidents", (3, 2, 5, 2, 4, 3, 2, 5, 6, 4, 7, 5)),
        ),
        category_label="Mois",
    )


def actions_by_status() -> DonutChart:
    """Donut: the 17 actions of an audit by status."""
    return DonutChart(
        title="Plan d’action",
        summary="17 recommandations de l’audit, dont 5 en cours.",
        source="plan d’action",
        as_of=_AS_OF,
        parts=(("En cours", 5), ("À valider", 1), ("À étudier", 5), ("À planifier", 6)),
        centre_label="actions",
    )


def windows_rate() -> GaugeChart:
    """Gauge: the share of computers migrated, under its target."""
    return GaugeChart(
        title="Migration Windows 11",
        summary="68 % des postes sont migrés ; 27 restent à migrer.",
        source="inventaire des postes",
        as_of=_AS_OF,
        percent=68,
        target=95,
        caption="58 postes sur 85",
        tone="risk",
    )


def investment_plan() -> ColumnChart:
    """Stacked columns of very uneven heights: the plan of investment by year."""
    return ColumnChart(
        title="Plan pluriannuel d’investissement",
        summary="848 k€ sur 4 ans, dont 62 % la première année.",
        unit="k€",
        source="PPI informatique",
        as_of=_AS_OF,
        categories=("2026", "2027", "2028", "2029"),
        series=(
            Series("Infrastructure", (175, 34, 0, 0)),
            Series("Modernisation des outils", (344, 210, 40, 35)),
            Series("Centre de services", (10, 0, 0, 0)),
        ),
        category_label="Année",
    )


def age_of_computers() -> HistogramChart:
    """Histogram: the age of computers, and those beyond five years."""
    return HistogramChart(
        title="Âge des postes",
        summary="85 postes, cible de renouvellement à 5 ans.",
        unit="postes",
        source="inventaire des postes",
        as_of=_AS_OF,
        bins=tuple(str(age) for age in range(11)),
        counts=(12, 9, 14, 11, 8, 7, 10, 6, 4, 3, 1),
        threshold_index=5,
        threshold_label="5 ans et plus",
        axis_label="Âge du poste (ans)",
    )


def scenario_ranks() -> BarChart:
    """Shares of 100 %: how often each scenario comes first, second…"""
    return BarChart(
        title="Robustesse des scénarios",
        summary="Le scénario 1 arrive premier dans 90 % des pondérations tirées au hasard.",
        unit="%",
        source="20 000 tirages de pondérations",
        as_of=_AS_OF,
        categories=(
            "S1 Infogérance renforcée",
            "S2 Renforcement interne",
            "S3 Recrutement d’un RSI",
            "S4 Sortie du syndicat",
        ),
        series=(
            Series("Rang 1", (90.4, 0, 1.2, 8.4)),
            Series("Rang 2", (8.3, 6, 28.8, 56.9)),
            Series("Rang 3", (1.3, 31, 37, 30.7)),
            Series("Rang 4", (0, 63, 33, 4)),
        ),
        as_share=True,
        ranked=True,
        category_label="Scénario",
    )


def requests_by_service() -> BarChart:
    """Bars: one series over long names, one value absent."""
    return BarChart(
        title="Demandes par service",
        summary="L’enfance-jeunesse fait un tiers des demandes ; le suivi du centre aquatique manque.",
        unit="demandes",
        source="outil de tickets",
        as_of=_AS_OF,
        categories=(
            "Enfance, jeunesse et accueils de loisirs",
            "Environnement, déchets et assainissement",
            "Finances, ressources humaines et marchés",
            "Culture et lecture publique",
            "Centre aquatique",
        ),
        series=(Series("Demandes", (224, 168, 151, 127, None)),),
        category_label="Service",
    )


def delay_by_quarter() -> LineChart:
    """Lines: two delays by quarter, one of them not measured at first."""
    quarters = tuple(f"T{index} {year}" for year in (2024, 2025) for index in range(1, 5))
    return LineChart(
        title="Délai moyen de traitement",
        summary="Le délai du support passe de 5,2 à 3,1 jours ; celui des projets est mesuré depuis le T3 2024.",
        unit="jours ouvrés",
        source="outil de tickets",
        as_of=_AS_OF,
        categories=quarters,
        series=(
            Series("Support utilisateurs", (5.2, 5, 4.6, 4.8, 4.1, 3.9, 3.4, 3.1)),
            Series("Projets", (None, None, 12.5, 11.8, None, 9.6, 9.9, 8.2)),
        ),
        category_label="Trimestre",
    )


def roadmap() -> GanttChart:
    """Gantt: a roadmap of three years by axis, with its committees."""
    return GanttChart(
        title="Feuille de route 2026-2028",
        summary="15 projets sur 7 axes ; un projet en alerte, deux en risque.",
        source="portefeuille de projets",
        as_of=_AS_OF,
        start=date(2026, 1, 1),
        end=date(2028, 12, 31),
        today=_AS_OF,
        bars=_ROADMAP,
        marks=(
            GanttMark("COPIL n° 3", date(2026, 1, 13)),
            GanttMark("COPIL n° 4", date(2026, 2, 16)),
            GanttMark("COPIL n° 5", date(2026, 12, 15)),
        ),
    )


def _bar(group: str, label: str, start: tuple[int, int], end: tuple[int, int], **more: object) -> GanttBar:
    """Return a bar from the first month of ``start`` (year, quarter) to the last of ``end``."""
    first = date(start[0], start[1] * 3 - 2, 1)
    last = date(end[0], end[1] * 3, 31 if end[1] in (1, 4) else 30)
    return GanttBar(label, group, first, last, **more)  # type: ignore[arg-type] # the demo names real fields


_ROADMAP = (
    _bar("Gouvernance", "Lancement de la gouvernance SI", (2026, 1), (2026, 1), percent=80),
    _bar("Gouvernance", "COPIL SI mensuel puis trimestriel", (2026, 1), (2028, 4), percent=10),
    _bar("Gouvernance", "Feuille de route 2029-2031", (2028, 3), (2028, 4), percent=0, tone="planned", vague=True),
    _bar("Identités et accès", "Inventaire des comptes et des droits", (2026, 1), (2026, 1), percent=40, tone="risk"),
    _bar("Identités et accès", "Authentification forte généralisée", (2026, 2), (2026, 3), percent=0),
    _bar("Identités et accès", "Accès conditionnel et revue des droits", (2027, 1), (2027, 3), tone="planned"),
    _bar("Cybersécurité", "Pare-feu centralisé, réseau intersites", (2026, 1), (2026, 2), percent=35, tone="risk"),
    _bar("Cybersécurité", "Sensibilisation continue", (2026, 1), (2026, 4), percent=15),
    _bar("Cybersécurité", "EDR sur les postes", (2027, 1), (2027, 2), tone="planned"),
    _bar("Postes", "Migration Windows 11", (2026, 1), (2026, 3), percent=68, tone="alert"),
    _bar("Outils collaboratifs", "Déploiement de la suite collaborative", (2026, 2), (2026, 4), percent=0),
    _bar("Outils collaboratifs", "Migration de la messagerie", (2026, 3), (2026, 4), tone="planned", vague=True),
    _bar("Support", "Processus et outil de tickets", (2026, 1), (2026, 2), percent=55),
    _bar("Continuité", "PCA, PRA et tests de reprise", (2027, 1), (2027, 4), tone="planned", vague=True),
    _bar("Continuité", "Exercice de crise cyber", (2028, 2), (2028, 2), tone="planned"),
)
