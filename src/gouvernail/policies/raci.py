"""Who does what in a process, and whether it holds: exactly one who answers for it, at least one who realises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT
from gouvernail.policies.acts import demand, journal
from gouvernail.policies.models import Activity, Involvement, Letter, Process

CELLS = ("", "R", "A", "RA", "C", "I")
"""What a cell may say: nothing, one letter, or both « realises » and « approves »."""


@dataclass(frozen=True)
class RaciRow:
    """An activity with the letters of each function, in the order of the columns, and what is wrong with it."""

    activity: Activity
    columns: tuple[str, ...]
    cells: tuple[str, ...]
    flaws: tuple[str, ...]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each function with its letters, as they are read: « R, A »."""
        return [(function, ", ".join(cell)) for function, cell in zip(self.columns, self.cells, strict=True)]


@dataclass(frozen=True)
class Raci:
    """The matrix of a process."""

    columns: list[str]
    rows: list[RaciRow]

    @property
    def flaws(self) -> list[str]:
        """What is wrong, in French sentences; empty when every activity holds."""
        return [f"{row.activity.title} : {flaw}" for row in self.rows for flaw in row.flaws]


def raci_of(process: Process) -> Raci:
    """Return the matrix of a process (two queries). A function that is no longer a column is shown after the others."""
    activities = list(process.activities.prefetch_related("involvements"))
    columns = process.columns()
    for activity in activities:
        columns += [one.function for one in activity.involvements.all() if one.function not in columns]
    return Raci(columns, [_row(activity, columns) for activity in activities])


def _row(activity: Activity, columns: Sequence[str]) -> RaciRow:
    letters: dict[str, str] = {}
    for one in activity.involvements.all():
        letters[one.function] = letters.get(one.function, "") + one.letter
    cells = tuple(in_order(letters.get(function, "")) for function in columns)
    return RaciRow(activity, tuple(columns), cells, tuple(flaws_of(cells)))


def in_order(letters: str) -> str:
    """Write the letters of a cell in the order R, A, C, I."""
    return "".join(letter for letter in Letter.values if letter in letters)


def flaws_of(cells: Sequence[str]) -> list[str]:
    """Return what is wrong with an activity: none or several who answer for it, nobody who realises it."""
    approving = sum(Letter.ACCOUNTABLE in cell for cell in cells)
    found = []
    if not approving:
        found.append(_("personne n’en répond (A)"))
    elif approving > 1:
        found.append(_("%(count)s fonctions en répondent (A) : une seule le peut") % {"count": approving})
    if not any(Letter.RESPONSIBLE in cell for cell in cells):
        found.append(_("personne ne la réalise (R)"))
    return found


def share_out(process: Process, rows: Sequence[tuple[str, Mapping[str, str]]], *, actor: Actor) -> None:
    """Write the whole matrix anew: each row a title and the letters by function; rows without a title are dropped."""
    demand(actor, EDIT, process)
    with transaction.atomic():
        Process.objects.select_for_update().get(pk=process.pk)
        before = [activity.title for activity in process.activities.all()]
        process.activities.all().delete()
        kept = [(title.strip(), cells) for title, cells in rows if title.strip()]
        activities = [
            Activity.objects.create(process=process, order=rank, title=title)
            for rank, (title, _cells) in enumerate(kept, 1)
        ]
        Involvement.objects.bulk_create(
            Involvement(activity=activity, function=function, letter=letter)
            for activity, (_title, cells) in zip(activities, kept, strict=True)
            for function, letters in cells.items()
            for letter in letters
        )
        journal(actor, "repartir", process, {"activités": [before, [title for title, _cells in kept]]})
