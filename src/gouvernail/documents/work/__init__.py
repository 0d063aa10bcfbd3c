"""Documents that take time: drawn in a thread of their own, followed on a page, stopped on demand."""
