"""Figures whose scope is not said: included or not, approximate, of another sector, of another time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.model import Document, Line
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, Text, on, rule

_NUMBER = r"\d[\d\u00a0\u202f ]*"
_THINGS = (
    r"(?:pc|postes|ordinateurs|tablettes|mobiles|smartphones|serveurs|imprimantes|sites?|batiments|agents|communes)"
)


def _value(text: str) -> int:
    return int(re.sub(r"\D", "", text))


@rule("R-SCOPE", Gravity.BLOCKING, gettext_lazy("périmètre ambigu : compris ou en plus ?"))
def scope(document: Document) -> Iterator[Flag]:
    """Say of figures that stand side by side that nothing tells whether one is part of the other."""
    for line in document.filled:
        for pattern, sentence, proposal in _SIDE_BY_SIDE:
            hit = re.search(pattern, line.folded)
            if hit:
                told = str(sentence).format(*hit.groups())
                yield on(line, told[:1].upper() + told[1:], raw=hit[0], proposal=str(proposal), confidence=70)
    yield from _counts_in_brackets(document)
    yield from _two_counts(document)
    yield from _posts(document)


_SIDE_BY_SIDE: tuple[tuple[str, Text, Text], ...] = (
    (
        r"(\d[\d ]*\s?k€?) hors masse salariale[^.]{0,10}, (\d[\d ]*\s?k€?)\s+(?:d')?investissement",
        gettext_lazy("{1} d’investissement : compris dans les {0}, ou en plus ?"),
        gettext_lazy("demander le fonctionnement seul"),
    ),
    (
        r"\bet (\d+) autres communes",
        gettext_lazy("« et {0} autres communes » : l’intercommunalité compte {0} communes servies, pas une de plus."),
        gettext_lazy("compter les entités et les communes à part"),
    ),
    (
        r"(\d+) au total en comptant (la \w+|le \w+|l'\w+)",
        gettext_lazy("« {0} au total en comptant {1} » : le chiffre comprend déjà {1}."),
        gettext_lazy("noter « dont »"),
    ),
    (
        r"epaule par (\w+) (adjoints?|adjointes?) et (\d+) etp",
        gettext_lazy("{0} {1} et {2} ETP : les {1} sont-ils dans les {2} ?"),
        gettext_lazy("demander l’effectif, et en agents aussi"),
    ),
    (
        r"(\w+) espaces? [^.]{0,60} et (\d+) (?:autres )?(?:centres?|lieux)\b",
        gettext_lazy("{0} espaces et {1} lieux : les mêmes, ou en plus ?"),
        gettext_lazy("faire la liste"),
    ),
)


def _counts_in_brackets(document: Document) -> Iterator[Flag]:
    """Several things counted, then some in brackets on the same line or a few lines below."""
    lines = document.filled
    for rank, line in enumerate(lines):
        several = re.search(r"\b(\d+) ([a-z]+) ?\+ ?(\d+) ([a-z]+)", line.folded)
        if not several:
            continue
        for other in lines[rank : rank + 5]:
            inside = re.search(r"\((\d+) ([a-z]+)[^)]*\)", other.folded)
            if inside:
                total = int(several[1]) + int(several[3])
                yield on(
                    other,
                    _(
                        "%(words)s %(words_2)s entre parenthèses : compris dans les %(total)s (%(words_3)s), ou "
                        "en plus ?"
                    )
                    % {"words": inside[1], "words_2": inside[2], "total": total, "words_3": several[0]},
                    raw=inside[0],
                    proposal=_("demander le détail"),
                    confidence=75,
                    others=(line.number,),
                )
                break


def _two_counts(document: Document) -> Iterator[Flag]:
    """Two counts of like things for two publics: one may hold the other; and sites beside buildings."""
    lines = document.filled
    for line, following in itertools.pairwise(lines):
        first = re.search(rf"({_NUMBER})\s(pc|postes|ordinateurs)\b.*\b(?:mairie|ville|services|siege)", line.folded)
        second = re.search(
            rf"({_NUMBER})\s(pc|postes|ordinateurs)\b.*\b(ecoles?|mediatheque|ccas|colleges?)", following.folded
        )
        if first and second:
            whole = _value(first[1]) + _value(second[1])
            yield on(
                line,
                _("%(words)s %(words_2)s et %(words_3)s %(words_4)s (%(words_5)s) : %(words)s en tout, ou %(whole)s ?")
                % {
                    "words": first[1].strip(),
                    "words_2": first[2],
                    "words_3": second[1].strip(),
                    "words_4": second[2],
                    "words_5": second[3],
                    "whole": whole,
                },
                proposal=_("compter les écoles à part"),
                confidence=65,
                others=(following.number,),
            )
    sites = re.search(rf"(une centaine|une dizaine|une cinquantaine|{_NUMBER})\s(?:de )?sites\b", document.folded)
    buildings = re.search(rf"({_NUMBER})\sbatiments\b", document.folded)
    if sites and buildings and sites[1].strip() != buildings[1].strip():
        line = _holding(document, buildings[0])
        yield on(
            line,
            _("« %(words)s » et « %(words_2)s » : un site peut compter plusieurs bâtiments, ou l’inverse.")
            % {"words": sites[0], "words_2": buildings[0].strip()},
            raw=f"{sites[0]} / {buildings[0].strip()}",
            proposal=_("dire ce qui est relié, et compté comment"),
            confidence=55,
        )


def _posts(document: Document) -> Iterator[Flag]:
    """A post open since somebody left, beside the posts that are filled."""
    lines = document.filled
    for line, following in itertools.pairwise(lines):
        filled = re.search(
            r"\d+ (?:responsable|technicien|administrateur|directeur|directrice)s?\b.*(?:\+|\bet\b) ?\d+ ", line.folded
        )
        vacant = re.search(r"\d+ postes? (?:ouvert|vacant|non pourvu)s?\b.*\bdepuis\b", following.folded)
        if filled and vacant:
            yield on(
                following,
                _(
                    "Un poste ouvert depuis longtemps, à côté des postes pourvus : compris dans l’effectif, ou "
                    "en plus ?"
                ),
                proposal=_("effectif en ETP pourvus, et postes ouverts à part"),
                confidence=70,
                others=(line.number,),
            )


def _holding(document: Document, words: str) -> Line:
    return next((line for line in document.filled if words.strip() in line.folded), document.filled[0])


_APPROXIMATE = re.compile(
    r"\b(?:environ|pres de|plus de|moins de|quelque|autour de|de l'ordre de|approximativement)"
    r" (\d[\d\u00a0\u202f ]*\s?%?)"
    r"|\b(?:une|d'une|la) (centaine|dizaine|cinquantaine|vingtaine|trentaine|douzaine) d"
)


@rule("R-APPROX", Gravity.ALERT, gettext_lazy("valeur approchée"))
def approximate(document: Document) -> Iterator[Flag]:
    """Say of « environ 30 % » or of « une centaine de sites » that it is no measure."""
    for line in document.filled:
        found = [hit[0].strip() for hit in _APPROXIMATE.finditer(line.folded)]
        if found:
            yield on(
                line,
                _("Valeur(s) approchée(s) : « %(listed)s ».") % {"listed": " », « ".join(found[:3])},
                raw=" / ".join(found),
                proposal=_("noter l’approximation, ne pas en faire une mesure"),
                confidence=85,
            )
        accounts = re.search(rf"compte ({_NUMBER}) utilisateurs", line.folded)
        if accounts:
            yield on(
                line,
                _("%(words)s comptes ouverts ne sont pas autant d’utilisateurs actifs.")
                % {"words": accounts[1].strip()},
                raw=accounts[0],
                proposal=_("« comptes », tant que l’usage n’est pas mesuré"),
                confidence=60,
            )


@rule("R-BENCH-SCOPE", Gravity.ALERT, gettext_lazy("chiffre d’un autre périmètre, à ne pas comparer"))
def other_scope(document: Document) -> Iterator[Flag]:
    """Say of a survey of companies, of budgets that do not cover the same, of a figure said in an interview."""
    for line in document.filled:
        survey = re.search(r"(\d+)\s?% (?:des|de) (\d+ )?(?:entreprises|societes|salaries|dirigeants)", line.folded)
        if survey:
            yield on(
                line,
                _("« %(words)s » : ce chiffre est du secteur privé.") % {"words": survey[0]},
                raw=survey[0],
                proposal=_("ne pas en faire un repère pour une collectivité"),
                confidence=85,
            )
        quoted = re.search(
            r"«[^»]*?(\d[\d\u00a0\u202f ]{2,})\s?(postes|ingenieurs|emplois|habitants|entreprises)", line.folded
        )
        if quoted:
            yield on(
                line,
                _("« %(words)s %(words_2)s » est dit dans un entretien, sans source.")
                % {"words": quoted[1].strip(), "words_2": quoted[2]},
                raw=quoted[0][-80:],
                proposal=_("chercher la statistique, ou ne pas le reprendre"),
                confidence=70,
            )
    yield from _budgets_of_two_scopes(document)
    yield from _more_posts_than_people(document)


def _budgets_of_two_scopes(document: Document) -> Iterator[Flag]:
    scoped = [
        (line, hit[0])
        for line in document.filled
        if (
            hit := re.search(
                r"\d[\d,]*\s?m€[^.;)]{0,60}(?:hors [a-z' ]+|investissement et fonctionnement|hors masse)", line.folded
            )
        )
    ]
    if len(scoped) >= 2 and scoped[0][1] != scoped[1][1]:
        yield on(
            scoped[1][0],
            _("Deux budgets de périmètres différents : « %(words)s » et « %(words_2)s ».")
            % {"words": scoped[0][1][:60], "words_2": scoped[1][1][:60]},
            raw=scoped[1][1],
            proposal=_("ne pas les comparer sans refaire le périmètre"),
            confidence=75,
            others=(scoped[0][0].number,),
        )


def _more_posts_than_people(document: Document) -> Iterator[Flag]:
    for line in document.filled:
        posts = re.search(rf"({_NUMBER})\spostes de travail", line.folded)
        people = re.search(rf"({_NUMBER})\sagents\b", line.folded)
        if posts and people and _value(posts[1]) > _value(people[1]) > 0:
            yield on(
                line,
                _("%(words)s postes pour %(words_2)s agents : les deux chiffres ne couvrent pas le même périmètre.")
                % {"words": posts[1].strip(), "words_2": people[1].strip()},
                raw=f"{posts[0].strip()} / {people[0].strip()}",
                proposal=_("dire de quelles collectivités est chacun"),
                confidence=70,
            )


@rule("R-STOCK-FLOW", Gravity.INFO, gettext_lazy("chiffre ancien, pas un état"))
def old_flow(document: Document) -> Iterator[Flag]:
    """Say of what was created one past year that it is no count of what there is."""
    for line in document.filled:
        hit = re.search(
            r"\ben ((?:19|20)\d\d)\b[^.]{0,140}\b(?:creer|cree|installer|installe|deploye|poser)s?\s+(\d+) (\w+)",
            line.folded,
        )
        if hit:
            yield on(
                line,
                _("%(words)s %(words_2)s en %(words_3)s : une réalisation passée, pas un parc.")
                % {"words": hit[2], "words_2": hit[3], "words_3": hit[1]},
                raw=hit[0][-90:],
                proposal=_("ne pas en faire un stock"),
                confidence=70,
            )


@rule("R-INDIVIDUAL", Gravity.BLOCKING, gettext_lazy("mesure qui porterait sur une personne"))
def measure_of_a_person(document: Document) -> Iterator[Flag]:
    """Say of a count « par agent » that it would measure people one by one."""
    for line in document.filled:
        hit = re.search(
            r"nombre d[e'][^.]{0,40}\(\s?agents?\b|\bpar (?:agent|technicien|collaborateur|utilisateur)\b", line.folded
        )
        if hit:
            yield on(
                line,
                _("« %(words)s » : une mesure par agent suivrait des personnes.") % {"words": hit[0]},
                raw=line.text,
                proposal=_("par service, cinq personnes au moins"),
                confidence=75,
            )
