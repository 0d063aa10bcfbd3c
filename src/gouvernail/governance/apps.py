"""Committees, meetings, decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    """Committees, meetings, decisions."""

    name = "gouvernail.governance"
    verbose_name = _("Gouvernance")

    def ready(self) -> None:
        """Put panels on sheets, meetings on the roadmap, the acts of a committee into the words of the history."""
        from gouvernail.governance import panels
        from gouvernail.governance.acts import VERBS
        from gouvernail.governance.from_decisions import decision_actions
        from gouvernail.governance.from_plans import run_actions
        from gouvernail.governance.from_policies import policy_actions
        from gouvernail.governance.from_studies import study_actions
        from gouvernail.governance.marks import meeting_marks
        from gouvernail.plans.marks import add_mark_source
        from gouvernail.registers import history
        from gouvernail.registers.panels import add_actions, add_panel
        from gouvernail.ui.navigation import Entry, add_entry

        history.VERBS.update(VERBS)
        add_mark_source(meeting_marks)
        add_panel("meeting", panels.meeting_path)
        add_panel("meeting", panels.meeting_content)
        add_panel("committee", panels.committee_content)
        add_panel("decision", panels.decision_content)
        add_entry("committee", Entry(_("Suites des décisions"), "decision_follow_up", "governance", 25))
        add_actions("decision", decision_actions)
        add_actions("study", study_actions)
        add_actions("policy", policy_actions)
        add_actions("plan_run", run_actions)
