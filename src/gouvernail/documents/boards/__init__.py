"""Dashboards as files, and sent by mail."""
