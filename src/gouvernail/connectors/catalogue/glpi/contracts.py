"""What GLPI's suppliers and contracts mean, however they were read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gouvernail.connectors.catalogue.glpi.amounts import day, yearly_amount
from gouvernail.connectors.catalogue.glpi.mapping import path_words, words
from gouvernail.connectors.sources.connector import Report
from gouvernail.connectors.sources.records import ContractRecord, SupplierRecord
from gouvernail.kernel.identifiers import check_siren, check_siret, normalise
from gouvernail.kernel.periods import add_months
from gouvernail.kernel.text import fold

UNTOLD, NEVER, TACIT, EXPRESS = -1, 0, 1, 2
RENEWALS = {NEVER: "Sans reconduction", TACIT: "Reconduction tacite", EXPRESS: "Reconduction expresse"}
LONGEST = 1_200
"""Months; beyond, a duration is a slip of the keyboard."""
MAX_NOTICE = 120

OTHER = "Autre"
_KINDS = (
    ("Télécoms", ("telecom", "telephon", "internet", "operateur", "fibre", "mobile")),
    ("Hébergement", ("heberg", "cloud", "saas", "nom de domaine")),
    ("Logiciels métiers", ("logiciel", "licence", "editeur", "software", "application")),
    ("Support et infogérance", ("support", "infogerance", "maintenance", "assistance")),
    ("Matériel", ("materiel", "equipement", "constructeur", "imprimante", "copieur", "location")),
    ("Conseil et AMO", ("conseil", "amo", "audit", "etude", "formation")),
)


def kind_of(word: str) -> str:
    """Return the register's word for a type of GLPI; « Autre » when nothing tells."""
    folded = fold(word)
    return next((label for label, hints in _KINDS if any(hint in folded for hint in hints)), OTHER)


def suppliers_of(rows: Iterable[Mapping[str, Any]], report: Report) -> list[SupplierRecord]:
    """Return the suppliers that have a name, each once; ``report`` is told what was left or is to be said again."""
    found: dict[str, SupplierRecord] = {}
    kinds: Counter[str] = Counter()
    left = wrong = 0
    for row in rows:
        name, word = words(row["name"])[:160], words(row["type"])
        if not name or fold(name) in found:
            left += 1
            continue
        number = words(row["registration"])
        siren = siren_of(number)
        wrong += bool(number) and not siren
        kinds[word] += kind_of(word) == OTHER
        found[fold(name)] = SupplierRecord(name, kind_of(word), siren, _flag(row["active"]))
    report.expected = (report.expected or left + len(found)) - left
    _say_kinds(report, kinds)
    if left:
        report.say(f"Prestataires laissés, sans nom ou de même nom qu’un autre : {left}.")
    if wrong:
        report.say(f"Numéros administratifs qui ne sont ni un SIREN ni un SIRET, laissés : {wrong}.")
    return list(found.values())


def siren_of(text: str) -> str:
    """Return the SIREN of an administrative number, which may be a SIRET; empty when it is neither."""
    digits = normalise(text)
    try:
        return check_siret(digits)[:9] if len(digits) == 14 else check_siren(digits)
    except ValueError:
        return ""


