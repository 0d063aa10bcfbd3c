"""Taking a table into the matrix: scenarios and criteria that it names, ratings as they are written."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.kernel.text import fold
from gouvernail.organisations.actors import Actor
from gouvernail.studies.exchange import UNKNOWN, Line, Table
from gouvernail.studies.models import Criterion, Rating, Scenario, Study
from gouvernail.studies.operations.acts import demand_open, journal
from gouvernail.studies.operations.matrix import learn_words, prepare
from gouvernail.studies.reading import read_number

NOTHING = ("ne rien faire", "statu quo")
"""Column names that say what a scenario is: the one that changes nothing, as the matrix then shows under its name."""


@dataclass
class Imported:
    """What an import did, and what it left alone with the reason."""

    scenarios: int = 0
    criteria: int = 0
    ratings: int = 0
    remarks: list[str] = field(default_factory=list)


def import_matrix(study: Study, table: Table, *, source: str, actor: Actor) -> Imported:
    """Take a table in, all or none; an empty cell leaves what was there."""
    demand_open(actor, study)
    done = Imported()
    with transaction.atomic():
        scenarios = _scenarios(study, table, source, done)
        for line in table.lines:
            _take(study, line, scenarios, source, done)
        details = {"source": source, "criteres": done.criteria, "scenarios": done.scenarios, "notes": done.ratings}
        journal(actor, "importer_matrice", study, details)
    return done


def _scenarios(study: Study, table: Table, source: str, done: Imported) -> dict[str, Scenario]:
    known = list(study.scenarios.all())
    by_name = {fold(one.name): one for one in known} | {fold(one.short_name): one for one in known if one.short_name}
    found = {}
    for name in table.scenarios:
        scenario = by_name.get(fold(name))
        if scenario is None:
            done.scenarios += 1
            order = len(known) + done.scenarios
            scenario = Scenario.objects.create(
                study=study, name=name[:160], order=order, source=source, baseline=fold(name) in NOTHING
            )
        found[name] = scenario
    return found


def _take(study: Study, line: Line, scenarios: dict[str, Scenario], source: str, done: Imported) -> None:
    cells = {name: text for name, text in line.cells.items() if text}
    if not line.name or not cells:
        done.remarks.append(_("Ligne laissée de côté, sans critère ou sans note : « %(line)s ».") % {"line": line.name})
        return
    criterion = _criterion(study, line, list(cells.values()), done)
    kept = {one.scenario_id: one for one in criterion.ratings.all()}
    changed = []
    for name, text in cells.items():
        scenario = scenarios[name]
        rating = kept.get(scenario.pk) or Rating(criterion=criterion, scenario=scenario)
        unknown = fold(text) in UNKNOWN
        if rating.pk and (rating.raw, rating.unknown) == ("" if unknown else text, unknown):
            continue
        rating.raw, rating.unknown = ("", True) if unknown else (text, False)
        rating.low = rating.high = None
        rating.source = source
        if not criterion.in_words:
            prepare(rating)
        changed.append(rating)
    if criterion.in_words and criterion.counts:
        learn_words(criterion, [one.raw for one in changed])
    for rating in changed:
        rating.save()
    done.ratings += len(changed)


def _criterion(study: Study, line: Line, cells: list[str], done: Imported) -> Criterion:
    criterion = next((one for one in study.criteria.all() if fold(one.name) == fold(line.name)), None)
    if criterion is None:
        done.criteria += 1
        numbers = all(read_number(text) for text in cells if fold(text) not in UNKNOWN)
        criterion = Criterion(study=study, name=line.name[:120], in_words=not numbers, order=study.criteria.count() + 1)
        if numbers:
            criterion.low = criterion.high = None
    for name, value in (("direction", line.direction), ("counts", line.counts), ("unit", line.unit)):
        if value not in ("", None):
            setattr(criterion, name, value)
    criterion.save()
    return criterion
