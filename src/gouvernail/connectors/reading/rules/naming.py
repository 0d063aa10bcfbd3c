"""Names: the same thing written in several ways, names that mean two things, names that are no more, initials."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.model import Document, Line
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, on, rule
from gouvernail.connectors.reading.words import shipped_words
from gouvernail.kernel.text import fold

_NAME = re.compile(r"\b[A-Za-zÀ-ÿ]*[A-ZÀ-Þ][\w\ufffd]*(?:[- ][A-ZÀ-Þ][\w\ufffd]*)*")
_INITIALS = re.compile(r"(?<![\w/.@-])[A-ZÀ-Þ][A-ZÀ-Þ0-9]{1,5}(?![\w/@])")
_EXPANDED = re.compile(r"\(([A-Z]{2,6})\)")


@rule("R-ALIAS", Gravity.ALERT, gettext_lazy("même objet écrit de plusieurs façons"))
def variants(document: Document) -> Iterator[Flag]:
    """Say of a proper name that the document writes it in several ways (capitals, hyphen, a letter lost or moved)."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, Line] = {}
    for line in document.filled:
        for name in _names(line.text):
            key = re.sub(r"[^a-z0-9?]", "", fold(name.replace("\ufffd", "?")))
            if len(key) >= 5:
                forms[key][name] += 1
                first.setdefault(f"{key}|{name}", line)
    for key, found in forms.items():
        inside = {form for form in found if _is_proper(form)}
        if len(inside) >= 2 and not _only_case_of_a_word(inside, document):
            shown = sorted(inside, key=lambda form: -found[form])
            yield _variants(first[f"{key}|{shown[1]}"], shown)
    yield from _near(forms, first)


def _names(text: str) -> Iterator[str]:
    for hit in _NAME.finditer(text):
        words = re.split(r" ", hit[0])
        yield from words
        if 2 <= len(words) <= 3:
            yield hit[0]


def _is_proper(form: str) -> bool:
    """Whether a form is written as a name: a capital inside, all capitals, a hyphen."""
    return form.isupper() or bool(re.search(r"[a-zà-ÿ][A-Z]|^[a-z][A-Z]|[A-ZÀ-Þ]{2}", form)) or form[0].isupper()


def _only_case_of_a_word(forms: set[str], document: Document) -> bool:
    """« Action » and « ACTION », « Élevé » and « Elevé » : an ordinary word, with or without capitals and accents."""
    if any(form not in (form.capitalize(), form.upper()) for form in forms):
        return False
    if any(form.casefold() in _lower_words(document) for form in forms):
        return True
    inside = "|".join(re.escape(form) for form in forms)
    return not re.search(rf"[a-zà-ÿ’'] ?(?<=[ ’'])(?:{inside})\b", document.text)  # a name has its capital anywhere


def _lower_words(document: Document) -> set[str]:
    return set(re.findall(r"(?<![\w-])[a-zà-ÿ]{4,}", document.text))


def _variants(line: Line, forms: list[str]) -> Flag:
    return on(
        line,
        _("Le même nom est écrit de %(count)s façons : « %(listed)s ».")
        % {"count": len(forms), "listed": " », « ".join(forms[:4])},
        raw=forms[1],
        proposal=_("%(words)s partout") % {"words": forms[0]},
        confidence=75,
    )


def _near(forms: dict[str, Counter[str]], first: dict[str, Line]) -> Iterator[Flag]:
    """Names one letter away from a more frequent one (« NEXTCOUD », « GESTUP » beside « GestSup »)."""
    known = {key for key, found in forms.items() if any(re.search(r"[a-z][A-Z]", form) for form in found)}
    for key in known:
        for other, found in forms.items():
            if other != key and abs(len(other) - len(key)) <= 1 and len(key) >= 6 and _one_letter(key, other):
                form = next(iter(found))
                if form.isupper() or "\ufffd" in form:
                    yield _variants(first[f"{other}|{form}"], [next(iter(forms[key])), form])


