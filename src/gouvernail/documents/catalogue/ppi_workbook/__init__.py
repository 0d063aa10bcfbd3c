"""The plan as a workbook: lines, totals, planning, financing, AP/CP, controls."""
