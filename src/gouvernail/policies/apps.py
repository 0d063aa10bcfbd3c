"""Framework documents and processes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """Framework documents and processes."""

    name = "gouvernail.policies"
    verbose_name = _("Documents-cadres")

    def ready(self) -> None:
        """Put versions and readings on the sheet of a document, the RACI on that of a process."""
        from gouvernail.policies import panels
        from gouvernail.policies.acts import VERBS
        from gouvernail.registers import history
        from gouvernail.registers.panels import add_actions, add_panel

        history.VERBS.update(VERBS)
        add_panel("policy", panels.published_text)
        add_panel("policy", panels.versions)
        add_panel("process", panels.raci)
        add_actions("policy", panels.policy_actions)
        add_actions("process", panels.process_actions)
