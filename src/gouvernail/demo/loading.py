"""Loads the demonstration: four fictional collectivités that carry the real figures of the documents."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from gouvernail.demo.agenda import number_past_decisions, set_agenda
from gouvernail.demo.building import Builder
from gouvernail.demo.frozen import freeze_last_decks
from gouvernail.demo.past import load_records
from gouvernail.demo.people import DemoAccount, declared_accounts, open_accounts
from gouvernail.demo.plans import load_plans
from gouvernail.demo.policies import load_policies
from gouvernail.demo.removal import remove_demo
from gouvernail.demo.sheets import PLACES, Sheet, read_sheets, read_subject
from gouvernail.demo.sightings import load_sightings
from gouvernail.demo.studies import load_studies
from gouvernail.demo.territory import plant_tree
from gouvernail.demo.thread import tie
from gouvernail.demo.tickets import request_sheets
from gouvernail.journal.chain import record
from gouvernail.organisations.models import Organisation

ACTOR = "demo"
"""How the journal names who loads the demonstration."""

Progress = Callable[[str], None]


def demo_is_loaded() -> bool:
    """Say whether the demonstration is there."""
    return Organisation.objects.filter(is_demo=True).exists()


def demo_accounts() -> list[DemoAccount]:
    """Return the demonstration's accounts, with the password of each."""
    return list(declared_accounts())


def load_demo(*, progress: Progress | None = None) -> bool:
    """Load the demonstration in one transaction; return ``False``, touching nothing, if one is there already.

    ``progress`` is told each place in French as it is loaded.
    """
    with transaction.atomic():
        if demo_is_loaded():
            return False
        for folder in PLACES:
            _load_place(folder, progress or _quietly)
    return True


def reset_demo() -> None:
    """Remove the demonstration's organisations and all they hold; what else is there stays.

    Raises ``RefusedError`` when somebody placed an organisation of their own below one of the demonstration.
    """
    with transaction.atomic():
        count = remove_demo()
        if count:
            record(actor=ACTOR, verb="supprimer", kind="organisation", label="Démonstration", details={"total": count})


def _load_place(folder: str, progress: Progress) -> None:
    places = plant_tree(read_subject(folder, "organisations"))
    place = next(iter(places.values()))
    progress(place.name)
    builder = Builder(place, places)
    sheets = list(read_sheets(folder))
    builder.build_all([*sheets, *request_sheets(folder, place.today(), _headcounts(sheets))])
    builder.counts["sighting"] = load_sightings(folder, builder)
    load_policies(folder, builder)
    builder.counts["agendaitem"] = set_agenda(folder, builder)
    builder.counts["link"] = tie(folder, builder)
    number_past_decisions(builder)
    builder.counts["user"] = open_accounts(folder, builder)
    builder.counts += load_studies(folder, builder)
    builder.counts += load_plans(folder, builder)
    builder.counts["snapshot"] = load_records(folder, place)
    builder.counts["frozendocument"] = freeze_last_decks(place, ACTOR)
    builder.counts["organisation"] = len(places)
    record(
        actor=ACTOR,
        verb="charger",
        kind="organisation",
        object_id=place.pk,
        place=place.path,
        label=place.name,
        details=dict(builder.counts),
    )


def _headcounts(sheets: list[Sheet]) -> dict[str, int]:
    return {
        record["ref"]: record["headcount"] for sheet in sheets if sheet.kind == "department" for record in sheet.records
    }


def _quietly(message: str) -> None:
    """Say nothing."""
