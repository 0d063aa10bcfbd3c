"""The rules that look for faults in a document: each says where, what is wrong, what it proposes, how sure it is."""

from gouvernail.connectors.reading.rules.registry import Flag, Gravity, Rule, check_document, rules

__all__ = ["Flag", "Gravity", "Rule", "check_document", "rules"]
