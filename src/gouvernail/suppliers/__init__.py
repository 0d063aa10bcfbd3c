"""Suppliers and contracts."""
