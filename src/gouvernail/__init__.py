"""Gouvernail: steering of a local authority's information system."""

__version__ = "0.1.0"
