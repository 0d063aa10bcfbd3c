"""``gouvernail deck``: the deck of a meeting, in a file."""

from __future__ import annotations

import argparse

from gouvernail.cli.documents import document_arguments, write_document

HELP = "écrit le support d’une séance (PPTX, PDF ou ODP)."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the meeting, the format and the file."""
    document_arguments(parser, formats=("pptx", "pdf", "odp"))


def run(arguments: argparse.Namespace) -> int:
    """Write the deck."""
    return write_document("deck", arguments)
