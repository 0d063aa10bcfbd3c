"""How firmly the answer holds, as its template shows it: shares, intervals, distances, other readings, methods."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext as _

from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.studies.pages import anchors
from gouvernail.studies.pages.naming import criterion_of, figure, name_of
from gouvernail.studies.pages.plain import Plain
from gouvernail.studies.pages.robustness_words import dominances_in_words, limits_in_words, regrets_in_words
from gouvernail.studies.pages.stability import Room, rooms_of
from gouvernail.studies.whole import Whole
from gouvernail.ui.charts.model import BarChart, Series

if TYPE_CHECKING:
    from gouvernail.engines.ranking.answer import Answer
    from gouvernail.engines.ranking.exact.nearest import Nearest

MOST_MOVED = 4


@dataclass(frozen=True)
class Challenger:
    """What it takes for one scenario to come first, or the proof that nothing does."""

    anchor: str
    name: str
    sentence: str
    moves: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class RobustnessView:
    """All that the page of robustness shows."""

    chart: BarChart
    shares: Plain
    gaps: list[tuple[str, Plain]]
    stability: list[Room]
    challengers: list[Challenger]
    readings: Plain
    methods: Plain
    methods_sentence: str
    members: Plain
    members_sentence: str
    limits: list[str]
    others: list[str]


def robustness_of(whole: Whole, answer: Answer, on: date) -> RobustnessView:
    """Return the page of robustness of an answer."""
    return RobustnessView(
        rank_chart(answer, on),
        _shares(answer),
        _gaps(answer),
        rooms_of(answer),
        [_challenger(answer, row) for row in answer.shares.order if row != answer.leads_on_the_centre],
        _readings(answer),
        _methods(answer, whole.study.method),
        _concordance(answer.agreement[1], len([run for run in answer.methods if run.ranks is not None])),
        _members(answer),
        _concordance(answer.agreement_of_members[1], len(answer.members)) if len(answer.members) > 1 else "",
        limits_in_words(answer),
        dominances_in_words(answer) + regrets_in_words(answer),
    )


def rank_chart(answer: Answer, on: date) -> BarChart:
    """Return how often each scenario takes each rank, as bars that all reach 100 %."""
    order = answer.shares.order
    ranks = answer.shares.ranks
    leader = answer.leader
    return BarChart(
        title=_("Robustesse du classement"),
        summary=_("« %(name)s » est premier pour %(share)s des pondérations.")
        % {"name": name_of(answer, leader), "share": format_percent(float(answer.shares.first[leader]))},
        unit="%",
        source=_("matrice de l’étude, tirages de graine %(seed)s") % {"seed": answer.seed},
        as_of=on,
        categories=tuple(name_of(answer, row) for row in order),
        series=tuple(
            Series(
                _("Rang %(rank)s") % {"rank": rank + 1},
                tuple(100 * float(ranks[row, rank]) for row in order),  # rounded once, by whoever writes it
            )
            for rank in range(len(order))
        ),
        as_share=True,
        ranked=True,
        category_label=_("Scénario"),
    )


def _shares(answer: Answer) -> Plain:
    shares = answer.shares
    headers = [_("Scénario"), _("Premier"), _("Rang moyen"), _("Score"), _("Confiance")]
    rows = []
    for row in shares.order:
        first = float(shares.first[row])
        confidence = float(shares.confidence[row])
        rows.append(
            [
                name_of(answer, row),
                f"{format_percent(first, 1)}\n{_error(shares.error(first))}",
                figure(float(shares.mean_rank[row]), 2),
                figure(float(answer.scores[row]), 3),
                "" if np.isnan(confidence) else format_percent(confidence, 0),
            ]
        )
    return Plain(headers, rows, [anchors.share(answer.study.scenarios[row].id) for row in shares.order])


def _error(error: float) -> str:
    return _("± %(error)s point") % {"error": figure(100 * float(error), 2)}


def _gaps(answer: Answer) -> list[tuple[str, Plain]]:
    from gouvernail.engines.ranking.explanation import gaps

    found = []
    for gap in sorted(gaps(answer), key=lambda one: answer.shares.order.index(one.row)):
        heading = _("Face à « %(name)s » : %(total)s point de score") % {
            "name": name_of(answer, gap.row),
            "total": _signed(gap.total),
        }
        columns = sorted(range(len(gap.parts)), key=lambda column: -abs(gap.parts[column]))
        rows = [
            [
                criterion_of(answer, column),
                _signed(gap.parts[column]),
                format_percent(gap.shares[column]) if gap.shares else "",
            ]
            for column in columns
            if abs(gap.parts[column]) > 1e-9
        ]
        found.append((heading, Plain([_("Critère"), _("Apport à l’écart"), _("Part de l’écart")], rows)))
    return found


def _challenger(answer: Answer, row: int) -> Challenger:
    near, name = answer.nearest[row], name_of(answer, row)
    anchor = anchors.challenger(answer.study.scenarios[row].id)
    if near.weights is None:
        return Challenger(anchor, name, _proof(answer, near))
    if near.only_level:
        sentence = _("Aucune pondération ne le met seul en tête : au mieux, il est à égalité.")
        return Challenger(anchor, name, sentence, _moves(answer, near))
    sentence = _("Il faudrait déplacer au moins %(share)s du poids total.") % {"share": format_percent(near.moved, 1)}
    return Challenger(anchor, name, sentence, _moves(answer, near))


def _proof(answer: Answer, near: Nearest) -> str:
    parts = [
        _("%(share)s de « %(name)s »") % {"share": format_percent(float(share)), "name": name_of(answer, row)}
        for row, share in enumerate(near.mixture)
        if share > 0.005
    ]
    if len(parts) == 1:
        other = name_of(answer, int(np.argmax(near.mixture)))
        return _("Jamais : « %(name)s » fait au moins aussi bien sur chaque critère.") % {"name": other}
    sentence = _(
        "Jamais. La preuve : quel que soit le poids des critères, %(mixture)s font ensemble au moins aussi bien."
    )
    return sentence % {"mixture": _(" et ").join([", ".join(parts[:-1]), parts[-1]])}


def _moves(answer: Answer, near: Nearest) -> list[list[str]]:
    moved = near.weights - answer.weights
    columns = [int(column) for column in np.argsort(-np.abs(moved))[:MOST_MOVED] if abs(moved[column]) > 0.0005]
    return [
        [
            criterion_of(answer, column),
            format_percent(float(answer.weights[column]), 1),
            format_percent(float(near.weights[column]), 1),
        ]
        for column in columns
    ]


def _readings(answer: Answer) -> Plain:
    headers = [_("Case"), _("Lue autrement"), _("Premier alors"), _("Part des pondérations")]
    rows = []
    for one in answer.readings:
        first = int(one.first.argmax())
        cell = f"{criterion_of(answer, one.column)}, {name_of(answer, one.row)}"
        rows.append([cell, one.words, name_of(answer, first), format_percent(float(one.first[first]), 1)])
    return Plain(headers, rows)


def _methods(answer: Answer, chosen: str) -> Plain:
    order = answer.shares.order
    runs = sorted(answer.methods, key=lambda run: run.method.code != chosen)
    rows = [
        [run.method.label, *(figure(float(run.ranks[row]), 1) for row in order)]
        if run.ranks is not None
        else [run.method.label, run.obstacle or ""]
        for run in runs
    ]
    return Plain([_("Méthode"), *(name_of(answer, row) for row in order)], rows)


def _members(answer: Answer) -> Plain:
    if len(answer.members) < 2:
        return Plain([], [])
    order = answer.shares.order
    rows = [
        [member.name, *(format_percent(float(alone.first[row])) for row in order)]
        for member, alone in zip(answer.study.members, answer.members, strict=True)
    ]
    return Plain([_("Membre"), *(name_of(answer, row) for row in order)], rows)


def _concordance(w: float | None, count: int) -> str:
    if w is None or count < 2:
        return ""
    return _("Concordance W de Kendall : %(w)s (1 : classements identiques, 0 : sans rapport).") % {"w": figure(w, 2)}


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + figure(value, 3)
