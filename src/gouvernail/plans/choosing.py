"""Choosing between the variants of a plan: the one kept stays in it, the others leave it, and a decision says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.journal.chain import record
from gouvernail.kernel.money import euros
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.models import Organisation
from gouvernail.organisations.rights import DECIDE, DELETE, EDIT
from gouvernail.plans.models import BudgetLine, VersionState
from gouvernail.plans.versions.arresting import arrest
from gouvernail.registers.models import Link, Relation
from gouvernail.registers.operations import RefusedError, delete_object, link_objects, save_object
from gouvernail.registers.registry import register_of


@dataclass
class Variant:
    """One variant of a choice: its lines; euros by tax basis, of what is known."""

    name: str
    lines: list[BudgetLine] = field(default_factory=list)

    @property
    def amounts(self) -> dict[str, Decimal]:
        """Euros planned by tax basis, in words."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for one in self.lines:
            if one.planned is not None:
                found[one.get_tax_basis_display()] += one.planned
        return dict(found)

    @property
    def words(self) -> str:
        """What it costs in French; what is not known is said."""
        said = [f"{euros(amount)} {basis}" for basis, amount in self.amounts.items()]
        missing = sum(one.planned is None for one in self.lines)
        if missing:
            words = ngettext("%(count)s ligne sans montant", "%(count)s lignes sans montant", missing)
            said.append(words % {"count": missing})
        return ", ".join(said)


@dataclass
class Choice:
    """A choice still open: its variants, the cheapest of them unknown when amounts are missing."""

    organisation: Organisation
    name: str
    variants: list[Variant]


def open_choices(lines: Iterable[BudgetLine]) -> list[Choice]:
    """Return the choices between at least two variants, in the order of their first line."""
    found: dict[tuple[int, str], dict[str, Variant]] = {}
    places: dict[int, Organisation] = {}
    for one in lines:
        if one.choice and one.variant:
            places[one.organisation_id] = one.organisation
            of = found.setdefault((one.organisation_id, one.choice), {})
            of.setdefault(one.variant, Variant(one.variant)).lines.append(one)
    return [
        Choice(places[place], name, list(variants.values()))
        for (place, name), variants in found.items()
        if len(variants) > 1
    ]


def may_choose(actor: Actor, place: Organisation) -> bool:
    """Say whether somebody may settle a choice here: they write the budget and decide."""
    return all(actor.can(verb, "budget", place) for verb in (EDIT, DELETE)) and actor.can(DECIDE, "governance", place)


def may_put(actor: Actor, place: Organisation) -> bool:
    """Say whether somebody may put a choice to the committee."""
    return actor.can(EDIT, "governance", place)


def decision_of(choice: Choice) -> Any:
    """Return the decision that the lines of a choice lead to already, if any."""
    pks = [one.pk for variant in choice.variants for one in variant.lines]
    found = Link.objects.filter(from_kind="budget_line", from_id__in=pks, to_kind="decision").values("to_id")
    return register_of("decision").model._default_manager.filter(pk__in=found).first()


def put_to_committee(choice: Choice, *, actor: Actor) -> Any:
    """Prepare the decision between the variants of a choice, tied to their lines; the agenda then proposes it.

    Raises ``PermissionDenied`` without the right, ``RefusedError`` when it was put already.
    """
    if not may_put(actor, choice.organisation):
        raise PermissionDenied
    if decision_of(choice) is not None:
        raise RefusedError(_("Ce choix est déjà porté au comité."))
    return _decision(
        choice,
        title=_("Choisir : %(choice)s") % {"choice": choice.name},
        wording=_("Retenir l’une des variantes de « %(choice)s ».") % {"choice": choice.name},
        actor=actor,
    )


def choose(choice: Choice, variant: str, *, actor: Actor) -> Any:
    """Keep one variant: its lines are no longer a choice, the lines of the others leave the plan; return the decision.

    The plan as it stood is arrested first as a version, which keeps every variant. The decision put to the committee is
    used; without one, it is prepared. Raises ``PermissionDenied`` without the right, ``RefusedError`` for a variant
    that the choice does not have.
    """
    if not may_choose(actor, choice.organisation):
        raise PermissionDenied
    kept = next((one for one in choice.variants if one.name == variant), None)
    if kept is None:
        raise RefusedError(_("« %(variant)s » n’est pas une variante de ce choix.") % {"variant": variant})
    register, place = register_of("budget_line"), choice.organisation
    with transaction.atomic():
        still = BudgetLine.objects.select_for_update(of=("self",)).order_by("pk")
        held = set(still.filter(organisation=place, choice=choice.name).values_list("pk", flat=True))
        if not {one.pk for one in kept.lines} <= held:
            raise RefusedError(_("Ce choix vient d’être tranché."))
        title = _("Avant le choix « %(choice)s »") % {"choice": choice.name}
        arrest(place, title=title[:160], state=VersionState.DRAFT, actor=actor)
        decision = decision_of(choice) or _decision(
            choice,
            title=_("Retenir « %(variant)s »") % {"variant": variant},
            wording=_("Retenir la variante « %(variant)s » pour « %(choice)s ».")
            % {"variant": variant, "choice": choice.name},
            actor=actor,
        )
        for line in kept.lines:
            line.choice = ""
            save_object(register, line, actor=actor)
        for other in choice.variants:
            for line in other.lines if other is not kept else ():
                delete_object(register, line, actor=actor)
        record(
            actor=actor.key,
            verb="trancher_variante",
            kind="decision",
            object_id=decision.pk,
            place=place.path,
            label=str(decision),
            details={"choix": choice.name, "retenue": variant},
        )
    return decision


def _decision(choice: Choice, *, title: str, wording: str, actor: Actor) -> Any:
    decisions, lines = register_of("decision"), register_of("budget_line")
    decision = decisions.model(
        organisation=choice.organisation,
        number="",
        title=title[:200],
        wording=wording,
        options="\n".join(
            _("%(name)s : %(words)s") % {"name": one.name, "words": one.words} for one in choice.variants
        ),
        source=_("Choix à trancher « %(choice)s »") % {"choice": choice.name},
    )
    save_object(decisions, decision, actor=actor)
    for variant in choice.variants:
        for line in variant.lines:
            link_objects((lines, line), (decisions, decision), relation=Relation.DECIDED_BY.value, actor=actor)
    return decision
