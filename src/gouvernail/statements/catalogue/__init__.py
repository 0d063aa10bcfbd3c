"""Every fact that may be stated, by what it is about: indicators are computed from these."""

from gouvernail.statements.catalogue import compliance, finances, inclusion, security, support

__all__ = ["compliance", "finances", "inclusion", "security", "support"]
