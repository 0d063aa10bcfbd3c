"""The register of decisions, printed."""
