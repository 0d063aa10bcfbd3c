"""The person who acts, with the roles they hold: asked once a request, then answers every question of right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from gouvernail.accounts.models import User
from gouvernail.organisations.models import Membership, ObjectGrant, Organisation
from gouvernail.organisations.rights import GIVEN_ONE_BY_ONE, GRANT, VIEW, holds_all_of, verbs_of


@dataclass(frozen=True)
class Holding:
    """A role held on a path of the tree, with the objects confided one by one where the role is of that sort."""

    role: str
    path: str
    objects: frozenset[tuple[str, int]] = frozenset()

    @property
    def one_by_one(self) -> bool:
        """Say whether this role sees only what was confided to it."""
        return self.role in GIVEN_ONE_BY_ONE


@dataclass(frozen=True)
class Actor:
    """Somebody who acts: opaque identifier for the journal, and what they hold.

    ``system`` actors (the loading of the demonstration, a scheduled job) may do everything and say their name.
    """

    key: str
    holdings: tuple[Holding, ...] = ()
    system: bool = False
    user_id: int | None = None
    _cache: dict = field(default_factory=dict, compare=False, repr=False)

    def can(self, verb: str, family: str, place: Organisation | str) -> bool:
        """Say whether this person may do ``verb`` to any object of ``family`` held by ``place`` (or path)."""
        path = place if isinstance(place, str) else place.path
        return self.system or any(
            not held.one_by_one and path.startswith(held.path) and verb in verbs_of(held.role, family)
            for held in self.holdings
        )

    def can_object(self, verb: str, family: str, kind: str, pk: int, path: str) -> bool:
        """Say whether this person may do ``verb`` to one object, by a role or because it was confided to them."""
        return self.can(verb, family, path) or any(
            held.one_by_one
            and path.startswith(held.path)
            and verb in verbs_of(held.role, family)
            and (kind, pk) in held.objects
            for held in self.holdings
        )

    def enters(self, place: Organisation | str) -> bool:
        """Say whether this person holds any role on this organisation or above it."""
        path = place if isinstance(place, str) else place.path
        return self.system or any(path.startswith(held.path) for held in self.holdings)

    def sees_something(self, family: str, place: Organisation) -> bool:
        """Say whether the family is worth a menu entry here: seen whole, or by objects confided one by one."""
        return self.can(VIEW, family, place) or any(
            held.one_by_one and place.path.startswith(held.path) and verbs_of(held.role, family)
            for held in self.holdings
        )

    def scope(self, verb: str, family: str, kind: str, prefix: str = "organisation__path") -> Q:
        """Return the filter of the objects of ``kind`` to which this person may do ``verb``.

        ``prefix`` is the lookup that leads from the object to the path of its organisation.
        """
        if self.system:
            return Q()
        allowed = Q(pk__in=[])
        for held in self.holdings:
            if verb not in verbs_of(held.role, family):
                continue
            below = Q(**{f"{prefix}__startswith": held.path})
            allowed |= below & Q(pk__in=[pk for k, pk in held.objects if k == kind]) if held.one_by_one else below
        return allowed

    def may_give(self, role: str, place: Organisation) -> bool:
        """Say whether this person may give ``role`` on ``place``: they may grant there, and hold all its rights."""
        return self.system or any(
            place.path.startswith(held.path)
            and GRANT in verbs_of(held.role, "members")
            and holds_all_of(held.role, role)
            for held in self.holdings
        )

    def places(self) -> list[Organisation]:
        """Return the organisations this person may enter, in the order of the tree; one query, kept."""
        if "places" not in self._cache:
            query = Organisation.objects.select_related("parent")
            if not self.system:
                paths = Q(pk__in=[])
                for held in self.holdings:
                    paths |= Q(path__startswith=held.path)
                query = query.filter(paths)
            self._cache["places"] = list(query)
        return self._cache["places"]


NOBODY = Actor(key="")


def system_actor(name: str) -> Actor:
    """Return the actor of a machine's own work, named in the journal (« demo », « import »)."""
    return Actor(key=name, system=True)


def actor_of(user: User, on: date) -> Actor:
    """Return the actor for a person who signed in, with the roles that hold on day ``on`` (two queries)."""
    if not user.is_active:
        return NOBODY
    memberships = list(actual(Membership.objects.filter(user=user), on).select_related("organisation"))
    return Actor(key=str(user.opaque_id), holdings=tuple(_holdings(memberships)), user_id=user.pk)


def actor_of_key(key: str, on: date) -> Actor:
    """Return the actor whose key a row kept, with the rights they have on day ``on``; nobody when they left."""
    try:
        user = User.objects.filter(opaque_id=UUID(key)).first()
    except ValueError:
        return NOBODY
    return actor_of(user, on) if user else NOBODY


def actual(memberships: QuerySet[Membership], on: date) -> QuerySet[Membership]:
    """Keep the roles that hold on day ``on``: begun, and not over."""
    return memberships.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on))


def _holdings(memberships: Iterable[Membership]) -> Iterable[Holding]:
    one_by_one = [m.pk for m in memberships if m.role in GIVEN_ONE_BY_ONE]
    confided: dict[int, set[tuple[str, int]]] = {}
    if one_by_one:
        for grant in ObjectGrant.objects.filter(membership__in=one_by_one):
            confided.setdefault(grant.membership_id, set()).add((grant.kind, grant.object_id))
    for membership in memberships:
        objects = frozenset(confided.get(membership.pk, ()))
        yield Holding(membership.role, membership.organisation.path, objects)
