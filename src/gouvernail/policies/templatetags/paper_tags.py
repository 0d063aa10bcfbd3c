"""Attached files in templates."""

from __future__ import annotations

from django import template

from gouvernail.papers.sending import size_in_words

register = template.Library()

register.filter("size_fr", size_in_words)
