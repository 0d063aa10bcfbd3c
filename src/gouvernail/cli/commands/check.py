"""``gouvernail check``: is this installation sound?"""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "vérifie la base, ses migrations et le journal ; code de retour 1 si un défaut est trouvé."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the export to check in the place of this installation."""
    parser.add_argument(
        "--journal", type=Path, metavar="FICHIER", help="vérifie un export du journal, sans base ni réglage"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one line a check; return 1 if a flaw was found."""
    if arguments.journal:
        return _check_export(arguments.journal)
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.cli.inspecting import inspect

    flaws = 0
    for finding in inspect():
        print(f"{'OK    ' if finding.sound else 'DÉFAUT'}  {finding.sentence}", flush=True)
        flaws += not finding.sound
    return 1 if flaws else 0


def _check_export(path: Path) -> int:
    from gouvernail.cli.refusals import Refusal
    from gouvernail.journal.offline import verify_export

    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
            verdict = verify_export(lines)
    except OSError as error:
        raise Refusal(f"{path} ne se lit pas.") from error
    except ValueError as error:
        raise Refusal(str(error)) from error
    for flaw in verdict.flaws:
        print(f"DÉFAUT  {flaw.reason}")
    if not verdict.flaws:
        print(f"OK      Chaîne intacte ({verdict.entries} lignes), {verdict.seals} têtes signées valables.")
    for key in verdict.keys:
        print(f"Clé publique des signatures : {key} (à comparer à celle que l’instance vous a remise)")
    return 1 if verdict.flaws else 0
