"""The studies of the demonstration: scenarios, words as they are written, levels that the demonstration gave them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from gouvernail.accounts.models import User
from gouvernail.demo.building import Builder
from gouvernail.demo.sheets import Record, read_subject
from gouvernail.registers.models import Link, Relation
from gouvernail.studies.models import CostLine, Criterion, Member, Rating, ScaleWord, Scenario, Study

UNKNOWN = "?"
FICTIONAL = "Donnée de démonstration (fictive)"
APART = ("ref", "scenarios", "criteria", "members", "costs", "before", "after")


def load_studies(folder: str, builder: Builder) -> Counter[str]:
    """Create the studies of a place, with all they hold and their ties; return how many objects of each kind."""
    counts: Counter[str] = Counter()
    for record in read_subject(folder, "study") or ():
        study = Study.objects.create(organisation=builder.place, **_without(record, *APART))
        builder.remember("study", record, study)
        scenarios = _scenarios(study, record)
        counts += Counter(study=1, scenario=len(scenarios), link=_tie(record, study, builder))
        for order, one in enumerate(record.get("criteria", ()), 1):
            counts += _criterion(study, order, one, scenarios, record["source"])
        counts["member"] += len(Member.objects.bulk_create(_members(study, record)))
        counts["costline"] += len(CostLine.objects.bulk_create(_costs(scenarios, record)))
    return counts


def _without(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}


def _scenarios(study: Study, record: Record) -> dict[str, Scenario]:
    source = {"source": record["source"], "source_place": record["source_place"]}
    found = {
        one["ref"]: Scenario.objects.create(study=study, order=order, **(source | _without(one, "ref", "parts")))
        for order, one in enumerate(record["scenarios"], 1)
    }
    for one in record["scenarios"]:
        found[one["ref"]].parts.set(found[part] for part in one.get("parts", ()))
    return found


def _criterion(study: Study, order: int, record: Record, scenarios: dict[str, Scenario], source: str) -> Counter[str]:
    apart = ("words", "ratings", "elsewhere")
    criterion = Criterion.objects.create(study=study, order=order, **_without(record, *apart))
    words = [_word(criterion, text, levels) for text, levels in (record.get("words") or {}).items()]
    ratings = [
        _rating(criterion, scenario, text, record.get("elsewhere", {}).get(ref), source)
        for (ref, scenario), text in zip(scenarios.items(), record["ratings"], strict=True)
        if text
    ]
    ScaleWord.objects.bulk_create(words)
    Rating.objects.bulk_create(ratings)
    return Counter(criterion=1, scaleword=len(words), rating=len(ratings))


def _word(criterion: Criterion, text: str, levels: Any) -> ScaleWord:
    if not isinstance(levels, dict):
        return ScaleWord(criterion=criterion, text=text, **_span(levels))
    other = _span(levels["other"], "other_")
    return ScaleWord(criterion=criterion, text=text, note=levels["note"], **_span(levels["levels"]), **other)


def _rating(criterion: Criterion, scenario: Scenario, text: str, elsewhere: Any, source: str) -> Rating:
    origin = {"source": source, "source_place": criterion.source_place}
    if text == UNKNOWN:
        return Rating(criterion=criterion, scenario=scenario, unknown=True, source=FICTIONAL)
    said = {"elsewhere": elsewhere["text"], **_span(elsewhere["levels"], "elsewhere_")} if elsewhere else {}
    return Rating(criterion=criterion, scenario=scenario, raw=text, **origin, **said)


def _span(levels: Any, prefix: str = "") -> dict[str, Decimal]:
    low, high = levels if isinstance(levels, list) else (levels, levels)
    return {f"{prefix}low": Decimal(low), f"{prefix}high": Decimal(high)}


def _members(study: Study, record: Record) -> list[Member]:
    accounts = {user.email: user for user in User.objects.all()}
    keys = {one.name: str(one.pk) for one in study.criteria.all()}
    return [
        Member(
            study=study,
            order=order,
            function=one["function"],
            account=accounts[one["account"]],
            weights=_weights(one, keys),
        )
        for order, one in enumerate(record.get("members", ()), 1)
    ]


def _weights(record: Record, keys: dict[str, str]) -> Record | None:
    if "order" not in record:
        return None
    return {"kind": "order", "order": [[keys[name] for name in group] for group in record["order"]]}


def _costs(scenarios: dict[str, Scenario], record: Record) -> list[CostLine]:
    return [
        CostLine(scenario=scenarios[one["scenario"]], source=FICTIONAL, **_without(one, "scenario"))
        for one in record.get("costs", ())
    ]


def _tie(record: Record, study: Study, builder: Builder) -> int:
    before = [(*builder.node(step), Relation.ANSWERED_BY, "study", study.pk) for step in record.get("before", ())]
    after = [("study", study.pk, Relation.CONCERNS, *builder.node(step)) for step in record.get("after", ())]
    links = [
        Link(from_kind=a, from_id=b, relation=relation, to_kind=c, to_id=d)
        for a, b, relation, c, d in [*before, *after]
    ]
    return len(Link.objects.bulk_create(links))
