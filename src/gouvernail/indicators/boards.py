"""Dashboards: the ready ones, as data, and those that people compose; a board is a list of indicators, nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gouvernail.indicators.models import Board
from gouvernail.indicators.registry import codes
from gouvernail.indicators.spans import days_of, offered
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.paths import lineage
from gouvernail.organisations.rights import VIEW

FIGURE, CHART = "chiffre", "graphique"
SIZES = ((FIGURE, _("Le chiffre")), (CHART, _("Le chiffre et son graphique")))
MOST = 24
"""Indicators on one board: beyond, nobody reads it."""


@dataclass(frozen=True)
class Item:
    """One indicator of a board, and how much room it takes."""

    code: str
    size: str


@dataclass(frozen=True)
class Layout:
    """A dashboard to show: its key in addresses, its name, what it is for, its indicators in order.

    ``asked`` is what it is narrowed to unless an address asks for something else: « partie », as addresses say it, and
    « periode », the name of one that pages offer.
    """

    key: str
    name: str | Promise
    about: str | Promise
    items: tuple[Item, ...]
    pk: int | None = None
    asked: Mapping[str, str] = field(default_factory=dict)

    def narrowed_by(self, asked: Mapping[str, str], on: date) -> Mapping[str, str]:
        """Return what an address asks, or what the board was saved with where it asks nothing."""
        if not self.asked or asked.keys() & {"du", "au", "partie"}:
            return asked
        period = offered(on).get(self.asked.get("periode", ""))
        saved = {"partie": self.asked.get("partie", "")} | (days_of(period[1]) if period else {})
        return {**{name: asked[name] for name in asked}, **saved}


def _layout(key: str, name: Promise, about: Promise, charts: str, figures: str) -> Layout:
    """The charts after the figures, so that the first line tells all."""
    items = [Item(code, FIGURE) for code in figures.split()] + [Item(code, CHART) for code in charts.split()]
    return Layout(key, name, about, tuple(items))


READY = (
    _layout(
        "direction", _("Direction générale et élus"), _("L’essentiel sur une page, pour décider."),
        "SUP-01 CYB-11 PAT-06 CTR-02", "PRJ-01 PRJ-02 CYB-02 CYB-07 FIN-05 PAT-05",
    ),
    _layout(
        "activite", _("Activité du service"), _("Ce que les services demandent, et en combien de temps."),
        "SUP-01 SUP-07 SUP-03 SUP-06", "SUP-02 SUP-04 SUP-11",
    ),
    _layout(
        "projets", _("Projets et actions"), _("Ce qui avance, ce qui attend, ce qui déborde."),
        "PRJ-01 CYB-11 PRJ-03", "PRJ-02 PRJ-04",
    ),
    _layout(
        "patrimoine", _("Patrimoine"), _("L’état du parc, et ce qu’il faudra renouveler."),
        "PAT-01 PAT-02 PAT-05 PAT-06", "PAT-03 PAT-04 PAT-08",
    ),
    _layout(
        "cyber", _("Sécurité"), _("Ce qui protège, ce qui manque, ce qui est fait du plan."),
        "CYB-02 CYB-04 CYB-11 PAT-06", "CYB-07 CYB-01 CYB-08 CYB-05",
    ),
    _layout(
        "prestataires", _("Prestataires et contrats"), _("De qui l’on dépend, et jusqu’à quand."),
        "CTR-01 CTR-02 CTR-03 CTR-04", "",
    ),
    _layout(
        "collaboration", _("Outils collaboratifs"), _("Les espaces partagés, leur usage et leur volume."),
        "COL-01 COL-02 COL-03", "",
    ),
    _layout(
        "finances", _("Finances"), _("Ce qui est voté, payé, et engagé pour longtemps."),
        "FIN-05 FIN-06 FIN-08 CTR-03", "PAT-05 PRJ-04",
    ),
    _layout(
        "inclusion", _("Inclusion numérique"), _("L’espace public numérique : qui y vient, pour quoi, quel temps."),
        "", "EPN-01 EPN-02 EPN-03",
    ),
)  # fmt: skip


def composed(place: Organisation, actor: Actor) -> list[Board]:
    """Return the boards that somebody may see at a place: their own, those shared there, those shared from above."""
    own = list(Board.objects.filter(Q(shared=True) | Q(owner=actor.user_id), organisation=place))
    higher = Board.objects.filter(organisation__path__in=lineage(place.path)[:-1], shared=True)
    seen = [one for one in higher.select_related("organisation") if actor.can(VIEW, "indicators", one.organisation)]
    return own + seen


def layout_of(key: str, place: Organisation, actor: Actor | None) -> Layout:
    """Return a board by its key: a ready one, or « t12 », composed at the place or above it and seen by the actor.

    Without an actor (a public link), any board of the place. ``KeyError`` if there is none.
    """
    for one in READY:
        if one.key == key:
            return one
    if not key.startswith("t") or not key[1:].isdecimal() or len(key) > 10:
        raise KeyError(key)
    number = int(key[1:])
    if actor is None:
        board = Board.objects.filter(organisation=place, pk=number).first()
    else:
        board = next((one for one in composed(place, actor) if one.pk == number), None)
    if board is None:
        raise KeyError(key)
    return Layout(key, board.name, "", items_of(board.items), board.pk, board.asked)


def items_of(pairs: Iterable[Iterable[str]]) -> tuple[Item, ...]:
    """Return the items of a stored board; an indicator that is gone is left out."""
    known, sizes = set(codes()), {size for size, _label in SIZES}
    return tuple(Item(code, size) for code, size in pairs if code in known and size in sizes)[:MOST]
