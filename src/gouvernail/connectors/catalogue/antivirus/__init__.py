"""Exports of antivirus consoles: a CSV or a workbook, with a mapping kept for each console."""
