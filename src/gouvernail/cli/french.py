"""The words argparse says by itself, in French."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

WORDS = {
    "usage: ": "usage : ",
    "options": "options\u00a0",
    "positional arguments": "arguments\u00a0",
    "subcommands": "commandes",
    "show this help message and exit": "affiche cette aide",
    "show program's version number and exit": "affiche la version",
    "%(prog)s: error: %(message)s\n": "%(prog)s : erreur : %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s : attention : %(message)s\n",
    "argument %(argument_name)s: %(message)s": "argument %(argument_name)s : %(message)s",
    "the following arguments are required: %s": "il manque : %s",
    "one of the arguments %s is required": "il faut l’un des arguments : %s",
    "not allowed with argument %s": "incompatible avec l’argument %s",
    "unrecognized arguments: %s": "arguments inconnus : %s",
    "expected one argument": "une valeur est attendue",
    "expected at most one argument": "une valeur au plus est attendue",
    "expected at least one argument": "une valeur au moins est attendue",
    "ignored explicit argument %r": "valeur %r en trop",
    "invalid %(type)s value: %(value)r": "« %(value)s » n’est pas une valeur permise (attendu : %(type)s)",
    "invalid choice: %(value)r (choose from %(choices)s)": "« %(value)s » n’existe pas (au choix : %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "« %(value)s » n’existe pas ; peut-être « %(suggestion)s » ? (au choix : %(choices)s)"
    ),
    "ambiguous option: %(option)s could match %(matches)s": "option ambiguë : %(option)s peut être %(matches)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "commande inconnue (au choix : %(choices)s)",
}

PLURALS = {"expected %s argument": "%s valeur attendue", "expected %s arguments": "%s valeurs attendues"}


class FrenchParser(argparse.ArgumentParser):
    """An argument parser that speaks French, exits 2 on bad usage, and takes no option by half its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **kwargs})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, how to use the command, and exit 2."""
        self.print_usage()
        self.exit(2, f"{self.prog} : erreur : {message}\n« {self.prog} --help » dit comment s’en servir.\n")

    def print_usage(self, file: Any = None) -> None:
        """Print the usage on the error output, where it does not mix with results."""
        super().print_usage(file or sys.stderr)


def speak_french() -> None:
    """Give argparse its French words. It offers no other door than the two names it translates with."""
    argparse._ = lambda text: WORDS.get(text, text)  # type: ignore[attr-defined] # argparse's own gettext
    argparse.ngettext = lambda one, many, count: PLURALS[one if count == 1 else many]  # type: ignore[attr-defined] # same
