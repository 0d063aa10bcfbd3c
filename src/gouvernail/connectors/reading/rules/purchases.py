"""Public purchases: the order of the steps, their delays, the words, the criteria that the law refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.calendars import Calendar, calendars
from gouvernail.connectors.reading.model import Document
from gouvernail.connectors.reading.rules.dates import dated
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, on, rule
from gouvernail.engines.finance.procedure import Breach, Stage, check

_LOCAL = re.compile(
    r"(?:crit[a-z]+|choix|choisir|retenir|prestataires?|selection)[^.]{0,160}"
    r"(?:localisation|implantation|proximite) geographique|necessairement local|prestataires? loca(?:l|ux)\b"
    r"|preference locale|entreprises? (?:du territoire|locales?)\b"
)
_ACT = re.compile(r"\b(?:seance|reference acte|ar controle de legalite|publie le|deliberation)\b")


def _breaches(document: Document, *kinds: str) -> Iterator[tuple[Calendar, Breach]]:
    for calendar in calendars(document):
        for breach in check(calendar.steps, calendar.procedure):
            if breach.kind in kinds:
                yield calendar, breach


def _flag(document: Document, calendar: Calendar, breach: Breach, confidence: int) -> Flag:
    others = (calendar.row_of(breach.other).line,) if breach.other else ()
    proposal = _("%(proposed)s au plus tôt") % {"proposed": f"{breach.proposed:%d/%m/%Y}"} if breach.proposed else ""
    line = document.lines[calendar.row_of(breach.step).line]
    return on(line, breach.sentence, proposal=proposal, confidence=confidence, others=others)


@rule("R-ORDER-MP", Gravity.ALERT, gettext_lazy("étapes de marché dans un ordre impossible"))
def order(document: Document) -> Iterator[Flag]:
    """Say of the steps of a purchase that they stand in an order that cannot be."""
    for calendar, breach in _breaches(document, "order"):
        yield _flag(document, calendar, breach, 80)
    for calendar in calendars(document):
        selection = next((row for row in calendar.rows if row.stage is Stage.SELECTION), None)
        late = next((row for row in calendar.rows if re.search(r"analyse.*candidatures", row.label.lower())), None)
        if selection and late and calendar.rows.index(late) > calendar.rows.index(selection):
            yield on(
                document.lines[late.line],
                _(
                    "Les candidatures sont analysées ici après « %(label)s » : la sélection suppose qu’elles "
                    "l’ont déjà été."
                )
                % {"label": selection.label},
                proposal=_("« Analyse des offres » seulement, ou l’étape à remonter"),
                confidence=75,
                others=(selection.line,),
            )


@rule("R-OVERLAP", Gravity.INFO, gettext_lazy("étape commencée avant la fin de la précédente"))
def overlap(document: Document) -> Iterator[Flag]:
    """Say of a review that it begins before the writing ends."""
    for calendar, breach in _breaches(document, "overlap"):
        yield _flag(document, calendar, breach, 85)


@rule("R-DELAI-MP", Gravity.ALERT, gettext_lazy("délai de marché court ou étape absente"))
def short_delay(document: Document) -> Iterator[Flag]:
    """Compare the time left to candidates with the delays of the procedure; say that no step receives them."""
    for calendar, breach in _breaches(document, "delay"):
        yield _flag(document, calendar, breach, 80 if breach.certain else 60)
    for calendar in calendars(document):
        stages = {row.stage for row in calendar.rows}
        selection = next((row for row in calendar.rows if row.stage is Stage.SELECTION), None)
        if selection and Stage.PUBLICATION in stages and Stage.APPLICATIONS not in stages:
            yield on(
                document.lines[selection.line],
                _("« %(label)s » n’est précédée d’aucune étape de réception des candidatures.")
                % {"label": selection.label},
                proposal=_("ajouter la date limite de remise des candidatures"),
                confidence=75,
            )


@rule("R-STANDSTILL", Gravity.ALERT, gettext_lazy("délai de suspension trop court"))
def standstill(document: Document) -> Iterator[Flag]:
    """Compare the time between the choice (or the letters of rejection) and the notification with the standstill."""
    for calendar, breach in _breaches(document, "standstill"):
        flag = _flag(document, calendar, breach, 85 if breach.certain else 60)
        if not breach.certain:
            proposal = _("%(proposal)s ; sans objet si la procédure est adaptée (le document ne la nomme pas)") % {
                "proposal": flag.proposal
            }
            flag = on(document.lines[flag.line], flag.sentence, proposal=proposal, confidence=60, others=flag.others)
        yield flag


@rule("R-ORDER-ACTE", Gravity.ALERT, gettext_lazy("exécution avant l’acte qui l’autorise"))
def before_the_act(document: Document) -> Iterator[Flag]:
    """Say that a contract is notified before the session, the receipt or the publication stamped on the document."""
    stamps = [
        (line, found.value.first_day)
        for line, found in dated(document)
        if found.exact and found.value and _ACT.search(line.folded)
    ]
    if not stamps:
        return
    line, day = min(stamps, key=lambda one: one[1])
    for calendar in calendars(document):
        for row in calendar.rows:
            if row.stage in (Stage.NOTIFICATION, Stage.SIGNATURE) and row.starts and row.starts < day:
                yield on(
                    document.lines[row.line],
                    _("« %(label)s » est prévue le %(starts)s, avant l’acte auquel le document est annexé (%(day)s).")
                    % {"label": row.label, "starts": f"{row.starts:%d/%m/%Y}", "day": f"{day:%d/%m/%Y}"},
                    proposal=_("vérifier la délégation de signature et l’objet de l’acte"),
                    confidence=65,
                    others=(line.number,),
                )


@rule("R-VOCAB-MP", Gravity.INFO, gettext_lazy("terme impropre de la commande publique"))
def wrong_word(document: Document) -> Iterator[Flag]:
    """Say of « publication du marché aux candidats » that a consultation is published, and a file sent."""
    for line in document.filled:
        key = line.folded.replace(" aux ", " ").replace("aux ", " ")
        if re.search(r"publication (?:du|de la) (?:marche|dce)\s+(?:aux?\s+)?(?:\d+ )?candidats", key):
            yield on(
                line,
                _("Un marché ne se publie pas aux candidats retenus : le dossier de consultation leur est envoyé."),
                proposal=_("« Envoi du dossier de consultation aux candidats retenus »"),
                confidence=70,
            )
        unknown = re.search(r"\((DLDO|DLRC|DLO)\)", line.text)
        if unknown and re.search(r"limite de remise", line.folded):
            yield on(
                line,
                _("« %(words)s » n’est pas le sigle d’usage.") % {"words": unknown[1]},
                raw=unknown[1],
                proposal=_("DLRO (date limite de remise des offres)"),
                confidence=85,
            )


@rule("R-LEGAL-CRITERION", Gravity.BLOCKING, gettext_lazy("critère de choix que la loi refuse"))
def refused_criterion(document: Document) -> Iterator[Flag]:
    """Say of a geographical preference that it is no lawful criterion; the sentence may run over a line break."""
    lines = document.filled
    said = -3
    for rank, line in enumerate(lines):
        joined = " ".join(one.folded for one in lines[rank : rank + 3])
        hit = _LOCAL.search(joined)
        if hit and hit.start() < len(line.folded) and rank - said > 2:
            said = rank
            yield on(
                line,
                _("Choisir un prestataire pour sa localisation est contraire à l’égalité de traitement des candidats."),
                proposal=_("exiger un délai d’intervention sur site, mesurable et justifié par le besoin"),
                confidence=80,
            )


@rule("R-DATE-FERIE", Gravity.ALERT, gettext_lazy("échéance de marché un jour non ouvré"))
def closed_deadline(document: Document) -> Iterator[Flag]:
    """Say of a step that has to fall on a working day that it does not."""
    for calendar, breach in _breaches(document, "closed"):
        yield _flag(document, calendar, breach, 85)
