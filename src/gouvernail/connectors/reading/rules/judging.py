"""What a document says of its own proposals: scales, conditions, contradictions between two of its places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.model import Document, Line
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, Text, on, rule
from gouvernail.kernel.text import fold

STEM = 5
"""How many first letters tell that two words are of one family (« soutenable », « soutenabilité »)."""

_DEGREE = re.compile(r"\b(?:[Tt]rès )?(?:[EÉeé]lev[ée]e?|[Mm]oyenn?e?|[Ff]aible|[Bb]onne?|[Ff]orte?)\b")
_MIXED = re.compile(
    r"\b(?:faible|court|moyen(?:ne)?|eleve?e?) a (?:moyen(?:ne)?|court|long|eleve?e?)(?: terme)?\b"
    r"|\bvariable \(|\bsensible politiquement\b|\b(?:eleve|faible) a court terme\b"
)


@rule("R-ORDINAL", Gravity.BLOCKING, gettext_lazy("échelle d’appréciation sans règle"))
def loose_scale(document: Document) -> Iterator[Flag]:
    """Say of degrees written in several ways, between two degrees or beside the scale, that they make no score."""
    forms: dict[str, set[str]] = {}
    mixed: list[Line] = []
    first = None
    for line in document.filled:
        degrees = _DEGREE.findall(line.text)
        if len(degrees) >= 2:
            first = first or line
            for form in degrees:
                forms.setdefault(re.sub(r"(?<=ev)ee$|(?<=n)ne$", lambda hit: hit[0][0], fold(form)), set()).add(form)
            if _MIXED.search(line.folded):
                mixed.append(line)
    several = sorted(form for found in forms.values() if len(found) > 1 for form in found)
    if first is not None and len(several) >= 3:
        yield on(
            first,
            _("Les degrés sont écrits de plusieurs façons : « %(listed)s ».") % {"listed": " », « ".join(several[:5])},
            proposal=_("une échelle fermée, et le sens de chaque critère"),
            confidence=75,
        )
    for line in mixed:
        hit = _MIXED.search(line.folded)
        yield on(
            line,
            _("« %(more)s » est entre deux degrés, ou mêle le degré et le délai.") % {"more": (hit[0] if hit else "")},
            proposal=_("choisir un degré ; aucun score n’est calculé d’office"),
            confidence=80,
        )


@rule("R-CONDITIONAL", Gravity.ALERT, gettext_lazy("décision ou délai qui dépend d’autre chose"))
def conditional(document: Document) -> Iterator[Flag]:
    """Say of « à défaut de… » that the decision hangs on another one; and of one delay told in several ways."""
    for line in document.filled:
        hit = re.search(
            r"\ba defaut d|\bsous reserve d|\btout en (?:les|le|la) conservant|\bsauf si\b|\ba condition qu",
            line.folded,
        )
        if hit and (line.text.lstrip()[:1] in "☐□•-–" or re.match(r"\s*\d", line.text)):
            yield on(
                line,
                _(
                    "Cette décision dépend d’une autre (« %(words)s ») : que vaut-elle si l’une des deux "
                    "seulement est prise ?"
                )
                % {"words": hit[0].strip()},
                proposal=_("dire ce dont elle dépend, et voter dans cet ordre"),
                confidence=80,
            )
    yield from _one_delay(document)


def _one_delay(document: Document) -> Iterator[Flag]:
    hard = [
        line
        for line in document.filled
        if re.search(r"difficile a tenir|depassement du delai|court delai", line.folded)
    ]
    kept = [
        line
        for line in document.filled
        if re.search(r"delais? pourraient? (?:alors )?etre tenus?|tenir les delais", line.folded)
    ]
    if hard and kept:
        yield on(
            kept[0],
            _("Le même délai est tantôt difficile à tenir, tantôt tenu : cela dépend du scénario."),
            proposal=_("attacher le délai au scénario"),
            confidence=65,
            others=(hard[0].number,),
        )


@rule("R-AMBIGUOUS", Gravity.INFO, gettext_lazy("rythme ou choix laissé ouvert"))
def either(document: Document) -> Iterator[Flag]:
    """Say of « mensuel / trimestriel » or « et/ou » that the rhythm is not settled."""
    rhythm = r"(?:hebdomadaire|mensuel|bimestriel|trimestriel|semestriel|annuel)(?:le)?s?"
    for line in document.filled:
        hit = re.search(rf"\b{rhythm}\s?(?:/|et/ou|ou)\s?{rhythm}\b", line.folded)
        if hit:
            yield on(
                line,
                _("« %(words)s » : lequel, et quand ?") % {"words": hit[0]},
                raw=line.text,
                proposal=_("un rythme par phase"),
                confidence=85,
            )


@rule("R-CONTRADICTION", Gravity.ALERT, gettext_lazy("deux endroits qui se contredisent"))
def contradictions(document: Document) -> Iterator[Flag]:
    """Compare what a document says in two places: help from outside, tools, plans, priorities, the choice."""
    yield from _pairs(document)
    yield from _two_targets(document)
    yield from _updated_before_written(document)
    yield from _planned_and_done(document)
    yield from _table_against_text(document)
    yield from _last_priority(document)
    yield from _fourth_choice(document)


_PAIRS: tuple[tuple[str, str, Text, Text], ...] = (
    (
        r"pas d'assistance externe|sans (?:aucun )?prestataire|aucune assistance externe",
        r"deploye par (?:un )?prestataire|par un prestataire|infogerant|notre hebergement",
        gettext_lazy("On dit qu’il n’y a pas d’assistance externe, et un prestataire déploie ou héberge."),
        gettext_lazy("dire la part de chacun, et la quotité de temps par mission"),
    ),
    (
        r"prestataires? qui opere",
        r"prestataires? en appui ponctuel",
        gettext_lazy("Le prestataire « opère » ici, il est « en appui ponctuel » là, pour le même scénario."),
        gettext_lazy("dire ce qui lui est confié"),
    ),
    (
        r"\bsouverain|\bsouverainete\b",
        r"(?:migration|migrer|bascul)[^.]{0,60}(?:one ?drive|microsoft|m365|google|drive vers)",
        gettext_lazy("Le document défend la souveraineté, et prépare une migration vers un service hors d’Europe."),
        gettext_lazy("porter le choix devant le comité"),
    ),
)


def _pairs(document: Document) -> Iterator[Flag]:
    for first, second, sentence, proposal in _PAIRS:
        one = next((line for line in document.filled if re.search(first, line.folded)), None)
        two = next((line for line in document.filled if line is not one and re.search(second, line.folded)), None)
        if one and two:
            yield on(two, str(sentence), proposal=str(proposal), confidence=60, others=(one.number,))


def _two_targets(document: Document) -> Iterator[Flag]:
    for line in document.filled:
        hit = re.search(
            r"\bvers (?:un |une |la |le )?([a-z0-9' ]+?)\W+(?:a planifier|a etudier|en cours|a valider)\W+"
            r"etude (?:pour|de|d') ?([a-z0-9 ]+)",
            line.folded,
        )
        if hit and hit[1].strip() != hit[2].strip():
            yield on(
                line,
                _("Deux cibles pour une action : « %(words)s » et « %(words_2)s ».")
                % {"words": hit[1].strip(), "words_2": hit[2].strip()},
                proposal=_("décider, ou faire deux actions"),
                confidence=75,
            )


def _updated_before_written(document: Document) -> Iterator[Flag]:
    """A plan still to be written here, brought up to date there."""
    for line in document.filled:
        todo = re.search(r"\b(?:formaliser|rediger|creer|ecrire|elaborer)\b.*\W(?:a planifier|a etudier)", line.folded)
        for name in re.findall(r"\(([A-Z]{2,5})\)", line.text) if todo else ():
            for other in document.filled:
                if other is not line and re.search(rf"mise a jour[^.•]{{0,30}}\b{name.lower()}\b", other.folded):
                    yield on(
                        other,
                        _("On met à jour un %(name)s qui reste à écrire (« %(words)s »).")
                        % {"name": name, "words": line.text.strip()[:50]},
                        proposal=_("écrire d’abord"),
                        confidence=75,
                        others=(line.number,),
                    )
                    return


_SAME_MEASURE = (
    (r"\b(?:2fa|mfa|authentification forte|double facteur)\b", gettext_lazy("l’authentification forte")),
    (r"\b(?:antivirus|edr)\b", gettext_lazy("la protection des postes")),
)


def _planned_and_done(document: Document) -> Iterator[Flag]:
    """A measure still to be studied in the plan, general in the roadmap."""
    for pattern, name in _SAME_MEASURE:
        waiting = next(
            (
                x
                for x in document.filled
                if re.search(pattern, x.folded) and re.search(r"a planifier|a etudier", x.folded)
            ),
            None,
        )
        settled = next(
            (x for x in document.filled if x is not waiting and re.search(pattern, x.folded)
             and re.search(r"generalise|sur (?:tous les )?postes|deploye|^[•\-–] ?(?:mfa|edr)", x.folded)), None
        )  # fmt: skip
        if waiting and settled:
            yield on(
                settled,
                _("Pour %(name)s, le plan dit « à étudier » ou « à planifier », la feuille de route l’annonce faite.")
                % {"name": name},
                proposal=_("lier l’action au jalon, avec une seule échéance"),
                confidence=60,
                others=(waiting.number,),
            )


def _table_against_text(document: Document) -> Iterator[Flag]:
    """A row says « Bonne » and a sentence the contrary; or « Moyenne », and a sentence that it is strengthened."""
    for line in document.filled:
        if re.search(r"n[e']\s?\w+ pas\b", line.folded):
            for hit in re.finditer(r"\b(?:la|le) plus ([a-z]{6,})", line.folded):
                row = _row_about(document, line, hit[1][:STEM], r"\bbonne\b|\belevee?\b")
                if row:
                    yield _against(line, row, _("le texte le dit autrement que le tableau"), 60)
        stronger = re.search(r"renforcement (?:du|de la|des) ([a-z]{6,})", line.folded)
        if stronger:
            row = _row_about(document, line, stronger[1][:STEM], r"\bmoyenne\s*$")
            if row:
                yield _against(line, row, _("renforcé dans le texte, moyen dans le tableau"), 45)


def _row_about(document: Document, line: Line, stem: str, degree: str) -> Line | None:
    for other in document.filled:
        degrees = len(_DEGREE.findall(other.text))
        if other is not line and degrees >= 3 and stem in other.folded[:60] and re.search(degree, other.folded):
            return other
    return None


def _against(line: Line, row: Line, what: str, confidence: int) -> Flag:
    return on(
        line,
        _("Contredit « %(words)s » : %(what)s.") % {"words": row.text.strip()[:70], "what": what},
        proposal=_("revoir la note avec son auteur"),
        confidence=confidence,
        others=(row.number,),
    )


def _last_priority(document: Document) -> Iterator[Flag]:
    """A risk said to be grave, whose answer stands among the last priorities."""
    risks = [
        line
        for line in document.filled
        if re.search(r"\d+ (?:semaines?|jours?|mois) pour (?:reprendre|redemarrer)|perte de donnees", line.folded)
        and len(line.text) < 140
    ]
    rank = 0
    for line in document.filled:
        level = re.match(r"\s*([1-5])\s?[-–]\s?\w", line.text)
        rank = int(level[1]) if level and len(line.text) < 60 else rank
        rank = 0 if re.match(r"\s*(?:[IVX]+|[A-E])[. ]", line.text) else rank
        if (
            rank >= 3
            and risks
            and re.search(r"\b(?:reprise|sauvegardes?)\b", line.folded)
            and re.match(r"\s*\d{1,2}\. ", line.text)
        ):
            yield on(
                line,
                _("Priorité %(rank)s seulement, alors que le document range parmi les risques « %(words)s ».")
                % {"rank": rank, "words": risks[0].text.strip(" -*")[:60]},
                proposal=_("remonter la priorité, ou dire pourquoi"),
                confidence=65,
                others=(risks[0].number,),
            )


def _fourth_choice(document: Document) -> Iterator[Flag]:
    """Options numbered and studied, and another one recommended."""
    options = [
        line
        for line in document.filled
        if re.match(
            r"\s*\d\s?[-–.]\s?(?:le|l'|la) ?(?:recours|absence|infogerance|solution|scenario|maintien|reprise)",
            line.folded,
        )
    ]
    for line in document.filled:
        hit = re.search(r"la solution (?:de |du |d')(?:l')?([^.]{8,70}?) semble", line.folded)
        if hit and len(options) >= 2:
            wanted = {word[:6] for word in re.findall(r"[a-z]{6,}", hit[1])}
            best = (
                max(
                    len(wanted & {word[:6] for word in re.findall(r"[a-z]{6,}", one.folded)}) / len(wanted)
                    for one in options
                )
                if wanted
                else 1
            )
            if best < 1:
                yield on(
                    line,
                    _("La solution retenue (« %(words)s ») n’est pas l’une des %(count)s options étudiées.")
                    % {"words": hit[1].strip(), "count": len(options)},
                    proposal=_("étudier cette option comme les autres"),
                    confidence=60,
                    others=tuple(one.number for one in options),
                )
