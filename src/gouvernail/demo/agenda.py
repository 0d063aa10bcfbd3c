"""The agenda of the demonstration's meetings, written once what it speaks of is there."""

from __future__ import annotations

from gouvernail.demo.building import Builder
from gouvernail.demo.sheets import Record, read_subject
from gouvernail.governance.book import enter_past_decisions
from gouvernail.governance.models import AgendaItem, Committee
from gouvernail.organisations.actors import system_actor


def set_agenda(folder: str, builder: Builder) -> int:
    """Create the agenda of each meeting of the place; return how many items there are."""
    agenda = read_subject(folder, "agenda") or {}
    items = [
        _item(builder, meeting, order, item) for meeting, items in agenda.items() for order, item in enumerate(items, 1)
    ]
    return len(AgendaItem.objects.bulk_create(items))


def _item(builder: Builder, meeting: str, order: int, item: Record) -> AgendaItem:
    values = {name: value for name, value in item.items() if name != "about"}
    if "about" in item:
        values["object_kind"], values["object_id"] = builder.node(item["about"])
    return AgendaItem(meeting=builder.find("meeting", meeting), order=order, **values)


def number_past_decisions(builder: Builder) -> None:
    """Enter in the register the decisions that closed meetings took, as their minutes would have done."""
    for committee in Committee.objects.filter(organisation=builder.place).order_by("pk"):
        enter_past_decisions(committee, actor=system_actor("demo"))
