"""The sentences of the minutes, right at zero, one and several."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from gouvernail.documents.catalogue.french import counted, in_words
from gouvernail.governance.models import Outcome


def decided(counts: Mapping[str, int]) -> str:
    """Say what a committee did: « Le comité a adopté trois décisions, dont une amendée, et en a rejeté une. »."""
    adopted, amended = counts.get(Outcome.ADOPTED, 0), counts.get(Outcome.AMENDED, 0)
    taken = adopted + amended
    verbs = []
    if taken:
        verbs.append((_("adopté"), taken, _dont(taken, amended)))
    for outcome, verb in ((Outcome.POSTPONED, _("ajourné")), (Outcome.REJECTED, _("rejeté"))):
        if counts.get(outcome):
            verbs.append((verb, counts[outcome], ""))
    sentences = []
    if verbs:
        done = [_done(*one, is_first=rank == 0) for rank, one in enumerate(verbs)]
        closing = _(", et ") if len(done) == 2 and "," in done[0] else _(" et ")
        text = closing.join([", ".join(done[:-1]), done[-1]]) if len(done) > 1 else done[0]
        sentences.append(_("Le comité a %(what)s.") % {"what": text})
    if moot := counts.get(Outcome.MOOT, 0):
        noun = counted(moot, _("décision"), _("décisions"), feminine=True)
        verb = _("est devenue") if moot == 1 else _("sont devenues")
        sentences.append(f"{noun[:1].upper()}{noun[1:]} {verb} {_('sans objet')}.")
    if waiting := counts.get(Outcome.PROPOSED, 0):
        noun = counted(waiting, _("décision"), _("décisions"), feminine=True)
        verb = _("n’est pas encore enregistrée") if waiting == 1 else _("ne sont pas encore enregistrées")
        sentences.append(f"{noun[:1].upper()}{noun[1:]} {verb}.")
    return " ".join(sentences) or _("Aucune décision n’était soumise au comité.")


def _done(verb: str, count: int, detail: str, *, is_first: bool) -> str:
    noun = counted(count, _("décision"), _("décisions"), feminine=True) if is_first else in_words(count, feminine=True)
    return f"{verb} {noun}{detail}" if is_first else _("en a %(verb)s %(count)s") % {"verb": verb, "count": noun}


def _dont(taken: int, amended: int) -> str:
    if not amended:
        return ""
    if amended == taken:
        return _(", après amendement")
    return _(", dont %(count)s après amendement") % {"count": in_words(amended, feminine=True)}
