"""The ranking methods explained, each replaying its published example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Replayed:
    """One printed result of the publication beside ours."""

    name: str
    published: str
    computed: str
    agrees: bool


def catalogue(request: HttpRequest) -> HttpResponse:
    """List the methods."""
    from gouvernail.engines.ranking.catalogue import methods

    context = {
        "heading": _("Méthodes de classement"),
        "subtitle": _("Chacune rejoue ici l’exemple de sa publication, au chiffre près."),
        "methods": list(methods().values()),
        "crumbs": [{"label": _("Aide"), "href": reverse("help")}],
    }
    return render(request, "studies/methods.html", context)


def method(request: HttpRequest, code: str) -> HttpResponse:
    """Explain one method and replay its example."""
    from gouvernail.engines.ranking.catalogue import methods
    from gouvernail.engines.ranking.replay import replay

    known = methods()
    if code not in known:
        raise Http404
    one = known[code]
    context = {
        "heading": one.label,
        "subtitle": one.summary,
        "method": one,
        "matrix": example_table(one.example.table),
        "replayed": [
            Replayed(found.name, _plain(found.published), _plain(found.computed, one.example.decimals), found.agrees)
            for found in replay(one, one.example)
        ],
        "crumbs": [{"label": _("Méthodes de classement"), "href": reverse("ranking_methods")}],
    }
    return render(request, "studies/method.html", context)


def example_table(table: dict[str, Any]) -> dict[str, Any] | None:
    """Return the data of an example as a table: a row a scenario, a column a criterion, the weights last."""
    if "matrix" not in table:
        return None
    count = len(table["matrix"][0])
    senses = [_("moins, c’est mieux") if one == "min" else _("plus, c’est mieux") for one in table.get("sense", [])]
    return {
        "criteria": [(f"C{at + 1}", senses[at] if senses else _("plus, c’est mieux")) for at in range(count)],
        "rows": [(f"S{at + 1}", [_plain(cell) for cell in row]) for at, row in enumerate(table["matrix"])],
        "weights": [_plain(one) for one in table.get("weights", [])],
    }


def _plain(value: Any, decimals: int | None = None) -> str:
    """Write a figure, or a list of figures, as people read them."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return " ; ".join(_plain(one, decimals) for one in value)
    if isinstance(value, float) and decimals is not None:
        value = round(value, decimals)
    return f"{value:g}".replace(".", ",") if isinstance(value, int | float) else str(value)
