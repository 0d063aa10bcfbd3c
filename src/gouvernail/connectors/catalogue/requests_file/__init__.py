"""Requests in a CSV of any length: an export of a tool that has no connector here."""
