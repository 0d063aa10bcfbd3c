"""What a reading leaves aside, as a file: each record with why, under the headers that an import reads back."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from gouvernail.connectors.fields import known_headers
from gouvernail.connectors.rejects import REASON
from gouvernail.connectors.sources.enums import Outcome
from gouvernail.connectors.sources.models import SourceRun, StagedRequest
from gouvernail.connectors.sources.naming import source_label
from gouvernail.connectors.sources.prepared import prepared
from gouvernail.registers.exporting import write_table
from gouvernail.registers.registry import register_of
from gouvernail.support.models import RequestKind

ASIDE = (Outcome.REFUSED, Outcome.DOUBTFUL, Outcome.CONFLICT)
FIELDS = ("reference", "kind", "category", "opened_on", "closed_on")
_SAID_ABOVE = frozenset({"Catégorie", "Service"})
"""What the columns say already, or what would tell how many requests a handful of people made."""


def rejects_file(run: SourceRun) -> bytes:
    """Return an XLSX of the requests left aside; what the source said stands beside, and why each was not written."""
    found = (prepared(run, outcome).select_related("kind_word") for outcome in ASIDE)
    rows = sorted(chain.from_iterable(found), key=lambda one: one.number)
    said = sorted({name for one in rows for name in one.raw} - _SAID_ABOVE)
    known = known_headers(register_of("request"))
    headers = [
        *(known[name][0] for name in FIELDS),
        *(_("%(name)s (source)") % {"name": name} for name in said),
        REASON,
    ]
    notes = [
        _(
            "Demandes laissées de côté par %(source)s. Le mieux est de les corriger dans l’outil puis de le relire ; "
            "sinon, corrigez-les ici et importez ce fichier : la colonne « %(reason)s » n’est pas lue."
        )
        % {"source": source_label(run.connection), "reason": REASON}
    ]
    cells = [[*_cells(one), *(one.raw.get(name, "") for name in said), one.reason] for one in rows]
    return write_table(headers, cells, format="xlsx", title=_("À corriger"), notes=notes)


def _cells(one: StagedRequest) -> list[Any]:
    kind = str(dict(RequestKind.choices).get(one.kind, "")) or None
    return [one.reference, kind, one.category or None, one.opened_on, one.closed_on]


def left_aside(run: SourceRun) -> int:
    """Return how many requests a reading leaves aside."""
    return sum(run.counts.get(outcome, 0) for outcome in ASIDE)
