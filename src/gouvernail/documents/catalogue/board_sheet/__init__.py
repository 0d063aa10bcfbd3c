"""A dashboard on one sheet of paper."""
