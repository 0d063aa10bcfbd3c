"""``gouvernail ppi``: a document of the plan of investment, in a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from gouvernail.cli.refusals import Refusal

HELP = "écrit un document du plan pluriannuel : rapport, diaporama, fiche, annexe (AP/CP) ou tableau."
FORMATS = {
    "rapport": ("pdf", "docx", "odt"),
    "diaporama": ("pptx", "pdf", "odp"),
    "fiche": ("pdf",),
    "annexe": ("pdf", "docx", "odt"),
    "tableau": ("xlsx", "ods"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the document, the place, the version, the format and the file."""
    parser.add_argument("document", choices=tuple(FORMATS), metavar="DOCUMENT", help=", ".join(FORMATS))
    parser.add_argument("--place", required=True, metavar="NOM", help="la collectivité, telle que dans son adresse")
    parser.add_argument(
        "--version", type=_number, metavar="N", help="numéro d’une version arrêtée (sinon : le plan d’aujourd’hui)"
    )
    formats = tuple(dict.fromkeys(one for several in FORMATS.values() for one in several))
    parser.add_argument("--format", choices=formats, help="format (le premier de ceux du document)")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FICHIER", help="fichier à écrire")


def run(arguments: argparse.Namespace) -> int:
    """Write the document."""
    from gouvernail.cli.starting import start_django

    start_django()
    from gouvernail.documents.kit.office import ConversionError, OfficeMissingError
    from gouvernail.documents.ppi.production import document_of_place
    from gouvernail.organisations.models import Organisation
    from gouvernail.plans.models import PlanVersion

    format = arguments.format or FORMATS[arguments.document][0]
    try:
        content = document_of_place(arguments.place, arguments.version, arguments.document, format)
    except Organisation.DoesNotExist as error:
        raise Refusal(f"il n’y a pas de collectivité « {arguments.place} ».") from error
    except PlanVersion.DoesNotExist as error:
        raise Refusal(f"« {arguments.place} » n’a pas de version n° {arguments.version}.") from error
    except (OfficeMissingError, ConversionError) as error:
        raise Refusal(str(error)) from error
    except ValueError as error:
        raise Refusal(f"{error} Formats : {', '.join(FORMATS[arguments.document])}.") from error
    draft = arguments.output.with_name(f".{arguments.output.name}.part")
    draft.write_bytes(content)
    draft.replace(arguments.output)
    print(f"{arguments.output} ({len(content) / 1000:.0f} ko)")
    return 0


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un numéro de version")
    return int(text)
