"""Phishing campaigns."""
