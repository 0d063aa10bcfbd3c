"""``gouvernail import``: what a file would do, and its application when told to."""  # noqa: N999 - the command’s name

from __future__ import annotations

import argparse
from pathlib import Path

from gouvernail.cli.tables import print_json

HELP = "compare un fichier (classeur, PDF, DOCX, PPTX…) ou une source avec les données ; n’écrit rien sans --apply."
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file, what it holds, where it goes, and whether to write."""
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FICHIER|SOURCE", help="fichier à lire, ou nom ou numéro d’une source"
    )
    parser.add_argument("--due", action="store_true", help="lit les sources dont la lecture automatique est échue")
    parser.add_argument(
        "--as",
        dest="kind",
        default="",
        metavar="OBJETS",
        help="ce qu’il contient (equipements, actions…), ou la source qui lit ce fichier",
    )
    parser.add_argument("--into", default="", metavar="ADRESSE", help="adresse de la collectivité dans l’application")
    parser.add_argument("--apply", action="store_true", help="écrit les lignes prêtes ; les autres restent de côté")
    parser.add_argument("--json", action="store_true", help="sortie JSON, pour un programme")


def run(arguments: argparse.Namespace) -> int:
    """Compare, write if told to; return 1 when a line is refused."""
    from gouvernail.cli.refusals import Refusal
    from gouvernail.cli.starting import start_django

    start_django()
    if arguments.due or arguments.file is None:
        return _due(arguments)
    if not arguments.file.exists():
        from gouvernail.connectors.sources.shell import find, read_source

        if source := find(str(arguments.file)):
            return _say_readings(read_source(source, write=arguments.apply), as_json=arguments.json)
    elif arguments.kind:
        from gouvernail.connectors.sources.shell import find_for_file, read_source

        if source := find_for_file(arguments.kind):
            read = read_source(source, write=arguments.apply, file=arguments.file)
            return _say_readings(read, as_json=arguments.json)
    from gouvernail.connectors.shell import ImportRefused, import_file

    try:
        if not arguments.kind and (document := _document(arguments)):
            return _say_document(document, as_json=arguments.json)
        report = import_file(arguments.file, kind=arguments.kind, slug=arguments.into, write=arguments.apply)
    except ImportRefused as refusal:
        raise Refusal(str(refusal)) from refusal
    if arguments.json:
        print_json({**vars(report), "ready": report.ready, "refused": report.refused})
    else:
        print("\n".join(_lines(report)))
    return 1 if report.refused else 0


def _document(arguments: argparse.Namespace):
    """Read the file as a document, when its name says that it is one (a text may also be a table)."""
    from gouvernail.connectors.reading.formats import is_document
    from gouvernail.connectors.reading.shell import is_text_table, read_file

    if not is_document(arguments.file.name) or is_text_table(arguments.file):
        return None
    return read_file(arguments.file, slug=arguments.into, write=arguments.apply)


def _say_document(report, *, as_json: bool) -> int:
    """Print what a document proposes and its faults; return 1 when a line is refused."""
    if as_json:
        print_json(report.as_json())
    else:
        print("\n".join(report.in_words(SHOWN)))
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


def _due(arguments: argparse.Namespace) -> int:
    from gouvernail.cli.refusals import Refusal
    from gouvernail.connectors.sources.shell import read_what_is_due

    if not arguments.due:
        raise Refusal("dites quel fichier ou quelle source lire, ou ajoutez --due.")
    return _say_readings(read_what_is_due(), as_json=arguments.json)


def _say_readings(reports, *, as_json: bool) -> int:
    """Print what readings gave; return 1 when one failed, was partial, or gave something that is refused."""
    if as_json:
        print_json([{**vars(one), "sound": one.sound} for one in reports])
    else:
        for one in reports:
            counts = ", ".join(f"{name} : {n}" for name, n in one.counts.items())
            partial = ", partielle" if one.partial else ""
            print(f"{one.source} · {one.stream} : {one.state}{partial}, {one.received} reçus ({counts or 'rien'})")
            print("".join(f"  {sentence}\n" for sentence in one.alerts), end="")
    return 0 if all(one.sound for one in reports) else 1
