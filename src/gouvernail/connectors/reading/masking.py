"""Hide personal data as a document is read: telephones, addresses of mail and names, cut by a line break or not.

Nothing of what is hidden is kept, only what kind it was and where. A name is known by a title (« Mme »), by a first
name beside a family name, or by a family name in capitals beside a first name; streets and schools that bear a name
are left alone. It errs on the side of hiding; whoever arbitrates may write the word back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from gouvernail.connectors.reading.model import Masked
from gouvernail.kernel.text import fold, mask_personal_data

NAME_MASK = "[nom masqué]"

_WORD = r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)*"
_CAPITALS = r"[A-ZÀ-Þ]{2,}(?:[-'’ ][A-ZÀ-Þ]{2,})*"
_CIVIL = re.compile(
    rf"\b(?:MM?\.|Mmes?|Mme\.|Mlle|Monsieur|Madame|Me|Dr)[ \u00a0\u202f](?:(?:{_WORD}|{_CAPITALS})[ ]?){{1,3}}"
)
_FULL = re.compile(rf"(?<![\w-])({_WORD})[ \u00a0\n]+((?:(?:de|du|le|la|d[’'])[ ]?)?(?:{_CAPITALS}|{_WORD}))(?![\w-])")
_REVERSED = re.compile(rf"(?<![\w-])({_CAPITALS})[ \u00a0]+({_WORD})(?![\w-])")
_NAMED_AFTER = re.compile(
    r"(?:rue|avenue|place|boulevard|quai|square|ecole|college|lycee|creche|salle|espace|stade|gymnase|bibliotheque"
    r"|mediatheque|residence|universite|hopital|centre|fondation|prix|complexe|groupe scolaire)\s(?:[\w’']+\s){0,2}$"
)
_FUNCTIONS = re.compile(
    r"(?:le|la) (?:president|directeur|directrice|maire|prefet|ministre|vice|dgs|secretaire|referent|responsable|chef)",
)


def masked(text: str) -> str:
    """Return one text with its telephones, addresses of mail and names hidden."""
    return mask_lines([text])[0][0]


def mask_lines(texts: Sequence[str]) -> tuple[list[str], list[Masked]]:
    """Return the lines with personal data masked, as many as given, and what was found.

    A number cut by a line break is masked on its first line; what remains of it on the next goes.
    """
    out = list(texts)
    found: list[Masked] = []
    for number in range(len(out)):
        _mask_coordinates(out, number, found)
    for number, text in enumerate(out):
        out[number] = _mask_names(text, number, found)
    _mask_names_cut(out, found)
    return out, found


def _mask_coordinates(out: list[str], number: int, found: list[Masked]) -> None:
    masked, hits = mask_personal_data(out[number])
    found += [Masked(hit.kind, number) for hit in hits]
    out[number] = masked
    following = next((rank for rank in range(number + 1, min(number + 3, len(out))) if out[rank].strip()), None)
    if following is None or not out[number].strip():
        return
    joined = f"{out[number]}\n{out[following]}"
    together, hits = mask_personal_data(joined)
    if together.count("\n") or together == joined:
        return  # what was found stands on one line; the next turn masks it
    cut = max((together.find(mark) for mark in ("[téléphone masqué]", "[courriel masqué]")), default=-1)
    last = max(together.rfind("[téléphone masqué]"), together.rfind("[courriel masqué]"), cut)
    end = together.index("]", last) + 1
    out[number], out[following] = together[:end], together[end:].lstrip()
    found += [Masked(hit.kind, number, True) for hit in hits if hit.line == 1][-1:]


def _mask_names(text: str, number: int, found: list[Masked]) -> str:
    if not re.search("[A-ZÀ-Þ]", text):
        return text
    for pattern, is_name in ((_CIVIL, _after_title), (_FULL, _full_name), (_REVERSED, _reversed_name)):
        position = 0
        while hit := pattern.search(text, position):
            if not is_name(hit) or _NAMED_AFTER.search(fold(text[: hit.start()]) + " "):
                position = hit.start() + 1
                continue
            found.append(Masked("name", number))
            tail = " " if hit[0].endswith(" ") else ""
            text = f"{text[: hit.start()]}{NAME_MASK}{tail}{text[hit.end() :]}"
            position = hit.start() + len(NAME_MASK)
    return text


def _mask_names_cut(out: list[str], found: list[Masked]) -> None:
    """A first name at the end of a line and a family name in capitals at the start of the next."""
    for number in range(len(out) - 1):
        head = re.search(rf"(?<![\w-])({_WORD})\s*$", out[number])
        tail = re.match(rf"\s*({_CAPITALS})(?![\w-])", out[number + 1])
        if head and tail and _is_first_name(head[1]) and len(tail[1]) > 2:
            out[number] = f"{out[number][: head.start()]}{NAME_MASK}"
            out[number + 1] = out[number + 1][tail.end() :].lstrip()
            found.append(Masked("name", number, True))


def _after_title(hit: re.Match[str]) -> bool:
    return not _FUNCTIONS.match(fold(hit[0].partition(" ")[2])) and " le " not in fold(hit[0])


def _full_name(hit: re.Match[str]) -> bool:
    family = hit[2]
    return _is_first_name(hit[1]) and not _is_common(family) and (not family.isupper() or len(family) > 2)


def _reversed_name(hit: re.Match[str]) -> bool:
    return len(hit[1]) > 2 and _is_first_name(hit[2]) and not _is_common(hit[2])


def _is_first_name(word: str) -> bool:
    return all(part in first_names() for part in fold(word).split("-"))


def _is_common(word: str) -> bool:
    """Whether a word that begins with a capital is no family name: another sentence, a month, a function."""
    return fold(word) in {"le", "la", "les", "un", "une", "mise", "saint", "sur", "ville", "commune"}


@cache
def first_names() -> frozenset[str]:
    """Return first names borne in France, folded."""
    return frozenset((files(__package__) / "names.txt").read_text(encoding="utf-8").split())
