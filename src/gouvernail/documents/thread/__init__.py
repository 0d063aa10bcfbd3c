"""The thread of an object on one page: what it comes from, what it became, when, decided by whom."""
