"""The deck of a committee: each title says the conclusion, each figure its day and its source."""
