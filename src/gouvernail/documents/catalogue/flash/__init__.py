"""The flash of a month: the information system on one page."""
