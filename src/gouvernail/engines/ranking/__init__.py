"""Ranking scenarios so that the choice stands up: methods, robustness, exact proofs, and words to say it."""
