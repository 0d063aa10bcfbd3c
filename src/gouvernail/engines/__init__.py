"""Methods: pure Python and NumPy, no Django, no clock, no randomness but a seed passed in."""
