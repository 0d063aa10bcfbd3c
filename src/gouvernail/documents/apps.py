"""Decks and minutes."""

from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Decks and minutes."""

    name = "gouvernail.documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Put the documents of a meeting on its sheet, and the thread on the sheets that have one."""
        from gouvernail.documents import panels
        from gouvernail.documents.boards.drawing import picture
        from gouvernail.documents.extracts.views import project_extract
        from gouvernail.documents.house_style.operations import VERBS
        from gouvernail.documents.letters.texts import VERBS as LETTER_VERBS
        from gouvernail.documents.letters.views import letter_actions
        from gouvernail.documents.ppi.comparison import run_actions, version_actions
        from gouvernail.documents.ppi.views import plan_actions
        from gouvernail.documents.spreading import meeting_actions as spreading_actions
        from gouvernail.documents.study.views import study_documents
        from gouvernail.documents.thread.links import offer_threads
        from gouvernail.indicators.files import BOARD_FILES, DRAWERS
        from gouvernail.organisations.rights import EDIT
        from gouvernail.registers import history
        from gouvernail.registers.panels import add_actions, add_panel
        from gouvernail.ui.navigation import Entry, add_entry

        add_panel("meeting", panels.meeting_documents)
        add_actions("meeting", panels.meeting_actions)
        add_actions("meeting", spreading_actions)
        add_actions("study", study_documents)
        add_actions("ppi", plan_actions)
        add_actions("plan_version", plan_actions)
        add_actions("plan_version", version_actions)
        add_actions("plan_run", run_actions)
        for kind in ("meeting", "contract", "decision"):
            add_actions(kind, partial(letter_actions, kind=kind))
        add_actions("project", project_extract)
        offer_threads()
        DRAWERS["png"] = ("image/png", picture)
        BOARD_FILES.append((_("PDF"), "board_sheet"))
        history.VERBS.update(VERBS | LETTER_VERBS)
        add_entry("committee", Entry(_("Rapports et courriers"), "publications", "documents", 60))
        add_entry("settings", Entry(_("Charte des documents"), "house_style", "documents", 60, EDIT))
        add_entry("plan", Entry(_("Suites d’un rapport"), "follow_up", "audit", 60))
