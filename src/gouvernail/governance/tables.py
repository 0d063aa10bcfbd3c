"""How committees, meetings and decisions are listed, filtered, typed in and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.decision_form import DecisionForm
from gouvernail.governance.meeting_form import MeetingForm
from gouvernail.governance.models import (
    Committee,
    Decision,
    Meeting,
    MeetingState,
    Outcome,
    SchoolBreak,
    SchoolCalendar,
)
from gouvernail.governance.taking_over import (
    close_if_past,
    why_decision_stays,
    why_meeting_stays,
    why_not_taken_over,
)
from gouvernail.governance.visibility import committees_seen, decisions_seen, meetings_seen
from gouvernail.organisations.actors import Actor
from gouvernail.organisations.rights import VIEW
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, Tab
from gouvernail.registers.registry import register


class NarrowedRegister(Register):
    """A register whose objects are read by rights of their own, narrower than those of its family."""

    def seen(self, actor: Actor) -> Q:
        """Return the filter of what ``actor`` may read."""
        raise NotImplementedError

    def everywhere(self, actor: Actor, verb: str = VIEW) -> QuerySet:
        """Return what may be read by its own rights; what may be done to it, by those of its family."""
        if verb != VIEW:
            return super().everywhere(actor, verb)
        related = dict.fromkeys([*self.related, "organisation"])
        return self.model._default_manager.filter(self.seen(actor)).select_related(*related)

    def may(self, actor: Actor, verb: str, obj: Model) -> bool:
        """Ask of this very object, when it is to read it."""
        return self.everywhere(actor).filter(pk=obj.pk).exists() if verb == VIEW else super().may(actor, verb, obj)


@register
class CommitteeRegister(NarrowedRegister):
    """Committees."""

    kind, model, family, word = "committee", Committee, "governance", "comites"
    icon, menu, linkable = "users", ("committee", 30), False
    columns = (
        Column("name", sort="name", primary=True),
        Column("kind", sort="kind"),
        Column("phase", sort="phase"),
        Column("rhythm"),
        Column("organisation", _("collectivité"), value=lambda one: one.organisation),
    )
    filters = (Filter("kind"),)
    search = ("name",)
    natural_key = ("name",)
    form_fields = (
        "organisation", "name", "kind", "role", "decides", "phase", "months_in_project", "months_when_steady",
        "steady_from", "rhythm", "quorum", "quorum_blocks", "notice_days", "open_to_elected",
    )  # fmt: skip
    sections = (
        Section(_("Rôle"), ("kind", "role", "decides", "open_to_elected")),
        Section(
            _("Rythme"),
            ("phase", "months_in_project", "months_when_steady", "steady_from", "rhythm", "notice_days"),
        ),
        Section(_("Quorum"), ("quorum", "quorum_blocks")),
    )

    def seen(self, actor: Actor) -> Q:
        """Élus see the committees that are open to them."""
        return committees_seen(actor)


MEETING_BADGES = {
    MeetingState.PREPARED: ("progress", "edit"),
    MeetingState.SHOWN: ("decide", "lock"),
    MeetingState.HELD: ("good", "gavel"),
    MeetingState.CLOSED: ("neutral", "circle-check"),
}


def meeting_badge(one: Meeting) -> Badge:
    """Return where a meeting stands."""
    return Badge(*MEETING_BADGES[one.state], one.get_state_display())


@register
class MeetingRegister(NarrowedRegister):
    """Meetings of all committees."""

    kind, model, family, word = "meeting", Meeting, "governance", "seances"
    icon, feminine, menu = "presentation", True, ("committee", 10)
    columns = (
        Column("meeting", _("séance"), sort="number", primary=True, value=str, sub=lambda one: one.subject),
        Column("held_on", sort="held_on"),
        Column("location"),
        Column("state", sort="state", badge=meeting_badge),
    )
    filters = (Filter("committee"), Filter("state"))
    search = ("subject", "committee__name")
    natural_key = ("committee", "number")
    form_class = MeetingForm
    form_fields = ("organisation", "committee", "number", "held_on", "starts_at", "location", "subject", "next_on")
    related = ("committee",)
    sections = (Section("", ("committee", "number", "held_on", "starts_at", "location", "subject", "next_on")),)

    def seen(self, actor: Actor) -> Q:
        """A provider sees the meetings that speak of what was confided to them."""
        return meetings_seen(actor)

    def why_not_imported(self, obj: Any, changed: frozenset[str] | None) -> str:
        """What was shown, held or closed stays as it was."""
        return why_meeting_stays(obj, changed)

    def take_over(self, obj: Any) -> None:
        """A meeting of the past comes in closed: it is not one to prepare."""
        close_if_past(obj)

    def title(self, obj: Any) -> str:
        """Its committee and number, with its day."""
        return f"{obj} — {obj.held_on}"


OUTCOME_BADGES = {
    Outcome.PROPOSED: ("decide", "gavel"),
    Outcome.ADOPTED: ("good", "circle-check"),
    Outcome.AMENDED: ("good", "edit"),
    Outcome.POSTPONED: ("risk", "clock"),
    Outcome.REJECTED: ("alert", "x"),
    Outcome.MOOT: ("neutral", "eye-off"),
}


def outcome_badge(one: Decision) -> Badge:
    """Return what the committee did with a decision."""
    return Badge(*OUTCOME_BADGES[one.outcome], one.get_outcome_display())


@register
class DecisionRegister(NarrowedRegister):
    """Decisions put to a committee."""

    kind, model, family, word = "decision", Decision, "governance", "decisions"
    icon, feminine, menu = "gavel", True, ("committee", 20)
    columns = (
        Column("number", sort="number"),
        Column("title", sort="title", primary=True, value=lambda one: one.title),
        Column("meeting", sort="meeting__held_on"),
        Column("outcome", sort="outcome", badge=outcome_badge),
        Column("owner_role", _("porteur"), sort="owner_role"),
        Column("due", sort="due"),
        Column("followed_up", value=lambda one: one.followed_up),
    )
    filters = (Filter("outcome"), Filter("meeting"))
    tabs = (
        Tab("attendues", _("Attendues"), lambda today: Q(outcome__in=(Outcome.PROPOSED, Outcome.POSTPONED))),
        Tab("prises", _("Prises"), lambda today: Q(outcome__in=(Outcome.ADOPTED, Outcome.AMENDED))),
        Tab(
            "sans-suite",
            _("Prises, sans suite notée"),
            lambda today: Q(outcome__in=(Outcome.ADOPTED, Outcome.AMENDED), followed_up=""),
        ),
        Tab(
            "a-suivre",
            _("Prises, à exécuter"),
            lambda today: Q(outcome__in=(Outcome.ADOPTED, Outcome.AMENDED), done_on=None),
        ),
    )
    search = ("number", "title", "wording")
    natural_key = ("meeting", "number", "title")
    import_only = ("outcome", "decided_on")
    form_class = DecisionForm
    form_fields = (
        "organisation", "meeting", "number", "title", "wording", "context", "options", "condition", "needs_refused",
        "needs_taken", "owner_role", "due", "circle", "closed_because",
    )  # fmt: skip
    related = ("meeting__committee",)
    sections = (
        Section(_("Libellé exact soumis"), ("wording", "context", "options", "condition", "circle", "closed_because")),
        Section(
            _("Décision"),
            (
                "meeting",
                "outcome",
                "amended_wording",
                "reservation",
                "votes_for",
                "votes_against",
                "votes_abstained",
                "decided_on",
                "postponed_to",
                "resumes",
                "amends",
                "repeals",
                "comment",
            ),
        ),
        Section(_("Suites"), ("owner_role", "due", "followed_up", "done_on")),
    )

    def why_not_imported(self, obj: Any, changed: frozenset[str] | None) -> str:
        """A decision is taken in a meeting and never rewritten; one of the past comes in with its number and day."""
        return why_decision_stays(obj, changed) if changed is not None else why_not_taken_over(obj)

    def take_over(self, obj: Any) -> None:
        """A decision that a file says settled is one of the past."""
        obj.taken_over = obj.outcome != Outcome.PROPOSED

    def seen(self, actor: Actor) -> Q:
        """A decision may be closed to some."""
        return decisions_seen(actor)

    def hands_out_what_is_closed(self, query: QuerySet) -> bool:
        """A list that holds a decision closed to some is one that the journal follows."""
        return query.exclude(circle="").exists()

    def exported(self, obj: Any, name: str) -> Any:
        """Name the decisions it depends on by their number: the title of one may be closed to the reader."""
        if name in ("needs_refused", "needs_taken"):
            return ", ".join(sorted(one.number for one in getattr(obj, name).all()))
        return super().exported(obj, name)

    def badges(self, obj: Any, today: date) -> list[Badge]:
        """What became of it, and whether it is closed to some."""
        closed = closed_badge(obj)
        past = Badge("neutral", "history", _("Reprise")) if obj.taken_over else None
        return [outcome_badge(obj), *(one for one in (past, closed) if one)]


def closed_badge(obj: Any) -> Badge | None:
    """Return the sign of a point or a decision that is closed to some, with its reason."""
    if not obj.circle:
        return None
    words = obj.get_closed_because_display() if obj.closed_because else _("Accès restreint")
    return Badge("risk", "lock", words)


@register
class SchoolCalendarRegister(Register):
    """Which zone a place follows."""

    kind, model, family, word = "school_calendar", SchoolCalendar, "structure", "calendriers-scolaires"
    icon, menu, linkable = "calendar", ("settings", 41), False
    intro = _(
        "Les séances proposées évitent les vacances scolaires de la zone. Une collectivité suit celle dont elle "
        "dépend ; sans zone, rien n’est évité, et le calendrier du comité le dit."
    )
    columns = (Column("name", sort="name", primary=True), Column("zone", sort="zone"))
    filters = (Filter("zone"),)
    form_fields = ("organisation", "name", "zone")
    search = ("name",)
    sections = (Section("", ("name", "zone")),)
    natural_key = ("name",)


@register
class SchoolBreakRegister(Register):
    """Holidays entered by a place."""

    kind, model, family, word = "school_break", SchoolBreak, "structure", "vacances-scolaires"
    icon, menu, linkable = "calendar-event", ("settings", 42), False
    intro = _(
        "À saisir ou à importer pour une année que Gouvernail ne connaît pas encore, ou pour une académie qui fixe ses "
        "propres dates (Corse, outre-mer). Elles s’ajoutent à celles de la zone."
    )
    columns = (
        Column("name", sort="name", primary=True),
        Column("first_day", sort="first_day"),
        Column("last_day", sort="last_day"),
        Column("source"),
    )
    form_fields = ("organisation", "name", "first_day", "last_day", "source")
    search = ("name",)
    sections = (Section("", ("name", "first_day", "last_day", "source")),)
    natural_key = ("name", "first_day")
