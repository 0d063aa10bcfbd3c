"""Asking at the keyboard."""

from __future__ import annotations

import sys
from getpass import getpass

from gouvernail.cli.refusals import Refusal


def ask(question: str) -> str:
    """Ask until something is answered; refuse where nobody can answer."""
    if not sys.stdin.isatty():
        raise Refusal(f"il manque une réponse à « {question.strip(' :')} » : donnez-la en option (voir --help).")
    while not (answer := input(question).strip()):
        pass
    return answer


def ask_password(*, from_stdin: bool) -> str:
    """Ask for a password twice without showing it, or read it on the standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise Refusal("il manque le mot de passe : ajoutez --password-stdin et donnez-le sur l’entrée standard.")
    password = getpass("Mot de passe (12 caractères au moins) : ")
    if getpass("Le même, une seconde fois : ") != password:
        raise Refusal("les deux mots de passe diffèrent. Rien n’a été créé.")
    return password
