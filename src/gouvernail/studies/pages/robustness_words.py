"""What limits, dominates or would be regretted, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gouvernail.kernel.numbers_fr import format_percent
from gouvernail.studies.pages.naming import criterion_of, figure, name_of

if TYPE_CHECKING:
    from gouvernail.engines.ranking.answer import Answer


def limits_in_words(answer: Answer) -> list[str]:
    """Say who is put out, who may miss a requirement, who may be vetoed."""
    said = [
        _("« %(scenario)s » est écarté : l’exigence sur « %(criterion)s » n’est pas tenue.")
        % {"scenario": scenario, "criterion": criterion}
        for scenario, criterion in answer.put_out
    ]
    for one in answer.missed:
        sentence = _("« %(scenario)s » peut ne pas tenir l’exigence sur « %(criterion)s » : %(chance)s de chances.")
        said.append(sentence % _of(answer, one.row, one.column, one.probability))
    for one in answer.vetoes:
        sentence = _("Sur « %(criterion)s », « %(rival)s » met son veto à « %(scenario)s » : %(chance)s de chances.")
        said.append(
            sentence % (_of(answer, one.row, one.column, one.probability) | {"rival": name_of(answer, one.rival)})
        )
    return said


def _of(answer: Answer, row: int, column: int, chance: float) -> dict[str, str]:
    return {
        "scenario": name_of(answer, row),
        "criterion": criterion_of(answer, column),
        "chance": format_percent(chance),
    }


def dominances_in_words(answer: Answer) -> list[str]:
    """Say who does at least as well as whom on every criterion."""
    certain = _("« %(better)s » fait au moins aussi bien que « %(worse)s » sur chaque critère.")
    likely = _("Sur les notes centrales, « %(better)s » fait au moins aussi bien que « %(worse)s » sur chaque critère.")
    return [
        (certain if one.certain else likely)
        % {"better": name_of(answer, one.better), "worse": name_of(answer, one.worse)}
        for one in answer.dominances
    ]


def regrets_in_words(answer: Answer) -> list[str]:
    """Say what would be lost at worst by choosing each scenario, the least first."""
    said = []
    for one in sorted(answer.regrets, key=lambda regret: regret.amount):
        if one.rival is None:
            said.append(_("« %(name)s » ne fait jamais regretter un autre.") % {"name": name_of(answer, one.row)})
        else:
            sentence = _("« %(name)s » : au pire, %(amount)s point de score de moins que « %(rival)s ».")
            said.append(
                sentence
                % {
                    "name": name_of(answer, one.row),
                    "amount": figure(one.amount, 2),
                    "rival": name_of(answer, one.rival),
                }
            )
    return said
