"""Requests made of the IT department."""
