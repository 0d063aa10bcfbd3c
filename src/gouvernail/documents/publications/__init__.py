"""The publications of a place: annual report, monthly flash, letters."""