def _one_letter(one: str, two: str) -> bool:
    if len(one) == len(two):
        return sum(a != b for a, b in zip(one, two, strict=True)) == 1
    short, long = sorted((one, two), key=len)
    return any(long[:rank] + long[rank + 1 :] == short for rank in range(len(long)))


@rule("R-HOMONYM", Gravity.ALERT, gettext_lazy("nom qui veut dire deux choses"))
def homonyms(document: Document) -> Iterator[Flag]:
    """Say of names such as « SAS » or « AWS » what else they may be here."""
    for name, one in shipped_words()["homonyms"].items():
        found = [x for x in document.filled if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", x.text)]
        if found and re.search(one["where"], document.folded):
            yield on(
                found[0],
                _("« %(name)s » (%(count)s fois) : %(words)s ?")
                % {"name": name, "count": len(found), "words": one["meanings"]},
                proposal=one["proposed"],
                confidence=one["confidence"],
                others=tuple(line.number for line in found[1:]),
            )


@rule("R-NAME-VENDOR", Gravity.ALERT, gettext_lazy("application nommée par son éditeur, usage laissé ouvert"))
def named_by_vendor(document: Document) -> Iterator[Flag]:
    """Say of a row where a name stands twice before « etc. » that the product is not said."""
    for line in document.filled:
        words = [re.sub(r"[^a-z0-9]", "", fold(word)) for word in line.text.split()[:4]]
        if len(words) >= 3 and words[0] and words[0] == words[1] and re.search(r"\betc\b", line.folded):
            yield on(
                line,
                _("« %(words)s » est l’éditeur, et l’usage finit par « etc. » : de quel produit s’agit-il ?")
                % {"words": line.text.split()[0]},
                proposal=_("demander le nom du produit et ses modules"),
                confidence=80,
            )


@rule("R-OBSOLETE", Gravity.INFO, gettext_lazy("nom ou contexte périmé"))
def obsolete(document: Document) -> Iterator[Flag]:
    """Say of a product, a body or a technique that its name has changed or that its time is past."""
    for line in document.filled:
        for one in shipped_words()["obsolete"]:
            if re.search(one["pattern"], line.folded):
                yield on(line, one["sentence"], proposal=one["proposed"], confidence=one["confidence"])
        period = re.search(r"\b((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)\b", line.text)
        if period and int(period[2]) < 2015 and int(period[1]) < int(period[2]):
            yield on(
                line,
                _("« %(words)s » : le plan cité est achevé depuis longtemps, le contexte est ancien.")
                % {"words": period[0]},
                raw=period[0],
                proposal=_("ne pas en tirer d’état des lieux"),
                confidence=75,
            )
    joined = re.search(r"((?:19|20)\d\d)-\n((?:19|20)\d\d)\b", document.text)
    if joined and int(joined[2]) < 2015:
        line = next(line for line in document.filled if line.text.rstrip().endswith(f"{joined[1]}-"))
        yield on(
            line,
            _("« %(words)s-%(words_2)s » : le plan cité est achevé depuis longtemps, le contexte est ancien.")
            % {"words": joined[1], "words_2": joined[2]},
            proposal=_("ne pas en tirer d’état des lieux"),
            confidence=75,
        )


@rule("R-ACRONYM", Gravity.INFO, gettext_lazy("sigle que le document n’explique pas"))
def unexplained(document: Document) -> Iterator[Flag]:
    """Say at once which groups of initials neither the document nor common use explains; and one in disorder."""
    known = frozenset(shipped_words()["acronyms"].split()) | set(_EXPANDED.findall(document.text))
    found: dict[str, Line] = {}
    for line in document.filled:
        if not (line.text.isupper() and len(line.text.split()) > 2):
            for name in _initials(line.text):
                if name not in known:
                    found.setdefault(name, line)
        yield from _disordered(line)
    yield from _same_letters(document)
    if found:
        lines = list(found.values())
        yield on(
            lines[0],
            _("%(count)s sigle(s) que rien n’explique : %(listed)s%(more)s.")
            % {"count": len(found), "listed": ", ".join(list(found)[:12]), "more": ("…" if len(found) > 12 else "")},
            raw=", ".join(found),
            proposal=_("les dire en toutes lettres"),
            confidence=50,
            others=tuple(sorted({line.number for line in lines[1:]})),
        )


def _same_letters(document: Document) -> Iterator[Flag]:
    """Two groups of initials made of the same letters: one direction, called in two ways (« DNSI », « SIDN »)."""
    by_letters: dict[str, dict[str, Line]] = defaultdict(dict)
    for line in document.filled:
        for name in (*_initials(line.text), *_EXPANDED.findall(line.text)):
            if len(name) >= 4:
                by_letters["".join(sorted(name))].setdefault(name, line)
    for names in by_letters.values():
        if len(names) >= 2:
            first, second = list(names)[:2]
            yield on(
                names[second],
                _("« %(first)s » et « %(second)s » ont les mêmes lettres : est-ce la même direction ?")
                % {"first": first, "second": second},
                raw=second,
                proposal=_("%(first)s partout") % {"first": first},
                confidence=60,
                others=(names[first].number,),
            )


def _initials(text: str) -> Iterator[str]:
    """Groups of capitals that stand alone: two capital words side by side are a name in capitals."""
    for hit in _INITIALS.finditer(text):
        beside = re.search(r"[A-ZÀ-Þ]{3,}\W?$", text[: hit.start()]) or re.match(r"\W?[A-ZÀ-Þ]{4,}", text[hit.end() :])
        numeral = re.fullmatch(r"[IVXLC]+|T[1-4]|[A-Z]\d+|\d.*|X{2,}", hit[0])
        if not beside and not numeral and re.search("[A-Z]{2}", hit[0]):
            yield hit[0]


def _disordered(line: Line) -> Iterator[Flag]:
    """Initials in brackets whose letters do not follow the words before them."""
    for hit in re.finditer(r"((?:[\w’']+\s){3,12})\(([A-Z]{3,6})\)", line.text):
        words = [
            word
            for word in re.findall(r"[^\W\d_]+", fold(hit[1]))
            if word not in ("de", "des", "du", "d", "l", "la", "le", "les", "et")
        ]
        letters = [word[0] for word in words][-len(hit[2]) - 1 :]
        wanted = list(hit[2].lower())
        position = 0
        for letter in letters:
            if position < len(wanted) and letter == wanted[position]:
                position += 1
        if position < len(wanted) and set(wanted) <= set(letters):
            yield on(
                line,
                _("Le sigle « %(words)s » ne suit pas l’ordre des mots « %(words_2)s ».")
                % {"words": hit[2], "words_2": hit[1].strip()[-60:]},
                raw=hit[0][-90:],
                proposal=_("un seul sigle par direction"),
                confidence=60,
            )


@rule("R-VOCAB", Gravity.INFO, gettext_lazy("mot employé pour un autre"))
def wrong_words(document: Document) -> Iterator[Flag]:
    """Say of words that the law or the trade uses otherwise."""
    for line in document.filled:
        for one in shipped_words()["vocabulary"]:
            hit = re.search(one["pattern"], line.folded)
            if hit:
                yield on(line, one["sentence"], raw=hit[0], proposal=one["proposed"], confidence=one["confidence"])


@rule("R-ENTITY", Gravity.ALERT, gettext_lazy("collectivité non nommée"))
def no_entity(document: Document) -> Iterator[Flag]:
    """Say that a document speaks of a plan and of a council without naming the body it is of."""
    named = re.search(
        r"(?i:\b(?:ville|commune|communauté de communes|communauté d[’']agglomération|agglomération|métropole"
        r"|département|région|mairie|syndicat)) (?:d[eu]s? |d'|le |la )?[A-ZÀ-Þ]",
        document.text,
    )
    siren = re.search(r"(?<!\d)\d{3} ?\d{3} ?\d{3}(?!\d)", document.text)
    about = re.search(
        r"\b(?:bureau municipal|conseil municipal|conseil communautaire|plan pluriannuel)\b", document.folded
    )
    if about and not named and not siren:
        yield on(
            document.filled[0],
            _("La collectivité n’est pas nommée."),
            proposal=_("dire laquelle, par son SIREN"),
            confidence=75,
        )
