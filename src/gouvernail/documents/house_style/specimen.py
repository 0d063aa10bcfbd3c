"""What shows a style at a glance: one chart on the page, an example deck and report to open."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gouvernail.documents.kit.story import (
    Callout,
    ChartBlock,
    DecisionSheet,
    Deck,
    Paragraph,
    Report,
    Section,
    Slide,
    StatusCell,
    Table,
    Tile,
    Tiles,
)
from gouvernail.documents.kit.style import Style, chart_colours
from gouvernail.organisations.models import Organisation
from gouvernail.ui.charts import svg
from gouvernail.ui.charts.model import BarChart, ColumnChart, Series

QUARTERS = ("T1", "T2", "T3", "T4")


def chart_preview(style: Style) -> SafeString:
    """Return a small drawing in the six colours of a style."""
    drawing = svg.draw(_columns(), width=520, static=True, colours=chart_colours(style))
    return mark_safe(drawing)  # noqa: S308 - drawn here, every text escaped by the drawing


def _columns() -> ColumnChart:
    names = (_("Première"), _("Deuxième"), _("Troisième"), _("Quatrième"), _("Cinquième"), _("Sixième"))
    series = tuple(
        Series(name, tuple(4 + (rank * 3 + quarter * 2) % 7 for quarter in range(4))) for rank, name in enumerate(names)
    )
    return ColumnChart(_("Les six couleurs, sur des valeurs d’exemple"), "", categories=QUARTERS, series=series)


def specimen_deck(place: Organisation) -> Deck:
    """Return an example deck: cover, divider, figures, table, decision. Its values are examples and say so."""
    return Deck(
        title=_("Exemple de charte"),
        subtitle=_("Valeurs d’exemple, à ne pas diffuser"),
        organisation=place.name,
        held_on=place.today(),
        held_on_text=f"{place.today():%d/%m/%Y}",
        footer=f"{place} · {_('Exemple de charte')}",
        slides=(
            Slide(_("Un intercalaire"), (Paragraph((_("Ce qui suit est un exemple"),)),), kind="section"),
            Slide(_("Un titre dit la conclusion"), (_tiles(), _callout(), _table()), source=_("Valeurs d’exemple")),
            Slide(_("Deux graphiques, six couleurs"), (ChartBlock(_columns()), ChartBlock(_bars())), columns=2),
            Slide(_("Une décision se lit seule"), (_decision(),), kind="decision"),
        ),
    )


def specimen_report(place: Organisation) -> Report:
    """Return an example report, of the same example values."""
    return Report(
        title=_("Exemple de charte"),
        subtitle=_("Valeurs d’exemple, à ne pas diffuser"),
        organisation=place.name,
        held_on=place.today(),
        facts=((_("Situation au"), f"{place.today():%d/%m/%Y}"),),
        sections=(
            Section(_("Une partie"), (_tiles(), _callout(), _table(), ChartBlock(_columns()))),
            Section(_("Une décision"), (_decision(),)),
        ),
        footer=f"{place} · {_('Exemple de charte')}",
    )


def _bars() -> BarChart:
    names = (_("Bureautique"), _("Réseau"), _("Métiers"))
    return BarChart(_("Une comparaison"), "", categories=names, series=(Series(_("Exemple"), (12, 7, 4)),))


def _tiles() -> Tiles:
    return Tiles(
        (Tile("12", _("projets suivis"), _("dont un en alerte"), "alert"), Tile("68\u202f%", _("d’avancement")))
    )


def _callout() -> Callout:
    return Callout(_("En alerte"), _("Un projet d’exemple"), _("La raison s’écrit ici, en une phrase."), "alert")


def _table() -> Table:
    rows = ((_("Un projet"), StatusCell(_("Fait"), "good")), (_("Un autre"), StatusCell(_("En risque"), "risk")))
    return Table((_("Projet"), _("État")), rows, widths=(4.0, 1.5))


def _decision() -> DecisionSheet:
    return DecisionSheet(
        "1", _("Une décision"), _("Le comité approuve l’exemple."), (_("Le contexte tient en une ligne."),)
    )
