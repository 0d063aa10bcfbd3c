"""Findings, risks, recommendations, actions."""
