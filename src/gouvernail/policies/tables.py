"""How framework documents and processes are listed, typed in and shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import EDIT, VIEW
from gouvernail.policies.models import CIRCUIT, Policy, PolicyVersion, Process, VersionState
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, Tab
from gouvernail.registers.registry import register

NEAR = timedelta(days=60)
"""How long before its date a review is brought up (house rule: two monthly meetings)."""

VERSION_BADGES = {
    VersionState.DRAFT: ("neutral", "edit"),
    VersionState.OPINION: ("decide", "message"),
    VersionState.VALIDATED: ("progress", "gavel"),
    VersionState.PUBLISHED: ("good", "circle-check"),
    VersionState.REPLACED: ("neutral", "archive"),
}


def version_badge(version: PolicyVersion) -> Badge:
    """Return where a version stands."""
    return Badge(*VERSION_BADGES[VersionState(version.state)], version.get_state_display())


def in_force(policy: Policy) -> PolicyVersion | None:
    """Return the version that binds today."""
    return next((one for one in policy.versions.all() if one.state == VersionState.PUBLISHED), None)


def on_its_way(policy: Policy) -> PolicyVersion | None:
    """Return the version that is being prepared."""
    return next((one for one in policy.versions.all() if one.state in CIRCUIT), None)


def policy_badge(policy: Policy) -> Badge:
    """Return how a document stands: in force, on its way, or without a version."""
    version = in_force(policy) or on_its_way(policy)
    return version_badge(version) if version else Badge("neutral", "circle-dashed", _("Sans version"))


def _force_in_words(policy: Policy) -> str:
    version = in_force(policy)
    return f"{version.number}, {version.published_on:%d/%m/%Y}" if version else ""


def _under_way_in_words(policy: Policy) -> str:
    version = on_its_way(policy)
    return f"{version.number}, {version.get_state_display().lower()}" if version else ""


@register
class PolicyRegister(Register):
    """Framework documents; those who do not write them see the ones that are published."""

    kind, model, family, word = "policy", Policy, "policies", "documents-cadres"
    icon, menu = "books", ("rules", 10)
    columns = (
        Column("title", sort="title", primary=True, sub=lambda one: one.get_kind_display()),
        Column("state", _("état"), badge=policy_badge),
        Column("force", _("version en vigueur"), value=_force_in_words),
        Column("way", _("version en cours"), value=_under_way_in_words),
        Column("owner_role", _("responsable"), sort="owner_role"),
        Column("review_on", sort="review_on"),
    )
    filters = (
        Filter("kind"),
        Filter("owner_role", _("Responsable"), choices=lambda place, actor: _owners(place, actor)),
    )
    tabs = (
        Tab("en-vigueur", _("En vigueur"), lambda today: Q(pk__in=_with(VersionState.PUBLISHED))),
        Tab("en-cours", _("En cours d’écriture ou d’avis"), lambda today: Q(is_on_its_way=True)),
        Tab("a-revoir", _("À revoir"), lambda today: Q(review_on__lte=today + NEAR)),
    )
    search = ("title", "about", "audience")
    form_fields = ("organisation", "title", "kind", "about", "audience", "owner_role", "review_months", "review_on")
    bulk_fields = ("kind", "owner_role")
    natural_key = ("title",)
    sections = (Section(_("Le document"), ("kind", "about", "audience", "owner_role", "review_months", "review_on")),)

    def everywhere(self, actor: Actor, verb: str = VIEW) -> QuerySet:
        """Narrow to what is published for those who only read: a version being written shows nowhere."""
        written = Q() if actor.system else actor.scope(EDIT, self.family, self.kind, self.path_lookup)
        on_its_way = PolicyVersion.objects.filter(policy=OuterRef("pk"), state__in=CIRCUIT)
        own = Q(policy__in=Policy.objects.filter(written))
        shown = PolicyVersion.objects.filter(~Q(state__in=CIRCUIT) | own).defer("text").order_by("-pk")
        query = (
            super()
            .everywhere(actor, verb)
            .annotate(is_on_its_way=Exists(on_its_way.filter(own)))
            .prefetch_related(Prefetch("versions", shown))
        )
        if verb != VIEW or actor.system:
            return query
        return query.filter(written | Q(pk__in=_with(VersionState.PUBLISHED)))

    def badges(self, obj: Any, today: date) -> list[Badge]:
        """Its state, and that its review is due."""
        late = Badge("risk", "clock", _("Revue dépassée")) if obj.review_on and obj.review_on < today else None
        return [policy_badge(obj), *([late] if late else [])]


def _with(*states: str) -> QuerySet:
    return PolicyVersion.objects.filter(state__in=states).values("policy")


def _owners(place: Any, actor: Actor) -> list[tuple[str, str]]:
    names = PolicyRegister().objects(place, actor).exclude(owner_role="").values_list("owner_role", flat=True)
    return [(name, name) for name in sorted(set(names))]


@register
class ProcessRegister(Register):
    """Processes, each with its RACI."""

    kind, model, family, word = "process", Process, "policies", "processus"
    icon, menu, linkable = "sitemap", ("rules", 20), False
    columns = (
        Column("name", sort="name", primary=True),
        Column("policy", sort="policy__title"),
        Column("activities", _("activités"), value=lambda one: one.activity_count, align="end"),
        Column("organisation", _("collectivité"), value=lambda one: one.organisation),
    )
    filters = (Filter("policy"),)
    search = ("name", "purpose", "functions")
    form_fields = ("organisation", "name", "purpose", "policy", "functions")
    natural_key = ("name",)
    related = ("policy",)
    sections = (Section("", ("purpose", "policy")),)

    def everywhere(self, actor: Actor, verb: str = VIEW) -> QuerySet:
        """Count the activities of each, in the same query."""
        return super().everywhere(actor, verb).annotate(activity_count=Count("activities"))
