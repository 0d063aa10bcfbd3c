"""What the tests of imports share: people, files, and the short way to a compared import."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.test import Client

from gouvernail.connectors import comparing, receiving
from gouvernail.connectors.models import ImportRun
from gouvernail.organisations.actors import Actor, actor_of
from gouvernail.organisations.models import Organisation
from gouvernail.registers.registry import register_of
from tests.connectors.spreadsheets.making import xlsx_rows
from tests.objects import DAY

Rows = Sequence[Sequence[object]]


@pytest.fixture
def owner(world) -> Actor:
    """The one who may import in the whole agglomeration."""
    return actor_of(world.owner, DAY)


@pytest.fixture
def compared(world, owner) -> Callable[..., ImportRun]:
    """Bring a file of these rows and compare it: ``compared("equipment", rows, name="parc.xlsx")``."""

    def bring(
        kind: str,
        rows: Rows | bytes,
        *,
        name: str = "parc.xlsx",
        place: Organisation | None = None,
        actor: Actor | None = None,
        **options: object,
    ) -> ImportRun:
        data = rows if isinstance(rows, bytes) else xlsx_rows(rows)
        run = receiving.receive(register_of(kind), place or world.commune, actor or owner, name, data)
        for option, value in options.items():
            setattr(run, option, value)
        run.save()
        comparing.compare(run, actor or owner)
        return run

    return bring


@pytest.fixture
def signed_in(world) -> Callable[..., Client]:
    """A browser signed in as the owner, or as somebody else."""

    def enter(user=None) -> Client:
        client = Client()
        client.force_login(user or world.owner)
        return client

    return enter


def outcomes(run: ImportRun) -> dict[int, str]:
    """The outcome of each line of the file."""
    return dict(run.rows.exclude(line=0).values_list("line", "outcome"))


def notes_of(run: ImportRun, line: int) -> list[dict]:
    """What is said of a line."""
    return run.rows.get(line=line).notes


def only_note(run: ImportRun, line: int) -> dict:
    """The one thing said of a line."""
    (note,) = notes_of(run, line)
    return note
