"""The visual house: layout, components, theme, charts, menu; knows no business word."""
