"""What is said of a line as a whole, before any of its cells is read."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gouvernail.connectors.context import Context
from gouvernail.connectors.findings import DOUBT, INFO, REFUSAL, Finding
from gouvernail.connectors.records import Record


def line_findings(context: Context, record: Record, double_of: int | None, *, is_new: bool) -> Iterator[Finding]:
    """Yield what is wrong with a line, or worth saying: a double, a total, a number borne twice, cells out of place.

    ``double_of`` is the line before it that is about the same object; ``is_new`` tells that it is about none held.
    """
    if double_of is not None:
        sentence = _("Cette ligne parle de la même fiche que la ligne %(line)s. Gardez-en une seule.")
        yield Finding("R-DUPBLOCK", sentence % {"line": double_of}, REFUSAL, raw="")
    if is_new and record.is_total:
        yield Finding("R-TOTAL", _("Cette ligne ressemble à un total. Est-ce bien une fiche ?"), kept=True)
    if is_new and record.same_number_as is not None:
        sentence = _("Ce numéro est déjà celui de la ligne %(line)s ; les deux sont gardés tels quels.")
        yield Finding("R-NUM-DUP", sentence % {"line": record.same_number_as}, INFO)
    for name, line in record.merged.items():
        if name in context.mapped and name not in record.corrections:
            sentence = _("Lu dans la cellule fusionnée qui commence à la ligne %(line)s.") % {"line": line}
            yield Finding("R-TABLE-SHIFT", sentence, INFO, name)
    for one in record.said if is_new else ():
        kind = DOUBT if one["doubt"] else INFO
        yield Finding(one["code"], one["sentence"], kind, kept=True, confidence=one["confidence"])
    if record.stray:
        sentence = _("Des cellules sont remplies sous aucun titre (colonne %(letters)s) : la ligne est-elle décalée ?")
        yield Finding("R-TABLE-SHIFT", sentence % {"letters": ", ".join(record.stray[:5])}, kept=True)
