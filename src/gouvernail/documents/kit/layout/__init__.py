"""Lays out a deck once, in inches, for every drawing: which slides, where each block stands, which text fits.

``pages.lay_out(deck)`` is the way in. A drawing (PPTX, PDF) only turns ``shapes`` into its own objects, so a slide has
the same number and the same place for everything in both files.
"""
