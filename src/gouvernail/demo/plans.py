"""The plans of the demonstration: a version of what the document plans, what-ifs computed beforehand and kept.

The engine computed them once; ``plans.json`` keeps their problem and their result, with the names of the files in the
place of identifiers, so that loading the demonstration needs no solver.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Model

from gouvernail.demo.building import Builder
from gouvernail.demo.sheets import DATA, read_subject
from gouvernail.plans.models import BudgetLine, PlanRun, PlanVersion, RunState, VersionState
from gouvernail.plans.versions.arresting import keep_copies
from gouvernail.plans.what_if.operations import placements_of, version_of_run
from gouvernail.registers.models import Link, Relation

ACTOR = "demo"
NAMED = re.compile(r"@(project|project_variant):([^\"@]+)@")
LETTERS = {"project": "p", "project_variant": "v"}


def load_plans(folder: str, builder: Builder) -> Counter[str]:
    """Create the versions and the what-ifs of a place; return how many objects of each kind."""
    counts: Counter[str] = Counter()
    for record in read_subject(folder, "versions") or ():
        version = PlanVersion.objects.create(organisation=builder.place, made_on=builder.place.today(), **record)
        lines = BudgetLine.objects.filter(organisation=builder.place).select_related("axis", "authorisation")
        counts["versionline"] += len(keep_copies(version, lines))
        counts["planversion"] += 1
    for record in runs_of(folder, builder):
        counts += _run(record, builder)
    return counts


def runs_of(folder: str, builder: Builder) -> list[dict[str, Any]]:
    """Return the what-ifs of a place, names turned into identifiers."""
    path = DATA / folder / "plans.json"
    if not path.exists():
        return []
    text = NAMED.sub(
        lambda found: LETTERS[found[1]] + str(builder.find(found[1], found[2]).pk), path.read_text("utf-8")
    )
    return json.loads(text)


def _run(record: dict[str, Any], builder: Builder) -> Counter[str]:
    """Create a what-if; an adopted one may say on which day, and by which decision."""
    adopted, decision = record.pop("adopted"), record.pop("decision", "")
    day = date.fromisoformat(record.pop("adopted_on", "") or builder.place.today().isoformat())
    numbers = {name: None if record[name] is None else Decimal(record[name]) for name in ("best", "bound")}
    run = PlanRun.objects.create(organisation=builder.place, state=RunState.DONE, **(record | numbers))
    asked = datetime.combine(day, time(9), UTC)
    PlanRun.objects.filter(pk=run.pk).update(created_at=asked)
    if not placements_of(run.result):
        return Counter(planrun=1)
    run.version = version_of_run(run, VersionState.REVISED if adopted else VersionState.DRAFT)
    if adopted:
        run.adopted_at, run.adopted_by = asked, ACTOR
        PlanVersion.objects.filter(pk=run.version.pk).update(made_on=day)
    run.save(update_fields=["version", "adopted_at", "adopted_by"])
    if decision:
        _decided_by(run, builder.find("decision", decision))
    return Counter(planrun=1, planversion=1, versionline=run.version.lines.count(), link=int(bool(decision)))


def _decided_by(run: PlanRun, decision: Model) -> None:
    Link.objects.create(
        from_kind="plan_run",
        from_id=run.pk,
        to_kind="decision",
        to_id=decision.pk,
        relation=Relation.DECIDED_BY,
    )
