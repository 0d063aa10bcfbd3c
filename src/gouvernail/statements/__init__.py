"""Figures that a function states because no tool of the collectivité gives them."""
