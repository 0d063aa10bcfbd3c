"""Decks and minutes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Decks and minutes."""

    name = "gouvernail.documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Put the documents of a meeting on its sheet."""
        from gouvernail.documents import panels
        from gouvernail.documents.study.views import study_documents
        from gouvernail.registers.panels import add_actions, add_panel

        add_panel("meeting", panels.meeting_documents)
        add_actions("meeting", panels.meeting_actions)
        add_actions("study", study_documents)
