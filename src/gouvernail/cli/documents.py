"""What ``deck`` and ``minutes`` share: their arguments, and writing the file whole or not at all."""

from __future__ import annotations

import argparse
from pathlib import Path

from gouvernail.cli.refusals import Refusal


def document_arguments(parser: argparse.ArgumentParser, *, formats: tuple[str, ...]) -> None:
    """Declare the meeting, the format (one of ``formats``) and the file to write."""
    parser.add_argument(
        "--meeting",
        type=meeting_number,
        required=True,
        metavar="N",
        help="numéro de la séance (voir « gouvernail meetings »)",
    )
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"format ({formats[0]})")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FICHIER", help="fichier à écrire")


def meeting_number(text: str) -> int:
    """Read the number of a meeting."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un numéro de séance")
    return int(text)


def write_document(name: str, arguments: argparse.Namespace) -> int:
    """Produce the document ``name`` of a meeting and write it."""
    from gouvernail.cli.starting import start_django

    start_django()
    from django.core.exceptions import ObjectDoesNotExist

    from gouvernail.documents.kit.office import ConversionError, OfficeMissingError
    from gouvernail.documents.production import meeting_document

    try:
        content = meeting_document(arguments.meeting, name, arguments.format)
    except ObjectDoesNotExist as error:
        raise Refusal(f"il n’y a pas de séance n° {arguments.meeting}. Voir « gouvernail meetings ».") from error
    except (OfficeMissingError, ConversionError) as error:
        raise Refusal(str(error)) from error
    draft = arguments.output.with_name(f".{arguments.output.name}.part")
    draft.write_bytes(content)
    draft.replace(arguments.output)
    print(f"{arguments.output} ({len(content) / 1000:.0f} ko)")
    return 0
