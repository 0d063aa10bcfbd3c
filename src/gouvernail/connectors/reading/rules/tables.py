"""Tables that were laid flat or shifted, cells that hold something else than their column says."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.dating import find_dates
from gouvernail.connectors.reading.model import Document, Line, Table
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, on, rule
from gouvernail.kernel.text import fold

STATUSES = r"(?:en cours|a valider|a etudier|a planifier|termine[e]?|bloque[e]?|abandonne[e]?|en attente)"
_ACTION = re.compile(rf"^\s*\d{{1,2}}[.)]?\s+.{{10,}}?\W{STATUSES}\b(.*)$")
_LICENCE = re.compile(r"logiciel (?:libre|open source)[^.]{0,10}\bdu\b|logiciel (?:libre|open source) du marche")
_HEADERS = re.compile(
    r"editeur|hebergement|nombre d'utilisateurs|nombre$|contacts?|site concerne|en place depuis|processus supporte"
    r"|systeme$|systeme d'exploitation|base$|nom de|l'application|informatique|logiciel du marche|interne"
)
_ORDINAL = r"(?:tres )?(?:elevee?|forte?|moyen(?:ne)?|faible|bonne?|mauvaise?)"


@rule("R-TABLE-SHIFT", Gravity.BLOCKING, gettext_lazy("tableau aplati ou colonnes décalées"))
def flattened(document: Document) -> Iterator[Flag]:
    """Say of lines that were a table, or of rows whose cells moved, that they have to be typed in with care."""
    yield from _header_in_pieces(document)
    yield from _values_without_columns(document)
    yield from _bullets_side_by_side(document)
    yield from _words_said_twice(document)
    for table in document.tables:
        yield from _two_line_header(document, table)


def _header_in_pieces(document: Document) -> Iterator[Flag]:
    """Column titles, one or two words a line."""
    lines = document.filled
    rank, said = 0, -NEAR_HEADER - 1
    while rank < len(lines):
        pieces = 0
        end = rank
        while (
            end < len(lines) and len(lines[end].text.split()) <= 6 and not re.search(r"[.•:]$", lines[end].text.strip())
        ):
            pieces += bool(_HEADERS.search(lines[end].folded.strip()))
            end += 1
        if pieces >= 4 and lines[rank].number > said + NEAR_HEADER:
            said = lines[rank].number
            yield on(
                lines[rank],
                _("Les titres d’un tableau sont en morceaux, un par ligne : ses colonnes sont perdues."),
                raw=" / ".join(line.text.strip() for line in lines[rank : min(end, rank + 6)]),
                proposal=_("saisir le tableau à la main, ou demander le fichier d’origine"),
                confidence=85,
            )
        rank = max(end, rank + 1)


def _values_without_columns(document: Document) -> Iterator[Flag]:
    """Several degrees on one line, and nothing that parts them; rows that follow are said at once."""
    run: list[Line] = []
    for line in (*document.filled, None):
        if line is not None and _degrees(line) >= 3:
            run.append(line)
        elif run:
            yield on(
                run[0],
                _(
                    "%(words)s appréciations sur une ligne, sans séparateur (%(count)s ligne(s)) : le découpage "
                    "en cellules est incertain."
                )
                % {"words": _degrees(run[0]), "count": len(run)},
                proposal=_("saisir ces cellules à la main"),
                confidence=75,
                others=tuple(one.number for one in run[1:]),
            )
            run = []


def _degrees(line: Line) -> int:
    if "\t" in line.text or "|" in line.text or len(line.text) >= 160 or re.search(r"[.;]\s*$", line.text):
        return 0
    return len(re.findall(rf"\b{_ORDINAL}\b", line.folded))


def _bullets_side_by_side(document: Document) -> Iterator[Flag]:
    found = [x for x in document.filled if x.text.count("•") >= 2 and "\t" not in x.text and "<" not in x.text]
    if found:
        yield on(
            found[0],
            _(
                "Plusieurs puces sur une même ligne (%(count)s ligne(s)) : des colonnes voisines (années, axes "
                "?) ont fusionné."
            )
            % {"count": len(found)},
            proposal=_("dire à quelle colonne revient chaque point"),
            confidence=80,
            others=tuple(line.number for line in found[1:]),
        )


def _words_said_twice(document: Document) -> Iterator[Flag]:
    """A name, then itself: the cells of a row side by side (« Paie 3P 3P Paie Logiciel Logiciel »)."""
    for line in document.filled:
        words = line.folded.split()
        doubled = [one for one, two in itertools.pairwise(words) if one == two and len(one) >= 2 and one[0].isalnum()]
        if doubled and len(words) <= 30 and len(words) - len(set(words)) >= 3:
            yield on(
                line,
                _("« %(words)s » est dit deux fois de suite : nom, éditeur et usage ne se distinguent plus.")
                % {"words": doubled[0]},
                proposal=_("séparer les cellules à la main"),
                confidence=75,
            )


def _two_line_header(document: Document, table: Table) -> Iterator[Flag]:
    if len(table.rows) < 3:
        return
    first, second = table.rows[0], table.rows[1]
    blanks = sum(not cell for cell in first[1:])
    groups = [cell for cell in first[1:] if cell]
    if (
        blanks >= 2
        and len(groups) >= 2
        and not second[0]
        and len(set(second[1:]) - {""}) < len([c for c in second[1:] if c])
    ):
        yield on(
            document.lines[table.lines[0]],
            _(
                "L’en-tête est sur deux lignes et ses cellules fusionnées sont perdues : chaque titre vaut pour "
                "%(words)s colonnes."
            )
            % {"words": blanks // len(groups) + 1},
            raw=" | ".join(cell for cell in first if cell),
            proposal=_("redonner à chaque colonne son titre complet"),
            confidence=85,
            others=(table.lines[1],),
        )


@rule("R-ROW-DETACHED", Gravity.ALERT, gettext_lazy("remarque détachée de sa ligne"))
def detached(document: Document) -> Iterator[Flag]:
    """Say of lines between two numbered actions that they are most likely remarks of the one above."""
    lines = document.filled
    for rank, line in enumerate(lines):
        if not _ACTION.match(line.folded):
            continue
        loose: list[Line] = []
        for following in lines[rank + 1 : rank + 6]:
            if re.match(r"\s*\d{1,2}[.)]?\s", following.text) or len(following.text.split()) > 10:
                break
            loose.append(following)
        more = any(_ACTION.match(one.folded) for one in lines[rank + 1 : rank + 2 + len(loose)])
        if loose and more:
            yield on(
                loose[0],
                _("%(count)s ligne(s) sans numéro suivent « %(words)s » : ce sont sans doute ses remarques.")
                % {"count": len(loose), "words": line.text.strip()[:50]},
                raw=" / ".join(one.text.strip() for one in loose),
                proposal=_("les rattacher à l’action au-dessus"),
                confidence=70,
                others=(line.number,),
            )


@rule("R-ENUM", Gravity.ALERT, gettext_lazy("valeur hors de la liste attendue"))
def out_of_list(document: Document) -> Iterator[Flag]:
    """Say of a comment stuck to a status, of states of two natures in one list, of a licence mixed with a purchase."""
    for line in document.filled:
        status = re.search(rf"\W({STATUSES})\s*[–-]\s*(\w.+)$", line.folded)
        if status and re.match(r"\s*\d{1,2}[.)]?\s", line.text):
            yield on(
                line,
                _("Un commentaire suit le statut « %(words)s » dans la même cellule.") % {"words": status[1]},
                proposal=_("statut : %(words)s ; remarque : %(words_2)s") % {"words": status[1], "words_2": status[2]},
                confidence=80,
            )
        if _LICENCE.search(line.folded):
            yield on(
                line,
                _("« Libre » dit la licence, « du marché » dit comment le logiciel fut acquis : ce sont deux choses."),
                proposal=_("deux champs : licence, mode d’acquisition"),
                confidence=75,
            )
    yield from _two_natures(document)


def _two_natures(document: Document) -> Iterator[Flag]:
    """« en cours », « en risque », « en alerte » in one list: a life cycle and a state of health."""
    lines = document.filled
    for rank, line in enumerate(lines):
        group = " ".join(
            re.sub("[•�\U0001f300-\U0001faff\u25a0-\u25ff]", " ", one.folded) for one in lines[rank : rank + 4]
        )
        if (
            re.search(r"\ben cours\b", line.folded)
            and len(line.text.split()) <= 4
            and not re.search(r"\d", line.text)
            and re.search(r"\b(?:en risque|a risque)\b", group)
            and re.search(r"\ben alerte\b", group)
        ):
            yield on(
                line,
                _(
                    "« En cours » dit l’avancement, « en risque » et « en alerte » la santé : un projet peut "
                    "être les deux."
                ),
                proposal=_("deux champs : avancement, santé"),
                confidence=80,
            )


NEAR_HEADER = 130
"""How many lines below its titles a table laid flat may go on."""

_NOT_A_COUNT = re.compile(r"\b(?:tous les (?:agents|services|sites|utilisateurs)|utilisation ponctuelle|neant)\b")


@rule("R-TYPE", Gravity.ALERT, gettext_lazy("texte là où l’on attend un nombre ou une date"))
def wrong_type(document: Document) -> Iterator[Flag]:
    """Say of « tous les agents » in a column of numbers, or of a status in a column of dates, that it stays a note."""
    lines = document.filled
    counted = re.search(r"nombre\s+d'utilisateurs", " ".join(line.folded for line in lines))
    texts = [x for x in lines if _NOT_A_COUNT.search(x.folded) and not _HEADERS.fullmatch(x.folded.strip())]
    if counted and texts:
        yield on(
            texts[0],
            _("« %(words)s » n’est pas un nombre d’utilisateurs (%(count)s ligne(s)).")
            % {"words": _found(_NOT_A_COUNT, texts[0]), "count": len(texts)},
            proposal=_("laisser le nombre vide, garder le texte en note"),
            confidence=80,
            others=tuple(line.number for line in texts[1:]),
        )
    header = next((x.number for x in lines if "n place depuis" in x.folded), None)
    states = [x for x in lines if header is not None and header < x.number <= header + NEAR_HEADER and _no_day(x)]
    if states:
        yield on(
            states[0],
            _("Dans « en place depuis » : un mois, un intervalle ou un état, pas un jour (%(count)s ligne(s)).")
            % {"count": len(states)},
            proposal=_("date partielle d’un côté, état de l’autre"),
            confidence=65,
            others=tuple(line.number for line in states[1:]),
        )


def _found(pattern: re.Pattern[str], line: Line) -> str:
    hit = pattern.search(line.folded)
    return hit[0] if hit else ""


def _no_day(line: Line) -> bool:
    """Whether a line holds a month, a span of months or a state of progress."""
    if re.search(r"\ben cours de\b|avant deploiement|en remplacement de|\(en$", line.folded.strip()):
        return True
    dates = find_dates(line.text)
    return bool(dates) and len(line.text.split()) < 14 and not any(one.exact for one in dates)


@rule("R-NO-VALUE", Gravity.INFO, gettext_lazy("indicateurs sans valeur, document sans chiffre"))
def no_value(document: Document) -> Iterator[Flag]:
    """Say of a list of indicators that no value follows, or of a long note that it holds no figure at all."""
    lines = document.filled
    empty: list[Line] = []
    for rank, line in enumerate(lines):
        if len(line.text) > 60 or not re.search(r"\bindicateurs? (?:a afficher|proposes?|de suivi)\b", line.folded):
            continue
        items = [one for one in lines[rank + 1 : rank + 7] if not re.search(r"\bindicateurs\b", one.folded)]
        if items and not any(re.search(r"\d+\s?(?:%|€|jours?|h\b)|:\s*\d", one.text) for one in items):
            empty.append(line)
    if empty:
        yield on(
            empty[0],
            _("%(count)s liste(s) d’indicateurs sans valeur : ce sont des définitions, pas des mesures.")
            % {"count": len(empty)},
            proposal=_("n’en importer aucune mesure"),
            confidence=85,
            others=tuple(line.number for line in empty[1:]),
        )
    figures = re.search(r"\d+\s?(?:€|k€|m€|euros|agents|etp|postes|pc\b|serveurs|utilisateurs|%)", document.folded)
    if len(document.text) > 1500 and not figures and not document.tables:
        yield Flag(
            lines[0].number,
            _("Aucun coût, effectif ni volume n’est chiffré dans ce document."),
            proposal=_("n’en tirer aucun indicateur"),
            confidence=80,
        )


@rule("R-INCOMPLETE", Gravity.ALERT, gettext_lazy("plan d’action sans porteur, échéance ni coût"))
def incomplete_plan(document: Document) -> Iterator[Flag]:
    """Say of a list of actions that its columns name no owner, no due date, no cost."""
    lines = document.filled
    for line in lines:
        key = fold(line.text)
        if not (re.search(r"\bactions?\b", key) and re.search(r"\bstatuts?\b|\betat\b", key)) or len(key) > 120:
            continue
        if re.search(r"porteur|responsable|pilote|echeance|delai|cout|budget", key):
            continue
        rows = sum(bool(_ACTION.match(one.folded)) for one in lines) or sum(
            len(table.rows) - 1 for table in document.tables if line.number in table.lines
        )
        if rows >= 2:
            done = re.search(r"\b(?:termine|realise|fait)e?s?\b", document.folded)
            yield on(
                line,
                _("%(rows)s actions sans porteur, échéance ni coût%(more)s.")
                % {"rows": rows, "more": ("" if done else _(", et aucune n’est dite terminée"))},
                proposal=_("champs à compléter avant le prochain comité"),
                confidence=85,
            )
