"""Which servers Gouvernail may be sent to: who sets a source makes this machine speak to an address of their choice.

``GOUVERNAIL_SOURCE_HOSTS`` names them (« glpi.mairie.fr, *.agglo.fr, 10.20.0.0/16 »). Without it any server may be
reached, and only a DSI or an administrator may set a source. Addresses that belong to the machine's own network card
(169.254.0.0/16, fe80::/10), where clouds keep their secrets, are never reached, however they are written and whatever
name leads there.
"""

from __future__ import annotations

import os
import socket
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from gouvernail.connectors.sources.faults import Fault, SourceError

VARIABLE = "GOUVERNAIL_SOURCE_HOSTS"
Address = IPv4Address | IPv6Address
_CLOUD_SECRETS = ip_network("fd00:ec2::254/128")
"""Where Amazon's machines find theirs over IPv6 (« Instance metadata service »): no link-local address."""


def listed() -> list[str]:
    """Return the names and networks that may be reached; none when every one may."""
    return [word.strip().lower() for word in os.environ.get(VARIABLE, "").split(",") if word.strip()]


def check_host(host: str) -> None:
    """Raise ``SourceError`` for a server that may not be reached."""
    if any(is_forbidden(one) for one in _addresses(host)):
        raise _refused(host, "Cette adresse est interne à la machine : aucune source ne s’y trouve.")
    words = listed()
    if words and not any(_matches(host.lower(), word) for word in words):
        raise _refused(host, f"Demandez à qui administre Gouvernail de l’ajouter à {VARIABLE}.")


def is_forbidden(address: Address | str) -> bool:
    """Whether an address is one that clouds answer at to the machine itself (IPv4 written as IPv6 too)."""
    found = _literal(address) if isinstance(address, str) else address
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return inner is not None and (inner.is_link_local or inner in _CLOUD_SECRETS)


def _matches(host: str, word: str) -> bool:
    network = _network(word)
    if network is None:
        return fnmatchcase(host, word)
    addresses = _addresses(host)
    return (
        bool(addresses)
        and all(one in network for one in addresses if one.version == network.version)
        and any(one.version == network.version for one in addresses)
    )


def _network(word: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(word, strict=False)
    except ValueError:
        return None


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.strip("[]").split("%", 1)[0])
    except ValueError:
        return None


def _addresses(host: str) -> list[Address]:
    found = _literal(host)
    if found is not None:
        return [found]
    try:
        told = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ip_address(str(one[4][0]).split("%", 1)[0]) for one in told]


def _refused(host: str, advice: str) -> SourceError:
    return SourceError(Fault.SETTING, f"Gouvernail n’a pas le droit de joindre « {host} ».", advice)
