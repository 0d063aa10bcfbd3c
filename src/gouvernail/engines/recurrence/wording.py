"""What is left of a title before it is compared: its telling words, without people, numbers or formulas.

Nothing here is kept: the words go to ``sketching`` and are forgotten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

GRAMMAR = """
    a ai au aux avec car ce ces cette comme d dans de des du elle en entre est et etre eu il ils j je l la le les leur
    lors lorsque m ma mais mes mon n ne nos notre nous on ou ont par pas peut peux plus pour qu quand que qui s sa sans
    se ses si son sont suite sur t tous tout toute tres un une vers vos votre vous y
"""
POLITENESS = """
    bonjour besoin cordialement demande demandes fwd http https merci objet possible probleme problemes pb question
    rappel re relance souci soucis stp svp ticket toujours tr urgent urgente urgence www
"""
FAILURE = """
    aucun aucune bug casse cassee defaut defectueux dysfonctionnement echec erreur fonctionne fonctionnent fonctionner
    hs impossible incident marche marchent nouveau nouvelle panne pannes reponse
"""
"""That something does not work is why one writes: it does not tell what."""
EMPTY_WORDS = frozenset((GRAMMAR + POLITENESS + FAILURE).split())

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+|\b(?:https?://|www\.)\S+")
_PERSON = re.compile(
    r"\b(?i:m\.|mm\.|mme\.?|mmes|mlle\.?|mr\.?|monsieur|messieurs|madame|mesdames|mademoiselle|dr\.?|docteur|me\.)"
    r"\s+[^\W\d_][\w’'.-]*(?:\s+[A-ZÀ-Þ][\w’'-]*)*"
)
_ODD = re.compile(r"[^a-z0-9 ]+")
_SIGNS = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"} | dict.fromkeys("’‘«»–—…", " "))


def telling_words(title: str) -> list[str]:
    """Return the words of a title that tell what it is about: lower case, no accent, in alphabetical order, once each.

    Leaves out e-mails and addresses, what follows a title of courtesy (« Mme Untel »), whatever
    holds a figure (phones, numbers of tickets or machines) and ``EMPTY_WORDS``.
    """
    if "@" in title or "://" in title or "www." in title:
        title = _ADDRESS.sub(" ", title)
    title = _PERSON.sub(" ", title)
    if not title.isascii():
        title = unicodedata.normalize("NFKD", title.translate(_SIGNS)).encode("ascii", "ignore").decode()
    words = _ODD.sub(" ", title.lower()).split()
    return sorted({word for word in words if word not in EMPTY_WORDS and word.isalpha()})


def comparable(titles: Iterable[str]) -> list[str]:
    """Return each title as its telling words joined by one space; an empty text where nothing is left."""
    return [" ".join(telling_words(title)) for title in titles]
