"""Writing the figures of a month: all that was typed, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Site
from gouvernail.registers.operations import changes_between, delete_object, save_object, snapshot
from gouvernail.registers.registry import register_of
from gouvernail.statements.due import Target
from gouvernail.statements.models import Standing, Statement


@dataclass(frozen=True)
class Typed:
    """What was typed for one target; neither a value nor « sans objet » takes away what was stated."""

    target: Target
    value: Decimal | None
    not_applicable: bool
    tax_basis: str
    document: str
    site: Site | None = None
    subject: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is stated."""
        return self.value is None and not self.not_applicable

    def statement(self) -> Statement:
        """The statement as it will be kept, not saved: the one held for the period, with what was typed."""
        held = self.target.now
        one = (
            Statement.objects.get(pk=held.pk)
            if held
            else Statement(
                fact=self.target.fact.code, organisation=self.target.organisation, period=self.target.period,
                site=self.site, subject=self.subject,
            )
        )  # fmt: skip
        one.value = self.value
        one.standing = Standing.NOTHING if self.not_applicable else Standing.STATED
        one.tax_basis = self.tax_basis if self.value is not None else ""
        one.document = self.document
        return one


def write_month(typed: Iterable[Typed], *, actor: Actor) -> int:
    """Keep what was typed, in one transaction and one journal line a figure; return how many changed.

    Raises ``PermissionDenied`` without the right to change, or to take away, at the place of each.
    """
    register = register_of("statement")
    count = 0
    with transaction.atomic():
        for one in typed:
            if one.is_empty:
                if one.target.now:
                    delete_object(register, one.target.now, actor=actor)
                    count += 1
                continue
            kept = one.statement()
            if one.target.now is None or changes_between(snapshot(one.target.now), snapshot(kept)):
                save_object(register, kept, actor=actor)
                count += 1
    return count
