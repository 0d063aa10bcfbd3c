"""``gouvernail minutes``: the minutes of a meeting, in a file."""

from __future__ import annotations

import argparse

from gouvernail.cli.documents import document_arguments, write_document

HELP = "écrit le relevé d’une séance (PDF, DOCX ou ODT)."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the meeting, the format and the file."""
    document_arguments(parser, formats=("pdf", "docx", "odt"))


def run(arguments: argparse.Namespace) -> int:
    """Write the minutes."""
    return write_document("minutes", arguments)
