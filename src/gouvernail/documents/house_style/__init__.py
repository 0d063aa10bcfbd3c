"""The house style of a collectivité, set from a page: colours, font, logo, and its own PowerPoint template."""
