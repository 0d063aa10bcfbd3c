"""The shape of a document: what repeats, what is empty, numbers that jump or come twice."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import unified_diff

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouvernail.connectors.reading.model import Document, Line
from gouvernail.connectors.reading.rules.registry import Flag, Gravity, on, rule
from gouvernail.kernel.text import fold

_STAMP = re.compile(r"controle de legalite|reference acte|accuse de reception|recu en prefecture|\bid ?: ?\d")
_ACT_ID = re.compile(r"\d{3}-(\d{9})-(\d{8})-([\w]+)-\w{2}")
_WEB = re.compile(
    r"^(?:partager(?: cet article)?|envoyer|avatar|commentaires?|publicite|ecrire un commentaire\W*|information"
    r"|quitter la version mobile|pas encore inscrit\W.*|cliquez ici.*|s'inscrire|accepter les cookies.*"
    r"|abonnez-vous.*|recevez notre newsletter.*|vous devez etre connecte.*|lire aussi\W.*|retour en haut.*"
    r"|copyright.*|tous droits reserves.*)$"
)
_NUMBER = re.compile(r"^\s*(\d{1,2})\s?([.)\-])\s*(?=[^\W\d_])")
_ROW = re.compile(r"^\s*(\d{1,2})\s+(?=[^\W\d_])")
LONG_BLOCK = 6


@rule("R-WATERMARK", Gravity.INFO, gettext_lazy("filigrane éclaté"))
def watermark(document: Document) -> Iterator[Flag]:
    """Say of short pieces of words that come down the page, the same on several pages, that they are a watermark."""
    lines = document.filled
    runs: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and re.fullmatch(r"[^\W\d_]{1,3}", lines[end].text.strip()):
            end += 1
        if end - start >= 4:
            runs[tuple(line.text.strip() for line in lines[start:end])].append(lines[start])
        start = max(end, start + 1)
    for pieces, places in runs.items():
        if len(places) >= 2:
            yield on(
                places[0],
                _("Un filigrane vertical est éclaté en %(count)s morceaux, %(count_2)s fois.")
                % {"count": len(pieces), "count_2": len(places)},
                raw=" / ".join(pieces),
                proposal=_("retirer ces lignes"),
                confidence=90,
                others=tuple(line.number for line in places[1:]),
            )


@rule("R-STAMP", Gravity.INFO, gettext_lazy("tampon répété, à garder comme métadonnée"))
def stamps(document: Document) -> Iterator[Flag]:
    """Say of a stamp of the prefecture repeated on the pages that it tells of the act, not of the text."""
    found = [line for line in document.filled if _STAMP.search(line.folded)]
    by_text: dict[str, list[Line]] = defaultdict(list)
    for line in found:
        by_text[line.folded].append(line)
    for lines in by_text.values():
        if len(lines) >= 2:
            act = _ACT_ID.search(lines[0].text)
            about = (
                _("acte %(act)s, séance du %(day)s, SIREN %(siren)s")
                % {"act": act[3], "day": f"{act[2][6:]}/{act[2][4:6]}/{act[2][:4]}", "siren": act[1]}
                if act
                else ""
            )
            yield on(
                lines[0],
                _("Tampon répété %(count)s fois : il dit de quel acte le document est l’annexe.")
                % {"count": len(lines)},
                proposal=about or "garder comme métadonnée, retirer du texte",
                confidence=95,
                others=tuple(line.number for line in lines[1:]),
            )


@rule("R-BOILERPLATE", Gravity.INFO, gettext_lazy("habillage de page"))
def furniture(document: Document) -> Iterator[Flag]:
    """Say of page numbers that stand alone, and of the furniture of a web page, that they are no content."""
    numbers = [line for line in document.filled if re.fullmatch(r"\s*\d{1,3}\s*", line.text)]
    values = [int(line.text) for line in numbers]
    rising = sum(after > before for before, after in itertools.pairwise(values))
    if len(numbers) >= 3 and rising >= len(values) // 2 and values[-1] > values[0]:
        yield on(
            numbers[0],
            _("%(count)s nombres isolés, croissants : des numéros de page.") % {"count": len(numbers)},
            raw=", ".join(str(value) for value in values[:8]),
            proposal=_("retirer"),
            confidence=80,
            others=tuple(line.number for line in numbers[1:]),
        )
    web = [line for line in document.filled if _WEB.match(line.folded.strip())]
    if len(web) >= 2 or (web and len(document.filled) > 3 and web[0] is document.filled[-1]):
        yield on(
            web[0],
            _("%(count)s ligne(s) d’habillage de page web.") % {"count": len(web)},
            raw=" / ".join(line.text.strip() for line in web[:5]),
            proposal=_("retirer"),
            confidence=90,
            others=tuple(line.number for line in web[1:]),
        )


@rule("R-DUPBLOCK", Gravity.ALERT, gettext_lazy("bloc répété presque à l’identique"))
def repeated_block(document: Document) -> Iterator[Flag]:
    """Find the longest blocks of lines that come back, and tell what differs between the two."""
    lines = [line for line in document.filled if not _STAMP.search(line.folded)]
    keys = [line.folded for line in lines]
    where: dict[tuple[str, str, str], int] = {}
    done = -1
    for rank in range(len(keys) - 2):
        gram = (keys[rank], keys[rank + 1], keys[rank + 2])
        first = where.setdefault(gram, rank)
        if first == rank or rank <= done or rank - first < 3 or len(set(gram)) < 3:
            continue
        length, matched = _run(keys, first, rank)
        done = rank + length
        if matched >= LONG_BLOCK and len("".join(gram)) > 15:
            told = _differences(lines[first : first + length], lines[rank : rank + length])
            yield on(
                lines[rank],
                _("Ces lignes répètent celles de « %(place)s » (%(matched)s lignes identiques)%(more)s.")
                % {
                    "place": lines[first].place,
                    "matched": matched,
                    "more": (_(", avec des différences : %(told)s") % {"told": told} if told else ""),
                },
                proposal=_("garder la version la plus récente, après comparaison"),
                confidence=85,
                others=(lines[first].number,),
            )


def _run(keys: list[str], first: int, second: int) -> tuple[int, int]:
    """How far two places go on alike, allowing two lines in a row that differ; and how many lines are the same."""
    length = matched = missed = 0
    one, two = first, second
    while two < len(keys) and one < second and missed <= 2:
        if keys[one] == keys[two]:
            matched, missed = matched + 1, 0
            length = two - second + 1
        else:
            missed += 1
            if one + 1 < second and keys[one + 1] == keys[two]:
                one += 1
                continue
            if two + 1 < len(keys) and keys[one] == keys[two + 1]:
                two += 1
                continue
        one, two = one + 1, two + 1
    return length, matched


def _differences(before: list[Line], after: list[Line]) -> str:
    told = [
        f"{'absent' if line[0] == '-' else 'nouveau'} « {' '.join(line[1:].split())[:30]} »"
        for line in unified_diff([x.text.strip() for x in before], [x.text.strip() for x in after], lineterm="", n=0)
        if line[:1] in "+-" and line[:3] not in ("+++", "---") and line[1:].strip()
    ]
    return ", ".join(told[:4])


@rule("R-DUPTITLE", Gravity.INFO, gettext_lazy("titre répété"))
def repeated_title(document: Document) -> Iterator[Flag]:
    """Say of a title or a line of contents that comes back that its two places must not be taken for two things."""
    seen: dict[str, list[Line]] = defaultdict(list)
    for line in document.filled:
        if _looks_like_title(line):
            seen[line.folded.strip()].append(line)
    for lines in seen.values():
        beside = {tuple(one.folded for one in document.around(line, before=1, after=1)) for line in lines}
        if len(lines) >= 2 and len(beside) > 1:  # beside the same lines, it is a block that repeats
            yield on(
                lines[0],
                _("« %(words)s » sert de titre %(count)s fois.")
                % {"words": lines[0].text.strip()[:60], "count": len(lines)},
                proposal=_("distinguer les titres, ou n’en garder qu’un"),
                confidence=65,
                others=tuple(line.number for line in lines[1:]),
            )


def _looks_like_title(line: Line) -> bool:
    text = line.text.strip()
    if line.heading:
        return True
    words = text.split()
    if not 2 <= len(words) <= 14 or text[-1] in ".;,:" or text[0] in "•-–☐▪" or "\t" in text or "[" in text:
        return False
    if text.startswith("N°") or re.search(r"\d{1,2}[/.]\d{1,2}|:|€", text) or not text[0].isupper():
        return False
    return len(text) < 90 and (len(words) >= 4 or bool(re.match(r"[IVX]+\b|[A-E]\.", text)))


@rule("R-EMPTY-SECTION", Gravity.ALERT, gettext_lazy("partie sans contenu"))
def empty_section(document: Document) -> Iterator[Flag]:
    """Say of a page that holds only its title, or of two titles of one family that follow, that a picture was lost."""
    lines = document.filled
    on_page = Counter(line.place.page for line in lines if line.place.unit in ("page", "diapositive"))
    alone = (line for line in lines if on_page.get(line.place.page) == 1 and len(on_page) > 1)
    for line in alone:
        if not re.search(r"[.;!?]\s*$|[.;] [A-ZÀ-Þ]", line.text):  # a sentence is content, not a title
            yield _empty(line)
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        family = re.match(r"^(.{15,}?) [–-] \S", line.text.strip())
        if family is None or len(line.text) > 110 or line.place.unit in ("page", "diapositive"):
            continue
        next_text = following.text.strip() if following is not None else ""
        others = [one for one in lines if one is not line and one.text.strip().startswith(f"{family[1]} ")]
        if (others and next_text.startswith(f"{family[1]} ")) or (
            others and following is not None and _title_after(line, following, document)
        ):
            yield _empty(line)


def _title_after(line: Line, following: Line, document: Document) -> bool:
    """Whether the line that follows is the title of another part, written with a first space as this one is."""
    return line.text[:1] == following.text[:1] == " " and following.text[1:2].isupper() and len(following.text) < 90


def _empty(line: Line) -> Flag:
    return on(
        line,
        _("Cette partie n’a qu’un titre : son contenu (une image ?) est perdu."),
        proposal=_("demander le fichier d’origine"),
        confidence=80,
    )


def _runs(document: Document, pattern: re.Pattern[str]) -> Iterator[list[tuple[Line, int]]]:
    """Sequences of numbered lines: a new one starts when the number falls back to 1."""
    run: list[tuple[Line, int]] = []
    for line in document.filled:
        hit = pattern.match(line.text)
        if not hit:
            continue
        number = int(hit[1])
        if run and number < run[-1][1]:
            yield run
            run = []
        run.append((line, number))
    yield run


def _sign(pattern: re.Pattern[str], line: Line) -> str:
    """What follows the number of a line: a point, a dash, a space."""
    hit = pattern.match(line.text)
    return re.sub(r"\d", "", hit[0]).strip() if hit else ""


@rule("R-NUM-DUP", Gravity.ALERT, gettext_lazy("numéro porté deux fois"))
def same_number(document: Document) -> Iterator[Flag]:
    """Say of a number that two steps or two actions bear that it cannot be their key."""
    for pattern in (_ROW, _NUMBER):
        for run in _runs(document, pattern):
            for (line, number), (following, again) in itertools.pairwise(run):
                counted = any(one == number - 1 for _line, one in run)  # « 27 postes » is no number of a list
                if (
                    number == again
                    and (counted or number == 1)
                    and len(run) >= 3
                    and _sign(pattern, line) == _sign(pattern, following)
                ):
                    yield on(
                        following,
                        _("Le numéro %(number)s est déjà celui de « %(words)s ».")
                        % {"number": number, "words": line.text.strip()[:50]},
                        proposal=_("garder les deux lignes, ne pas prendre le numéro pour clé"),
                        confidence=90,
                        others=(line.number,),
                    )


@rule("R-NUM-GAP", Gravity.ALERT, gettext_lazy("numérotation qui saute ou change de forme"))
def missing_number(document: Document) -> Iterator[Flag]:
    """Say of titles numbered 1, 2, 4 that one is missing; and of a list of steps whose last one bears no number."""
    titles = [
        (line, int(hit[1]), hit[2])
        for line in document.filled
        if (hit := _NUMBER.match(line.text)) and len(line.text) < 90
    ]
    previous: tuple[Line, int, str] | None = None
    for line, number, sign in titles:
        if previous is not None and number == previous[1] + 2 and _same_kind(document, previous[0], line):
            styles = _(" ; les numéros ne sont pas écrits pareil") if len({one[2] for one in titles}) > 1 else ""
            yield on(
                line,
                _("Le numéro %(words)s manque entre « %(words_2)s » et « %(words_3)s »%(styles)s.")
                % {
                    "words": number - 1,
                    "words_2": previous[0].text.strip()[:40],
                    "words_3": line.text.strip()[:40],
                    "styles": styles,
                },
                proposal=_("retrouver la partie %(words)s") % {"words": number - 1},
                confidence=75,
                others=(previous[0].number,),
            )
        previous = (line, number, sign) if previous is None or number > previous[1] or number == 1 else previous
    yield from _unnumbered_step(document)


def _same_kind(document: Document, before: Line, after: Line) -> bool:
    """Two titles far enough from each other to be parts, not items of one list."""
    return after.number - before.number > 3


def _unnumbered_step(document: Document) -> Iterator[Flag]:
    ranks = ("premiere", "deuxieme", "troisieme", "quatrieme", "cinquieme")
    found = [
        (line, rank)
        for line in document.filled
        for rank, word in enumerate(ranks)
        if re.match(rf"la {word} etape\b", line.folded.strip())
    ]
    if len(found) < 2:
        return
    last = found[-1][0]
    for line in document.filled:
        if line.number > last.number and re.match(r"(?:une fois|ensuite|enfin|apres quoi)\b", line.folded.strip()):
            yield on(
                line,
                _("Une étape de plus suit la %(words)s, sans numéro.") % {"words": fold(last.text).split()[1]},
                proposal=_("étape %(words)s") % {"words": found[-1][1] + 2},
                confidence=55,
                others=(last.number,),
            )
            return