def contracts_of(
    rows: Iterable[Mapping[str, Any]],
    costs: Mapping[int, list[Mapping[str, Any]]],
    today: date,
    report: Report,
) -> list[ContractRecord]:
    """Return the contracts that have a name, their costs looked up by number; ``report`` is told what is to be known.

    A row has ``id``, ``name``, ``number``, ``type``, ``begins``, ``months``, ``notice``, ``period``, ``renewal``,
    ``suppliers`` and ``entity``.
    """
    found: list[ContractRecord] = []
    kinds: Counter[str] = Counter()
    unnamed = unsaid = rolled = 0
    for row in rows:
        title = words(row["name"])
        if not title:
            unnamed += 1
            continue
        word, told = words(row["type"]), costs.get(int(row["id"]), [])
        kinds[word] += kind_of(word) == OTHER
        begins, renewal = day(row["begins"]), _renewal(row["renewal"])
        first_end = last_day(begins, _number(row["months"]))
        ends = term_end(first_end, renewal, _number(row["period"]) or _number(row["months"]), today)
        cost = yearly_amount(told, today)
        unsaid += bool(told) and cost is None
        rolled += ends != first_end
        notice = _number(row["notice"])
        found.append(
            ContractRecord(
                title[:200],
                supplier=words(row["suppliers"])[:160],
                reference=words(row["number"])[:60],
                kind=kind_of(word),
                state=state_of(begins, ends, renewal, today),
                starts_on=begins,
                ends_on=ends,
                notice_months=notice if 0 < notice <= MAX_NOTICE else None,
                renewal=RENEWALS.get(renewal, "") if ends else "",
                yearly_amount=cost,
                entity=path_words(row["entity"]),
            )
        )
    report.expected = (report.expected or len(found) + unnamed) - unnamed
    _say_kinds(report, kinds)
    for count, sentence in (
        (unnamed, "Contrats sans nom, laissés : %s."),
        (rolled, "Contrats reconduits tacitement : %s ; leur fin est celle de la période en cours."),
        (unsaid, "Contrats dont aucun coût ne couvre une année, sans montant annuel : %s."),
    ):
        if count:
            report.say(sentence % count)
    if any(one.yearly_amount for one in found):
        report.say("GLPI ne dit pas si ses montants sont HT ou TTC : leur base reste à dire.")
    return told_apart(found)


def last_day(begins: date | None, months: int) -> date | None:
    """Return the last day of a contract: the eve of the date on which GLPI says that it ends."""
    return add_months(begins, months) - timedelta(days=1) if begins and 0 < months <= LONGEST else None


def term_end(ends: date | None, renewal: int, period: int, today: date) -> date | None:
    """Return the last day of the term that runs: a contract renewed tacitly rolls on by its period, as in GLPI."""
    if ends is None or renewal != TACIT or not 0 < period <= LONGEST:
        return ends
    after, turns = ends, 0
    while after < today:  # from the first end, lest a 31 become a 28 for ever
        turns += 1
        after = add_months(ends + timedelta(days=1), turns * period) - timedelta(days=1)
    return after


def state_of(begins: date | None, ends: date | None, renewal: int, today: date) -> str:
    """Return where a contract stands, where its dates tell; empty when only a person knows."""
    if begins and begins > today:
        return "À venir"
    if ends is None or ends >= today:
        return "En cours" if begins else ""
    return "Terminé" if renewal == NEVER else ""


def told_apart(found: list[ContractRecord]) -> list[ContractRecord]:
    """Return contracts of which no two of one supplier and organisation are called the same: number, else first day."""
    called = Counter(map(_call, found))
    taken: Counter[tuple[str, ...]] = Counter()
    result = []
    for one in found:
        if called[_call(one)] > 1:
            mark = one.reference or (f"{one.starts_on:%d/%m/%Y}" if one.starts_on else "")
            one = replace(one, title=f"{one.title[:180]} ({mark})" if mark else one.title)
        taken[_call(one)] += 1
        rank = taken[_call(one)]
        result.append(replace(one, title=f"{one.title[:190]} ({rank})") if rank > 1 else one)
    return result


def _call(one: ContractRecord) -> tuple[str, ...]:
    return fold(one.supplier), fold(one.title), one.entity


def _say_kinds(report: Report, kinds: Counter[str]) -> None:
    """Say which types of GLPI became « Autre »."""
    named = sorted(f"« {word} »" if word else "sans type" for word, count in kinds.items() if count)
    if named:
        report.say(f"Types de GLPI rangés en « {OTHER} » : {', '.join(named[:12])}{'…' if len(named) > 12 else ''}.")


def _number(value: object) -> int:
    """Return a whole number of GLPI, which may come with its unit (« 36 mois »); 0 when there is none."""
    found = re.match(r"\s*(\d{1,6})\b", str(value if value is not None else ""))
    return int(found[1]) if found else 0


def _renewal(value: object) -> int:
    """Return how a contract is renewed; zero is « never », and also what GLPI writes before anybody fills it in: it is
    believed of a contract that has an end.
    """
    text = str(value if value is not None else "").strip()
    return int(text) if text.isdecimal() else UNTOLD


def _flag(value: object) -> bool | None:
    text = str(value)
    return None if text not in ("0", "1") else text == "1"
