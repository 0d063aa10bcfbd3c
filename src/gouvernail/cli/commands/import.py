"""``gouvernail import``: what a file would do, and its application when told to."""  # noqa: N999 - the command’s name

from __future__ import annotations

import argparse
from pathlib import Path

from gouvernail.cli.tables import print_json

HELP = "compare un fichier XLSX, XLS, ODS ou CSV avec les données ; n’écrit rien sans --apply."
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file, what it holds, where it goes, and whether to write."""
    parser.add_argument("file", type=Path, metavar="FICHIER", help="fichier à lire")
    parser.add_argument(
        "--as", dest="kind", default="", metavar="OBJETS", help="ce qu’il contient (equipements, actions…)"
    )
    parser.add_argument("--into", default="", metavar="ADRESSE", help="adresse de la collectivité dans l’application")
    parser.add_argument("--apply", action="store_true", help="écrit les lignes prêtes ; les autres restent de côté")
    parser.add_argument("--json", action="store_true", help="sortie JSON, pour un programme")


def run(arguments: argparse.Namespace) -> int:
    """Compare, write if told to; return 1 when a line is refused."""
    from gouvernail.cli.refusals import Refusal
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.connectors.shell import ImportRefused, import_file

    try:
        report = import_file(arguments.file, kind=arguments.kind, slug=arguments.into, write=arguments.apply)
    except ImportRefused as refusal:
        raise Refusal(str(refusal)) from refusal
    if arguments.json:
        print_json({**vars(report), "ready": report.ready, "refused": report.refused})
    else:
        print("\n".join(_lines(report)))
    return 1 if report.refused else 0


def _lines(report) -> list[str]:
    from gouvernail.connectors.enums import Outcome

    counts = [f"{Outcome(name).label.lower()} : {n}" for name, n in report.counts.items() if name in Outcome.values]
    lines = [f"{report.file} → {report.objects} ({report.place})", f"  {', '.join(counts) or 'aucune ligne'}"]
    lines += [f"  {sentence}" for sentence in report.remarks[:SHOWN]]
    for one in report.left_aside[:SHOWN]:
        lines.append(f"  ligne {one['line']} ({one['title'] or 'sans nom'}) : {' '.join(one['reasons'])}")
    if len(report.left_aside) > SHOWN:
        lines.append(f"  … et {len(report.left_aside) - SHOWN} autres ; --json les donne toutes.")
    if report.written is not None:
        lines.append(f"{report.written} lignes écrites.")
    else:
        lines.append(f"Rien n’est écrit. Avec --apply, {report.ready} lignes le seraient.")
    return lines
