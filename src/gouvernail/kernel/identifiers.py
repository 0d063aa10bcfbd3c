"""Official identifiers of French bodies and places, checked before anything is done with them."""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum.exceptions import InvalidChecksum, InvalidFormat, ValidationError
from stdnum.fr import siren as _siren
from stdnum.fr import siret as _siret

_SEPARATORS = re.compile(r"[\s.\-]+")


def normalise(text: str) -> str:
    """The identifier without its spaces (all kinds), dots and dashes, in capitals."""
    return _SEPARATORS.sub("", text).upper()


def check_siren(text: str) -> str:
    """The nine digits of a SIREN; ``ValueError`` with a French sentence if they cannot be one."""
    return _checked(text, "SIREN", 9, _siren.validate)


def check_siret(text: str) -> str:
    """The fourteen digits of a SIRET; ``ValueError`` with a French sentence if they cannot be one.

    The establishments of La Poste (SIREN 356 000 000) follow their own rule: digits that add up to a multiple
    of five.
    """
    return _checked(text, "SIRET", 14, _siret.validate)


def _checked(text: str, name: str, length: int, validate: Callable[[str], str]) -> str:
    digits = normalise(text)
    if len(digits) != length:
        raise ValueError(
            f"Un numéro {name} a {length} chiffres ; « {text.strip()} » en a {len(digits)}. Recopiez-le en entier."
        )
    try:
        return str(validate(digits))
    except InvalidFormat as error:
        raise ValueError(
            f"Un numéro {name} ne contient que des chiffres ; « {text.strip()} » contient autre chose."
        ) from error
    except InvalidChecksum as error:
        raise ValueError(
            f"Le numéro {name} « {text.strip()} » contient une erreur de frappe : sa clé de contrôle ne tombe pas "
            "juste. Vérifiez chaque chiffre."
        ) from error
    except ValidationError as error:
        raise ValueError(f"« {text.strip()} » n’est pas un numéro {name} valable.") from error
