"""Spreadsheets that people bring: XLSX, XLS, ODS and CSV, read safely and without guessing."""

from gouvernail.connectors.spreadsheets.headers import HeaderMatch, find_header
from gouvernail.connectors.spreadsheets.model import CellError, CellValue, Row, Sheet, UnreadableFile, Workbook
from gouvernail.connectors.spreadsheets.workbooks import read_workbook

__all__ = [
    "CellError",
    "CellValue",
    "HeaderMatch",
    "Row",
    "Sheet",
    "UnreadableFile",
    "Workbook",
    "find_header",
    "read_workbook",
]
