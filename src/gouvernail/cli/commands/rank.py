"""``gouvernail rank``: the scenarios of a study, ranked, with how firmly the answer holds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from gouvernail.cli.refusals import Refusal
from gouvernail.cli.tables import print_json, table
from gouvernail.kernel.numbers_fr import format_number, format_percent

HELP = "compare les scénarios d’une étude et dit à quel point le choix tient."
MOST_DRAWS = 10_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file of the study, the JSON form, the number of draws and the seed."""
    parser.add_argument("study", type=Path, metavar="ÉTUDE", help="étude au format JSON (docs/formats/etude.md)")
    parser.add_argument("--json", action="store_true", help="sortie JSON, pour un programme")
    parser.add_argument("--draws", type=_draws, metavar="N", help="nombre de pondérations tirées au sort (100 000)")
    parser.add_argument("--seed", type=_seed, metavar="N", help="graine du tirage : la même donne le même résultat")


def run(arguments: argparse.Namespace) -> int:
    """Print the answer to the study: the paragraph, then the table of ranks."""
    from gouvernail.engines.ranking import StudyRefused, answer, read_study, result_of
    from gouvernail.engines.ranking.robustness import DEFAULT_DRAWS, DEFAULT_SEED

    draws = DEFAULT_DRAWS if arguments.draws is None else arguments.draws
    seed = DEFAULT_SEED if arguments.seed is None else arguments.seed
    try:
        result = result_of(answer(read_study(arguments.study.read_bytes()), draws=draws, seed=seed))
    except StudyRefused as refusal:
        raise Refusal(str(refusal)) from refusal
    if arguments.json:
        print_json(result)
    else:
        print(_text(result))
    return 0


def _text(result: dict[str, Any]) -> str:
    by_id = {scenario["id"]: scenario for scenario in result["scenarios"]}
    rows = [_row(by_id[key]) for key in result["order"]]
    parts = [
        f"{result['title']}\n{result['question']}",
        "\n".join(f"- {sentence['text']}" for sentence in result["sentences"]),
        table(("Scénario", "Premier", "Deuxième", "Rang moyen", "Score"), rows),
    ]
    if result["notices"]:
        parts.append("À savoir :\n" + "\n".join(f"- {notice}" for notice in result["notices"]))
    drawn = f"{format_number(result['draws'])} tirages, graine {result['seed']}." if result["draws"] else "Sans tirage."
    return "\n\n".join([*parts, drawn])


def _row(scenario: dict[str, Any]) -> tuple[str, ...]:
    first, second = scenario["ranks"][:2]
    return (
        scenario["name"],
        format_percent(first["share"], 1),
        format_percent(second["share"], 1),
        format_number(scenario["mean_rank"], 2),
        format_number(scenario["score"], 3),
    )


def _draws(text: str) -> int:
    return _whole(text, 1, MOST_DRAWS, "nombre de tirages")


def _seed(text: str) -> int:
    return _whole(text, 0, 2**63 - 1, "graine")


def _whole(text: str, least: int, most: int, what: str) -> int:
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un {what} : un entier de {least} à {most}")
    return int(text)
