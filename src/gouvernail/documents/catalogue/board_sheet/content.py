"""A dashboard as one A4 sheet: the figures of the page on the same day, nothing that the page would not show."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from gouvernail.documents.kit.sheet import Figure, Sheet
from gouvernail.documents.kit.story import Tile
from gouvernail.indicators.board_pages import BoardView
from gouvernail.indicators.measure import Measure
from gouvernail.organisations.models import Organisation
from gouvernail.ui.templatetags.ui_tags import date_fr


def board_sheet(name: str, about: str, board: BoardView, *, place: Organisation, part: str, on: date) -> Sheet:
    """Return the sheet of a dashboard already computed; ``part`` names the site or department it is narrowed to."""
    where = f"{place.name}, {part}" if part else place.name
    left_out = (
        [_("Sans chiffre pour cette partie : %(names)s.") % {"names": ", ".join(board.left_out)}]
        if board.left_out
        else []
    )
    nobody = _("Aucun chiffre ne porte sur une personne, et aucun groupe de moins de 5 personnes n’est montré.")
    return Sheet(
        title=str(name),
        subtitle=_("%(where)s, situation au %(day)s. %(about)s") % {"where": where, "day": date_fr(on), "about": about},
        organisation=place.name,
        on=on,
        tiles=tuple(_tile(one.measure, one.change) for one in board.tiles),
        figures=tuple(_figure(one.measure, one.change) for one in board.charts if one.measure.chart),
        note=" ".join([*left_out, nobody]),
        footer=f"{place} · {name}",
        is_demo=place.is_demo,
    )


def _value(shown: Measure) -> str:
    return shown.text if shown.value is not None else _("non affiché") if shown.total_withheld else ""


def _said(shown: Measure, change: str) -> str:
    if shown.value is None:
        return shown.absent_because
    stale = _("périmé") if shown.stale else ""
    return " · ".join(part for part in (shown.detail, shown.period, change, stale) if part)


def _tile(shown: Measure, change: str) -> Tile:
    return Tile(_value(shown), shown.label, _said(shown, change), shown.tone)


def _figure(shown: Measure, change: str) -> Figure:
    detail = " · ".join(part for part in (shown.detail, change) if part)
    return Figure(shown.label, _value(shown), detail, shown.chart)
