"""The tree of collectivités and the rights held on it."""
