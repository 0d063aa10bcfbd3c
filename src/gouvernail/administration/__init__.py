"""Administration: who holds which role, what the journal tells, how an installation starts."""
