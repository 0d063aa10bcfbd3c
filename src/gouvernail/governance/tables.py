"""How committees, meetings and decisions are listed, filtered, typed in and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gouvernail.governance.decision_form import DecisionForm
from gouvernail.governance.models import Committee, Decision, Meeting, MeetingState, Outcome
from gouvernail.registers.register import Badge, Column, Filter, Register, Section, Tab
from gouvernail.registers.registry import register


@register
class CommitteeRegister(Register):
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
    form_fields = (
        "organisation", "name", "kind", "role", "decides", "phase", "months_in_project", "months_when_steady", "rhythm",
        "quorum", "notice_days",
    )  # fmt: skip
    sections = (
        Section(_("Rôle"), ("kind", "role", "decides")),
        Section(_("Rythme"), ("phase", "months_in_project", "months_when_steady", "rhythm", "quorum", "notice_days")),
    )


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
class MeetingRegister(Register):
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
    form_fields = ("organisation", "committee", "number", "held_on", "starts_at", "location", "subject", "next_on")
    related = ("committee",)
    sections = (Section("", ("committee", "number", "held_on", "starts_at", "location", "subject", "next_on")),)

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
class DecisionRegister(Register):
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
    form_class = DecisionForm
    form_fields = (
        "organisation", "meeting", "number", "title", "wording", "context", "options", "condition", "needs_refused",
        "needs_taken", "owner_role", "due",
    )  # fmt: skip
    related = ("meeting__committee",)
    sections = (
        Section(
            _("Libellé exact soumis"), ("wording", "context", "options", "condition", "needs_refused", "needs_taken")
        ),
        Section(
            _("Décision"),
            (
                "meeting",
                "outcome",
                "amended_wording",
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

    def badges(self, obj: Any, today: date) -> list[Badge]:
        """What became of it."""
        return [outcome_badge(obj)]
