"""What goes wrong with a source, said in French with what to do about it; never a password, never an answer's body."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """The kinds of trouble that call for different remedies."""

    UNREACHABLE = "injoignable"
    CERTIFICATE = "certificat"
    CREDENTIALS = "identifiants"
    RIGHT = "droit"
    LICENCE = "licence"
    ANSWER = "reponse"
    TIMEOUT = "delai"
    BUSY = "debit"
    SETTING = "reglage"


class SourceError(Exception):
    """A source cannot be read; ``sentence`` says why and ``advice`` what to do, both in French."""

    def __init__(self, fault: Fault, sentence: str, advice: str = "") -> None:
        super().__init__(sentence)
        self.fault, self.sentence, self.advice = fault, sentence, advice

    def __str__(self) -> str:
        return f"{self.sentence} {self.advice}".strip()
