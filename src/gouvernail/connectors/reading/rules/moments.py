"""Time that a document tells badly: relative, future since past, undated, a timeline laid flat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.dating import find_dates
from gouvernail.connectors.reading.model import Document
from gouvernail.connectors.reading.rules.dates import dated
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, on, rule

_RELATIVE = re.compile(
    r"\b(?:recemment|depuis plusieurs (?:mois|annees)|depuis quelques (?:mois|annees)|il y a (?:\w+ )?(?:un|deux|trois|"
    r"quatre|\d+) (?:ans?|mois)|a terme|prochainement|d'ici (?:la fin|quelques)|l'an (?:dernier|prochain)"
    r"|l'annee (?:derniere|prochaine)|dans les (?:mois|annees) (?:qui viennent|a venir)|ces dernieres annees)\b"
)
_FUTURE = re.compile(r"\b(?:va|vont|sera|seront|devra|devront)\b(?:\s\w+){0,3}\s\w+(?:er|ir|re|ee?s?|u)\b")
_YEAR = re.compile(r"(?<![\d/.\-])(20\d\d)(?![\d/\-]|\.\d)")
_MONTHS = re.compile(r"janvier\W+fevrier\W+mars\W+avril\W+mai\W+juin|(?:\bT1\W+T2\W+T3\W+T4\W*){2,}", re.IGNORECASE)
_NUMBERED = re.compile(r"#\s?(\d+)|n°\s?(\d+)")


@rule("R-TENSE", Gravity.ALERT, gettext_lazy("moment relatif, ou futur dont on ignore s’il est advenu"))
def relative(document: Document) -> Iterator[Flag]:
    """Say of « récemment » or of « sera achevé en 2025 » that its day depends on the day of the document."""
    for line in document.filled:
        hit = _RELATIVE.search(line.folded)
        if hit:
            yield on(
                line,
                _("« %(words)s » ne veut rien dire sans la date du document.") % {"words": hit[0]},
                proposal=_("dater, d’après la date du document"),
                confidence=70,
            )
        year = _YEAR.search(line.folded)
        future = _FUTURE.search(line.folded)
        if future and year and abs(future.start() - year.start()) < 60:
            yield on(
                line,
                _("Au futur pour %(words)s (« %(words_2)s ») : était-ce prévu, est-ce fait ?")
                % {"words": year[1], "words_2": future[0]},
                proposal=_("demander l’état réel"),
                confidence=60,
            )


@rule("R-UNDATED", Gravity.ALERT, gettext_lazy("document sans date ni auteur"))
def undated(document: Document) -> Iterator[Flag]:
    """Say that nothing tells when the document was written: no day at its head, at its foot or in a stamp."""
    lines = document.filled
    stamped = [
        x for x in lines if re.search(r"seance|controle de legalite|publie le|version du|mis a jour le", x.folded)
    ]
    places = [*lines[:10], *lines[-3:], *stamped]
    if len(lines) >= 5 and not any(found.exact for line in places for found in find_dates(line.text)):
        yield on(
            lines[0],
            _("Aucune date au jour près, en tête ni à la fin : de quand est ce document, et de qui ?"),
            proposal=_("donner la date et la source avant d’en retenir un chiffre"),
            confidence=70,
        )


@rule("R-GANTT", Gravity.BLOCKING, gettext_lazy("planning dont les barres sont perdues"))
def bars_lost(document: Document) -> Iterator[Flag]:
    """Say of a row of months or quarters under which nothing is marked that the planning itself is lost."""
    for line in document.filled:
        if not _MONTHS.search(line.folded.replace("\t", " ")) or find_dates(line.text):
            continue
        below = list(document.around(line, after=12))[-12:]
        marks = sum(bool(re.search(r"[xX✓●■█▬]", cell)) for one in below for cell in one.text.split("\t")[1:])
        if len(below) >= 3 and not marks and not any(find_dates(one.text) for one in below):
            yield on(
                line,
                _(
                    "Des mois ou des trimestres sont écrits, et rien n’y est marqué dessous : les barres du "
                    "planning sont perdues."
                ),
                proposal=_("ne reprendre aucune date, demander le fichier d’origine"),
                confidence=85,
            )


@rule("R-TIMELINE", Gravity.ALERT, gettext_lazy("frise mise à plat"))
def flat_timeline(document: Document) -> Iterator[Flag]:
    """Say of numbered meetings that stand on one line out of order, or stuck together, that their days are lost."""
    for line in document.filled:
        numbers = [int(first or second) for first, second in _NUMBERED.findall(line.text)]
        if len(numbers) >= 2 and numbers != sorted(numbers) and not find_dates(line.text):
            yield on(
                line,
                _(
                    "Des jalons numérotés sont dans le désordre sur une même ligne : c’est une frise mise à "
                    "plat, le lien avec les dates est perdu."
                ),
                proposal=_("ne pas apparier les dates et les jalons sans relire la page"),
                confidence=80,
            )


@rule("R-LATE-START", Gravity.ALERT, gettext_lazy("planning qui commence avant sa décision"))
def late_start(document: Document) -> Iterator[Flag]:
    """Say that a planning begins with the year in which it is put to the vote, when the quarter has already begun."""
    meeting = None
    for line, found in dated(document):
        if found.exact and found.value and re.search(r"\b(?:bureau|conseil|comite|seance)\b", line.folded):
            meeting = (line, found.value.first_day)
            break
    if meeting is None:
        return
    day = meeting[1]
    for line in document.filled:
        years = [int(year) for year in re.findall(r"\b20\d\d\b", line.text)]
        quarters = any(_MONTHS.search(one.text.replace("\t", " ")) for one in document.around(line, after=1))
        if (
            len(years) >= 2
            and years == sorted(years)
            and years[0] == day.year
            and quarters
            and day.timetuple().tm_yday > 31
        ):
            yield on(
                line,
                _(
                    "Le planning commence en %(year)s, mais la séance est du %(day)s : le premier trimestre est "
                    "entamé et le budget n’est peut-être pas voté."
                )
                % {"year": day.year, "day": f"{day:%d/%m/%Y}"},
                proposal=_("vérifier que les premières dépenses ont des crédits"),
                confidence=60,
                others=(meeting[0].number,),
            )
            return
