"""``gouvernail plan``: a plan for a problem written in a file, with what may be said of it and why."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path

from gouvernail.cli.refusals import Refusal
from gouvernail.cli.tables import print_json, print_table
from gouvernail.kernel.money import euros

HELP = "calcule le plan d’un problème écrit en JSON (docs/formats/plan.md), avec les raisons."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file, the time given, the seed and the JSON form."""
    parser.add_argument("problem", metavar="FICHIER", type=Path, help="le problème, en JSON")
    parser.add_argument(
        "--seconds", metavar="N", type=_seconds, default=20.0, help="temps de recherche, en secondes (20)"
    )
    parser.add_argument("--seed", metavar="N", type=_seed, default=0, help="graine du hasard (0)")
    parser.add_argument("--json", action="store_true", help="sortie JSON, pour un programme")


def run(arguments: argparse.Namespace) -> int:
    """Print the plan; return 1 when there is none."""
    from gouvernail.engines.planning.engine import make_plan
    from gouvernail.engines.planning.result import as_json

    problem = _problem(arguments.problem)
    report = None if arguments.json or not sys.stderr.isatty() else _say_progress
    result = make_plan(problem, seconds=arguments.seconds, seed=arguments.seed, report=report)
    if arguments.json:
        print_json(as_json(result))
    else:
        _print(result, as_json(result))
    return 0 if result.plan is not None else 1


def _problem(path: Path):
    from gouvernail.engines.planning.checks import BadProblem
    from gouvernail.engines.planning.reading import read_problem

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Refusal(f"{path} n’est pas un texte en UTF-8.") from error
    except json.JSONDecodeError as error:
        raise Refusal(f"{path} n’est pas du JSON : ligne {error.lineno}, colonne {error.colno}.") from error
    try:
        return read_problem(data)
    except BadProblem as flaws:
        raise Refusal("\n  ".join(["ce problème ne peut pas être planifié.", *flaws.sentences])) from flaws


def _print(result, written: dict) -> None:
    print(result.certificate.sentence)
    for sentence in result.warnings:
        print(f"Attention : {sentence}")
    if result.plan is not None:
        print()
        print_table(
            {"label": "Projet", "mode": "Variante", "start": "Début", "end": "Fin"},
            [_place(result, project) for project in result.problem.projects],
            empty="Aucun projet.",
        )
        print()
        columns = {"label": "Enveloppe", "when": "Quand", "amount": "Montant", "spent": "Prévu", "left": "Reste"}
        rows = [
            {key: _money(one[key]) if key in ("amount", "spent", "left") else one[key] for key in columns}
            for one in written["envelopes"]
        ]
        print_table(columns, rows, empty="Aucune enveloppe.")
    for title, sentences in _reasons(result):
        print(f"\n{title}")
        for sentence in sentences:
            print(f"  – {sentence}")


def _place(result, project) -> dict[str, str]:
    place = result.plan.placements.get(project.key)
    if place is None:
        return {"label": project.label, "mode": "non retenu", "start": "—", "end": "—"}
    mode, label = project.mode(place.mode), result.problem.calendar.label
    end = place.start + max(mode.duration, 1) - 1
    return {"label": project.label, "mode": mode.label, "start": label(place.start), "end": label(end)}


def _money(text: str) -> str:
    return euros(Decimal(text))


def _reasons(result):
    if result.explanations:
        yield "Pourquoi pas plus tôt, ou pas du tout", [one.sentence for one in result.explanations]
    if result.conflict:
        yield "Règles qui ne peuvent pas être respectées ensemble", result.conflict.said
    if result.relaxation:
        yield "Ce qu’il suffit de changer", result.relaxation.said


def _say_progress(progress) -> None:
    best = "aucun plan" if progress.best is None else f"plan à {progress.best:.1f}"
    bound = "" if progress.bound is None else f", borne {progress.bound:.1f}"
    print(f"  {progress.seconds:5.1f} s  {best}{bound}", file=sys.stderr)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un nombre de secondes (de 1 à 86400)")
    return value


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un nombre entier")
    return int(text)
