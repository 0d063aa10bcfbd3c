"""The thread of the demonstration: chains from what was found to what was decided."""

from __future__ import annotations

from itertools import pairwise

from gouvernail.demo.building import Builder
from gouvernail.demo.sheets import read_subject
from gouvernail.registers.models import Link, Relation

RELATIONS = {
    ("finding", "risk"): Relation.EXPOSES,
    ("risk", "recommendation"): Relation.ANSWERED_BY,
    ("recommendation", "action"): Relation.DONE_BY,
    ("recommendation", "project"): Relation.DONE_BY,
    ("action", "project"): Relation.DONE_BY,
    ("project", "budget_line"): Relation.FUNDED_BY,
    ("action", "budget_line"): Relation.FUNDED_BY,
    ("action", "decision"): Relation.DECIDED_BY,
    ("project", "decision"): Relation.DECIDED_BY,
}


def tie(folder: str, builder: Builder) -> int:
    """Create the links of each chain of the place (``kind:name`` step by step); return how many steps there are.

    A project already holds its budget lines and milestones: a chain that names them ties nothing twice.
    """
    links: dict[tuple[str, int, str, int], Link] = {}
    for chain in (read_subject(folder, "thread") or {}).get("chains", ()):
        for first, second in pairwise(chain):
            (from_kind, from_id), (to_kind, to_id) = (builder.node(first), builder.node(second))
            relation = RELATIONS.get((from_kind, to_kind), Relation.LEADS_TO)
            links[from_kind, from_id, to_kind, to_id] = Link(
                from_kind=from_kind, from_id=from_id, relation=relation, to_kind=to_kind, to_id=to_id
            )
    return len(Link.objects.bulk_create(links.values()))
