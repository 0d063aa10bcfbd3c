"""What an extraction leaves behind: lost letters, odd bullets, words stuck together, tags, cut words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.model import Document
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, on, rule
from gouvernail.connectors.reading.words import shipped_words
from gouvernail.kernel.text import fold, has_lost_characters, has_private_use_characters, looks_glued

_BEFORE_STATUS = re.compile("\ufffd\\s*(?=(?:en |à |a |termin|fait|bloqu|valid)[^\\W\\d_]?)", re.IGNORECASE)
_LOST_LETTER = re.compile("[^\\W\\d_]?\ufffd[^\\W\\d_]+|[^\\W\\d_]+\ufffd[^\\W\\d_]*")
_TAG = re.compile(r"<(/?)(ul|ol|li|p|div|span|table|tr|td|br|b|i|strong|em|a|font|script|style)\b[^>]*>", re.IGNORECASE)
_HYPHEN = re.compile(r"[\w’'](-)$")
_NBSP = re.compile("\\d[\u00a0\u202f\u2009]\\d{3}")
_NARROW = re.compile("[\u202f\u00a0\u2009]")
_OCR = re.compile(r"[^\W\d_]{3,} % [^\W\d_]{3,}|\b[^\W\d_]+[|¦][^\W\d_]+\b")
_PREFIXES, _SUFFIXES = ("la", "les", "des", "du", "le", "aux"), ("des", "du", "aux", "et", "les", "la")
_PAIRS = frozenset({"etdes", "etles", "etla", "etle", "dela", "deles", "etdu", "surle", "surla", "dansle", "dansla"})
_REAL = frozenset({"lequel", "lesquels", "lesquelles", "desquels", "desquelles", "auxquels", "auxquelles", "duquel"})


@rule("R-FFFD", Gravity.ALERT, gettext_lazy("lettre ou icône perdue à l’extraction"))
def lost_characters(document: Document) -> Iterator[Flag]:
    """Tell a lost letter from a lost coloured mark before a status; propose the letter, never write it."""
    for line in document.filled:
        if not has_lost_characters(line.text):
            continue
        icon = _BEFORE_STATUS.search(line.text)
        if icon or re.match("\\s*[•–-]?\\s*\ufffd\\s", line.text):
            yield on(
                line,
                _("Une pastille de couleur ou une icône est perdue (\ufffd) devant ces mots."),
                proposal=" ".join(line.text.replace("\ufffd", " ").split())[:120],
                confidence=85,
            )
            continue
        words = _LOST_LETTER.findall(line.text)
        proposals = [_with_letter(document, word) for word in words]
        known = [one for one in proposals if one]
        yield on(
            line,
            _("Une lettre est perdue (\ufffd) dans « %(words)s ».")
            % {"words": " », « ".join(words[:3]) or line.text.strip()[:40]},
            proposal=", ".join(known[:3]) or "É, È ou E, à lire dans le document d’origine",
            confidence=80 if known and len(known) == len(words) else 45,
        )


def _with_letter(document: Document, word: str) -> str:
    """The word of the same document that it would be with one letter for each mark, else with an E."""
    pattern = re.compile("".join("[^\\W\\d_]" if one == "\ufffd" else re.escape(one) for one in word.casefold()))
    found = [known for known in document.words if pattern.fullmatch(known)]
    if len(found) == 1:
        return found[0]
    return word.replace("\ufffd", "É") if word.startswith("\ufffd") else ""


@rule("R-PUA", Gravity.INFO, gettext_lazy("puce d’une police que les autres n’ont pas"))
def private_bullets(document: Document) -> Iterator[Flag]:
    """Say of a character of a private font that it is most likely a bullet."""
    for line in document.filled:
        if has_private_use_characters(line.text):
            yield on(line, _("Un caractère d’une police particulière tient lieu de puce."), proposal="•", confidence=90)


@rule("R-GLUE", Gravity.ALERT, gettext_lazy("mots collés"))
def stuck_words(document: Document) -> Iterator[Flag]:
    """Say of « Analysedes » or of « PublicitéDeuxième » that two words, or two records, are stuck together."""
    for line in document.filled:
        if _TAG.search(line.text) and "•" not in line.text and not re.search(r"[a-zà-ÿ]\d\. ", line.text):
            continue
        apart = _apart(document, re.sub("`[^`]*`", " ", line.text))  # what stands between backticks is code
        if apart:
            word, proposal = apart
            yield on(
                line,
                _("Des mots semblent collés : « %(word)s ».") % {"word": word},
                raw=line.text,
                proposal=proposal,
                confidence=70,
            )


_CAPITAL_INSIDE = re.compile(r"\b[A-Za-zÀ-ÿ]*[a-zà-ÿ]{3}[A-ZÀ-Þ][a-zà-ÿ]{3,}|\b[A-ZÀ-Þ]{4,}[a-zà-ÿ]{4}\w*")
_ITEM_INSIDE = re.compile(r"[^\W\d_]+(?:•|\d{1,2}\. )[^\W\d_]*")
_MASK_INSIDE = re.compile(r"\](?=[^\W\d_])\w+|(?<=[^\W\d_\s])\[\w+ masqué\]")
_HASH_INSIDE = re.compile(r"#\d+[A-ZÀ-Þ]{3,}")


def _apart(document: Document, text: str) -> tuple[str, str] | None:
    for pattern in (_MASK_INSIDE, _ITEM_INSIDE, _HASH_INSIDE):
        hit = pattern.search(text)
        if hit:
            return hit[0], re.sub(r"(?<=[^\W\d_])(?=•|\d{1,2}\. )|(?<=\])(?=\w)|(?<=\d)(?=[A-ZÀ-Þ]{3})", " ", hit[0])
    if looks_glued(text, shipped_words()["names"].split()):
        for hit in _CAPITAL_INSIDE.finditer(text):
            if fold(hit[0]) not in _folded_names():
                return hit[0], re.sub(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ]{5})(?=[A-ZÀ-Þ][a-zà-ÿ])", " ", hit[0])
    for word in re.findall(r"[^\W\d_]{5,}", text):
        found = _two_words(document, word)
        if found:
            return word, found
    return None


@cache
def _folded_names() -> frozenset[str]:
    return frozenset(fold(name) for name in shipped_words()["names"].split())


def _two_words(document: Document, word: str) -> str:
    """The two words that an unknown one is made of, when the document holds the longer of them elsewhere."""
    key = word.casefold()
    if key in _PAIRS - {"dela"}:
        cut = next(len(one) for one in ("dans", "sur", "et", "de") if key.startswith(one))
        return f"{word[:cut]} {word[cut:]}"
    if key in _REAL or document.words[key] > 2:
        return ""
    for small in _SUFFIXES:
        rest = key.removesuffix(small)
        if rest != key and len(rest) >= 6 and document.words.get(rest, 0) >= 1 and _parts(rest, small):
            return f"{word[: len(rest)]} {word[len(rest) :]}"
    for small in _PREFIXES:
        rest = key.removeprefix(small)
        if rest != key and len(rest) >= 6 and document.words.get(rest, 0) >= 1:
            return f"{word[: len(small)]} {word[len(small) :]}"
    return ""


def _parts(rest: str, small: str) -> bool:
    """Whether what ends a word may be a word of its own: « communaux » and « actuelles » are no two words."""
    return not (small == "aux" and rest[-1] not in "éeèi") and not (small in ("les", "la") and rest[-1] == "l")


@rule("R-HTML", Gravity.ALERT, gettext_lazy("balises dans le texte"))
def tags(document: Document) -> Iterator[Flag]:
    """Say of tags that stand in a text, closed or not, that they are not words; they are never rendered."""
    if document.kind == "html":
        return
    for line in document.filled:
        found = _TAG.findall(line.text)
        if found:
            opened = sum(not slash for slash, _name in found)
            closed = len(found) - opened
            state = _("non fermées") if opened > closed else _("fermées")
            yield on(
                line,
                _("Des balises HTML (%(listed)s), %(state)s, sont restées dans le texte.")
                % {"listed": ", ".join(sorted({name.lower() for _slash, name in found})), "state": state},
                proposal=_("retirer les balises, couper aux puces"),
                confidence=95,
            )


@rule("R-NBSP", Gravity.ALERT, gettext_lazy("nombres écrits avec plusieurs espaces"))
def mixed_spaces(document: Document) -> Iterator[Flag]:
    """Say that thousands are parted by a no-break space here and by nothing there."""
    parted = [line for line in document.filled if _NBSP.search(line.text) or re.search(r"\d \d{3}\b", line.text)]
    whole = [
        line for line in document.filled if re.search(r"(?<![\d/.\-])(?!(?:19|20)\d\d)\d{4}(?![\d/.\-])", line.text)
    ]
    if parted and whole:
        yield on(
            whole[0],
            _("Des milliers sont séparés par une espace à certains endroits et par rien à d’autres."),
            proposal=_("une espace insécable partout"),
            confidence=75,
            others=(parted[0].number,),
        )
    narrow = [line for line in document.filled if _NBSP.search(line.text)]
    if narrow:
        count = sum(len(_NARROW.findall(line.text)) for line in document.filled)
        yield on(
            narrow[0],
            _(
                "Des nombres contiennent des espaces insécables (%(count)s dans le document) : ils sont lus "
                "comme des nombres entiers, pas coupés."
            )
            % {"count": count},
            proposal=_("aucune correction, à savoir si le texte est repris ailleurs"),
            confidence=95,
        )


@rule("R-HYPHEN", Gravity.INFO, gettext_lazy("mot ou intervalle coupé en fin de ligne"))
def cut_words(document: Document) -> Iterator[Flag]:
    """Say of a line that ends with a hyphen that the word, or the years, go on below."""
    lines = document.filled
    for line, following in itertools.pairwise(lines):
        text = line.text.rstrip()
        if _HYPHEN.search(text) and following.text.lstrip()[:1].isalnum():
            whole = text.split()[-1] + following.text.split()[0]
            yield on(
                line,
                _("« %(whole)s » est coupé en fin de ligne : une recherche ligne à ligne ne le trouve pas.")
                % {"whole": whole},
                raw=f"{text.split()[-1]} / {following.text.split()[0]}",
                proposal=whole.strip("().,;"),
                confidence=90,
                others=(following.number,),
            )


@rule("R-OCR", Gravity.ALERT, gettext_lazy("signe mal reconnu"))
def odd_signs(document: Document) -> Iterator[Flag]:
    """Say of a percent sign between two words that it is most likely « / » or « ½ »."""
    for line in document.filled:
        hit = _OCR.search(line.text)
        if hit:
            yield on(
                line,
                _("« %(words)s » : le signe est sans doute mal reconnu.") % {"words": hit[0]},
                raw=hit[0],
                proposal=re.sub(r" ?[%|¦] ?", " / ", hit[0]),
                confidence=60,
            )


@rule("R-QUOTES", Gravity.INFO, gettext_lazy("guillemets non fermés"))
def open_quotes(document: Document) -> Iterator[Flag]:
    """Say that more quotations open than close."""
    opened, closed = document.text.count("«"), document.text.count("»")
    if opened == closed:
        return
    for line in document.filled:
        if line.text.count("«") != line.text.count("»"):
            yield on(
                line,
                _("%(opened)s guillemets ouverts, %(closed)s fermés : où finit la citation ?")
                % {"opened": opened, "closed": closed},
                proposal=_("fermer la citation avant de la reprendre"),
                confidence=70,
            )
            return


@rule("R-SPELLING", Gravity.INFO, gettext_lazy("graphie qui casse la recherche exacte"))
def misspelt(document: Document) -> Iterator[Flag]:
    """Say of common misspellings, and of words that the document writes elsewhere with their accents."""
    accented = {fold(word): word for word in document.words if fold(word) != word}
    for line in document.filled:
        for wrong, right in _misspelt_in(line.text, accented):
            yield on(
                line,
                _("« %(wrong)s » est sans doute « %(right)s » : une recherche exacte ne le trouve pas.")
                % {"wrong": wrong, "right": right},
                raw=wrong,
                proposal=right,
                confidence=80,
            )


def _misspelt_in(text: str, accented: dict[str, str]) -> Iterator[tuple[str, str]]:
    for one in shipped_words()["spelling"]:
        hit = re.search(one["pattern"], text)
        if hit:
            yield hit[0], one["right"]
    for word in re.findall(r"[^\W\d_]{7,}", text):
        key = word.casefold()
        right = accented.get(key, "")
        only_capital = word[0].isupper() and right[1:] == key[1:]  # « Evaluer »: capitals often go without accent
        if key.isascii() and right and not word.isupper() and not only_capital and not key.endswith(("e", "es", "ons")):
            yield word, right
