"""Multi-year planning: which projects, in which variant, when, under budget, staff and deadlines, with the reasons.

Importing this package loads no solver: ``solvers`` imports one when a plan is computed.
"""

ENGINE_VERSION = "1"
"""Changes when the same problem may receive another answer; kept with every result."""
